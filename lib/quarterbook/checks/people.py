"""The rules of the register of people: one function a rule, each from the counts of a measure to findings.

None of them says how many people a row counts, since findings are read by more people than the register is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import pandas as pd

from quarterbook.checks.rules import RULES
from quarterbook.findings import Finding
from quarterbook.registers.frames import details
from quarterbook.registers.frames import rows as by_row


def n10_cell_missing(read: pd.DataFrame) -> Iterator[Finding]:
    """No row for a group, in a category or a period that other rows have; told at the period's first row."""
    rows = by_row(details(read))
    there = {(row.measure, row.period, row.group, _category(row)) for row in rows}
    for measure in dict.fromkeys(row.measure for row in rows):
        ours = [row for row in rows if row.measure == measure]
        first = {row.period: row for row in reversed(ours)}
        for period in sorted(first):
            for group in dict.fromkeys(row.group for row in ours):
                for category in dict.fromkeys(map(_category, ours)):
                    if (measure, period, group, category) not in there:
                        what = f"{group}, {category}" if category else group
                        message = f"{measure}, {period}: no row counts {what}; the totals are without it."
                        yield RULES["N10"].on(first[period], "group", message)


def n11_later_than_day(read: pd.DataFrame, as_at: str) -> Iterator[Finding]:
    """Counts of a period that begins after the day of the report, told at the first row of each period."""
    day = pd.Timestamp(as_at).date()
    seen = set()
    for row in by_row(details(read)):
        if row.period.start > day and (row.measure, row.period) not in seen:
            seen.add((row.measure, row.period))
            message = f"{row.measure}: counts of {row.period} are of a time after the day of the report, and left out."
            yield RULES["N11"].on(row, "period", message)


def n13_small_count_shown(counts: Mapping[str, Decimal], threshold: int) -> Iterator[Finding]:
    """Counts of people from one to one under the house's threshold that a paper would show, by their figures' ids."""
    for figure, number in counts.items():
        if 0 < number < threshold:
            yield RULES["N13"].finding(
                f"{figure} would show a count of fewer than {threshold} people, the house's disclosure_threshold. "
                "Count them in the register people, which keeps small counts back and what would give them away."
            )


def people(read: pd.DataFrame, as_at: str) -> tuple[Finding, ...]:
    """What the rules find in counts of people, in the order of their codes."""
    return (*n10_cell_missing(read), *n11_later_than_day(read, as_at))


def _category(row: object) -> str:
    category = getattr(row, "category", None)
    return category if isinstance(category, str) else ""
