"""The sample data of Rotherham give the counts of its improvement plan, and the rules find what is odd in it."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pandas as pd

from frames import by_id
from quarterbook import checks, registers
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.improvement import progress
from quarterbook.findings import Finding
from quarterbook.params import house_file
from quarterbook.running.checking import of_improvement

ROOT = Path(__file__).parents[2]
PARAMETERS = {"quarter": "2007-08 Q1", "as_at": "2007-07-31", "months_ahead": 3}


@cache
def register(name: str, file: str) -> pd.DataFrame:
    house = house_file.load("rotherham", ROOT)
    return registers.read(name, f"data/rotherham/{file}-2007-08-q1.csv", house, ROOT)


def plan() -> pd.DataFrame:
    return register("improvement_plan", "improvement-plan")


@cache
def worked_out() -> tuple[dict[str, Figure], tuple[Finding, ...]]:
    house = house_file.load("rotherham", ROOT)
    figures, findings = of_improvement.found({"improvement_plan": plan()}, PARAMETERS, house)
    return by_id(figures), findings


def rows_of(code: str) -> list[str]:
    """The references of a rule's rows."""
    return [str(plan().loc[one.row, "reference"]) for one in worked_out()[1] if one.code == code]


def test_the_plan_is_that_of_the_papers_contents_table() -> None:
    published = register("published_figures", "published-improvement-plan")
    exact = {name: one.number for name, one in worked_out()[0].items()}
    assert [*published["id"]] == ["sections.count", "areas.count"]
    assert checks.f01_published_differs(published, exact) == ()
    assert of_improvement.unfit({"improvement_plan": plan()}, PARAMETERS) == {}


def test_the_sections_have_as_many_actions_and_blanks_as_the_paper_prints() -> None:
    made = worked_out()[0]
    sections = progress.sections(plan())
    counted = [made[f"{place}.actions.count"].value for place in sections]
    assert counted == [47, 6, 12, 8, 13, 45, 11, 15, 11, 4]
    assert made["actions.count"].value == sum(counted) == 172
    blanks = {"no-date": 8, "no-measure": 32, "no-owner": 36, "not-reported": 143}
    assert {name: made[f"all.{name}.count"].value for name in blanks} == blanks
    assert made["workforce-strategy.no-owner.count"].value == 24
    assert made["objectives.count"].value == 41


def test_every_action_is_in_one_state() -> None:
    made = worked_out()[0]
    assert {state: made[f"all.{state}.count"].value for state in progress.STATES} == {
        "complete": 9,
        "overdue": 4,
        "next-due": 30,
        "later": 98,
        "open-ended": 14,
        "undated": 17,
    }


def test_the_rules_find_the_oddities_of_the_plan() -> None:
    found = Counter(one.code for one in worked_out()[1])
    assert found == {
        **{"M10": 1, "M11": 4, "M12": 10, "M13": 8, "M14": 36, "M15": 32},
        **{"M16": 4, "M17": 4, "M19": 4, "M20": 3, "M21": 1, "M22": 1},
    }
    assert rows_of("M10") == ["9.2.2.0"]
    assert rows_of("M11") == ["1.6.2.2", "1.6.2.4", "1.6.7.1", "1.6.7.2"]
    assert rows_of("M16") == ["1.5.1.1", "2.1.1.3", "8.1.1.3", "9.2.1.1"]
    assert rows_of("M17") == ["1.5.1.1", "5.1.1.4", "5.1.1.6", "9.1.1.3"]
    assert rows_of("M19") == ["1.3.1.3", "2.1.1.2", "5.1.1.4", "5.2.1.5"]
    assert rows_of("M20") == ["1.3.1.3", "1.6.4.2", "3.3.1.1"]
    assert rows_of("M21") == ["1.6.3.2"]
    assert rows_of("M22") == ["1.3.1.1"]


def test_at_the_end_of_the_quarter_nothing_is_overdue_yet_and_at_the_meeting_more_is() -> None:
    late = {day: progress.assess(plan(), day, 3) for day in ("2007-06-30", "2007-09-10")}
    overdue = {day: [*one.loc[one["state"].eq("overdue"), "reference"]] for day, one in late.items()}
    assert overdue["2007-06-30"] == []
    assert len(overdue["2007-09-10"]) == 10
