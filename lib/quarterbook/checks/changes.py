"""The rules of what changed between two files of indicators: one function a rule."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pandas as pd

from quarterbook.checks.rules import RULES
from quarterbook.findings import Finding
from quarterbook.registers.frames import rows as by_row
from quarterbook.rounding import as_read

DEFINED_BY = ("title", "definition", "unit", "polarity")


def i31_restated(assessed: pd.DataFrame, before: pd.DataFrame) -> Iterator[Finding]:
    """A past value that is not what it was: a row's `previous`, or an outturn or target in the file before.

    In `before`, outturns of other areas than that of `assessed` are not looked at.
    """
    there = {(row.reference, row.period): row for row in by_row(assessed)}
    for row in by_row(assessed):
        past = there.get((row.reference, row.period.year_before() if row.cumulative else row.period.before()))
        if past is not None and past.actual is not None and _differ(row.previous, past.actual):
            message = (
                f"{row.reference} gives {as_read(row.previous)} as the value before {row.period}; "
                f"the row of {past.period} says {as_read(past.actual)}."
            )
            yield RULES["I31"].on(row, "previous", message)
    known, areas = {*assessed["reference"]}, {*assessed["area"].dropna()}
    for old in by_row(before):
        now = there.get((old.reference, old.period))
        if now is None and old.reference in known and old.actual is not None and _is_of(old, areas):
            message = (
                f"{old.reference} was {as_read(old.actual)} for {old.period} in the file before; it has no row now."
            )
            yield RULES["I31"].on(old, "actual", message)
        if now is None or not _is_of(old, areas):
            continue
        for column, called in (("actual", "outturn"), ("target", "target")):
            was, is_now = getattr(old, column), getattr(now, column)
            if was is not None and (is_now is None or _differ(was, is_now)):
                message = (
                    f"The {called} of {now.reference} for {now.period} was {as_read(was)} in the file before; "
                    f"it is now {'missing' if is_now is None else as_read(is_now)}."
                )
                yield RULES["I31"].on(now, column, message)


def i32_definition_changed(indicators: pd.DataFrame, before: pd.DataFrame) -> Iterator[Finding]:
    """A title, definition, unit or polarity that the file before gives otherwise."""
    old = {row.reference: row for row in by_row(before)}
    for row in by_row(indicators[indicators["reference"].isin(list(old))]):
        for column in DEFINED_BY:
            now, then = (getattr(one, column) for one in (row, old[row.reference]))
            if pd.notna(now) and pd.notna(then) and now != then:
                message = f"The {column} of {row.reference} is now '{now}'; in the file before it was '{then}'."
                yield RULES["I32"].on(row, column, message)


def _is_of(old: Any, areas: set[str]) -> bool:
    """Whether an outturn of the file before is of the same council."""
    return bool(pd.isna(old.area)) or old.area in areas


def _differ(one: Decimal | None, other: Decimal) -> bool:
    """Whether two values differ as a message shows them."""
    return one is not None and as_read(one) != as_read(other)
