"""Sentences made of figures: grammar for none, one and many, and nothing said that is not so."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frames import AS_AT, COMPUTED, REPORTED, by_id, figures_of, plan, rated, scheme
from quarterbook.analysis import directorates, movement, ratings, sentences
from quarterbook.analysis.movement import MOVEMENTS
from quarterbook.analysis.sentences import Sentence
from quarterbook.document.paper import Paper
from quarterbook.params.house_file import RatingScheme

LATE, LATER = "2023-06-29", "2024-03-31"
# A rating by the rule, as the cells that give it.
CELLS = {
    "green": {"percent_complete": 100, "due_date": LATER, "outside_control": None},
    "purple": {"percent_complete": 50, "due_date": LATER, "outside_control": None},
    "amber": {"percent_complete": 50, "due_date": LATE, "outside_control": "yes"},
    "red": {"percent_complete": 50, "due_date": LATE, "outside_control": None},
}


def a_plan(by: RatingScheme = COMPUTED, **how_many: int) -> pd.DataFrame:
    """A plan with so many actions of each rating, and of each stage that does not count."""
    rows = [
        {**CELLS.get(name, CELLS["purple"]), "stage": None if name in CELLS else name.replace("_", "-")}
        for name, number in how_many.items()
        for _ in range(number)
    ]
    return rated(by=by, **{name: [row[name] for row in rows] for name in rows[0]})


def paper_of(frame: pd.DataFrame, by: RatingScheme = COMPUTED) -> Paper:
    paper = Paper()
    paper.add(figures_of(frame, by).values())
    paper.add(ratings.progress(frame, directorates.named(frame)))
    return paper


def said(sentence: Sentence | str, paper: Paper) -> str:
    """What is printed, its no-break spaces plain."""
    return "".join(run.text for run in paper.runs(sentence)).replace("\N{NO-BREAK SPACE}", " ")


def overview(by: RatingScheme = COMPUTED, **how_many: int) -> str:
    paper = paper_of(a_plan(by, **how_many), by)
    return said(sentences.overview(paper.figures, "all", by), paper)


def not_counted(**how_many: int) -> list[str]:
    paper = paper_of(a_plan(**how_many))
    return [said(sentence, paper) for sentence in sentences.not_counted(paper.figures, "all")]


def overdue(**how_many: int) -> str:
    paper = paper_of(a_plan(**how_many))
    return said(sentences.overdue(paper.figures, "all"), paper)


# --- the overview --------------------------------------------------------------------------------


def test_the_overview_tells_every_rating_that_has_an_action() -> None:
    assert overview(purple=11, amber=1) == (
        "Of the 12 actions in the plan, 11 (92%) are Purple (not yet due and on track) "
        "and 1 (8%) is Amber (late for reasons outside control)."
    )


def test_more_than_two_ratings_are_parted_by_semicolons_as_their_clauses_hold_commas() -> None:
    assert overview(green=2, purple=1, amber=1) == (
        "Of the 4 actions in the plan, 2 (50%) are Green (complete); 1 (25%) is Purple (not yet due and on track) "
        "and 1 (25%) is Amber (late for reasons outside control)."
    )


def test_a_single_rating_is_told_of_all() -> None:
    assert overview(green=2) == "All 2 actions in the plan (100%) are Green (complete)."


def test_a_single_action_is_told_in_the_singular() -> None:
    assert overview(red=1) == "The plan has 1 action, and it is Red (late or off track)."


def test_a_plan_in_which_nothing_counts_says_so() -> None:
    assert overview(withdrawn=1) == "No action is counted in the plan."


def test_unrated_actions_are_told_without_a_label() -> None:
    frame = rated(by=REPORTED, reported_rating=["green", None])
    paper = paper_of(frame, REPORTED)
    assert said(sentences.overview(paper.figures, "all", REPORTED), paper) == (
        "Of the 2 actions in the plan, 1 (50%) is Green (complete) and 1 (50%) is without a rating."
    )


def test_a_plan_without_any_status_is_told_so() -> None:
    for number, told in ((1, "The plan has 1 action, and it is"), (2, "All 2 actions in the plan (100%) are")):
        paper = paper_of(rated(by=REPORTED, reported_rating=[None] * number), REPORTED)
        assert said(sentences.overview(paper.figures, "all", REPORTED), paper) == f"{told} without a rating."


def test_each_number_of_the_overview_is_a_figure_and_the_rating_is_set_strong() -> None:
    paper = paper_of(a_plan(purple=2, red=1))
    runs = paper.runs(sentences.overview(paper.figures, "finance", COMPUTED))
    assert {run.figure for run in runs if re.search(r"\d", run.text)} == {
        "finance.total",
        *(f"finance.{name}.{kind}" for name in ("purple", "red") for kind in ("count", "percent")),
    }
    assert [run.text for run in runs if run.strong] == ["Purple", "Red"]


def test_a_count_never_stands_at_the_end_of_a_line_without_its_share() -> None:
    paper = paper_of(a_plan(purple=2, red=1))
    text = "".join(run.text for run in paper.runs(sentences.overview(paper.figures, "all", COMPUTED)))
    assert re.findall(r"\d(\s)\(", text) == ["\N{NO-BREAK SPACE}"] * 2


@pytest.mark.parametrize(
    "words",
    [
        {"label": "On *target*", "clause": "at least 90% done"},
        {"label": "{all.total}", "clause": "within {budget}"},
        {"label": "<b>Green</b>", "clause": "`code` and [link](https://example.org)"},
    ],
)
def test_a_houses_words_are_set_as_they_are_written(words: dict[str, str]) -> None:
    by = scheme(green=words)
    assert overview(by, green=1) == f"The plan has 1 action, and it is {words['label']} ({words['clause']})."
    assert f"are {words['label']} ({words['clause']})." in overview(by, green=2)
    assert f"is {words['label']} ({words['clause']}) and" in overview(by, green=1, red=1)


@settings(max_examples=30, deadline=None)
@given(st.fixed_dictionaries({name: st.integers(0, 3) for name in (*CELLS, "withdrawn", "carried_forward")}))
def test_whatever_the_plan_its_sentences_are_english(how_many: dict[str, int]) -> None:
    if any(how_many.values()):
        paper = paper_of(a_plan(**how_many))
        told = [
            sentences.overview(paper.figures, "all", COMPUTED),
            sentences.overdue(paper.figures, "all"),
            *sentences.not_counted(paper.figures, "all"),
        ]
        for text in (said(sentence, paper) for sentence in told):
            assert not re.search(r"0% \(0\)|\b0 actions|\b0 \(|n/a|None|nan", text), text
            assert not re.search(r"(?<!\d)1 actions|(?<!\d)1 \(\d+%\) are|actions (?:is|was)\b", text), text
            assert not re.search(r"(?<!\d)(?:[2-9]|\d\d+) (?:action\b|\(\d+%\) is\b)", text), text


# --- withdrawn and carried forward ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("how_many", "told"),
    [
        ({"red": 1}, []),
        ({"red": 1, "withdrawn": 1}, ["Besides these, 1 action was withdrawn; it is not counted above."]),
        ({"red": 1, "withdrawn": 2}, ["Besides these, 2 actions were withdrawn; they are not counted above."]),
        ({"red": 1, "carried_forward": 1}, ["Besides these, 1 action was carried forward; it is not counted above."]),
        (
            {"red": 1, "withdrawn": 1, "carried_forward": 2},
            ["Besides these, 2 actions were carried forward and 1 action was withdrawn; they are not counted above."],
        ),
        (
            {"red": 1, "withdrawn": 1, "carried_forward": 1},
            ["Besides these, 1 action was carried forward and 1 action was withdrawn; they are not counted above."],
        ),
        ({"withdrawn": 1}, ["In the plan, 1 action was withdrawn; it is not counted."]),
        ({"withdrawn": 2}, ["In the plan, 2 actions were withdrawn; they are not counted."]),
    ],
)
def test_actions_that_do_not_count_are_told_apart(how_many: dict[str, int], told: list[str]) -> None:
    assert not_counted(**how_many) == told


# --- overdue -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how_many", "told"),
    [
        ({"purple": 1}, "No action is past its due date."),
        ({"withdrawn": 1}, "No action is past its due date."),
        ({"red": 1}, "1 action is not complete and past the due date:"),
        ({"red": 1, "amber": 1}, "2 actions are not complete and past the due date:"),
    ],
)
def test_overdue_actions_are_led_by_their_number(how_many: dict[str, int], told: str) -> None:
    assert overdue(**how_many) == told


# --- one action ----------------------------------------------------------------------------------

HOSTILE = "*Stars*, {braces}, {all.total}, <b>bold</b>, `ticks`, 93% & [link](https://example.org) # | \\ $x$"


def test_an_action_is_told_with_its_percentage_due_date_and_rating() -> None:
    frame = a_plan(red=1)
    paper = paper_of(frame)
    (row,) = directorates.records(frame)
    assert said(sentences.action(row, COMPUTED), paper) == "Action 1 (50% complete, due 29 June 2023, Red)"
    (figure,) = [run.figure for run in paper.runs(sentences.action(row, COMPUTED)) if run.figure]
    assert figure == "finance.a-01.percent-complete"


@pytest.mark.parametrize(
    ("commentary", "told"),
    [(None, "Action 1 (50% complete, Purple)."), ("On.", "Action 1 (50% complete, Purple). On.")],
)
def test_a_commentary_follows_its_action_where_there_is_one(commentary: str | None, told: str) -> None:
    frame = rated(commentary=commentary)
    (row,) = directorates.records(frame)
    assert said(sentences.commentary(row, COMPUTED), paper_of(frame)) == told


@pytest.mark.parametrize(("stage", "told"), [("withdrawn", "withdrawn"), ("carried-forward", "carried forward")])
def test_an_action_without_a_rating_is_told_with_its_stage(stage: str, told: str) -> None:
    frame = rated(stage=stage, commentary="Why.")
    (row,) = directorates.records(directorates.featured(frame))
    paper = paper_of(frame)
    assert said(sentences.commentary(row, COMPUTED), paper) == f"Action 1 (50% complete, {told}). Why."
    assert said(sentences.action(row, COMPUTED), paper) == f"Action 1 (50% complete, due 31 March 2024, {told})"


def test_titles_and_commentaries_are_text_whatever_they_hold() -> None:
    frame = rated(title=HOSTILE, commentary=HOSTILE)
    paper = paper_of(frame)
    (row,) = directorates.records(frame)
    assert said(sentences.action(row, COMPUTED), paper) == f"{HOSTILE} (50% complete, due 31 March 2024, Purple)"
    runs = paper.runs(sentences.commentary(row, COMPUTED))
    assert "".join(run.text for run in runs) == f"{HOSTILE} (50% complete, Purple). {HOSTILE}"
    assert [run.text for run in runs if run.strong] == [HOSTILE]
    assert not any(run.emphasis or run.code or run.link for run in runs)
    assert [run.figure for run in runs if run.figure] == ["finance.a-01.percent-complete"]


def test_every_reference_gives_an_id_that_a_sentence_can_name() -> None:
    frame = rated(reference=["CS 07/ä", "{b}*c*", "1.02.10", "a:b|c"], directorate="IT & {Data}")
    paper = paper_of(frame)
    for row in directorates.records(frame):
        assert "(50% complete," in said(sentences.action(row, COMPUTED), paper)


# --- movement ------------------------------------------------------------------------------------


def test_each_movement_has_a_row_with_its_number_and_its_references() -> None:
    this = ratings.rate(plan(reference=["A", "B", "C"], percent_complete=[100, 100, 50]), AS_AT, COMPUTED)
    last = ratings.rate(plan("data/before.csv", reference=["A", "B", "D"]), "2023-03-31", COMPUTED)
    moved = movement.compare(this, last, COMPUTED)
    figures = by_id(movement.figures(moved, this, last, {"finance": "Finance"}))
    paper = Paper()
    paper.add(figures.values())
    rows = sentences.movements(figures, moved, "finance", "Finance")
    told = {words: (said(number, paper), which) for words, number, which in rows}
    assert list(told) == list(MOVEMENTS.values())
    assert told["Completed since last quarter"] == ("2", "A, B")
    assert told["New in the plan"] == ("1", "C")
    assert told["Gone from the plan without being completed or withdrawn"] == ("1", "D")
    assert told["Due date moved"] == ("0", "None")


def test_movement_of_another_directorate_stands_in_its_own_table() -> None:
    this = ratings.rate(plan(reference=["A", "B"], directorate=["Finance", "Legal"]), AS_AT, COMPUTED)
    last = this.iloc[:0]
    moved = movement.compare(this, last, COMPUTED)
    figures = by_id(movement.figures(moved, this, last, directorates.named(this)))
    (new,) = [row for row in sentences.movements(figures, moved, "legal", "Legal") if row[0] == MOVEMENTS["new"]]
    assert new[2] == "B"


# --- the rest ------------------------------------------------------------------------------------


def test_the_paper_says_whose_ratings_these_are() -> None:
    assert "officers reported" in said(sentences.rule(REPORTED), Paper())
    assert "worked out from each action's dates and progress" in said(sentences.rule(COMPUTED), Paper())


@pytest.mark.parametrize(
    ("provenance", "beginning", "end"),
    [
        (["illustrative"], "Of the 1 action listed, 1 is illustrative", "It is marked in the appendices."),
        (
            ["illustrative", "published", "illustrative"],
            "Of the 3 actions listed, 2 are illustrative",
            "They are marked in the appendices.",
        ),
    ],
)
def test_illustrative_actions_are_owned_up_to(provenance: list[Any], beginning: str, end: str) -> None:
    paper = paper_of(rated(provenance=provenance))
    (told,) = [said(sentence, paper) for sentence in sentences.provenance(paper.figures)]
    assert told == f"{beginning}: made up so that the totals are those that were published. {end}"


def test_nothing_is_owned_up_to_where_no_action_is_illustrative() -> None:
    assert sentences.provenance(paper_of(rated(provenance=["published", None])).figures) == []
