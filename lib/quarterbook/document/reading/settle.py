"""Blocks as a notebook holds them, settled into blocks that a Document may hold.

A notebook is written by anyone. Its blocks are valid by their schema and no more: here groups are
opened, text is cleaned, tables made even, images and links judged.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

from quarterbook.document.blocks import (
    Block,
    Callout,
    Chart,
    Column,
    FigureSet,
    FindingSet,
    FrontMatter,
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
    Workings,
)
from quarterbook.document.reading import runs
from quarterbook.document.reading.grid import column_labels, unnamed
from quarterbook.document.reading.images import described, make_image, no_alt_text, not_included
from quarterbook.document.reading.plain import clean, one_line
from quarterbook.document.reading.svg import clean_svg

# Blocks that a writer never sets, or that stand in the paper itself only: they leave lists and call-outs.
_OUTER = (FrontMatter, FigureSet, FindingSet, Workings)
# Blocks nested deeper than this are refused: no paper needs them, and no writer's stack holds them.
_DEEPEST = 60


def scrub(data: Any, depth: int = 0) -> Any:
    r"""Return the JSON values with clean text; raises ValueError where they nest beyond all reason.

    >>> scrub({"kind": "preformatted", "text": "a\x00b"})
    {'kind': 'preformatted', 'text': 'ab'}
    """
    if depth > _DEEPEST:
        raise ValueError("nested too deep")
    match data:
        case str():
            return clean(data)
        case dict():
            return {clean(str(key)): scrub(value, depth + 1) for key, value in data.items()}
        case list() | tuple():
            return [scrub(value, depth + 1) for value in data]
    return data


def settle(block: Block, place: str) -> Iterator[Block]:
    """Return the block as a Document may hold it: none if it says nothing, several if it was a group."""
    match block:
        case Group():
            yield from (settled for inner in block.blocks for settled in settle(inner, place))
        case FrontMatter():
            yield block.model_copy(update={"title": one_line(block.title), "logo": block.logo and _image(block.logo)})
        case Heading():
            if text := one_line(block.text):
                yield block.model_copy(update={"text": text})
        case Paragraph() | Lines():
            if runs.plain_text(block):
                yield runs.with_runs(block, _linked)
        case Preformatted():
            if block.text.strip():
                yield block
        case Items():
            yield from _items(block, place)
        case Callout():
            inner, outer = _parted(block.blocks, place)
            if inner or block.title.strip():
                yield block.model_copy(update={"title": one_line(block.title), "blocks": inner})
            yield from outer
        case Table():
            if table := _table(block, place):
                yield table
        case Chart():
            yield from _chart(block, place)
        case Picture():
            image = _image(block.image)
            yield from described(image, block.alt, place) if image else (not_included(block.alt),)
        case _:
            yield block


def _parted(blocks: Iterable[Block], place: str) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the blocks that may stand in a list or call-out, and those that may not."""
    settled = [inner for block in blocks for inner in settle(block, place)]
    return (
        tuple(_inner(block) for block in settled if not isinstance(block, _OUTER)),
        tuple(block for block in settled if isinstance(block, _OUTER)),
    )


def _inner(block: Block) -> Block:
    """Return the block out of the paper's outline: a heading as a bold line, a paragraph without a number."""
    match block:
        case Heading():
            return Paragraph(runs=(Run(text=block.text, strong=True),), numbered=False)
        case Paragraph():
            return block.model_copy(update={"numbered": False, "number": ""})
    return block


def _items(block: Items, place: str) -> Iterator[Block]:
    parts = [_parted(item, place) for item in block.items]
    if kept := tuple(inner for inner, _ in parts if inner):
        yield block.model_copy(update={"items": kept})
    yield from (block for _, outer in parts for block in outer)


def _linked(run: Run) -> Run:
    return run if run.link is None else run.model_copy(update={"link": runs.safe_link(run.link)})


def _table(table: Table, place: str) -> Table | None:
    width = max([len(table.columns), *map(len, table.rows)])
    if not width:
        return None
    names = column_labels([column.label for column in table.columns], width, table.row_header)
    added = tuple(Column(label=name) for name in names[len(table.columns) :])
    rows = (tuple(tuple(map(_linked, cell)) for cell in row) for row in table.rows)
    return table.model_copy(
        update={
            "caption": one_line(table.caption) or unnamed(place),
            "columns": (*map(_column, table.columns), *added),
            "rows": tuple((*row, *((),) * (width - len(row))) for row in rows),
            "totals": max(0, min(table.totals, len(table.rows))),
            "groups": _groups(table),
            # Only the reader's own table of workings has rows that figures link to, and is read entry by entry.
            "anchors": (),
            "entries": False,
        }
    )


def _groups(table: Table) -> tuple[tuple[int, Runs], ...]:
    """Return the labels that say something, one before a row at most, in the order of the rows."""
    body = len(table.rows) - table.totals
    labels = {place: tuple(map(_linked, label)) for place, label in table.groups if 0 <= place < body}
    return tuple(
        (place, label) for place, label in sorted(labels.items()) if "".join(run.text for run in label).strip()
    )


def _column(column: Column) -> Column:
    return column if math.isfinite(column.width) else column.model_copy(update={"width": 1.0})


def _chart(chart: Chart, place: str) -> Iterator[Block]:
    table = _table(chart.table, place) if chart.table else None
    title, alt = one_line(chart.title), one_line(chart.alt)
    if svg := clean_svg(chart.svg):
        described_as = alt or title or f"Chart without a description, from {place}."
        yield chart.model_copy(update={"title": title, "svg": svg, "alt": described_as, "table": table})
        if not alt:
            yield FindingSet(findings=(no_alt_text("chart", place),))
        return
    yield Callout(title=title or "Not shown", blocks=(not_included(alt), table) if table else (not_included(alt),))


def _image(image: Image) -> Image | None:
    return make_image(image.media_type, image.base64)
