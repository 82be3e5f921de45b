"""The rules of the register of activity: one function a rule, each from the register to findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from quarterbook.checks.rules import RULES
from quarterbook.findings import Finding
from quarterbook.quarters import in_words
from quarterbook.registers.frames import rows as by_row
from quarterbook.slugs import slug

# A review goes on for months.
_ON_NO_DAY = "review"


def v10_without_date(read: pd.DataFrame) -> Iterator[Finding]:
    """On no day; a review needs none."""
    for row in by_row(read[read["date"].isna() & read["kind"].ne(_ON_NO_DAY)]):
        yield RULES["V10"].on(row, "date", f"No date is given for {_named(row)}.")


def v11_to_come(read: pd.DataFrame, as_at: str) -> Iterator[Finding]:
    """On a day after that of the report."""
    for row in by_row(read[read["date"] > pd.Timestamp(as_at)]):
        message = f"{_capital(_named(row))} is on {in_words(row.date)}, after the day of the report: it is to come."
        yield RULES["V11"].on(row, "date", message)


def v12_reported_twice(read: pd.DataFrame) -> Iterator[Finding]:
    """The same subject, of one panel and on one day, in another row, in whatever capitals."""
    first: dict[tuple[Any, ...], Any] = {}
    for row in by_row(read[read["date"].notna()]):
        before = first.setdefault((row.panel, row.date, slug(row.subject)), row)
        if before is not row:
            message = f"{_capital(_named(row))} of {in_words(row.date)} stands in row {before.Index} too."
            yield RULES["V12"].on(row, "subject", message)


def v13_nobody_named(read: pd.DataFrame) -> Iterator[Finding]:
    """A meeting at which nobody is named, though somebody is at another."""
    meetings = read[read["kind"].eq("meeting") & read["date"].notna()]
    if meetings["met_with"].isna().all():
        return
    for _, items in meetings.groupby(["panel", "date"], sort=False):
        if items["met_with"].isna().all():
            row = by_row(items)[0]
            message = f"{row.panel} met on {in_words(row.date)}, but nobody is named whom it met."
            yield RULES["V13"].on(row, "with", message)


def activity(read: pd.DataFrame, as_at: str) -> tuple[Finding, ...]:
    """What the rules find in the register of activity, in the order of their codes."""
    return (
        *v10_without_date(read),
        *v11_to_come(read, as_at),
        *v12_reported_twice(read),
        *v13_nobody_named(read),
    )


def _named(row: Any) -> str:
    return f"the {row.kind.replace('-', ' ')} '{row.subject}' ({row.panel})"


def _capital(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"
