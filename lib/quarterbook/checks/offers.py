"""The rules of the register of offers: one function a rule, each from the register to findings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from quarterbook.checks.amounts import more, pounds
from quarterbook.checks.rules import RULES
from quarterbook.findings import Finding
from quarterbook.quarters import in_words
from quarterbook.registers.frames import rows as by_row


def l10_nothing_offered(read: pd.DataFrame) -> Iterator[Finding]:
    """A price of nought or below, which may be meant: of land that costs more to make good than it is worth."""
    for row in by_row(read):
        if not more(row.price, Decimal(0)):
            yield RULES["L10"].on(row, "price", f"The price that {row.reference} offers is {pounds(row.price)}.")


def l11_deposit_above_price(read: pd.DataFrame) -> Iterator[Finding]:
    """More put down than is to be paid."""
    for row in by_row(read):
        if row.deposit is not None and more(row.deposit, row.price):
            told = f"The deposit of {row.reference} is {pounds(row.deposit)}, and its price only {pounds(row.price)}."
            yield RULES["L11"].on(row, "deposit", told)


def l12_completed_before_the_report(read: pd.DataFrame, as_at: str) -> Iterator[Finding]:
    """A sale that would be over before anybody decides on it."""
    for row in by_row(read[read["completion_date"] < pd.Timestamp(as_at)]):
        day = in_words(row.completion_date)
        message = f"{row.reference} would be completed on {day}, before the day of the report."
        yield RULES["L12"].on(row, "completion_date", message)


def offers(read: pd.DataFrame, as_at: str) -> tuple[Finding, ...]:
    """What the rules find in the offers, in the order of their codes."""
    return (
        *l10_nothing_offered(read),
        *l11_deposit_above_price(read),
        *l12_completed_before_the_report(read, as_at),
    )
