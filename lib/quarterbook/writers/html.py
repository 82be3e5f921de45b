"""A paper as one HTML file: no script, nothing fetched, readable on a phone, on paper and by ear."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from quarterbook.document.blocks import Block, Column, Heading, Paragraph, Runs, Table
from quarterbook.document.dates import in_words
from quarterbook.document.document import Document, figure_anchor

_SAFE_LINK = re.compile(r"(?:https?://|mailto:|#)\S", re.IGNORECASE)

# A column whose every cell is this short (a reference, a rating, "30 September 2023") never wraps.
_SHORT = 17
# A longer word (a web address, a hash) may break anywhere, so that one cell cannot widen the page.
_LONG_WORD = 24
# Room beside the text of a cell, in characters.
_PADDING = 3
# What a line of table text holds, in characters: on a phone of 320 CSS pixels, then at each width of cards.css.j2.
_PHONE, _TABLET, _LAPTOP, _DESKTOP = 34, 68, 105, 150
# A row with more text than this would be a tall ribbon on a phone, and asks for the full width elsewhere.
_MUCH_TEXT = 80

_YEAR = re.compile(r"\b([0-9]{4}[-–/][0-9]{2,4})\b")


@dataclass(frozen=True)
class Layout:
    """How a table is set: its classes (when its rows become cards), its columns' classes and widths."""

    name: str
    classes: tuple[str, ...]
    widths: tuple[str, ...]


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


def write(document: Document) -> bytes:
    """Return the paper as one self-contained HTML file in UTF-8; the same document gives the same bytes."""
    page = _environment().get_template("paper.html.j2")
    return page.render(
        front=document.front,
        sections=_sections(document.blocks),
        contents=_contents(document.contents),
    ).encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("quarterbook.writers", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(base64=_base64, in_words=in_words, safe_link=safe_link, whole_years=_whole_years)
    environment.globals.update(figure_anchor=figure_anchor, layout=layout)
    return environment


def safe_link(link: str | None) -> str | None:
    """Return the link if it is one that a paper may hold: the web, mail, or a place in the paper.

    >>> safe_link("https://www.gov.uk/"), safe_link("#summary")
    ('https://www.gov.uk/', '#summary')
    >>> safe_link("javascript:alert(1)")
    """
    return link if link and _SAFE_LINK.match(link) else None


def layout(table: Table) -> Layout:
    """Work out how a table is set from the length of its words, since HTML has no measure of text.

    >>> sums = Table(caption="Sums", columns=(Column(label="Rating"), Column(label="Actions", align="end")), rows=())
    >>> layout(sums)
    Layout(name='compact', classes=('short', 'short end'), widths=('', ''))
    """
    texts = [[_text(row[place]) for row in table.rows] for place in range(len(table.columns))]
    needs = [_need(column, cells) for column, cells in zip(table.columns, texts, strict=True)]
    needed = sum(needs) + _PADDING * len(needs)
    fullest = max((sum(map(len, row)) for row in zip(*texts, strict=True)), default=0)
    compact = needed <= _TABLET and fullest <= _MUCH_TEXT
    if needed > _DESKTOP:
        names = "wide cards"
    elif needed > _LAPTOP:
        names = "wide cards-on-laptop"
    elif needed > _TABLET:
        names = "wide cards-on-tablet"
    elif needed > _PHONE or not compact:
        names = "compact cards-on-phone" if compact else "cards-on-phone"
    else:
        names = "compact"
    return Layout(
        name=names,
        classes=tuple(_classes(column, cells) for column, cells in zip(table.columns, texts, strict=True)),
        widths=("",) * len(table.columns) if compact else _widths(table.columns, texts),
    )


def _widths(columns: tuple[Column, ...], texts: list[list[str]]) -> tuple[str, ...]:
    """Return the shares of the columns of running text; a short column takes what it needs.

    Columns that all ask for the same are left to the browser, which weighs their text.
    """
    if len({column.width for column in columns}) == 1:
        return ("",) * len(columns)
    shares = [0 if _is_short(cells) else column.width for column, cells in zip(columns, texts, strict=True)]
    return tuple(f"{100 * share / sum(shares):.4g}%" if share else "" for share in shares)


def _need(column: Column, cells: list[str]) -> int:
    """Return the characters that a column cannot do without."""
    unbroken = cells if _is_short(cells) else [word for cell in cells for word in cell.split()]
    return min(max(map(len, [*column.label.split(), *unbroken]), default=0), _LONG_WORD)


def _classes(column: Column, cells: list[str]) -> str:
    names = []
    if _is_short(cells):
        names.append("short")
    elif any(len(word) > _LONG_WORD for cell in cells for word in cell.split()):
        names.append("breaks")
    if column.align == "end":
        names.append("end")
    return " ".join(names)


def _is_short(cells: list[str]) -> bool:
    return all(len(cell) <= _SHORT for cell in cells)


def _text(runs: Runs) -> str:
    return "".join(run.text for run in runs)


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
    Markup('R&amp;D <span class="year">2023-24</span>')
    """
    return Markup("").join(
        Markup('<span class="year">{}</span>').format(part) if place % 2 else part
        for place, part in enumerate(_YEAR.split(title))
    )
