"""The questions of scrutiny to the executive: as a list in its letter, and as a table."""

from __future__ import annotations

from typing import Any

import pandas as pd

from quarterbook.analysis.budget.questions import with_points
from quarterbook.document.blocks import Block, Column, Items, Runs, Table
from quarterbook.document.letter import line
from quarterbook.document.tables import cell, filled, text_of

STATUSES = {"open": "Open", "part-answered": "Answered in part", "answered": "Answered"}


def asked(questions: pd.DataFrame) -> list[Block]:
    """Return the questions as a list, each with its points under it; none where none was asked."""
    items = tuple(
        (line(row.text), *([Items(items=tuple((line(point.text),) for point in points))] if points else []))
        for row, points in with_points(questions)
    )
    return [Items(items=items, ordered=True)] if items else []


def table(questions: pd.DataFrame) -> Table:
    """Return the questions with their theme, of whom each is asked, and what came back."""
    heads = (
        Column(label="No.", width=0.5),
        Column(label="Theme", width=1.6),
        Column(label="Question", width=6),
        Column(label="Asked of", width=2.4),
        Column(label="Status", width=0.8),
        Column(label="Answer", width=3),
    )
    rows = [_question(one) for row, points in with_points(questions) for one in (row, *points)]
    columns, told = filled(heads, rows)
    return Table(caption="Questions for the executive", columns=columns, rows=told, row_header=True)


def _question(row: Any) -> tuple[Runs, ...]:
    words = [cell(text_of(one)) for one in (row.theme, row.text, row.asked_of)]
    return (cell(row.number), *words, cell(STATUSES[text_of(row.status) or "open"]), cell(text_of(row.answer)))
