"""The rules of the register of a team: one function a rule, each from the register to findings."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from quarterbook.checks.rules import RULES
from quarterbook.findings import Finding
from quarterbook.registers.frames import rows as by_row


def p40_fte_missing(read: pd.DataFrame) -> Iterator[Finding]:
    """A role of which nobody says how many posts it is."""
    for row in by_row(read[read["fte"].isna()]):
        yield RULES["P40"].on(row, "fte", f"Nothing says how many full-time equivalents {row.role} is.")


def team(read: pd.DataFrame) -> tuple[Finding, ...]:
    """What the rules find in the register of a team."""
    return (*p40_fte_missing(read),)
