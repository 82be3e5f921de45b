"""Runs of text: made into paragraphs, found in blocks, changed in blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from quarterbook.document.blocks import (
    Block,
    Callout,
    Chart,
    Heading,
    Items,
    Lines,
    Paragraph,
    Picture,
    Preformatted,
    Run,
    Runs,
    Table,
)
from quarterbook.document.reading.plain import from_place

# What text from elsewhere is read into before it is paragraphs. None: a paragraph ends here.
Piece = Run | Block | None

BREAK = Run(text="\n")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)


def safe_link(address: object) -> str | None:
    """Return the address if a paper can link to it, else None: no scripts, no files, no relative addresses.

    >>> safe_link("https://example.gov.uk/"), safe_link("javascript:alert(1)")
    ('https://example.gov.uk/', None)
    """
    address = address.strip() if isinstance(address, str) else ""
    return address if _SAFE_LINK.fullmatch(address) else None


def tidy(runs: Iterable[Run]) -> Runs:
    """Return the runs without doubled, leading or trailing spaces, neighbours of one style joined.

    >>> [run.text for run in tidy([Run(text=" a "), Run(text=" b", strong=True), Run(text=" ")])]
    ['a ', 'b']
    """
    kept: list[Run] = []
    for run in runs:
        text = run.text.lstrip(" ") if not kept or kept[-1].text.endswith((" ", "\n")) else run.text
        if text.startswith("\n"):
            _trim_end(kept)
            text = text if kept else text.lstrip()
        if not text:
            continue
        if kept and kept[-1].model_copy(update={"text": run.text}) == run:
            kept[-1] = run.model_copy(update={"text": kept[-1].text + text})
        else:
            kept.append(run.model_copy(update={"text": text}))
    _trim_end(kept)
    return tuple(kept)


def _trim_end(runs: list[Run]) -> None:
    while runs:
        last = runs.pop()
        if text := last.text.rstrip():
            runs.append(last.model_copy(update={"text": text}))
            return


def paragraphs(pieces: Iterable[Piece], *, numbered: bool) -> tuple[Block, ...]:
    """Return the blocks among the pieces, and a paragraph of each stretch of runs between them."""
    blocks: list[Block] = []
    line: list[Run] = []
    for piece in (*pieces, None):
        if isinstance(piece, Run):
            line.append(piece)
            continue
        if runs := tidy(line):
            blocks.append(Paragraph(runs=runs, numbered=numbered))
        line = []
        if piece is not None:
            blocks.append(piece)
    return tuple(blocks)


def heading(pieces: Iterable[Piece], level: int) -> Iterator[Block]:
    """Return the heading that the pieces say, if they say anything, and the blocks (images) among them."""
    pieces = tuple(pieces)
    words = plain_text(Paragraph(runs=tuple(piece for piece in pieces if isinstance(piece, Run))))
    if words:
        yield Heading(text=words, level=max(2, level))
    yield from (piece for piece in pieces if piece is not None and not isinstance(piece, Run))


def cell_runs(pieces: Iterable[Piece]) -> Runs:
    """Return the pieces as one table cell, which holds runs only: a block gives its text, on a line of its own."""
    runs: list[Run] = []
    for piece in pieces:
        match piece:
            case Run():
                runs.append(piece)
            case None:
                runs.append(BREAK)
            case _:
                runs += [BREAK, Run(text=plain_text(piece)), BREAK]
    return tidy(runs)


def not_shown(what: str, place: str) -> Callout:
    """Return the note that stands where a paper cannot show something."""
    words = Run(text=f"This document cannot show {what}{from_place(place)}.")
    return Callout(title="Not shown", blocks=(Paragraph(runs=(words,), numbered=False),))


def items(entries: Sequence[tuple[Block, ...]], *, ordered: bool, start: int = 1) -> Iterator[Items]:
    """Return the list of these entries, if any says anything.

    `Items` counts from 1, so a list that counts from another number says its numbers as text.
    """
    if ordered and start != 1:
        ordered = False
        entries = [_prefixed(f"{number}. ", entry) for number, entry in enumerate(entries, start)]
    if kept := tuple(entry for entry in entries if entry):
        yield Items(items=kept, ordered=ordered)


def _prefixed(prefix: str, entry: tuple[Block, ...]) -> tuple[Block, ...]:
    if entry and isinstance(entry[0], Paragraph):
        first = entry[0].model_copy(update={"runs": (Run(text=prefix), *entry[0].runs)})
        return (first, *entry[1:])
    return (Paragraph(runs=(Run(text=prefix.strip()),), numbered=False), *entry)


def runs_in(block: Block) -> Iterator[Run]:
    """Every run of the block, in reading order, at any depth."""
    match block:
        case Paragraph():
            yield from block.runs
        case Lines():
            yield from (run for line in block.lines for run in line)
        case Table():
            yield from (run for row in rows_in(block) for cell in row for run in cell)
        case Chart() if block.table is not None:
            yield from runs_in(block.table)
        case Items():
            yield from (run for item in block.items for inner in item for run in runs_in(inner))
        case Callout():
            yield from (run for inner in block.blocks for run in runs_in(inner))


def rows_in(table: Table) -> Iterator[tuple[Runs, ...]]:
    """The rows of a table in reading order; the label of a group is a row of one cell."""
    labels = dict(table.groups)
    for place, row in enumerate(table.rows):
        if place in labels:
            yield (labels[place],)
        yield row


def with_runs(block: Block, change: Callable[[Run], Run]) -> Block:
    """Return the block with every run of it changed."""
    match block:
        case Paragraph():
            return block.model_copy(update={"runs": tuple(map(change, block.runs))})
        case Lines():
            return block.model_copy(update={"lines": tuple(tuple(map(change, line)) for line in block.lines)})
        case Table():
            rows = tuple(tuple(tuple(map(change, cell)) for cell in row) for row in block.rows)
            groups = tuple((place, tuple(map(change, label))) for place, label in block.groups)
            return block.model_copy(update={"rows": rows, "groups": groups})
        case Chart() if block.table is not None:
            return block.model_copy(update={"table": with_runs(block.table, change)})
        case Items():
            entries = tuple(tuple(with_runs(inner, change) for inner in item) for item in block.items)
            return block.model_copy(update={"items": entries})
        case Callout():
            return block.model_copy(update={"blocks": tuple(with_runs(inner, change) for inner in block.blocks)})
    return block


def plain_text(block: Block) -> str:
    """Return what the block says, on one line."""
    match block:
        case Heading() | Preformatted():
            words = block.text
        case Picture():
            words = f"Image not included: {block.alt}"
        case Chart():
            words = f"{block.title} {block.alt}"
        case Paragraph():
            words = "".join(run.text for run in block.runs)
        case Lines():
            words = " ".join("".join(run.text for run in line) for line in block.lines)
        case Table():
            cells = ("".join(run.text for run in cell) for row in rows_in(block) for cell in row)
            words = " ".join([*(column.label for column in block.columns), *cells])
        case Items():
            words = " ".join(plain_text(inner) for item in block.items for inner in item)
        case Callout():
            words = " ".join([block.title, *map(plain_text, block.blocks)])
        case _:
            words = ""
    return " ".join(words.split())
