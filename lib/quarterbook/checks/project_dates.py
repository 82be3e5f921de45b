"""The rules of a project's dates: one function a rule, each from the register of projects to findings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from quarterbook.checks.rules import RULES
from quarterbook.findings import Finding
from quarterbook.quarters import in_words
from quarterbook.registers.frames import rows as by_row
from quarterbook.registers.project_dates import dates, told
from quarterbook.registers.projects import COMPLETED, DELIVERY, IN_PHASE, UNDER_WAY, on_hold
from quarterbook.when import When

# The columns of dates, and what messages call each.
COLUMNS = {"due_date": "due date", "revised_date": "revised date", "delivered_date": "date of delivery"}


def p31_revised_earlier(read: pd.DataFrame) -> Iterator[Finding]:
    """A revised date before the one that it replaced."""
    for row in by_row(read):
        known = dates(row)
        if known.last is not None and known.first_last is not None and known.last < known.first_last:
            column = "due_date" if row.revised_date is None else "revised_date"
            message = (
                f"The revised date of {row.reference}, {told(known.due)}, is before the original one, "
                f"{told(known.original)}."
            )
            yield RULES["P31"].on(row, column, message)


def p32_date_not_understood(read: pd.DataFrame) -> Iterator[Finding]:
    """A date of which nothing is understood: it is printed as it stands, and nothing is worked out from it."""
    for row, column, when in _written(read):
        if not when.is_understood:
            message = f"The {COLUMNS[column]} of {row.reference}, '{when}', is not understood, and is only printed."
            yield RULES["P32"].on(row, column, message)


def p33_past_due(read: pd.DataFrame, day: date) -> Iterator[Finding]:
    """Past its due date, and neither completed nor delivered."""
    for row in by_row(read[read["phase"].isin(UNDER_WAY)]):
        if (known := dates(row)).is_past(day):
            message = (
                f"{row.reference} was due by {told(known.due)}, but is still {IN_PHASE[row.phase]} at {in_words(day)}."
            )
            yield RULES["P33"].on(row, "due_date" if row.revised_date is None else "revised_date", message)


def p34_delivered_not_completed(read: pd.DataFrame, day: date) -> Iterator[Finding]:
    """Delivered, as its dates say, and not among the completed."""
    for row in by_row(read[read["phase"].isin(UNDER_WAY)]):
        known = dates(row)
        if known.is_done(day):
            when = f" ({told(known.delivered)})" if known.delivered else ""
            late = ", later than it was due" if known.delivered_late else ""
            message = f"{row.reference} is delivered{when}{late}, but still {IN_PHASE[row.phase]}."
            yield RULES["P34"].on(row, "phase", message)


def p35_on_hold_yet_dated(read: pd.DataFrame) -> Iterator[Finding]:
    """On hold, and due on a date all the same."""
    for row in by_row(read[on_hold(read)]):
        if due := dates(row).due:
            message = f"{row.reference} is on hold, yet due by {told(due)}: nothing says whether that still holds."
            yield RULES["P35"].on(row, "due_date" if row.revised_date is None else "revised_date", message)


def p36_without_due_date(read: pd.DataFrame) -> Iterator[Finding]:
    """In delivery, and nobody says until when."""
    for row in by_row(read[read["phase"].eq(DELIVERY)]):
        known, written = dates(row), row.revised_date or row.due_date
        if known.due or known.done or known.open or (written and not written.unknown):
            continue  # a date that is not understood is told of by P32
        said = f" yet ('{written}')" if written else ""
        yield RULES["P36"].on(row, "due_date", f"{row.reference} is in delivery, but has no due date{said}.")


def p42_date_understood_in_part(read: pd.DataFrame) -> Iterator[Finding]:
    """A date with words beside it of which nothing was made."""
    for row, column, when in _written(read):
        if when.is_understood and when.left:
            message = (
                f"The {COLUMNS[column]} of {row.reference}, '{when}', is understood in part; nothing was made of "
                f"'{when.left}'."
            )
            yield RULES["P42"].on(row, column, message)


def p45_delivered_in_future(read: pd.DataFrame, day: date) -> Iterator[Finding]:
    """Delivered after the day of the report."""
    for row in by_row(read):
        after = [one for one in dates(row).delivered if one.first > day]
        if after:
            column = "due_date" if row.delivered_date is None else "delivered_date"
            message = f"{row.reference} is called delivered ({told(after)}), which is after {in_words(day)}."
            yield RULES["P45"].on(row, column, message)


def _written(read: pd.DataFrame) -> Iterator[tuple[Any, str, When]]:
    """Every date that somebody wrote, with its row and column; not of what goes on elsewhere."""
    for row in by_row(read[read["phase"].isin((*UNDER_WAY, COMPLETED))]):
        for column in COLUMNS:
            if (when := getattr(row, column)) is not None:
                yield row, column, when
