"""The chart of recommendations: how many were made, answered, accepted and carried out."""

from __future__ import annotations

from collections.abc import Mapping

from quarterbook.analysis.figures import Figure
from quarterbook.document.blocks import Chart, Column, Table
from quarterbook.document.charts.bars import bars
from quarterbook.document.tables import ILLUSTRATIVE, MARK, cell, cited

# Words and colour of each stage; blue, green, amber and red are told apart by pattern and by word as well.
_STAGES = {
    "answered": ("Answered", "#31688e"),
    "accepted": ("Accepted in full", "#2e7d4f"),
    "accepted-in-part": ("Accepted in part", "#c77700"),
    "rejected": ("Not accepted", "#b3261e"),
    "implemented": ("Carried out in full", "#2e7d4f"),
    "implemented-in-part": ("Carried out in part", "#c77700"),
    "not-implemented": ("Not carried out", "#b3261e"),
}
# Shown with nought too.
_ALWAYS = ("answered", "accepted", "implemented")
_MADE = ("Made", "#5f6368")
NOTE = f"{ILLUSTRATIVE} Illustrative, in whole or in part."


def recommendations(figures: Mapping[str, Figure], begin: str = "recommendations") -> Chart:
    """Return a bar a stage, with the number of recommendations and their share of all as its table."""
    counts = {name: figures[f"{begin}.{name}.count"] for name in _STAGES}
    shown = {name: one for name, one in counts.items() if one.value or name in _ALWAYS}
    shares = {name: figures[f"{begin}.{name}.percent"] for name in shown}
    total = figures[f"{begin}.count"]
    told = [
        total.display,
        *(
            f"{one.display} ({shares[name].display})" if shares[name].value is not None else one.display
            for name, one in shown.items()
        ),
    ]
    labels = [_MADE[0], *(_STAGES[name][0] for name in shown)]
    each = ", ".join(f"{label.lower()} {words}" for label, words in zip(labels, told, strict=True))
    made_up = bool(figures[f"{begin}.illustrative.count"].value)
    mark = MARK if made_up else ""
    return Chart(
        title=f"Recommendations: {_seen(total, counts['answered'], counts['implemented'])}",
        alt=f"Bar chart of recommendations by how far they are: {each}.",
        svg=bars(
            labels,
            [int(one.value or 0) for one in (total, *shown.values())],
            told,
            [_MADE[1], *(_STAGES[name][1] for name in shown)],
        ),
        table=Table(
            caption="How far recommendations are",
            columns=(
                Column(label="Stage", width=2),
                Column(label="Number", align="end"),
                Column(label="Share of all", align="end"),
            ),
            rows=(
                (cell(_MADE[0]), cited(total), ()),
                *((cell(f"{_STAGES[name][0]}{mark}"), cited(one), cited(shares[name])) for name, one in shown.items()),
            ),
            row_header=True,
            note=NOTE if made_up else "",
        ),
    )


def _seen(total: Figure, answered: Figure, done: Figure) -> str:
    if not total.value:
        return "none was made"
    if total.value == 1:
        what = "answered" if answered.value else "not answered yet"
        return f"the one made is {'carried out in full' if done.value else what}"
    some = answered.display if answered.value else "none"
    return f"{some} of {total.display} answered, {done.display if done.value else 'none'} carried out in full"
