"""The rules of the register of projects: one function a rule, each from the register to findings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from quarterbook.checks.amounts import pounds
from quarterbook.checks.project_dates import (
    p31_revised_earlier,
    p32_date_not_understood,
    p33_past_due,
    p34_delivered_not_completed,
    p35_on_hold_yet_dated,
    p36_without_due_date,
    p42_date_understood_in_part,
    p45_delivered_in_future,
)
from quarterbook.checks.rules import RULES
from quarterbook.findings import Finding
from quarterbook.registers.frames import rows as by_row
from quarterbook.registers.projects import COMPLETED, IN_PHASE, MONEY_KINDS, PHASES, PROJECTS, SUBSUMED, UNDER_WAY
from quarterbook.sources.cells import folded

# How a message says what is claimed.
KINDS = {"grant": "a grant", "saving": "a saving", "cost-avoided": "a cost avoided", "income": "income"}


def p10_two_phases(read: pd.DataFrame) -> Iterator[Finding]:
    """A project that stands in several phases: it would be counted in each of them."""
    for reference, its in read.groupby("reference", sort=False):
        first, *others = by_row(its)
        if others:
            *most, last = (f"{IN_PHASE[row.phase]} (row {row.Index})" for row in (first, *others))
            message = f"{reference} is {', '.join(most)} and {last}. Keep the row of the phase that it is in now."
            yield RULES["P10"].on(others[-1], "phase", message)


def p30_completed_without_outcome(read: pd.DataFrame) -> Iterator[Finding]:
    """Completed, and nobody says what the project was to bring about."""
    for row in by_row(read[read["phase"].eq(COMPLETED) & read["outcome"].isna()]):
        yield RULES["P30"].on(row, "outcome", f"{named(row)} is completed, but has no outcome.")


def p37_phase_went_back(read: pd.DataFrame, previous: pd.DataFrame) -> Iterator[Finding]:
    """In an earlier phase than last quarter, or back from another programme."""
    was = {row.reference: row.phase for row in by_row(previous)}
    for row in by_row(read):
        before = was.get(row.reference, row.phase)
        if PHASES.index(row.phase) < PHASES.index(before):
            message = f"{named(row)} was {IN_PHASE[before]} last quarter, and is {IN_PHASE[row.phase]} now."
            yield RULES["P37"].on(row, "phase", message)


def p38_gone(read: pd.DataFrame, previous: pd.DataFrame) -> Iterator[Finding]:
    """Under way last quarter, and not in the register now."""
    there = {*read["reference"]}
    for old in by_row(previous[previous["phase"].isin(UNDER_WAY)]):
        if old.reference not in there:
            message = f"{named(old)}, {IN_PHASE[old.phase]} last quarter, is gone; nothing says what became of it."
            yield RULES["P38"].on(old, "reference", message)


def p39_amount_without_kind(read: pd.DataFrame) -> Iterator[Finding]:
    """An amount of benefit of which nobody says what it is."""
    for row in by_row(read[read["benefit_amount"].notna() & read["benefit_kind"].isna()]):
        message = f"{named(row)} is to bring {pounds(row.benefit_amount)}, but nothing says of which kind."
        yield RULES["P39"].on(row, "benefit_kind", message)


def p41_one_title_twice(read: pd.DataFrame) -> Iterator[Finding]:
    """Two projects of one title, which may be one."""
    first: dict[str, Any] = {}
    for row in by_row(read):
        same = first.setdefault(folded(row.title), row)
        if same.reference != row.reference:
            message = f"{row.reference} has the title of {same.reference} (row {same.Index}): {row.title}."
            yield RULES["P41"].on(row, "title", message)


def p43_status_missing(read: pd.DataFrame) -> Iterator[Finding]:
    """Under way, and without a status."""
    for row in by_row(read[read["phase"].isin(UNDER_WAY) & read["status"].isna()]):
        yield RULES["P43"].on(row, "status", f"{named(row)}, {IN_PHASE[row.phase]}, has no status.")


def p44_benefit_not_in_figures(read: pd.DataFrame) -> Iterator[Finding]:
    """A benefit in money, and nobody says how much."""
    claimed = read[read["benefit_kind"].isin(MONEY_KINDS) & read["benefit_amount"].isna() & read["phase"].ne(SUBSUMED)]
    for row in by_row(claimed):
        kind = KINDS[row.benefit_kind]
        yield RULES["P44"].on(row, "benefit_amount", f"{named(row)} claims {kind}, but puts no figure on it.")


def projects(read: pd.DataFrame, previous: pd.DataFrame | None, as_at: str) -> tuple[Finding, ...]:
    """What the rules find in the register of projects, in the order of their codes."""
    before, day = PROJECTS.empty() if previous is None else previous, date.fromisoformat(as_at)
    return (
        *p10_two_phases(read),
        *p30_completed_without_outcome(read),
        *p31_revised_earlier(read),
        *p32_date_not_understood(read),
        *p33_past_due(read, day),
        *p34_delivered_not_completed(read, day),
        *p35_on_hold_yet_dated(read),
        *p36_without_due_date(read),
        *p37_phase_went_back(read, before),
        *p38_gone(read, before),
        *p39_amount_without_kind(read),
        *p41_one_title_twice(read),
        *p42_date_understood_in_part(read),
        *p43_status_missing(read),
        *p44_benefit_not_in_figures(read),
        *p45_delivered_in_future(read, day),
    )


def named(row: Any) -> str:
    """A project as messages call it."""
    return f"{row.reference} ({row.title})"
