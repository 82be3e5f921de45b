"""A paper as one HTML file: no script, nothing fetched, readable on a phone, on paper and by ear."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from quarterbook.document.blocks import Block, Heading, Paragraph
from quarterbook.document.document import Document, figure_anchor
from quarterbook.document.sparkline import VIEW_BOX, marks
from quarterbook.writers.layout import Columns, layout
from quarterbook.writers.markup import environment, in_text

# Of the anchor of a figure: the start, and how many characters of a digest stand for it (35 bits) in a page.
_FIGURE, _DIGITS = figure_anchor(""), 7
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|#)\S", re.IGNORECASE)
_YEAR = re.compile(r"\b([0-9]{4}[-–/][0-9]{2,4})\b")


@dataclass(frozen=True)
class Section:
    """Blocks that share a page's shape and margin; `name` is its classes."""

    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Entry:
    """A line of the contents and the lines beneath it."""

    heading: Heading
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class InPack:
    """Where a paper stands in a pack: what it is called there, its pages, and the addresses of what is around it.

    What is not for publication is `described` at its head.
    """

    called: str
    pages: str
    agenda: str
    before: tuple[str, str] | None = None
    after: tuple[str, str] | None = None
    described: str = ""


def write(document: Document, pack: InPack | None = None) -> bytes:
    """Return the paper as one self-contained HTML file in UTF-8; the same document gives the same bytes.

    In a `pack` it says where in it the paper stands, and leads back to the agenda.
    """
    page = pages().get_template("paper.html.j2")
    return page.render(
        front=document.front,
        pack=pack,
        sections=_sections(document.blocks),
        contents=_contents(document.contents),
        columns=Columns(),
    ).encode()


@cache
def pages() -> Environment:
    """Return the templates of the pages, ready to be rendered."""
    made = environment(PackageLoader("quarterbook.writers", "templates"))
    made.filters.update(base64=_base64, marks=marks, safe_link=safe_link, short=short, whole_years=_whole_years)
    made.globals.update(figure_anchor=figure_anchor, layout=layout, view_box=VIEW_BOX)
    return made


def safe_link(link: str | None) -> str | None:
    """Return the link if it is one that a paper may hold: the web, mail, or a place in the paper.

    >>> safe_link("https://www.gov.uk/"), safe_link("#summary")
    ('https://www.gov.uk/', '#summary')
    >>> safe_link("javascript:alert(1)")
    """
    return link if link and _SAFE_LINK.match(link) else None


def short(anchor: str) -> str:
    """Return what stands for a figure's anchor, or for a link to it, in a page: the same in every build, and short.

    A page says each figure's anchor several times, in all a tenth of what it may weigh.

    >>> short("figure-all.total"), short("#figure-all.total"), short("#summary")
    ('figure-kkz6sxm', '#figure-kkz6sxm', '#summary')
    """
    before, figure, name = anchor.partition(_FIGURE)
    if not figure or before not in ("", "#"):
        return anchor
    return f"{before}{_FIGURE}{base64.b32encode(hashlib.sha256(name.encode()).digest()).decode()[:_DIGITS].lower()}"


def _sections(blocks: Iterable[Block]) -> list[Section]:
    """Part the blocks where a printed page may turn on its side, or back."""
    parts: list[list[Block]] = []
    for block in blocks:
        if not parts or (isinstance(block, Heading) and (block.level == 2 or block.landscape)):
            parts.append([])
        parts[-1].append(block)
    return [Section(name=_name(part), blocks=tuple(part)) for part in parts]


def _name(part: list[Block]) -> str:
    names = []
    if any(isinstance(block, Heading | Paragraph) and block.number for block in part):
        names.append("numbered")
    if isinstance(part[0], Heading) and part[0].landscape:
        names.append("landscape")
    return " ".join(names)


def _contents(headings: Iterable[Heading]) -> list[Entry]:
    entries: list[Entry] = []
    for heading in headings:
        if heading.level == 2 or not entries:
            entries.append(Entry(heading))
        else:
            above = entries[-1]
            entries[-1] = Entry(above.heading, (*above.children, Entry(heading)))
    return entries


def _base64(svg: str) -> str:
    return base64.b64encode(svg.encode()).decode()


def _whole_years(title: str) -> Markup:
    """Keep a financial year on one line: a browser breaks "2023-24" at its hyphen.

    >>> _whole_years("R&D 2023-24")
    Markup('R&amp;D <span class=year>2023-24</span>')
    """
    return Markup("").join(
        Markup("<span class=year>{}</span>").format(part) if place % 2 else in_text(part)
        for place, part in enumerate(_YEAR.split(title))
    )
