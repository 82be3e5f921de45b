"""Periods of an indicator: a month, a quarter, a year or several, in the forms that councils write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from quarterbook.quarters import MONTHS, YEARS, Quarter
from quarterbook.slugs import slug

EXPECTED = "a period such as 2006-07, 2007, 2007-08 Q1 or April 2007"
MONTH, QUARTER, YEAR = 1, 3, 12  # how long a period is, in months
APRIL = 4  # the month in which a financial year begins
MOST_YEARS = 5  # of a rolling average; more is a slip

_YEAR = re.compile(r"(\d{4})[-/–](\d{2}|\d{4})")
_CALENDAR_YEAR = re.compile(r"\d{4}")
_QUARTER = re.compile(r"(\d{4}[-/–](?:\d{4}|\d{2})),? ?(?:Q|Qtr |Quarter )([1-4])", re.IGNORECASE)
_QUARTER_FIRST = re.compile(r"(?:Q|Qtr |Quarter )([1-4]),? (\d{4}[-/–](?:\d{4}|\d{2}))", re.IGNORECASE)
_MONTH = re.compile(r"([A-Za-z]{3,9})[ -](\d{4}|\d{2})")


@dataclass(frozen=True, order=True)
class Period:
    """So many months up to a day; in order of their ends, the shorter first.

    `after` is the first day after the period: two periods of one end differ in `months` only.
    """

    after: date
    months: int

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a period; raises ValueError saying what was expected.

        '2006-07' is the financial year, and never July: months are written with their names. '2015-18' are
        the three years from April 2015, as rolling averages have them.

        >>> [str(Period.parse(text)) for text in ("2006/07", "Q1 2007/08", "Apr-07", "2007", "2015-18")]
        ['2006-07', '2007-08 Q1', 'April 2007', '2007', '2015-18']
        """
        words = " ".join(text.split())
        if match := _YEAR.fullmatch(words):
            first, last = _years(*match.groups())
            return cls(date(last, APRIL, 1), YEAR * (last - first))
        if match := _QUARTER.fullmatch(words) or _QUARTER_FIRST.fullmatch(words):
            year, number = match.groups() if len(match[2]) == 1 else match.groups()[::-1]
            first, last = _years(*re.split(r"[-/–]", year))
            if last == first + 1:
                return cls.of_quarter(Quarter(first, int(number)))
        if match := _MONTH.fullmatch(words):
            month = next((at for at, name in enumerate(MONTHS, 1) if name.lower().startswith(match[1].lower())), 0)
            if month:
                year = int(match[2]) if len(match[2]) == 4 else _whole_year(int(match[2]))
                return cls(_later(date(_known(year), month, 1), MONTH), MONTH)
        if _CALENDAR_YEAR.fullmatch(words):
            return cls(date(_known(int(words)) + 1, 1, 1), YEAR)
        raise ValueError(EXPECTED)

    @classmethod
    def of_quarter(cls, quarter: Quarter) -> Period:
        """Return a quarter of the financial year as a period."""
        return cls(quarter.next().start, QUARTER)

    @classmethod
    def of_month(cls, day: date) -> Period:
        """Return the month in which a day lies."""
        return cls(_later(day.replace(day=1), MONTH), MONTH)

    @property
    def start(self) -> date:
        """The first day."""
        return _later(self.after, -self.months)

    @property
    def end(self) -> date:
        """The last day."""
        return self.after - timedelta(days=1)

    @property
    def slug(self) -> str:
        """The period's form in figure ids.

        >>> Period.parse("2007/08 Q1").slug, Period.parse("2006/07").slug
        ('2007-08-q1', '2006-07')
        """
        return slug(str(self))

    @property
    def unbroken(self) -> str:
        """The period as a narrow cell shows it: on one line."""
        return str(self).replace(" ", "\N{NO-BREAK SPACE}")

    def before(self) -> Period:
        """The one before it of the same length; of several years, the one that ends a year earlier."""
        return self.year_before() if self.months > YEAR else Period(self.start, self.months)

    def year_before(self) -> Period:
        """The same period a year before."""
        return Period(_later(self.after, -YEAR), self.months)

    def is_old(self, until: Period) -> bool:
        """Whether it ended so long before another period that it says nothing of that time: two years or more.

        >>> [Period.parse(text).is_old(Period.parse("2006-07")) for text in ("2004-05", "2005-06")]
        [True, False]
        """
        return self.after <= until.year_before().year_before().after

    def __str__(self) -> str:
        start = self.start
        if self.months == MONTH:
            return f"{MONTHS[start.month - 1]} {start.year}"
        year = start.year - (start.month < APRIL)
        if self.months == QUARTER:
            return str(Quarter(year, (start.month - APRIL) % 12 // 3 + 1))
        return str(start.year) if start.month == 1 else f"{year}-{self.after.year % 100:02}"


def _years(first: str, last: str) -> tuple[int, int]:
    """The first calendar year and the last, from '2006' and '07' or '2007'."""
    start = _known(int(first))
    end = int(last) if len(last) == 4 else start - start % 100 + int(last)
    end += 100 if end <= start and len(last) == 2 else 0
    if not start < end <= start + MOST_YEARS:
        raise ValueError(f"{EXPECTED} ({start} is followed by {(start + 1) % 100:02})")
    return start, end


def _known(year: int) -> int:
    if year not in YEARS:
        raise ValueError(f"{EXPECTED}, from {YEARS[0]} to {YEARS[-1]}")
    return year


def _whole_year(short: int) -> int:
    """The year of two digits that a spreadsheet shows: to 2029, as Excel reads it, else of the century before."""
    return 2000 + short if short < 30 else 1900 + short


def _later(day: date, months: int) -> date:
    at = day.year * 12 + day.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)
