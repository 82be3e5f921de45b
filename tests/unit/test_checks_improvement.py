"""Each rule of an improvement plan: what it finds, and the nearest innocent row that it does not."""

from __future__ import annotations

import pytest

from frames import improvement_frame
from quarterbook import checks
from quarterbook.analysis.improvement import progress
from quarterbook.findings import Finding
from quarterbook.registers.improvement_plan import IMPROVEMENT_PLAN

Row = dict[str, object]
AS_AT = "2023-06-30"


def findings(*rows: Row) -> tuple[Finding, ...]:
    return checks.improvement_plan(progress.assess(improvement_frame(*rows), AS_AT, 3), AS_AT)


def found(code: str, *rows: Row) -> list[Finding]:
    return [one for one in findings(*rows) if one.code == code]


def only(code: str, *rows: Row, severity: str, column: str) -> str:
    """The message of the rule's one finding, which stands on the last row."""
    (one,) = found(code, *rows)
    place = (severity, "data/exampleshire/improvement_plan.csv", len(rows) + 1, column)
    assert (one.severity, one.source, one.row, one.column) == place
    return one.message


def test_a_plan_in_order_gives_no_finding() -> None:
    rows = ({}, {"target_date": "March 2024 and ongoing"}, {"target_date": "May 2023", "on_target": "complete"})
    assert findings(*rows) == checks.improvement_plan(progress.assess(IMPROVEMENT_PLAN.empty(), AS_AT, 3), AS_AT) == ()


def test_m10_finds_an_objective_without_an_action() -> None:
    told = only("M10", {}, {"action": None, "objective": "Alone"}, severity="warning", column="action")
    assert told == "The objective 'Alone' (1.2) has no action."


def test_m10_finds_a_row_without_an_action_beside_others_and_one_of_nothing() -> None:
    told = only("M10", {}, {"action": None}, severity="warning", column="action")
    assert told == "1.2 has no action; other rows of its objective have."
    told = only("M10", {}, {"action": None, "objective": None}, severity="warning", column="action")
    assert told == "1.2 names neither an objective nor an action."


def test_m10_finds_each_row_of_an_objective_without_any_action() -> None:
    alone: Row = {"action": None, "objective": "Alone"}
    told = [one.message for one in found("M10", {}, alone, alone, {"objective": "Alone", "priority_area": "Another"})]
    assert told == [f"The objective 'Alone' ({reference}) has no action." for reference in ("1.2", "1.3")]


def test_m10_leaves_an_action_without_an_objective() -> None:
    assert found("M10", {"objective": None}, {}) == []


def test_m11_finds_a_date_of_which_nothing_can_be_made() -> None:
    told = only("M11", {"target_date": "As the white paper says"}, severity="warning", column="target_date")
    assert told == "The date of 1.1 is not understood: 'As the white paper says'."
    assert only("M11", {"revised_date": "Soon"}, severity="warning", column="revised_date").endswith("'Soon'.")


@pytest.mark.parametrize(
    "target_date",
    [
        None,
        "TBC",
        "Ongoing",
        "31 st December 2023",
        "March 2024 March 2025",
        "Was Sept 22. Delivered Oct 22",
        "Summer 2024",
    ],
)
def test_m11_and_m12_leave_what_is_understood(target_date: object) -> None:
    assert found("M11", {"target_date": target_date}) == found("M12", {"target_date": target_date}) == []


def test_m12_finds_words_that_nothing_was_made_of() -> None:
    told = only("M12", {"target_date": "TBC by Government"}, severity="note", column="target_date")
    assert told == "The date of 1.1, 'TBC by Government', is understood but for 'Government'."
    assert found("M12", {"target_date": "As the white paper says"}) == []


@pytest.mark.parametrize(
    ("code", "column", "severity", "told", "of_all"),
    [
        ("M13", "target_date", "warning", "1.2 has no target date.", "a target date"),
        ("M14", "owner", "warning", "1.2 has no owner given.", "an owner"),
        ("M15", "measure", "note", "1.2 has no progress measure.", "a progress measure"),
    ],
)
def test_m13_to_m15_find_what_is_missing(code: str, column: str, severity: str, told: str, of_all: str) -> None:
    assert only(code, {}, {column: None}, severity=severity, column=column) == told
    assert found(code, {}, {"action": None, column: None}) == []
    (one,) = found(code, {column: None}, {column: None})
    assert (one.message, one.row) == (f"No action of the plan has {of_all}.", None)
    (one,) = found(code, {column: None})
    assert one.row == 2


def test_m13_leaves_an_action_that_has_a_revised_date_only() -> None:
    assert found("M13", {"target_date": None, "revised_date": "May 2024"}, {}) == []


def test_m16_finds_what_is_overdue_on_its_last_day() -> None:
    told = only("M16", {"target_date": "June 2023"}, severity="warning", column="target_date")
    assert told == "1.1 was due by 30 June 2023 and is not complete."
    row: Row = {"target_date": "Was May 2023. Delivered July 2023"}
    assert only("M16", row, severity="warning", column="target_date").startswith("1.1 was due by 31 May 2023")
    row = {"target_date": "March 2024", "revised_date": "May 2023"}
    assert only("M16", row, severity="warning", column="revised_date").startswith("1.1 was due by 31 May 2023")


@pytest.mark.parametrize(
    "row",
    [
        {"target_date": "1 July 2023"},
        {"target_date": "May 2023 March 2024"},
        {"target_date": "May 2023", "on_target": "complete"},
        {"target_date": "May 2023 onwards"},
        {"target_date": "May 2023", "revised_date": "March 2024"},
        {"target_date": "May 2023", "revised_date": "TBC"},
        {"target_date": "May 2023", "action": None},
    ],
)
def test_m16_leaves_what_is_ahead_complete_or_without_an_end(row: Row) -> None:
    assert found("M16", row) == []


def test_m17_finds_a_date_past_of_which_nothing_is_said() -> None:
    row: Row = {"target_date": "May 2023 March 2024", "on_target": None}
    told = only("M17", row, severity="note", column="on_target")
    assert told == "A date of 1.1, 31 May 2023, is past; nothing says whether it is on target."
    assert found("M17", row | {"on_target": "slipped"}) == found("M17", row | {"target_date": "July 2023"}) == []


def test_m18_finds_a_revised_date_before_the_one_it_replaces() -> None:
    told = only("M18", {"target_date": "May 2024 (revise to March 2024)"}, severity="warning", column="target_date")
    assert told == "1.1 was due by 31 May 2024; its revised date, 31 March 2024, is earlier."
    row: Row = {"target_date": "May 2024", "revised_date": "30 May 2024"}
    assert only("M18", row, severity="warning", column="revised_date").endswith("30 May 2024, is earlier.")


@pytest.mark.parametrize(
    "row",
    [
        {"target_date": "March 2024 (revise to May 2024)"},
        {"target_date": "May 2024", "revised_date": "31 May 2024"},
        {"target_date": "May 2024", "revised_date": "TBC"},
        {"target_date": "Was Sept 22. Delivered Oct 21"},
    ],
)
def test_m18_leaves_dates_put_off_kept_or_met(row: Row) -> None:
    assert found("M18", row) == []


@pytest.mark.parametrize(
    ("target_date", "told"),
    [
        ("December 2023 December 2023", "A date of 1.1 is repeated: 'December 2023 December 2023'."),
        ("March 2025 March 2024", "The dates of 1.1 do not stand in order: 'March 2025 March 2024'."),
    ],
)
def test_m19_finds_dates_repeated_or_out_of_order(target_date: str, told: str) -> None:
    assert only("M19", {"target_date": target_date}, severity="note", column="target_date") == told


@pytest.mark.parametrize("target_date", ["March 2024 March 2025", "July 2023 (revise to July 2023)", "Ongoing"])
def test_m19_leaves_dates_in_order(target_date: str) -> None:
    assert found("M19", {"target_date": target_date}) == []


def test_m20_finds_what_is_complete_with_a_date_ahead() -> None:
    row: Row = {"target_date": "May 2023 July 2023", "on_target": "complete"}
    told = only("M20", row, severity="note", column="on_target")
    assert told == "1.1 is complete, though 31 July 2023, a date of it, is still ahead."
    assert (
        found("M20", row | {"target_date": "May 2023 June 2023"}) == found("M20", row | {"on_target": "slipped"}) == []
    )


def test_m21_finds_an_action_that_stands_twice() -> None:
    again: Row = {"action": "action  ONE", "section": "Other", "target_date": "May 2024"}
    told = only("M21", {"action": "Action one"}, again, severity="warning", column="action")
    assert told == "'action ONE' is the action of 1.1 and again of 1.2, with another target date."
    told = only("M21", {"action": "One"}, {"action": "One"}, severity="warning", column="action")
    assert told == "'One' is the action of 1.1 and again of 1.2."
    assert found("M21", {"action": "One"}, {"action": "One of two"}, {"action": None}, {"action": None}) == []


def test_m22_finds_words_that_are_not_mapped_once_a_word() -> None:
    (one,) = found("M22", {"on_target": "Report produced"}, {"on_target": "report produced"}, {"on_target": "Complete"})
    assert one.message == (
        "'Report produced' is none of complete, on-target, slipped, under-way. "
        "Say in the house file which it stands for (values: on_target)."
    )
    assert (one.severity, one.row, one.column) == ("note", 2, "on_target")
    assert found("M22", {"on_target": None}, {"on_target": "under-way"}) == []


def test_m23_finds_a_delivery_that_has_not_come() -> None:
    told = only("M23", {"target_date": "Delivered July 2023"}, severity="warning", column="target_date")
    assert told == "1.1 is told as delivered after the day of the report: 'Delivered July 2023'."
    assert found("M23", {"target_date": "Delivered June 2023"}) == []


def test_findings_stand_in_the_order_of_their_codes() -> None:
    codes = [one.code for one in findings({"target_date": None}, {"action": None}, {"target_date": "May 2023"})]
    assert codes == sorted(codes) == ["M10", "M13", "M16"]
