"""Each rule of a series of outturns: what it finds, and the nearest innocent series that it does not."""

from __future__ import annotations

import pytest

from frames import indicators_frame, outturns_frame
from quarterbook import checks
from quarterbook.analysis import outturns
from quarterbook.findings import Finding
from quarterbook.periods import Period

SOURCE = "data/exampleshire/outturns.csv"
UNTIL = Period.parse("2017/18 Q4")


def found(code: str, *rows: dict[str, object], unit: str = "%", area: str = "") -> list[Finding]:
    """The findings of one rule in outturns of BV 8."""
    defined = indicators_frame({"reference": "BV 8", "unit": unit}, {"reference": "BV 9", "unit": unit})
    read = outturns_frame(*({"reference": "BV 8"} | row for row in rows))
    assessed = outturns.table(read, defined, area)
    headlines = outturns.headline(assessed)
    findings = checks.indicators(defined, read, assessed, headlines, UNTIL, house_has_tolerance=False)
    return [one for one in findings if one.code == code]


def years(code: str, *actuals: str, unit: str = "%") -> list[Finding]:
    """The findings of one rule in a series of years from 2000-01."""
    rows = [{"period": f"{year}/{year % 100 + 1:02}", "actual": actual} for year, actual in enumerate(actuals, 2000)]
    return found(code, *rows, unit=unit)


def periods(code: str, *texts: str) -> list[Finding]:
    """The findings of one rule in a series of these periods."""
    return found(code, *({"period": text, "actual": "5"} for text in texts))


def only(findings: list[Finding], severity: str, row: int, column: str) -> str:
    """The message of the one finding, which has this place."""
    (one,) = findings
    assert (one.severity, one.source, one.row, one.column) == (severity, SOURCE, row, column)
    return one.message


def test_i22_finds_a_target_without_an_outturn() -> None:
    findings = found("I22", {"period": "2005/06", "actual": "1"}, {"period": "2006/07", "target": "95"})
    assert only(findings, "warning", 3, "actual") == "BV 8 has a target for 2006-07 but no outturn."


@pytest.mark.parametrize(("actual", "target", "finds"), [("0", "95", 0), ("91", "", 0), ("", "", 0), ("", "0", 1)])
def test_i22_leaves_a_nought_and_a_period_without_a_target(actual: str, target: str, finds: int) -> None:
    assert len(found("I22", {"period": "2006/07", "actual": actual, "target": target})) == finds


def test_i24_finds_a_nought_among_values_far_from_it() -> None:
    assert only(years("I24", "91", "0", "93.50"), "warning", 3, "actual") == (
        "BV 8 is 0 for 2001-02, but its other values go from 91 to 93.5. "
        "If it means that nothing is known, the missing marker belongs there."
    )


@pytest.mark.parametrize(
    ("others", "finds"),
    [
        (["10", "19.9"], 1),  # nearer to each other than the lowest is to nought
        (["10", "20"], 0),  # as far from each other
        (["10", "20.1"], 0),
        (["-10", "-19.9"], 1),
        (["-10", "-20"], 0),
        (["-5", "5"], 0),
        (["-1", "90"], 0),
        (["5", "5"], 1),
        (["0.3", "0.5"], 1),
        (["91"], 0),  # one other is no series
        ([], 0),
        (["91", "0"], 0),  # nor is one beside another nought
        (["91", ""], 0),
    ],
)
@pytest.mark.parametrize("nought", ["0", "0.00", "-0", "0%"])
def test_i24_asks_whether_nought_is_further_off_than_the_others_lie_apart(
    others: list[str], finds: int, nought: str
) -> None:
    assert len(years("I24", nought, *others)) == finds


def test_i24_finds_every_nought_and_no_other_small_value() -> None:
    assert [one.row for one in years("I24", "0", "91", "92", "0")] == [2, 5]
    assert years("I24", "0.01", "91", "92") == []


def test_i24_looks_at_one_indicator_at_a_time() -> None:
    others = [{"reference": "BV 9", "period": f"200{year}/0{year + 1}", "actual": "91"} for year in range(3)]
    assert found("I24", {"period": "2006/07", "actual": "0"}, *others) == []


def test_i25_finds_a_fraction_among_percentages() -> None:
    assert only(years("I25", "91", "0.920", "93.0"), "warning", 3, "actual") == (
        "BV 8 is 0.92% for 2001-02, among values such as 93%. Is it a fraction, 92%?"
    )


@pytest.mark.parametrize(
    ("value", "others", "finds"),
    [
        ("0.92", ["92", "93"], 1),
        ("0.92", ["92"], 1),
        ("0.92", [], 0),
        ("0.92", ["1.3", "1.4"], 0),
        ("0.92", ["9.2"], 0),  # exactly a tenth
        ("0.92", ["9.21"], 1),
        ("0.92", ["9.0", "9.4"], 0),  # a tenth of their middle
        ("0.92", ["9.0", "9.42"], 1),
        ("1", ["92", "93"], 1),
        ("1.01", ["92", "93"], 0),
        ("0", ["92", "93"], 0),
        ("-0.92", ["92", "93"], 0),
        ("0.92", ["-92", "-93"], 0),
        ("0.92", ["0", "0", "92"], 1),  # noughts say nothing of what is usual
        ("0.92", ["", "92"], 1),
    ],
)
def test_i25_asks_whether_a_value_is_below_a_tenth_of_what_is_usual(value: str, others: list[str], finds: int) -> None:
    assert len([one for one in years("I25", value, *others) if one.row == 2]) == finds


def test_i25_leaves_other_units() -> None:
    assert years("I25", "0.92", "92", "93", unit="days") == []


def test_i25_finds_several_fractions_and_names_a_usual_value_beside_each() -> None:
    findings = years("I25", "0.91", "92", "93", "94", "0.95")
    assert [(one.row, one.message.partition("such as ")[2]) for one in findings] == [
        (2, "94%. Is it a fraction, 91%?"),
        (6, "94%. Is it a fraction, 95%?"),
    ]


def of_a_year(actual: str, target: str, unit: str = "%") -> list[Finding]:
    return found("I25", {"period": "2006/07", "actual": actual, "target": target}, unit=unit)


def test_i25_finds_an_outturn_and_a_target_by_each_other() -> None:
    assert only(of_a_year("0.92", "95.0"), "warning", 2, "actual") == (
        "BV 8 is 0.92% for 2006-07, among values such as 95%. Is it a fraction, 92%?"
    )
    assert only(of_a_year("92", "0.95"), "warning", 2, "target") == (
        "The target of BV 8 is 0.95% for 2006-07, among values such as 92%. Is it a fraction, 95%?"
    )


@pytest.mark.parametrize(
    ("actual", "target", "finds"),
    [
        ("0.92", "9.2", 0),  # exactly a tenth
        ("0.92", "9.21", 1),
        ("9.21", "0.92", 1),
        ("1", "11", 1),
        ("1.01", "92", 0),
        ("0.92", "0", 0),
        ("0.92", "", 0),
        ("", "0.92", 0),
        ("0.92", "-92", 0),
    ],
)
def test_i25_asks_the_same_of_an_outturn_and_its_own_target(actual: str, target: str, finds: int) -> None:
    assert len(of_a_year(actual, target)) == finds
    assert of_a_year(actual, target, unit="days") == []


def test_i25_finds_a_target_among_outturns_and_targets() -> None:
    rows = [{"period": f"200{at}/0{at + 1}", "actual": "91", "target": "92"} for at in range(3)]
    findings = found("I25", *rows, {"period": "2003/04", "actual": "93", "target": "0.94"})
    assert [(one.row, one.column) for one in findings] == [(5, "target")]


@pytest.mark.parametrize(
    ("actuals", "finds"),
    [
        (["0.91", "0.92", "0.930"], 1),
        (["0.1", "0.51"], 1),
        (["0.1", "0.5"], 0),  # as a rare thing may be
        (["0.1", "0.2", "0.3"], 0),
        (["0.9", "1"], 1),
        (["1", "1"], 1),
        (["0.9", "1.01"], 0),
        (["0.93"], 0),  # one is no series
        (["0.93", ""], 0),
        (["0.9", "0.93", "0"], 1),  # noughts say nothing of what is usual
        (["0.9", "0"], 0),
        (["0.9", "-0.1"], 0),
    ],
)
def test_i25_asks_whether_a_series_below_one_per_cent_is_one_of_fractions(actuals: list[str], finds: int) -> None:
    assert len(years("I25", *actuals)) == finds
    assert years("I25", *actuals, unit="days") == []


def test_i25_tells_a_series_of_fractions_once_on_its_last_value() -> None:
    assert only(years("I25", "0.91", "0.92", "0.930"), "warning", 4, "actual") == (
        "Every value of BV 8 lies between 0% and 1%, such as 0.93%. Are they fractions?"
    )
    assert only(of_a_year("0.4", "0.51"), "warning", 2, "target") == (
        "Every value of BV 8 lies between 0% and 1%, such as 0.51%. Are they fractions?"
    )
    assert of_a_year("0.4", "0.5") == []


def test_i25_looks_at_one_indicator_at_a_time() -> None:
    others = [{"reference": "BV 9", "period": f"200{year}/0{year + 1}", "actual": "91"} for year in range(3)]
    assert found("I25", {"period": "2006/07", "actual": "0.92"}, *others) == []


def test_i26_finds_each_percent_sign_of_an_indicator_in_another_unit() -> None:
    cells = {"actual": "5%", "target": "4.50%", "previous": "3%", "comparator": "2%"}
    findings = found("I26", {"period": "2006/07"} | cells, unit="days")
    assert [(one.severity, one.row, one.column) for one in findings] == [("warning", 2, column) for column in cells]
    assert findings[1].message == "BV 8 is counted in days, but 4.5% stands here for 2006-07."


def test_i26_leaves_a_percent_sign_of_a_percentage_and_numbers_without_one() -> None:
    assert found("I26", {"period": "2006/07", "actual": "5%", "target": "4"}) == []
    assert found("I26", {"period": "2006/07", "actual": "5", "target": ""}, unit="days") == []


def test_i27_finds_the_first_period_that_stands_after_a_later_one() -> None:
    findings = periods("I27", "2005/06", "2006/07", "2004/05", "2003/04")
    assert only(findings, "note", 4, "period") == (
        "BV 8: 2004-05 stands after a later period. The rows are put in order here."
    )


@pytest.mark.parametrize(
    "texts",
    [
        ["2004/05", "2005/06", "2006/07"],
        ["2004/05", "2006/07"],
        ["2005/06", "2006/07", "2005/06 Q3", "2005/06 Q4"],  # lengths each in their order
        ["2006/07", "Apr-06", "2005/06 Q1"],
    ],
)
def test_i27_leaves_periods_in_order_with_a_gap_or_of_other_lengths_between(texts: list[str]) -> None:
    assert periods("I27", *texts) == []


def test_i27_tells_an_indicator_once_though_years_and_quarters_are_both_out_of_order() -> None:
    assert len(periods("I27", "2006/07", "2005/06", "2006/07 Q2", "2006/07 Q1")) == 1


def test_i27_leaves_indicators_and_areas_that_follow_each_other() -> None:
    later, earlier = {"period": "2006/07", "actual": "1"}, {"period": "2005/06", "actual": "1"}
    assert found("I27", later, earlier | {"reference": "BV 9"}) == []
    york, leeds = {"area": "York"}, {"area": "Leeds"}
    assert found("I27", later | york, earlier | leeds, area="Leeds") == []
    assert [one.row for one in found("I27", later | york, later | leeds, earlier | leeds, area="Leeds")] == [4]


@pytest.mark.parametrize(
    ("texts", "row", "told"),
    [
        (["2004/05", "2006/07"], 3, "2005-06"),
        (["2006/07", "2004/05"], 2, "2005-06"),
        (["2003/04", "2004/05", "2007/08"], 4, "2005-06 to 2006-07"),
        (["2006/07 Q4", "2007/08 Q2"], 3, "2007-08 Q1"),
        (["Nov 2006", "Mar 2007"], 3, "December 2006 to February 2007"),
        (["2004", "2006"], 3, "2005"),
        (["2012-15", "2014-17"], 3, "2013-16"),
    ],
)
def test_i28_finds_what_is_left_out_of_a_series(texts: list[str], row: int, told: str) -> None:
    assert only(periods("I28", *texts), "note", row, "period") == f"BV 8 has no row for {told}."


@pytest.mark.parametrize(
    "texts",
    [
        ["2005/06", "2006/07"],
        ["2006/07"],
        ["2004/05", "2005/06 Q1", "2005/06"],  # years with a quarter between
        ["2006/07 Q3", "2006/07", "2006/07 Q4"],
        ["2004", "2006/07"],  # years that begin in January and in April
        ["2006/07", "2007/08 Q3"],  # of other lengths
        ["2012-15", "2013-16"],
    ],
)
def test_i28_leaves_a_whole_series_and_lengths_or_years_of_another_kind(texts: list[str]) -> None:
    assert periods("I28", *texts) == []


def test_i28_finds_every_gap_of_years_and_of_quarters_apart() -> None:
    texts = ["2001/02", "2003/04", "2005/06", "2004/05 Q1", "2004/05 Q3"]
    assert [one.message.removeprefix("BV 8 has no row for ") for one in periods("I28", *texts)] == [
        "2002-03.", "2004-05.", "2004-05 Q2.",
    ]  # fmt: skip


def test_i28_leaves_a_row_without_a_value_which_is_there() -> None:
    rows = [{"period": "2004/05", "actual": "1"}, {"period": "2005/06"}, {"period": "2006/07", "actual": "1"}]
    assert found("I28", *rows) == []


def test_i35_finds_a_lone_period_of_several_years_among_single_ones() -> None:
    assert only(periods("I35", "2005/06", "2006/08"), "warning", 3, "period") == (
        "BV 8 has one period of several years, 2006-08, among single years."
    )


def test_i35_finds_months_that_were_read_as_years() -> None:
    assert only(periods("I35", "2007-09", "2007-10", "2007-11"), "warning", 3, "period") == (
        "BV 8 has several periods that begin in one year, such as 2007-10. "
        "If they are months, write them with their names, as in October 2007."
    )


@pytest.mark.parametrize(
    "texts",
    [
        ["2005/06", "2006/07"],
        ["2012-15", "2013-16"],
        ["2012-15", "2013-16", "2015/16"],  # two are a series of their own
        ["2006-08"],
        ["2006-08", "2006/07 Q1"],
    ],
)
def test_i35_leaves_rolling_years_and_single_ones(texts: list[str]) -> None:
    assert periods("I35", *texts) == []
