"""Each rule of the actions register: what it finds, and the nearest innocent row that it does not."""

from __future__ import annotations

from typing import Any

import pytest

from frames import AS_AT, COMPUTED, REPORTED, SOURCE, plan, rated, scheme
from quarterbook import checks
from quarterbook.analysis import movement, ratings
from quarterbook.checks.actions import a18_commentary_missing
from quarterbook.findings import Finding, by_severity
from quarterbook.params.house_file import RatingScheme

START, DUE = "2023-01-01", "2023-12-31"


def found(code: str, by: RatingScheme = COMPUTED, as_at: str = AS_AT, **cells: object) -> list[Finding]:
    """The findings of one rule among all that the rules find in a plan."""
    return [one for one in checks.actions(rated(as_at, by, **cells), as_at, by) if one.code == code]


def only(code: str, **given: Any) -> Finding:
    (finding,) = found(code, **given)
    assert (finding.source, finding.row) == (SOURCE, 2)
    return finding


def test_a10_finds_a_blank_status_where_the_officers_rate() -> None:
    finding = only("A10", by=REPORTED)
    assert (finding.severity, finding.column) == ("warning", "reported_rating")
    assert finding.message == "A-01 has no status, so it is unrated."


@pytest.mark.parametrize("cells", [{"reported_rating": "red"}, {"stage": "withdrawn"}, {"stage": "carried-forward"}])
def test_a10_leaves_a_status_and_actions_that_do_not_count(cells: dict[str, object]) -> None:
    assert found("A10", by=REPORTED, **cells) == []


def test_a10_leaves_a_blank_status_where_the_rule_rates() -> None:
    assert found("A10") == []


@pytest.mark.parametrize(("percent", "told"), [(99, "99%"), ("99.9", "99.9%"), (0, "0%")])
def test_a11_finds_completed_below_a_hundred(percent: object, told: str) -> None:
    finding = only("A11", stage="completed", percent_complete=percent)
    assert (finding.severity, finding.column) == ("warning", "percent_complete")
    assert finding.message == f"A-01 is completed but {told} complete."


@pytest.mark.parametrize(
    "cells", [{"stage": "completed", "percent_complete": 100}, {"stage": "in-progress", "percent_complete": 99}]
)
def test_a11_leaves_completed_in_full_and_what_is_under_way(cells: dict[str, object]) -> None:
    assert found("A11", **cells) == []


@pytest.mark.parametrize(("stage", "told"), [("in-progress", "in progress"), ("not-started", "not started")])
def test_a12_finds_a_hundred_at_another_stage(stage: str, told: str) -> None:
    finding = only("A12", stage=stage, percent_complete=100)
    assert (finding.severity, finding.column) == ("warning", "stage")
    assert finding.message == f"A-01 is 100% complete but its stage is {told}."


@pytest.mark.parametrize(
    "cells",
    [
        {"stage": "completed", "percent_complete": 100},
        {"stage": "in-progress", "percent_complete": "99.9"},
        {"stage": None, "percent_complete": 100},
        {"stage": "withdrawn", "percent_complete": 100},
    ],
)
def test_a12_leaves_completed_almost_there_no_stage_and_withdrawn(cells: dict[str, object]) -> None:
    assert found("A12", **cells) == []


def test_a13_finds_a_due_date_before_the_start() -> None:
    finding = only("A13", start_date="2023-07-02", due_date="2023-07-01")
    assert (finding.severity, finding.column) == ("warning", "due_date")
    assert finding.message == "A-01 is due on 2023-07-01 but starts on 2023-07-02."


@pytest.mark.parametrize("start", ["2023-07-01", "2023-06-30", None])
def test_a13_leaves_one_day_actions_and_those_without_a_start(start: str | None) -> None:
    assert found("A13", start_date=start, due_date="2023-07-01") == []


def test_a14_finds_a_completion_after_the_day_of_the_report() -> None:
    finding = only("A14", completed_date="2023-07-01", stage="completed", percent_complete=100)
    assert (finding.severity, finding.column) == ("warning", "completed_date")
    assert finding.message == "A-01 is completed on 2023-07-01, after 2023-06-30."


@pytest.mark.parametrize("completed", [AS_AT, "2023-06-29", None])
def test_a14_leaves_completion_up_to_the_day_of_the_report(completed: str | None) -> None:
    assert found("A14", completed_date=completed, stage="completed") == []


def test_a15_finds_completion_the_day_after_it_was_due() -> None:
    finding = only("A15", stage="completed", completed_date="2023-06-02", due_date="2023-06-01")
    assert (finding.severity, finding.column) == ("warning", "completed_date")
    assert finding.message == "A-01 was completed on 2023-06-02; it was due on 2023-06-01."


@pytest.mark.parametrize(
    "cells",
    [
        {"stage": "completed", "completed_date": "2023-06-01"},
        {"stage": "completed", "completed_date": None},
        {"stage": "in-progress", "completed_date": "2023-06-02"},
    ],
)
def test_a15_leaves_completion_on_the_day_and_what_is_not_complete(cells: dict[str, object]) -> None:
    assert found("A15", due_date="2023-06-01", **cells) == []


@pytest.mark.parametrize(
    ("references", "row", "told"),
    [
        (["1.02.08", "1.02.10"], 3, "1.02.09 is"),
        (["1.02.10", "1.02.08"], 2, "1.02.09 is"),
        (["1.02.08", "1.02.12"], 3, "1.02.09 to 1.02.11 are"),
        (["CS-8", "CS-10"], 3, "CS-9 is"),
        (["CS-98", "CS-101"], 3, "CS-99 to CS-100 are"),
        (["CS-098", "CS-100"], 3, "CS-099 is"),
        (["1", "3"], 3, "2 is"),
        (["A-1", "B-1", "A-3"], 4, "A-2 is"),
    ],
)
def test_a16_finds_a_number_left_out_of_a_run(references: list[object], row: int, told: str) -> None:
    (finding,) = found("A16", reference=references)
    assert (finding.severity, finding.row, finding.column) == ("note", row, "reference")
    assert finding.message == f"{told} missing from the run of references."


@pytest.mark.parametrize(
    "references",
    [
        ["1.02.08", "1.02.09", "1.02.10"],
        ["1.02.09", "1.02.08", "1.02.10"],
        ["CS-3", "CS-4"],
        ["A-1", "B-3"],
        ["1.01.01", "1.03.01"],
        ["alpha", "gamma"],
        ["A-1", "A-01"],
        ["A-09", "A-10"],
    ],
)
def test_a16_leaves_whole_runs_whatever_they_begin_with_and_runs_of_another_beginning(references: list[object]) -> None:
    assert found("A16", reference=references) == []


def test_a16_counts_a_withdrawn_action_as_there() -> None:
    assert found("A16", reference=["A-1", "A-2", "A-3"], stage=[None, "withdrawn", None]) == []


def test_a17_finds_a_reported_rating_that_the_rule_does_not_give() -> None:
    finding = only("A17", reported_rating="green", due_date=AS_AT)
    assert (finding.severity, finding.column) == ("warning", "reported_rating")
    assert finding.message.startswith("A-01 is reported Green; by the rule it is Red. ")
    assert finding.message.endswith(str(rated(due_date=AS_AT)["why"].iloc[0]))


def test_a17_speaks_the_houses_words() -> None:
    by = scheme(green={"label": "Done"}, purple={"label": "Under way"})
    assert "is reported Done; by the rule it is Under way." in only("A17", by=by, reported_rating="green").message


@pytest.mark.parametrize(
    "cells",
    [{"reported_rating": "purple"}, {"reported_rating": None}, {"reported_rating": "red", "stage": "withdrawn"}],
)
def test_a17_leaves_agreement_silence_and_what_does_not_count(cells: dict[str, object]) -> None:
    assert found("A17", **cells) == []


def test_a17_leaves_a_scheme_without_a_rule() -> None:
    assert found("A17", by=REPORTED, reported_rating="green", due_date=AS_AT) == []


@pytest.mark.parametrize(
    ("cells", "label"),
    [
        ({}, "Purple"),
        ({"due_date": AS_AT}, "Red"),
        ({"due_date": AS_AT, "outside_control": "yes"}, "Amber"),
    ],
)
def test_a18_finds_a_rating_that_nobody_explains(cells: dict[str, object], label: str) -> None:
    finding = only("A18", **cells)
    assert (finding.severity, finding.column) == ("warning", "commentary")
    assert finding.message == f"A-01 is {label} and has no commentary."


@pytest.mark.parametrize("cells", [{"commentary": "On its way."}, {"percent_complete": 100}, {"stage": "withdrawn"}])
def test_a18_leaves_what_is_explained_green_or_withdrawn(cells: dict[str, object]) -> None:
    assert found("A18", **cells) == []


def test_a18_leaves_an_unrated_action_to_a10() -> None:
    assert found("A18", by=REPORTED) == []


@pytest.mark.parametrize(
    ("commentary", "cited"),
    [
        ("The work is 65% complete.", "65"),
        ("The work is 65 % complete.", "65"),
        ("The work is 65 per cent complete.", "65"),
        ("The work is 65 percent complete.", "65"),
        ("It is 50.5% complete.", "50.5"),
        ("65%", "65"),
        ("Now 65%, often said.", "65"),
    ],
)
def test_a19_finds_a_percentage_that_is_not_the_rows(commentary: str, cited: str) -> None:
    finding = only("A19", commentary=commentary)
    assert (finding.severity, finding.column) == ("warning", "commentary")
    assert finding.message == f"The commentary on A-01 says {cited}%; the row says 50%."


@pytest.mark.parametrize(
    "commentary",
    [
        "The work is 50% complete.",
        "The work is 50.0% complete.",
        "80% of sites are done.",
        "80 % of sites are done.",
        "80 per cent of sites are done.",
        "Three of 65 sites.",
        "Per centre, 65.",
        None,
    ],
)
def test_a19_leaves_the_rows_own_percentage_and_shares_of_something_else(commentary: str | None) -> None:
    assert found("A19", commentary=commentary) == []


def test_a19_finds_each_percentage_that_is_not_the_rows() -> None:
    messages = [one.message for one in found("A19", commentary="From 40% to 50%, soon 60%.")]
    assert messages == [f"The commentary on A-01 says {cited}%; the row says 50%." for cited in (40, 60)]


def moved(due: str) -> Any:
    last = ratings.rate(plan("data/before.csv", first_row=9, due_date="2023-09-30"), "2023-03-31", COMPUTED)
    return movement.compare(ratings.rate(plan(due_date=due), AS_AT, COMPUTED), last, COMPUTED).set_index("row")


def test_a20_finds_a_due_date_that_moved_and_gives_both() -> None:
    (finding,) = checks.a20_due_date_moved(moved("2023-12-31"))
    assert (finding.code, finding.severity) == ("A20", "note")
    assert (finding.source, finding.row, finding.column) == (SOURCE, 2, "due_date")
    assert finding.message == "A-01 was due on 2023-09-30 last quarter; it is now due on 2023-12-31."


def test_a20_leaves_a_due_date_that_stays() -> None:
    assert checks.a20_due_date_moved(moved("2023-09-30")) == []
    assert checks.a20_due_date_moved(moved("2023-12-31").iloc[:0]) == []


def test_a21_finds_an_action_far_behind_its_time() -> None:
    finding = only("A21", start_date=START, due_date=DUE, percent_complete=10)
    assert (finding.severity, finding.column) == ("note", "percent_complete")
    assert finding.message == "A-01 is 10% complete with 49% of its time gone."


def test_a21_rounds_the_time_gone_half_up() -> None:
    # 125 of 200 days: 62.5%, which to the nearest even number would be 62.
    finding = only("A21", start_date="2023-01-01", due_date="2023-07-20", as_at="2023-05-06", percent_complete=10)
    assert finding.message == "A-01 is 10% complete with 63% of its time gone."


@pytest.mark.parametrize(
    "cells",
    [
        {"percent_complete": 25},
        {"percent_complete": 10, "start_date": None},
        {"percent_complete": 10, "stage": "completed"},
        {"percent_complete": 10, "stage": "withdrawn"},
    ],
)
def test_a21_leaves_what_keeps_up_has_no_start_is_done_or_withdrawn(cells: dict[str, object]) -> None:
    assert found("A21", **({"start_date": START, "due_date": DUE} | cells)) == []


def test_a_plan_in_order_gives_no_finding() -> None:
    in_order = {"start_date": START, "due_date": DUE, "commentary": "The work is 50% complete.", "stage": "in-progress"}
    assert checks.actions(rated(**in_order), AS_AT, COMPUTED) == ()
    assert checks.actions(rated(by=REPORTED, reported_rating="green", **in_order), AS_AT, REPORTED) == ()


def test_findings_stand_in_the_order_of_their_codes() -> None:
    frame = rated(
        reference=["A-1", "A-3"],
        stage=["completed", "in-progress"],
        percent_complete=[50, 100],
        start_date="2024-02-01",
        due_date="2023-01-31",
        completed_date="2023-08-01",
        reported_rating="red",
        commentary="About 7%.",
    )
    codes = [one.code for one in checks.actions(frame, AS_AT, COMPUTED)]
    assert codes == sorted(codes)
    assert set(codes) == {"A11", "A12", "A13", "A14", "A15", "A16", "A17", "A19"}


def test_every_finding_names_the_row_as_the_spreadsheet_does() -> None:
    frame = rated(first_row=40, reference=["x", "y", "z"], commentary=["a", None, "c"])
    (finding,) = a18_commentary_missing(frame, COMPUTED)
    assert (finding.source, finding.row) == (SOURCE, 41)
    assert finding.as_json() == {
        "code": "A18",
        "severity": "warning",
        "message": "y is Purple and has no commentary.",
        "source": SOURCE,
        "row": 41,
        "column": "commentary",
    }


def test_findings_are_counted_by_severity_the_gravest_first_and_zeros_included() -> None:
    findings = checks.actions(rated(reference=["A-1", "A-3"]), AS_AT, COMPUTED)
    assert list(by_severity(findings).items()) == [("error", 0), ("warning", 2), ("note", 1)]
    assert list(by_severity([]).values()) == [0, 0, 0]
