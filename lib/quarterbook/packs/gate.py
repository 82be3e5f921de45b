"""What a public pack has to pass before it lands: nothing that is not for publication may be anywhere in its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from quarterbook.errors import Blocked
from quarterbook.packs import agenda, leaks, papers, secrets, selection
from quarterbook.params.meeting import AgendaItem, Appendix, Confidential, Exempt
from quarterbook.params.quarter_file import QuarterFile

# Of a long list of leaks: the first, and how many more there are.
MOST_TOLD = 12


def public(file: QuarterFile, name: str, out: Path, written: Mapping[str, bytes]) -> None:
    """Hold the files of a public pack against all that it may not hold. Raises `Blocked`, with where it is.

    What it may not hold is read anew from the papers themselves, whatever the pack was made of.
    """
    hidden = [
        papers.document(one, file, out, "")
        for one in selection.choices(file, name, "restricted")
        if one.restricted and papers.is_there(one.paper, file, out)
    ]
    if not hidden:
        return
    shown = [
        text
        for one in selection.choices(file, name, "public")
        if not one.left_out and papers.is_there(one.paper, file, out)
        for text in secrets.texts(papers.document(one, file, out, ""))
    ]
    found = list(leaks.leaks(secrets.secrets(hidden, [*shown, *_agenda(file, name)]), written))
    if found:
        more = [f"… and {len(found) - MOST_TOLD} more places."] if len(found) > MOST_TOLD else []
        first = "The public pack holds what is not for publication; nothing was written. Take it out of what is public:"
        raise Blocked("\n".join([first, *found[:MOST_TOLD], *more]))


def _agenda(file: QuarterFile, name: str) -> Iterator[str]:
    """What the agenda itself tells the public, and the addresses of the pack's own pages."""
    meeting = file.settings.meetings[name]
    yield from filter(None, (file.name, name, meeting.committee, meeting.date, meeting.published, meeting.time))
    yield from filter(None, (meeting.place, meeting.contact))
    for item in meeting.agenda:
        yield from _told(file, item)
        for appendix in item.appendices:
            yield from _told(file, appendix)


def _told(file: QuarterFile, one: AgendaItem | Appendix) -> Iterator[str]:
    why = agenda.withheld(file, one)
    parts = file.report(one.report).exempt_parts if one.report else None
    if why is None:
        yield agenda.title_of(file, one)
        yield getattr(one, "note", None) or ""
        yield getattr(one, "late", None) or ""
    reasons: list[Exempt | Confidential] = [reason for reason in (why, parts) if reason]
    for reason in reasons:
        yield reason.public_title or (agenda.title_of(file, one) if why else "")
        yield f"{reason.line} {reason.reason} {getattr(reason, 'public_interest', None) or ''}"
