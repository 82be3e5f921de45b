"""The chart of indicators by status: how many met their target, came close, missed it, or have none."""

from __future__ import annotations

from collections.abc import Mapping

from quarterbook.analysis.figures import Figure
from quarterbook.document.blocks import Chart, Column, Table
from quarterbook.document.charts.bars import bars
from quarterbook.document.tables import cell, cited

# Symbol, word and colour of each status; the last is that of indicators without one.
STATUSES = {
    "met": ("✓ ", "Met", "#2e7d4f"),
    "close": ("≈ ", "Close", "#c77700"),
    "missed": ("✗ ", "Missed", "#b3261e"),
    "no-status": ("", "No status", "#5f6368"),
}


def statuses(figures: Mapping[str, Figure]) -> Chart:
    """Return a bar a status, with the number of indicators; a status within tolerance is left out where it has none."""
    counts = {name: figures[f"all.{name}.count"] for name in STATUSES}
    shown = {name: one for name, one in counts.items() if name != "close" or one.value}
    total, missed, told = figures["all.indicators.count"], counts["missed"], figures["all.compared.count"]
    labels = {name: "".join(STATUSES[name][:2]) for name in shown}
    each = ", ".join(f"{STATUSES[name][1]} {one.display}" for name, one in shown.items())
    how_many = missed.display if missed.value else "none"
    seen = f"{how_many} of {told.display} with a status missed" if told.value else "none has a status"
    of_which = "indicator by the status of its" if total.value == 1 else "indicators by the status of their"
    return Chart(
        title=f"Indicators against target: {seen}",
        alt=f"Bar chart of {total.display} {of_which} latest outturn: {each}.",
        svg=bars(
            [*labels.values()],
            [int(one.value or 0) for one in shown.values()],
            [one.display for one in shown.values()],
            [STATUSES[name][2] for name in shown],
        ),
        table=Table(
            caption="Indicators by status",
            columns=(Column(label="Status"), Column(label="Indicators", align="end")),
            rows=(
                *((cell(labels[name]), cited(one)) for name, one in shown.items()),
                (cell("All indicators"), cited(total)),
            ),
            row_header=True,
            totals=1,
        ),
    )
