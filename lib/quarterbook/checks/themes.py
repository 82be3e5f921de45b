"""The rules of a plan's themes: one function a rule, each from registers as read to findings."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from quarterbook.checks.rules import RULES
from quarterbook.findings import Finding
from quarterbook.registers.frames import rows


def a22_no_theme(actions: pd.DataFrame) -> Iterator[Finding]:
    """An action without a theme, where others have one."""
    if actions["theme"].notna().any():
        for row in rows(actions[actions["theme"].isna()]):
            yield RULES["A22"].on(row, "theme", f"{row.reference} has no theme; it stands under 'No theme'.")


def a23_theme_without_action(actions: pd.DataFrame, indicators: pd.DataFrame) -> Iterator[Finding]:
    """A theme with indicators but no action, told once a theme; where no action has any theme, none is told."""
    if actions["theme"].notna().any():
        without = indicators[indicators["theme"].notna() & ~indicators["theme"].isin(actions["theme"])]
        for row in rows(without.drop_duplicates("theme")):
            yield RULES["A23"].on(row, "theme", f"The theme '{row.theme}' has indicators but no action.")


def i39_no_theme(indicators: pd.DataFrame) -> Iterator[Finding]:
    """An indicator without a theme, where others have one."""
    if indicators["theme"].notna().any():
        for row in rows(indicators[indicators["theme"].isna()]):
            yield RULES["I39"].on(row, "theme", f"{row.reference} has no theme; it stands under 'No theme'.")


def themes(actions: pd.DataFrame, indicators: pd.DataFrame) -> tuple[Finding, ...]:
    """What the rules find in the themes of actions and indicators, in the order of their codes."""
    return (
        *a22_no_theme(actions),
        *a23_theme_without_action(actions, indicators),
        *i39_no_theme(indicators),
    )
