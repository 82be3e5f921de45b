"""The agenda of a meeting for one audience: what each item is called, and which papers go with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quarterbook.params.meeting import AgendaItem, Appendix, Confidential, Exempt
from quarterbook.params.quarter_file import QuarterFile


@dataclass(frozen=True)
class Listed:
    """A paper that an agenda lists: an item's own, or an appendix behind it.

    `called` is how pages refer to it, and `file` the name of its page. `late` is the day on which its item was
    published, where that was after the others; else ''.
    """

    item: int
    called: str
    file: str
    title: str
    source: AgendaItem | Appendix
    withheld: Exempt | Confidential | None
    late: str = ""


def listed(file: QuarterFile, meeting: str) -> tuple[Listed, ...]:
    """Return the papers of a meeting's agenda, in its order: items count from 1, appendices of each from 1."""
    agenda = file.settings.meetings[meeting].agenda
    return tuple(paper for number, item in enumerate(agenda, 1) for paper in _of_item(file, number, item))


def title_of(file: QuarterFile, item: AgendaItem | Appendix) -> str:
    """Return an item's title, else its report's."""
    return item.title or (file.report(item.report).title if item.report else "")


def withheld(file: QuarterFile, item: AgendaItem | Appendix) -> Exempt | Confidential | None:
    """Return why an item is not for publication: for a reason of its own, else for its report's; None where it is.

    What is confidential by the one is not made exempt by the other. The public title of a report holds where the
    item's reason gives none.
    """
    own, reports = item.withheld, file.report(item.report).withheld if item.report else None
    if own is None or reports is None:
        return own or reports
    first = reports if isinstance(reports, Confidential) else own
    title = own.public_title or reports.public_title
    told: dict[str, object] = {
        name: (*getattr(own, name), *getattr(reports, name)) for name in ("never", "also_public")
    }
    if isinstance(first, Exempt) and isinstance(reports, Exempt) and not first.public_interest:
        told["public_interest"] = reports.public_interest
    return first.model_copy(update={"public_title": title, **told})


def exempt_parts(file: QuarterFile, item: AgendaItem | Appendix) -> Exempt | None:
    """Return why parts of an item's report are not for publication, None where it has no such parts."""
    return file.report(item.report).exempt_parts if item.report else None


def _of_item(file: QuarterFile, number: int, item: AgendaItem) -> Iterator[Listed]:
    called, name, late = f"Agenda Item {number}", f"item-{number}", item.late or ""
    why = withheld(file, item)
    if item.report or item.minutes or item.text:
        yield Listed(number, called, name, title_of(file, item), item, why, late)
    for at, appendix in enumerate(item.appendices, 1):
        # What belongs to a paper that is kept back is kept back with it.
        own = withheld(file, appendix) or why
        title = title_of(file, appendix)
        its = (f"{called}, Appendix {at}", f"{name}-appendix-{at}", title, appendix, own)
        yield Listed(number, *its, appendix.late or late)
