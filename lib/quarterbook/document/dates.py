"""Dates as a paper prints them."""

from __future__ import annotations

import re
from datetime import date

from quarterbook import quarters

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
        return quarters.in_words(date.fromisoformat(iso))
    except ValueError:
        return iso
