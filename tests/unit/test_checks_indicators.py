"""Each rule of indicators: what it finds, and the nearest innocent row that it does not."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from frames import indicators_frame, outturns_frame
from quarterbook import checks
from quarterbook.analysis import outturns, standing
from quarterbook.checks.findings import Finding
from quarterbook.periods import Period
from quarterbook.tolerance import Tolerance

Row = dict[str, object]
SOURCE = {"indicators": "data/exampleshire/indicators.csv", "outturns": "data/exampleshire/outturns.csv"}
IN_ORDER = {"reference": "BV 8", "period": "2006/07", "actual": "92", "target": "90"}


def all_found(
    indicators: list[Row], rows: list[Row], *, band: str = "", area: str = "", until: str = "2007/08 Q1"
) -> tuple[Finding, ...]:
    """What the rules find in indicators and outturns; `band` is the house's tolerance, `until` the quarter."""
    defined, read, quarter = indicators_frame(*indicators), outturns_frame(*rows), Period.parse(until)
    assessed = outturns.table(read, defined, area, Tolerance.parse(band) if band else None, quarter)
    headlines = outturns.headline(assessed)
    return checks.indicators(defined, read, assessed, headlines, quarter, house_has_tolerance=bool(band))


def found(code: str, indicator: Row, *rows: Row, **more: Any) -> list[Finding]:
    """The findings of one rule, of one indicator with some outturns."""
    own = {"reference": "BV 8"}
    return [one for one in all_found([own | indicator], [own | row for row in rows], **more) if one.code == code]


def only(findings: list[Finding], severity: str, row: int, column: str, register: str = "outturns") -> str:
    """The message of the one finding, which has this place."""
    (one,) = findings
    assert (one.severity, one.source, one.row, one.column) == (severity, SOURCE[register], row, column)
    return one.message


def test_data_in_order_gives_no_finding() -> None:
    assert all_found([{"reference": "BV 8"}], [IN_ORDER]) == ()


@pytest.mark.parametrize(
    ("periods", "told"),
    [
        (["2006/07"], "PAF 1 is not in the register of indicators; its one outturn is left out."),
        (["2005/06", "2006/07"], "PAF 1 is not in the register of indicators; its 2 outturns are left out."),
    ],
)
def test_i20_finds_outturns_of_an_unknown_indicator_once(periods: list[str], told: str) -> None:
    strange = [{"reference": "PAF 1", "period": period, "actual": "1"} for period in periods]
    findings = all_found([{"reference": "BV 8"}], [IN_ORDER, *strange])
    assert {one.code for one in findings} == {"I20"}
    assert only([*findings], "warning", 3, "reference") == told


def test_i21_finds_an_indicator_without_outturns() -> None:
    findings = all_found([{"reference": "BV 8"}, {"reference": "BV 9"}], [IN_ORDER])
    assert {one.code for one in findings} == {"I21"}
    assert only([*findings], "note", 3, "reference", "indicators") == "BV 9 has no outturn."


def test_i21_finds_an_indicator_that_only_other_areas_have() -> None:
    row = {"period": "2006/07", "actual": "92", "area": "York"}
    assert found("I21", {}, row, area="York") == []
    assert found("I21", {}, row, {"reference": "BV 9", "period": "2006/07", "area": "Leeds"}, area="Leeds") != []


def without_target(*rows: Row) -> list[Finding]:
    """I23 of BV 8 beside another indicator, which has a target."""
    other = {"reference": "BV 9", "period": "2006/07", "actual": "1", "target": "1"}
    findings = all_found(
        [{"reference": "BV 8"}, {"reference": "BV 9"}], [*({"reference": "BV 8"} | one for one in rows), other]
    )
    return [one for one in findings if one.code == "I23"]


def test_i23_finds_an_indicator_without_any_target_on_its_latest_outturn() -> None:
    findings = without_target({"period": "2006/07", "actual": "92"}, {"period": "2005/06", "actual": "91"})
    assert only(findings, "note", 2, "target") == "BV 8 has no target in any period."


def test_i23_finds_an_indicator_whose_latest_outturn_has_lost_its_target() -> None:
    findings = without_target(
        {"period": "2005/06", "actual": "91", "target": "90"}, {"period": "2006/07", "actual": "92"}
    )
    assert only(findings, "note", 3, "target") == "BV 8 has no target for 2006-07."


@pytest.mark.parametrize(
    "rows",
    [
        [{"period": "2006/07", "actual": "91", "target": "0"}],
        [{"period": "2005/06", "actual": "91"}, {"period": "2006/07", "actual": "92", "target": "90"}],
        [{"period": "2005/06", "actual": "91", "target": "90"}, {"period": "2006/07", "actual": ""}],
        [{"period": "2006/07", "actual": ""}],
    ],
)
def test_i23_leaves_one_whose_latest_outturn_has_a_target_and_one_without_outturns(rows: list[Any]) -> None:
    assert without_target(*rows) == []


def test_i23_tells_a_file_without_any_targets_once() -> None:
    rows = [{"reference": f"BV {number}", "period": "2006/07", "actual": "1"} for number in (8, 9)]
    (finding,) = all_found([{"reference": "BV 8"}, {"reference": "BV 9"}], rows)
    assert (finding.code, finding.message) == ("I23", "No indicator has a target in any period.")
    assert (finding.source, finding.row, finding.column) == (SOURCE["outturns"], None, None)


def differing(
    *cells: tuple[str, str], quartile: object, period: str = "2006/07", polarity: str = "higher"
) -> list[Any]:
    """I29 of the first area, its group being all: areas by name and outturn; `quartile` is the reported one."""
    defined = indicators_frame({"reference": "BV 8", "polarity": polarity})
    rows = [{"reference": "BV 8", "period": "2006/07", "actual": actual, "area": area} for area, actual in cells]
    rows[0] |= {"quartile": quartile, "period": period}
    read = outturns_frame(*rows)
    assessed = outturns.table(read, defined, cells[0][0])
    stood = standing.stands(read, outturns.headline(assessed), cells[0][0], None)
    return list(checks.i29_quartile_differs(assessed, stood))


FOUR = (("Leeds", "92"), ("York", "93"), ("Hull", "94"), ("Bath", "95"))


def test_i29_finds_a_quartile_that_is_not_the_one_in_the_group() -> None:
    assert only(differing(*FOUR, quartile="3rd"), "warning", 2, "quartile") == (
        "BV 8 is reported in quartile 3 for 2006-07; in its group it is in quartile 4 (4 of 4)."
    )
    assert only(differing(*FOUR, quartile="worst", polarity="lower"), "warning", 2, "quartile").endswith(
        "it is in quartile 1 (1 of 4)."
    )


def test_i29_leaves_the_same_quartile_none_reported_and_none_to_be_worked_out() -> None:
    assert differing(*FOUR, quartile="worst") == []
    assert differing(*FOUR, quartile="") == []
    assert differing(*FOUR[:3], quartile="1") == []
    assert differing(*FOUR, quartile="1", polarity="none") == []
    assert differing(*FOUR, quartile="1", period="2005/06") == []


STATUS = {"period": "2006/07", "actual": "91.0", "target": "95.90"}


def test_i30_finds_a_reported_status_that_is_not_the_computed_one() -> None:
    assert only(found("I30", {}, STATUS | {"reported_status": "Met"}), "warning", 2, "reported_status") == (
        "BV 8 is reported as 'Met' for 2006-07; 91 against a target of 95.9 is missed."
    )


@pytest.mark.parametrize(
    ("band", "reported", "differs"),
    [("", "missed", False), ("", "MISSED", False), ("", "", False), ("", "close", True), ("4.8", "missed", False),
     ("4.9", "missed", True), ("4.9", "Close", False)],
)  # fmt: skip
def test_i30_goes_by_the_tolerance_and_not_by_capitals(band: str, reported: str, differs: bool) -> None:
    assert bool(found("I30", {}, STATUS | {"reported_status": reported}, band=band)) is differs


@pytest.mark.parametrize("blank", ["actual", "target"])
def test_i30_leaves_a_status_that_nothing_can_be_held_against(blank: str) -> None:
    assert found("I30", {}, STATUS | {"reported_status": "met"} | {blank: ""}) == []
    assert found("I30", {"polarity": "none"}, STATUS | {"reported_status": "met"}) == []


def restated(*rows: Row, before: list[Row] | None = None, area: str = "", **indicator: object) -> list[Finding]:
    own = {"reference": "BV 8"}
    assessed = outturns.table(outturns_frame(*(own | row for row in rows)), indicators_frame(own | indicator), area)
    return list(checks.i31_restated(assessed, outturns_frame(*(own | row for row in before or []))))


PAST = {"period": "2005/06", "actual": "90.5"}


def test_i31_finds_a_previous_value_that_the_row_before_does_not_have() -> None:
    findings = restated(PAST, {"period": "2006/07", "actual": "92", "previous": "91.0"})
    assert only(findings, "warning", 3, "previous") == (
        "BV 8 gives 91 as the value before 2006-07; the row of 2005-06 says 90.5."
    )


@pytest.mark.parametrize(
    ("past", "previous"),
    [("90.5", "90.50"), ("90.5", "90.5%"), ("90.5", ""), ("", "91"), ("0", "0")],
)
def test_i31_leaves_the_same_number_and_a_blank_on_either_side(past: str, previous: str) -> None:
    assert restated(PAST | {"actual": past}, {"period": "2006/07", "actual": "92", "previous": previous}) == []


def test_i31_finds_a_previous_value_where_the_past_was_nought() -> None:
    assert len(restated(PAST | {"actual": "0"}, {"period": "2006/07", "actual": "92", "previous": "1"})) == 1


QUARTERS = [
    {"period": "2005/06 Q1", "actual": "20"},
    {"period": "2005/06 Q4", "actual": "80"},
    {"period": "2006/07 Q1", "actual": "25"},
]


@pytest.mark.parametrize(
    ("cumulative", "previous", "told"),
    [
        ("no", "20", "the row of 2005-06 Q4 says 80."),
        ("", "20", "the row of 2005-06 Q4 says 80."),
        ("no", "80", ""),
        ("yes", "80", "the row of 2005-06 Q1 says 20."),
        ("yes", "20", ""),
    ],
)
def test_i31_looks_a_year_back_where_values_add_up_over_the_year(cumulative: str, previous: str, told: str) -> None:
    findings = restated(*QUARTERS[:2], QUARTERS[2] | {"previous": previous}, cumulative=cumulative)
    assert [one.message.partition("; ")[2] for one in findings] == ([told] if told else [])


@pytest.mark.parametrize(
    ("now", "told"),
    [("91", "it is now 91."), ("", "it is now missing."), ("0", "it is now 0.")],
)
def test_i31_finds_a_value_that_the_file_before_gives_otherwise(now: str, told: str) -> None:
    findings = restated(PAST | {"actual": now}, before=[PAST])
    assert only(findings, "warning", 2, "actual") == f"BV 8 for 2005-06 was 90.5 in the file before; {told}"


@pytest.mark.parametrize(
    "before",
    [PAST, PAST | {"actual": "90.50%"}, PAST | {"actual": ""}, {"period": "2004/05", "actual": "1"},
     {"period": "2005", "actual": "1"}, {"reference": "BV 9", "period": "2005/06", "actual": "1"}],
)  # fmt: skip
def test_i31_leaves_the_same_value_one_that_was_not_known_and_other_rows(before: Row) -> None:
    assert restated(PAST, before=[before]) == []


def test_i31_holds_a_council_against_its_own_past_only() -> None:
    leeds, york = ({**PAST, "actual": actual, "area": area} for area, actual in (("Leeds", "90"), ("York", "95")))
    assert restated(leeds, york, before=[leeds, york], area="Leeds") == []
    (finding,) = restated(leeds, york, before=[leeds | {"actual": "89"}, york], area="Leeds")
    assert finding.message == "BV 8 for 2005-06 was 89 in the file before; it is now 90."
    assert len(restated(leeds, york, before=[PAST], area="Leeds")) == 1


DEFINED = {"title": "Invoices", "definition": "Paid in 30 days", "unit": "%", "polarity": "higher"}


def changed(now: Row, before: Row) -> list[Finding]:
    own = {"reference": "BV 8"}
    return list(checks.i32_definition_changed(*(indicators_frame(own | DEFINED | one) for one in (now, before))))


@pytest.mark.parametrize(
    ("column", "then", "now"),
    [("title", "Bills", "Invoices"), ("definition", "Paid in 20 days", "Paid in 30 days"), ("unit", "days", "%"),
     ("polarity", "lower", "higher")],
)  # fmt: skip
def test_i32_finds_each_thing_that_defines_an_indicator_when_it_changes(column: str, then: str, now: str) -> None:
    assert only(changed({}, {column: then}), "warning", 2, column, "indicators") == (
        f"The {column} of BV 8 is now '{now}'; in the file before it was '{then}'."
    )


@pytest.mark.parametrize(
    ("now", "before"),
    [({}, {}), ({"definition": ""}, {}), ({}, {"definition": ""}), ({}, {"owner": "Head of Finance", "decimals": "2"}),
     ({}, {"reference": "BV 9", "title": "Bills"})],
)  # fmt: skip
def test_i32_leaves_a_blank_then_or_now_other_columns_and_other_indicators(now: Row, before: Row) -> None:
    assert changed(now, before) == []


def test_i32_tells_each_change_of_an_indicator() -> None:
    assert [one.column for one in changed({}, {"title": "Bills", "unit": "days"})] == ["title", "unit"]


def test_i33_finds_a_band_of_no_width() -> None:
    findings = found("I33", {"polarity": "band"}, IN_ORDER)
    assert only(findings, "warning", 2, "tolerance", "indicators") == (
        "BV 8 is to be within a band of its target, but no tolerance says how wide."
    )


def test_i33_leaves_a_band_with_a_tolerance_of_its_own_or_the_houses_and_what_is_no_band() -> None:
    assert found("I33", {"polarity": "band", "tolerance": "5%"}, IN_ORDER) == []
    assert found("I33", {"polarity": "band", "tolerance": "0"}, IN_ORDER) == []
    assert found("I33", {"polarity": "band"}, IN_ORDER, band="5%") == []
    assert found("I33", {"polarity": "higher"}, IN_ORDER) == []


def test_i34_finds_a_latest_outturn_that_is_provisional() -> None:
    findings = found("I34", {}, PAST, IN_ORDER | {"provisional": "yes"})
    assert only(findings, "note", 3, "provisional") == "BV 8 for 2006-07 is provisional."


@pytest.mark.parametrize(("past", "latest"), [("yes", "no"), ("yes", ""), ("", "")])
def test_i34_leaves_an_earlier_one_and_one_that_is_not_said_to_be(past: str, latest: str) -> None:
    assert found("I34", {}, PAST | {"provisional": past}, IN_ORDER | {"provisional": latest}) == []


LATER = [{"period": "2007/08 Q2", "actual": "93"}, {"period": "2007/08", "actual": "94"}]


@pytest.mark.parametrize(
    ("later", "told"),
    [
        (
            LATER[:1],
            "1 outturn is of a period that ends after 2007-08 Q1, and left out: the first is BV 8, 2007-08 Q2.",
        ),
        (LATER, "2 outturns are of periods that end after 2007-08 Q1, and left out: the first is BV 8, 2007-08 Q2."),
    ],
)
def test_i36_finds_outturns_of_after_the_quarter_once_on_the_first(later: list[Row], told: str) -> None:
    findings = found("I36", {}, IN_ORDER, *later)
    assert only(findings, "note", 3, "period") == told


@pytest.mark.parametrize("period", ["2007/08 Q1", "Jun 2007", "2006/07"])
def test_i36_leaves_what_ends_with_the_quarter_or_before(period: str) -> None:
    assert found("I36", {}, {"period": period, "actual": "92"}) == []
    assert len(found("I36", {}, {"period": period, "actual": "92"}, until="2006/07 Q3")) == 1


def test_findings_stand_in_the_order_of_their_codes_on_rows_of_either_file() -> None:
    findings = all_found(
        [{"reference": "BV 8", "polarity": "band"}, {"reference": "BV 9"}, {"reference": "BV 10"}],
        [
            {"reference": "BV 8", "period": "2006/07", "actual": "90", "provisional": "yes"},
            {"reference": "BV 8", "period": "2004/05", "actual": "91"},
            {"reference": "BV 9", "period": "2006/07", "target": "5"},
            {"reference": "PAF 1", "period": "2006/07", "actual": "1"},
        ],
    )
    assert [one.code for one in findings] == ["I20", "I21", "I22", "I23", "I27", "I28", "I33", "I34"]
    assert {one.source for one in findings} == set(SOURCE.values())


def test_registers_without_rows_give_no_finding() -> None:
    nothing = outturns_frame()
    assessed = outturns.table(nothing, indicators_frame())
    assert isinstance(assessed, pd.DataFrame)
    assert all_found([], []) == ()
