"""The sample data of Tameside give the figures that its scrutiny paper prints, and each figure knows its rows."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from frames import by_id, rows_of
from quarterbook import checks, registers
from quarterbook.analysis.figures import Figure
from quarterbook.params import house_file
from quarterbook.running import checking
from quarterbook.running.checking import of_scrutiny

ROOT = Path(__file__).parents[2]
FILES = {"activity": "scrutiny-activity", "tracker": "recommendations", "published_figures": "published-scrutiny"}
PARAMETERS: dict[str, Any] = {"as_at": "2023-11-21", "together": "All panels"}


@cache
def frames() -> dict[str, pd.DataFrame]:
    house = house_file.load("tameside", ROOT)
    return {
        name: registers.read(name, f"data/tameside/{file}-2023-24-q2.csv", house, ROOT) for name, file in FILES.items()
    }


@cache
def figures() -> dict[str, Figure]:
    return by_id(of_scrutiny.found(frames(), PARAMETERS, house_file.load("tameside", ROOT))[0])


def test_each_published_figure_is_worked_out_and_none_differs() -> None:
    exact = {name: figure.number for name, figure in figures().items()}
    assert len(frames()["published_figures"]) == 11
    assert checks.f01_published_differs(frames()["published_figures"], exact) == ()


def test_the_figures_are_those_worked_out_by_hand() -> None:
    with (ROOT / "tests" / "unit" / "scrutiny_figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 40
    assert {row["id"]: figures()[row["id"]].display for row in rows} == {row["id"]: row["display"] for row in rows}


def test_any_row_of_a_register_stands_behind_each_of_its_figures() -> None:
    every = {name: {(source, row) for row, source in frames()[name]["source"].items()} for name in FILES}
    for name, figure in figures().items():
        of = every["tracker" if "recommendations." in name else "activity"]
        assert rows_of(figure.of) == of, name
        assert rows_of(figure.rows) <= of, name


def test_the_findings_are_those_of_the_paper() -> None:
    found = checking.check(frames(), PARAMETERS, house_file.load("tameside", ROOT))
    assert [(one.code, one.row) for one in found] == [("V10", 5), ("V10", 19), ("V11", 20), ("T14", 14), ("T15", 7)]


def test_a_panel_needs_a_name_of_its_own() -> None:
    assert checking.unfit(frames(), PARAMETERS) == {}
    for name, told in {
        "Meetings": "'Meetings' (row 2) cannot stand in the id of a figure: it means something else. Rename it.",
        "?": "'?' (row 2) cannot stand in the id of a figure: a name needs a letter or a digit. Rename it.",
        "Childrens' Services": "",
        "CHILDREN'S SERVICES": "'CHILDREN'S SERVICES' and 'Children's Services' (row 12) differ only in signs or "
        "capitals, so their figures would have one id. Change one of them.",
    }.items():
        activity = frames()["activity"].copy()
        activity.loc[2, "panel"] = name
        assert of_scrutiny.unfit(frames() | {"activity": activity}, PARAMETERS).get("activity", "") == told


def test_a_panel_is_called_the_same_in_both_registers() -> None:
    tracker = frames()["tracker"].assign(panel="Place & External Relations")
    assert of_scrutiny.unfit(frames() | {"tracker": tracker}, PARAMETERS) == {}
    tracker = tracker.assign(panel="PLACE AND EXTERNAL RELATIONS")
    told = of_scrutiny.unfit(frames() | {"tracker": tracker}, PARAMETERS)
    assert told["tracker"].startswith(
        "'Place and External Relations' (row 2 of data/tameside/scrutiny-activity-2023-24-q2.csv) and "
        "'PLACE AND EXTERNAL RELATIONS' (row 2) differ "
    )


def test_a_letter_lists_a_review_that_the_tracker_has() -> None:
    asked = PARAMETERS | {"letter_lists": "Draft antisocial behaviour policies"}
    assert of_scrutiny.unfit(frames(), asked) == {
        "letter_lists": "no recommendation is of the review 'Draft antisocial behaviour policies'. Did you mean 'Draft "
        "antisocial behaviour policy'?"
    }
    alone = {"activity": frames()["activity"]}
    assert of_scrutiny.unfit(alone, asked)["letter_lists"].startswith("no tracker names a review ")
    assert of_scrutiny.unfit(frames(), PARAMETERS | {"letter_lists": "Draft antisocial behaviour policy"}) == {}
