"""Dates as a paper prints them."""

from __future__ import annotations

import re
from datetime import date

# Not strftime, whose month names follow the machine's locale.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def in_words(iso: str) -> str:
    """Write an ISO date in words; any other text comes back unchanged.

    >>> in_words("2023-06-30")
    '30 June 2023'
    >>> in_words("2023-02-30")
    '2023-02-30'
    >>> in_words("to be confirmed")
    'to be confirmed'
    """
    if not _ISO.fullmatch(iso):
        return iso
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
