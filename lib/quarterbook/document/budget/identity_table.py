"""The table of sums that must be equal, and whether they are."""

from __future__ import annotations

from collections.abc import Mapping

from quarterbook.analysis.budget.identities import kinds
from quarterbook.analysis.figures import Figure
from quarterbook.checks.identities import WORDS
from quarterbook.document.blocks import Column, Runs, Table
from quarterbook.document.budget.cells import in_unit, money
from quarterbook.document.tables import cell, cited
from quarterbook.money import Shown


def identities(figures: Mapping[str, Figure], shown: Shown) -> Table:
    """Return a row a kind of sum; the size of the largest break where some do."""
    rows = [_of(figures, kind) for kind in kinds(figures)]
    heads = [
        Column(label="What must be equal", width=4),
        Column(label="Sums checked", align="end"),
        Column(label="Result", width=1.4),
    ]
    breaks = any(row[-1] for row in rows)
    return Table(
        caption="Do the amounts add up?",
        columns=(*heads, *([in_unit("Largest break", shown)] if breaks else [])),
        rows=tuple(row if breaks else row[:-1] for row in rows),
        row_header=True,
    )


def _of(figures: Mapping[str, Figure], kind: str) -> tuple[Runs, ...]:
    begin = f"all.identity.{kind}"
    checked, broken = figures[f"{begin}.checked"], figures[f"{begin}.broken"]
    result: Runs = cell("✓\N{NO-BREAK SPACE}All agree" if checked.value != 1 else "✓\N{NO-BREAK SPACE}Agrees")
    if broken.value:
        verb = "does not agree" if broken.value == 1 else "do not agree"
        result = (*cell("✗\N{NO-BREAK SPACE}"), *cited(broken), *cell(f" {verb}"))
    return (
        cell(WORDS[kind]),
        cited(checked),
        result,
        money(figures, f"{begin}.difference"),
    )
