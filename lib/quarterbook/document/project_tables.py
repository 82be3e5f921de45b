"""Tables of a programme: the team, what it costs, its projects by status and phase by phase, and what moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from quarterbook.analysis.budget.reserves import rolled
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.projects.movement import MOVEMENTS
from quarterbook.analysis.projects.portfolio import OPEN
from quarterbook.analysis.projects.team import in_a_sentence
from quarterbook.document.blocks import Column, Run, Runs, Table
from quarterbook.document.budget.cells import in_unit, money
from quarterbook.document.tables import (
    ILLUSTRATIVE,
    cell,
    cited,
    filled,
    illustrative,
    labelled,
    listing,
    marked,
    text_of,
)
from quarterbook.money import Shown
from quarterbook.params.house_file import UNRATED, RatingScheme
from quarterbook.registers.frames import rows
from quarterbook.registers.project_dates import dates, told
from quarterbook.registers.projects import COMPLETED, DELIVERY, DIAGNOSTIC, SUBSUMED
from quarterbook.slugs import slug

Figures = Mapping[str, Figure]
# What the paper calls each phase.
PHASES = {DIAGNOSTIC: "Diagnostic", DELIVERY: "Delivery", COMPLETED: "Completed", SUBSUMED: "Subsumed"}
MADE_UP = f"{ILLUSTRATIVE} Illustrative: made up."


def team(figures: Figures, register: pd.DataFrame) -> Table:
    """Return a row a role: what it is for and how many full-time equivalents it is, and the total."""
    listed = [(cell(marked(row.role, row)), cell(text_of(row.purpose)), _fte(row.fte)) for row in rows(register)]
    total = (cell("All roles"), (), cited(figures["team.fte"]))
    heads = (Column(label="Role", width=2), Column(label="What it is for", width=4), Column(label="FTE", align="end"))
    columns, kept = filled(heads, [*listed, total])
    note = _noted(register, "FTE: full-time equivalents.")
    return Table(caption="The team", columns=columns, rows=kept, row_header=True, totals=1, note=note)


def cost(figures: Figures, paying: pd.DataFrame, shown: Shown) -> list[Table]:
    """Return a row a year: what is drawn from the reserve that pays for the team, and what is left; none of nothing."""
    years = rolled(paying) if len(paying) else ()
    if not years:
        return []
    name = str(paying["reserve"].iloc[0])
    begin = slug(name)
    listed = [
        (
            cell(str(one.year)),
            cell(one.basis.capitalize()),
            money(figures, f"{begin}.{one.year.slug}.drawn"),
            money(figures, f"{begin}.{one.year.slug}.left"),
        )
        for one in years
    ]
    total = (cell("All years"), (), money(figures, f"{begin}.committed"), money(figures, f"{begin}.balance"))
    return [
        Table(
            caption=f"Cost by year, against the {in_a_sentence(name)}",
            columns=(
                Column(label="Year"),
                Column(label="Basis"),
                in_unit("Cost", shown),
                in_unit("Left in the reserve", shown),
            ),
            rows=(*listed, total),
            row_header=True,
            totals=1,
            note=_noted(paying, ""),
        )
    ]


def statuses(figures: Figures, scheme: RatingScheme) -> Table:
    """Return a row a phase under way: how many projects have each status."""
    places = {PHASES[DIAGNOSTIC]: DIAGNOSTIC, PHASES[DELIVERY]: DELIVERY, "All under way": OPEN}
    names = [name for name in scheme.names if name != UNRATED or figures[f"projects.{OPEN}.{name}.count"].value]
    return Table(
        caption="Status of the projects under way",
        columns=(
            Column(label="Phase", width=1.5),
            *(Column(label=labelled(name, scheme), align="end") for name in names),
            Column(label="Projects", align="end"),
        ),
        rows=tuple(
            (
                cell(words),
                *(cited(figures[f"projects.{place}.{name}.count"]) for name in names),
                cited(figures[f"projects.{place}.count"]),
            )
            for words, place in places.items()
        ),
        row_header=True,
        totals=1,
    )


def phase(projects: pd.DataFrame, name: str, scheme: RatingScheme, as_at: str) -> list[Table]:
    """Return the projects of a phase, with what a paper of a day tells of it; no table where there are none."""
    day = date.fromisoformat(as_at)
    mine = projects[projects["phase"] == name]
    cells = {label: _CELLS[label] for label in _COLUMNS[name]}
    heads = [_HEADS.get(label, Column(label=label, width=3)) for label in ("Project", *cells)]
    listed = [
        (cell(marked(f"{row.reference}: {row.title}", row)), *(make(row, scheme, day) for make in cells.values()))
        for row in rows(mine)
    ]
    return listing(f"Projects {_CAPTIONS[name]}", heads, listed, _noted(mine, ""))


def movements(figures: Figures, moved: pd.DataFrame, kinds: list[str], quarter: str) -> list[Table]:
    """Return a row a movement that some project made: how many, and which; no table where none has moved."""
    listed = tuple(
        (
            cell(MOVEMENTS[kind]),
            cited(figures[f"projects.moved.{kind}.count"]),
            cell(", ".join(moved.loc[moved[kind].astype(bool), "reference"])),
        )
        for kind in kinds
    )
    heads = (
        Column(label="Movement", width=2.6),
        Column(label="Projects", align="end", width=0.9),
        Column(label="Which", width=3),
    )
    table = Table(caption=f"Movement since {quarter}", columns=heads, rows=listed, row_header=True)
    return [table] if listed else []


def made(moved: pd.DataFrame) -> list[str]:
    """Return the movements that some project made, in their order."""
    return [kind for kind in MOVEMENTS if moved[kind].astype(bool).any()]


def due(row: Any, day: date) -> str:
    """Return when a project is due, when it was at first, and when it was delivered, or is to be, as of a day.

    The officers' own words stand where they say more than its dates.

    >>> from types import SimpleNamespace as Row
    >>> from quarterbook.when import When
    >>> late = Row(due_date=When.parse("Was Sept 23. Delivered Oct 23"), revised_date=None, delivered_date=None)
    >>> due(late, date(2023, 11, 21)), due(late, date(2023, 9, 30))
    ('September 2023; delivered October 2023', 'September 2023; delivery expected October 2023')
    >>> moved = Row(due_date=When.parse("July 23"), revised_date=When.parse("Nov 23"), delivered_date=None)
    >>> reviewed = Row(due_date=When.parse("To be reviewed 31 Mar 24"), revised_date=None, delivered_date=None)
    >>> due(moved, date(2023, 9, 30)), due(reviewed, date(2023, 9, 30))
    ('November 2023 (first July 2023)', 'To be reviewed 31 Mar 24')
    """
    known, written = dates(row), row.revised_date or row.due_date
    if written is not None and (written.left or not (known.due or known.delivered) or known.open):
        return str(written)
    when = f" {told(known.delivered)}" if known.delivered else ""
    delivered = f"delivered{when}" if known.is_done(day) else f"delivery expected{when}" if known.done else ""
    first = f" (first {told(known.original)})" if known.original else ""
    return "; ".join(filter(None, [f"{told(known.due)}{first}", delivered]))


def _status(row: Any, scheme: RatingScheme) -> Runs:
    note = f" ({row.status_note})" if isinstance(row.status_note, str) else ""
    if pd.isna(row.status):
        return cell(f"{labelled(UNRATED, scheme)}{note}" if note else "")
    symbol, label = labelled(row.status, scheme).split(" ", 1)
    return (Run(text=f"{symbol}\N{NO-BREAK SPACE}{label}", strong=True), *cell(note))


_CELLS: dict[str, Callable[[Any, RatingScheme, date], Runs]] = {
    "What it is for": lambda row, scheme, day: cell(text_of(row.outcome)),
    "Update": lambda row, scheme, day: cell(text_of(row.update)),
    "Still to do": lambda row, scheme, day: cell(text_of(row.update)),
    "What became of it": lambda row, scheme, day: cell(text_of(row.update)),
    "Due": lambda row, scheme, day: cell(due(row, day)),
    "Planned impact": lambda row, scheme, day: cell(text_of(row.impact)),
    "What it changed": lambda row, scheme, day: cell(text_of(row.impact)),
    "Status": lambda row, scheme, day: _status(row, scheme),
}
_COLUMNS = {
    DIAGNOSTIC: ("What it is for", "Update", "Due", "Status"),
    DELIVERY: ("What it is for", "Update", "Due", "Planned impact", "Status"),
    COMPLETED: ("What it is for", "What it changed", "Still to do", "Status"),
    SUBSUMED: ("What became of it", "Status"),
}
_CAPTIONS = {
    DIAGNOSTIC: "in the diagnostic phase",
    DELIVERY: "in the delivery phase",
    COMPLETED: "completed",
    SUBSUMED: "subsumed",
}
_HEADS = {
    "Project": Column(label="Project", width=2.1),
    "Due": Column(label="Due", width=1.7),
    "Status": Column(label="Status", width=1.5),
}


def _noted(register: pd.DataFrame, note: str) -> str:
    made_up = MADE_UP if illustrative(register) else ""
    return " ".join(filter(None, [note, made_up]))


def _fte(value: Any) -> Runs:
    return cell(f"{value.normalize():f}") if value is not None else ()
