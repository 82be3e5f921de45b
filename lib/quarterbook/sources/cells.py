"""From a cell to a value: one function a kind of column; a ValueError says what was expected."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from quarterbook.quarters import MONTHS, YEARS
from quarterbook.spans import DAY_FIRST, MONTH_FIRST
from quarterbook.when import When

Cell = str | float | bool | date
# A row of a source: its spreadsheet number (the header is row 1) and its cells.
Row = tuple[int, tuple[Cell, ...]]

# The errors a spreadsheet's formula can show (ECMA-376 part 1, 18.17.2.7).
FORMULA_ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!")
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NUMERIC_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_NAMED_DATE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]+) (\d{4})")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%?")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def shown(cell: object) -> str:
    """The cell as its file shows it: no float's '.0' and no exponent.

    >>> shown(45107.0), shown(1e-07), shown(True), shown("a  b")
    ('45107', '0.0000001', 'TRUE', 'a  b')
    """
    if isinstance(cell, bool):
        return str(cell).upper()
    return f"{Decimal(repr(cell)).normalize():f}" if isinstance(cell, float) else str(cell)


def folded(cell: object) -> str:
    """What two cells have in common that differ in white space and capitals only."""
    return " ".join(shown(cell).split()).lower()


def text(cell: object) -> str:
    """The cell's text, white space folded."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    found = _CONTROL.search(shown(cell))
    if found:
        raise ValueError(f"text without control characters (this holds U+{ord(found[0]):04X}): type the cell anew")
    return " ".join(shown(cell).split())


def reference(cell: object) -> str:
    """A reference, which must be text: as a number 1.10 would be 1.1."""
    if isinstance(cell, float) and not cell.is_integer():
        raise ValueError("a reference kept as text (as a number, 1.10 and 1.1 are the same): format the column as Text")
    if isinstance(cell, date):
        raise ValueError("a reference kept as text, not a date: format the column as Text")
    return text(cell)


def iso_date(cell: object, order: str | None) -> date:
    """A date: a date cell, ISO text, '31 March 2021', or day and month in the house's order."""
    if isinstance(cell, date):
        return _day(cell.year, cell.month, cell.day)
    written = text(cell)
    if isinstance(cell, float) or re.fullmatch(r"\d{5}", written):
        raise ValueError(
            "a date such as 2023-06-30 (a bare number is Excel's count of days"
            f"{_serial(written)}): format the column as Date"
        )
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written):
        return _day(*(int(part) for part in written.split("-")))
    if match := _NAMED_DATE.fullmatch(written):
        name = match[2].title()
        month = next((n for n, full in enumerate(MONTHS, 1) if len(name) > 2 and full.startswith(name)), 0)
        if month:
            return _day(int(match[3]), month, int(match[1]))
    if match := _NUMERIC_DATE.fullmatch(written):
        if order is None:
            raise ValueError("a date such as 2023-06-30 (day or month first? say date_order in the house file)")
        first, second, year = (int(part) for part in match.groups())
        return _day(year, second, first) if order == DAY_FIRST else _day(year, first, second)
    example = {DAY_FIRST: ", or 30/06/2023", MONTH_FIRST: ", or 06/30/2023"}.get(order or "", "")
    raise ValueError(f"a date such as 2023-06-30{example}")


def _day(year: int, month: int, day: int) -> date:
    if year not in YEARS:
        raise ValueError(f"a date from {YEARS[0]} to {YEARS[-1]}, such as 2023-06-30 (no date known: leave it blank)")
    if not 1 <= month <= 12:
        raise ValueError(f"a date that exists, such as 2023-06-30 (there is no month {month})")
    try:
        return date(year, month, day)
    except ValueError:
        told = f"{MONTHS[month - 1]} {year} has no day {day}"
        raise ValueError(f"a date that exists, such as 2023-06-30 ({told})") from None


def _serial(written: str) -> str:
    try:
        day = date.fromordinal(date(1899, 12, 30).toordinal() + int(written))
    except (ValueError, OverflowError):
        return ""
    return f"; {written} may mean {day.isoformat()}"


def when(cell: object, order: str | None) -> When:
    """A time in somebody's words, understood as far as possible; any text will do but 03/04/2008 of no known order.

    >>> when("Was Sept 23. Delivered Oct 23", None).last_due
    datetime.date(2023, 9, 30)
    """
    if isinstance(cell, date):
        return When.of_day(iso_date(cell, order))
    written = text(cell)
    if order is None and _NUMERIC_DATE.fullmatch(written):
        return When.of_day(iso_date(written, order))  # which says what is missing
    return When.parse(written, order)


def percent(cell: object) -> float:
    """A percentage from 0 to 100: '56', '56%' or a number cell."""
    written = text(cell)
    match = _PERCENT.fullmatch(written)
    if not match:
        raise ValueError("a number from 0 to 100, such as 92 or 92%, without spaces or commas")
    value = Decimal(match[1])
    if value > 100:
        raise ValueError("a number from 0 to 100")
    if 0 < value < 1 and not written.endswith("%"):
        hint = f"write {(value * 100).normalize():f} if {written} is a fraction, or {written}% if it is not"
        raise ValueError(f"a number from 0 to 100 ({hint})")
    return float(value)


def number(cell: object) -> Decimal:
    """A plain number."""
    written = text(cell)
    if not _NUMBER.fullmatch(written):
        raise ValueError("a plain number such as 93, 91.7 or -2, without spaces, commas, % or £")
    return Decimal(written)


def dates(cell: object, order: str | None) -> tuple[date, ...]:
    """One date or several, parted by semicolons."""
    if isinstance(cell, date):
        return (iso_date(cell, order),)
    written = text(cell)
    parts = [part for part in written.split(";") if part.strip()] or [written]
    try:
        return tuple(iso_date(part, order) for part in parts)
    except ValueError as expected:
        raise ValueError(f"{expected}; several dates are parted by ';'") from None


def references(cell: object) -> tuple[str, ...]:
    """One reference or several, parted by semicolons."""
    return tuple(part.strip() for part in reference(cell).split(";") if part.strip())


def yes_no(cell: object) -> bool:
    """`yes` or `no`."""
    words = {"yes": True, "no": False}
    if folded(text(cell)) not in words:
        raise ValueError("yes or no")
    return words[folded(text(cell))]


def one_of(called: Mapping[str, str]) -> Callable[[object], str]:
    """A reader of one of our words; `called` gives for each what the council calls it, for messages.

    >>> one_of({"not-started": "Not started"})("NOT-STARTED")
    'not-started'
    """
    ours = {folded(word): word for word in called}

    def read(cell: object) -> str:
        if folded(cell) not in ours:
            raise ValueError(f"one of {', '.join(called.values())}")
        return ours[folded(cell)]

    return read
