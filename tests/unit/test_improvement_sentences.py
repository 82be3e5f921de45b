"""What is said of an improvement plan, of none, of one and of many."""

from __future__ import annotations

import re

import pytest

from frames import improvement_frame
from quarterbook.analysis.improvement import counts, progress, sentences
from quarterbook.analysis.sentences import Sentence
from quarterbook.document.paper import Paper
from quarterbook.registers.improvement_plan import IMPROVEMENT_PLAN

AS_AT, MONTHS = "2023-06-30", 3
Row = dict[str, object]
COMPLETE: Row = {"on_target": "complete"}
OVERDUE: Row = {"target_date": "May 2023", "on_target": "slipped"}
PART: Row = {"target_date": "May 2023 August 2023", "on_target": None}
OPEN: Row = {"target_date": "Ongoing"}
UNDATED: Row = {"target_date": None}


def paper(*rows: Row) -> Paper:
    plan = improvement_frame(*rows) if rows else IMPROVEMENT_PLAN.empty()
    made = Paper()
    made.add(counts.figures(progress.assess(plan, AS_AT, MONTHS)))
    return made


def said(made: Paper, *told: Sentence) -> str:
    text = " ".join("".join(run.text for run in made.runs(one)) for one in told)
    assert not re.search(r"\b1 (actions|objectives|sections)\b|\b0\b", text), text
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((), "The plan has no action."),
        (({"action": None},), "The plan has no action."),
        (({},), "The plan has 1 action towards 1 objective, in 1 priority area and 1 section."),
        (({"objective": None},), "The plan has 1 action in 1 priority area and 1 section."),
        (({"objective": None, "priority_area": None}, {"section": "B", "objective": None, "priority_area": None}),
         "The plan has 2 actions in 2 sections."),
        (({}, {"objective": "B"}), "The plan has 2 actions towards 2 objectives, in 1 priority area and 1 section."),
    ],
)  # fmt: skip
def test_how_large_the_plan_is(rows: tuple[Row, ...], words: str) -> None:
    made = paper(*rows)
    assert said(made, sentences.extent(made.figures)) == words


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((), ""),
        ((COMPLETE,), "It is complete."),
        ((OPEN, OPEN), "All of them go on or come again."),
        ((PART,), "It is next due by 30 September 2023."),
        (
            (COMPLETE, OVERDUE, OVERDUE, PART, {}, OPEN, UNDATED, UNDATED),
            "Of these, 1 (13%) is complete, 2 (25%) are overdue, 1 (13%) is next due by 30 September 2023, 1 (13%) is "
            "due later, 1 (13%) goes on or comes again and 2 (25%) have no date yet.",
        ),
    ],
)
def test_how_far_the_actions_are(rows: tuple[Row, ...], words: str) -> None:
    made = paper(*rows)
    assert said(made, *sentences.states(made.figures, AS_AT, MONTHS)) == words


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((), "No action that is not complete has a date that is past."),
        ((OVERDUE,), "1 action is overdue."),
        ((OVERDUE, OVERDUE, {}), "2 actions are overdue."),
        ((PART,), "1 action has a date that is past and more to come."),
        ((OVERDUE, PART, PART), "1 action is overdue and 2 have a date that is past and more to come."),
    ],
)
def test_what_is_past(rows: tuple[Row, ...], words: str) -> None:
    made = paper(*rows)
    assert said(made, sentences.past(made.figures)) == words


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((), "No action says whether it is on target."),
        ((PART,), "No action says whether it is on target."),
        ((COMPLETE,), "The one action says how far it is: it is complete."),
        ((COMPLETE, PART), "1 action (50%) says how far it is: it is complete."),
        ((OVERDUE, OVERDUE), "2 actions (100%) say how far they are: all are slipped."),
        (
            ({"on_target": "Report produced"}, PART),
            "1 action (50%) says how far it is: it is told in words of its own.",
        ),
        ((COMPLETE, OVERDUE, {}, {}), "4 actions (100%) say how far they are: 1 complete, 2 on target and 1 slipped."),
    ],
)
def test_what_is_reported(rows: tuple[Row, ...], words: str) -> None:
    made = paper(*rows)
    assert said(made, sentences.reported(made.figures)) == words


def test_revised_dates_are_counted_where_there_are_any() -> None:
    moved: Row = {"target_date": "May 2023 (revise to May 2024)"}
    one, two, none = paper(moved), paper(moved, moved), paper({"target_date": "Was Sept 22. Delivered Oct 22"})
    assert said(one, *sentences.revised(one.figures)) == "The date of 1 action was revised."
    assert said(two, *sentences.revised(two.figures)) == "The dates of 2 actions were revised."
    assert sentences.revised(none.figures) == []


def test_what_the_plan_leaves_open() -> None:
    bare: Row = {"target_date": None, "owner": None, "measure": None}
    dates: list[Row] = [{"target_date": one} for one in ("TBC", "TBA", "As agreed")]
    made = paper(bare, *dates, {"action": None, "objective": "B"}, {"action": None})
    assert [said(made, one) for one in sentences.gaps(made.figures)] == [
        "1 action has no target date.",
        "2 actions have a target date still to be confirmed.",
        "1 action has a target date in words that name no day.",
        "1 action has no owner given; a blank may be meant to share the cell above it.",
        "1 action has no progress measure.",
        "1 objective has no action.",
    ]
    whole, none = paper({}), paper()
    (told,) = sentences.gaps(whole.figures)
    assert said(whole, told) == "Every action has a target date, an owner and a progress measure."
    assert sentences.gaps(none.figures) == []


def test_an_objective_alone_is_told_though_there_is_no_action() -> None:
    made = paper({"action": None})
    assert [said(made, one) for one in sentences.gaps(made.figures)] == ["1 objective has no action."]


def test_illustrative_actions_are_told() -> None:
    made, published = paper({"provenance": "illustrative"}, {"provenance": "published"}), paper({})
    assert said(made, *sentences.provenance(made.figures)) == (
        "Of the 2 actions, 1 is illustrative, which is to say made up. It is marked in the appendix."
    )
    assert sentences.provenance(published.figures) == []
