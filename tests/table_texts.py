"""What a table says, cell by cell, for the tests of tables; no-break spaces are told as plain ones."""

from __future__ import annotations

from quarterbook.document.blocks import Runs, Table


def words(runs: Runs) -> str:
    """What a cell, or the label of a group, says."""
    return "".join(run.text for run in runs).replace("\N{NO-BREAK SPACE}", " ")


def texts(table: Table) -> list[tuple[str, ...]]:
    """The rows of a table, each of which must have a cell a column."""
    assert all(len(row) == len(table.columns) for row in table.rows)
    return [tuple(map(words, row)) for row in table.rows]


def heads(table: Table) -> list[str]:
    """The labels of a table's columns."""
    return [column.label.replace("\N{NO-BREAK SPACE}", " ") for column in table.columns]


def by_head(table: Table) -> list[dict[str, str]]:
    """The rows of a table, each cell's text by its column's label."""
    return [dict(zip(heads(table), row, strict=True)) for row in texts(table)]
