"""The rules on a meeting: its notice, what its papers say of it, and the minutes that come before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from quarterbook.checks.rules import RULES
from quarterbook.clear_days import FEWEST, clear_days, day_off
from quarterbook.findings import Finding
from quarterbook.quarters import in_words
from quarterbook.spans import days_in

Fields = Iterable[tuple[str, str]]
# The papers of a pack by title: their pages, and what they are called.
Places = Mapping[str, tuple[str, str]]
# What councils call the day of the meeting that a paper is for; papers have other dates, of decision or publication.
_DATED = frozenset(
    {"date", "meeting", "meeting date", "date of meeting", "date of the meeting", "committee date", "date of committee"}
)
# What councils call the committee that a paper is for.
_ADDRESSED = frozenset({"report to", "to", "meeting", "committee", "report for"})
# A committee's name among others: "Cabinet and Overview Panel", but not "Cabinet Scrutiny Panel" nor "Shadow Cabinet".
_BEFORE = r"(?:^|[,;:/&(–-]|['’]s\b|\b(?:and|or|of|to|the)\b)\s*"
_BEHIND = r"\s*(?:$|[.,;:/&)(–-]|\d|\b(?:and|or|on|for|at|meeting|members)\b)"


def g02_other_day(called: str, fields: Fields, day: date) -> Iterator[Finding]:
    """A paper that gives another day as its meeting's."""
    for label, value in fields:
        days = days_in(value)
        if _name(label) in _DATED and len(days) == 1 and days[0] != day:
            said = f"{called} gives {in_words(days[0])} as '{label}', but the meeting is on {in_words(day)}."
            yield RULES["G02"].finding(said)


def g03_other_committee(called: str, fields: Fields, committee: str) -> Iterator[Finding]:
    """A paper that is addressed to another committee, be it one whose name has this one's in it."""
    name = re.compile(f"{_BEFORE}{re.escape(_folded(committee))}{_BEHIND}")
    for label, value in fields:
        if _name(label) in _ADDRESSED and not name.search(_folded(value)) and not days_in(value):
            yield RULES["G03"].finding(f"{called} is for '{value}', but this is a meeting of the {committee}.")


def g04_short_notice(published: date, day: date) -> Iterator[Finding]:
    """A meeting whose agenda was published too late."""
    if told := _short_notice("the agenda was published", published, day):
        yield RULES["G04"].finding(f"{told}.")


def g04_late_item(called: str, late: date, day: date, urgent: str | None) -> Iterator[Finding]:
    """An item that came too late for the meeting, and nobody says why it cannot wait."""
    if not urgent and (told := _short_notice("it came", late, day)):
        yield RULES["G04"].finding(f"{called}: {told[0].lower()}{told[1:]}, or 'urgent' has to say why it cannot wait.")


def g05_undated_notice(published: date | None, day: date) -> Iterator[Finding]:
    """A meeting of which nobody says when its agenda was published."""
    if published is None:
        yield RULES["G05"].finding(
            f"Nobody says when the agenda of the meeting on {in_words(day)} was published; 'published' gives the day."
        )


def g06_minute_skipped(called: str, numbers: Iterable[str]) -> Iterator[Finding]:
    """Minutes whose numbers, or references of one series, do not follow one another."""
    for before, number in pairwise(numbers):
        if step(before, number) not in (None, 1):
            yield RULES["G06"].finding(f"{called}: after minute {before} comes minute {number}.")


def step(before: str, number: str) -> int | None:
    """Return by how much a minute's number, or reference, is more than another's; None in another series.

    >>> step("8", "10"), step("SC/25/10", "SC/25/11"), step("12/25", "1/26"), step("8", "SC/25/8")
    (2, 1, None, None)
    """
    one, other = (re.split(r"(\d+)", text) for text in (before, number))
    if one[::2] != other[::2]:
        return None
    steps = [int(late) - int(early) for early, late in zip(one[1::2], other[1::2], strict=True)]
    return sum(steps) if sum(map(bool, steps)) <= 1 else None


def g07_minutes_of_another_day(called: str, held: date, named: Iterable[date], day: date) -> Iterator[Finding]:
    """Minutes of a meeting on another day than the agenda names, or of none before this one."""
    days = [*named]
    if days and held not in days:
        told = " and ".join(map(in_words, days))
        yield RULES["G07"].finding(f"{called}: the agenda speaks of {told}, but the minutes are of {in_words(held)}.")
    elif held >= day:
        yield RULES["G07"].finding(f"{called}: the minutes are of {in_words(held)}, which is not before the meeting.")


def g08_pages_moved(pack: str, before: Places, now: Places) -> Iterator[Finding]:
    """A paper whose pages have other numbers than in the pack that was made before."""
    for title, (pages, _) in now.items():
        if title in before and before[title][0] != pages:
            said = f"{pack}: '{title}' now has {_pages(pages)}; in the pack before it had {_pages(before[title][0])}."
            yield RULES["G08"].finding(said)


def g09_built_before(called: str, failed: str) -> Iterator[Finding]:
    """A paper whose last build failed, so that the pack has the one before."""
    yield RULES["G09"].finding(f"{called}: its last build failed, and this is the one before. See {failed}.")


def g10_no_public_interest(called: str, sentence: str | None) -> Iterator[Finding]:
    """Something exempt of which nobody says why keeping it back serves the public better."""
    if not sentence:
        yield RULES["G10"].finding(
            f"{called} is exempt, but nothing is said of the public interest in that; 'public_interest' says it."
        )


def g11_given_away(figure: str) -> Iterator[Finding]:
    """A figure that is published and worked out from one that is not."""
    yield RULES["G11"].finding(f"{figure} is published, but is worked out from what is exempt, and may give it away.")


def g12_no_picture(where: str, address: str, why: str) -> Iterator[Finding]:
    """A picture that a text names, and that cannot be had."""
    yield RULES["G12"].finding(f"{where}: the picture '{address[:60]}' is not in the paper: {why}")


def g13_without_a_word(called: str, path: str, is_empty: bool) -> Iterator[Finding]:
    """A text, or minutes, of which a paper would have nothing but its title."""
    if is_empty:
        yield RULES["G13"].finding(f"{called}: {path} says nothing beside its title.")


def g14_undated_minutes(called: str, held: date | None, named: Iterable[date]) -> Iterator[Finding]:
    """Minutes that do not say of which day they are, where the agenda names one."""
    if held is None and (days := [*named]):
        told = " and ".join(map(in_words, days))
        yield RULES["G14"].finding(
            f"{called}: the agenda speaks of {told}, but the minutes name no day before the first of them."
        )


def g15_changed_since(called: str, what: str) -> Iterator[Finding]:
    """A paper of which something changed since it was built, so that it may say what is no longer so."""
    if what:
        yield RULES["G15"].finding(f"{called} is as it was built, but since then {what}. Build it again if it should.")


def g16_other_item(pack: str, before: Places, now: Places) -> Iterator[Finding]:
    """A paper that was another item in the pack that was made before, or is gone from it."""
    for title, (_, called) in before.items():
        if title not in now:
            yield RULES["G16"].finding(f"{pack}: '{title}', {called} of the pack before, is not in it any more.")
        elif now[title][1] != called:
            yield RULES["G16"].finding(f"{pack}: '{title}' is now {now[title][1]}; in the pack before it was {called}.")


def g17_listed_twice(papers: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """A paper that an agenda lists twice, from what each is called and the report or file that it is."""
    first: dict[str, str] = {}
    for called, paper in papers:
        if first.setdefault(paper, called) != called:
            yield RULES["G17"].finding(f"{called} is the same paper as {first[paper]}: {paper}.")


def g18_day_off(day: date) -> Iterator[Finding]:
    """A meeting on a day on which councils seldom meet, so that its year may be wrong."""
    if off := day_off(day):
        yield RULES["G18"].finding(f"The meeting is on {in_words(day)}, which is {off}.")


def g19_older_pack(pack: str) -> Iterator[Finding]:
    """The pack for another audience, which stands there from before."""
    yield RULES["G19"].finding(f"{pack} was made before this pack, and may differ from it.")


def moved(pack: str, before: Places, now: Places) -> Iterator[Finding]:
    """What is elsewhere in a pack than in the one that was made before."""
    yield from g08_pages_moved(pack, before, now)
    yield from g16_other_item(pack, before, now)


def notice(published: date | None, day: date) -> Iterator[Finding]:
    """What there is to say of the notice of a meeting."""
    yield from g18_day_off(day)
    yield from g05_undated_notice(published, day)
    if published:
        yield from g04_short_notice(published, day)


def _short_notice(what: str, came: date, day: date) -> str:
    """How few clear days there are before a meeting; '' where there are enough."""
    if (clear := clear_days(came, day)) >= FEWEST:
        return ""
    are = "is 1 clear day" if clear == 1 else f"are {clear or 'no'} clear days"
    return f"Between {in_words(came)}, when {what}, and the meeting on {in_words(day)} {are}; there must be {FEWEST}"


def _pages(shown: str) -> str:
    return f"{'pages' if '–' in shown else 'page'} {shown}"


def _name(label: str) -> str:
    return _folded(label.rstrip(": "))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
