"""Financial quarters: '2023-24 Q1' runs from 1 April to 30 June 2023."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# The years that a report can speak of; a typing slip such as 0203 or 9999 is outside them.
YEARS = range(1900, 2200)
_FORM = re.compile(r"([0-9]{4})-([0-9]{2}) Q([1-4])")


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of the financial year that begins on 1 April of `year`."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read '2023-24 Q1'; raises ValueError with a sentence where it is not a quarter.

        >>> Quarter.parse("2023-24 Q4").end
        datetime.date(2024, 3, 31)
        """
        match = _FORM.fullmatch(text)
        if not match or int(match[1]) not in YEARS:
            raise ValueError(f"'{text}' is not a quarter. Write it as in '2023-24 Q1'.")
        year, short, number = int(match[1]), int(match[2]), int(match[3])
        if (year + 1) % 100 != short:
            raise ValueError(f"'{text}' is not a quarter: {year} is followed by {(year + 1) % 100:02}, not {short:02}.")
        return cls(year, number)

    def __str__(self) -> str:
        return f"{self.financial_year} Q{self.number}"

    @property
    def financial_year(self) -> str:
        """The financial year, as in '2023-24'."""
        return f"{self.year}-{(self.year + 1) % 100:02}"

    @property
    def name(self) -> str:
        """The quarter within its year, as in 'Quarter 1'."""
        return f"Quarter {self.number}"

    @property
    def period(self) -> str:
        """The days it covers, in words.

        >>> Quarter(2023, 1).period, Quarter(2020, 4).period
        ('1 April to 30 June 2023', '1 January to 31 March 2021')
        """
        return f"{self.start.day} {MONTHS[self.start.month - 1]} to {in_words(self.end)}"

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, 3 * self.number + 1, 1) if self.number < 4 else date(self.year + 1, 1, 1)

    @property
    def end(self) -> date:
        """The last day."""
        return self.next().start - timedelta(days=1)

    def next(self) -> Quarter:
        """The quarter after this one."""
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    def previous(self) -> Quarter:
        """The quarter before this one."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)


def months_gone(day: date, quarter: Quarter) -> int:
    """Return how many months of the quarter's financial year are over at the end of a day, 0 to 12.

    Raises ValueError for a day outside the year.

    >>> months_gone(date(2023, 8, 31), Quarter(2023, 2)), months_gone(date(2023, 8, 30), Quarter(2023, 2))
    (5, 4)
    """
    if not Quarter(quarter.year, 1).start <= day <= Quarter(quarter.year, 4).end:
        raise ValueError(f"{day} is not in the financial year of {quarter}. Give a day of that year.")
    after = day + timedelta(days=1)
    return (after.year - quarter.year) * 12 + after.month - 4


def in_words(day: date) -> str:
    """A day as a paper writes it, in English whatever the locale.

    >>> in_words(date(2023, 6, 30))
    '30 June 2023'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
