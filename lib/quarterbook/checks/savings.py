"""The rules of the register of savings: one function a rule, each from the register to findings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pandas as pd

from quarterbook.checks import identities
from quarterbook.checks.amounts import (
    changed,
    lacking,
    mixed_units,
    more,
    negative,
    pounds,
    sums_of_others,
    unlikely_together,
)
from quarterbook.checks.rules import RULES
from quarterbook.errors import nearest
from quarterbook.findings import Finding
from quarterbook.registers.frames import details
from quarterbook.registers.frames import rows as by_row
from quarterbook.registers.revenue import REVENUE
from quarterbook.registers.savings import SAVINGS, to_deliver

# All savings of a council are more than this, in pounds.
LEAST = Decimal(100_000)
AMOUNTS = ("target", "delivered", "forecast")
# What is delivered is small early in a year, and may be a hundredth of these.
OF_THE_YEAR = ("target", "forecast")
# Of fewer savings, one may be the sum of the others by chance.
FEWEST_OTHERS = 3


def s10_unrated(read: pd.DataFrame) -> Iterator[Finding]:
    """To be delivered, and nobody says how likely that is."""
    deliver = to_deliver(read)
    for row in by_row(deliver[deliver["rating"].isna()]):
        yield RULES["S10"].on(row, "rating", f"{row.reference} is to be delivered, but has no rating.")


def s11_achieved_in_part(read: pd.DataFrame) -> Iterator[Finding]:
    """Rated achieved, with less delivered than the target; a blank only where other rows give what is delivered."""
    known = details(read)["delivered"].notna().any()
    for row in _rated(read, "achieved"):
        if row.delivered is not None and more(row.target, row.delivered):
            told = f"only {pounds(row.delivered)} of its target of {pounds(row.target)} is delivered"
        elif row.delivered is None and known:
            told = f"nothing says what is delivered of its target of {pounds(row.target)}"
        else:
            continue
        yield RULES["S11"].on(row, "delivered", f"{row.reference} is rated achieved, but {told}.")


def s12_negative(read: pd.DataFrame) -> Iterator[Finding]:
    """A target, an amount delivered or a forecast below nought."""
    yield from negative(details(read), AMOUNTS, RULES["S12"], _reference)


def s13_delivered_but_not_achieved(read: pd.DataFrame) -> Iterator[Finding]:
    """Delivered in full, and rated less than achieved."""
    for row in _rated(read, "red", "amber", "green"):
        if row.delivered is not None and not more(row.target, row.delivered) and row.target > 0:
            message = f"{row.reference} is delivered in full ({pounds(row.delivered)}), but rated {row.rating}."
            yield RULES["S13"].on(row, "rating", message)


def s14_forecast_against_rating(read: pd.DataFrame) -> Iterator[Finding]:
    """Red with the whole target forecast, or green or achieved with less than it."""
    for row in _rated(read, "red", "green", "achieved"):
        if row.forecast is None or row.target <= 0 or more(row.target, row.forecast) == (row.rating == "red"):
            continue
        told = f"{'' if row.rating == 'red' else 'only '}{pounds(row.forecast)} is forecast"
        message = f"{row.reference} is rated {row.rating}, but {told} of its target of {pounds(row.target)}."
        yield RULES["S14"].on(row, "forecast", message)


def s15_redirected_to_nothing(read: pd.DataFrame) -> Iterator[Finding]:
    """Redirected, and nobody says to what."""
    redirected = details(read).drop(index=to_deliver(read).index)
    for row in by_row(redirected[redirected["redirected_to"].isna()]):
        yield RULES["S15"].on(row, "redirected_to", f"{row.reference} was redirected, but nothing says to what.")


def s16_does_not_add_up(read: pd.DataFrame) -> Iterator[Finding]:
    """Ratings or totals that do not add up; what is less than identified breaks with the total, and is told once."""
    yield from identities.broken(one for one in identities.savings(read) if one.kind != "savings-redirected")


def s17_unknown_directorate(read: pd.DataFrame, revenue: pd.DataFrame) -> Iterator[Finding]:
    """Savings of a directorate that has no budget; told once a directorate."""
    rows, known = details(read), sorted({*details(revenue)["directorate"]})
    if not known:
        return
    for directorate, its in rows[~rows["directorate"].isin(known)].groupby("directorate", sort=False):
        first, *others = by_row(its)
        whose = first.reference + (f" and {len(others):,} more" if others else "")
        message = f"{directorate}, the directorate of {whose}, is not in the revenue monitoring. "
        yield RULES["S17"].on(first, "directorate", message + nearest(str(directorate), known))


def s18_mixed_units(read: pd.DataFrame) -> Iterator[Finding]:
    """A target and a forecast of one saving that differ a hundredfold, or one that is a thousand times the others."""
    yield from mixed_units(details(read), OF_THE_YEAR, RULES["S18"], _reference)


def s19_unlikely_together(read: pd.DataFrame) -> Iterator[Finding]:
    """Savings that together are less, or more, than a council's ever are."""
    yield from unlikely_together(details(read), "target", LEAST, RULES["S19"], SAVINGS.name)


def s20_target_changed(read: pd.DataFrame, previous: pd.DataFrame) -> Iterator[Finding]:
    """Another target than in the file before."""
    yield from changed(details(read), details(previous), "target", RULES["S20"], _reference)


def s21_gone(read: pd.DataFrame, previous: pd.DataFrame) -> Iterator[Finding]:
    """To be delivered in the file before, not achieved by then, and not in this one."""
    deliver, now = to_deliver(previous), {*details(read)["reference"]}
    for old in by_row(deliver[deliver["rating"].ne("achieved")]):
        if old.reference not in now:
            message = (
                f"{old.reference}, with a target of {pounds(old.target)}, is gone since the file before, in which it "
                "was neither achieved nor redirected."
            )
            yield RULES["S21"].on(old, "reference", message)


def s22_lacking(read: pd.DataFrame) -> Iterator[Finding]:
    """A forecast, or an amount delivered, that is blank where other savings to be delivered have it."""
    yield from lacking(to_deliver(read), ("forecast", "delivered"), RULES["S22"], _reference)


def s23_sum_of_others(read: pd.DataFrame) -> Iterator[Finding]:
    """A target that is the sum of all others: a total would be added up with what it is the total of."""
    for row in sums_of_others(details(read), ("target",), FEWEST_OTHERS):
        message = (
            f"The target of {row.reference} ({pounds(row.target)}) is the sum of the targets of all other savings: it "
            f"may be a total. If it is, say so in the house file (totals: savings: [{row.reference}])."
        )
        yield RULES["S23"].on(row, "target", message)


def s24_not_marked_redirected(read: pd.DataFrame) -> Iterator[Finding]:
    """A word on what a saving was redirected to, and no yes in the column that says whether it was."""
    deliver = to_deliver(read)
    for row in by_row(deliver[deliver["redirected_to"].notna()]):
        message = (
            f"{row.reference} names what it was redirected to ({row.redirected_to}), but is not marked as redirected."
        )
        yield RULES["S24"].on(row, "redirected", message)


def s25_undone(read: pd.DataFrame, previous: pd.DataFrame) -> Iterator[Finding]:
    """Less delivered than in the file before: what was saved by then cannot be lost."""
    was = {row.reference: row.delivered for row in by_row(details(previous))}
    for row in by_row(details(read)):
        before = was.get(row.reference)
        if before is not None and row.delivered is not None and more(before, row.delivered):
            message = (
                f"{row.reference} has delivered {pounds(row.delivered)}; in the file before it had delivered "
                f"{pounds(before)}."
            )
            yield RULES["S25"].on(row, "delivered", message)


def savings(read: pd.DataFrame, previous: pd.DataFrame | None, revenue: pd.DataFrame | None) -> tuple[Finding, ...]:
    """What the rules find in the register of savings, in the order of their codes."""
    previous = SAVINGS.empty() if previous is None else previous
    return (
        *s10_unrated(read),
        *s11_achieved_in_part(read),
        *s12_negative(read),
        *s13_delivered_but_not_achieved(read),
        *s14_forecast_against_rating(read),
        *s15_redirected_to_nothing(read),
        *s16_does_not_add_up(read),
        *s17_unknown_directorate(read, REVENUE.empty() if revenue is None else revenue),
        *s18_mixed_units(read),
        *s19_unlikely_together(read),
        *s20_target_changed(read, previous),
        *s21_gone(read, previous),
        *s22_lacking(read),
        *s23_sum_of_others(read),
        *s24_not_marked_redirected(read),
        *s25_undone(read, previous),
    )


def _rated(read: pd.DataFrame, *ratings: str) -> list[Any]:
    """The savings to be delivered that have one of these ratings."""
    deliver = to_deliver(read)
    return by_row(deliver[deliver["rating"].isin(ratings)])


def _reference(row: Any) -> str:
    return str(row.reference)
