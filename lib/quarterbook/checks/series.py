"""The rules of a series of outturns: one function a rule, each from one council's outturns to findings.

`assessed` is the table of one council's outturns, in the order of its indicators and of time.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from statistics import median
from typing import Any

import pandas as pd

from quarterbook.checks.rules import RULES
from quarterbook.findings import Finding
from quarterbook.periods import YEAR, Period
from quarterbook.registers.frames import rows as by_row
from quarterbook.registers.measures import Percentage
from quarterbook.rounding import as_read

# Of other outturns of the indicator, before a nought among them is odd.
FEWEST_OTHERS = 2
# A fraction typed for a percentage is a hundredth of it. Below a tenth of what is usual, a value is by ratio
# nearer to a hundredth of it than to the whole.
FRACTION = Fraction(1, 10)
# A series that stays below one per cent is rare, and one of fractions mostly comes above a half.
HALF = Fraction(1, 2)


def i22_target_without_actual(assessed: pd.DataFrame) -> Iterator[Finding]:
    """A target to which no outturn was given."""
    for row in by_row(assessed):
        if row.actual is None and row.target is not None:
            yield RULES["I22"].on(row, "actual", f"{row.reference} has a target for {row.period} but no outturn.")


def i24_odd_nought(assessed: pd.DataFrame) -> Iterator[Finding]:
    """A nought among values that are all far from it: it may stand for 'not available'.

    Far is further from nought than the values lie apart from each other.
    """
    for row, others in _among_others(assessed):
        low, high = min(others), max(others)
        if row.actual == 0 and (low > high - low or -high > high - low):
            message = (
                f"{row.reference} is 0 for {row.period}, but its other values go from {as_read(low)} to "
                f"{as_read(high)}. If it means that nothing is known, the missing marker belongs there."
            )
            yield RULES["I24"].on(row, "actual", message)


def i25_fraction_for_percent(assessed: pd.DataFrame) -> Iterator[Finding]:
    """A percentage typed as a fraction: 0.92 among values such as 92, or a series all of them."""
    for reference, rows in assessed[assessed["unit"] == "%"].groupby("reference", sort=False):
        told = [(row, column) for row in by_row(rows) for column in ("actual", "target") if getattr(row, column)]
        values = [Fraction(getattr(row, column)) for row, column in told]
        if len(values) >= FEWEST_OTHERS and all(0 < value <= 1 for value in values) and max(values) > HALF:
            message = (
                f"Every value of {reference} lies between 0% and 1%, such as {as_read(getattr(*told[-1]))}%. "
                "Are they fractions?"
            )
            yield RULES["I25"].on(*told[-1], message)
            continue
        for at, (row, column) in enumerate(told):
            others = values[:at] + values[at + 1 :]
            if others and 0 < values[at] <= 1 and values[at] < FRACTION * median(others):
                value, usual = getattr(row, column), _usual(told, values[at])
                of = f"The target of {row.reference}" if column == "target" else row.reference
                message = (
                    f"{of} is {as_read(value)}% for {row.period}, among values such as {as_read(usual)}%. "
                    f"Is it a fraction, {as_read(value * 100)}%?"
                )
                yield RULES["I25"].on(row, column, message)


def i26_percent_sign(assessed: pd.DataFrame) -> Iterator[Finding]:
    """A value written with a % sign whose indicator has another unit."""
    for row in by_row(assessed[assessed["unit"] != "%"]):
        for column in ("actual", "target", "previous", "comparator"):
            if isinstance(value := getattr(row, column), Percentage):
                message = (
                    f"{row.reference} is counted in {row.unit}, but {as_read(value)}% stands here for {row.period}."
                )
                yield RULES["I26"].on(row, column, message)


def i27_out_of_order(outturns: pd.DataFrame) -> Iterator[Finding]:
    """Periods of one length that do not stand in the order of time in the file; told once an indicator."""
    for (reference, *_), rows in outturns.groupby(["reference", "area"], sort=False, dropna=False):
        of_length: dict[int, list[Any]] = {}
        for row in by_row(rows):
            of_length.setdefault(row.period.months, []).append(row)
        for found in of_length.values():
            wrong = next((after for before, after in pairwise(found) if after.period < before.period), None)
            if wrong:
                message = f"{reference}: {wrong.period} stands after a later period. The rows are put in order here."
                yield RULES["I27"].on(wrong, "period", message)
                break


def i28_period_missing(assessed: pd.DataFrame) -> Iterator[Finding]:
    """A period left out between two others of one length, one apart."""
    for _, rows in assessed.groupby("reference", sort=False):
        for months in dict.fromkeys(period.months for period in rows["period"]):
            series = [row for row in by_row(rows) if row.period.months == months]
            for before, after in pairwise(series):
                missing = _between(before.period, after.period)
                if missing:
                    message = f"{after.reference} has no row for {_listed(missing)}."
                    yield RULES["I28"].on(after, "period", message)


def i35_several_years(assessed: pd.DataFrame) -> Iterator[Finding]:
    """A period of several years that may be none.

    A lone one among single years (2006-08 for 2006-07), or two that begin in one year (2007-10 and 2007-11 for
    the months October and November).
    """
    for _, rows in assessed.groupby("reference", sort=False):
        several = [row for row in by_row(rows) if row.period.months > YEAR]
        alike = next((row for before, row in pairwise(several) if row.period.start == before.period.start), None)
        if alike is not None:
            message = (
                f"{alike.reference} has several periods that begin in one year, such as {alike.period}. "
                "If they are months, write them with their names, as in October 2007."
            )
            yield RULES["I35"].on(alike, "period", message)
        elif len(several) == 1 and any(period.months == YEAR for period in rows["period"]):
            row = several[0]
            message = f"{row.reference} has one period of several years, {row.period}, among single years."
            yield RULES["I35"].on(row, "period", message)


def _usual(told: list[tuple[Any, str]], odd: Fraction) -> Decimal:
    """A value as it was read, the latest of those beside which an odd one is a fraction."""
    values: list[Decimal] = [getattr(row, column) for row, column in told]
    return [value for value in values if odd < FRACTION * Fraction(value)][-1]


def _among_others(assessed: pd.DataFrame) -> Iterator[tuple[Any, list[Decimal]]]:
    """Each outturn with the others of its indicator that are not nought, where there are some."""
    for _, rows in assessed[assessed["actual"].notna()].groupby("reference", sort=False):
        told = by_row(rows)
        for at, row in enumerate(told):
            others = [one.actual for place, one in enumerate(told) if place != at and one.actual]
            if len(others) >= FEWEST_OTHERS:
                yield row, others


def _between(before: Period, after: Period) -> list[Period]:
    """The periods of one length that two leave out; none where they overlap or are of different years' starts."""
    missing: list[Period] = []
    period = after.before()
    while period > before:
        missing.insert(0, period)
        period = period.before()
    return missing if period == before else []


def _listed(periods: list[Period]) -> str:
    return str(periods[0]) if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
