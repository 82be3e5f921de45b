"""The rules of the register of clinics: one function a rule, each from the register to findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from quarterbook.checks.rules import RULES
from quarterbook.errors import nearest
from quarterbook.findings import Finding
from quarterbook.quarters import in_words
from quarterbook.registers.frames import rows as by_row


def c10_unknown_indicator(clinics: pd.DataFrame, indicators: pd.DataFrame) -> Iterator[Finding]:
    """An indicator that the register of indicators does not have."""
    known = [*indicators["reference"]]
    for row in by_row(clinics):
        for reference in row.references or ():
            if reference not in known:
                message = (
                    f"The clinic '{row.clinic}' names {reference}, which is no indicator. {nearest(reference, known)}"
                )
                yield RULES["C10"].on(row, "references", message.rstrip())


def c11_held_without_date(clinics: pd.DataFrame) -> Iterator[Finding]:
    """Held, but on no day."""
    for row in _held(clinics):
        if not row.date:
            yield RULES["C11"].on(row, "date", f"The clinic '{row.clinic}' was held, but no date is given.")


def c12_outside_year(outside: pd.DataFrame, year: str) -> Iterator[Finding]:
    """Held outside the year of which the paper speaks; `outside` are the clinics that were."""
    for row in by_row(outside):
        days = " and ".join(map(in_words, row.date))
        yield RULES["C12"].on(row, "date", f"The clinic '{row.clinic}' was held on {days}; the paper speaks of {year}.")


def c13_after_report(clinics: pd.DataFrame, as_at: str) -> Iterator[Finding]:
    """Held after the day of which the figures speak."""
    for row in _held(clinics):
        for day in row.date or ():
            if day > pd.Timestamp(as_at).date():
                message = (
                    f"The clinic '{row.clinic}' was held on {in_words(day)}, after the day that the figures speak of."
                )
                yield RULES["C13"].on(row, "date", message)


def c14_declined_without_reason(clinics: pd.DataFrame) -> Iterator[Finding]:
    """Declined, and nobody says why."""
    for row in by_row(clinics[(clinics["decision"] == "declined") & clinics["reason"].isna()]):
        yield RULES["C14"].on(row, "reason", f"The clinic '{row.clinic}' is declined without a reason.")


def c15_no_outcome(clinics: pd.DataFrame) -> Iterator[Finding]:
    """Held, with neither indicators nor an outcome to tell."""
    for row in _held(clinics):
        if pd.isna(row.outcome) and not row.references:
            yield RULES["C15"].on(row, "outcome", f"Nothing is said of what came of the clinic '{row.clinic}'.")


def clinics(
    register: pd.DataFrame, indicators: pd.DataFrame, outside: pd.DataFrame, year: str, as_at: str
) -> tuple[Finding, ...]:
    """What the rules find in the register of clinics, in the order of their codes."""
    return (
        *c10_unknown_indicator(register, indicators),
        *c11_held_without_date(register),
        *c12_outside_year(outside, year),
        *c13_after_report(register, as_at),
        *c14_declined_without_reason(register),
        *c15_no_outcome(register),
    )


def _held(clinics: pd.DataFrame) -> list[Any]:
    return by_row(clinics[clinics["decision"] == "held"])
