"""A pack: the agenda of a meeting and the Documents of its papers, for one audience, ready to be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quarterbook.document.document import Document

Audience = Literal["public", "restricted"]


@dataclass(frozen=True)
class PackPaper:
    """A paper of a pack: what it is called there ("Agenda Item 5, Appendix 1"), and the line that marks its pages."""

    called: str
    document: Document
    mark: str


@dataclass(frozen=True)
class PackItem:
    """A line of the agenda: `notes` are set below its title.

    `papers` are the places of its papers in the pack, those that follow one another together.
    """

    number: int
    title: str
    notes: tuple[str, ...] = ()
    papers: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class Pack:
    """An agenda and its papers, in the order of their pages. `fields` tell of the meeting: day, date, time, place."""

    title: str
    council: str
    day: str
    mark: str
    fields: tuple[tuple[str, str], ...]
    items: tuple[PackItem, ...]
    papers: tuple[PackPaper, ...]
    contact: tuple[str, ...] = ()
