"""Dates in words as spans of days: '31 st December 2007', 'Sept 23', 'Summer 2007', 'Q1 2007/08', '2010'."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from quarterbook.periods import Period
from quarterbook.quarters import MONTHS, YEARS

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
# The month in which each season begins; a season lasts three (meteorological seasons, as the Met Office counts them).
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}

MONTH = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]}|{name[3:4]})?" for name in MONTHS) + r")\b\.?"
_FOUR_DIGITS = r"(?:19|20|21)\d\d"
# 'March 2007/08' is no March 2007, while 'Dec 2007/31 Jan 2008' begins with a December 2007.
_OF_TWO_YEARS = rf"(?:[/–-](?:\d\d){{1,2}}|/\d)\b(?!\s?(?:of\s+)?{MONTH})"
_YEAR = rf"(?:{_FOUR_DIGITS}|'?\d\d)(?!\d|{_OF_TWO_YEARS}|\s?(?:st|nd|rd|th)\b)"
# Less than a year, and nobody can tell from the words which days of it.
PART = (
    r"(?:(?:Q|Qtr|Quarter)\.?\s?[1-4]|H[12]|half|quarter|term|Easter|Whitsun|Michaelmas|Christmas|New Year)"
    rf"[\s,(/–-]+(?:of\s+)?{_FOUR_DIGITS}"
)
# 'Phase 2 March 24' is no second of March.
_NO_NUMBER_OF = "".join(
    f"(?<!{word} )" for word in ("phase", "stage", "step", "part", "level", "wave", "tranche", "no")
)
FORMS = {
    "iso": r"\b\d{4}-\d\d-\d\d\b",
    "numeric": r"\b(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}/\d{1,2}/\d\d)\b",
    "day": rf"{_NO_NUMBER_OF}\b(\d{{1,2}})\s?(?:st|nd|rd|th)?\s+(?:of\s+)?({MONTH}),?\s+({_YEAR})",
    "month_day": rf"\b({MONTH})\s+(\d{{1,2}})\s?(?:st|nd|rd|th)?,?\s+({_FOUR_DIGITS})\b",
    "month": rf"\b({MONTH})(?:,?\s|-)?({_YEAR})",
    "season": rf"\b({'|'.join(SEASONS)})\s+({_FOUR_DIGITS}|'?\d\d)(?:[/–-](?:\d\d){{1,2}})?\b",
    "quarter": rf"\b(?:Q|Qtr|Quarter)\s?([1-4]),?\s+(?:of\s+)?({_FOUR_DIGITS}[/–-]\d{{2,4}})\b",
    "quarter_last": rf"\b({_FOUR_DIGITS}[/–-]\d{{2,4}}),?\s?(?:Q|Qtr\s?|Quarter\s)([1-4])\b",
    "part": rf"\b(?:{PART}(?:[/–-]\d{{1,4}})?|{_FOUR_DIGITS},?\s?(?:Q|Qtr\s?|Quarter\s)[1-4])\b",
    "years": rf"\b({_FOUR_DIGITS})\s?([/–-])\s?({_FOUR_DIGITS})\b",
    "financial_year": rf"\b{_FOUR_DIGITS}[/–-]\d\d\b",
    "year": rf"(?<!£)\b({_FOUR_DIGITS})\b(?!/\d)",
}


@dataclass(frozen=True, order=True)
class Span:
    """The days that a date in words covers: one day, a month, a season, a year."""

    first: date
    last: date


def span(kind: str, words: str, order: str | None) -> Span:
    """The span of a date in words. Raises ValueError where there is no such day, or nobody can tell which."""
    found = re.match(FORMS[kind], words, re.IGNORECASE)
    parts = found.groups() if found else ()
    match kind:
        case "iso":
            return _day(*(int(part) for part in words.split("-")))
        case "numeric":
            if order is None:
                raise ValueError("day or month first?")
            one, two, year = re.split("[/.-]", words)
            first, second = int(one), int(two)
            day, month = (first, second) if order == DAY_FIRST else (second, first)
            return _day(_year(year), month, day)
        case "day":
            return _day(_year(parts[2]), _month(parts[1]), int(parts[0]))
        case "month_day":
            return _day(int(parts[2]), _month(parts[0]), int(parts[1]))
        case "month":
            return _months(_year(parts[1]), _month(parts[0]), 1)
        case "season":
            return _months(_year(parts[1]), SEASONS[parts[0].lower()], 3)
        case "quarter" | "quarter_last":
            number, of_year = parts if kind == "quarter" else parts[::-1]
            return _of(Period.parse(f"{of_year} Q{number}"))
        case "part":
            raise ValueError("which days of the year?")
        case "years":
            begin, end = int(parts[0]), int(parts[2])
            if end == begin + 1:
                return _of(Period.parse(f"{begin}-{end % 100:02}"))
            if end <= begin or parts[1] == "/":
                raise ValueError("from which year to which?")
            return Span(date(begin, 1, 1), date(end, 12, 31))
    return _of(Period.parse(words))


_DAYS = ("iso", "day", "month_day", "numeric")
_A_DAY = re.compile("|".join(f"(?P<{kind}>{FORMS[kind]})" for kind in _DAYS), re.IGNORECASE)


def days_in(text: str) -> tuple[date, ...]:
    """Return the days that a text names with their month and year, in order; 14/10/2025 has its day first.

    >>> days_in("Held on Tuesday 26th September 2023, after that of 2023-08-01; the next in May 2024")
    (datetime.date(2023, 9, 26), datetime.date(2023, 8, 1))
    """
    days: list[date] = []
    for found in _A_DAY.finditer(text):
        with suppress(ValueError):  # no such day
            days.append(span(found.lastgroup or "", found[0], DAY_FIRST).first)
    return tuple(days)


def _of(period: Period) -> Span:
    return Span(period.start, period.end)


def _day(year: int, month: int, day: int) -> Span:
    if year not in YEARS:
        raise ValueError("no year that a plan can speak of")
    return Span(date(year, month, day), date(year, month, day))


def _months(year: int, month: int, how_many: int) -> Span:
    after = year * 12 + month - 1 + how_many
    return Span(date(year, month, 1), date(after // 12, after % 12 + 1, 1) - timedelta(days=1))


def _month(name: str) -> int:
    return next(at for at, full in enumerate(MONTHS, 1) if full.lower().startswith(name[:3].lower()))


def _year(digits: str) -> int:
    """The year: '23 and 23 are 2023, since a plan speaks of years to come."""
    short = digits.removeprefix("'")
    return int(short) if len(short) == 4 else 2000 + int(short)
