"""The rules of the register of reserves: one function a rule, each from the register to findings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pandas as pd

from quarterbook.checks import identities
from quarterbook.checks.amounts import more, pounds
from quarterbook.checks.balances import balances
from quarterbook.checks.rules import RULES
from quarterbook.findings import Finding
from quarterbook.quarters import in_words
from quarterbook.registers.frames import details
from quarterbook.registers.frames import rows as by_row


def r30_does_not_add_up(read: pd.DataFrame) -> Iterator[Finding]:
    """A closing balance that is not the opening one and the movement."""
    yield from identities.broken(one for one in identities.reserves(read) if one.code == "R30")


def r31_opens_otherwise(read: pd.DataFrame) -> Iterator[Finding]:
    """An opening balance that is not the closing one of the year before."""
    yield from identities.broken(one for one in identities.reserves(read) if one.code == "R31")


def r32_overdrawn(read: pd.DataFrame) -> Iterator[Finding]:
    """A reserve from which more is drawn than it holds."""
    for one in balances(read):
        left = one.closing if one.rolled is None else one.rolled
        if left is not None and more(Decimal(0), left):
            message = f"{one.row.reserve} would be overdrawn by {pounds(-left)} at the end of {one.row.year}."
            yield RULES["R32"].on(one.row, "movement", message)


def r33_basis_against_year(read: pd.DataFrame, as_at: str) -> Iterator[Finding]:
    """An actual movement in a year that ends after the day of the report, or a forecast one in a year before."""
    for row in by_row(details(read)):
        over = row.year.end <= date.fromisoformat(as_at)
        if over != (row.basis == "actual"):
            ends = f"the year {'ended' if over else 'ends only'} on {in_words(row.year.end)}"
            message = f"The movement of {row.reserve} in {row.year} is called {row.basis}, but {ends}."
            yield RULES["R33"].on(row, "basis", message)


def r34_no_opening(read: pd.DataFrame) -> Iterator[Finding]:
    """No opening balance, and no year before from which one could be carried on."""
    for one in balances(read):
        if one.first and one.row.opening is None:
            message = f"{one.row.reserve} has no opening balance in {one.row.year}, and no year before it."
            yield RULES["R34"].on(one.row, "opening", message)


def r35_year_missing(read: pd.DataFrame) -> Iterator[Finding]:
    """Two years of a reserve that do not follow on each other: nothing can be carried on over the gap."""
    for reserve, its in details(read).groupby("reserve", sort=False):
        for earlier, later in pairwise(sorted(by_row(its), key=lambda row: row.year)):
            if later.year.before() > earlier.year:
                message = f"{reserve} has {earlier.year} and {later.year}, but no year between them."
                yield RULES["R35"].on(later, "year", message)


def reserves(read: pd.DataFrame, as_at: str) -> tuple[Finding, ...]:
    """What the rules find in the register of reserves, in the order of their codes."""
    return (
        *r30_does_not_add_up(read),
        *r31_opens_otherwise(read),
        *r32_overdrawn(read),
        *r33_basis_against_year(read, as_at),
        *r34_no_opening(read),
        *r35_year_missing(read),
    )
