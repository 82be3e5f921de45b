"""What a public pack has to pass before it lands: nothing that is not for publication, no count of too few people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from quarterbook import checks
from quarterbook.analysis.disclosure.shown import people_shown
from quarterbook.document.blocks import FrontMatter, Paragraph, Run
from quarterbook.document.dates import in_words
from quarterbook.document.document import Document
from quarterbook.document.pack import Pack
from quarterbook.errors import Blocked
from quarterbook.packs import agenda, compose, papers, selection, typed
from quarterbook.packs.leaks import amounts, folding, frame, quotes, search, secrets
from quarterbook.packs.selection import Choice
from quarterbook.params import house_file
from quarterbook.params.meeting import AgendaItem, Appendix, Confidential, Exempt
from quarterbook.params.quarter_file import QuarterFile

# Of a long list of leaks: the first, and how many more there are.
MOST_TOLD = 12
FIRST = "The public pack holds what is not for publication; nothing was written."
LAST = "Take it out of what is public or, where it may be said, put it under 'also_public' beside the reason."


def counts(pack: Pack, threshold: int) -> None:
    """Raise `Blocked` where a public pack would show a count of fewer people than the house's threshold."""
    for paper in pack.papers:
        shown = people_shown(placed.figure for placed in paper.document.figures)
        if small := [f"{paper.called}: {one.message}" for one in checks.n13_small_count_shown(shown, threshold)]:
            raise Blocked(small)


def public(file: QuarterFile, name: str, out: Path, written: Mapping[str, bytes]) -> None:
    """Hold the files of a public pack against all that it may not hold. Raises `Blocked`, with where it is.

    What it may not hold is read anew from the papers themselves, whatever the pack was made of.
    """
    reasons = [*_reasons(file, name)]
    if not reasons:
        return
    hidden = {
        one: papers.document(one, file, out, "")
        for one in selection.choices(file, name, "restricted")
        if one.restricted and papers.is_there(one.paper, file, out)
    }
    shown = {
        one: papers.document(one, file, out, "")
        for one in selection.choices(file, name, "public")
        if not one.left_out and papers.is_there(one.paper, file, out)
    }
    said = [*_agenda(file, name)]
    known = [text for paper in shown.values() for text in secrets.texts(paper)]
    known += [*said, *frame.texts(), *_numbers(written)]
    allowed = [text for reason in reasons for text in reason.also_public]
    kept_back = _kept_back(file, name)
    own = secrets.secrets([*hidden.values(), kept_back], known)
    quoted = quotes.quotes(
        [*(_apart(one, paper, shown) for one, paper in hidden.items()), kept_back],
        shown.values(),
        said,
        [*said, *typed.texts(file, hidden, shown)],
        [*typed.shared(file, hidden, shown), *allowed],
    )
    lines = [line for line in _withheld_lines(file, name) if len(folding.squeezed(line)) >= secrets.LONG]
    never = quotes.named([*lines, *(text for reason in reasons for text in reason.never)], allowed)
    found = search.told(search.leaks(own | quoted | never, written), _called(hidden))
    if found:
        more = [f"… and {len(found) - MOST_TOLD} more."] if len(found) > MOST_TOLD else []
        raise Blocked([FIRST, *found[:MOST_TOLD], *more, LAST])


def _called(hidden: Mapping[Choice, Document]) -> dict[str, str]:
    """What the papers are called that texts, and amounts as they are written, are from; the first of those with one."""
    found: dict[str, str] = {}
    for one, paper in hidden.items():
        for text in secrets.texts(paper):
            for part in (text, *(amount.written for amount in amounts.own(text))):
                found.setdefault(part, one.paper.called)
    return found


def _apart(one: Choice, paper: Document, shown: Mapping[Choice, Document]) -> Document:
    """A paper that is kept back without what is published of it."""
    published = [block for choice, public in shown.items() if choice.paper == one.paper for block in public.blocks]
    blocks = tuple(block for block in paper.blocks if block not in published)
    return paper.model_copy(update={"blocks": blocks}) if published else paper


def _reasons(file: QuarterFile, name: str) -> Iterator[Exempt | Confidential]:
    """Why something of a meeting's agenda is not for publication."""
    for one, why in _parts(file, name):
        yield from (reason for reason in (why, agenda.exempt_parts(file, one)) if reason)


def _withheld_lines(file: QuarterFile, name: str) -> Iterator[str]:
    """What the agenda has of items that are kept back: their notes, and titles with a public one in their place."""
    for one, why in _parts(file, name):
        title = agenda.title_of(file, one)
        instead = folding.squeezed((why and why.public_title) or "")
        if instead and folding.squeezed(title) not in instead:
            yield title
        if why and getattr(one, "note", None):
            yield getattr(one, "note", "")


def _numbers(written: Mapping[str, bytes]) -> Iterator[str]:
    """The numbers of the pack's pages, which a figure may have by chance."""
    import pikepdf

    for data in (data for path, data in written.items() if path.endswith(".pdf")):
        with pikepdf.open(BytesIO(data)) as pdf:
            yield from map(str, range(1, len(pdf.pages) + 1))


def _kept_back(file: QuarterFile, name: str) -> Document:
    """What the agenda has of items that are kept back: their titles and notes."""
    kept = [one for one, why in _parts(file, name) if why]
    told = [text for one in kept for text in (agenda.title_of(file, one), getattr(one, "note", None))]
    lines = tuple(Paragraph(runs=(Run(text=text),), numbered=False) for text in told if text)
    return Document(front=FrontMatter(title=""), blocks=lines)


def _parts(file: QuarterFile, name: str) -> Iterator[tuple[AgendaItem | Appendix, Exempt | Confidential | None]]:
    """The items of an agenda and their appendices, each with why it is kept back."""
    for item in file.settings.meetings[name].agenda:
        why = agenda.withheld(file, item)
        yield item, why
        for appendix in item.appendices:
            yield appendix, agenda.withheld(file, appendix) or why


def _agenda(file: QuarterFile, name: str) -> Iterator[str]:
    """What the agenda itself tells the public, and the addresses of the pack's own pages."""
    meeting = file.settings.meetings[name]
    house = house_file.load(file.settings.house, file.root)
    yield from filter(None, (file.name, name, meeting.committee, meeting.published, meeting.time))
    yield from filter(None, (meeting.place, meeting.contact, house.council, house.classification))
    yield from (meeting.date, in_words(meeting.date), *compose.DAYS)
    for one, why in _parts(file, name):
        yield from compose.told_of_late(one, why, "public")
        yield from _told(file, one, why)


def _told(file: QuarterFile, one: AgendaItem | Appendix, why: Exempt | Confidential | None) -> Iterator[str]:
    parts = agenda.exempt_parts(file, one)
    if why is None:
        yield agenda.title_of(file, one)
        yield getattr(one, "note", None) or ""
    reasons: list[Exempt | Confidential] = [reason for reason in (why, parts) if reason]
    for reason in reasons:
        yield reason.public_title or (agenda.title_of(file, one) if agenda.withheld(file, one) else "")
        told = (getattr(reason, name, None) or "" for name in ("line", "described", "reason", "public_interest"))
        yield " ".join(told)
