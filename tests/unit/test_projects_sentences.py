"""A programme in sentences, read at none, at one and at many."""

from __future__ import annotations

import re

import pytest

from frames import (
    REPORTED,
    indicators_frame,
    other_work_frame,
    outturns_frame,
    projects_frame,
    reserves_frame,
    team_frame,
)
from quarterbook.analysis import outturn_figures, outturns
from quarterbook.analysis.budget import reserves
from quarterbook.analysis.budget.sums import Sums
from quarterbook.analysis.figures import lineage
from quarterbook.analysis.projects import benefits, measures, portfolio, provenance, sentences, team
from quarterbook.analysis.sentences import Sentence
from quarterbook.document.paper import Paper
from quarterbook.money import Shown
from quarterbook.registers.projects import PROJECTS

Row = dict[str, object]
AS_AT = "2023-11-21"
NOT_ENGLISH = re.compile(
    r"(?<![\d.,])1 (?:projects|roles|rows|measures|benefits)\b|n/a|\bNone (?!of)|nan\b|\{|\}|[ ]{2}|\b0 "
)


def programme(*rows: Row) -> Paper:
    paper, frame = Paper(), projects_frame(*rows)
    paper.add(portfolio.figures(frame, REPORTED, AS_AT))
    paper.add(benefits.figures(frame, "benefits", "projects", Sums(Shown(), 0, lineage(frame))))
    return paper


def said(paper: Paper, *told: Sentence) -> str:
    text = " ".join("".join(run.text for run in paper.prose(one).runs) for one in told)
    assert not NOT_ENGLISH.search(text), text
    return text


@pytest.mark.parametrize(
    ("phases", "text"),
    [
        ([], "The programme has no project."),
        (["delivery"], "The programme has 1 project, which is in delivery."),
        (["diagnostic"], "The programme has 1 project, which is in the diagnostic phase."),
        (["completed", "completed"], "The programme has 2 projects, all completed."),
        (
            ["diagnostic", "delivery", "delivery", "completed", "subsumed"],
            "The programme has 5 projects: 1 is in the diagnostic phase, 2 are in delivery, 1 is completed and "
            "1 is subsumed.",
        ),
    ],
)
def test_projects_are_told_by_phase(phases: list[str], text: str) -> None:
    paper = programme(*({"phase": one} for one in phases))
    assert said(paper, sentences.phases(paper.figures)) == text


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([], ""),
        ([{"phase": "completed"}], ""),
        ([{}], "The 1 project under way is Green."),
        ([{"status": None}], "The 1 project under way is without a rating."),
        ([{}, {}], "All 2 projects under way are Green."),
        ([{}, {"status": "amber"}, {"status": "amber"}], "Of the 3 projects under way, 1 is Green and 2 are Amber."),
        ([{"status_note": "on hold"}, {}], "All 2 projects under way are Green. 1 is on hold."),
    ],
)
def test_what_is_under_way_is_told_by_status(rows: list[Row], text: str) -> None:
    paper = programme(*rows)
    assert said(paper, *sentences.statuses(paper.figures, REPORTED)) == text


@pytest.mark.parametrize(
    ("dates", "text"),
    [
        ([None], ""),
        (["Dec 24"], "No project is past its due date."),
        (["Oct 23"], "1 project is past its due date."),
        (["Oct 23", "Sept 23"], "2 projects are past their due date."),
        (["July 23 Now Dec 23"], "No project is past its due date. 1 project is due on another date than at first."),
        (
            ["Delivered Oct 23", "Delivered Sept 23"],
            "2 projects are delivered, and not counted as completed yet.",
        ),
    ],
)
def test_dates_are_told_where_there_are_any(dates: list[str | None], text: str) -> None:
    paper = programme(*({"due_date": one} for one in dates))
    assert said(paper, *sentences.dates(paper.figures)) == text


@pytest.mark.parametrize(
    ("fte", "text"),
    [
        ([], "No role of the team is listed."),
        ([1], "The team has 1 role: 1 full-time equivalent."),
        ([1, "1.5"], "The team has 2 roles: 2.5 full-time equivalents."),
        ([1, None], "The team has 2 roles; how many full-time equivalents they are is not known of each."),
    ],
)
def test_a_team_is_told_by_roles_and_equivalents(fte: list[object], text: str) -> None:
    paper = Paper()
    paper.add(team.figures(team_frame(*({"fte": one} for one in fte))))
    assert said(paper, sentences.team(paper.figures)) == text


def cost(*years: tuple[str, int, str], opening: int = 5_000_000) -> str:
    first: Row = {"opening": opening}
    rows = [{"year": year, "movement": by, "basis": basis} for year, by, basis in years]
    held = reserves_frame(*({"reserve": "Improvement reserve"} | row for row in [first | rows[0], *rows[1:]]))
    paper = Paper()
    paper.add(reserves.figures(held, Sums(Shown(), 0, lineage(held))))
    return said(paper, *sentences.cost(paper.figures, held))


def test_cost_is_told_as_drawn_to_be_drawn_and_left() -> None:
    actual, planned = ("2022/23", -300_000, "actual"), ("2023/24", -700_000, "forecast")
    start = "The improvement reserve held £5.000m at first"
    assert cost(actual, planned) == (
        f"{start}. £0.300m of it has been drawn and £0.700m is to be drawn by the end of 2023-24, £1.000m in all, "
        "which leaves £4.000m."
    )
    assert cost(actual) == f"{start}. £0.300m of it has been drawn, which leaves £4.700m."
    assert cost(planned) == f"{start}. £0.700m is to be drawn by the end of 2023-24, which leaves £4.300m."
    assert cost(("2022/23", 0, "actual")) == f"{start}, and nothing is drawn from it."
    assert cost(planned, opening=600_000).endswith("by the end of 2023-24, which is £0.100m more than there is.")


def test_no_cost_is_told_of_no_reserve() -> None:
    assert sentences.cost({}, reserves_frame()) == []


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([], ""),
        ([{"benefit_kind": "service"}], ""),
        ([{"benefit_kind": "income"}], "1 benefit in money has no figure."),
        ([{"benefit_kind": "income"}, {"benefit_kind": "saving"}], "2 benefits in money have no figure."),
        (
            [
                {"benefit_kind": "grant", "benefit_amount": 12000},
                {"benefit_kind": "saving", "benefit_amount": 1_800_000},
            ],
            "The projects claim £0.012m of grants and £1.800m of savings.",
        ),
    ],
)
def test_benefits_are_told_as_far_as_they_are_put_in_figures(rows: list[Row], text: str) -> None:
    paper = programme(*rows)
    assert said(paper, *sentences.benefits(paper.figures, "benefits", "The projects claim")) == text


def test_other_work_is_told_likewise() -> None:
    frame, paper = other_work_frame({"benefit_kind": "grant", "benefit_amount": 1_300_000}), Paper()
    paper.add(benefits.figures(frame, "other-work", "pieces of other work", Sums(Shown(), 0, lineage(frame))))
    told = said(paper, *sentences.benefits(paper.figures, "other-work", "Other work brought"))
    assert told == "Other work brought £1.300m of grants."


@pytest.mark.parametrize(
    ("taken", "text"),
    [
        ({}, "No measure of what the projects changed is given."),
        ({"A": 1}, "1 measure is given; it was not taken more than once."),
        ({"A": 2}, "1 measure is given; it was taken more than once."),
        ({"A": 1, "B": 1}, "2 measures are given; none of them was taken more than once."),
        ({"A": 2, "B": 3}, "2 measures are given; all of them were taken more than once."),
        ({"A": 1, "B": 2, "C": 1}, "3 measures are given; 1 was taken more than once."),
        ({"A": 1, "B": 2, "C": 3}, "3 measures are given; 2 were taken more than once."),
    ],
)
def test_measures_are_told_by_how_often_they_were_taken(taken: dict[str, int], text: str) -> None:
    indicators = indicators_frame(*({"reference": one} for one in taken))
    months = ("April 2023", "May 2023", "June 2023")
    rows = [{"reference": one, "period": month, "actual": 5} for one, many in taken.items() for month in months[:many]]
    read, paper = outturns_frame(*rows), Paper()
    assessed = measures.table(read, indicators, AS_AT)
    paper.add(outturn_figures.figures(assessed, outturns.headline(assessed), read, indicators))
    paper.add(measures.figures(assessed))
    assert said(paper, sentences.measures(paper.figures)) == text


@pytest.mark.parametrize(
    ("before", "kinds", "text"),
    [
        (["published"], [], "No project has moved since Q1."),
        (
            ["illustrative"],
            ["new"],
            "The table says what moved since Q1. The only row of that quarter is illustrative: ",
        ),
        (["illustrative"] * 2, ["new"], "The table says what moved since Q1. All of the 2 rows of that quarter are "),
        (
            ["illustrative", "published"],
            ["new"],
            "The table says what moved since Q1. Of the 2 rows of that quarter, 1 is ",
        ),
    ],
)
def test_movement_says_so_where_the_quarter_before_is_made_up(before: list[str], kinds: list[str], text: str) -> None:
    paper = Paper()
    paper.add(provenance.figures([PROJECTS.empty()], projects_frame(*({"provenance": one} for one in before))))
    assert said(paper, *sentences.moved(paper.figures, kinds, "Q1")).startswith(text)


@pytest.mark.parametrize(
    ("now", "text"),
    [
        ([None, "published"], ""),
        (
            ["illustrative", "published"],
            "Of the 2 rows that this report is made from, 1 is illustrative: made up, and marked †.",
        ),
        (["illustrative"], "The only row that this report is made from is illustrative: made up, and marked †."),
        (
            ["illustrative"] * 2,
            "All of the 2 rows that this report is made from are illustrative: made up, and marked †.",
        ),
    ],
)
def test_a_paper_says_that_rows_are_made_up(now: list[str | None], text: str) -> None:
    paper = Paper()
    paper.add(provenance.figures([projects_frame(*({"provenance": one} for one in now))], PROJECTS.empty()))
    assert said(paper, *sentences.illustrative(paper.figures)) == text
