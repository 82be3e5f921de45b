"""The rules of revenue monitoring: one function a rule, each from the register to findings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pandas as pd

from quarterbook.checks import identities
from quarterbook.checks.amounts import changed, hundredfold, more, pounds, too_small
from quarterbook.checks.findings import Finding
from quarterbook.checks.rules import RULES
from quarterbook.money import added
from quarterbook.registers.frames import details
from quarterbook.registers.frames import rows as by_row
from quarterbook.registers.revenue import REVENUE
from quarterbook.registers.savings import SAVINGS

# All budgets of a council are more than this, in pounds.
LEAST = Decimal(1_000_000)


def r20_does_not_add_up(read: pd.DataFrame) -> Iterator[Finding]:
    """Services that do not add up to the totals in the file."""
    yield from identities.broken(identities.revenue(read))


def r21_hundredfold(read: pd.DataFrame) -> Iterator[Finding]:
    """A budget and a forecast that differ a hundredfold; what is spent so far may well be that much less."""
    yield from hundredfold(details(read), ("budget", "forecast"), RULES["R21"], _service)


def r22_too_small(read: pd.DataFrame) -> Iterator[Finding]:
    """Budgets that together are less than a council's ever are."""
    yield from too_small(details(read), "budget", LEAST, RULES["R22"], REVENUE.name)


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
        message = f"{name} is gone: it has a budget of {pounds(before[name].budget)} in the file before."
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
        if row.actual is not None and row.forecast > 0 and more(row.actual, row.forecast):
            message = (
                f"{pounds(row.actual)} of {_service(row)} is spent already, more than the {pounds(row.forecast)} that "
                "is forecast for the year."
            )
            yield RULES["R27"].on(row, "actual", message)


def revenue(read: pd.DataFrame, previous: pd.DataFrame | None, savings: pd.DataFrame | None) -> tuple[Finding, ...]:
    """What the rules find in one period's revenue monitoring, in the order of their codes; R26 is of several."""
    previous = REVENUE.empty() if previous is None else previous
    return (
        *r20_does_not_add_up(read),
        *r21_hundredfold(read),
        *r22_too_small(read),
        *r23_no_saving(read, SAVINGS.empty() if savings is None else savings),
        *r24_budget_changed(read, previous),
        *r25_new_or_gone(read, previous),
        *r27_overspent_already(read),
    )


def _service(row: Any) -> str:
    return f"{row.service} ({row.directorate})"
