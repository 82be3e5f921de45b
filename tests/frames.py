"""Registers, rating schemes and figures in a line, for the tests of what is worked out from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from quarterbook.analysis import directorates, pace, ratings
from quarterbook.analysis.figures import Figure, SourceRows
from quarterbook.params.house_file import House, RatingScheme
from quarterbook.registers.actions import ACTIONS
from quarterbook.registers.activity import ACTIVITY
from quarterbook.registers.capital import CAPITAL
from quarterbook.registers.clinics import CLINICS
from quarterbook.registers.improvement_plan import IMPROVEMENT_PLAN
from quarterbook.registers.indicators import INDICATORS
from quarterbook.registers.offers import OFFERS
from quarterbook.registers.other_work import OTHER_WORK
from quarterbook.registers.outturns import OUTTURNS
from quarterbook.registers.people import PEOPLE
from quarterbook.registers.projects import PROJECTS
from quarterbook.registers.published_figures import PUBLISHED_FIGURES
from quarterbook.registers.questions import QUESTIONS
from quarterbook.registers.register import Register, frame
from quarterbook.registers.reserves import RESERVES
from quarterbook.registers.revenue import REVENUE
from quarterbook.registers.savings import SAVINGS
from quarterbook.registers.team import TEAM
from quarterbook.registers.tracker import TRACKER
from quarterbook.sources.source import RawTable

AS_AT = "2023-06-30"
SOURCE = "data/exampleshire/actions.csv"
HASH = "0" * 64
LEVELS = {
    "green": ("Green", "complete", "✓", "#2e7d4f"),
    "purple": ("Purple", "not yet due and on track", "▶", "#6a3d9a"),
    "amber": ("Amber", "late for reasons outside control", "▲", "#c77700"),
    "red": ("Red", "late or off track", "▼", "#b3261e"),
}


def scheme(rule: str = "computed", completed_late: str = "green", **changed: dict[str, str]) -> RatingScheme:
    """Rochdale's four ratings; a keyword changes a level, as in `green={"label": "Done"}`."""
    levels = {
        name: {"label": label, "meaning": clause.capitalize(), "clause": clause, "symbol": symbol, "colour": colour}
        for name, (label, clause, symbol, colour) in LEVELS.items()
    }
    for name, change in changed.items():
        levels[name] = levels[name] | change
    return RatingScheme.model_validate({"rule": rule, "completed_late": completed_late, "levels": levels})


COMPUTED, REPORTED = scheme(), scheme("reported")
HOUSE = House(council="Exampleshire Council", ratings=COMPUTED)
REPORTING = House(council="Exampleshire Council", ratings=REPORTED)
# In registers of money, a row called 'Total' is one.
WITH_TOTALS = ("savings", "revenue", "capital", "reserves")
TOTALLED = HOUSE.model_copy(update={"totals": dict.fromkeys(WITH_TOTALS, ("Total",))})


def plan(source: str = SOURCE, first_row: int = 2, **columns: object) -> pd.DataFrame:
    """An actions register as it is read: a row a value of the lists given, a single value in every row.

    What is not given is an action of Finance, half done, on its way to March 2024. None is a blank cell.
    """
    rows = max((len(cells) for cells in columns.values() if isinstance(cells, list)), default=1)
    ordinary = {
        "reference": [f"A-{number:02}" for number in range(1, rows + 1)],
        "title": [f"Action {number}" for number in range(1, rows + 1)],
        "directorate": "Finance",
        "due_date": "2024-03-31",
        "percent_complete": 50,
    }
    return _register(ACTIONS, source, first_row, ordinary | columns, rows)


def published(**columns: list[object]) -> pd.DataFrame:
    """A register of published figures: `id`, `published` and `where`."""
    return _register(PUBLISHED_FIGURES, "data/exampleshire/published.csv", 2, columns, len(columns["id"]))


def indicators_frame(*rows: dict[str, object], house: House = HOUSE) -> pd.DataFrame:
    """A register of indicators, a dict a row; each is a percentage and the higher the better, unless it says."""
    ordinary = {"title": "Title", "unit": "%", "polarity": "higher"}
    return _of_rows(INDICATORS, [ordinary | row for row in rows], house)


def outturns_frame(*rows: dict[str, object], house: House = HOUSE) -> pd.DataFrame:
    """A register of outturns, a dict a row, with the text of its cells; what is not given is blank."""
    return _of_rows(OUTTURNS, list(rows), house)


def clinics_frame(*rows: dict[str, object], house: House = HOUSE) -> pd.DataFrame:
    """A register of clinics, a dict a row; each was held, unless it says."""
    return _of_rows(CLINICS, [{"decision": "held"} | row for row in rows], house)


def savings_frame(*rows: dict[str, object], house: House = TOTALLED) -> pd.DataFrame:
    """A register of savings in pounds, a dict a row; each is of Adults, unless it says (None is a blank cell)."""
    return _of_rows(SAVINGS, [{"directorate": "Adults", "title": "Title"} | row for row in rows], house)


def revenue_frame(*rows: dict[str, object], house: House = TOTALLED) -> pd.DataFrame:
    """Revenue monitoring in pounds, a dict a service; each is of Adults and spends its budget, unless it says."""
    ordinary = [{"directorate": "Adults", "budget": 2_000_000} | row for row in rows]
    return _of_rows(REVENUE, [{"forecast": row["budget"]} | row for row in ordinary], house)


def capital_frame(*rows: dict[str, object], house: House = TOTALLED) -> pd.DataFrame:
    """Capital financing in pounds, a dict a row; each is a million of receipts, unless it says."""
    return _of_rows(CAPITAL, [{"source": "receipts", "planned": 1_000_000} | row for row in rows], house)


def reserves_frame(*rows: dict[str, object], house: House = TOTALLED) -> pd.DataFrame:
    """A register of reserves in pounds, a dict a year; each is a forecast of the general reserve, unless it says."""
    ordinary = {"reserve": "General reserve", "basis": "forecast"}
    return _of_rows(RESERVES, [ordinary | row for row in rows], house)


def questions_frame(*rows: dict[str, object], house: House = HOUSE) -> pd.DataFrame:
    """A register of questions, a dict a row, numbered 1, 2, 3, unless they say."""
    numbered = [{"number": number, "text": "Why?"} | row for number, row in enumerate(rows, start=1)]
    return _of_rows(QUESTIONS, numbered, house)


def activity_frame(*rows: dict[str, object], house: House = HOUSE) -> pd.DataFrame:
    """A register of scrutiny activity, a dict a row; each is a meeting of the Homes panel, unless it says."""
    ordinary = (
        {"panel": "Homes", "kind": "meeting", "subject": f"Item {number}"} for number in range(1, len(rows) + 1)
    )
    return _of_rows(ACTIVITY, [one | row for one, row in zip(ordinary, rows, strict=True)], house)


def tracker_frame(*rows: dict[str, object], house: House = HOUSE) -> pd.DataFrame:
    """A tracker of recommendations, a dict a row, R-1, R-2, R-3 of the Homes panel, unless they say."""
    numbered = [
        {"reference": f"R-{number}", "panel": "Homes", "recommendation": "Mend it."} | row
        for number, row in enumerate(rows, start=1)
    ]
    return _of_rows(TRACKER, numbered, house)


def offers_frame(*rows: dict[str, object], house: House = HOUSE) -> pd.DataFrame:
    """A register of offers in pounds, a dict a row, O-1, O-2 … of Bidder 1, Bidder 2 …, unless they say."""
    numbered = [
        {"reference": f"O-{number}", "bidder": f"Bidder {number}"} | row for number, row in enumerate(rows, start=1)
    ]
    return _of_rows(OFFERS, numbered, house)


def people_frame(*rows: dict[str, object], house: House = HOUSE) -> pd.DataFrame:
    """A register of people, a dict a row: ten tenants of one group, May 2023, unless it says."""
    ordinary = (
        {"measure": "Tenants", "period": "May 2023", "group": f"Group {number}"} for number, _ in enumerate(rows, 1)
    )
    return _of_rows(PEOPLE, [{**one, "count": 10, **row} for one, row in zip(ordinary, rows, strict=True)], house)


def improvement_frame(*rows: dict[str, object], house: House = HOUSE) -> pd.DataFrame:
    """A register of an improvement plan, a dict a row: each an action of its own, in order, unless it says."""
    ordinary = {"section": "Ambitions", "priority_area": "Area", "objective": "Objective", "target_date": "March 2024"}
    ordinary |= {"measure": "Measure", "owner": "Owner", "on_target": "on-target"}
    numbered = [
        {**ordinary, "reference": f"1.{number}", "action": f"Action {number}", **row}
        for number, row in enumerate(rows, start=1)
    ]
    return _of_rows(IMPROVEMENT_PLAN, numbered, house)


def projects_frame(*rows: dict[str, object], house: House = REPORTING) -> pd.DataFrame:
    """A register of projects, a dict a row, IP-1, IP-2 …; each is in delivery and green, unless it says."""
    numbered = [
        {"reference": f"IP-{number}", "title": f"Project {number}", "phase": "delivery", "status": "green"} | row
        for number, row in enumerate(rows, start=1)
    ]
    return _of_rows(PROJECTS, numbered, house)


def team_frame(*rows: dict[str, object], house: House = HOUSE) -> pd.DataFrame:
    """A register of a team, a dict a row; each is one full-time equivalent, unless it says."""
    return _of_rows(
        TEAM, [{"role": f"Role {number}", "fte": 1} | row for number, row in enumerate(rows, start=1)], house
    )


def other_work_frame(*rows: dict[str, object], house: House = HOUSE) -> pd.DataFrame:
    """A register of other work, a dict a row."""
    return _of_rows(OTHER_WORK, [{"work": f"Work {number}"} | row for number, row in enumerate(rows, start=1)], house)


def _of_rows(register: Register, rows: list[dict[str, Any]], house: House) -> pd.DataFrame:
    """A register read from a file in our own column names: those it must have, and those that some row gives."""
    given = {name for row in rows for name in row}
    assert given <= (known := {field.name for field in register.fields}), given - known
    header = tuple(field.name for field in register.fields if field.required or field.name in given)
    body = [
        (number, tuple("" if row.get(name) is None else str(row[name]) for name in header))
        for number, row in enumerate(rows, start=2)
    ]
    return frame(RawTable(f"data/exampleshire/{register.name}.csv", HASH, header, tuple(body)), register, house)


def _register(register: Register, source: str, first: int, columns: dict[str, Any], rows: int) -> pd.DataFrame:
    cells = [column if isinstance(column, list) else [column] * rows for column in columns.values()]
    body = [
        (number, tuple("" if cell is None else str(cell) for cell in row))
        for number, row in enumerate(zip(*cells, strict=True), start=first)
    ]
    return frame(RawTable(source, HASH, tuple(columns), tuple(body)), register, HOUSE)


def rated(as_at: str = AS_AT, by: RatingScheme = COMPUTED, **columns: object) -> pd.DataFrame:
    """A plan, rated and paced."""
    return pace.pace(ratings.rate(plan(**columns), as_at, by), as_at)


def by_id(figures: Iterable[Figure]) -> dict[str, Figure]:
    """Figures by their ids, each of which must stand once."""
    figures = tuple(figures)
    named = {figure.id: figure for figure in figures}
    assert len(named) == len(figures)
    return named


def figures_of(frame: pd.DataFrame, by: RatingScheme = COMPUTED, decimals: int = 0) -> dict[str, Figure]:
    """The rating figures of a whole plan, by id."""
    return by_id(ratings.figures(frame, by, directorates.named(frame), decimals))


def rows_of(lineage: tuple[SourceRows, ...]) -> set[tuple[str, int]]:
    """Rows as pairs of source and number."""
    return {(one.source, row) for one in lineage for row in one.rows}


def looked_at(figure: Figure, figures: dict[str, Figure]) -> set[tuple[str, int]]:
    """Every row that a figure's `of` names, followed through `from`."""
    return rows_of(figure.of).union(*(looked_at(figures[name], figures) for name in figure.from_))
