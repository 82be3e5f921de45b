"""A table of HTML as a Table: spans filled in, header rows made one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from bs4 import Tag

from quarterbook.document.blocks import Runs, Table
from quarterbook.document.reading.grid import to_table

# The most columns one cell may span: the HTML standard's own limit.
_WIDEST_SPAN = 1000
# Past this many cells, spans are read as 1: a small file must not become a huge table.
_MOST_CELLS = 500_000


class _Cell(NamedTuple):
    runs: Runs
    header: bool
    down: int
    across: int

    @property
    def text(self) -> str:
        return " ".join("".join(run.text for run in self.runs).split())


_Row = list[_Cell]


def read_table(table: Tag, runs_of: Callable[[Tag], Runs], caption: str) -> Table | None:
    """Return the table, its cells read by `runs_of`; None if it has no cells. Its own caption wins over `caption`."""
    own = table.find("caption", recursive=False)
    head, body, foot = ([_cells(row, runs_of) for row in rows] for rows in _rows(table))
    head, body, foot = _expanded(head), _expanded(body), _expanded(foot)
    if not head:
        count = next((at for at, row in enumerate(body) if not all(cell.header for cell in row)), 0)
        head, body = body[:count], body[count:]
    width = max(map(len, [*head, *body, *foot]), default=0)
    if not width:
        return None
    rows = [*body, *foot]
    index_columns = {at for at in range(width) if rows and all(at < len(row) and row[at].header for row in rows)}
    return to_table(
        [_label([row[at].text for row in head if at < len(row)], at in index_columns) for at in range(width)],
        [[cell.runs for cell in row] for row in rows],
        caption=(" ".join(own.get_text().split()) if own else "") or caption,
        row_header=0 in index_columns,
        totals=len(foot),
    )


def _label(texts: list[str], index: bool) -> str:
    """One label of the header rows' texts. pandas writes an index's own name in the last of them."""
    said = list(dict.fromkeys(text for text in texts if text))
    return " / ".join(said[-1:] if index else said)


def _rows(table: Tag) -> tuple[list[Tag], list[Tag], list[Tag]]:
    """Return the table's own rows (not those of tables in its cells): header, body and footer."""
    own = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    parents = [row.parent.name if row.parent else "" for row in own]
    head = [row for row, parent in zip(own, parents, strict=True) if parent == "thead"]
    foot = [row for row, parent in zip(own, parents, strict=True) if parent == "tfoot"]
    body = [row for row, parent in zip(own, parents, strict=True) if parent not in ("thead", "tfoot")]
    return head, body, foot


def _cells(row: Tag, runs_of: Callable[[Tag], Runs]) -> _Row:
    return [
        _Cell(runs_of(cell), cell.name == "th", _span(cell, "rowspan"), min(_span(cell, "colspan"), _WIDEST_SPAN))
        for cell in row.find_all(["td", "th"], recursive=False)
    ]


def _span(cell: Tag, name: str) -> int:
    text = str(cell.get(name, "1")).strip()
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _expanded(rows: list[_Row]) -> list[_Row]:
    """Return the rows with every cell repeated over the places that it spans."""
    if sum(min(cell.down, len(rows)) * cell.across for row in rows for cell in row) > _MOST_CELLS:
        rows = [[cell._replace(down=1, across=1) for cell in row] for row in rows]
    grid: list[dict[int, _Cell]] = [{} for _ in rows]
    for number, row in enumerate(rows):
        at = 0
        for cell in row:
            while at in grid[number]:
                at += 1
            for below in grid[number : number + cell.down]:
                below.update({at + step: cell for step in range(cell.across) if at + step not in below})
            at += cell.across
    return [_filled(places) for places in grid]


def _filled(places: dict[int, _Cell]) -> _Row:
    blank = _Cell((), False, 1, 1)
    return [places.get(at, blank) for at in range(max(places, default=-1) + 1)]
