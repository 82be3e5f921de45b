"""From a cell to a value: one function a kind of column; a ValueError says what was expected."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
# The errors a spreadsheet's formula can show (ECMA-376 part 1, 18.17.2.7).
FORMULA_ERRORS = frozenset("#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #GETTING_DATA #SPILL! #CALC!".split())
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NUMERIC_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_NAMED_DATE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]+) (\d{4})")
_FULL_MONTHS = "january february march april may june july august september october november december".split()
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%?")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def text(cell: object) -> str:
    """The cell's text, white space folded."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    found = _CONTROL.search(str(cell))
    if found:
        raise ValueError(f"text without control characters (this holds U+{ord(found[0]):04X})")
    return " ".join(str(cell).split())


def reference(cell: object) -> str:
    """A reference, which must be text: as a number 1.10 would be 1.1."""
    if isinstance(cell, float) and not cell.is_integer():
        raise ValueError("a reference kept as text (as a number, 1.10 and 1.1 are the same): format the column as Text")
    if isinstance(cell, date):
        raise ValueError("a reference kept as text, not a date: format the column as Text")
    return text(cell)


def iso_date(cell: object, order: str | None) -> date:
    """A date: a date cell, ISO text, '31 March 2021', or day and month in the house's order."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    written = text(cell)
    if isinstance(cell, float) or re.fullmatch(r"\d{5}", written):
        raise ValueError(
            f"a date such as 2023-06-30 (a bare number is Excel's count of days{_serial(written)}): format the column as Date"
        )
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written):
        return _day(*(int(part) for part in written.split("-")))
    if match := _NAMED_DATE.fullmatch(written):
        name = match[2].lower()
        month = next((n for n, full in enumerate(_FULL_MONTHS, 1) if name in (full, full[:3])), 0)
        if month:
            return _day(int(match[3]), month, int(match[1]))
    if match := _NUMERIC_DATE.fullmatch(written):
        if order is None:
            raise ValueError("a date such as 2023-06-30 (day or month first? say date_order in the house file)")
        day, month = (match[1], match[2]) if order == DAY_FIRST else (match[2], match[1])
        return _day(int(match[3]), int(month), int(day))
    raise ValueError("a date such as 2023-06-30" + (", or 30/06/2023" if order == DAY_FIRST else ""))


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        if 1 <= month <= 12 and day > 28:
            name = _FULL_MONTHS[month - 1].title()
            raise ValueError(f"a date that exists, such as 2023-06-30 ({name} {year} has no day {day})") from None
        raise ValueError("a date that exists, such as 2023-06-30") from None


def _serial(written: str) -> str:
    try:
        day = date.fromordinal(date(1899, 12, 30).toordinal() + int(written))
    except (ValueError, OverflowError):
        return ""
    return f"; {written} may mean {day.isoformat()}"


def percent(cell: object) -> float:
    """A percentage from 0 to 100: '56', '56%' or a number cell."""
    written = text(cell)
    match = _PERCENT.fullmatch(written)
    if not match:
        raise ValueError("a number from 0 to 100, such as 92 or 92%, without spaces or commas")
    value = Decimal(match[1])
    if value > 100:
        raise ValueError("a percentage from 0 to 100")
    if 0 < value < 1 and not written.endswith("%"):
        raise ValueError(f"a percentage from 0 to 100 (write {(value * 100).normalize():f} if {written} is a fraction)")
    return float(value)


def number(cell: object) -> Decimal:
    """A plain number."""
    written = text(cell)
    if not _NUMBER.fullmatch(written):
        raise ValueError("a plain number such as 93 or 91.7, without spaces, commas or signs")
    return Decimal(written)


def yes_no(cell: object) -> bool:
    """`yes` or `no`."""
    words = {"yes": True, "no": False}
    if text(cell).lower() not in words:
        raise ValueError("yes or no")
    return words[text(cell).lower()]


def choice(cell: object, choices: Collection[str]) -> str:
    """One of a list of words."""
    written = text(cell).lower()
    if written not in choices:
        raise ValueError(f"one of {', '.join(choices)}")
    return written
