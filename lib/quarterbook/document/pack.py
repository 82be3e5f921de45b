"""A pack: the agenda of a meeting and the Documents of its papers, for one audience, ready to be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quarterbook.document.document import Document

Audience = Literal["public", "restricted"]


@dataclass(frozen=True)
class PackPaper:
    """A paper of a pack: what it is called there ("Agenda Item 5, Appendix 1"), and the line that marks its pages.

    What is `restricted` has pages of a series of its own, R1 on, behind all that is published; what is exempt of it is
    `described` at its head. `file` names its page of HTML, whose line is `page_mark` where that is another. `printed`
    is what the PDF has of it, where that is less. One `with_exempt_parts` stands in the pack without them, too.
    """

    called: str
    file: str
    document: Document
    mark: str
    restricted: bool = False
    described: str = ""
    printed: Document | None = None
    page_mark: str = ""
    with_exempt_parts: bool = False

    @property
    def name(self) -> str:
        """What it is called, told apart from its public version."""
        return with_its_exempt_parts(self.called) if self.with_exempt_parts else self.called


def with_its_exempt_parts(name: str) -> str:
    """Return what the whole of a paper is called that has exempt parts.

    >>> with_its_exempt_parts("Agenda Item 4")
    'Agenda Item 4 (with its exempt parts)'
    """
    return f"{name} (with its exempt parts)"


@dataclass(frozen=True)
class PackAppendix:
    """An appendix on the agenda, "Appendix 1, Map": `notes` say why it is kept back, or in part.

    `papers` are its places in the pack: none where it is left out, two where it is there with its exempt parts as well.
    """

    title: str
    notes: tuple[str, ...] = ()
    papers: tuple[int, ...] = ()

    @property
    def told(self) -> str:
        """All that the agenda says of it, as one paragraph."""
        return " ".join((f"{self.title}.", *self.notes)) if self.notes else self.title


@dataclass(frozen=True)
class PackItem:
    """A line of the agenda: `notes` are set below its title, and its appendices below those.

    `papers` are the places of its own paper in the pack, as those of an appendix are.
    """

    number: int
    title: str
    notes: tuple[str, ...] = ()
    papers: tuple[int, ...] = ()
    appendices: tuple[PackAppendix, ...] = ()

    @property
    def places(self) -> tuple[int, ...]:
        """The places of all its papers, in the order of their pages."""
        return tuple(sorted((*self.papers, *(at for appendix in self.appendices for at in appendix.papers))))


@dataclass(frozen=True)
class Pack:
    """An agenda and its papers, in the order of their pages. `fields` tell of the meeting: day, date, time, place.

    A `draft` may lack papers, and its pages say that it is one.
    """

    title: str
    council: str
    day: str
    mark: str
    fields: tuple[tuple[str, str], ...]
    items: tuple[PackItem, ...]
    papers: tuple[PackPaper, ...]
    contact: tuple[str, ...] = ()
    draft: bool = False


@dataclass(frozen=True)
class PageRange:
    """The pages of a pack that a paper has.

    >>> str(PageRange(13, 20)), str(PageRange(4, 4)), str(PageRange(1, 8, restricted=True))
    ('13 – 20', '4', 'R1 – R8')
    """

    first: int
    last: int
    restricted: bool = False

    def __str__(self) -> str:
        """The range as an agenda gives it."""
        numbers = [f"{'R' if self.restricted else ''}{number}" for number in (self.first, self.last)]
        return " – ".join(dict.fromkeys(numbers))
