"""The chart of projects by phase."""

from __future__ import annotations

from collections.abc import Mapping

from quarterbook.analysis.figures import Figure
from quarterbook.document.blocks import Chart, Column, Table
from quarterbook.document.charts.bars import bars
from quarterbook.document.charts.by_rating import rounded
from quarterbook.document.tables import cell, cited
from quarterbook.registers.projects import IN_PHASE

# Word and colour of each phase.
PHASES = {
    "diagnostic": ("Diagnostic", "#6a3d9a"),
    "delivery": ("Delivery", "#1f5a8a"),
    "completed": ("Completed", "#2e7d4f"),
    "subsumed": ("Subsumed", "#5f6368"),
}


def phases(figures: Mapping[str, Figure]) -> Chart:
    """Return a bar a phase, with the number of projects and their share as its table."""
    counts = {name: figures[f"projects.{name}.count"] for name in PHASES}
    shares = {name: figures[f"projects.{name}.percent"] for name in PHASES}
    told = [_told(counts[name], shares[name]) for name in PHASES]
    total, most = figures["projects.total"], max(PHASES, key=lambda name: counts[name].value or 0)
    seen = f"{counts[most].display} of {total.display} {'is' if counts[most].value == 1 else 'are'} {IN_PHASE[most]}"
    if not total.value:
        seen = "there is none"
    elif total.value == 1:
        seen = f"the one project is {IN_PHASE[most]}"
    each = ", ".join(f"{PHASES[name][0]} {how_many}" for name, how_many in zip(PHASES, told, strict=True))
    noun = "project" if total.value == 1 else "projects"
    return Chart(
        title=f"Projects by phase: {seen}",
        alt=f"Bar chart of {total.display} {noun} by phase: {each}.",
        svg=bars(
            [word for word, _ in PHASES.values()],
            [int(one.value or 0) for one in counts.values()],
            told,
            [colour for _, colour in PHASES.values()],
        ),
        table=Table(
            caption="Projects by phase",
            columns=(Column(label="Phase"), Column(label="Projects", align="end"), Column(label="Share", align="end")),
            rows=(
                *((cell(PHASES[name][0]), cited(counts[name]), cited(shares[name])) for name in PHASES),
                (cell("All projects"), cited(total), ()),
            ),
            row_header=True,
            totals=1,
            note=rounded(shares.values()),
        ),
    )


def _told(number: Figure, percent: Figure) -> str:
    return number.display if percent.value is None else f"{number.display} ({percent.display})"
