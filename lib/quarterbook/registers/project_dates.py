"""When a project is due, was first to be done, and was delivered: its columns and words brought together.

A revised date and a date of delivery in columns of their own go before what the text of the due date says of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from quarterbook.quarters import MONTHS, in_words
from quarterbook.spans import Span
from quarterbook.when import When

Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Dates:
    """What is known of a project's dates: `due` holds now, `original` is what a revised one replaced.

    One that is `open` goes on without an end, or comes again. It may be called `done` with no date given, or ahead of
    the day on which it is.
    """

    due: Spans = ()
    original: Spans = ()
    delivered: Spans = ()
    done: bool = False
    open: bool = False

    @property
    def last(self) -> date | None:
        """The day by which all of it is due."""
        return _last(self.due)

    @property
    def first_last(self) -> date | None:
        """The day by which all of it was due, before that was revised."""
        return _last(self.original)

    @property
    def delivered_by(self) -> date | None:
        """The last day on which it can have been delivered."""
        return _last(self.delivered)

    @property
    def delivered_late(self) -> bool:
        """Whether it was delivered after all of it was due."""
        due = self.last
        return due is not None and any(one.first > due for one in self.delivered)

    def is_done(self, day: date) -> bool:
        """Whether it is delivered by a day: what is called delivered after it has not happened."""
        return self.done and all(one.first <= day for one in self.delivered)

    def is_past(self, day: date) -> bool:
        """Whether all of it is due by the end of a day, and nothing says that it is delivered by then."""
        return self.last is not None and self.last <= day and not self.is_done(day) and not self.open


def dates(row: Any) -> Dates:
    """Return the dates of a project, a row of the register.

    >>> from types import SimpleNamespace as Row
    >>> moved = dates(Row(due_date=When.parse("July 23 Now Nov 23"), revised_date=None, delivered_date=None))
    >>> told(moved.original), told(moved.due)
    ('July 2023', 'November 2023')
    """
    nothing = When("")
    held, delivery = (row.due_date or nothing).revised(row.revised_date), row.delivered_date or nothing
    # 'Not yet; hoped for Oct 23' is no date of delivery.
    on = delivery.delivered or (() if delivery.left else delivery.due) or held.delivered
    return Dates(
        due=held.target,
        original=held.was if held.is_moved else (),
        delivered=on,
        done=bool(on) or delivery.done or held.done,
        open=held.is_open,
    )


def told(spans: Iterable[Span]) -> str:
    """Return dates in words: a month by its name, a day in full, anything longer by its ends.

    >>> told(When.parse("Mar 24 Oct 24").due), told(When.parse("31 Mar 24").due)
    ('March 2024, October 2024', '31 March 2024')
    >>> told(When.parse("Summer 2007").due)
    'June to August 2007'
    """
    return ", ".join(map(_words, spans))


def _words(span: Span) -> str:
    first, last = span.first, span.last
    if first == last:
        return in_words(first)
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return f"{in_words(first)} to {in_words(last)}"
    end = f"{MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return end
    year = "" if first.year == last.year else f" {first.year}"
    return f"{MONTHS[first.month - 1]}{year} to {end}"


def _last(spans: Spans) -> date | None:
    return max((span.last for span in spans), default=None)
