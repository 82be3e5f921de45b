"""The registers of indicators, long or wide, with their keys, markers and words: from a raw table to a frame."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from frames import HASH, HOUSE, clinics_frame, indicators_frame, outturns_frame
from quarterbook.params.house_file import House
from quarterbook.periods import EXPECTED
from quarterbook.registers.actions import ACTIONS
from quarterbook.registers.outturns import OUTTURNS
from quarterbook.registers.register import Register, RegisterError, frame
from quarterbook.sources.source import RawTable

MARKERS = ("dna", "n/a", "*", "c", "-", "!", "#N/A")
MEASURE = "expected a plain number such as 93, 91.7 or -2, or 92%, without spaces, commas or £."


def house(**more: Any) -> House:
    return HOUSE.model_copy(update=more)


COUNCIL = house(
    columns={"outturns": {"reference": "Ref", "actual": "Year end", "target": "Aim", "comparator": "National average"}},
    missing={"outturns": MARKERS},
)


def read(header: str, *rows: str, by: House = HOUSE, register: Register = OUTTURNS) -> pd.DataFrame:
    """A file of header and rows, their cells parted by bars."""
    body = tuple((number, tuple(row.split("|"))) for number, row in enumerate(rows, start=2))
    return frame(RawTable("x.csv", HASH, tuple(header.split("|")), body), register, by)


def problems(header: str, *rows: str, **more: Any) -> list[str]:
    with pytest.raises(RegisterError) as caught:
        read(header, *rows, **more)
    return [problem.removeprefix("x.csv, ") for problem in caught.value.problems[:-1]]


def told(found: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """Each record: its row, reference and period, and some columns; numbers as text."""
    names = ("Index", "reference", "period", *columns)
    records: Any = found.itertuples()
    return [
        tuple(value if value is None or isinstance(value, int) else str(value) for value in record)
        for record in ([getattr(row, name) for name in names] for row in records)
    ]


# Long and wide.


def test_a_bare_period_in_the_header_is_the_outturn_of_that_period() -> None:
    found = read("reference|2005/06|2006-07|2007-08 Q1|Apr-07|2006", "BV 8|91|92|93|94|95")
    assert told(found, "actual", "target") == [
        (2, "BV 8", "2005-06", "91", None),
        (2, "BV 8", "2006-07", "92", None),
        (2, "BV 8", "2007-08 Q1", "93", None),
        (2, "BV 8", "April 2007", "94", None),
        (2, "BV 8", "2006", "95", None),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "reference|2006/07|Target 2006/07|Quartile 2006/07",
        "reference|2006/07|2006/07 Target|2006/07 quartile",
        "reference|Actual 2006/07|target: 2006-07|2006-2007 (QUARTILE)",
        "reference|2006/07 - actual|2006/07, target|quartile, 2006/07",
        "reference|Actual (2006/07)|2006/07: target|[2006/07] Quartile",
    ],
)
def test_a_header_names_a_period_and_a_column_in_either_order(header: str) -> None:
    (row,) = read(header, "BV 8|91|95.9|3").itertuples()
    assert (str(row.period), row.actual, row.target, row.quartile) == ("2006-07", Decimal(91), Decimal("95.9"), 3)


def test_a_header_that_a_spreadsheet_keeps_as_the_first_of_a_month_is_that_month() -> None:
    assert told(read("reference|2007-04-01|2007-05-01", "BV 8|1|2"), "actual") == [
        (2, "BV 8", "April 2007", "1"),
        (2, "BV 8", "May 2007", "2"),
    ]


@pytest.mark.parametrize("header", ["Q1 2007/08 target", "Target Quarter 1 2007/08", "2007/08 Quarter 1 Target"])
def test_a_period_of_several_words_leaves_the_name_of_the_column(header: str) -> None:
    assert told(read(f"reference|2007-08 Q1|{header}", "BV 8|1|2"), "actual", "target") == [
        (2, "BV 8", "2007-08 Q1", "1", "2")
    ]


def test_the_councils_own_names_stand_beside_periods_too() -> None:
    header = "Ref|2005/06|2006/07 Year end|Aim 2006/07|National average 2006/07"
    found = read(header, "BV 8|91|92|95.9|94", by=COUNCIL)
    assert told(found, "actual", "target", "comparator") == [
        (2, "BV 8", "2005-06", "91", None, None),
        (2, "BV 8", "2006-07", "92", "95.9", "94"),
    ]


def test_a_wide_files_columns_without_a_period_are_of_all_its_records() -> None:
    found = read("reference|area|2005/06|note|2006/07", "BV 8|Leeds|91|as audited|92")
    assert told(found, "area", "note") == [
        (2, "BV 8", "2005-06", "Leeds", "as audited"),
        (2, "BV 8", "2006-07", "Leeds", "as audited"),
    ]


def test_a_blank_cell_of_a_wide_file_is_no_record_but_a_missing_marker_is_one() -> None:
    found = read("Ref|2005/06|2006/07|Aim 2006/07", "BV 8||dna|", "BV 9|||95", "BV 10|||", by=COUNCIL)
    assert told(found, "actual", "target") == [(2, "BV 8", "2006-07", None, None), (3, "BV 9", "2006-07", None, "95")]


def test_records_of_a_wide_file_share_the_row_number_of_their_row() -> None:
    found = read("reference|2005/06|2006/07", "BV 8|91|92", "BV 9||5", "BV 10|1|2")
    assert list(found.index) == [2, 2, 3, 4, 4]
    assert set(found["source"]) == {"x.csv"}


def test_an_unreadable_cell_of_a_wide_file_is_told_under_the_header_as_it_stands() -> None:
    assert problems("reference|2005/06|Target 2006/07", "BV 8|91|high", "BV 9|£3|1") == [
        f"row 2, column 'Target 2006/07': 'high' cannot be read; {MEASURE} [I11]",
        f"row 3, column '2005/06': '£3' cannot be read; {MEASURE} [I11]",
    ]


def test_a_file_with_a_column_of_periods_is_long_whatever_else_its_header_says() -> None:
    found = read("reference|period|actual|2005/06|Target 2006/07", "BV 8|2006/07|92|91|95")
    assert told(found, "actual", "target") == [(2, "BV 8", "2006-07", "92", None)]


def test_a_file_with_neither_periods_nor_their_column_lacks_it() -> None:
    (told,) = problems("reference|actual|Ma", "BV 8|92|1")
    assert told.startswith("row 1, column 'period': the column is missing; period was expected in it.")


STRAY = (
    "the column looks like a period, but is not read as one; expected a period such as '2007/08', or one with the name "
    "of a field, such as 'Target 2007/08' (fields here: actual, target, previous, quartile, comparator, "
    "reported_status, note, provisional, area, provenance)."
)
RENAME = "Rename the column, say in the house file what it is (columns: outturns), or leave it out. [I11]"


@pytest.mark.parametrize(
    ("header", "hint"),
    [
        ("2007/8", " Did you mean '2007/08'?"),
        ("2009-0", " Did you mean '2009/10'?"),
        ("07/08", " Did you mean '2007/08'?"),
        ("29/30", " Did you mean '2029/30'?"),
        ("30/31", " Did you mean '1930/31'?"),
        ("99/00", " Did you mean '1999/00'?"),
        ("Target 07/08", " Did you mean 'Target 2007/08'?"),
        ("2007/8 tgt", " Did you mean 'target'?"),
        ("2006/07 tgt", " Did you mean 'target'?"),
        ("TGT: 2006/07", " Did you mean 'target'?"),
        ("Goal 2023/24", ""),
        ("2022/23 (prov)", ""),
        ("2006/07 target achieved?", ""),
        ("FY2007", ""),
        ("2007 / 08", ""),
        ("Ma 2007", ""),
        ("2007-04-15", ""),
        ("07/08/2009", ""),
    ],
)
def test_a_header_that_looks_like_a_period_is_not_passed_over(header: str, hint: str) -> None:
    assert problems(f"reference|2005/06|{header}", "BV 8|91|92") == [
        f"row 1, column '{header}': {STRAY}{hint} {RENAME}"
    ]


@pytest.mark.parametrize("header", ["Aged 16-24", "Note 12", "ISO 9001", "Ward 7/9", "BV 204", "Target", "Per 10,000"])
def test_a_header_without_digits_like_a_years_is_another_column(header: str) -> None:
    assert told(read(f"reference|2005/06|{header}", "BV 8|91|1"), "actual") == [(2, "BV 8", "2005-06", "91")]


def test_a_header_like_a_period_may_be_named_in_the_house_or_stand_in_a_long_file() -> None:
    by = house(columns={"outturns": {"comparator": "England 2006"}})
    found = read("reference|2005/06|England 2006", "BV 8|91|90", by=by)
    assert told(found, "actual", "comparator") == [(2, "BV 8", "2005-06", "91", "90")]
    assert len(read("reference|period|actual|2006/7|Goal 2023/24|07/08", "BV 8|2006/07|1|2|3|4")) == 1


def test_a_file_whose_periods_are_all_misspelt_is_told_each_of_them() -> None:
    found = problems("reference|2006/7|2007/8", "BV 8|1|2")
    assert [one.split(":")[0] for one in found] == [
        f"row 1, column '{name}'" for name in ("2006/7", "2007/8", "period", "actual")
    ]


def test_a_stray_header_is_told_in_the_councils_names() -> None:
    (found,) = problems("Ref|2005/06|2006/07 aims", "BV 8|91|1", by=COUNCIL)
    assert "(fields here: Year end, Aim, previous, quartile, National average, " in found
    assert "Did you mean 'Aim'?" in found


def test_a_wide_file_with_targets_alone_lacks_the_outturns() -> None:
    (told,) = problems("reference|Target 2005/06|Target 2006/07", "BV 8|92|93")
    assert told.startswith("row 1, column 'actual': the column is missing; actual was expected in it.")


def test_two_columns_of_one_period_are_told_at_the_second() -> None:
    same = "another column has the same of this period; keep one of them. [I11]"
    assert problems("reference|2006/07|2006-07|Actual 2006/07|2007/08", "BV 8|91|92|93|94") == [
        f"row 1, column '2006-07': {same}",
        f"row 1, column 'Actual 2006/07': {same}",
    ]
    assert problems("reference|2006/07|2006/07", "BV 8|91|92") == [
        "row 1, column '2006/07': the column name stands 2 times; name each column once. [I11]"
    ]


def test_an_indicator_in_two_rows_of_a_wide_file_is_told_for_each_period_that_both_have() -> None:
    assert problems("reference|2005/06|2006/07", "BV 8|91|92", "BV 8||93") == [
        "row 3, column 'reference': 'BV 8, 2006-07' stands in row 2 already; give each row its own. [I13]"
    ]


def test_a_register_without_a_wide_form_takes_a_period_in_its_header_for_another_column() -> None:
    header = "reference|title|directorate|due_date|percent_complete|2006/07|Start_date 2006/07"
    found = read(header, "A-1|Mend roads|People|2024-03-31|50|7|soon", register=ACTIONS)
    assert list(found.index) == [2]
    assert "period" not in found
    assert found["start_date"].isna().all()


def test_the_councils_column_goes_before_one_that_has_our_name() -> None:
    found = read("Ref|reference|period|Year end|actual", "BV 8|x|2006/07|92|1", by=COUNCIL)
    assert told(found, "actual") == [(2, "BV 8", "2006-07", "92")]


# The key.


def test_the_same_indicator_and_period_twice_is_refused_with_both_rows() -> None:
    rows = ("BV 8|2006/07|92", "BV 8|2005/06|91", "BV 8|2006-07|93")
    assert problems("reference|period|actual", *rows) == [
        "row 4, column 'reference': 'BV 8, 2006-07' stands in row 2 already; give each row its own. [I13]"
    ]


def test_the_same_indicator_and_period_in_two_areas_is_two_outturns() -> None:
    header, rows = "reference|period|actual|area", ("BV 8|2006/07|92|Leeds", "BV 8|2006/07|93|York", "BV 8|2006/07|9|")
    assert len(read(header, *rows)) == 3
    assert problems(header, *rows, "BV 8|2006/07|94|York", "BV 8|2006/07|94|") == [
        "row 5, column 'reference': 'BV 8, 2006-07, York' stands in row 3 already; give each row its own. [I13]",
        "row 6, column 'reference': 'BV 8, 2006-07' stands in row 4 already; give each row its own. [I13]",
    ]


def test_the_same_period_in_another_length_is_another_outturn() -> None:
    assert len(read("reference|period|actual", "BV 8|2006/07|92", "BV 8|2006/07 Q4|93", "BV 8|Mar 2007|93")) == 3


def test_a_clinic_stands_once_with_each_decision() -> None:
    assert len(clinics_frame({"clinic": "Roads"}, {"clinic": "Roads", "decision": "declined"})) == 2
    with pytest.raises(RegisterError) as caught:
        clinics_frame({"clinic": "Roads"}, {"clinic": "Roads"})
    assert "row 3, column 'clinic': 'Roads, held' stands in row 2 already; give each row its own. [C03]" in str(
        caught.value
    )


# What is missing.


@pytest.mark.parametrize("marker", ["", *MARKERS, "DNA", " N/A ", "C"])
def test_a_missing_marker_of_the_house_is_a_missing_value_and_never_nought(marker: str) -> None:
    (row,) = read("Ref|period|Year end|Aim", f"BV 8|2006/07|{marker}|{marker}", by=COUNCIL).itertuples()
    assert row.actual is None
    assert row.target is None


LIST_IT = "If it means that nothing is known, list it in the house file (missing: outturns)."


@pytest.mark.parametrize("marker", [*MARKERS[:-1], "NA", "nil", "–", "X", ".", "..", "tbc"])
def test_a_marker_that_no_house_declares_is_refused_with_where_to_declare_it(marker: str) -> None:
    assert problems("reference|period|actual", f"BV 8|2006/07|{marker}") == [
        f"row 2, column 'actual': '{marker}' cannot be read; {MEASURE} {LIST_IT} [I11]"
    ]


@pytest.mark.parametrize("word", ["none", "unknown", "...", "about 92"])
def test_another_word_is_refused_without_that_advice(word: str) -> None:
    assert problems("reference|period|actual", f"BV 8|2006/07|{word}") == [
        f"row 2, column 'actual': '{word}' cannot be read; {MEASURE} [I11]"
    ]


@pytest.mark.parametrize(
    ("column", "advised"), [("target", True), ("quartile", True), ("provisional", False), ("period", False)]
)
def test_only_where_no_word_is_expected_a_marker_is_advised(column: str, advised: bool) -> None:
    cells = {"reference": "BV 8", "period": "2006/07", "actual": "1"} | {column: "n/a"}
    (found,) = problems("|".join(cells), "|".join(cells.values()))
    assert (LIST_IT in found) is advised


def test_a_date_and_decimal_places_have_that_advice_too() -> None:
    for read_one, row, register in (
        (clinics_frame, {"clinic": "Roads", "date": "tbc"}, "clinics"),
        (indicators_frame, {"reference": "BV 8", "decimals": "NA"}, "indicators"),
    ):
        with pytest.raises(RegisterError) as caught:
            read_one(row)
        assert f"list it in the house file (missing: {register})." in caught.value.problems[0]


@pytest.mark.parametrize("name", ["C", "c", "*", "DNA", "n/a"])
def test_a_marker_is_no_blank_in_what_names_a_row(name: str) -> None:
    (row,) = read("Ref|period|Year end|area", f"{name}|2006/07|{name}|{name}", by=COUNCIL).itertuples()
    assert (row.reference, row.area, row.actual) == (name, name, None)


def test_a_marker_does_not_blank_a_word_that_the_house_maps() -> None:
    marked = {"missing": {"indicators": ("NA",)}}
    row = {"reference": "BV 8", "polarity": "NA", "decimals": "NA"}
    mapped = indicators_frame(row, house=house(values={"polarity": {"NA": "none"}}, **marked))
    assert (mapped.loc[2, "polarity"], pd.isna(mapped.loc[2, "decimals"])) == ("none", True)
    with pytest.raises(RegisterError) as caught:
        indicators_frame(row, house=house(**marked))
    assert caught.value.problems[0].endswith(
        "row 2, column 'polarity': the cell is blank ('NA' is a missing marker of the house); polarity must be filled "
        "in. [I02]"
    )


def test_a_formulas_error_that_no_house_declares_is_told_as_one() -> None:
    (found,) = problems("reference|period|actual", "BV 8|2006/07|#N/A")
    assert found == (
        "row 2, column 'actual': '#N/A' is a formula's error. Mend the formula, and save or export again. "
        f"{LIST_IT} [I11]"
    )
    (found,) = problems("reference|period|actual", "BV 8|2006/07|#REF!")
    assert LIST_IT not in found


@pytest.mark.parametrize("nought", ["0", "0.0", "0%"])
def test_a_nought_stays_a_nought(nought: str) -> None:
    (row,) = read("Ref|period|Year end", f"BV 8|2006/07|{nought}", by=COUNCIL).itertuples()
    assert row.actual == 0


@pytest.mark.parametrize(("cells", "column"), [("|2006/07|1", "Ref"), ("BV 8||1", "period")])
def test_an_outturn_without_reference_or_period_is_refused(cells: str, column: str) -> None:
    name = {"Ref": "reference"}.get(column, column)
    assert problems("Ref|period|Year end", cells, by=COUNCIL) == [
        f"row 2, column '{column}': the cell is blank; {name} must be filled in. [I12]"
    ]


def test_an_outturn_without_a_value_is_read_and_a_file_without_their_column_is_not() -> None:
    assert told(read("reference|period|actual", "BV 8|2006/07|"), "actual") == [(2, "BV 8", "2006-07", None)]
    (found,) = problems("reference|period", "BV 8|2006/07")
    assert found.startswith("row 1, column 'actual': the column is missing")


@pytest.mark.parametrize("column", ["reference", "title", "unit", "polarity"])
def test_an_indicator_must_say_what_it_is(column: str) -> None:
    with pytest.raises(RegisterError) as caught:
        indicators_frame({"reference": "BV 8"} | {column: ""})
    told = f"row 2, column '{column}': the cell is blank; {column} must be filled in. [I02]"
    assert caught.value.problems[0].endswith(told)


def test_a_clinic_must_say_its_name_and_decision_but_not_its_day() -> None:
    assert clinics_frame({"clinic": "Roads", "date": ""}).loc[2, "date"] is None
    for column in ("clinic", "decision"):
        with pytest.raises(RegisterError) as caught:
            clinics_frame({"clinic": "Roads"} | {column: ""})
        assert f"column '{column}': the cell is blank; {column} must be filled in. [C02]" in str(caught.value)


# Words and references.


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("polarity", "up", "one of higher, lower, band, none"),
        ("frequency", "weekly", "monthly, quarterly or annual"),
        ("decimals", "two", "a whole number from 0 to 6"),
        ("stretch", "maybe", "yes or no"),
        ("tolerance", "5 points", "a tolerance such as 0.5 (in the indicator's own unit) or 5% (of its target)"),
    ],
)
def test_an_indicators_unknown_word_is_refused_with_those_expected(column: str, cell: str, expected: str) -> None:
    with pytest.raises(RegisterError) as caught:
        indicators_frame({"reference": "BV 8"} | {column: cell})
    told = f"row 2, column '{column}': '{cell}' cannot be read; expected {expected}. [I01]"
    assert caught.value.problems[0].endswith(told)


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("quartile", "upper", "a quartile from 1 (best) to 4 (worst), or best, 2nd, 3rd, worst"),
        ("period", "2007-04", f"{EXPECTED} (2007 is followed by 08)"),
        ("provisional", "p", "yes or no"),
    ],
)
def test_an_outturns_unknown_word_is_refused_with_those_expected(column: str, cell: str, expected: str) -> None:
    with pytest.raises(RegisterError) as caught:
        outturns_frame({"reference": "BV 8", "period": "2006/07", "actual": "1"} | {column: cell})
    told = f"row 2, column '{column}': '{cell}' cannot be read; expected {expected}. [I11]"
    assert caught.value.problems[0].endswith(told)


def test_an_unknown_decision_is_refused_with_those_expected() -> None:
    with pytest.raises(RegisterError) as caught:
        clinics_frame({"clinic": "Roads", "decision": "perhaps"})
    assert caught.value.problems[0].endswith(
        "row 2, column 'decision': 'perhaps' cannot be read; expected one of held, suggested, accepted, declined, "
        "added. [C01]"
    )


SAME = house(same_references={"BVPI": "BV"})


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("BVPI 8", "BV 8"), ("BVPI8", "BV 8"), ("BV8", "BV 8"), ("BV 8", "BV 8"), ("BVPI 11c", "BV 11c"),
        ("BVPI  127a", "BV 127a"), ("PAF C32", "PAF C32"), ("BVPI", "BVPI"), ("BVX 8", "BVX 8"), ("LBVPI 8", "LBVPI 8"),
        ("BVPIx", "BVPIx"),
    ],
)  # fmt: skip
def test_beginnings_that_the_house_calls_the_same_are_one_in_every_register(written: str, read: str) -> None:
    row = {"reference": written}
    assert indicators_frame(row, house=SAME).loc[2, "reference"] == read
    assert outturns_frame(row | {"period": "2006/07"}, house=SAME).loc[2, "reference"] == read
    clinic = {"clinic": "x", "references": f"{written}; A 1"}
    assert clinics_frame(clinic, house=SAME).loc[2, "references"] == (read, "A 1")


def test_the_longest_beginning_that_the_house_names_counts() -> None:
    by = house(same_references={"PAF": "P", "PAF C": "C"})
    found = indicators_frame({"reference": "PAF C32"}, {"reference": "PAF 32"}, house=by)
    assert list(found["reference"]) == ["C 32", "P 32"]


def test_without_a_word_of_the_house_references_stay_as_they_are_written() -> None:
    assert list(indicators_frame({"reference": "BVPI 8"}, {"reference": "BV8"})["reference"]) == ["BVPI 8", "BV8"]


def test_one_indicator_under_two_names_stands_twice() -> None:
    with pytest.raises(RegisterError) as caught:
        indicators_frame({"reference": "BVPI 8"}, {"reference": "BV8"}, house=SAME)
    told = "row 3, column 'reference': 'BV 8' stands in row 2 already; give each row its own. [I03]"
    assert caught.value.problems[0].endswith(told)


def test_a_clinic_has_one_day_and_indicator_or_several_or_none() -> None:
    found = clinics_frame(
        {"clinic": "a", "date": "2006-11-01;  8/11/2006", "references": "BV 8; BV 9;"},
        {"clinic": "b", "date": "1 November 2006", "references": "BV 8"},
        {"clinic": "c"},
        house=house(date_order={"clinics": "day-first"}),
    )
    first, second = date(2006, 11, 1), date(2006, 11, 8)
    assert list(found["date"]) == [(first, second), (first,), None]
    assert list(found["references"]) == [("BV 8", "BV 9"), ("BV 8",), None]


def test_one_bad_day_among_several_is_told_with_the_whole_cell() -> None:
    with pytest.raises(RegisterError) as caught:
        clinics_frame({"clinic": "a", "date": "2006-11-01; 2006-11-31"})
    assert "'2006-11-01; 2006-11-31' cannot be read; expected a date that exists" in str(caught.value)
    assert "November 2006 has no day 31); several dates are parted by ';'." in str(caught.value)
