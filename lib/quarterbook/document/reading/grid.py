"""A grid of cells from elsewhere as a Table: every row as wide as its header, numbers to the right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from quarterbook.document.blocks import Column, Runs, Table
from quarterbook.document.reading.plain import from_place

Align = Literal["start", "end"]

_NUMBER = re.compile(
    r"[(\[]?[-+−±]?\s?[£$€]?[-+−]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?\s?(?:%|m|k|bn)?[)\]]?", re.IGNORECASE
)
# How pandas and people write that a number is missing, or (…) that rows are left out.
_NO_NUMBER = frozenset({"", "-", "–", "—", "nan", "none", "<na>", "nat", "n/a", "...", "…", "inf", "-inf"})


def unnamed(place: str) -> str:
    """Return the caption of a table that nobody gave one; none in a text, whose words lead to its tables."""
    return f"Table{from_place(place)}" if place else ""


def to_table(
    labels: Sequence[str],
    rows: Sequence[Sequence[Runs]],
    *,
    caption: str,
    aligns: Sequence[Align] = (),
    row_header: bool = False,
    totals: int = 0,
) -> Table:
    """Return the table of these rows. Columns without a label are named by their place, so that no header is empty."""
    width = max([len(labels), *map(len, rows)], default=0)
    filled = [tuple(row) + ((),) * (width - len(row)) for row in rows]
    return Table(
        caption=caption,
        columns=tuple(
            Column(label=label, align=_align(index, filled, aligns, row_header))
            for index, label in enumerate(column_labels(labels, width, row_header))
        ),
        rows=tuple(filled),
        row_header=row_header,
        totals=totals,
    )


def column_labels(labels: Sequence[str], width: int, row_header: bool) -> list[str]:
    """Return a label for each of `width` columns.

    >>> column_labels(["", "Rating"], 3, row_header=True)
    ['Row', 'Rating', 'Column 3']
    """
    given = [*labels, *[""] * (width - len(labels))]
    blank = ["Row" if index == 0 and row_header else f"Column {index + 1}" for index in range(width)]
    return [label.strip() or name for label, name in zip(given, blank, strict=True)]


def looks_numeric(text: str) -> bool:
    """Whether the text is a number as tables print them.

    >>> [looks_numeric(text) for text in ("1,200", "£15.9m", "(3.5%)", "2023-24", "Q1")]
    [True, True, True, False, False]
    """
    return _NUMBER.fullmatch(text.strip()) is not None


def _align(index: int, rows: Sequence[Sequence[Runs]], aligns: Sequence[Align], row_header: bool) -> Align:
    if index < len(aligns) and aligns[index] == "end":
        return "end"
    if index == 0 and row_header:
        return "start"
    texts = ["".join(run.text for run in row[index]).strip() for row in rows]
    said = [text for text in texts if text.lower() not in _NO_NUMBER]
    return "end" if said and all(map(looks_numeric, said)) else "start"
