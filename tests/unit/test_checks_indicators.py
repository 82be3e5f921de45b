"""Each rule of indicators: what it finds, and the nearest innocent row that it does not."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from frames import indicators_frame, outturns_frame
from quarterbook import checks
from quarterbook.analysis import outturns, standing
from quarterbook.findings import Finding
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


@pytest.mark.parametrize(
    ("row", "finds"),
    [
        ({"actual": ""}, True),
        ({"actual": "", "target": "90"}, True),
        ({"actual": "", "reported_status": "on its way"}, True),
        ({"actual": "", "reported_status": "met"}, False),
        ({"actual": "0"}, False),
    ],
)
def test_i21_finds_an_indicator_whose_outturns_are_all_missing(row: Row, finds: bool) -> None:
    findings = found("I21", {}, {"period": "2005/06", "actual": ""}, {"period": "2006/07"} | row)
    assert [one.message for one in findings] == (["BV 8 has no outturn."] if finds else [])


def test_i21_finds_an_indicator_whose_only_outturn_is_of_after_the_quarter() -> None:
    rows = [{"period": "2007/08 Q2", "actual": "92"}]
    assert len(found("I21", {}, *rows, until="2007/08 Q1")) == 1
    assert found("I21", {}, *rows, until="2007/08 Q2") == []


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


Groups = dict[str, tuple[str, ...]]
ALL: Groups = {"all areas": ()}


def differing(
    *cells: tuple[str, str],
    quartile: object,
    period: str = "2006/07",
    polarity: str = "higher",
    among: Groups = ALL,
) -> list[Any]:
    """I29 of the first area in each group: areas by name and outturn; `quartile` is the reported one."""
    area, defined = cells[0][0], indicators_frame({"reference": "BV 8", "polarity": polarity})
    rows = [{"reference": "BV 8", "period": "2006/07", "actual": actual, "area": area} for area, actual in cells]
    rows[0] |= {"quartile": quartile, "period": period}
    read = outturns_frame(*rows)
    groups = standing.groups(read, among)
    assessed = standing.informed(outturns.table(read, defined, area), read, area, groups)
    headlines = outturns.headline(assessed)
    return [
        one
        for name, members in groups.items()
        for one in checks.i29_quartile_differs(assessed, standing.stands(read, headlines, area, members), name)
    ]


FOUR = (("Leeds", "92"), ("York", "93"), ("Hull", "94"), ("Bath", "95"))


def test_i29_finds_a_quartile_that_is_not_the_one_in_the_group() -> None:
    assert only(differing(*FOUR, quartile="3rd"), "warning", 2, "quartile") == (
        "BV 8 is reported in quartile 3 for 2006-07; among all areas it is in quartile 4 (4 of 4)."
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


FIVE = (("Leeds", "94.5"), *FOUR[1:], ("Ely", "90"))
TWO_GROUPS: Groups = {"the family": ("York", "Hull", "Ely"), "the region": ("York", "Hull", "Bath")}


def test_i29_names_the_group_in_which_a_reported_quartile_differs() -> None:
    (finding,) = differing(*FIVE, quartile="1", among=TWO_GROUPS)
    assert finding.message.endswith("among the region it is in quartile 2 (2 of 4).")
    findings = differing(*FIVE, quartile="3", among=TWO_GROUPS)
    assert [one.message.partition("; ")[2] for one in findings] == [
        "among the family it is in quartile 1 (1 of 4).",
        "among the region it is in quartile 2 (2 of 4).",
    ]


def test_i29_leaves_a_quartile_that_was_worked_out_in_another_group() -> None:
    assert differing(*FIVE, quartile="", among=TWO_GROUPS) == []
    assert differing(*FIVE, quartile="", among=dict(reversed(TWO_GROUPS.items()))) == []


STATUS = {"period": "2006/07", "actual": "91.0", "target": "95.90"}


def test_i30_finds_a_reported_status_that_is_not_the_computed_one() -> None:
    assert only(found("I30", {}, STATUS | {"reported_status": "Met"}), "warning", 2, "reported_status") == (
        "BV 8 is reported as 'Met' for 2006-07; 91 against a target of 95.9, as published, is missed."
    )


@pytest.mark.parametrize(
    ("band", "reported", "differs"),
    [("", "missed", False), ("", "MISSED", False), ("", "", False), ("", "close", True), ("4.8", "missed", False),
     ("4.9", "missed", True), ("4.9", "Close", False)],
)  # fmt: skip
def test_i30_goes_by_the_tolerance_and_not_by_capitals(band: str, reported: str, differs: bool) -> None:
    assert bool(found("I30", {}, STATUS | {"reported_status": reported}, band=band)) is differs


@pytest.mark.parametrize("word", ["met", "Close"])
def test_i30_leaves_words_that_are_none_of_ours_to_i38(word: str) -> None:
    assert len(found("I30", {}, STATUS | {"reported_status": word})) == 1
    assert found("I30", {}, STATUS | {"reported_status": f"nearly {word}"}) == []


def test_i30_holds_outturn_and_target_as_they_are_published() -> None:
    row = {"period": "2006/07", "actual": "95.86", "target": "95.9", "reported_status": "met"}
    assert found("I30", {"decimals": 1}, row) == []
    assert len(found("I30", {"decimals": 2}, row)) == 1


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
    assert only(findings, "warning", 2, "actual") == (
        f"The outturn of BV 8 for 2005-06 was 90.5 in the file before; {told}"
    )


@pytest.mark.parametrize(
    ("now", "told"),
    [("91", "it is now 91."), ("", "it is now missing."), ("0", "it is now 0.")],
)
def test_i31_finds_a_target_that_the_file_before_gives_otherwise(now: str, told: str) -> None:
    findings = restated(PAST | {"target": now}, before=[PAST | {"target": "95.50"}])
    assert only(findings, "warning", 2, "target") == (
        f"The target of BV 8 for 2005-06 was 95.5 in the file before; {told}"
    )


@pytest.mark.parametrize(("then", "now"), [("95", "95.0"), ("95", "95%"), ("", "95"), ("", "")])
def test_i31_leaves_the_same_target_and_one_that_was_not_given_before(then: str, now: str) -> None:
    assert restated(PAST | {"target": now}, before=[PAST | {"target": then}]) == []


def test_i31_tells_an_outturn_and_a_target_that_both_changed() -> None:
    findings = restated(PAST | {"target": "95"}, before=[{"period": "2005/06", "actual": "90", "target": "94"}])
    assert [one.column for one in findings] == ["actual", "target"]


@pytest.mark.parametrize(
    ("then", "now", "finds"),
    [("4.4", "4.4000000000000004", 0), ("4.4", "4.4004", 0), ("4.4", "4.4005", 1), ("4.4", "4.401", 1)],
)
def test_i31_compares_values_as_a_message_shows_them(then: str, now: str, finds: int) -> None:
    assert len(restated(PAST | {"actual": now}, before=[PAST | {"actual": then}])) == finds
    assert len(restated(PAST | {"target": now}, before=[PAST | {"target": then}])) == finds
    row = {"period": "2006/07", "actual": "5", "previous": now}
    assert len(restated(PAST | {"actual": then}, row)) == finds


@pytest.mark.parametrize(
    "before",
    [PAST, PAST | {"actual": "90.50%"}, PAST | {"actual": ""}, {"period": "2004/05", "actual": ""},
     {"reference": "BV 9", "period": "2005/06", "actual": "1"}],
)  # fmt: skip
def test_i31_leaves_the_same_value_one_that_was_not_known_and_other_rows(before: Row) -> None:
    assert restated(PAST, before=[before]) == []


@pytest.mark.parametrize(("period", "told"), [("2004/05", "2004-05"), ("2005", "2005")])
def test_i31_finds_an_outturn_that_is_gone_from_the_file(period: str, told: str) -> None:
    (finding,) = restated(PAST, before=[PAST, {"period": period, "actual": "1"}])
    assert finding.message == f"BV 8 was 1 for {told} in the file before; it has no row now."
    assert (finding.row, finding.column) == (3, "actual")


def test_i31_holds_a_council_against_its_own_past_only() -> None:
    leeds, york = ({**PAST, "actual": actual, "area": area} for area, actual in (("Leeds", "90"), ("York", "95")))
    assert restated(leeds, york, before=[leeds, york], area="Leeds") == []
    (finding,) = restated(leeds, york, before=[leeds | {"actual": "89"}, york], area="Leeds")
    assert finding.message == "The outturn of BV 8 for 2005-06 was 89 in the file before; it is now 90."
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


@pytest.mark.parametrize(
    ("period", "finds"),
    [
        ("2005/06 Q1", True),  # two years to the day
        ("Jun 2005", True),
        ("2004/05", True),
        ("Jul 2005", False),
        ("2005/06 Q2", False),
        ("2005", False),
        ("2006/07", False),
    ],
)
def test_i37_finds_a_latest_outturn_of_two_years_or_more_before_the_quarter(period: str, finds: bool) -> None:
    findings = found("I37", {}, {"period": "2003/04", "actual": "91"}, {"period": period, "actual": "92"})
    assert len(findings) == finds
    if finds:
        assert only(findings, "note", 3, "period") == (
            f"The latest outturn of BV 8 is of {Period.parse(period)}, two years or more before 2007-08 Q1."
        )


def test_i37_looks_past_a_period_that_tells_nothing_and_at_the_quarter_reported() -> None:
    rows = [{"period": "2004/05", "actual": "91"}, {"period": "2006/07", "target": "92"}]
    assert len(found("I37", {}, *rows)) == 1
    assert found("I37", {}, *rows, until="2006/07 Q3") == []
    assert found("I37", {}, {"period": "2006/07", "target": "92"}) == []


def test_i38_finds_each_other_word_of_a_status_once() -> None:
    words = ["Met", "on its way", "on its way", "met", "Delayed", "CLOSE", "missed", ""]
    rows = [{"period": f"{year}", "reported_status": word} for year, word in enumerate(words, 2000)]
    findings = found("I38", {}, *rows)
    assert [(one.severity, one.row, one.column) for one in findings] == [
        *(("note", 3, "reported_status"), ("note", 6, "reported_status")),
    ]
    assert findings[0].message == (
        "The status 'on its way' is none of met, close, missed. "
        "Say in the house file which it stands for (values: reported_status)."
    )


def test_i38_tells_a_word_once_though_several_indicators_have_it() -> None:
    rows = [{"reference": one, "period": "2006/07", "reported_status": "amber"} for one in ("BV 8", "BV 9")]
    findings = all_found([{"reference": "BV 8"}, {"reference": "BV 9"}], rows)
    assert [one.row for one in findings if one.code == "I38"] == [2]


def test_findings_stand_in_the_order_of_their_codes_on_rows_of_either_file() -> None:
    findings = all_found(
        [{"reference": "BV 8", "polarity": "band"}, *({"reference": f"BV {number}"} for number in (9, 10, 11))],
        [
            {"reference": "BV 8", "period": "2006/07", "actual": "90", "provisional": "yes"},
            {"reference": "BV 8", "period": "2004/05", "actual": "91"},
            {"reference": "BV 9", "period": "2006/07", "target": "5"},
            {"reference": "BV 11", "period": "2005/06 Q1", "actual": "5", "reported_status": "amber"},
            {"reference": "PAF 1", "period": "2006/07", "actual": "1"},
        ],
    )
    assert [one.code for one in findings] == [
        *("I20", "I21", "I21", "I22", "I23", "I23", "I27", "I28", "I33", "I34", "I37", "I38"),
    ]
    assert {one.source for one in findings} == set(SOURCE.values())


def test_registers_without_rows_give_no_finding() -> None:
    nothing = outturns_frame()
    assessed = outturns.table(nothing, indicators_frame())
    assert isinstance(assessed, pd.DataFrame)
    assert all_found([], []) == ()
