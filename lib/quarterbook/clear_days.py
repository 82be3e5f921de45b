"""Clear days before a meeting: working days between its notice and itself, neither of which counts."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

# Local Government Act 1972, section 100B(3): the agenda and its reports are open to the public at least so long before.
FEWEST = 5
SATURDAY = 5


def clear_days(published: date, meeting: date) -> int:
    """Return how many days lie between the two that are no Saturday, Sunday or bank holiday in England.

    >>> clear_days(date(2023, 11, 13), date(2023, 11, 21))
    5
    >>> clear_days(date(2024, 3, 27), date(2024, 4, 5))  # Good Friday and Easter Monday lie between them
    4
    """
    between = (published + timedelta(days=days) for days in range(1, (meeting - published).days))
    return sum(not day_off(day) for day in between)


def day_off(day: date) -> str:
    """Return why nobody works on a day in England, '' where people do.

    >>> day_off(date(2025, 12, 26)), day_off(date(2025, 12, 27)), day_off(date(2025, 12, 29))
    ('a bank holiday', 'a Saturday', '')
    """
    if day.weekday() >= SATURDAY:
        return "a Saturday" if day.weekday() == SATURDAY else "a Sunday"
    return "a bank holiday" if day in _bank_holidays() else ""


@cache
def _bank_holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("GB", subdiv="ENG")  # of any year that is asked for
