"""The sample data of Tameside give the figures of its improvement paper, and each knows the rows that can change it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from backtest import Sample, stored
from frames import by_id, looked_at
from quarterbook import checks
from quarterbook.analysis.figures import Figure
from quarterbook.params import notebook_parameters
from quarterbook.running.checking import of_budget, of_projects
from quarterbook.when import When

ROOT = Path(__file__).parents[2]
FILES = {
    "projects": "projects-2023-24-q2",
    "previous_projects": "projects-2023-24-q1",
    "team": "team-2023-24-q2",
    "indicators": "indicators-2023-24-q2",
    "outturns": "outturns-2023-24-q2",
    "reserves": "reserves-2023-24-m5",
    "other_work": "other-work-2023-24-q2",
    "published_figures": "published-improvement-2023-24-q2",
}
PARAMETERS: dict[str, Any] = {
    "quarter": "2023-24 Q2",
    "as_at": "2023-11-21",
    "area": "",
    "reserve": "Improvement reserve",
    "claim": "IP-16",
    "claim_measure": "care-leavers-semi-independent",
    "claim_cost": "semi-independent-weekly-cost",
    "claim_years": 2,
    "weeks_a_year": 52,
}
# Counted or worked out from the rows by hand, from the paper's tables and paragraphs.
BY_HAND = {
    "projects.total": "19",
    "projects.diagnostic.count": "4",
    "projects.delivery.count": "7",
    "projects.completed.count": "5",
    "projects.subsumed.count": "3",
    "projects.under-way.green.count": "7",
    "projects.under-way.amber.count": "4",
    "projects.on-hold.count": "3",
    "projects.overdue.count": "0",
    "projects.moved.new.count": "1",
    "projects.moved.completed.count": "3",
    "projects.moved.subsumed.count": "3",
    "projects.moved.better.count": "3",
    "projects.moved.worse.count": "4",
    "projects.moved.later.count": "3",
    "team.roles.count": "5",
    "team.fte": "6.5",
    "benefits.grant": "£0.012m",
    "benefits.saving": "£1.800m",
    "benefits.unknown.count": "2",
    "other-work.grant": "£1.300m",
    "improvement-reserve.approved": "£5.000m",
    "improvement-reserve.drawn": "£0.300m",
    "improvement-reserve.committed": "£1.108m",
    "improvement-reserve.balance": "£3.892m",
    "improvement-reserve.2023-24.drawn": "£0.388m",
    "improvement-reserve.2023-24.left": "£4.312m",
    "ehcp-20-weeks.december-2021.actual": "32%",
    "ehcp-20-weeks.april-2023.actual": "60.3%",
    "ehcp-20-weeks.change": "+28.3 points",
    "care-leavers-semi-independent.october-2022.actual": "56 people",
    "care-leavers-semi-independent.june-2023.actual": "20 people",
    "care-leavers-semi-independent.november-2023.actual": "11 people",
    "care-leavers-semi-independent.change": "−45 people",
    "claim.amount": "£1,800,000",
    "claim.placement-weeks": "1,687",
    "claim.least": "17 people",
    "claim.june-2023.weeks": "47 weeks",
    "claim.november-2023.weeks": "38 weeks",
}
SAMPLE = Sample("tameside", FILES, PARAMETERS, of_projects.found)


@pytest.mark.parametrize("name", BY_HAND)
def test_a_figure_comes_out_of_the_rows_as_by_hand(name: str) -> None:
    assert SAMPLE.figures[name].display == BY_HAND[name]


def test_the_paper_prints_two_figures_that_its_own_tables_do_not_bear_out() -> None:
    exact = {name: one.number for name, one in SAMPLE.figures.items()}
    told = [one.message for one in checks.f01_published_differs(SAMPLE.frames["published_figures"], exact)]
    assert told == [
        "The paper printed 18 for projects.total (paragraph 2.5); the rows give 19.",
        "The paper printed 6 for projects.delivery.count (paragraph 2.5); the rows give 7.",
    ]


def test_the_rules_find_what_the_paper_leaves_open() -> None:
    found = [(one.code, one.row) for one in SAMPLE.findings]
    assert found == [("P34", 10), ("P35", 6), ("P35", 9), ("P42", 12), ("P44", 10), ("P44", 14)]


def test_the_sample_fits_its_parameters() -> None:
    assert of_projects.unfit(SAMPLE.frames, PARAMETERS) == {}


def test_figures_of_the_reserves_are_the_budget_papers_in_every_field() -> None:
    names = {"revenue": "revenue-2023-24-m5", "reserves": "reserves-2023-24-m5"}
    read = {name: SAMPLE.read(name, file) for name, file in names.items()}
    budget = by_id(of_budget.found(read, {"quarter": "2023-24 Q2", "as_at": "2023-08-31"}, SAMPLE.house)[0])
    reserves = [name for name in budget if name.startswith(("improvement-reserve.", "reserves."))]
    assert len(reserves) > 12
    assert [name for name in reserves if SAMPLE.figures[name] != budget[name]] == []


# --- where figures come from ---------------------------------------------------------------------

CHANGES: dict[str, dict[str, object]] = {
    "projects": {"phase": "completed", "status": "red", "due_date": When.parse("May 22"), "benefit_amount": Decimal(9)},
    "previous_projects": {"phase": "completed", "status": "red", "due_date": When.parse("May 29"), "title": "Other"},
    "team": {"fte": Decimal(40)},
    "outturns": {"actual": Decimal(1)},
    "indicators": {"polarity": "higher"},
    "other_work": {"benefit_kind": "income"},
    "reserves": {"movement": Decimal(-7)},
}


def changed(name: str, row: int, column: str, value: object) -> pd.DataFrame:
    read = SAMPLE.frames[name].copy()
    read[column] = [value if at == row else one for at, one in zip(read.index, read[column], strict=True)]
    return read


def told(figure: Figure) -> tuple[object, ...]:
    return figure.value, figure.exact, figure.display


@pytest.mark.slow
@pytest.mark.parametrize(("name", "column"), [(name, column) for name, cells in CHANGES.items() for column in cells])
def test_only_a_row_that_a_figure_looked_at_can_change_it(name: str, column: str) -> None:
    source, before, any_moved = f"data/tameside/{FILES[name]}.csv", SAMPLE.figures, False
    for row in SAMPLE.frames[name].index:
        now = SAMPLE.figures_of({**SAMPLE.frames, name: changed(name, row, column, CHANGES[name][column])})
        moved = [one for one in before if one not in now or told(now[one]) != told(before[one])]
        any_moved = any_moved or bool(moved)
        assert [one for one in moved if (source, row) not in looked_at(before[one], before)] == []
    assert any_moved


def test_a_value_of_after_the_day_of_the_report_is_a_row_that_is_told_of() -> None:
    parameters = {**PARAMETERS, "as_at": "2022-12-31", "claim": "", "claim_measure": "", "claim_cost": ""}
    earlier = by_id(of_projects.found(SAMPLE.frames, parameters, SAMPLE.house)[0])
    assert earlier["measures.count"].value < SAMPLE.figures["measures.count"].value
    assert earlier["all.rows.count"].value == SAMPLE.figures["all.rows.count"].value


def test_every_figure_names_only_figures_that_there_are() -> None:
    assert all(set(one.from_) <= set(SAMPLE.figures) for one in SAMPLE.figures.values())


# --- the notebook --------------------------------------------------------------------------------

NOTEBOOK = ROOT / "notebooks" / "improvement_programme_update.ipynb"


def test_a_check_works_out_the_figures_of_the_notebook_in_every_field() -> None:
    declared = {name: one.default for name, one in notebook_parameters.read(NOTEBOOK, NOTEBOOK.name).items()}
    assert set(PARAMETERS) <= set(declared)
    assert {name: f"data/tameside/{file}.csv" for name, file in FILES.items()} == {
        name: declared[name] for name in FILES
    }
    made = by_id(of_projects.found(SAMPLE.frames, declared, SAMPLE.house)[0])
    kept = {name: one for name, one in stored(NOTEBOOK).items() if not name.startswith("all.finding")}
    assert len(kept) > 100
    assert set(kept) == set(made)
    assert [name for name, one in made.items() if one != kept[name]] == []
