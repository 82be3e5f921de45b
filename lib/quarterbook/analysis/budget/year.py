"""The financial year so far: how many of its months are over, and what a sum would come to at their rate."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from quarterbook import quarters
from quarterbook.analysis.figures import Figure, whole
from quarterbook.quarters import Quarter

MONTHS = 12


def months_gone(as_at: str, quarter: str) -> int:
    """Return how many months of a quarter's financial year are over at the end of a day (see `quarters`)."""
    return quarters.months_gone(date.fromisoformat(as_at), Quarter.parse(quarter))


def at_this_rate(so_far: Decimal, gone: int) -> Fraction | None:
    """Return what the year comes to if it goes on as it began; None before a month is over.

    >>> at_this_rate(Decimal(500), 5), at_this_rate(Decimal(500), 0)
    (Fraction(1200, 1), None)
    """
    return Fraction(so_far) * MONTHS / gone if gone else None


def due_by_now(whole: Decimal, gone: int) -> Fraction:
    """Return the part of a year's sum that falls to the months gone, evenly spread.

    >>> due_by_now(Decimal(1200), 5)
    Fraction(500, 1)
    """
    return Fraction(whole) * gone / MONTHS


def figures(gone: int) -> tuple[Figure, ...]:
    """The months that are over and those of a year: `year.months-gone`, `year.months`."""
    told = {"months-gone": (gone, "Months of the financial year that are over"), "months": (MONTHS, "Months of a year")}
    return tuple(whole(f"year.{name}", value, definition) for name, (value, definition) in told.items())
