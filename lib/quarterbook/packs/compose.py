"""A pack for one audience: the public one of what is for publication, the restricted one of that and of all else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from quarterbook.document.dates import in_words
from quarterbook.document.document import Document
from quarterbook.document.pack import Audience, Pack, PackItem, PackPaper
from quarterbook.errors import InputError
from quarterbook.packs import agenda, papers, selection
from quarterbook.packs.agenda import Listed
from quarterbook.packs.selection import Choice
from quarterbook.params.house_file import House
from quarterbook.params.meeting import AgendaItem, Appendix, Confidential, Exempt, Meeting
from quarterbook.params.quarter_file import QuarterFile

RESTRICTED = "Restricted: holds what is not for publication"
DRAFT = "Draft"
NOT_READY = "This paper is not ready."
# As they are called in whatever language the machine speaks.
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def pack(
    file: QuarterFile,
    name: str,
    audience: Audience,
    there: Sequence[Choice],
    house: House,
    out: Path,
    *,
    draft: bool = False,
) -> Pack:
    """Return the pack of a meeting: its agenda, and the papers that are `there` as they were built in `out`.

    Raises `InputError` where a paper cannot be had, or is not for publication and the pack is public.
    """
    if audience == "public" and (secret := next((one for one in there if one.restricted), None)):
        raise InputError(f"{secret.paper.called} is not for publication and has no place in a public pack.")
    meeting = file.settings.meetings[name]
    restricted = any(one.restricted for one in there)
    mark = _joined(DRAFT if draft else "", RESTRICTED if restricted else house.classification)
    return Pack(
        title=meeting.committee,
        council=house.council,
        day=meeting.date,
        mark=mark,
        fields=tuple(_fields(meeting)),
        items=tuple(_items(file, name, audience, there)),
        papers=tuple(
            _paper(one, file, house, out, mark, draft=draft, print_workings=meeting.print_workings) for one in there
        ),
        contact=(meeting.contact,) if meeting.contact else (),
        draft=draft,
    )


def _paper(
    one: Choice, file: QuarterFile, house: House, out: Path, mark: str, *, draft: bool, print_workings: bool
) -> PackPaper:
    document = _named(papers.document(one, file, out, house.council), one)
    printed = None
    if not print_workings and one.paper.source.report:
        shorter = _named(papers.document(one, file, out, house.council, with_workings=False), one)
        printed = shorter if shorter.blocks != document.blocks else None
    if one.withheld and one.restricted:
        mark = _joined(DRAFT if draft else "", one.withheld.line)
    name = f"{one.paper.file}-restricted" if one.form == "with its exempt parts" else one.paper.file
    described = one.withheld.described if one.restricted and isinstance(one.withheld, Exempt) else ""
    return PackPaper(one.paper.called, name, document, mark, one.restricted, described, printed)


def _items(file: QuarterFile, name: str, audience: Audience, there: Sequence[Choice]) -> Iterator[PackItem]:
    waiting = [one for one in selection.choices(file, name, audience) if not one.left_out and one not in there]
    for number, item in enumerate(file.settings.meetings[name].agenda, 1):
        why = agenda.withheld(file, item)
        hidden = why is not None and audience == "public"
        # Of what is withheld the public has the title that it may see, and the reason; nothing else.
        title = (hidden and why and why.public_title) or agenda.title_of(file, item)
        notes = [] if hidden or not item.note else [item.note]
        notes += _told(why)
        notes += _told_of_parts(file, item, why, audience)
        notes += told_of_late(item, why, audience)
        runs = _runs(there, number)
        notes += [_not_ready(one.paper) for one in waiting if one.paper.item == number]
        yield PackItem(number, title, tuple(notes), runs)


def _not_ready(paper: Listed) -> str:
    """What the agenda says of a paper that a draft has to do without."""
    return f"{paper.title} is not ready." if isinstance(paper.source, Appendix) else NOT_READY


def _runs(there: Sequence[Choice], item: int) -> tuple[tuple[int, ...], ...]:
    """The places of an item's papers, those together that follow one another and have one range of pages."""
    runs: list[list[int]] = []
    for place, one in enumerate(there):
        if one.paper.item != item:
            continue
        if runs and runs[-1][-1] + 1 == place and there[place - 1].restricted == one.restricted:
            runs[-1].append(place)
        else:
            runs.append([place])
    return tuple(map(tuple, runs))


def _told(why: Exempt | Confidential | None) -> Iterator[str]:
    """Why an item is not for publication, as its line in the agenda says it."""
    if why is not None:
        yield f"{why.line}."
        if isinstance(why, Exempt):
            yield why.described
        yield why.reason
        if isinstance(why, Exempt) and why.public_interest:
            yield why.public_interest


def told_of_late(item: AgendaItem, why: Exempt | Confidential | None, audience: Audience) -> Iterator[str]:
    """What the agenda says of an item that came after the others, and why it cannot wait.

    Of what is withheld that is for members alone: it may say more than the public may know.
    """
    if item.late:
        yield f"{'Sent to members' if why else 'Published'} on {in_words(item.late)}, after the agenda."
    if item.urgent and not (why and audience == "public"):
        yield f"Urgent: {item.urgent}"


def _told_of_parts(
    file: QuarterFile, item: AgendaItem, why: Exempt | Confidential | None, audience: Audience
) -> Iterator[str]:
    """What of an item's papers is not for publication where the item itself is."""
    if why is not None:
        return
    if parts := agenda.exempt_parts(file, item):
        yield f"In part {_in_sentence(parts)}"
    for at, appendix in enumerate(item.appendices, 1):
        own, title = agenda.withheld(file, appendix), agenda.title_of(file, appendix)
        if own:
            shown = (audience == "public" and own.public_title) or title
            yield f"Appendix {at}, {shown}: {_in_sentence(own)}"
        elif parts := agenda.exempt_parts(file, appendix):
            yield f"Appendix {at}, {title}: in part {_in_sentence(parts)}"


def _in_sentence(why: Exempt | Confidential) -> str:
    told = " ".join(_told(why))
    return f"{told[0].lower()}{told[1:]}"


def _fields(meeting: Meeting) -> Iterator[tuple[str, str]]:
    yield "Day", DAYS[date.fromisoformat(meeting.date).weekday()]
    yield "Date", in_words(meeting.date)
    if meeting.time:
        yield "Time", meeting.time
    if meeting.place:
        yield "Place", meeting.place


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _named(document: Document, one: Choice) -> Document:
    """The document, under the agenda's title where it has none of its own."""
    if document.front.title:
        return document
    return document.model_copy(update={"front": document.front.model_copy(update={"title": one.paper.title})})
