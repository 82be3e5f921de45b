"""How far the actions of an improvement plan are, and how many: each state, both sides of each day."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from frames import HOUSE, by_id, improvement_frame, looked_at, rows_of
from quarterbook.analysis.figures import Figure, lineage
from quarterbook.analysis.improvement import counts, progress
from quarterbook.params.house_file import House
from quarterbook.registers.improvement_plan import IMPROVEMENT_PLAN
from quarterbook.registers.register import RegisterError
from quarterbook.when import When

AS_AT, MONTHS = "2023-06-30", 3
BLANK: dict[str, object] = {"action": None, "target_date": None, "measure": None, "on_target": None, "owner": None}


def assessed(*rows: dict[str, object], house: House = HOUSE) -> pd.DataFrame:
    return progress.assess(improvement_frame(*rows, house=house), AS_AT, MONTHS)


def state(**row: object) -> str:
    return str(assessed(row)["state"].iloc[0])


def figures(*rows: dict[str, object]) -> dict[str, Figure]:
    return by_id(counts.figures(assessed(*rows)))


def values(made: dict[str, Figure], place: str = "all") -> dict[str, object]:
    """The states of which there are any."""
    given = {name: made[f"{place}.{name}.count"].value for name in progress.STATES}
    return {name: value for name, value in given.items() if value}


# --- the register --------------------------------------------------------------------------------


def test_dates_are_understood_and_their_words_kept() -> None:
    read = improvement_frame({"target_date": "Was Sept 23. Delivered Oct 23"}, {"target_date": None})
    first, second = read["target_date"]
    assert isinstance(first, When)
    assert (str(first), first.delivered_by) == ("Was Sept 23. Delivered Oct 23", date(2023, 10, 31))
    assert second is None


def test_words_on_target_are_mapped_and_others_kept() -> None:
    house = HOUSE.model_copy(
        update={"values": {"on_target": {"Completed Completed": "complete", "Ongoing": "under-way"}}}
    )
    words = ("completed  completed", "Ongoing", "SLIPPED", "Report produced")
    read = improvement_frame(*({"on_target": one} for one in words), house=house)
    assert [*read["on_target"]] == ["complete", "under-way", "slipped", "Report produced"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"section": None}, "M02"),
        ({"reference": None}, "M02"),
        ({"reference": "1.1"}, "M03"),
        ({"provenance": "guessed"}, "M01"),
    ],
)
def test_a_row_that_cannot_be_told_stops_the_register(row: dict[str, object], code: str) -> None:
    with pytest.raises(RegisterError) as stopped:
        improvement_frame({}, row)
    assert [one.code for one in stopped.value.found] == [code]


def test_an_objective_needs_no_action() -> None:
    assert improvement_frame({"action": None})["action"].isna().all()


# --- order ---------------------------------------------------------------------------------------


def test_what_belongs_together_stands_together_in_the_order_in_which_it_first_stands() -> None:
    rows = [("B", "b2", "y"), ("A", "a1", "x"), ("B", "b1", "z"), ("B", "b2", "w"), ("B", "b2", "y"), ("A", "a1", "x")]
    plan = improvement_frame(*({"section": s, "priority_area": a, "objective": o} for s, a, o in rows))
    assert [*progress.in_order(plan)["reference"]] == ["1.1", "1.5", "1.4", "1.3", "1.2", "1.6"]
    assert progress.sections(plan) == {"b": "B", "a": "A"}


def test_rows_without_area_or_objective_stand_first_in_their_section() -> None:
    plan = improvement_frame({}, {"priority_area": None}, {"priority_area": None, "objective": None})
    assert [*progress.in_order(plan)["reference"]] == ["1.3", "1.2", "1.1"]


# --- states --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target_date", "expected"),
    [
        ("30 June 2023", "overdue"),
        ("June 2023", "overdue"),
        ("1 July 2023", "next-due"),
        ("September 2023", "next-due"),
        ("1 October 2023", "later"),
        ("Summer 2023", "next-due"),
        ("Autumn 2023", "later"),
        ("2023", "later"),
        ("May 2023 June 2023", "overdue"),
        ("May 2023 August 2023 March 2024", "next-due"),
        ("May 2023 March 2024", "later"),
        ("Ongoing", "open-ended"),
        ("June annually", "open-ended"),
        ("May 2023 onwards", "open-ended"),
        ("May 2023 and ongoing", "open-ended"),
        ("May 2024 and annually", "later"),
        ("TBC", "undated"),
        ("As the white paper says", "undated"),
        ("To commence 2023 – 2025", "undated"),
        (None, "undated"),
        ("July 2023 (revise to October 2023)", "later"),
        ("October 2023 (revise to May 2023)", "overdue"),
        ("Was May 23. Delivered June 23", "complete"),
        ("Completed", "complete"),
        ("Was May 23. Delivered July 23", "overdue"),
        ("Was July 23. Delivered August 23", "next-due"),
        ("Not completed May 2023", "overdue"),
        ("Q2 2023", "undated"),
    ],
)
def test_the_dates_of_an_action_tell_how_far_it_is(target_date: object, expected: str) -> None:
    assert state(target_date=target_date) == expected


def test_what_is_complete_is_not_overdue() -> None:
    assert state(target_date="May 2023", on_target="Complete") == "complete"
    assert [state(target_date="May 2023", on_target=one) for one in ("slipped", "under-way", None)] == ["overdue"] * 3


@pytest.mark.parametrize(
    ("target", "revised", "expected", "is_revised"),
    [
        ("May 2023", "August 2023", "next-due", True),
        ("May 2024", "May 2023", "overdue", True),
        ("May 2023", "TBC", "undated", True),
        ("May 2023", "Completed", "complete", False),
        ("May 2023", "Was July 23. Delivered June 23", "complete", True),
        ("May 2023", "Delivered July 23", "overdue", False),
        ("Ongoing", "May 2023", "overdue", False),
        ("Ongoing", "May 2024", "later", False),
        ("May 2023", "May 2023", "overdue", False),
        (None, "May 2024", "later", False),
        ("May 2023", None, "overdue", False),
        ("May 2023", "Ongoing", "open-ended", True),
    ],
)
def test_a_revised_date_in_its_own_column_holds(
    target: object, revised: object, expected: str, is_revised: bool
) -> None:
    row = assessed({"target_date": target, "revised_date": revised or ""}, {}).iloc[0]
    assert (row["state"], row["revised"]) == (expected, is_revised)


def test_a_row_without_an_action_is_in_no_state() -> None:
    row = assessed({"action": None, "target_date": "May 2023"}).iloc[0]
    assert (row["state"], row["is_action"], row["part_past"], row["gaps"]) == (None, False, False, ())


def test_a_date_past_and_another_ahead_is_told_with_how_long_it_is_past() -> None:
    rows = assessed(
        {"target_date": "March 2023 May 2023 March 2024"},
        {"target_date": "June 2023 and ongoing"},
        {"target_date": "May 2023 March 2024", "on_target": "complete"},
        {"target_date": "March 2024"},
    )
    assert [*rows["part_past"]] == [True, True, False, False]
    assert [*rows["days_past"][:2]] == [30, 0]
    assert [*progress.due_actions(rows)["reference"]] == ["1.1", "1.2"]


@pytest.mark.parametrize(
    ("row", "gaps"),
    [
        ({}, ()),
        ({"target_date": None}, ("no-date",)),
        ({"target_date": "TBC by Government"}, ("to-be-confirmed",)),
        ({"target_date": "TBC in 2024"}, ()),
        ({"target_date": "As the white paper says"}, ("in-words",)),
        ({"target_date": "To commence 2023 – 2025"}, ("in-words",)),
        ({"target_date": "Ongoing"}, ()),
        ({"target_date": "Delivered"}, ()),
        ({"target_date": "Easter 2023"}, ("in-words",)),
        ({"target_date": "March 2023", "revised_date": "TBC"}, ("to-be-confirmed",)),
        ({"target_date": "TBC", "revised_date": "March 2023"}, ()),
        ({"owner": None, "measure": None}, ("no-owner", "no-measure")),
    ],
)
def test_what_the_plan_leaves_open_of_an_action(row: dict[str, object], gaps: tuple[str, ...]) -> None:
    found = assessed(row, {})
    assert found["gaps"].iloc[0] == gaps
    assert all(len(progress.with_gap(found, gap)) == (gap in gaps) for gap in progress.GAPS)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2023, 6, 30), 3, date(2023, 9, 30)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2023, 12, 31), 12, date(2024, 12, 31)),
        (date(2023, 6, 15), 1, date(2023, 7, 15)),
    ],
)
def test_some_months_ahead(day: date, months: int, expected: date) -> None:
    assert progress.ahead(day, months) == expected


# --- figures -------------------------------------------------------------------------------------

PLAN: tuple[dict[str, object], ...] = (
    {"on_target": "complete"},
    {"target_date": "May 2023", "on_target": None},
    {"target_date": "TBC", "owner": None, "objective": "Another"},
    {"section": "Other areas", "target_date": None, "on_target": "Report produced", "priority_area": "B"},
    {"section": "Other areas", "priority_area": "B", **BLANK, "objective": "Alone"},
)


def test_everything_is_counted() -> None:
    made = figures(*PLAN)
    assert {name: made[f"{name}.count"].value for name in ("sections", "areas", "objectives", "actions")} == {
        "sections": 2,
        "areas": 2,
        "objectives": 4,
        "actions": 4,
    }
    assert values(made) == {"complete": 1, "overdue": 1, "undated": 2}
    assert (values(made, "ambitions"), values(made, "other-areas")) == (
        {"complete": 1, "overdue": 1, "undated": 1},
        {"undated": 1},
    )
    names = ("no-date", "to-be-confirmed", "in-words", "no-owner", "no-measure", "not-reported", "reported", "dated")
    assert [made[f"all.{name}.count"].value for name in names] == [1, 1, 0, 1, 0, 1, 3, 2]
    assert made["objectives.no-action.count"].value == 1
    assert made["all.other-words.count"].value == 1
    assert (made["all.undated.percent"].display, made["other-areas.actions.count"].value) == ("50%", 1)


def test_an_objective_is_without_an_action_when_no_row_of_it_has_one_and_counts_once() -> None:
    alone: dict[str, object] = {"objective": "Alone", "action": None}
    nothing: dict[str, object] = {"objective": None, "action": None}
    plan = ({}, {"action": None}, alone, alone, alone | {"priority_area": "B"}, {"priority_area": "B"}, nothing)
    found = figures(*plan)["objectives.no-action.count"]
    assert rows_of(found.rows) == {("data/exampleshire/improvement_plan.csv", row) for row in (4, 6)}
    assert [*assessed(*plan, alone | {"priority_area": None})["unacted"]].count(True) == 4


def test_every_action_is_in_one_state_in_the_plan_and_in_its_section() -> None:
    made = figures(*PLAN)
    for place in ("all", "ambitions", "other-areas"):
        assert sum(int(str(value)) for value in values(made, place).values()) == made[counts.total(place)].value


def test_a_count_names_its_rows_and_all_of_the_plan() -> None:
    made, everything = figures(*PLAN), rows_of(lineage(assessed(*PLAN)))
    assert rows_of(made["ambitions.overdue.count"].rows) == {("data/exampleshire/improvement_plan.csv", 3)}
    assert rows_of(made["sections.count"].rows) == {("data/exampleshire/improvement_plan.csv", row) for row in (2, 5)}
    assert all(looked_at(one, made) == everything for name, one in made.items() if not name.endswith("days-past"))


def test_how_long_a_date_is_past_is_a_figure() -> None:
    made = figures(*PLAN)
    assert (made["1-2.days-past"].value, made["1-2.days-past"].unit) == (30, "days")
    assert [name for name in made if name.endswith("days-past")] == ["1-2.days-past"]


def test_an_empty_plan_has_every_figure_of_the_whole_and_no_share() -> None:
    made = by_id(counts.figures(progress.assess(IMPROVEMENT_PLAN.empty(), AS_AT, MONTHS)))
    assert {one.value for name, one in made.items() if name.endswith(".count")} == {0}
    assert {one.value for name, one in made.items() if name.endswith(".percent")} == {None}
