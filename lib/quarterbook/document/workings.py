"""The table of how each figure was worked out: a row for each figure that the paper cites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from quarterbook.analysis.figures import Figure, SourceRows
from quarterbook.document.blocks import Block, Column, Paragraph, Run, Runs, Table
from quarterbook.document.document import PlacedFigure, figure_anchor
from quarterbook.document.runs import runs_in

CAPTION = "How each figure was worked out"
# More ranges than this fill a page and tell a reader nothing; figures.json names every row.
MOST_RANGES = 40

_COLUMNS = (
    Column(label="Figure", width=2.4),
    Column(label="Shown as", align="end"),
    Column(label="Before rounding", align="end", width=1.4),
    Column(label="What it is", width=3),
    Column(label="Rows counted, and the notebook cell", width=3.2),
)


def workings(figures: Sequence[PlacedFigure]) -> Block:
    """Return the table of these figures; a sentence if there are none."""
    if not figures:
        return Paragraph(runs=(Run(text="This paper cites no figures."),), numbered=False)
    ids = {placed.figure.id for placed in figures}
    return Table(
        caption=CAPTION,
        columns=_COLUMNS,
        rows=tuple(_row(placed, ids) for placed in figures),
        row_header=True,
        anchors=tuple(figure_anchor(placed.figure.id) for placed in figures),
    )


def cited(blocks: Iterable[Block], figures: Mapping[str, PlacedFigure]) -> tuple[PlacedFigure, ...]:
    """Return the figures that the blocks cite, in order of first citation, then all that those were worked out from."""
    names = [run.figure for block in blocks for run in runs_in(block) if run.figure]
    order = dict.fromkeys(name for name in names if name in figures)
    waiting = list(order)
    for name in waiting:
        for source in figures[name].figure.from_:
            if source in figures and source not in order:
                order[source] = None
                waiting.append(source)
    return tuple(figures[name] for name in order)


def rows_in_words(rows: Sequence[SourceRows], of: Sequence[SourceRows]) -> str:
    """Which rows were counted, of how many, source by source.

    >>> rows = SourceRows(source="data/x/actions.csv", sha256="", rows=(2, 3, 4, 5, 9))
    >>> rows_in_words([rows], [rows.model_copy(update={"rows": tuple(range(2, 14))})])
    'data/x/actions.csv rows 2–5, 9 (5 of 12 rows)'
    """
    counted, looked_at = _by_source(rows), _by_source(of)
    parts = [_source_in_words(name, counted.get(name, set()), looked_at.get(name)) for name in counted | looked_at]
    return "; ".join(parts) or "no rows"


def ranges(rows: Iterable[int]) -> list[str]:
    """Return the row numbers in order, neighbours joined.

    >>> ranges([9, 2, 3, 4])
    ['2–4', '9']
    """
    runs = []
    for _, group in groupby(enumerate(sorted(set(rows))), key=lambda pair: pair[1] - pair[0]):
        numbers = [row for _, row in group]
        runs.append(f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else f"{numbers[0]}")
    return runs


def _row(placed: PlacedFigure, ids: set[str]) -> tuple[Runs, ...]:
    figure = placed.figure
    return (
        (Run(text=figure.id, code=True),),
        (Run(text=figure.display),),
        (Run(text=figure.exact if figure.exact is not None else "none"),),
        (Run(text=figure.definition), *_worked_out_from(figure, ids)),
        (
            Run(text=f"{rows_in_words(figure.rows, figure.of)}. Cell "),
            Run(text=placed.cell, code=True),
            Run(text="."),
        ),
    )


def _worked_out_from(figure: Figure, ids: set[str]) -> Runs:
    if not figure.from_:
        return ()
    runs = [Run(text=". Worked out from " if figure.definition else "Worked out from ")]
    for at, source in enumerate(figure.from_):
        between = "" if at == 0 else " and " if at == len(figure.from_) - 1 else ", "
        runs += [Run(text=between)] * bool(between)
        runs.append(Run(text=source, code=True, figure=source if source in ids else None))
    return (*runs, Run(text="."))


def _by_source(sources: Sequence[SourceRows]) -> dict[str, set[int]]:
    rows: dict[str, set[int]] = {}
    for source in sources:
        rows.setdefault(source.source, set()).update(source.rows)
    return rows


def _source_in_words(name: str, counted: set[int], looked_at: set[int] | None) -> str:
    total = f"of {len(looked_at)}" if looked_at is not None else ""
    if not counted:
        return f"{name} no rows ({total})" if total else f"{name} no rows"
    noun = "row" if len(looked_at or counted) == 1 else "rows"
    said = ranges(counted)
    shown = ", ".join(said[:MOST_RANGES])
    if len(said) > MOST_RANGES:
        shown += ", … (the rest are in figures.json)"
    count = " ".join(part for part in (f"{len(counted)}", total, noun) if part)
    return f"{name} {'row' if len(counted) == 1 else 'rows'} {shown} ({count})"
