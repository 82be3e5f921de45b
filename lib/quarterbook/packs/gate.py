"""What a public pack has to pass before it lands: nothing that is not for publication, no count of too few people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

from quarterbook import checks
from quarterbook.analysis.disclosure.shown import people_shown
from quarterbook.document.blocks import FrontMatter, Paragraph, Run
from quarterbook.document.dates import in_words
from quarterbook.document.document import Document
from quarterbook.document.pack import Pack
from quarterbook.errors import Blocked
from quarterbook.packs import agenda, compose, papers, selection
from quarterbook.packs.leaks import frame, quotes, search, secrets
from quarterbook.packs.leaks.secrets import Secrets
from quarterbook.packs.selection import Choice
from quarterbook.params import house_file
from quarterbook.params.meeting import AgendaItem, Appendix, Confidential, Exempt
from quarterbook.params.quarter_file import QuarterFile

# Of a long list of leaks: the first, and how many more there are.
MOST_TOLD = 12


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
    hidden = {
        one: papers.document(one, file, out, "")
        for one in selection.choices(file, name, "restricted")
        if one.restricted and papers.is_there(one.paper, file, out)
    }
    if not hidden:
        return
    shown = {
        one: papers.document(one, file, out, "")
        for one in selection.choices(file, name, "public")
        if not one.left_out and papers.is_there(one.paper, file, out)
    }
    known = [text for paper in shown.values() for text in secrets.texts(paper)]
    known += [*_agenda(file, name), *frame.texts(), *_numbers(written)]
    own = secrets.secrets([*hidden.values(), _kept_back(file, name)], known)
    found = list(search.leaks(own | _quoted(file, hidden, shown), written))
    if found:
        more = [f"… and {len(found) - MOST_TOLD} more places."] if len(found) > MOST_TOLD else []
        first = "The public pack holds what is not for publication; nothing was written. Take it out of what is public:"
        raise Blocked([first, *found[:MOST_TOLD], *more])


def _quoted(file: QuarterFile, hidden: Mapping[Choice, Document], shown: Mapping[Choice, Document]) -> Secrets:
    """What public papers quote of those that are kept back."""
    # A paper with exempt parts holds what is published of it as well.
    published = {one.paper: set(secrets.texts(paper)) for one, paper in shown.items()}
    texts = [
        text
        for one, paper in hidden.items()
        for text in secrets.texts(paper)
        if text not in published.get(one.paper, ())
    ]
    figures = [placed.figure.display for paper in hidden.values() for placed in paper.figures]
    return quotes.quotes(texts, figures, shown.values(), _common(file, [*hidden], [*shown]))


def _common(file: QuarterFile, hidden: Iterable[Choice], shown: Iterable[Choice]) -> Iterator[str]:
    """What reports of both kinds have in common: the notebook that they are made with, and the quarter's defaults."""
    yield str(file.settings.defaults)
    ours, theirs = (
        {one.paper.source.report for one in choices if one.paper.source.report} for choices in (hidden, shown)
    )
    notebooks = [{file.report(slug).notebook for slug in slugs} for slugs in (ours, theirs - ours)]
    for name in notebooks[0] & notebooks[1]:
        cells = json.loads((file.root / "notebooks" / f"{name}.ipynb").read_text("utf-8"))["cells"]
        yield from ("".join(cell["source"]) for cell in cells)


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
    for item in meeting.agenda:
        yield from compose.told_of_late(item, agenda.withheld(file, item))
    for one, why in _parts(file, name):
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
