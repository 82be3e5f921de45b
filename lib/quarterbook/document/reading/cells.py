"""The cells of a notebook as blocks: what is published of each, and what is kept for the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quarterbook.document.blocks import Block, FigureSet, FindingSet, Preformatted
from quarterbook.document.reading import markdown, outputs
from quarterbook.document.reading.outputs import text
from quarterbook.document.reading.plain import clean
from quarterbook.document.reading.settle import settle

Cell = Mapping[str, Any]

# `working` is ours: for the reviewer, in the notebook only. papermill gives the parameters' tags, nbconvert the others.
_NOT_PUBLISHED = frozenset({"working", "parameters", "injected-parameters", "remove-cell", "remove_cell"})
_NO_OUTPUT = frozenset({"remove-output", "remove_output"})


def read_cell(cell: Cell, place: str, *, without_title: bool = False) -> Iterator[Block]:
    """Yield the cell's blocks, settled; of a cell that is not published, its figures and findings only.

    `without_title` leaves out a markdown cell's first level-1 heading.
    """
    match cell.get("cell_type"):
        case "code" if is_published(cell) and not tags(cell) & _NO_OUTPUT:
            yield from outputs.blocks(_outputs(cell), place)
        case "code":
            yield from _record(cell, place)
        case "markdown" if is_published(cell):
            source = text(cell.get("source"))
            found = markdown.blocks(source, place, _attachments(cell), without_title=without_title)
            yield from (inner for block in found for inner in settle(block, place))
        case "raw" if is_published(cell):
            yield from (inner for block in _raw(cell, place) for inner in settle(block, place))


def is_published(cell: Cell) -> bool:
    """Whether readers of the paper see anything of the cell."""
    return not tags(cell) & _NOT_PUBLISHED


def title(cell: Cell) -> str:
    """Return what a published markdown cell's first level-1 heading says, or ""."""
    if cell.get("cell_type") != "markdown" or not is_published(cell):
        return ""
    return markdown.title(text(cell.get("source")))


def tags(cell: Cell) -> set[str]:
    """Return the cell's tags."""
    given = _metadata(cell).get("tags")
    return {tag for tag in given if isinstance(tag, str)} if isinstance(given, list | tuple) else set()


def _metadata(cell: Cell) -> Mapping[str, Any]:
    metadata = cell.get("metadata")
    return metadata if isinstance(metadata, Mapping) else {}


def _outputs(cell: Cell) -> Sequence[Mapping[str, Any]]:
    return [output for output in cell.get("outputs") or () if isinstance(output, Mapping)]


def _record(cell: Cell, place: str) -> Iterator[Block]:
    """Yield what stays on record though its cell is hidden: no tag makes a figure or a finding vanish."""
    for output in _outputs(cell):
        if (own := outputs.own_block(output)) is not None:
            yield from (block for block in settle(own, place) if isinstance(block, FigureSet | FindingSet))


def _attachments(cell: Cell) -> markdown.Attachments:
    given = cell.get("attachments")
    bundles = given.items() if isinstance(given, Mapping) else ()
    return {
        name: {media_type: text(data) for media_type, data in bundle.items()}
        for name, bundle in bundles
        if isinstance(bundle, Mapping)
    }


def _raw(cell: Cell, place: str) -> tuple[Block, ...]:
    source = text(cell.get("source"))
    # nbformat's own name is raw_mimetype; nbconvert and JupyterLab write format or mimetype as well.
    names = (_metadata(cell).get(name) for name in ("raw_mimetype", "format", "mimetype"))
    match next((name for name in names if isinstance(name, str) and name), ""):
        case "text/html":
            from quarterbook.document.reading import foreign

            return foreign.blocks(source, place)
        case "text/markdown":
            return markdown.blocks(source, place)
    return (Preformatted(text=clean(source).strip("\n")),)
