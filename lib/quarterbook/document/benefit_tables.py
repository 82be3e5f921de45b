"""Tables of what a programme brings: benefits by kind, other work, measures before and after, what a claim needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from quarterbook.analysis.figures import Figure
from quarterbook.analysis.outturn_figures import figure_id
from quarterbook.analysis.projects.benefits import WORDS, by_kind
from quarterbook.analysis.projects.claim import Claim
from quarterbook.analysis.projects.measures import series
from quarterbook.document.blocks import Column, Run, Runs, Table
from quarterbook.document.budget.cells import in_unit, money
from quarterbook.document.project_tables import MADE_UP
from quarterbook.document.scorecard import trend
from quarterbook.document.tables import cell, cited, illustrative, listing, marked, strung, text_of
from quarterbook.money import Shown
from quarterbook.registers.frames import rows

Figures = Mapping[str, Figure]
CLAIMED = "Amounts are those that the projects claim. They are not added up: each is over a time of its own."
TRAVELLED = {"improved": "▲\N{NO-BREAK SPACE}better", "declined": "▼\N{NO-BREAK SPACE}worse", "unchanged": "unchanged"}


def benefits(figures: Figures, projects: pd.DataFrame, shown: Shown) -> list[Table]:
    """Return a row a kind of benefit: how many projects, what they put in figures, and in their words; none of none."""
    listed = [
        (
            cell(WORDS[kind]),
            cited(figures[f"benefits.{kind}.count"]),
            cited(figures[f"benefits.{kind}.known.count"]),
            money(figures, f"benefits.{kind}"),
            cell("; ".join(marked(_said(row), row) for row in rows(mine))),
        )
        for kind, mine in by_kind(projects).items()
        if len(mine)
    ]
    heads = (
        Column(label="Kind", width=1.3),
        Column(label="Projects", align="end", width=0.9),
        Column(label="In figures", align="end", width=0.9),
        in_unit("Amount", shown),
        Column(label="What is claimed", width=4.5),
    )
    note = f"{CLAIMED} {MADE_UP}" if illustrative(projects) else CLAIMED
    table = Table(caption="Benefits by kind", columns=heads, rows=tuple(listed), row_header=True, note=note)
    return [table] if listed else []


def other_work(register: pd.DataFrame, shown: Shown) -> list[Table]:
    """Return a row a piece of other work: what came of it, of which kind, and how much; none of none."""
    listed = [
        (
            cell(marked(row.work, row)),
            cell(text_of(row.benefit)),
            cell(WORDS[row.benefit_kind] if isinstance(row.benefit_kind, str) else ""),
            cell(shown.bare(row.benefit_amount) if row.benefit_amount is not None else ""),
        )
        for row in rows(register)
    ]
    heads = (
        Column(label="Work", width=2),
        Column(label="What came of it", width=3.5),
        Column(label="Kind", width=1.3),
        in_unit("Amount", shown),
    )
    return listing("Other work of the team", heads, listed, MADE_UP if illustrative(register) else "")


def before_and_after(figures: Figures, assessed: pd.DataFrame) -> list[Table]:
    """Return a row a measure taken more than once: first, what followed, the change and a trend line; none of none."""
    repeated = [taken for taken in series(assessed).values() if len(taken) > 1]
    listed = tuple(
        (
            cell(_marked(taken)),
            _value(figures, taken[0]),
            strung([_value(figures, row) for row in taken[1:]], ", then "),
            _changed(figures, taken[0].reference),
            trend(assessed[assessed["reference"] == taken[0].reference]),
        )
        for taken in repeated
    )
    heads = (
        Column(label="Measure", width=2.4),
        Column(label="Before", width=1.5),
        Column(label="After", width=1.9),
        Column(label="Change", width=1.4),
        Column(label="Trend", width=1.2),
    )
    notes = [(taken, row) for taken in repeated for row in taken if text_of(row.note)]
    told = tuple((cell(taken[0].title), cell(str(row.period)), cell(row.note)) for taken, row in notes)
    said = (Column(label="Measure", width=2.4), Column(label="Period", width=1.4), Column(label="Note", width=4))
    return [
        *listing("Measures before and after", heads, listed, _noted(repeated)),
        *listing("Notes on these values", said, told),
    ]


def once(figures: Figures, assessed: pd.DataFrame) -> list[Table]:
    """Return a row a measure taken once; none of none."""
    single = [taken for taken in series(assessed).values() if len(taken) == 1]
    listed = tuple((cell(_marked(taken)), _value(figures, taken[0]), cell(text_of(taken[0].note))) for taken in single)
    heads = (
        Column(label="Measure", width=2.6),
        Column(label="Value", width=1.6),
        Column(label="Note", width=3.6),
    )
    return listing("Measures taken once", heads, listed, _noted(single))


def needs(figures: Figures, claim: Claim) -> Table:
    """Return what a claim needs, a line each with how it is worked out in words."""
    cost = figure_id(claim.cost.reference, claim.cost.period.slug, "actual")
    lines = {
        "claim.amount": ("Claimed", "as the project puts it"),
        cost: ("Cost of one placement a week", "latest value of the measure"),
        "claim.placement-weeks": ("Weeks of a single placement", "claimed ÷ cost a week"),
        "claim.weeks": ("Weeks of the claim", "years × weeks a year"),
        "claim.on-average": ("Fewer in placements, on average", "weeks of a single placement ÷ weeks of the claim"),
        "claim.least": ("Fewer throughout, at least", "the average, rounded up"),
        "claim.least.saves": ("What these save", "number × cost a week × weeks of the claim"),
        "claim.too-few.saves": ("What one less saves: too little", "(number − one) × cost a week × weeks of the claim"),
    }
    return Table(
        caption="What the claim needs",
        columns=(
            Column(label="Line", width=2.4),
            Column(label="How it is worked out", width=3.2),
            Column(label="Value", align="end", width=1.2),
        ),
        rows=tuple((cell(words), cell(how), cited(figures[name])) for name, (words, how) in lines.items()),
        row_header=True,
    )


def gives(figures: Figures, claim: Claim) -> list[Table]:
    """Return what each fall of the measure saves, a line each with how it is worked out; none of no fall."""
    lines = {
        "fewer": ("Fewer in placements", "first value − later value"),
        "a-week": ("Saved a week", "fewer × cost a week"),
        "a-year": ("Saved a year", "saved a week × weeks a year"),
        "in-full": ("Saved in all, from the first day", "saved a week × weeks of the claim"),
        "share": ("The claim, as a share of that", "claimed ÷ saved in all"),
        "evenly": ("Saved in all, if it falls evenly", "half of what is saved from the first day"),
        "weeks": ("How long the fall must last", "weeks of a single placement ÷ fewer, rounded up"),
        "support": (
            "What else each may cost a week, from the first day",
            "cost a week − claimed ÷ (fewer × weeks of the claim)",
        ),
    }
    falls = [row for row, _ in claim.fewer()]
    heads = [
        Column(label=f"{_shown(figures, claim.taken[0])} to {_shown(figures, row)}", align="end", width=1.4)
        for row in falls
    ]
    table = Table(
        caption="What the numbers save",
        columns=(Column(label="Line", width=2.2), Column(label="How it is worked out", width=2.6), *heads),
        rows=tuple(
            (cell(words), cell(how), *(cited(figures[f"claim.{row.period.slug}.{name}"]) for row in falls))
            for name, (words, how) in lines.items()
        ),
        row_header=True,
        note="Gross: what people need instead is not taken off.",
    )
    return [table] if falls else []


def _noted(measures: list[list[Any]]) -> str:
    return MADE_UP if any(row.provenance == "illustrative" for taken in measures for row in taken) else ""


def _marked(taken: list[Any]) -> str:
    made_up = next((row for row in taken if row.provenance == "illustrative"), taken[0])
    return marked(taken[0].title, made_up)


def _value(figures: Figures, row: Any) -> Runs:
    figure = figures[figure_id(row.reference, row.period.slug, "actual")]
    return (*cited(figure), Run(text=f" ({row.period})"))


def _shown(figures: Figures, row: Any) -> str:
    return figures[figure_id(row.reference, row.period.slug, "actual")].display


def _changed(figures: Figures, reference: str) -> Runs:
    change, travel = cited(figures[figure_id(reference, "change")]), figures.get(figure_id(reference, "travel"))
    if travel is None:
        return change
    return (*change, Run(text=", "), Run(text=TRAVELLED[str(travel.value)], figure=travel.id))


def _said(row: Any) -> str:
    """A project by its reference, and in its words what it claims."""
    return ": ".join(filter(None, [row.reference, text_of(row.benefit)]))
