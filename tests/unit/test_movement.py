"""Movement: each kind on both sides, matching, and what has vanished."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frames import AS_AT, COMPUTED, HASH, REPORTED, SOURCE, by_id, looked_at, plan, rows_of
from quarterbook.analysis import directorates, movement, ratings
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.movement import MOVEMENTS

LAST = "2023-03-31"
BEFORE = "data/exampleshire/before.csv"


def now(by: Any = COMPUTED, **columns: object) -> pd.DataFrame:
    return ratings.rate(plan(**columns), AS_AT, by)


def before(by: Any = COMPUTED, first_row: int = 102, **columns: object) -> pd.DataFrame:
    return ratings.rate(plan(BEFORE, first_row, **columns), LAST, by)


def moves(this: dict[str, object], last: dict[str, object], by: Any = COMPUTED) -> set[str]:
    """The movements of one action that is in both quarters."""
    (row,) = movement.compare(now(by, **this), before(by, **last), by).to_dict("records")
    return {kind for kind in MOVEMENTS if row[kind]}


def which(moved: pd.DataFrame, kind: str) -> list[str]:
    return list(moved.loc[moved[kind], "reference"])


def figures(this: pd.DataFrame, last: pd.DataFrame, *chosen: str) -> dict[str, Figure]:
    moved = movement.compare(this, last, COMPUTED)
    return by_id(movement.figures(moved, this, last, directorates.named(this, chosen)))


# --- each movement -------------------------------------------------------------------------------


def test_an_action_that_stays_as_it_was_has_not_moved() -> None:
    assert moves({"percent_complete": 60}, {"percent_complete": 40}) == set()


def test_newly_completed_was_not_complete_before() -> None:
    assert moves({"percent_complete": 100}, {"percent_complete": 99}) == {"newly-completed", "rating-better"}
    assert moves({"percent_complete": 100}, {"percent_complete": 100}) == set()
    assert moves({"stage": "completed"}, {"stage": "in-progress"}) == {"newly-completed", "rating-better"}
    assert moves({"percent_complete": 99}, {"percent_complete": 100}) == {"rating-worse"}


@pytest.mark.parametrize("stage", ["withdrawn", "carried-forward"])
def test_an_action_that_left_the_count_is_not_newly_completed(stage: str) -> None:
    assert moves({"stage": stage, "percent_complete": 100}, {}) == set()


def test_newly_overdue_was_not_overdue_before() -> None:
    assert moves({"due_date": AS_AT}, {"due_date": AS_AT}) == {"newly-overdue", "rating-worse"}
    assert moves({"due_date": "2023-07-01"}, {"due_date": "2023-07-01"}) == set()
    assert moves({"due_date": LAST}, {"due_date": LAST}) == set()
    assert moves({"due_date": "2023-04-01"}, {"due_date": "2023-04-01"}) == {"newly-overdue", "rating-worse"}


def test_a_rating_is_better_or_worse_by_the_schemes_order() -> None:
    best_first = list(COMPUTED.levels)
    for at, this in enumerate(best_first):
        for other, last in enumerate(best_first):
            moved = moves({"reported_rating": this}, {"reported_rating": last}, REPORTED)
            assert ("rating-better" in moved, "rating-worse" in moved) == (at < other, at > other)


@pytest.mark.parametrize(("this", "last"), [(None, "red"), ("red", None), (None, None)])
def test_a_rating_that_is_not_known_is_neither_better_nor_worse(this: str | None, last: str | None) -> None:
    assert moves({"reported_rating": this}, {"reported_rating": last}, REPORTED) == set()


def test_a_withdrawn_action_has_no_rating_to_get_worse() -> None:
    assert moves({"stage": "withdrawn"}, {"due_date": LAST, "stage": None}) == {"re-baselined"}


@pytest.mark.parametrize("due", ["2024-03-30", "2024-04-01"])
def test_a_due_date_moved_either_way_is_re_baselined(due: str) -> None:
    assert moves({"due_date": due}, {"due_date": "2024-03-31"}) == {"re-baselined"}
    assert moves({"due_date": due}, {"due_date": due}) == set()


def test_a_new_action_is_only_new_though_it_is_complete_or_overdue() -> None:
    this = now(reference=["A", "B", "C"], percent_complete=[50, 100, 50], due_date=["2024-03-31", "2024-03-31", LAST])
    moved = movement.compare(this, before(reference="A"), COMPUTED)
    assert which(moved, "new") == ["B", "C"]
    assert {kind for kind in MOVEMENTS if moved[kind].any()} == {"new"}


def test_an_unfinished_action_that_is_gone_has_vanished_and_stands_last() -> None:
    moved = movement.compare(now(reference="B"), before(reference=["A", "B"]), COMPUTED)
    assert list(moved["reference"]) == ["B", "A"]
    assert which(moved, "vanished") == ["A"]
    gone = moved.iloc[1]
    assert (gone["row"], gone["source"], gone["title"]) == (102, BEFORE, "Action 1")
    assert not any(gone[kind] for kind in MOVEMENTS if kind != "vanished")


@pytest.mark.parametrize(
    "finished",
    [{"percent_complete": 100}, {"stage": "completed"}, {"stage": "withdrawn"}, {"stage": "carried-forward"}],
)
def test_a_finished_action_that_is_gone_has_not_vanished(finished: dict[str, object]) -> None:
    moved = movement.compare(now(reference="B"), before(reference="A", **finished), COMPUTED)
    assert which(moved, "vanished") == []


def test_an_action_withdrawn_now_is_still_in_the_plan() -> None:
    assert moves({"stage": "withdrawn"}, {}) == set()


# --- matching ------------------------------------------------------------------------------------


def test_a_renumbered_action_is_matched_on_the_reference_it_had() -> None:
    this = now(reference=["B-1", "B-2"], previous_reference=["A-1", None], percent_complete=[100, 50])
    moved = movement.compare(this, before(reference="A-1"), COMPUTED)
    assert (which(moved, "newly-completed"), which(moved, "new"), which(moved, "vanished")) == (["B-1"], ["B-2"], [])
    assert list(moved["reference_before"].dropna()) == ["A-1"]


def test_a_previous_reference_goes_before_the_reference() -> None:
    this = now(reference=["A-1", "A-2"], previous_reference=["A-2", "A-1"])
    last = before(reference=["A-1", "A-2"], title=["First", "Second"])
    assert list(movement.compare(this, last, COMPUTED)["title_before"]) == ["Second", "First"]


def test_a_previous_reference_that_is_not_there_is_a_new_action_and_its_namesake_has_vanished() -> None:
    moved = movement.compare(now(reference="A", previous_reference="Z"), before(reference="A"), COMPUTED)
    assert [(row["new"], row["vanished"]) for row in moved.to_dict("records")] == [(True, False), (False, True)]


def test_rows_keep_their_order_and_their_spreadsheet_numbers() -> None:
    this = now(reference=["C", "A", "D", "B"])
    moved = movement.compare(this, before(reference=["A", "B", "C", "E"]), COMPUTED)
    assert list(zip(moved["reference"], moved["row"], strict=True)) == [
        *[("C", 2), ("A", 3), ("D", 4), ("B", 5)],
        ("E", 105),
    ]
    assert list(moved["row_before"].dropna()) == [104, 102, 103]


def test_two_actions_with_one_predecessor_are_told_plainly() -> None:
    this = now(reference=["B-1", "B-2", "B-3"], previous_reference=["A-1", None, "A-1"])
    sentence = (
        f"{SOURCE}: B-1 (row 2) and B-3 (row 4) are matched with one action of the quarter before, A-1 (row 102). "
        "Give each a previous_reference of its own."
    )
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        movement.compare(this, before(reference="A-1"), COMPUTED)


def test_a_reference_that_another_action_had_before_is_told_too() -> None:
    this = now(reference=["A-1", "A-2"], previous_reference=["A-2", None])
    with pytest.raises(ValueError, match=r"A-1 \(row 2\) and A-2 \(row 3\) are matched .* A-2 \(row 103\)"):
        movement.compare(this, before(reference=["A-1", "A-2"]), COMPUTED)


def test_every_clash_is_told_at_once_a_sentence_a_line() -> None:
    this = now(reference=["a", "b", "c", "d"], previous_reference=["x", "x", "y", "y"])
    with pytest.raises(ValueError, match=r"a \(row 2\) and b \(row 3\) .* x .*\n.* c \(row 4\) and d \(row 5\) .* y "):
        movement.compare(this, before(reference=["x", "y"]), COMPUTED)


def test_two_claims_on_an_action_that_was_not_there_are_two_new_actions() -> None:
    this = now(reference=["B-1", "B-2"], previous_reference="Z-9")
    assert which(movement.compare(this, before(reference="A-1"), COMPUTED), "new") == ["B-1", "B-2"]
    assert which(movement.compare(this, before(reference="A-1").iloc[:0], COMPUTED), "new") == ["B-1", "B-2"]


def test_against_an_empty_quarter_every_action_is_new() -> None:
    moved = movement.compare(now(reference=["A", "B"], due_date=LAST), before().iloc[:0], COMPUTED)
    assert which(moved, "new") == ["A", "B"]
    assert {kind for kind in MOVEMENTS if moved[kind].any()} == {"new"}
    assert all(moved[kind].dtype == bool for kind in MOVEMENTS)


def test_the_plans_are_not_changed_by_comparing_them() -> None:
    this, last = now(reference=["A", "B"]), before(reference=["A", "C"])
    kept = this.copy(), last.copy()
    movement.compare(this, last, COMPUTED)
    pd.testing.assert_frame_equal(this, kept[0])
    pd.testing.assert_frame_equal(last, kept[1])


# --- figures -------------------------------------------------------------------------------------


def test_each_movement_is_counted_for_each_directorate_and_the_paper() -> None:
    this = now(reference=["A", "B", "C"], directorate=["Finance", "Legal", "Legal"], percent_complete=[100, 50, 50])
    last = before(reference=["A", "B", "D"], directorate=["Finance", "Legal", "Finance"])
    made = figures(this, last)
    assert set(made) == {f"{place}.{kind}.count" for place in ("finance", "legal", "all") for kind in MOVEMENTS}
    assert {name: figure.value for name, figure in made.items() if figure.value} == {
        "finance.newly-completed.count": 1,
        "finance.rating-better.count": 1,
        "finance.vanished.count": 1,
        "legal.new.count": 1,
        "all.newly-completed.count": 1,
        "all.rating-better.count": 1,
        "all.vanished.count": 1,
        "all.new.count": 1,
    }


def test_a_movement_names_the_rows_that_moved_and_all_of_both_quarters() -> None:
    made = figures(now(reference=["A", "B"]), before(reference=["A", "C"]))
    assert rows_of(made["finance.vanished.count"].rows) == {(BEFORE, 103)}
    assert rows_of(made["finance.new.count"].rows) == {(SOURCE, 3)}
    both = {(SOURCE, 2), (SOURCE, 3), (BEFORE, 102), (BEFORE, 103)}
    assert all(rows_of(figure.of) == both for figure in made.values())
    assert {one.sha256 for one in made["all.new.count"].of} == {HASH}


def test_movement_of_directorates_outside_the_paper_is_not_counted() -> None:
    this = now(reference=["A", "B"], directorate=["Finance", "Legal"])
    made = figures(this, before(reference="Z", directorate="Legal"), "Finance")
    assert (made["all.new.count"].value, made["all.vanished.count"].value) == (1, 0)
    assert "legal.new.count" not in made


def test_definitions_are_sentences_of_the_movement() -> None:
    made = figures(now(), before())
    assert made["finance.new.count"].definition == "Actions of Finance since last quarter: new in the plan"
    assert made["all.re-baselined.count"].definition == (
        "Actions of the whole paper since last quarter: due date moved"
    )


CELLS = {
    "reference": st.sampled_from(["A", "B", "C", "D"]),
    "directorate": st.sampled_from(["Finance", "Legal"]),
    "due_date": st.sampled_from([LAST, "2023-04-01", "2023-07-01"]),
    "percent_complete": st.sampled_from(["50", "100"]),
    "stage": st.sampled_from([None, "in-progress", "completed", "withdrawn"]),
}
PLANS = st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=4, unique_by=lambda row: row["reference"])


def columns(rows: list[dict[str, Any]]) -> dict[str, object]:
    return {name: [row[name] for row in rows] for name in CELLS}


@settings(max_examples=40, deadline=None)
@given(PLANS, PLANS)
def test_every_action_of_either_quarter_is_accounted_for(
    this: list[dict[str, Any]], last: list[dict[str, Any]]
) -> None:
    moved = movement.compare(now(**columns(this)), before(**columns(last)), COMPUTED)
    references = {row["reference"] for row in this}
    assert list(moved["reference"])[: len(this)] == [row["reference"] for row in this]
    withdrawn = {row["reference"] for row in this if row["stage"] in ("withdrawn", "carried-forward")}
    assert set(which(moved, "new")) == references - {row["reference"] for row in last} - withdrawn
    assert set(which(moved, "vanished")) == {
        row["reference"]
        for row in last
        if row["reference"] not in references
        and row["percent_complete"] != "100"
        and row["stage"] not in ("completed", "withdrawn")
    }
    assert not (moved["rating-better"] & moved["rating-worse"]).any()


@settings(max_examples=20, deadline=None)
@given(PLANS, PLANS, st.data())
def test_only_a_row_that_a_figure_looked_at_can_change_it(
    this: list[dict[str, Any]], last: list[dict[str, Any]], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(last) - 1), label="row of the quarter before")
    cells = data.draw(st.fixed_dictionaries(CELLS), label="its cells") | {"reference": last[at]["reference"]}
    changed = [*last[:at], cells, *last[at + 1 :]]
    frame = now(**columns(this))
    was, is_now = (figures(frame, before(**columns(rows))) for rows in (last, changed))
    for name, figure in was.items():
        if figure.value != is_now[name].value:
            assert (BEFORE, 102 + at) in looked_at(figure, was)
