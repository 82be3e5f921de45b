"""Each rule of projects and of the team: what it finds, and the nearest innocent row that it does not."""

from __future__ import annotations

import pytest

from frames import projects_frame, team_frame
from quarterbook import checks
from quarterbook.findings import Finding
from quarterbook.registers.projects import PROJECTS
from quarterbook.registers.team import TEAM

Row = dict[str, object]
AS_AT = "2023-11-21"
IN_ORDER: Row = {"due_date": "Mar 24", "outcome": "It works."}


def all_found(*rows: Row, before: list[Row] | None = None) -> tuple[Finding, ...]:
    previous = None if before is None else projects_frame(*(IN_ORDER | row for row in before))
    return checks.projects(projects_frame(*(IN_ORDER | row for row in rows)), previous, AS_AT)


def found(code: str, *rows: Row, before: list[Row] | None = None) -> list[Finding]:
    """The findings of one rule in projects that are in order but for what is changed."""
    return [one for one in all_found(*rows, before=before) if one.code == code]


def only(code: str, *rows: Row, severity: str, column: str, before: list[Row] | None = None) -> str:
    """The message of the rule's one finding, which stands on the last row, or of one gone on its first."""
    (one,) = found(code, *rows, before=before)
    at = 2 if code == "P38" else len(rows) + 1
    assert (one.severity, one.source, one.row, one.column) == (severity, "data/exampleshire/projects.csv", at, column)
    return one.message


def test_projects_in_order_give_no_finding() -> None:
    rows = (
        IN_ORDER,
        {"phase": "diagnostic", "due_date": None},
        {"phase": "completed", "status": None, "due_date": None, "benefit_kind": "grant", "benefit_amount": 1000},
        {"phase": "subsumed", "status": None, "due_date": None, "outcome": None},
    )
    assert all_found(*rows, before=list(rows)) == checks.projects(PROJECTS.empty(), PROJECTS.empty(), AS_AT) == ()


def test_p10_finds_a_project_in_two_phases_and_names_both() -> None:
    rows: tuple[Row, ...] = ({"reference": "A"}, {"reference": "B"}, {"reference": "A", "phase": "completed"})
    message = only("P10", *rows, severity="error", column="phase")
    assert message == ("A is in delivery (row 2) and completed (row 4). Keep the row of the phase that it is in now.")
    three = (*rows, {"reference": "A", "phase": "diagnostic"})
    assert found("P10", *three)[0].message.startswith(
        "A is in delivery (row 2), completed (row 4) and in the diagnostic phase (row 5). "
    )
    assert found("P10", {}, {"phase": "completed"}) == []


def test_p30_finds_a_completed_project_without_an_outcome() -> None:
    done: Row = {"phase": "completed", "status": None, "due_date": None}
    message = only("P30", done | {"outcome": None}, severity="warning", column="outcome")
    assert message == "IP-1 (Project 1) is completed, but has no outcome."
    assert found("P30", done, {"outcome": None}) == []


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"due_date": "Nov 23", "revised_date": "July 23"}, "revised_date"),
        ({"due_date": "Nov 23 Now July 23"}, "due_date"),
    ],
)
def test_p31_finds_a_revised_date_before_the_original_one(row: Row, column: str) -> None:
    message = only("P31", row, severity="warning", column=column)
    assert message == "The revised date of IP-1, July 2023, is before the original one, November 2023."


@pytest.mark.parametrize("revised", ["Nov 23", "July 23", "31 July 2023", "TBC", None])
def test_p31_leaves_a_date_that_moved_later_or_not_at_all(revised: str | None) -> None:
    assert found("P31", {"due_date": "July 23", "revised_date": revised}) == []


def test_p32_finds_a_date_of_which_nothing_is_understood() -> None:
    message = only("P32", {"due_date": "when funds allow"}, severity="warning", column="due_date")
    assert message == "The due date of IP-1, 'when funds allow', is not understood, and is only printed."
    late = only("P32", {"delivered_date": "quite late"}, severity="warning", column="delivered_date")
    assert "date of delivery of IP-1, 'quite late'" in late
    subsumed: Row = {"phase": "subsumed", "due_date": "when funds allow"}
    assert found("P32", {"due_date": "TBC"}, {"due_date": "ongoing"}, subsumed) == []


def test_p33_finds_what_is_past_its_due_date_and_not_delivered() -> None:
    message = only("P33", {"due_date": "Oct 23"}, severity="warning", column="due_date")
    assert message == "IP-1 was due by October 2023, but is still in delivery at 21 November 2023."
    revised: Row = {"due_date": "July 23", "revised_date": "20 November 2023"}
    assert only("P33", revised, severity="warning", column="revised_date")
    assert only("P33", {"due_date": "Was Oct 23. Delivered Dec 23"}, severity="warning", column="due_date")


@pytest.mark.parametrize(
    "row",
    [
        {"due_date": "Nov 23"},
        {"due_date": "Oct 23", "revised_date": "Nov 23"},
        {"due_date": "Was Oct 23. Delivered Nov 23"},
        {"due_date": "Oct 23", "revised_date": "TBC"},
        {"due_date": "Oct 23", "phase": "completed"},
    ],
)
def test_p33_leaves_what_is_not_due_delivered_or_over(row: Row) -> None:
    assert found("P33", row) == []


def test_p34_finds_what_is_delivered_and_not_completed() -> None:
    message = only("P34", {"due_date": "Was Sept 23. Delivered Oct 23"}, severity="note", column="phase")
    assert message == "IP-1 is delivered (October 2023), later than it was due, but still in delivery."
    assert only("P34", {"delivered_date": "Delivered"}, severity="note", column="phase") == (
        "IP-1 is delivered, but still in delivery."
    )
    over: Row = {"due_date": "Delivered Oct 23", "phase": "completed"}
    assert found("P34", over, {"due_date": "To be delivered Oct 24"}, {"delivered_date": "Dec 23"}) == []


def test_p35_finds_what_is_on_hold_and_yet_due() -> None:
    held: Row = {"status_note": "On hold until spring"}
    message = only("P35", held, severity="warning", column="due_date")
    assert message == "IP-1 is on hold, yet due by March 2024: nothing says whether that still holds."
    assert found("P35", held | {"due_date": None, "phase": "diagnostic"}, {"status_note": "not on hold"}) == []


def test_p36_finds_what_is_in_delivery_without_a_due_date() -> None:
    message = only("P36", {"due_date": None}, severity="warning", column="due_date")
    assert message == "IP-1 is in delivery, but has no due date."
    assert found("P36", {"due_date": "TBC"})[0].message == "IP-1 is in delivery, but has no due date yet ('TBC')."
    diagnostic: Row = {"due_date": None, "phase": "diagnostic"}
    others: list[Row] = [{"due_date": "soon"}, {"due_date": "ongoing"}, {"due_date": None, "revised_date": "May 24"}]
    assert found("P36", diagnostic, *others, {"due_date": "Delivered"}) == []


@pytest.mark.parametrize(("was", "now"), [("delivery", "diagnostic"), ("completed", "delivery")])
def test_p37_finds_a_phase_that_went_back(was: str, now: str) -> None:
    assert only("P37", {"phase": now}, before=[{"phase": was}], severity="warning", column="phase")


def test_p37_tells_both_phases_and_leaves_those_that_went_on() -> None:
    (one,) = found("P37", {}, before=[{"phase": "completed"}])
    assert one.message == "IP-1 (Project 1) was completed last quarter, and is in delivery now."
    for was in ("delivery", "diagnostic"):
        assert found("P37", {}, before=[{"phase": was}]) == []
    assert found("P37", {}, before=[]) == found("P37", {}) == []


def test_p38_finds_what_is_gone_without_an_end() -> None:
    before: list[Row] = [{"reference": "Z"}, {"reference": "IP-1"}]
    message = only("P38", {}, before=before, severity="warning", column="reference")
    assert message == "Z (Project 1), in delivery last quarter, is gone; nothing says what became of it."
    assert found("P38", {}, before=[{"reference": "Z", "phase": "completed"}, {"reference": "IP-1"}]) == []


def test_p39_finds_an_amount_of_no_kind() -> None:
    message = only("P39", {"benefit_amount": 12000}, severity="note", column="benefit_kind")
    assert message == "IP-1 (Project 1) is to bring £12,000, but nothing says of which kind."
    assert found("P39", {"benefit_amount": 12000, "benefit_kind": "grant"}, {}) == []


def test_p41_finds_two_projects_of_one_title() -> None:
    message = only("P41", {"title": "Car Parks"}, {"title": "car  parks"}, severity="warning", column="title")
    assert message == "IP-2 has the title of IP-1 (row 2): car parks."
    assert found("P41", {"title": "Car Parks"}, {"title": "Parks"}) == []


def test_p42_finds_words_of_which_nothing_was_made() -> None:
    message = only("P42", {"due_date": "To be reviewed 31 Mar 24"}, severity="note", column="due_date")
    assert message.endswith("is understood in part; nothing was made of 'be reviewed'.")
    assert found("P42", {"due_date": "by the end of March 2024"}, {"due_date": "when funds allow"}) == []


def test_p43_finds_what_is_under_way_without_a_status() -> None:
    message = only("P43", {"status": None}, severity="warning", column="status")
    assert message == "IP-1 (Project 1), in delivery, has no status."
    assert found("P43", {"status": None, "phase": "completed"}, {}) == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [("grant", "a grant"), ("saving", "a saving"), ("cost-avoided", "a cost avoided"), ("income", "income")],
)
def test_p44_finds_a_benefit_in_money_without_a_figure(kind: str, words: str) -> None:
    message = only("P44", {"benefit_kind": kind}, severity="note", column="benefit_amount")
    assert message == f"IP-1 (Project 1) claims {words}, but puts no figure on it."
    assert found("P44", {"benefit_kind": kind, "benefit_amount": 0}, {"benefit_kind": "service"}, {}) == []


def test_p45_finds_a_delivery_after_the_day_of_the_report() -> None:
    message = only("P45", {"delivered_date": "22 November 2023"}, severity="warning", column="delivered_date")
    assert message == "IP-1 is called delivered (22 November 2023), which is after 21 November 2023."
    assert found("P45", {"due_date": "Delivered Nov 23"}, {"delivered_date": "2023-11-21"}) == []


def test_p40_finds_a_role_without_equivalents() -> None:
    (one,) = checks.team(team_frame({"fte": None}, {"fte": 0}, {"fte": 0.5}))
    assert (one.code, one.severity, one.row, one.column) == ("P40", "warning", 2, "fte")
    assert one.message == "Nothing says how many full-time equivalents Role 1 is."
    assert checks.team(TEAM.empty()) == ()
