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
    `described` at its head. `file` names its page of HTML. `printed` is what the PDF has of it, where that is less.
    """

    called: str
    file: str
    document: Document
    mark: str
    restricted: bool = False
    described: str = ""
    printed: Document | None = None


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
    """The pages of a pack that a paper, or papers that follow one another, have.

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

    def to(self, other: PageRange) -> PageRange:
        """The range from this one's first page to the other's last."""
        return PageRange(self.first, other.last, self.restricted)
