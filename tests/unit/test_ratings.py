"""Ratings: every branch of the rule on both sides of its thresholds, and the counts and shares made of them."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frames import AS_AT, COMPUTED, REPORTED, SOURCE, by_id, figures_of, looked_at, plan, rated, rows_of, scheme
from quarterbook.analysis import directorates, ratings
from quarterbook.registers.actions import STAGES

DAY_BEFORE, DAY_AFTER = "2023-06-29", "2023-07-01"


def one(column: str, **cells: object) -> Any:
    return rated(**cells)[column].iloc[0]


# --- the computed rule ---------------------------------------------------------------------------


@pytest.mark.parametrize(("due", "overdue"), [(DAY_BEFORE, True), (AS_AT, True), (DAY_AFTER, False)])
def test_an_action_is_overdue_on_its_due_date_and_after_not_before(due: str, overdue: bool) -> None:
    assert one("overdue", due_date=due) == overdue
    assert one("rating", due_date=due) == ("red" if overdue else "purple")


@pytest.mark.parametrize("due", [DAY_BEFORE, AS_AT, DAY_AFTER])
def test_what_is_complete_is_never_overdue(due: str) -> None:
    assert not one("overdue", due_date=due, percent_complete=100)


@pytest.mark.parametrize(("percent", "rating"), [("99.9", "purple"), ("100", "green")])
def test_complete_is_a_hundred_per_cent_and_not_a_tenth_less(percent: str, rating: str) -> None:
    assert one("rating", percent_complete=percent) == rating
    assert one("complete", percent_complete=percent) == (rating == "green")


@pytest.mark.parametrize(("percent", "rating"), [("99.9", "red"), ("100", "green")])
def test_past_the_due_date_a_tenth_less_than_complete_is_red(percent: str, rating: str) -> None:
    assert one("rating", percent_complete=percent, due_date=DAY_BEFORE) == rating


@pytest.mark.parametrize("percent", [0, 40, 100])
def test_the_stage_completed_is_complete_whatever_the_percentage(percent: int) -> None:
    assert one("rating", stage="completed", percent_complete=percent, due_date=DAY_BEFORE) == "green"


@pytest.mark.parametrize("stage", ["not-started", "in-progress", "paused", None])
def test_no_other_stage_changes_the_rating(stage: str | None) -> None:
    assert one("rating", stage=stage) == "purple"
    assert one("rating", stage=stage, due_date=DAY_BEFORE) == "red"


@pytest.mark.parametrize(
    ("on_track", "outside", "rating"),
    [
        ("no", "no", "red"),
        ("no", None, "red"),
        ("no", "yes", "amber"),
        ("yes", "yes", "purple"),
        (None, "yes", "purple"),
        ("yes", "no", "purple"),
        (None, None, "purple"),
    ],
)
def test_before_its_due_date_an_action_is_late_only_if_it_is_said_not_to_be_on_track(
    on_track: str | None, outside: str | None, rating: str
) -> None:
    assert one("rating", on_track=on_track, outside_control=outside) == rating


@pytest.mark.parametrize("on_track", ["yes", "no", None])
@pytest.mark.parametrize(("outside", "rating"), [("yes", "amber"), ("no", "red"), (None, "red")])
def test_past_its_due_date_an_action_is_late_whatever_is_said_of_its_track(
    on_track: str | None, outside: str | None, rating: str
) -> None:
    assert one("rating", due_date=AS_AT, on_track=on_track, outside_control=outside) == rating


@pytest.mark.parametrize(
    ("completed", "due", "late"),
    [("2023-05-31", "2023-05-31", False), ("2023-06-01", "2023-05-31", True), (None, "2023-05-31", False)],
)
@pytest.mark.parametrize("house_says", ["green", "amber"])
def test_completed_after_the_due_date_is_what_the_house_says(
    completed: str | None, due: str, late: bool, house_says: str
) -> None:
    row = rated(by=scheme(completed_late=house_says), stage="completed", completed_date=completed, due_date=due).iloc[0]
    assert bool(row["late"]) == late
    assert row["rating"] == (house_says if late else "green")


def test_a_completed_date_does_not_complete_an_action() -> None:
    row = rated(completed_date="2024-05-01", percent_complete=90).iloc[0]
    assert (row["rating"], row["late"], row["complete"]) == ("purple", False, False)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({}, "Not yet due and on track."),
        ({"percent_complete": 100}, "Complete."),
        (
            {"stage": "completed", "completed_date": "2023-06-01", "due_date": "2023-05-31"},
            "Complete, but after its due date.",
        ),
        ({"due_date": AS_AT}, "Past its due date."),
        (
            {"due_date": AS_AT, "outside_control": "yes"},
            "Past its due date, outside the directorate's control.",
        ),
        ({"on_track": "no"}, "Not on track."),
        (
            {"on_track": "no", "outside_control": "yes"},
            "Not on track, outside the directorate's control.",
        ),
        ({"stage": "withdrawn"}, "Not counted: withdrawn."),
        ({"stage": "carried-forward"}, "Not counted: carried forward."),
    ],
)
def test_every_rating_says_why(cells: dict[str, object], why: str) -> None:
    assert one("why", **cells) == why


def test_each_row_is_rated_by_itself_whatever_stands_beside_it() -> None:
    cells = list(product((DAY_BEFORE, DAY_AFTER), (50, 100), ("yes", "no", None), ("yes", "no", None)))
    names = ("due_date", "percent_complete", "on_track", "outside_control")
    together = rated(**{name: list(column) for name, column in zip(names, zip(*cells, strict=True), strict=True)})
    for row, values in zip(together.itertuples(), cells, strict=True):
        assert (row.rating, row.why) == tuple(rated(**dict(zip(names, values, strict=True)))[["rating", "why"]].iloc[0])


def test_the_officers_rating_does_not_sway_the_computed_one() -> None:
    row = rated(reported_rating="red").iloc[0]
    assert (row["rating"], row["computed"], row["reported_rating"]) == ("purple", "purple", "red")


# --- the reported scheme -------------------------------------------------------------------------


def test_under_a_reported_scheme_the_rating_is_the_officers_and_blank_is_unrated() -> None:
    frame = rated(by=REPORTED, reported_rating=["green", None, "red"], percent_complete=[0, 100, 100])
    assert list(frame["rating"]) == ["green", "unrated", "red"]
    assert list(frame["why"]) == ["As the officer reported.", "No status was reported.", "As the officer reported."]


def test_under_a_reported_scheme_no_rule_is_computed_and_lateness_is_known_all_the_same() -> None:
    frame = rated(by=REPORTED, due_date=[DAY_BEFORE, DAY_AFTER], reported_rating="green")
    assert frame["computed"].isna().all()
    assert list(frame["overdue"]) == [True, False]


# --- withdrawn and carried forward ---------------------------------------------------------------


@pytest.mark.parametrize("stage", ["withdrawn", "carried-forward"])
@pytest.mark.parametrize("by", [COMPUTED, REPORTED])
def test_an_action_that_does_not_count_has_no_rating_and_is_not_overdue(stage: str, by: Any) -> None:
    row = rated(by=by, stage=stage, due_date=DAY_BEFORE, reported_rating="red").iloc[0]
    assert pd.isna(row["rating"])
    assert pd.isna(row["computed"])
    assert not row["overdue"]
    assert not row["counted"]


def test_withdrawn_and_carried_forward_leave_the_denominators_and_are_counted_apart() -> None:
    frame = rated(
        percent_complete=[100, 50, 50, 50, 50],
        stage=["completed", "in-progress", "withdrawn", "carried-forward", "withdrawn"],
        due_date=DAY_BEFORE,
    )
    made = figures_of(frame)
    assert {name: made[f"all.{name}"].value for name in ("total", "listed")} == {"total": 2, "listed": 5}
    assert made["all.green.percent"].value == made["all.red.percent"].value == made["all.overdue.percent"].value == 50
    assert (made["all.withdrawn.count"].value, made["all.withdrawn.percent"].value) == (2, 40)
    assert (made["all.carried-forward.count"].value, made["all.carried-forward.percent"].value) == (1, 20)
    assert made["all.overdue.count"].value == 1
    assert rows_of(made["all.total"].rows) == {(SOURCE, 2), (SOURCE, 3)}


def test_a_plan_of_withdrawn_actions_only_has_no_shares() -> None:
    made = figures_of(rated(stage="withdrawn"))
    assert made["all.total"].value == 0
    assert made["all.green.percent"].display == "n/a"
    assert made["all.withdrawn.percent"].display == "100%"


# --- figures -------------------------------------------------------------------------------------


def test_every_rating_and_stage_has_its_figures_though_no_action_has_it() -> None:
    made = figures_of(rated())
    groups = (*COMPUTED.names, *STAGES, "overdue", "illustrative")
    assert set(made) == {
        *(f"{place}.{key}.{kind}" for place in ("finance", "all") for key in groups for kind in ("count", "percent")),
        *(f"{place}.{name}" for place in ("finance", "all") for name in ("total", "listed")),
    }
    assert (made["finance.red.count"].value, made["finance.red.percent"].value) == (0, 0)
    assert (made["finance.purple.count"].value, made["finance.purple.percent"].value) == (1, 100)


def test_a_share_names_its_count_and_the_total_it_is_of() -> None:
    made = figures_of(rated(stage=["withdrawn", "in-progress"]))
    assert made["finance.purple.percent"].from_ == ("finance.purple.count", "finance.total")
    assert made["finance.withdrawn.percent"].from_ == ("finance.withdrawn.count", "finance.listed")
    assert made["finance.illustrative.percent"].from_ == ("finance.illustrative.count", "finance.listed")


def test_definitions_speak_the_houses_words_and_name_the_directorate() -> None:
    made = figures_of(rated(), scheme(green={"label": "Done"}))
    assert made["finance.green.count"].definition == "Actions of Finance rated Done"
    assert made["all.green.percent"].definition == "Share of actions of the whole paper rated Done"
    assert made["finance.not-started.count"].definition == "Actions of Finance at the stage 'not started'"
    assert made["finance.unrated.count"].definition == "Actions of Finance rated Unrated"


def test_illustrative_rows_are_counted_among_all_that_are_listed() -> None:
    frame = rated(provenance=["illustrative", "published", None], stage=["withdrawn", None, None])
    made = figures_of(frame)
    assert (made["all.illustrative.count"].value, made["all.illustrative.percent"].value) == (1, 33)


def test_the_houses_decimal_places_reach_every_share() -> None:
    made = figures_of(rated(percent_complete=[100, 50, 50]), decimals=1)
    assert (made["all.green.percent"].display, made["all.purple.percent"].display) == ("33.3%", "66.7%")


def test_the_whole_paper_is_its_directorates_and_no_others() -> None:
    frame = rated(directorate=["Finance", "Legal", "Legal", "Housing"])
    made = by_id(ratings.figures(frame, COMPUTED, directorates.named(frame, ["Legal", "Finance"])))
    assert {name: figure.value for name, figure in made.items() if name.endswith(".total")} == {
        "legal.total": 2,
        "finance.total": 1,
        "all.total": 3,
    }
    assert rows_of(made["all.total"].rows) == {(SOURCE, 2), (SOURCE, 3), (SOURCE, 4)}


def test_a_directorate_that_is_not_chosen_is_looked_at_all_the_same() -> None:
    frame = rated(directorate=["Finance", "Legal"])
    made = by_id(ratings.figures(frame, COMPUTED, directorates.named(frame, ["Legal"])))
    assert rows_of(made["legal.total"].of) == rows_of(made["all.total"].of) == {(SOURCE, 2), (SOURCE, 3)}


def test_an_actions_own_percentage_is_a_figure_of_its_row() -> None:
    frame = rated(reference=["CS/07", "CS-08"], directorate="Corporate Services", percent_complete=["56", "12.5"])
    made = by_id(ratings.progress(frame, directorates.named(frame)))
    figure = made["corporate-services.cs-07.percent-complete"]
    assert (figure.value, figure.exact, figure.display, figure.unit) == (56, "56", "56%", "%")
    assert rows_of(figure.rows) == {(SOURCE, 2)}
    assert rows_of(figure.of) == {(SOURCE, 2), (SOURCE, 3)}
    assert made["corporate-services.cs-08.percent-complete"].display == "12.5%"


def test_the_tail_of_a_spreadsheets_formula_is_in_exact_and_not_in_print() -> None:
    frame = rated(percent_complete="33.33333333333333")
    (figure,) = ratings.progress(frame, directorates.named(frame))
    assert (figure.value, figure.exact, figure.display) == (33.333, "33.33333333", "33.333%")


def test_actions_of_other_directorates_give_no_percentages() -> None:
    frame = rated(directorate=["Finance", "Legal"])
    assert [one.id for one in ratings.progress(frame, directorates.named(frame, ["Legal"]))] == [
        "legal.a-02.percent-complete"
    ]


# --- directorates --------------------------------------------------------------------------------


def test_directorates_stand_in_the_files_order_unless_they_are_chosen() -> None:
    frame = plan(directorate=["Legal", "Finance", "Legal", "Housing"])
    assert list(directorates.named(frame).values()) == ["Legal", "Finance", "Housing"]
    assert list(directorates.named(frame, ["Housing", "Legal"]).items()) == [("housing", "Housing"), ("legal", "Legal")]


def test_a_directorate_that_the_file_does_not_have_is_named_with_those_it_has() -> None:
    with pytest.raises(ValueError, match=r"no action belongs to the directorate 'Financ'\. Did you mean 'Finance'\?$"):
        directorates.named(plan(directorate=["Finance", "Legal"]), ["Financ"])


@pytest.mark.parametrize("names", [["IT & Data", "IT / Data"], ["Legal", "LEGAL"], ["All", "Legal"], ["***", "Legal"]])
def test_two_directorates_of_one_slug_or_one_without_are_refused(names: list[str]) -> None:
    with pytest.raises(ValueError, match=f"needs a name of its own.*{'.*'.join(map(str, names[1:]))}"):
        directorates.named(plan(directorate=names))


def test_a_directorate_chosen_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="a directorate is named twice: Legal, Legal"):
        directorates.named(plan(directorate="Legal"), ["Legal", "Legal"])


def test_names_that_share_a_slug_may_stand_in_the_file_if_one_is_chosen() -> None:
    assert directorates.named(plan(directorate=["Legal", "LEGAL"]), ["LEGAL"]) == {"legal": "LEGAL"}


# --- which actions a summary speaks of -----------------------------------------------------------


def featured(frame: pd.DataFrame, *chosen: str) -> list[str]:
    return list(directorates.featured(frame, chosen)["reference"])


def test_chosen_actions_stand_in_the_files_order() -> None:
    assert featured(rated(reference=["a", "b", "c"]), "c", "a") == ["a", "c"]


def test_else_those_that_need_a_word_do_and_withdrawn_ones_need_none() -> None:
    frame = rated(
        reference=["red", "amber", "purple", "behind", "gone"],
        due_date=[DAY_BEFORE, DAY_BEFORE, DAY_AFTER, DAY_AFTER, DAY_AFTER],
        outside_control=[None, "yes", None, None, None],
        start_date="2023-04-01",
        percent_complete=[90, 90, 90, 10, 10],
        stage=[None, None, None, None, "withdrawn"],
    )
    assert featured(frame) == ["red", "amber", "behind"]


def test_an_unrated_action_needs_a_word() -> None:
    assert featured(rated(by=REPORTED, reported_rating=["green", None, "purple"])) == ["A-02"]


def test_else_the_first_three_with_a_commentary() -> None:
    frame = rated(commentary=[None, "one", "two", "three", "four"])
    assert featured(frame) == ["A-02", "A-03", "A-04"]


# --- whatever the plan ---------------------------------------------------------------------------

CELLS = {
    "directorate": st.sampled_from(["Finance", "Legal", "IT & Data"]),
    "due_date": st.sampled_from([DAY_BEFORE, AS_AT, DAY_AFTER, "2024-03-31"]),
    "percent_complete": st.sampled_from(["0", "50", "99.9", "100"]),
    "stage": st.sampled_from([None, *STAGES]),
    "completed_date": st.sampled_from([None, DAY_BEFORE, DAY_AFTER]),
    "outside_control": st.sampled_from([None, "yes", "no"]),
    "on_track": st.sampled_from([None, "yes", "no"]),
    "reported_rating": st.sampled_from([None, *COMPUTED.levels]),
    "provenance": st.sampled_from([None, "published", "illustrative"]),
}
PLANS = st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=12)
SCHEMES = st.sampled_from([COMPUTED, REPORTED, scheme(completed_late="amber")])


def columns(rows: list[dict[str, object]]) -> dict[str, list[object]]:
    return {name: [row[name] for row in rows] for name in CELLS}


@settings(max_examples=20, deadline=None)
@given(PLANS, SCHEMES)
def test_ratings_add_to_the_total_and_directorates_to_the_paper(rows: list[dict[str, object]], by: Any) -> None:
    frame = rated(by=by, **columns(rows))
    made = figures_of(frame, by)
    places = [*directorates.named(frame), "all"]
    values = {name: int(figure.value or 0) for name, figure in made.items() if figure.unit == ""}
    for place in places:
        assert sum(values[f"{place}.{name}.count"] for name in by.names) == values[f"{place}.total"]
        apart = values[f"{place}.withdrawn.count"] + values[f"{place}.carried-forward.count"]
        assert values[f"{place}.total"] + apart == values[f"{place}.listed"]
    for name in (name for name in values if name.startswith("all.")):
        assert sum(values[f"{place}{name[3:]}"] for place in places[:-1]) == values[name]
    assert values["all.listed"] == len(rows)


@settings(max_examples=20, deadline=None)
@given(PLANS, SCHEMES)
def test_a_count_is_the_number_of_its_rows_and_each_is_among_those_looked_at(
    rows: list[dict[str, object]], by: Any
) -> None:
    for figure in figures_of(rated(by=by, **columns(rows)), by).values():
        assert rows_of(figure.rows) <= rows_of(figure.of)
        if figure.unit == "":
            assert figure.value == len(rows_of(figure.rows))


@settings(max_examples=20, deadline=None)
@given(PLANS, SCHEMES)
def test_the_rating_is_the_rule_read_from_the_paper(rows: list[dict[str, object]], by: Any) -> None:
    for row in rated(by=by, **columns(rows)).to_dict("records"):
        assert row["rating"] == by_the_paper(row, by) or (pd.isna(row["rating"]) and not row["counted"])


def by_the_paper(row: dict[str, Any], by: Any) -> str | None:
    """The rule, a clause at a time."""
    if row["stage"] in ("withdrawn", "carried-forward"):
        return None
    if by.rule == "reported":
        return "unrated" if pd.isna(row["reported_rating"]) else str(row["reported_rating"])
    if row["stage"] == "completed" or row["percent_complete"] == 100:
        return str(by.completed_late) if row["completed_date"] > row["due_date"] else "green"
    if row["due_date"] <= pd.Timestamp(AS_AT) or row["on_track"] is False:
        return "amber" if row["outside_control"] is True else "red"
    return "purple"


@settings(max_examples=30, deadline=None)
@given(PLANS, st.data())
def test_only_a_row_that_a_figure_looked_at_can_change_it(rows: list[dict[str, object]], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(rows) - 1), label="row to change")
    changed = [*rows[:at], data.draw(st.fixed_dictionaries(CELLS), label="its cells"), *rows[at + 1 :]]
    # A paper on one directorate: rows of the others can still move into it.
    before, after = (
        by_id(ratings.figures(frame, COMPUTED, {"finance": "Finance"}))
        for frame in (rated(**columns(rows)), rated(**columns(changed)))
    )
    for name, figure in before.items():
        if figure.value != after[name].value:
            assert (SOURCE, at + 2) in looked_at(figure, before)


def test_a_row_can_change_a_figure_of_a_directorate_that_it_did_not_belong_to() -> None:
    before, after = (rated(directorate=["Finance", second]) for second in ("Legal", "Finance"))
    was, now = (by_id(ratings.figures(frame, COMPUTED, {"finance": "Finance"})) for frame in (before, after))
    assert (was["finance.total"].value, now["finance.total"].value) == (1, 2)
    assert (SOURCE, 3) in looked_at(was["finance.purple.percent"], was)


@settings(max_examples=15, deadline=None)
@given(PLANS, st.randoms())
def test_the_order_of_the_rows_changes_no_figure(rows: list[dict[str, object]], random: Any) -> None:
    frame = rated(**columns(rows))
    order = list(frame.index)
    random.shuffle(order)
    assert figures_of(frame) == figures_of(frame.loc[order])


def test_the_register_is_not_changed_by_rating_it() -> None:
    frame = plan(due_date=[DAY_BEFORE, DAY_AFTER], on_track=["no", None])
    untouched = frame.copy()
    figures_of(ratings.rate(frame, AS_AT, COMPUTED))
    pd.testing.assert_frame_equal(frame, untouched)


def test_an_empty_register_is_rated_and_counted_as_nothing() -> None:
    frame = ratings.rate(plan().iloc[:0], AS_AT, COMPUTED)
    assert Counter(frame.columns) == Counter(rated().columns.drop(["elapsed", "lead_on_time", "behind"]))
    assert by_id(ratings.figures(frame, COMPUTED, {}))["all.total"].value == 0
