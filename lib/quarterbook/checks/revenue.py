"""The rules of revenue monitoring: one function a rule, each from the register to findings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from quarterbook.checks import identities
from quarterbook.checks.amounts import (
    changed,
    lacking,
    mixed_units,
    more,
    pounds,
    sums_of_others,
    unlikely_together,
)
from quarterbook.checks.rules import RULES
from quarterbook.findings import Finding
from quarterbook.money import added
from quarterbook.periods import Period
from quarterbook.quarters import Quarter, in_words, months_gone
from quarterbook.registers.frames import details
from quarterbook.registers.frames import rows as by_row
from quarterbook.registers.revenue import REVENUE
from quarterbook.registers.savings import SAVINGS

# All budgets of a council are more than this, in pounds.
LEAST = Decimal(1_000_000)
# Of fewer services, one may be the sum of the others by chance.
FEWEST_OTHERS = 2


def r20_does_not_add_up(read: pd.DataFrame) -> Iterator[Finding]:
    """Services that do not add up to the totals in the file."""
    yield from identities.broken(identities.revenue(read))


def r21_mixed_units(read: pd.DataFrame) -> Iterator[Finding]:
    """A budget and a forecast that differ a hundredfold, or one that is a thousand times the others.

    What is spent so far may well be that much less.
    """
    yield from mixed_units(details(read), ("budget", "forecast"), RULES["R21"], _service)


def r22_unlikely_together(read: pd.DataFrame) -> Iterator[Finding]:
    """Budgets that together are less, or more, than a council's ever are."""
    yield from unlikely_together(details(read), "budget", LEAST, RULES["R22"], REVENUE.name)


def r23_no_saving(read: pd.DataFrame, savings: pd.DataFrame) -> Iterator[Finding]:
    """A directorate with a budget of which no saving is known; none where no savings are given."""
    rows, known = details(read), {*details(savings)["directorate"]}
    if not known:
        return
    for directorate, its in rows[~rows["directorate"].isin(known)].groupby("directorate", sort=False):
        if budget := added(its["budget"]):
            message = f"{directorate} has a budget of {pounds(budget)}, but no saving."
            yield RULES["R23"].on(by_row(its)[0], "directorate", message)


def r24_budget_changed(read: pd.DataFrame, previous: pd.DataFrame) -> Iterator[Finding]:
    """Another budget than in the file before: money was moved between services, or added."""
    yield from changed(details(read), details(previous), "budget", RULES["R24"], _service)


def r25_new_or_gone(read: pd.DataFrame, previous: pd.DataFrame) -> Iterator[Finding]:
    """A service that one of the two files does not have; none where there is no file before."""
    now, before = ({_service(row): row for row in by_row(details(frame))} for frame in (read, previous))
    if not before:
        return
    for name in (name for name in now if name not in before):
        yield RULES["R25"].on(now[name], "service", f"{name} is new: it is not in the file before.")
    for name in (name for name in before if name not in now):
        budget = before[name].budget
        told = "no budget" if budget is None else f"a budget of {pounds(budget)}"
        message = f"{name} is gone: it has {told} in the file before."
        yield RULES["R25"].on(before[name], "service", message)


def r26_other_periods(read: pd.DataFrame, kept: pd.DataFrame) -> Iterator[Finding]:
    """Periods whose rows are left out: those of `read` that are not in `kept`."""
    left_out: dict[Any, list[Any]] = {}
    for row in by_row(read[~read.index.isin(kept.index)]):
        left_out.setdefault(row.period, []).append(row)
    for period, rows in left_out.items():
        which = f"of {period}" if period else "without a period"
        are = f"1 row {which} is" if len(rows) == 1 else f"{len(rows):,} rows {which} are"
        yield RULES["R26"].on(rows[0], "period", f"{are} left out: the report is of another period.")


def r27_overspent_already(read: pd.DataFrame) -> Iterator[Finding]:
    """More spent by now than is forecast for the whole year."""
    for row in by_row(details(read)):
        if row.actual is None or row.forecast is None:
            continue
        if row.forecast > 0 and more(row.actual, row.forecast):
            message = (
                f"{pounds(row.actual)} of {_service(row)} is spent already, more than the {pounds(row.forecast)} that "
                "is forecast for the year."
            )
            yield RULES["R27"].on(row, "actual", message)


def r28_lacking(read: pd.DataFrame) -> Iterator[Finding]:
    """A service without a budget or a forecast, or without what is spent where other services have it."""
    rows = details(read)
    for row in by_row(rows):
        for name in ("budget", "forecast"):
            if getattr(row, name) is None:
                message = f"{_service(row)} has no {name}, so it is left out of the sums."
                yield RULES["R28"].on(row, name, message)
    yield from lacking(rows, ("actual",), RULES["R28"], _service)


def r29_other_period(revenue: pd.DataFrame, as_at: str, quarter: str) -> Iterator[Finding]:
    """A period that does not end as many months into the year as the day of the report is; on its first row.

    Rows without a period are of the day of the report. Raises ValueError where that is not in the quarter's year.
    """
    day, of = date.fromisoformat(as_at), Quarter.parse(quarter)
    gone, rows = months_gone(day, of), details(revenue)
    for row in by_row(rows[rows["period"].notna()].drop_duplicates("period")):
        ended = _months_at_end(row.period, of)
        if ended != gone:
            where = "does not end in" if ended is None else f"ends {_months(ended)} into"
            message = (
                f"The monitoring is of {row.period}, which {where} {of.financial_year}; the report is of "
                f"{in_words(day)}, with {_months(gone)} of that year over. So no projection is made."
            )
            yield RULES["R29"].on(row, "period", message)


def _months_at_end(period: Period, quarter: Quarter) -> int | None:
    """How many months of a quarter's year are over at the end of a period; None where that is in another year."""
    try:
        return months_gone(period.end, quarter)
    except ValueError:
        return None


def _months(number: int) -> str:
    return "1 month" if number == 1 else f"{number} months"


def r40_sum_of_others(read: pd.DataFrame) -> Iterator[Finding]:
    """A budget and a forecast that are the sums of all others, or of the others of its directorate: perhaps a total."""
    rows = details(read)
    of_directorates = rows.groupby("directorate", sort=False)
    parts = [("all other services", rows), *((f"the other services of {name}", its) for name, its in of_directorates)]
    told = set()
    for whose, part in parts:
        for row in sums_of_others(part, ("budget", "forecast"), FEWEST_OTHERS):
            if row.Index not in told:
                told.add(row.Index)
                message = (
                    f"The budget ({pounds(row.budget)}) and the forecast ({pounds(row.forecast)}) of {_service(row)} "
                    f"are the sums of those of {whose}: it may be a total. If it is, say so in the house file (totals: "
                    f"revenue: [{row.service}])."
                )
                yield RULES["R40"].on(row, "budget", message)


def revenue(
    read: pd.DataFrame, previous: pd.DataFrame | None, savings: pd.DataFrame | None, as_at: str, quarter: str
) -> tuple[Finding, ...]:
    """What the rules find in one period's revenue monitoring, in the order of their codes; R26 is of several.

    Raises ValueError where `as_at` is not a day of the quarter's year.
    """
    previous = REVENUE.empty() if previous is None else previous
    return (
        *r20_does_not_add_up(read),
        *r21_mixed_units(read),
        *r22_unlikely_together(read),
        *r23_no_saving(read, SAVINGS.empty() if savings is None else savings),
        *r24_budget_changed(read, previous),
        *r25_new_or_gone(read, previous),
        *r27_overspent_already(read),
        *r28_lacking(read),
        *r29_other_period(read, as_at, quarter),
        *r40_sum_of_others(read),
    )


def _service(row: Any) -> str:
    return f"{row.service} ({row.directorate})"
