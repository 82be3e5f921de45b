"""The chart of a measure: what it was before a project, and what it has been since."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quarterbook.analysis.figures import Figure
from quarterbook.analysis.outturn_figures import figure_id
from quarterbook.analysis.projects.team import in_a_sentence
from quarterbook.document.blocks import Chart, Column, Table
from quarterbook.document.charts.bars import bars
from quarterbook.document.tables import cell, cited

# The first value, and those that followed.
BEFORE, AFTER = "#5f6368", "#1f5a8a"
# Two values are seen in a table as well as in a chart.
FEWEST = 3


def values(figures: Mapping[str, Figure], taken: list[Any]) -> list[Chart]:
    """Return a bar a value of a measure, oldest first; none where there are few, or any is below nought."""
    known = {row.period: figures[figure_id(row.reference, row.period.slug, "actual")] for row in taken}
    if len(known) < FEWEST or any((one.number or 0) < 0 for one in known.values()):
        return []
    told, title = [one.display for one in known.values()], taken[0].title
    when = [f"{one} in {period}" for period, one in zip(known, told, strict=True)]
    return [
        Chart(
            title=f"{title}: {when[0]}, {when[-1]}",
            alt=f"Bar chart of {len(known)} values of {in_a_sentence(title)}: {', then '.join(when)}.",
            svg=bars(
                [str(period) for period in known],
                [float(one.number or 0) for one in known.values()],
                told,
                [BEFORE, *[AFTER] * (len(known) - 1)],
            ),
            table=Table(
                caption=title,
                columns=(Column(label="Period"), Column(label="Value", align="end")),
                rows=tuple((cell(str(period)), cited(one)) for period, one in known.items()),
                row_header=True,
            ),
        )
    ]
