"""A Document as the plain data that the PDF's template sets, and the pictures it holds."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Iterator
from itertools import groupby, zip_longest
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from quarterbook.document.blocks import (
    Block,
    Callout,
    Chart,
    Column,
    FrontMatter,
    Group,
    Heading,
    Image,
    Items,
    Paragraph,
    Picture,
    Preformatted,
    Run,
    Runs,
    Table,
)
from quarterbook.document.dates import in_words
from quarterbook.document.document import Document, figure_anchor
from quarterbook.writers.glyphs import settable

# Blocks nested deeper are set at this depth: a page is no wider, and Typst lays out 72 levels at most.
DEEPEST = 6

# A longer word (an address, a hash) may break anywhere, so that no column need hold it.
LONGEST_WORD = 20

LONGEST_RUNNING_TITLE = 75
LONGEST_LINK = 2000
UNDESCRIBED = "Image without a description."

Json = dict[str, Any]


class StoredPicture(NamedTuple):
    """A picture's bytes, and their format in Typst's words."""

    format: str
    data: bytes


class _Arrangement:
    """What is gathered on the way through the blocks: pictures by name, rows of tables that figures link to."""

    def __init__(self, document: Document) -> None:
        self.pictures: dict[str, StoredPicture] = {}
        self.labels = _labels(document.blocks)
        self.unplaced = dict(self.labels)

    def image(self, image: Image) -> Json:
        form = image.media_type.removeprefix("image/").removesuffix("+xml").replace("jpeg", "jpg")
        return self.picture(form, b64decode(image.base64))

    def picture(self, form: str, data: bytes) -> Json:
        name = f"picture-{len(self.pictures)}"
        if form == "svg":
            data = settable(data.decode(errors="replace")).encode()
        self.pictures[name] = StoredPicture(form, data)
        return {"name": name, "format": form}


def arrange(document: Document) -> tuple[Json, dict[str, StoredPicture]]:
    """Return what `paper.typ` sets, as JSON values, and the pictures that it names."""
    arrangement = _Arrangement(document)
    data: Json = _settable(
        {
            "front": _front(document.front, arrangement),
            "contents": len(document.contents) > 1,
            "sections": _sections(document.blocks, arrangement),
        }
    )
    return data, arrangement.pictures


def _settable(value: Any) -> Any:
    match value:
        case str():
            return settable(value)
        case dict():
            return {key: _settable(part) for key, part in value.items()}
        case list() | tuple():
            return [_settable(part) for part in value]
    return value


def _front(front: FrontMatter, arrangement: _Arrangement) -> Json:
    title = _one_line(front.title) or front.council or "Untitled paper"
    position = [front.quarter, front.as_at and f"Position at {in_words(front.as_at)}"]
    return {
        "title": title,
        "running_title": _shortened(title),
        "council": front.council,
        "position": " · ".join(filter(None, position)),
        "fields": front.fields,
        "classification": front.classification,
        "logo": front.logo and arrangement.image(front.logo),
    }


def _one_line(text: str) -> str:
    return " ".join(settable(text).split())


def _shortened(title: str) -> str:
    if len(title) <= LONGEST_RUNNING_TITLE:
        return title
    return title[:LONGEST_RUNNING_TITLE].rsplit(" ", 1)[0].rstrip(" ,:;-–") + "…"


def _sections(blocks: Iterable[Block], arrangement: _Arrangement) -> list[Json]:
    """Part the blocks where the page turns. Each block tells whether it stands beside paragraph numbers."""
    turned, level, parts = False, 1, []
    for chapter in _chapters(blocks):
        beside = any(isinstance(block, Heading | Paragraph) and block.number for block in chapter)
        for block in chapter:
            if isinstance(block, Heading):
                turned = block.landscape or (turned and block.level > 2)
                level = min(block.level, level + 1)
                block = block.model_copy(update={"level": level})
            parts += [(turned, made | {"beside": beside}) for made in _block(block, arrangement)]
    sections: list[Json] = [
        {"landscape": landscape, "blocks": [made for _, made in group]}
        for landscape, group in groupby(parts, key=lambda part: part[0])
    ]
    for place, section in enumerate(sections):
        if place or section["landscape"]:  # the page turns here, and a break as well would leave one blank
            section["blocks"][0]["new_page"] = False
    return sections


def _chapters(blocks: Iterable[Block]) -> list[list[Block]]:
    chapters: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            chapters.append([])
        chapters[-1].append(block)
    return chapters


def _blocks(blocks: Iterable[Block], arrangement: _Arrangement, depth: int) -> list[Json]:
    return [made for block in blocks for made in _block(block, arrangement, depth)]


def _block(block: Block, arrangement: _Arrangement, depth: int = 0) -> list[Json]:
    """Return what is set for a block: most often one thing, nothing for what no writer sets."""
    match block:
        case Heading():
            return _heading(block, depth)
        case Paragraph(runs=runs, number=number):
            return [{"kind": "paragraph", "number": number, "runs": _runs(runs, arrangement)}]
        case Items(items=items) if depth < DEEPEST:
            set_items = [_blocks(item, arrangement, depth + 1) for item in items]
            return [{"kind": "items", "ordered": block.ordered, "items": set_items}]
        case Items(items=items):
            return [made for item in items for made in _blocks(item, arrangement, depth)]
        case Callout(blocks=blocks) if depth < DEEPEST:
            inside = _blocks(blocks, arrangement, depth + 1)
            return [{"kind": "callout", "tone": block.tone, "title": block.title, "blocks": inside}]
        case Callout(title=title, blocks=blocks):
            return [_strong_line(title), *_blocks(blocks, arrangement, depth)]
        case Group(blocks=blocks):
            return _blocks(blocks, arrangement, depth)
        case Table():
            return [_table(block, arrangement)]
        case Chart(table=table):
            image = arrangement.picture("svg", block.svg.encode())
            chart = {"kind": "chart", "title": block.title, "alt": _one_line(block.alt) or UNDESCRIBED, "image": image}
            return [chart, *([_table(table, arrangement)] if table else [])]
        case Picture(image=image, alt=alt):
            return [{"kind": "picture", "alt": _one_line(alt) or UNDESCRIBED, "image": arrangement.image(image)}]
        case Preformatted(text=text):
            return [{"kind": "preformatted", "text": text}]
    return []


def _heading(heading: Heading, depth: int) -> list[Json]:
    text, number = _one_line(heading.text), heading.number
    if not text:
        text, number = number, ""
    if not text:
        return []
    if depth:  # a heading inside a list is no part of the paper's order
        return [_strong_line(f"{number} {text}".lstrip())]
    level, new_page = heading.level - 1, heading.appendix
    return [{"kind": "heading", "text": text, "number": number, "level": level, "new_page": new_page}]


def _strong_line(text: str) -> Json:
    return {"kind": "paragraph", "number": "", "runs": [Run(text=text, strong=True).model_dump()]}


def _runs(runs: Runs, arrangement: _Arrangement) -> list[Json]:
    return [_run(run, arrangement) for run in runs if run.text]


def _run(run: Run, arrangement: _Arrangement) -> Json:
    return {
        "text": run.text,
        "strong": run.strong,
        "emphasis": run.emphasis,
        "code": run.code,
        "link": _address(run.link or ""),
        "target": arrangement.labels.get(figure_anchor(run.figure)) if run.figure else None,
    }


def _address(link: str) -> str | None:
    """Return a link that a reader may follow, in ASCII as a PDF needs it; none for anything else.

    >>> _address("https://example.org/café"), _address("javascript:alert(1)")
    ('https://example.org/caf%C3%A9', None)
    """
    try:
        scheme = urlsplit(link).scheme
    except ValueError:
        return None
    address = quote(link, safe="!#$%&'()*+,/:;=?@[]~")
    return address if scheme in ("http", "https", "mailto") and len(address) <= LONGEST_LINK else None


def _table(table: Table, arrangement: _Arrangement) -> Json:
    wide = _wide(table)
    extra = (Column(label="") for _ in range(wide - len(table.columns)))
    columns = [_column(column, place, table.rows) for place, column in enumerate((*table.columns, *extra))]
    rows = []
    for row, anchor in zip_longest(table.rows, table.anchors[: len(table.rows)], fillvalue=""):
        cells = [_runs(cell, arrangement) for cell in row] + [[]] * (wide - len(row))
        rows.append({"label": arrangement.unplaced.pop(anchor, None), "cells": cells})
    return {
        "kind": "table",
        "caption": _one_line(table.caption),
        "columns": columns,
        "rows": rows,
        "body": max(len(rows) - table.totals, 0),
        "row_header": table.row_header,
        "note": table.note,
    }


def _column(column: Column, place: int, rows: tuple[tuple[Runs, ...], ...]) -> Json:
    """Return a column with its longest word and the length of its longest text, from which its width is found."""
    texts = [column.label, *("".join(run.text for run in row[place]) for row in rows if place < len(row))]
    words = (word for text in texts for word in text.split() if len(word) <= LONGEST_WORD)
    return {
        "label": column.label,
        "align": column.align,
        "width": column.width,
        "word": max(words, key=lambda word: len(word) + sum(map(str.isupper, word)) / 3, default=""),
        "length": max(map(len, texts)),
    }


def _wide(table: Table) -> int:
    return max(len(table.columns), *map(len, table.rows), 0)


def _labels(blocks: Iterable[Block]) -> dict[str, str]:
    """Return a label for each row that a figure may link to, by the row's anchor."""
    rows = (pair for table in _tables(blocks) for pair in zip(table.anchors, table.rows, strict=False))
    anchors = dict.fromkeys(anchor for anchor, _ in rows if anchor)
    return {anchor: f"row-{place}" for place, anchor in enumerate(anchors)}


def _tables(blocks: Iterable[Block]) -> Iterator[Table]:
    for block in blocks:
        match block:
            case Table() if _wide(block):
                yield block
            case Chart(table=Table() as table):
                yield from _tables([table])
            case Callout(blocks=inside) | Group(blocks=inside):
                yield from _tables(inside)
            case Items(items=items):
                for item in items:
                    yield from _tables(item)
