"""The rules of the tracker of recommendations: one function a rule, each from the tracker to findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from quarterbook.checks.rules import RULES
from quarterbook.findings import Finding
from quarterbook.quarters import in_words
from quarterbook.registers.frames import rows as by_row
from quarterbook.registers.tracker import carried_out, overdue, unproved

# What a day of the tracker says of a recommendation.
_DAYS = {"made": "was made", "response_received": "was answered"}


def t10_due_before_made(read: pd.DataFrame) -> Iterator[Finding]:
    """An answer that is due before the question."""
    yield from _before_made(read, "T10", "response_due", "is due")


def t11_answered_before_made(read: pd.DataFrame) -> Iterator[Finding]:
    """An answer before the question."""
    yield from _before_made(read, "T11", "response_received", "was received")


def t12_not_said_whether_accepted(read: pd.DataFrame) -> Iterator[Finding]:
    """An answer that is neither yes nor no."""
    for row in by_row(read[read["response_received"].notna() & read["accepted"].isna()]):
        message = f"{row.reference} was answered on {in_words(row.response_received)}, but is it accepted? Nobody says."
        yield RULES["T12"].on(row, "accepted", message)


def t13_no_response(read: pd.DataFrame) -> Iterator[Finding]:
    """Accepted or not, or carried out, and no answer that says so."""
    said = read["accepted"].notna() | read.index.isin(carried_out(read).index)
    for row in by_row(read[said & read["response_received"].isna()]):
        what = "whether it is accepted is said" if isinstance(row.accepted, str) else "it is said to be carried out"
        yield RULES["T13"].on(row, "response_received", f"No response to {row.reference} is dated, but {what}.")


def t14_overdue(read: pd.DataFrame, as_at: str) -> Iterator[Finding]:
    """An answer that should be there by the day of the report."""
    for row in by_row(overdue(read, as_at)):
        message = f"The response to {row.reference} was due on {in_words(row.response_due)}; there is none yet."
        yield RULES["T14"].on(row, "response_received", message)


def t15_no_evidence(read: pd.DataFrame, as_at: str) -> Iterator[Finding]:
    """Carried out, in full or in part, and nothing shows it."""
    for row in by_row(unproved(read, as_at)):
        yield RULES["T15"].on(row, "evidence", f"{row.reference} is carried out{_extent(row)}, with no evidence given.")


def t16_carried_out_though_not_accepted(read: pd.DataFrame) -> Iterator[Finding]:
    """Done all the same."""
    for row in by_row(carried_out(read[read["accepted"].eq("no")])):
        message = f"{row.reference} was not accepted, but is carried out{_extent(row)}."
        yield RULES["T16"].on(row, "implemented", message)


def t17_after_the_report(read: pd.DataFrame, as_at: str) -> Iterator[Finding]:
    """Made, or answered, on a day that the figures cannot know of."""
    for column, what in _DAYS.items():
        for row in by_row(read[read[column] > pd.Timestamp(as_at)]):
            message = f"{row.reference} {what} on {in_words(getattr(row, column))}, after the day of the report."
            yield RULES["T17"].on(row, column, message)


def tracker(read: pd.DataFrame, as_at: str) -> tuple[Finding, ...]:
    """What the rules find in the tracker, in the order of their codes."""
    return (
        *t10_due_before_made(read),
        *t11_answered_before_made(read),
        *t12_not_said_whether_accepted(read),
        *t13_no_response(read),
        *t14_overdue(read, as_at),
        *t15_no_evidence(read, as_at),
        *t16_carried_out_though_not_accepted(read),
        *t17_after_the_report(read, as_at),
    )


def _before_made(read: pd.DataFrame, code: str, column: str, what: str) -> Iterator[Finding]:
    """A day of a response that is before the day on which the recommendation was made."""
    for row in by_row(read[read[column] < read["made"]]):
        day = in_words(getattr(row, column))
        message = f"The response to {row.reference} {what} on {day}, before it was made ({in_words(row.made)})."
        yield RULES[code].on(row, column, message)


def _extent(row: Any) -> str:
    return " in part" if row.implemented == "in-part" else ""
