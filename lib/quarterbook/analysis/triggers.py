"""What suggests a clinic on an indicator: five rules, each from the table of outturns to evidence.

The rules are those by which Rotherham chose its clinics (paper of 10 September 2007, item 5, proposals and
details; and the minutes of its board's meeting before, minute 48).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile
from typing import Any

import pandas as pd

from quarterbook.analysis.outturn_figures import figure_id
from quarterbook.analysis.outturns import of_its_length, unbroken
from quarterbook.analysis.targets import MISSED, gap
from quarterbook.analysis.units import published, rounded
from quarterbook.periods import Period
from quarterbook.registers.frames import rows as by_row

# The quartiles in which an indicator must not stay.
THIRD_OR_WORST = (3, 4)


@dataclass(frozen=True)
class Evidence:
    """That a rule finds an indicator: in which period, against which one, and the ids of the figures that show it.

    `figures` are by what they are (`actual`, `target`, `before-quartile`, …); those not known are not there.
    """

    reference: str
    rule: str
    period: Period
    figures: Mapping[str, str]
    before: Period | None = None


def quartile_fell(assessed: pd.DataFrame, period: Period) -> Iterator[Evidence]:
    """The latest quartile is worse than that of the period before, or of a year before where there is none."""
    for row, before in _quartiles(assessed):
        if row.quartile > before.quartile:
            yield _quartile_evidence("quartile-fell", row, before)


def stuck_low(assessed: pd.DataFrame, period: Period) -> Iterator[Evidence]:
    """The quartile is the third or the worst, and was in the same period a year before."""
    for row, before in _quartiles(assessed, a_year=True):
        if row.quartile in THIRD_OR_WORST and before.quartile in THIRD_OR_WORST:
            yield _quartile_evidence("stuck-low", row, before)


def off_target(assessed: pd.DataFrame, period: Period) -> Iterator[Evidence]:
    """The outturn of the latest quarter, or of another period that ends with it, missed its target."""
    row: Any
    for row in assessed.itertuples():
        if row.period.after == period.after and row.status == MISSED:
            yield Evidence(row.reference, "off-target", row.period, _named(row, "actual", "target", "gap"))


def stretch_missed(assessed: pd.DataFrame, period: Period) -> Iterator[Evidence]:
    """A stretch target was not achieved in the latest period that says so."""
    told = assessed[assessed["status"].notna() & assessed["stretch"].eq(True)]
    row: Any
    for row in told.groupby("reference", sort=False).tail(1).itertuples():
        if row.status == MISSED:
            yield Evidence(row.reference, "stretch-missed", row.period, _named(row, "actual", "target", "gap"))


def fell_below_average(assessed: pd.DataFrame, period: Period) -> Iterator[Evidence]:
    """The latest outturn is worse than the national average; the one before was as good or better."""
    for row, before in _with_average(assessed):
        if row.worse and not before.worse:
            parts = {**_named(row, "actual", "comparator"), **_named(before, "actual", "comparator", prefix="before-")}
            yield Evidence(row.reference, "below-average", row.period, parts, before.period)


@dataclass(frozen=True)
class Run:
    """The latest periods with a target, unbroken, that missed it: how many, and their gaps added up.

    Each gap is a share of its target in per cent; a target of nothing counts as missed by all of it.
    """

    periods: int
    distance: Fraction


NOT_OFF = Run(0, Fraction(0))

Rule = Callable[[pd.DataFrame, Period], Iterator[Evidence]]
RULES: dict[str, Rule] = {
    "quartile-fell": quartile_fell,
    "stuck-low": stuck_low,
    "off-target": off_target,
    "stretch-missed": stretch_missed,
    "below-average": fell_below_average,
}


def evidence(assessed: pd.DataFrame, period: Period) -> tuple[Evidence, ...]:
    """What all rules find up to a period, in the order of the rules.

    Later periods are not looked at, and what ended two years or more before says nothing of today.
    """
    known = assessed.loc[[one.after <= period.after for one in assessed["period"]]]
    return tuple(one for rule in RULES.values() for one in rule(known, period) if not one.period.is_old(period))


def off_target_runs(assessed: pd.DataFrame, until: Period) -> dict[str, Run]:
    """How long and how far each indicator with targets is off them, by reference; no run that ended long before."""
    runs = {}
    for reference, rows in assessed.groupby("reference", sort=False):
        held = by_row(held_against_target(rows))
        if held and held[-1].period.is_old(until):
            continue
        missed = [*takewhile(lambda row: row.computed == MISSED, reversed(held))]
        runs[str(reference)] = Run(len(missed), sum((100 * _share(row) for row in missed), Fraction(0)))
    return {reference: run for reference, run in runs.items() if run.periods}


def held_against_target(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one indicator's rows with a computed status, of the length it is reported by, else of the latest.

    Of one length, since a year holds its quarters; and up to the last gap between them.
    """
    held = rows.loc[rows["computed"].notna()]
    return unbroken(of_its_length(held))


def ranked(found: tuple[Evidence, ...], runs: Mapping[str, Run]) -> tuple[str, ...]:
    """Return the references that the rules found, those furthest and longest off target first.

    By the sum of their gaps as shares of the target, then by how many periods; others keep their order.
    """
    references = dict.fromkeys(one.reference for one in found)
    off = {reference: runs.get(reference, NOT_OFF) for reference in references}
    return tuple(sorted(references, key=lambda reference: (-off[reference].distance, -off[reference].periods)))


def _share(row: Any) -> Fraction:
    target = rounded(row.target, row.decimals)
    return Fraction(row.gap) / abs(Fraction(target)) if target else Fraction(1)


def _quartiles(assessed: pd.DataFrame, *, a_year: bool = False) -> Iterator[tuple[Any, Any]]:
    """The latest row with a quartile of each indicator, and that of the period or year before."""
    told = assessed[assessed["quartile"].notna()]
    for _, rows in told.groupby("reference", sort=False):
        by_period = {row.period: row for row in by_row(rows)}
        latest = by_period[max(by_period)]
        before = None if a_year else by_period.get(latest.period.before())
        before = before or by_period.get(latest.period.year_before())
        if before is not None:
            yield latest, before


def _quartile_evidence(rule: str, row: Any, before: Any) -> Evidence:
    parts = {**_named(row, "quartile"), **_named(before, "quartile", prefix="before-")}
    return Evidence(row.reference, rule, row.period, parts, before.period)


def _with_average(assessed: pd.DataFrame) -> Iterator[tuple[Any, Any]]:
    """The latest row that can be held against an average, and the one of the period before, each with `worse`."""
    distance = [
        gap(published(row.actual, row.decimals), published(row.comparator, row.decimals), row.polarity)
        for row in by_row(assessed)
    ]
    known = assessed.assign(worse=[one is not None and one > 0 for one in distance])
    known = known.loc[[one is not None for one in distance]]
    for _, rows in known[known["polarity"].isin(("higher", "lower"))].groupby("reference", sort=False):
        by_period = {row.period: row for row in by_row(rows)}
        latest = by_period[max(by_period)]
        before = by_period.get(latest.period.before()) or by_period.get(latest.period.year_before())
        if before is not None:
            yield latest, before


def _named(row: Any, *parts: str, prefix: str = "") -> dict[str, str]:
    """The ids of a row's figures that are there."""
    there = {
        "actual": row.actual,
        "target": row.target,
        "gap": row.gap,
        "quartile": row.quartile,
        "comparator": row.comparator,
    }
    return {
        f"{prefix}{part}": figure_id(row.reference, row.period.slug, part) for part in parts if there[part] is not None
    }
