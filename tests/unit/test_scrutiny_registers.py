"""The registers of scrutiny: what their files must have, and what names a row."""

from __future__ import annotations

import pandas as pd
import pytest

from frames import HOUSE, activity_frame, tracker_frame
from quarterbook.params.house_file import House
from quarterbook.registers import REGISTERS
from quarterbook.registers.register import RegisterError
from quarterbook.registers.tracker import TRACKER, answered, carried_out, known, overdue, unproved

Row = dict[str, object]
MARKED = House.model_validate(
    HOUSE.model_dump()
    | {
        "values": {"kind": {"working group": "working-group"}, "accepted": {"Partly": "in-part"}},
        "missing": {"activity": ("n/a",), "tracker": ("n/a",)},
    }
)


def references(tracker: pd.DataFrame) -> list[str]:
    return tracker["reference"].tolist()


def test_an_activity_is_read_with_whom_the_panel_met() -> None:
    (row,) = activity_frame({"date": "12 September 2023", "with": "Director; Head"}).itertuples()
    assert (row.panel, row.date, row.met_with) == ("Homes", pd.Timestamp("2023-09-12"), "Director; Head")


def test_markers_of_the_house_are_blank_in_every_column_that_may_be() -> None:
    read = activity_frame({"date": "n/a", "kind": "working group", "with": "n/a", "outcome": "n/a"}, house=MARKED)
    assert read[["date", "met_with", "outcome"]].isna().all(axis=None)
    assert read["kind"].tolist() == ["working-group"]
    tracked = tracker_frame({"response_received": "n/a", "accepted": "Partly", "evidence": "N/A"}, house=MARKED)
    assert tracked["accepted"].tolist() == ["in-part"]
    assert tracked[["response_received", "evidence"]].isna().all(axis=None)


@pytest.mark.parametrize("changed", [{"date": "2023-09-13"}, {"with": "Head"}, {"outcome": "Done"}, {"kind": "review"}])
def test_a_panel_may_take_up_a_subject_again(changed: Row) -> None:
    row: Row = {"date": "2023-09-12", "subject": "Rents", "with": "Director", "outcome": "Heard"}
    assert len(activity_frame(row, row | changed)) == 2


@pytest.mark.parametrize("row", [{"subject": "Rents"}, {"subject": "Rents", "date": "2023-09-12", "outcome": "Heard"}])
def test_a_whole_row_again_is_refused(row: Row) -> None:
    with pytest.raises(RegisterError) as refused:
        activity_frame(row, {"subject": "Other"}, row)
    told, _ = str(refused.value).splitlines()
    assert told == "data/exampleshire/activity.csv, row 4: this is row 2 again; keep one of the two. [V03]"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"panel": None}, "column 'panel': the cell is blank; panel must be filled in. [V02]"),
        ({"subject": None}, "column 'subject': the cell is blank; subject must be filled in. [V02]"),
        ({"kind": "party"}, "column 'kind': 'party' cannot be read; expected one of meeting, working-group, review, "),
        ({"date": "soon"}, "column 'date': 'soon' cannot be read; expected a date "),
    ],
)
def test_what_stops_the_activity_is_told_with_its_place(row: Row, told: str) -> None:
    with pytest.raises(RegisterError) as refused:
        activity_frame({}, row)
    assert str(refused.value).startswith(f"data/exampleshire/activity.csv, row 3, {told}")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"reference": "R-1"}, "column 'reference': 'R-1' stands in row 2 already; give each row its own. [T03]"),
        ({"recommendation": None}, "column 'recommendation': the cell is blank; recommendation must be filled in. "),
        ({"accepted": "maybe"}, "column 'accepted': 'maybe' cannot be read; expected one of yes, in-part, no. [T01]"),
    ],
)
def test_what_stops_the_tracker_is_told_with_its_place(row: Row, told: str) -> None:
    with pytest.raises(RegisterError) as refused:
        tracker_frame({}, row)
    assert str(refused.value).startswith(f"data/exampleshire/tracker.csv, row 3, {told}")


def test_a_recommendation_is_answered_where_a_response_is_dated_or_decides() -> None:
    read = tracker_frame(
        {"response_received": "2023-11-01"}, {"accepted": "no"}, {"implemented": "yes"}, {"response_due": "2023-11-01"}
    )
    assert references(answered(read, "2023-11-21")) == ["R-1", "R-2"]


@pytest.mark.parametrize(("as_at", "there"), [("2023-11-21", []), ("2023-11-22", ["R-1"]), ("2023-11-23", ["R-1"])])
def test_a_response_is_there_from_the_day_that_it_was_received(as_at: str, there: list[str]) -> None:
    received: Row = {"response_due": "2023-11-07", "response_received": "2023-11-22"}
    read = tracker_frame(received | {"accepted": "yes", "implemented": "in-part"})
    assert references(answered(read, as_at)) == references(unproved(read, as_at)) == there
    assert references(overdue(read, as_at)) == ([] if there else ["R-1"])


def test_of_a_later_response_nothing_is_known_and_of_any_other_all_is() -> None:
    said: Row = {"accepted": "yes", "implemented": "yes", "evidence": "A form"}
    read = tracker_frame(said | {"response_received": "2023-11-22"}, said | {"response_received": "2023-11-21"}, said)
    told = known(read, "2023-11-21")
    assert told[["response_received", *said]].isna().all(axis=1).tolist() == [True, False, False]
    pd.testing.assert_frame_equal(told.iloc[1:], read.iloc[1:])
    assert read["accepted"].tolist() == ["yes"] * 3
    assert known(TRACKER.empty(), "2023-11-21").empty


@pytest.mark.parametrize(
    ("due", "as_at", "late"),
    [
        ("2023-11-07", "2023-11-06", []),
        ("2023-11-07", "2023-11-07", ["R-1"]),
        ("2023-11-07", "2023-11-08", ["R-1"]),
        (None, "2023-11-08", []),
    ],
)
def test_a_response_is_overdue_from_the_day_that_it_was_due(due: str | None, as_at: str, late: list[str]) -> None:
    read = tracker_frame({"response_due": due}, {"response_due": due, "response_received": "2023-11-06"})
    assert references(overdue(read, as_at)) == late


def test_what_is_carried_out_in_part_needs_evidence_too() -> None:
    read = tracker_frame(
        {"implemented": "yes"},
        {"implemented": "in-part"},
        {"implemented": "no"},
        {"implemented": "yes", "evidence": "A"},
    )
    assert references(carried_out(read)) == ["R-1", "R-2", "R-4"]
    assert references(unproved(read, "2023-11-21")) == ["R-1", "R-2"]


@pytest.mark.parametrize("name", ["activity", "tracker"])
def test_an_empty_register_has_every_column(name: str) -> None:
    empty = REGISTERS[name].empty()
    assert empty.empty
    assert {"panel", "provenance", "source", "sha256"} < set(empty.columns)
