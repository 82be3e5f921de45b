"""From a cell to a period, a measure, a quartile or a tolerance: what indicators and budgets are made of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from quarterbook.periods import APRIL, EXPECTED, YEAR, Period
from quarterbook.sources.cells import folded, number, text
from quarterbook.tolerance import Tolerance

_QUARTILES = {
    1: ("best", "top", "first", "1st"),
    2: ("second", "2nd"),
    3: ("third", "3rd"),
    4: ("worst", "bottom", "fourth", "4th"),
}
_QUARTILE = {word: place for place, words in _QUARTILES.items() for word in (*words, str(place), f"q{place}")}
_FREQUENCY = {
    **dict.fromkeys(("month", "monthly"), "month"),
    **dict.fromkeys(("quarter", "quarterly"), "quarter"),
    **dict.fromkeys(("year", "yearly", "annual", "annually"), "year"),
}
# Of a measure: more is a slip of the pen or of a formula, and arithmetic keeps 28.
MOST_DIGITS = 20
# Of any council; and small enough that counts of people can be worked back without an error of arithmetic.
MOST_PEOPLE = 10_000_000
_PLACES = {Decimal(places): places for places in range(7)}


class Percentage(Decimal):
    """A number that its file writes with a % sign."""


def measure(cell: object) -> Decimal:
    """A plain number, or one with a % sign, which is remembered.

    >>> measure(-2.4), measure("92%"), isinstance(measure("92%"), Percentage)
    (Decimal('-2.4'), Decimal('92'), True)
    """
    written = text(cell)
    percentage = written.endswith("%") and not written.endswith(" %")
    try:
        value = number(written[:-1] if percentage else written)
    except ValueError:
        raise ValueError("a plain number such as 93, 91.7 or -2, or 92%, without spaces, commas or £") from None
    if len(value.as_tuple().digits) > MOST_DIGITS:
        raise ValueError(f"a number of at most {MOST_DIGITS} digits")
    return Percentage(value) if percentage else value


def period(cell: object) -> Period:
    """A period in words, or the first day of a month as a spreadsheet keeps 'Apr-07'."""
    if isinstance(cell, date):
        if cell.day != 1:
            raise ValueError(f"{EXPECTED}, not a day")
        return Period.of_month(date(cell.year, cell.month, 1))
    return Period.parse(text(cell))


def year(cell: object) -> Period:
    """A financial year.

    >>> str(year("2023/24"))
    '2023-24'
    """
    try:
        found = period(cell)
    except ValueError:
        found = None
    if found is None or found.months != YEAR or found.after.month != APRIL:
        raise ValueError("a financial year such as 2023/24")
    return found


def quartile(cell: object) -> int:
    """A quartile from 1, the best, to 4.

    >>> quartile("3rd"), quartile("Best quartile"), quartile(4.0)
    (3, 1, 4)
    """
    word = folded(cell).removesuffix(" quartile")
    if word not in _QUARTILE:
        raise ValueError("a quartile from 1 (best) to 4 (worst), or best, 2nd, 3rd, worst")
    return _QUARTILE[word]


def whole(cell: object) -> int:
    """A whole number from 0 to 6: decimal places."""
    try:
        return _PLACES[number(cell)]
    except (ValueError, KeyError):
        raise ValueError("a whole number from 0 to 6") from None


def people(cell: object) -> int:
    """How many people there are.

    >>> people("11"), people(0)
    (11, 0)
    """
    try:
        found = number(cell)
    except ValueError:
        found = None
    if found is None or found != found.to_integral_value() or not 0 <= found <= MOST_PEOPLE:
        raise ValueError(f"a number of people: whole, from 0 to {MOST_PEOPLE:,}")
    return int(found)


def frequency(cell: object) -> str:
    """How often an indicator is reported: `month`, `quarter` or `year`.

    >>> frequency("Annual")
    'year'
    """
    if folded(cell) not in _FREQUENCY:
        raise ValueError("monthly, quarterly or annual")
    return _FREQUENCY[folded(cell)]


def tolerance(cell: object) -> Tolerance:
    """A tolerance: '5%' of the target, or so many of the indicator's own unit."""
    return Tolerance.parse(text(cell))
