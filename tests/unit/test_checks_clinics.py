"""Each rule of clinics: what it finds, and the nearest innocent row that it does not."""

from __future__ import annotations

import pytest

from frames import clinics_frame, indicators_frame
from quarterbook import checks
from quarterbook.analysis import clinics
from quarterbook.findings import Finding

AS_AT, YEAR = "2007-06-30", "2006-07"
IN_ORDER = {"clinic": "Roads", "date": "2006-11-01", "references": "BV 8", "outcome": "Mended."}


def all_found(*rows: dict[str, object], year: str = YEAR) -> tuple[Finding, ...]:
    register = clinics_frame(*({"clinic": "Roads"} | row for row in rows))
    indicators = indicators_frame({"reference": "BV 8"}, {"reference": "BV 127a"})
    return checks.clinics(register, indicators, clinics.outside(register, year), year, AS_AT)


def found(code: str, changed: dict[str, object], year: str = YEAR) -> list[Finding]:
    """The findings of one rule in a clinic that is in order but for what is changed."""
    return [one for one in all_found(IN_ORDER | changed, year=year) if one.code == code]


def only(code: str, changed: dict[str, object], severity: str, column: str) -> str:
    """The message of the rule's one finding, which has this place."""
    (one,) = found(code, changed)
    assert (one.severity, one.source, one.row, one.column) == (severity, "data/exampleshire/clinics.csv", 2, column)
    return one.message


def test_a_clinic_in_order_gives_no_finding() -> None:
    assert all_found(IN_ORDER) == ()


def test_c10_finds_an_indicator_that_is_not_in_the_register_with_the_nearest() -> None:
    assert only("C10", {"references": "BV 8; BV 127"}, "warning", "references") == (
        "The clinic 'Roads' names BV 127, which is no indicator. Did you mean 'BV 127a'?"
    )


def test_c10_lists_those_that_are_where_none_is_near_and_tells_each() -> None:
    first, second = found("C10", {"references": "PAF C32; XYZ", "decision": "suggested"})
    assert first.message == "The clinic 'Roads' names PAF C32, which is no indicator. Known here: 'BV 127a', 'BV 8'."
    assert "names XYZ," in second.message


@pytest.mark.parametrize("references", ["BV 8", "BV 8; BV 127a", ""])
def test_c10_leaves_known_indicators_and_none(references: str) -> None:
    assert found("C10", {"references": references}) == []


def test_c11_finds_a_clinic_held_on_no_day() -> None:
    told = only("C11", {"date": ""}, "warning", "date")
    assert told == "The clinic 'Roads' was held, but no date is given."


@pytest.mark.parametrize("decision", ["suggested", "accepted", "declined", "added"])
def test_c11_leaves_a_clinic_that_was_not_held(decision: str) -> None:
    assert found("C11", {"date": "", "decision": decision}) == []


@pytest.mark.parametrize(("date", "told"), [("2006-03-31", "31 March 2006"), ("2007-04-01", "1 April 2007")])
def test_c12_finds_a_day_outside_the_year_of_the_paper(date: str, told: str) -> None:
    assert only("C12", {"date": date}, "warning", "date") == (
        f"The clinic 'Roads' was held on {told}; the paper speaks of 2006-07."
    )


@pytest.mark.parametrize("date", ["2006-04-01", "2007-03-31", "2006-04-01; 2007-03-31", ""])
def test_c12_leaves_the_first_and_last_day_of_the_year_and_none(date: str) -> None:
    assert found("C12", {"date": date}) == []


def test_c12_tells_all_days_of_a_clinic_that_went_on_after_the_year() -> None:
    assert only("C12", {"date": "2007-03-31; 2007-04-01"}, "warning", "date") == (
        "The clinic 'Roads' was held on 31 March 2007 and 1 April 2007; the paper speaks of 2006-07."
    )


def test_c12_leaves_a_paper_that_names_no_year_and_clinics_that_were_not_held() -> None:
    assert found("C12", {"date": "2001-01-01"}, year="") == []
    assert found("C12", {"date": "2001-01-01", "decision": "suggested"}) == []


def test_c13_finds_a_day_after_that_of_the_figures() -> None:
    assert only("C13", {"date": "2006-11-01; 2007-07-01"}, "note", "date") == (
        "The clinic 'Roads' was held on 1 July 2007, after the day that the figures speak of."
    )


def test_c13_leaves_the_day_itself_and_clinics_to_come() -> None:
    assert found("C13", {"date": AS_AT}) == []
    assert found("C13", {"date": "2007-07-01", "decision": "accepted"}) == []


def test_c14_finds_one_declined_without_a_reason() -> None:
    told = only("C14", {"decision": "declined"}, "warning", "reason")
    assert told == "The clinic 'Roads' is declined without a reason."


@pytest.mark.parametrize("changed", [{"decision": "declined", "reason": "Mended."}, {"decision": "suggested"}, {}])
def test_c14_leaves_one_with_a_reason_and_other_decisions(changed: dict[str, object]) -> None:
    assert found("C14", changed) == []


def test_c15_finds_one_held_with_neither_indicators_nor_an_outcome() -> None:
    told = only("C15", {"references": "", "outcome": ""}, "note", "outcome")
    assert told == "Nothing is said of what came of the clinic 'Roads'."


@pytest.mark.parametrize(
    "changed", [{"references": ""}, {"outcome": ""}, {"references": "", "outcome": "", "decision": "suggested"}]
)
def test_c15_leaves_one_with_either_and_one_not_held(changed: dict[str, object]) -> None:
    assert found("C15", changed) == []


def test_findings_stand_in_the_order_of_their_codes() -> None:
    findings = all_found({"date": "2007-07-01", "references": ";"}, {"decision": "declined", "references": "X 1"}, {
        "clinic": "Bins", "outcome": "Better."
    })  # fmt: skip
    assert [(one.code, one.row) for one in findings] == [
        ("C10", 3), ("C11", 4), ("C12", 2), ("C13", 2), ("C14", 3), ("C15", 2),
    ]  # fmt: skip


def test_a_report_without_a_register_of_clinics_gives_no_finding() -> None:
    assert all_found() == ()
