"""Times as people write them in a plan: 'Was Sept 23. Delivered Oct 23', 'Summer 2007', 'March 2008 and ongoing'.

The words are kept as they stand; what of them can be understood is read beside them, and nothing is guessed:
a month, a season or a year is a span of days, and what is due in it is late only when all of it is over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from quarterbook.quarters import MONTHS
from quarterbook.spans import FORMS, MONTH, PART, SEASONS, Span, span

_ROLES = ("due", "was", "delivered", "starts")
# A sign that tells what a date is stands right before it: in 'the draft was sent in March 2008' there is none.
_BEFORE_DATE = rf"(?=[\s:,(–-]*(?:(?:to|in|on|of|by|due|the|end|date)\s+)*(?:'?\d|{MONTH}|{'|'.join(SEASONS)}|{PART}))"
_DONE = r"(?:delivered|completed|done|finished|achieved|went live)"
_SIGNS = {
    "was": r"\b(?:was|were|originally|original|previously|initially|"
    rf"(?:moved|changed|slipped|extended|put back|delayed) from)\b{_BEFORE_DATE}",
    "now": rf"\b(?:now|revised?|moved|slipped|extended|changed|put back|delayed|deferred)\b{_BEFORE_DATE}",
    # 'Not completed June 2007', 'part completed', 'yet to be completed', 'should have been completed', '90% completed'.
    "undone": r"\b(?:un-?|(?:should|could|to) have been\s+|"
    r"(?:not|\w+n['’]t|never|be|being|part(?:ly|ially)?|half|nearly|almost|mostly|largely|expected|planned|hoped|\d\d?\s?%)"
    rf"(?:[\s-]+(?:yet|all|fully|quite|wholly|been|be|to))*[\s-]+)(?:{_DONE}|complete)\b",
    "delivered": rf"\b(?:{_DONE}\b|complete(?=\s*[:,(–-])){_BEFORE_DATE}",
    "done": r"\A(?:delivered|completed?|done|finished|achieved)\.?\Z",
    "starts": rf"\b(?:commenc(?:e|ed|es|ing)|start(?:s|ed|ing)?|from|after|not before|no earlier than)\b{_BEFORE_DATE}",
    "onwards": r"\bonwards?\b",
    "ongoing": r"\b(?:on[-\s]?going|continuous(?:ly)?|continuing|rolling)\b",
    # 'December annually' names no year.
    "recurring": rf"\b(?:{MONTH}\s+)?(?:annual(?:ly)?|yearly|quarterly|monthly|weekly|termly|"
    r"(?:each|every)\s(?:\d+\s)?(?:year|quarter|month|week)s?)\b",
    "unknown": r"\b(?:tbc|tba|tbd|to be (?:confirmed|agreed|decided|determined)|not (?:yet )?known)\b",
}
_TOKEN = re.compile("|".join(f"(?P<{name}>{form})" for name, form in {**FORMS, **_SIGNS}.items()), re.IGNORECASE)
# Words that change nothing of a date beside them.
_FILLERS = frozenset(
    [
        *("a", "an", "and", "at", "beginning", "by", "date", "due", "early", "end", "for", "in", "late", "mid", "of"),
        *("on", "or", "the", "then", "to", "until", "with"),
    ]
)


@dataclass(frozen=True)
class When:
    """A time in somebody's words, and what is understood of it.

    `due` are the dates that hold now, `was` those they replaced, `delivered` the day or month of delivery, `starts`
    the dates from which something runs. `ongoing`, `recurring`, `unknown` (TBC) and `done` are what words say.
    `left` are the words that nothing was made of.
    """

    text: str
    due: tuple[Span, ...] = ()
    was: tuple[Span, ...] = ()
    delivered: tuple[Span, ...] = ()
    starts: tuple[Span, ...] = ()
    ongoing: bool = False
    recurring: bool = False
    unknown: bool = False
    done: bool = False
    left: str = ""

    @classmethod
    def parse(cls, text: str, order: str | None = None) -> When:
        """Understand a text as far as it goes; 03/04/2008 only where `order` says which of the two is the day.

        >>> When.parse("Was Sept 23. Delivered Oct 23").delivered[0].last
        datetime.date(2023, 10, 31)
        >>> [str(span.last) for span in When.parse("30 th September 2007 31 st December 2007").due]
        ['2007-09-30', '2007-12-31']
        >>> moved = When.parse("July 2007 (revise to October 2007)")
        >>> str(moved.was[0].last), str(moved.last_due)
        ('2007-07-31', '2007-10-31')
        """
        return _Reading(order).of(" ".join(text.split()))

    @classmethod
    def of_day(cls, day: date) -> When:
        """A day, as a spreadsheet's date cell holds it."""
        return cls(f"{day.day} {MONTHS[day.month - 1]} {day.year}", due=(Span(day, day),))

    @property
    def target(self) -> tuple[Span, ...]:
        """The dates to keep: those that hold now; those that were to be kept, where nothing else is said of now."""
        elsewise = self.is_open or self.unknown or self.starts or self.left
        return self.due if self.due or (elsewise and not self.done) else self.was

    @property
    def last_due(self) -> date | None:
        """The last day of the latest date to keep: when all of it is due."""
        return max((span.last for span in self.target), default=None)

    @property
    def delivered_by(self) -> date | None:
        """The last day of the latest date of delivery."""
        return max((span.last for span in self.delivered), default=None)

    def is_done(self, day: date) -> bool:
        """Whether it is done by a day: what is told as delivered later has not happened."""
        return self.done and all(span.first <= day for span in self.delivered)

    @property
    def is_open(self) -> bool:
        """Whether it has no end: it goes on, or comes again."""
        return self.ongoing or self.recurring

    @property
    def is_understood(self) -> bool:
        """Whether anything was made of it."""
        dated = self.due or self.was or self.delivered or self.starts
        return bool(dated or self.is_open or self.unknown or self.done)

    @property
    def is_moved(self) -> bool:
        """Whether something else holds now than the dates that were first to be kept."""
        return bool(self.was) and self.was != self.target

    def revised(self, by: When | None) -> When:
        """Return what holds once it is revised: all that the other says, and beside it what it replaced.

        What is delivered stays so. Nothing is revised by words that are not understood.

        >>> moved = When.parse("March 2023").revised(When.parse("Ongoing"))
        >>> moved.is_open, moved.target, str(moved.was[0].last)
        (True, (), '2023-03-31')
        """
        if by is None or not by.is_understood:
            return self
        was = self.was or self.due or by.was
        return replace(
            by,
            due=by.target,
            was=() if was == by.target else was,
            delivered=by.delivered or self.delivered,
            done=by.done or self.done,
        )

    def __str__(self) -> str:
        return self.text


@dataclass
class _Reading:
    """One reading of a text, token by token; a sign such as 'was' speaks of the date after it."""

    order: str | None
    dates: dict[str, list[Span]] = field(default_factory=lambda: {name: [] for name in _ROLES})
    said: set[str] = field(default_factory=set)
    role: str = "due"

    def of(self, text: str) -> When:
        left, at = [], 0
        for token in _TOKEN.finditer(text):
            before = text[at : token.start()]
            left.append(before)
            at = token.end()
            # Of 'Setpember 2008' or 'Ramadan 2008' the year is not all that was meant.
            if (token.lastgroup == "year" and _telling(" ".join(before.split()[-1:]))) or not self._takes(token):
                left.append(token[0])
        left.append(text[at:])
        return When(
            text,
            **{name: tuple(spans) for name, spans in self.dates.items()},
            ongoing="ongoing" in self.said,
            recurring="recurring" in self.said,
            unknown="unknown" in self.said,
            done="done" in self.said,
            left=_telling(" ".join(left)),
        )

    def _takes(self, token: re.Match[str]) -> bool:
        kind = str(token.lastgroup)
        if kind in FORMS:
            return self._date(kind, token[0])
        match kind:
            case "undone":
                return False
            case "was" | "starts" | "delivered":
                self.role = kind
            case "now":
                self.dates["was"] += self.dates["due"]
                self.dates["due"], self.role = [], "due"
            case "onwards":
                if not self.dates["due"]:
                    return False
                self.dates["starts"].append(self.dates["due"].pop())
                self.said.add("ongoing")
            case _:
                self.said.add(kind)
        return True

    def _date(self, kind: str, words: str) -> bool:
        try:
            found = span(kind, words, self.order)
            self.dates[self.role].append(found)
            self.said |= {"done"} if self.role == "delivered" else set()
        except ValueError:  # 31 June: no such day
            return False
        finally:
            self.role = "due"
        return True


def _telling(text: str) -> str:
    """The words left over that may mean something."""
    words = re.findall(r"[^\W_][\w'’/-]*", text)
    return " ".join(word for word in words if word.lower() not in _FILLERS)
