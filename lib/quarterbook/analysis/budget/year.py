"""The financial year so far: how many of its months are over, and what a sum would come to at their rate."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from quarterbook.analysis.figures import Figure
from quarterbook.quarters import Quarter
from quarterbook.rounding import half_up

MONTHS = 12
_PENCE = 2


def months_gone(as_at: str, quarter: str) -> int:
    """Return how many months of the quarter's financial year are over at the end of a day, 0 to 12.

    Raises ValueError for a day outside the year.

    >>> months_gone("2023-08-31", "2023-24 Q2"), months_gone("2023-08-30", "2023-24 Q2")
    (5, 4)
    """
    year, day = Quarter.parse(quarter).year, date.fromisoformat(as_at)
    after = day + timedelta(days=1)
    gone = (after.year - year) * MONTHS + after.month - 4
    if not 0 <= gone <= MONTHS or day < date(year, 4, 1):
        raise ValueError(f"{as_at} is not in the financial year of {quarter}. Give a day of that year.")
    return gone


def at_this_rate(so_far: Decimal, gone: int) -> Decimal | None:
    """Return what the year comes to if it goes on as it began, to the penny; None before a month is over.

    >>> at_this_rate(Decimal(500), 5), at_this_rate(Decimal(500), 0)
    (Decimal('1200.00'), None)
    """
    return half_up(Fraction(so_far) * MONTHS / gone, _PENCE) if gone else None


def due_by_now(whole: Decimal, gone: int) -> Decimal:
    """Return the part of a year's sum that falls to the months gone, evenly spread, to the penny.

    >>> due_by_now(Decimal(1200), 5)
    Decimal('500.00')
    """
    return half_up(Fraction(whole) * gone / MONTHS, _PENCE)


def figures(gone: int) -> tuple[Figure, ...]:
    """The months that are over and those of a year: `year.months-gone`, `year.months`."""
    told = {"months-gone": (gone, "Months of the financial year that are over"), "months": (MONTHS, "Months of a year")}
    return tuple(
        Figure(id=f"year.{name}", value=value, exact=str(value), unit="", display=str(value), definition=definition)
        for name, (value, definition) in told.items()
    )
