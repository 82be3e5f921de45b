"""Clear days before a meeting: working days between its notice and itself, neither of which counts."""

from __future__ import annotations

from datetime import date, timedelta

import holidays

# Local Government Act 1972, section 100B(3): the agenda and its reports are open to the public at least so long before.
FEWEST = 5


def clear_days(published: date, meeting: date) -> int:
    """Return how many days lie between the two that are no Saturday, Sunday or bank holiday in England.

    >>> clear_days(date(2023, 11, 13), date(2023, 11, 21))
    5
    >>> clear_days(date(2024, 3, 27), date(2024, 4, 5))  # Good Friday and Easter Monday lie between them
    4
    """
    off = holidays.country_holidays("GB", subdiv="ENG", years=range(published.year, meeting.year + 1))
    between = (published + timedelta(days=days) for days in range(1, (meeting - published).days))
    return sum(day.weekday() < 5 and day not in off for day in between)
