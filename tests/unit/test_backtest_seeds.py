"""The sample data give the figures that the councils published, and the checks find what is wrong in their papers."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from frames import figures_of
from quarterbook import checks, registers
from quarterbook.analysis import movement, pace, ratings
from quarterbook.analysis.figures import Figure
from quarterbook.findings import Finding
from quarterbook.params import house_file
from quarterbook.params.house_file import House

ROOT = Path(__file__).parents[2]
with Path(__file__).with_name("published_figures.csv").open(encoding="utf-8", newline="") as file:
    EXPECTED = list(csv.DictReader(file))


class Paper(NamedTuple):
    house: str
    as_at: str
    actions: str
    published: str | None = None


PAPERS = {
    "rochdale-2020-21-q4": Paper(
        "rochdale",
        "2021-03-31",
        "data/rochdale/actions-2020-21-q4.xlsx#Actions",
        "data/rochdale/published-2020-21-q4.csv",
    ),
    "rochdale-2023-24-q1": Paper(
        "rochdale",
        "2023-06-30",
        "data/rochdale/actions-2023-24-q1.csv",
        "data/rochdale/published-2023-24-q1.csv",
    ),
    "bracknell-forest-2020-21-q3": Paper(
        "bracknell-forest", "2020-12-31", "data/bracknell-forest/actions-2020-21-q3.csv"
    ),
}


@cache
def house(name: str) -> House:
    return house_file.load(name, ROOT)


@cache
def plan(paper: str) -> pd.DataFrame:
    """The paper's plan, rated and paced."""
    given = PAPERS[paper]
    style = house(given.house)
    register = registers.read("actions", given.actions, style, ROOT)
    return pace.pace(ratings.rate(register, given.as_at, style.ratings), given.as_at)


@cache
def figures(paper: str) -> dict[str, Figure]:
    return figures_of(plan(paper), house(PAPERS[paper].house).ratings)


def found(paper: str) -> tuple[Finding, ...]:
    given = PAPERS[paper]
    return checks.actions(plan(paper), given.as_at, house(given.house).ratings)


def misprints(paper: str) -> tuple[Finding, ...]:
    given = PAPERS[paper]
    published = registers.read("published_figures", given.published, house(given.house), ROOT)
    return checks.f01_published_differs(published, {name: one.number for name, one in figures(paper).items()})


@pytest.mark.parametrize("row", EXPECTED, ids=[f"{row['paper']} {row['id']}" for row in EXPECTED])
def test_a_published_figure_comes_out_of_the_rows(row: dict[str, str]) -> None:
    figure = figures(row["paper"])[row["id"]]
    assert (str(figure.value), figure.exact) == (row["value"], row["exact"])


def test_every_expected_figure_says_which_seed_and_every_paper_has_some() -> None:
    assert {row["paper"] for row in EXPECTED} == set(PAPERS)
    assert all(row["seed"][:4] in ("000 ", "001 ", "004:") for row in EXPECTED)


def test_the_one_misprint_of_july_2023_is_found() -> None:
    (finding,) = misprints("rochdale-2023-24-q1")
    assert (finding.code, finding.row) == ("F01", 2)
    assert finding.message == (
        "The paper printed 93 for corporate-services.purple.percent (paragraph 5.2); the rows give 92."
    )


def test_the_paper_of_june_2021_has_no_misprint() -> None:
    assert misprints("rochdale-2020-21-q4") == ()


def test_the_page_of_bracknell_forest_lacks_two_statuses() -> None:
    messages = [one.message for one in found("bracknell-forest-2020-21-q3") if one.code == "A10"]
    assert messages == [f"{name} has no status, so it is unrated." for name in ("1.03.01", "1.03.03")]


def test_the_page_of_bracknell_forest_has_one_gap_in_its_references() -> None:
    (gap,) = [one for one in found("bracknell-forest-2020-21-q3") if one.code == "A16"]
    assert gap.message == "1.02.09 is missing from the run of references."
    assert plan("bracknell-forest-2020-21-q3").loc[gap.row or 0, "reference"] == "1.02.10"


@pytest.mark.parametrize("paper", ["rochdale-2020-21-q4", "rochdale-2023-24-q1"])
def test_every_reported_rating_of_rochdale_is_the_one_by_the_rule(paper: str) -> None:
    frame = plan(paper)
    assert list(frame["computed"]) == list(frame["reported_rating"])
    assert [one for one in found(paper) if one.code == "A17"] == []


def test_movement_into_july_2023_is_as_the_data_dictionary_says() -> None:
    style = house("rochdale")
    last = registers.read("actions", "data/rochdale/actions-2022-23-q4.csv", style, ROOT)
    before = ratings.rate(last, "2023-03-31", style.ratings)
    moved = movement.compare(plan("rochdale-2023-24-q1"), before, style.ratings)
    assert {kind: list(moved.loc[moved[kind], "reference"]) for kind in movement.MOVEMENTS} == {
        "newly-completed": [],
        "newly-overdue": ["CS-06"],
        "rating-better": ["CS-07", "CS-09"],
        "rating-worse": ["CS-06"],
        "re-baselined": ["CS-07", "CS-08", "NCS-07"],
        "new": ["CS-10", "CS-11", "CS-12", "NCS-03", "NCS-04", "NCS-08", "NCS-09"],
        "vanished": ["CS22-12"],
    }


def test_two_actions_of_july_2023_are_far_behind_their_pace() -> None:
    frame = plan("rochdale-2023-24-q1")
    assert list(frame.loc[frame["behind"], "reference"]) == ["CS-05", "NCS-05"]
