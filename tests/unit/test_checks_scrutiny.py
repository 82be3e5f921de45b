"""Each rule of scrutiny's activity and of its tracker: what it finds, and the nearest innocent row that it does not."""

from __future__ import annotations

import pytest

from frames import activity_frame, tracker_frame
from quarterbook import checks
from quarterbook.findings import Finding
from quarterbook.registers.activity import ACTIVITY
from quarterbook.registers.tracker import TRACKER

Row = dict[str, object]
AS_AT = "2023-11-21"
HELD: Row = {"date": "2023-11-07", "subject": "Rents", "with": "Director"}
DONE: Row = {
    "made": "2023-10-10",
    "response_due": "2023-11-07",
    "response_received": "2023-11-01",
    "accepted": "yes",
    "implemented": "yes",
    "evidence": "The policy",
}


def found(code: str, *rows: Row) -> list[Finding]:
    """The findings of one rule in registers that are in order but for what is changed."""
    if code.startswith("V"):
        every = checks.activity(activity_frame(*(HELD | row for row in rows)), AS_AT)
    else:
        every = checks.tracker(tracker_frame(*(DONE | row for row in rows)), AS_AT)
    return [one for one in every if one.code == code]


def only(code: str, *rows: Row, severity: str, column: str) -> str:
    """The message of the rule's one finding, which stands on the last row."""
    (one,) = found(code, *rows)
    name = "activity" if code.startswith("V") else "tracker"
    place = (severity, f"data/exampleshire/{name}.csv", len(rows) + 1, column)
    assert (one.severity, one.source, one.row, one.column) == place
    return one.message


def test_registers_in_order_give_no_finding() -> None:
    done = activity_frame(HELD, HELD | {"panel": "Streets"}, {"kind": "review", "subject": "Homes"})
    assert checks.activity(done, AS_AT) == checks.activity(ACTIVITY.empty(), AS_AT) == ()
    waiting: Row = {"made": "2023-11-20", "response_due": "2023-12-20"}
    tracked = tracker_frame(DONE, waiting, DONE | {"accepted": "no", "implemented": "no", "evidence": None}, {})
    assert checks.tracker(tracked, AS_AT) == checks.tracker(TRACKER.empty(), AS_AT) == ()


@pytest.mark.parametrize("kind", ["meeting", "working-group", "consultation", "response", "training"])
def test_v10_finds_what_has_no_date(kind: str) -> None:
    told = only("V10", {"kind": kind, "date": None}, severity="note", column="date")
    assert told == f"No date is given for the {kind.replace('-', ' ')} 'Rents' (Homes)."


@pytest.mark.parametrize("changed", [{}, {"kind": "review", "date": None}])
def test_v10_leaves_what_has_one_and_reviews(changed: Row) -> None:
    assert found("V10", changed) == []


def test_v11_finds_what_is_to_come() -> None:
    told = only("V11", {}, {"date": "2023-11-22", "kind": "training"}, severity="note", column="date")
    assert told == "The training 'Rents' (Homes) is on 22 November 2023, after the day of the report: it is to come."


@pytest.mark.parametrize("day", ["2023-11-21", None])
def test_v11_leaves_the_day_of_the_report(day: str | None) -> None:
    assert found("V11", {"date": day}) == []


@pytest.mark.parametrize("changed", [{"with": "Head"}, {"kind": "response"}, {"subject": "RENTS."}])
def test_v12_finds_a_subject_reported_twice(changed: Row) -> None:
    told = only("V12", {}, changed, severity="warning", column="subject")
    assert told.endswith("(Homes) of 7 November 2023 stands in row 2 too.")


@pytest.mark.parametrize(
    "changed",
    [{"panel": "Streets"}, {"date": "2023-11-08"}, {"subject": "Rents and fees"}, {"date": None, "with": "Head"}],
)
def test_v12_leaves_another_panel_day_or_subject(changed: Row) -> None:
    assert found("V12", {}, changed) == []


def test_v13_finds_a_meeting_with_nobody() -> None:
    empty: Row = {"with": None, "date": "2023-11-08"}
    told = only("V13", {}, empty, severity="note", column="with")
    assert told == "Homes met on 8 November 2023, but nobody is named whom it met."
    assert len(found("V13", {}, empty, empty | {"subject": "Fees"})) == 1  # once a meeting


@pytest.mark.parametrize(
    "rows",
    [
        [{"with": None}],  # nobody is named anywhere
        [{}, {"with": None, "subject": "Fees"}],  # somebody is, at that meeting
        [{}, {"with": None, "date": "2023-11-08", "kind": "working-group"}],
        [{}, {"with": None, "date": None, "subject": "Fees"}],
    ],
)
def test_v13_leaves_meetings_with_somebody_and_registers_that_name_nobody(rows: list[Row]) -> None:
    assert found("V13", *rows) == []


def test_t10_finds_a_response_due_before_it_was_asked_for() -> None:
    told = only("T10", {"response_due": "2023-10-09"}, severity="warning", column="response_due")
    assert told == "The response to R-1 is due on 9 October 2023, before it was made (10 October 2023)."


def test_t11_finds_a_response_from_before_it_was_asked_for() -> None:
    told = only("T11", {"response_received": "2023-10-09"}, severity="warning", column="response_received")
    assert told == "The response to R-1 was received on 9 October 2023, before it was made (10 October 2023)."


@pytest.mark.parametrize("code", ["T10", "T11"])
@pytest.mark.parametrize("day", ["2023-10-10", None])
def test_t10_and_t11_leave_the_day_itself_and_what_has_none(code: str, day: str | None) -> None:
    assert found(code, {"response_due": day, "response_received": day}) == []
    assert found(code, {"made": None}) == []


def test_t12_finds_an_answer_that_decides_nothing() -> None:
    told = only("T12", {"accepted": None}, severity="warning", column="accepted")
    assert told == "R-1 was answered on 1 November 2023, but is it accepted? Nobody says."


@pytest.mark.parametrize("changed", [{"accepted": "no"}, {"accepted": None, "response_received": None}])
def test_t12_leaves_a_decision_and_what_is_not_answered(changed: Row) -> None:
    assert found("T12", changed) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "whether it is accepted is said"),
        ({"accepted": "no", "implemented": None}, "whether it is accepted is said"),
        ({"accepted": None, "implemented": "in-part"}, "it is said to be carried out"),
    ],
)
def test_t13_finds_a_decision_or_result_without_a_response(changed: Row, said: str) -> None:
    told = only("T13", {"response_received": None} | changed, severity="warning", column="response_received")
    assert told == f"No response to R-1 is dated, but {said}."


@pytest.mark.parametrize("changed", [{}, {"response_received": None, "accepted": None, "implemented": "no"}])
def test_t13_leaves_what_has_a_response_and_what_says_nothing(changed: Row) -> None:
    assert found("T13", changed) == []


WAITING: Row = {"response_received": None, "accepted": None, "implemented": None, "evidence": None}


def test_t14_finds_a_response_that_is_overdue() -> None:
    told = only("T14", WAITING | {"response_due": AS_AT}, severity="warning", column="response_received")
    assert told == "The response to R-1 was due on 21 November 2023; there is none yet."


def test_t14_and_t17_find_a_response_that_came_after_the_report() -> None:
    late: Row = {"response_received": "2023-11-22", "evidence": None}
    assert len(found("T14", late)) == len(found("T17", late)) == 1
    assert found("T15", late) == []  # what came of it is not known yet


@pytest.mark.parametrize("changed", [{}, WAITING | {"response_due": "2023-11-22"}, WAITING | {"response_due": None}])
def test_t14_leaves_what_is_answered_and_what_is_not_due(changed: Row) -> None:
    assert found("T14", changed) == []


@pytest.mark.parametrize(("extent", "how"), [("yes", ""), ("in-part", " in part")])
def test_t15_finds_what_nothing_shows(extent: str, how: str) -> None:
    told = only("T15", {"implemented": extent, "evidence": None}, severity="warning", column="evidence")
    assert told == f"R-1 is carried out{how}, with no evidence given."


@pytest.mark.parametrize("changed", [{}, {"implemented": "no", "evidence": None}, {"implemented": None}])
def test_t15_leaves_what_has_evidence_and_what_is_not_done(changed: Row) -> None:
    assert found("T15", changed) == []


def test_t16_finds_what_is_done_though_not_accepted() -> None:
    told = only("T16", {"accepted": "no", "implemented": "in-part"}, severity="warning", column="implemented")
    assert told == "R-1 was not accepted, but is carried out in part."


@pytest.mark.parametrize("changed", [{}, {"accepted": "in-part"}, {"accepted": "no", "implemented": "no"}])
def test_t16_leaves_what_is_accepted_or_not_done(changed: Row) -> None:
    assert found("T16", changed) == []


@pytest.mark.parametrize(("column", "did"), [("made", "was made"), ("response_received", "was answered")])
def test_t17_finds_what_the_figures_cannot_know(column: str, did: str) -> None:
    changed: Row = {"made": None, "response_received": None} | {column: "2023-11-22"}
    told = only("T17", changed, severity="warning", column=column)
    assert told == f"R-1 {did} on 22 November 2023, after the day of the report."


def test_t17_leaves_the_day_of_the_report() -> None:
    assert found("T17", {"made": AS_AT, "response_received": AS_AT}) == []


def test_findings_stand_in_the_order_of_their_codes() -> None:
    late = {"date": "2023-11-30"}
    read = activity_frame(HELD | late, HELD | late | {"kind": "review"}, HELD | {"with": None}, {"subject": "Other"})
    assert [one.code for one in checks.activity(read, AS_AT)] == ["V10", "V11", "V11", "V12", "V13"]
    tracked = tracker_frame(WAITING | {"response_due": AS_AT}, DONE | {"evidence": None}, DONE | {"accepted": None})
    assert [one.code for one in checks.tracker(tracked, AS_AT)] == ["T12", "T14", "T15"]
