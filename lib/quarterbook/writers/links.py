"""What text in a PDF may link to: rows and headings, each with a label of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quarterbook.document.blocks import Block, Callout, Chart, Group, Heading, Items, Table
from quarterbook.document.reading.runs import runs_in
from quarterbook.writers.glyphs import settable


def row_labels(blocks: Iterable[Block]) -> dict[str, str]:
    """Return a label for each row that a figure may link to, by the row's anchor."""
    rows = (pair for table in _tables(blocks) for pair in zip(table.anchors, table.rows, strict=False))
    anchors = dict.fromkeys(anchor for anchor, _ in rows if anchor)
    return {anchor: f"row-{place}" for place, anchor in enumerate(anchors)}


def heading_labels(blocks: Sequence[Block]) -> dict[str, str]:
    """Return a label for each heading that is set and that some text links to, by the heading's anchor.

    >>> from quarterbook.document.blocks import Paragraph, Run
    >>> heading = Heading(text="Roads", anchor="roads")
    >>> heading_labels([Paragraph(runs=(Run(text="See Roads", heading="roads"),)), heading])
    {'roads': 'heading-0'}
    """
    there = {one.anchor for one in blocks if isinstance(one, Heading) and (settable(one.text).split() or one.number)}
    linked = dict.fromkeys(run.heading for block in blocks for run in runs_in(block) if run.heading in there)
    return {anchor: f"heading-{place}" for place, anchor in enumerate(linked)}


def wide(table: Table) -> int:
    """Return how many columns a table needs."""
    return max(len(table.columns), *map(len, table.rows), 0)


def _tables(blocks: Iterable[Block]) -> Iterator[Table]:
    for block in blocks:
        match block:
            case Table() if wide(block):
                yield block
            case Chart(table=Table() as table):
                yield from _tables([table])
            case Callout(blocks=inside) | Group(blocks=inside):
                yield from _tables(inside)
            case Items(items=items):
                for item in items:
                    yield from _tables(item)
