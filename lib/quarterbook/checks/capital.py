"""The rules of capital financing: one function a rule, each from the register to findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from quarterbook.checks import identities
from quarterbook.checks.amounts import lacking, mixed_units, more, negative, pounds
from quarterbook.checks.rules import RULES
from quarterbook.findings import Finding
from quarterbook.registers.frames import details
from quarterbook.registers.frames import rows as by_row

AMOUNTS = ("planned", "achieved", "forecast")
# What is achieved is small early in a year, and may be a hundredth of these.
OF_THE_YEAR = ("planned", "forecast")


def k10_more_than_planned(read: pd.DataFrame) -> Iterator[Finding]:
    """More achieved than was planned."""
    for row in by_row(details(read)):
        if row.achieved is not None and more(row.achieved, row.planned):
            message = f"{pounds(row.achieved)} of {_named(row)} is achieved, and only {pounds(row.planned)} is planned."
            yield RULES["K10"].on(row, "achieved", message)


def k11_negative(read: pd.DataFrame) -> Iterator[Finding]:
    """An amount planned, achieved or forecast below nought."""
    yield from negative(details(read), AMOUNTS, RULES["K11"], _named)


def k12_does_not_add_up(read: pd.DataFrame) -> Iterator[Finding]:
    """Rows that do not add up to the totals in the file."""
    yield from identities.broken(identities.capital(read))


def k13_mixed_units(read: pd.DataFrame) -> Iterator[Finding]:
    """A plan and a forecast of one row that differ a hundredfold, or one that is a thousand times the others."""
    yield from mixed_units(details(read), OF_THE_YEAR, RULES["K13"], _named)


def k14_lacking(read: pd.DataFrame) -> Iterator[Finding]:
    """A forecast, or an amount achieved, that is blank where other rows have it."""
    yield from lacking(details(read), ("forecast", "achieved"), RULES["K14"], _named)


def capital(read: pd.DataFrame) -> tuple[Finding, ...]:
    """What the rules find in the capital financing, in the order of their codes."""
    return (
        *k10_more_than_planned(read),
        *k11_negative(read),
        *k12_does_not_add_up(read),
        *k13_mixed_units(read),
        *k14_lacking(read),
    )


def _named(row: Any) -> str:
    """The title of a row with its source of funding, or that alone."""
    return str(row.funding) if pd.isna(row.title) else f"{row.title} ({row.funding})"
