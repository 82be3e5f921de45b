"""The table of how each figure was worked out: a row for each figure that the paper cites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from quarterbook.analysis import ranges as row_numbers
from quarterbook.analysis.figures import Figure, SourceRows
from quarterbook.document.blocks import Block, Column, Paragraph, Run, Runs, Table
from quarterbook.document.document import PlacedFigure, figure_anchor
from quarterbook.document.reading.runs import runs_in
from quarterbook.rounding import NOT_SHOWN_SPOKEN

CAPTION = "How each figure was worked out"
# More ranges, or figures that one was worked out from, fill a page and tell a reader nothing; figures.json has all.
MOST_RANGES = 40
MOST_SOURCES = 3

_BEFORE = Column(label="Before rounding", align="end", width=1.3)
_COLUMNS = (
    Column(label="Figure", width=2.3),
    Column(label="Shown as", align="end", width=0.8),
    _BEFORE,
    Column(label="What it is", width=3.6),
    Column(label="Rows counted", width=2.2),
    Column(label="Cell"),
)


def workings(figures: Sequence[PlacedFigure]) -> tuple[Block, ...]:
    """Return the table of these figures, after a paragraph that names their sources by letter.

    Where there are none, a sentence says so.
    """
    if not figures:
        return (Paragraph(runs=(Run(text="This paper cites no figures."),), numbered=False),)
    ids = {placed.figure.id for placed in figures}
    looked_at: dict[str, set[int]] = {}
    for placed in figures:
        for rows in (*placed.figure.of, *placed.figure.rows):
            looked_at.setdefault(rows.source, set()).update(rows.rows)
    letters = {source: letter(place) for place, source in enumerate(looked_at)}
    named = [f"{letters[source]}: {source} ({_counted(len(rows))})." for source, rows in looked_at.items()]
    explained = ["Rows are the spreadsheet's own; its header is row 1.", *named] if named else []
    key = Paragraph(runs=(Run(text=" ".join(explained)),), numbered=False)
    cells = [_row(placed, ids, letters) for placed in figures]
    # Where rounding changed no figure, there is no column to say so.
    kept = [at for at, column in enumerate(_COLUMNS) if column is not _BEFORE or any(row[at] for row in cells)]
    table = Table(
        caption=CAPTION,
        columns=tuple(_COLUMNS[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in cells),
        row_header=True,
        anchors=tuple(figure_anchor(placed.figure.id) for placed in figures),
        entries=True,
    )
    return (key, table) if explained else (table,)


def letter(place: int) -> str:
    """Return the letter that stands for a source in the table.

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    return letter(place // 26 - 1) + letter(place % 26) if place >= 26 else chr(ord("A") + place)


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


def rows_in_words(rows: Sequence[SourceRows], letters: Mapping[str, str]) -> str:
    """Which rows were counted, source by source.

    >>> counted = SourceRows(source="data/x/actions.csv", sha256="", rows=(2, 3, 4, 5, 9))
    >>> rows_in_words([counted], {"data/x/actions.csv": "A"})
    'A 2–5, 9 (5 rows)'
    """
    counted = [(letters[one.source], one.rows) for one in rows if one.rows]
    return "; ".join(f"{name} {_listed(numbers)} ({_counted(len(numbers))})" for name, numbers in counted) or "none"


def ranges(rows: Iterable[int]) -> list[str]:
    """Return the row numbers in order, neighbours joined.

    >>> ranges([9, 2, 3, 4])
    ['2–4', '9']
    """
    return row_numbers.ranges(rows).replace("-", "–").split()


def _row(placed: PlacedFigure, ids: set[str], letters: Mapping[str, str]) -> tuple[Runs, ...]:
    figure = placed.figure
    return (
        (Run(text=figure.id, code=True),),
        (Run(text=figure.display, spoken=NOT_SHOWN_SPOKEN if figure.is_withheld else ""),),
        _before_rounding(figure),
        (Run(text=figure.definition), *_worked_out_from(figure, ids)),
        (Run(text=NOT_SHOWN_SPOKEN if figure.is_withheld else rows_in_words(figure.rows, letters)),),
        (Run(text=placed.cell, code=True),),
    )


def _before_rounding(figure: Figure) -> Runs:
    """What rounding changed; nothing where it changed nothing."""
    if figure.exact is None or figure.exact in (str(figure.value), figure.display.removesuffix(figure.unit)):
        return ()
    return (Run(text=figure.exact),)


def _worked_out_from(figure: Figure, ids: set[str]) -> Runs:
    if not figure.from_:
        return ()
    runs = [Run(text=". Worked out from " if figure.definition else "Worked out from ")]
    named = figure.from_ if len(figure.from_) <= MOST_SOURCES else figure.from_[: MOST_SOURCES - 1]
    more = len(figure.from_) - len(named)
    for at, source in enumerate(named):
        between = "" if at == 0 else " and " if at == len(named) - 1 and not more else ", "
        runs += [Run(text=between)] * bool(between)
        runs.append(Run(text=source, code=True, figure=source if source in ids else None))
    return (*runs, Run(text=f" and {more} more (all are in figures.json)." if more else "."))


def _listed(rows: Iterable[int]) -> str:
    said = ranges(rows)
    return ", ".join(said[:MOST_RANGES]) + (", … (the rest are in figures.json)" if len(said) > MOST_RANGES else "")


def _counted(rows: int) -> str:
    return f"{rows:,} row" if rows == 1 else f"{rows:,} rows"
