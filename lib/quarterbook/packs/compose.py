"""A pack for one audience: the public one of what is for publication, the restricted one of that and of all else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from quarterbook.document.dates import in_words
from quarterbook.document.document import Document
from quarterbook.document.pack import Audience, Pack, PackAppendix, PackItem, PackPaper
from quarterbook.errors import InputError
from quarterbook.packs import agenda, papers, selection
from quarterbook.packs.selection import Choice
from quarterbook.params.house_file import House
from quarterbook.params.meeting import AgendaItem, Appendix, Confidential, Exempt, Meeting
from quarterbook.params.quarter_file import QuarterFile

RESTRICTED = "Restricted: holds what is not for publication"
# What the page of HTML says of a paper that anyone may have, beside others that only members may.
PUBLIC = "Part of a restricted pack; this paper is public"
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
    page_mark = _joined(DRAFT if draft else "", PUBLIC) if restricted else ""
    return Pack(
        title=meeting.committee,
        council=house.council,
        day=meeting.date,
        mark=mark,
        fields=tuple(_fields(meeting)),
        items=tuple(_items(file, name, audience, there)),
        papers=tuple(
            _paper(one, file, house, out, mark, page_mark, draft=draft, print_workings=meeting.print_workings)
            for one in there
        ),
        contact=(meeting.contact,) if meeting.contact else (),
        draft=draft,
    )


def _paper(
    one: Choice,
    file: QuarterFile,
    house: House,
    out: Path,
    mark: str,
    page_mark: str,
    *,
    draft: bool,
    print_workings: bool,
) -> PackPaper:
    document = _named(papers.document(one, file, out, house.council), one)
    printed = None
    if not print_workings and one.paper.source.report:
        shorter = _named(papers.document(one, file, out, house.council, with_workings=False), one)
        printed = shorter if shorter.blocks != document.blocks else None
    if one.withheld and one.restricted:
        mark, page_mark = _joined(DRAFT if draft else "", one.withheld.line), ""
    whole = one.form == "with its exempt parts"
    return PackPaper(
        called=one.paper.called,
        file=f"{one.paper.file}-restricted" if whole else one.paper.file,
        document=document,
        mark=mark,
        restricted=one.restricted,
        described=one.withheld.described if one.restricted and isinstance(one.withheld, Exempt) else "",
        printed=printed,
        page_mark=page_mark,
        with_exempt_parts=whole,
    )


def _items(file: QuarterFile, name: str, audience: Audience, there: Sequence[Choice]) -> Iterator[PackItem]:
    waiting = [one for one in selection.choices(file, name, audience) if not one.left_out and one not in there]
    for number, item in enumerate(file.settings.meetings[name].agenda, 1):
        why = agenda.withheld(file, item)
        hidden = why is not None and audience == "public"
        # Of what is withheld the public has the title that it may see, and the reason; nothing else.
        title = (hidden and why and why.public_title) or agenda.title_of(file, item)
        notes = [] if hidden or not item.note else [item.note]
        notes += _told(why) if why else _told_of_parts(file, item)
        notes += told_of_late(item, why, audience)
        notes += _not_ready(waiting, item)
        # Nor has it the appendices of what is withheld.
        appendices = () if hidden else _appendices(file, item, audience, there, waiting)
        yield PackItem(number, title, tuple(notes), _places(there, item), tuple(appendices))


def _appendices(
    file: QuarterFile, item: AgendaItem, audience: Audience, there: Sequence[Choice], waiting: Sequence[Choice]
) -> Iterator[PackAppendix]:
    above = agenda.withheld(file, item)
    for at, appendix in enumerate(item.appendices, 1):
        own = agenda.withheld(file, appendix)
        title = (audience == "public" and own and own.public_title) or agenda.title_of(file, appendix)
        # Why an item is withheld, its own line says for all that goes behind it.
        notes = [] if above else [*(_told(own) if own else _told_of_parts(file, appendix))]
        notes += told_of_late(appendix, own or above, audience)
        notes += _not_ready(waiting, appendix)
        yield PackAppendix(f"Appendix {at}, {title}", tuple(notes), _places(there, appendix))


def _places(there: Sequence[Choice], source: AgendaItem | Appendix) -> tuple[int, ...]:
    """The places of a paper: two where members have it without its exempt parts, and with them."""
    return tuple(place for place, one in enumerate(there) if one.paper.source is source)


def _not_ready(waiting: Sequence[Choice], source: AgendaItem | Appendix) -> Iterator[str]:
    """What the agenda says of a paper that a draft has to do without, in however many forms."""
    if any(one.paper.source is source for one in waiting):
        yield NOT_READY


def _told(why: Exempt | Confidential) -> Iterator[str]:
    """Why something is not for publication, as its line in the agenda says it."""
    yield f"{why.line}."
    if isinstance(why, Exempt):
        yield why.described
    yield why.reason
    if isinstance(why, Exempt) and why.public_interest:
        yield why.public_interest


def told_of_late(item: AgendaItem | Appendix, why: Exempt | Confidential | None, audience: Audience) -> Iterator[str]:
    """What the agenda says of an item, or an appendix, that came after the others, and why it cannot wait.

    Of what is withheld that is for members alone: it may say more than the public may know.
    """
    if item.late:
        yield f"{'Sent to members' if why else 'Published'} on {in_words(item.late)}, after the agenda."
    if item.urgent and not (why and audience == "public"):
        yield f"Urgent: {item.urgent}"


def _told_of_parts(file: QuarterFile, item: AgendaItem | Appendix) -> Iterator[str]:
    """What of an item's paper is not for publication where the item itself is."""
    if parts := agenda.exempt_parts(file, item):
        told = " ".join(_told(parts))
        yield f"In part {told[0].lower()}{told[1:]}"


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
