"""Totals among the rows of a file: known by labels that the house file declares, and never added up with the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quarterbook.registers.columns import UNREADABLE, Column, Unreadable
from quarterbook.sources import cells

# What a label says of a row that only adds up others: a total, with whatever words; or one of these names, alone, first
# or last. 'All services for adults' may well be a service, so that one is not looked for at the beginning.
_BEGIN, _END = r"(?<![^\W\d_])", r"(?![^\W\d_])"
_NET = r"net[\W_]+(?:budgets?|expenditure)|grand[\W_]+sum"
_LOOKS_LIKE = re.compile(
    rf"{_BEGIN}(?:sub)?totals?{_END}"
    rf"|\A[\W\d_]*(?:{_NET}|sum[\W_]+of){_END}"
    rf"|{_BEGIN}(?:{_NET}|all[\W_]+services)[\W\d_]*\Z"
)


def is_total(
    row: tuple[cells.Cell, ...],
    columns: Iterable[tuple[int, Column]],
    labels: tuple[str, ...],
    declared: tuple[str, ...],
) -> bool:
    """Return whether a row is a total: in a column of `labels` it has one of the labels that are `declared`."""
    known = {cells.folded(label) for label in declared}
    return any(cells.folded(row[place]) in known for place, one in columns if one.field.name in labels)


def value(one: Column, cell: cells.Cell, labels: tuple[str, ...], key: tuple[str, ...]) -> object:
    """Return what a cell of a totals row says, else None: an amount, a label, or of which period or area it is.

    Raises `Unreadable`.
    """
    folded = cells.folded(cell)
    if folded in one.missing and folded not in one.words:
        return None
    if one.field.name in labels:
        return one.label(cell)
    return one.value(cell) if one.field.kind == "money" or one.field.name in key else None


def refuse_undeclared(one: Column, cell: cells.Cell, register: str) -> None:
    """Raise `Unreadable` where a label looks like that of a total which the house file does not declare."""
    label = cells.folded(one.words.get(cells.folded(cell), cell))
    if _LOOKS_LIKE.search(label):
        shown = cells.shown(cell)
        raise Unreadable(
            UNREADABLE,
            f"'{shown}' looks like a total, and would be added up with what it is the total of. If it is one, say so "
            f"in the house file (totals: {register}: [{shown}]); if not, give it another name there (values: "
            f"{one.field.name}).",
        )
