"""From a value that has a type of its own, as databases and Parquet give them, to a cell: nothing is rounded."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal

from quarterbook.sources import cells
from quarterbook.sources.cells import Cell


def cell(value: object) -> Cell:
    """The cell of a value.

    A moment that knows its time zone stays text: which day it falls on depends on where one asks.

    >>> cell(Decimal("1.10")), cell(7), cell(datetime(2023, 6, 30))
    ('1.10', '7', datetime.date(2023, 6, 30))
    """
    match value:
        case None:
            return ""
        case bool() | float():
            return value
        case Decimal():
            return f"{value:f}"
        case datetime(tzinfo=None):
            return value.date() if value.time() == time() else value
        case datetime():
            return value.astimezone(UTC).isoformat(sep=" ")
        case date():
            return value
        case bytes():
            return f"\\x{value.hex()}"
        case dict() | list():
            return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return str(value).strip()


def text(value: object) -> str:
    """The text that stands for a value in CSV.

    >>> text(True), text(56.0), text(datetime(2023, 6, 30)), text(None)
    ('yes', '56', '2023-06-30', '')
    """
    found = cell(value)
    return cells.text(found) if isinstance(found, bool) else cells.shown(found)
