"""A pack for one audience: the public one of what is for publication, the restricted one of that and of all else.

Public papers come first, in the agenda's order, and those that were late after them, day by day; what members alone may
see stands behind all of these, in the same order. So a page has one number in both packs, and what was published once
keeps its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from quarterbook.document.dates import in_words
from quarterbook.document.document import Document
from quarterbook.document.pack import Audience, Pack, PackItem, PackPaper
from quarterbook.packs import agenda, papers
from quarterbook.packs.agenda import Listed
from quarterbook.params import house_file
from quarterbook.params.meeting import AgendaItem, Confidential, Exempt, Meeting
from quarterbook.params.quarter_file import QuarterFile

RESTRICTED = "Restricted: holds what is not for publication"
# As they are called in whatever language the machine speaks.
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def pack(file: QuarterFile, name: str, audience: Audience, out: Path) -> Pack:
    """Return the pack of a meeting. Raises `InputError` where a paper is not there, or not as it was built."""
    meeting = file.settings.meetings[name]
    house = house_file.load(file.settings.house, file.root)
    listed = sorted(agenda.listed(file, name), key=lambda one: one.late)
    mark = house.classification if audience == "public" else RESTRICTED
    chosen: list[tuple[Listed, PackPaper]] = []
    for paper in (one for one in listed if not one.withheld):
        document = papers.document(paper, file, out, house.council, public=True)
        chosen.append((paper, PackPaper(paper.called, _named(document, paper), mark)))
    if audience == "restricted":
        for paper in (one for one in listed if one.withheld or _has_exempt_parts(file, one)):
            document = papers.document(paper, file, out, house.council, public=False)
            chosen.append((paper, PackPaper(paper.called, _named(document, paper), _mark(file, paper))))
    return Pack(
        title=meeting.committee,
        council=house.council,
        day=meeting.date,
        mark=mark,
        fields=tuple(_fields(meeting)),
        items=tuple(_items(file, meeting, audience, [paper for paper, _ in chosen])),
        papers=tuple(paper for _, paper in chosen),
        contact=(meeting.contact,) if meeting.contact else (),
    )


def _items(file: QuarterFile, meeting: Meeting, audience: Audience, chosen: Sequence[Listed]) -> Iterator[PackItem]:
    for number, item in enumerate(meeting.agenda, 1):
        why = agenda.withheld(file, item)
        title = (why and why.public_title) or agenda.title_of(file, item)
        places = tuple(at for at, paper in enumerate(chosen) if paper.item == number)
        # Of what is withheld the public is told the title and the reason, and nothing else.
        note = None if why and audience == "public" else item.note
        notes = (note, *_told(why), *_told_late(item))
        yield PackItem(number, title, tuple(note for note in notes if note), _runs(places))


def _runs(places: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Places that follow one another, together: they have one range of pages.

    >>> _runs((2, 3, 7))
    ((2, 3), (7,))
    """
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] + 1 == place:
            runs[-1].append(place)
        else:
            runs.append([place])
    return tuple(map(tuple, runs))


def _told(why: Exempt | Confidential | None) -> tuple[str | None, ...]:
    """Why an item is not for publication, as its line in the agenda says it."""
    if why is None:
        return ()
    return (f"{why.line}.", why.reason, why.public_interest if isinstance(why, Exempt) else None)


def _told_late(item: AgendaItem) -> tuple[str, ...]:
    return (f"Published on {in_words(item.late)}, after the agenda.",) if item.late else ()


def _fields(meeting: Meeting) -> Iterator[tuple[str, str]]:
    yield "Day", DAYS[date.fromisoformat(meeting.date).weekday()]
    yield "Date", in_words(meeting.date)
    if meeting.time:
        yield "Time", meeting.time
    if meeting.place:
        yield "Place", meeting.place


def _has_exempt_parts(file: QuarterFile, paper: Listed) -> bool:
    return bool(paper.source.report and file.report(paper.source.report).exempt_parts)


def _mark(file: QuarterFile, paper: Listed) -> str:
    if paper.withheld:
        return paper.withheld.line
    parts = file.report(paper.source.report or "").exempt_parts
    return parts.line if parts else RESTRICTED


def _named(document: Document, paper: Listed) -> Document:
    """The document, under the agenda's title where it has none of its own."""
    if document.front.title:
        return document
    return document.model_copy(update={"front": document.front.model_copy(update={"title": paper.title})})
