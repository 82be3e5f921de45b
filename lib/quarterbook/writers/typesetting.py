"""Blocks as the plain data that the PDF's template sets."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from quarterbook.document.blocks import (
    Block,
    Callout,
    Chart,
    Column,
    Group,
    Heading,
    Image,
    Items,
    Lines,
    Paragraph,
    Picture,
    Preformatted,
    Run,
    Runs,
    Table,
)
from quarterbook.document.document import figure_anchor
from quarterbook.document.sparkline import svg as drawn
from quarterbook.writers.glyphs import settable
from quarterbook.writers.links import heading_labels, row_labels, wide

# Blocks nested deeper are set at this depth: a page is no wider, and Typst lays out 72 levels at most.
DEEPEST = 6

# A longer word (an address, a hash) may break anywhere, so that no column need hold it.
LONGEST_WORD = 20

# A column of texts no longer than this (a rating, "30 September 2023") does not part them, where there is room.
LONGEST_LINE = 18

# As wide as a sparkline (style.typ), where the text of a column is measured or counted.
SPARKLINE = "0" * 10
INK = "#1b1b1b"

WIDEST_SHARE = 1e6
LONGEST_LINK = 2000
UNDESCRIBED = "Image without a description."

Json = dict[str, Any]


class StoredPicture(NamedTuple):
    """A picture's bytes, and their format in Typst's words."""

    format: str
    data: bytes


class Paper:
    """What is gathered on the way through a paper: its pictures by name, and the rows and headings linked to.

    Among several papers, all that is named begins with this one's `prefix`.
    """

    def __init__(self, blocks: Sequence[Block], prefix: str = "") -> None:
        self.pictures: dict[str, StoredPicture] = {}
        self._names: dict[StoredPicture, str] = {}
        self._prefix = prefix
        self.labels = {anchor: prefix + label for anchor, label in row_labels(blocks).items()}
        self.unplaced = dict(self.labels)
        self.headings = {anchor: prefix + label for anchor, label in heading_labels(blocks).items()}

    def image(self, image: Image) -> Json:
        """Keep an image, and return what the template calls it."""
        data = b64decode(image.base64)
        if image.media_type == "image/svg+xml":
            return self.svg(data.decode(errors="replace"))
        return self._keep(image.media_type.removeprefix("image/").replace("jpeg", "jpg"), data)

    def svg(self, text: str) -> Json:
        """Keep a drawing, and return what the template calls it."""
        return self._keep("svg", settable(text).encode())

    def _keep(self, form: str, data: bytes) -> Json:
        picture = StoredPicture(form, data)
        name = self._names.setdefault(picture, f"{self._prefix}picture-{len(self._names)}")
        self.pictures[name] = picture
        return {"name": name, "format": form}


def one_line(text: str) -> str:
    """Return text as it can be set on one line, empty if nothing of it would be seen."""
    return " ".join(settable(text).split())


def set_block(block: Block, paper: Paper, depth: int = 0) -> list[Json]:
    """Return what is set for a block: most often one thing, nothing for what no writer sets."""
    match block:
        case Heading():
            return _heading(block, paper, depth)
        case Paragraph(runs=runs, number=number):
            return [{"kind": "paragraph", "number": number, "runs": _runs(runs, paper)}]
        case Lines(lines=lines, align=align):
            return [{"kind": "lines", "align": align, "lines": [_runs(line, paper) for line in lines]}]
        case Items(items=items) if depth < DEEPEST:
            inside = [_set_blocks(item, paper, depth + 1) for item in items]
            return [{"kind": "items", "ordered": block.ordered, "items": inside}]
        case Items(items=items):
            return [made for item in items for made in _set_blocks(item, paper, depth)]
        case Callout(title=title, blocks=blocks) if depth < DEEPEST:
            made = {"kind": "callout", "tone": block.tone, "title": title}
            return [made | {"blocks": _set_blocks(blocks, paper, depth + 1)}]
        case Callout(title=title, blocks=blocks):
            return [_strong_line(title, paper), *_set_blocks(blocks, paper, depth)]
        case Group(blocks=blocks):
            return _set_blocks(blocks, paper, depth)
        case Table():
            return [_table(block, paper)]
        case Chart(svg=svg, table=table):
            made = {"kind": "chart", "title": one_line(block.title), "alt": one_line(block.alt) or UNDESCRIBED}
            return [made | {"image": paper.svg(svg)}, *([_table(table, paper)] if table else [])]
        case Picture(image=image, alt=alt):
            return [{"kind": "picture", "alt": one_line(alt) or UNDESCRIBED, "image": paper.image(image)}]
        case Preformatted(text=text) if text.strip():
            return [{"kind": "preformatted", "text": text.expandtabs(4)}]
    return []


def _set_blocks(blocks: Iterable[Block], paper: Paper, depth: int) -> list[Json]:
    return [made for block in blocks for made in set_block(block, paper, depth)]


def _heading(heading: Heading, paper: Paper, depth: int) -> list[Json]:
    text, number = one_line(heading.text), heading.number
    if not text:
        text, number = number, ""
    if not text:
        return []
    if depth:  # a heading inside a list is no part of the paper's order
        return [_strong_line(f"{number} {text}".lstrip(), paper)]
    level, new_page = heading.level - 1, heading.appendix or heading.new_page
    made = {"kind": "heading", "text": text, "number": number, "level": level, "new_page": new_page}
    return [made | {"label": paper.headings.get(heading.anchor)}]


def _strong_line(text: str, paper: Paper) -> Json:
    return {"kind": "paragraph", "number": "", "runs": [_run(Run(text=text, strong=True), paper)]}


def _runs(runs: Runs, paper: Paper) -> list[Json]:
    return [_run(run, paper) for run in runs if run.text]


def _run(run: Run, paper: Paper) -> Json:
    made: Json = {"text": run.text} | {look: True for look in ("strong", "emphasis", "code") if getattr(run, look)}
    if run.sparkline:
        image = paper.svg(drawn(run.sparkline, INK))
        made = {"text": SPARKLINE, "image": image, "alt": one_line(run.text) or UNDESCRIBED}
    if spoken := one_line(run.spoken):
        made["spoken"] = spoken
    if address := _address(run.link or ""):
        made["link"] = address
    elif run.figure and (label := paper.labels.get(figure_anchor(run.figure))):
        made["target"] = label
    elif label := paper.headings.get(run.heading):
        made["heading"] = label
    # The template looks for words to break only where there are such: to look everywhere takes it as long again.
    return made | {"longest": max(map(len, settable(run.text).split()), default=0)}


def _address(link: str) -> str | None:
    """Return a link that a reader may follow, in ASCII as a PDF needs it; none for anything else.

    >>> _address("https://example.org/café"), _address("javascript:alert(1)")
    ('https://example.org/caf%C3%A9', None)
    """
    try:
        scheme = urlsplit(link).scheme
        address = quote(link, safe="!#$%&'()*+,/:;=?@[]~")
    except ValueError:
        return None
    return address if scheme in ("http", "https", "mailto") and len(address) <= LONGEST_LINK else None


def _table(table: Table, paper: Paper) -> Json:
    across = wide(table)
    extra = (Column(label="") for _ in range(across - len(table.columns)))
    columns = [_column(column, place, table.rows) for place, column in enumerate((*table.columns, *extra))]
    anchors = (*table.anchors, *("" for _ in table.rows))
    groups = {place: _runs(label, paper) for place, label in table.groups}
    rows = []
    for place, (row, anchor) in enumerate(zip(table.rows, anchors, strict=False)):
        cells = [_runs(cell, paper) for cell in row] + [[]] * (across - len(row))
        rows.append({"label": paper.unplaced.pop(anchor, None), "cells": cells, "group": groups.get(place, [])})
    return {
        "kind": "table",
        "caption": one_line(table.caption),
        "columns": columns,
        "rows": rows,
        "entries": table.entries,
        "body": max(len(rows) - table.totals, 0),
        "row_header": table.row_header,
        "note": table.note,
    }


def _column(column: Column, place: int, rows: tuple[tuple[Runs, ...], ...]) -> Json:
    """Return a column with what its width is found from: its widest word and line, the length of its longest text."""
    texts = ["".join(map(_measured, row[place])) for row in rows if place < len(row)]
    words = [word for text in (column.label, *texts) for word in text.split() if len(word) <= LONGEST_WORD]
    short = all(len(text) <= LONGEST_LINE for text in texts)
    return {
        "label": column.label,
        "align": column.align,
        "width": min(column.width, WIDEST_SHARE),
        "word": max(words, key=_breadth, default=""),
        "line": max(texts, key=_breadth, default="") if short else "",
        "length": max(map(len, (column.label, *texts))),
    }


def _measured(run: Run) -> str:
    return SPARKLINE if run.sparkline else run.text


def _breadth(text: str) -> float:
    return len(text) + sum(map(str.isupper, text)) / 3
