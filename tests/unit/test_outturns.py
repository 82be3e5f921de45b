"""Outturns: whose they are, their order, and the one period of each indicator that a paper speaks of."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from frames import indicators_frame, outturns_frame
from quarterbook.analysis import outturns
from quarterbook.registers.frames import of_area


def of_areas(*areas: str | None) -> pd.DataFrame:
    return outturns_frame(*({"reference": f"A{at}", "period": "2006", "area": area} for at, area in enumerate(areas)))


def headlined(*rows: dict[str, object], frequency: str | None = "year") -> Any:
    """The headline of the one indicator."""
    read = outturns_frame(*({"reference": "A"} | row for row in rows))
    (row,) = outturns.headline(
        outturns.table(read, indicators_frame({"reference": "A", "frequency": frequency}))
    ).itertuples()
    return row


# --- areas ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("area", ["", "Barsetshire"])
def test_outturns_without_areas_are_all_the_councils(area: str) -> None:
    assert len(of_area(of_areas(None, None), area, "outturns")) == 2


@pytest.mark.parametrize("area", ["", "Barsetshire"])
def test_outturns_of_one_area_are_the_councils_whether_it_is_named_or_not(area: str) -> None:
    assert len(of_area(of_areas("Barsetshire", "Barsetshire"), area, "outturns")) == 2


def test_of_several_areas_those_of_the_council_are_kept_with_their_rows() -> None:
    kept = of_area(of_areas("Barsetshire", "Mercia", None, "Barsetshire"), "Barsetshire", "outturns")
    assert kept.index.tolist() == [2, 5]


def test_of_several_areas_one_must_be_named() -> None:
    with pytest.raises(ValueError, match=r"of several areas.*Areas here: Barsetshire, Mercia\.$"):
        of_area(of_areas("Barsetshire", "Mercia"), "", "outturns")


def test_rows_with_and_without_an_area_are_not_taken_for_one_council() -> None:
    with pytest.raises(ValueError, match=r"Areas here: Mercia\.$"):
        of_area(of_areas("Mercia", None), "", "outturns")


@pytest.mark.parametrize(("number", "end"), [(10, ", I"), (11, "…")])
def test_so_many_areas_are_listed_as_one_cares_to_read(number: int, end: str) -> None:
    with pytest.raises(ValueError, match="Name the one that the report is of") as told:
        of_area(of_areas(*"KABCDEFGHIJ"[:number]), "", "outturns")
    assert str(told.value).endswith(f"{end}.")


@pytest.mark.parametrize("areas", [["Barsetshire"], ["Barsetshire", "Mercia"]])
def test_an_area_that_the_file_does_not_have_is_told_with_the_nearest(areas: list[str]) -> None:
    with pytest.raises(ValueError, match=r"none is called 'Barsetshir'. Did you mean 'Barsetshire'\?$"):
        of_area(of_areas(*areas), "Barsetshir", "outturns")


# --- the table -----------------------------------------------------------------------------------


def test_outturns_stand_in_the_order_of_the_indicators_and_then_of_time() -> None:
    read = outturns_frame(
        {"reference": "A", "period": "2007-08 Q1"},
        {"reference": "B", "period": "2006-07"},
        {"reference": "A", "period": "2006-07"},
        {"reference": "A", "period": "March 2007"},
        {"reference": "B", "period": "2005-06"},
        {"reference": "A", "period": "2006-07 Q4"},
    )
    table = outturns.table(read, indicators_frame({"reference": "B"}, {"reference": "A"}))
    assert [(row.Index, row.reference, str(row.period)) for row in table.itertuples()] == [
        (6, "B", "2005-06"),
        (3, "B", "2006-07"),
        (5, "A", "March 2007"),
        (7, "A", "2006-07 Q4"),
        (4, "A", "2006-07"),
        (2, "A", "2007-08 Q1"),
    ]


def test_outturns_of_unknown_indicators_and_of_other_areas_are_left_out() -> None:
    read = outturns_frame(
        {"reference": "A", "period": "2006", "area": "Barsetshire"},
        {"reference": "Z", "period": "2006", "area": "Barsetshire"},
        {"reference": "A", "period": "2006", "area": "Mercia"},
    )
    table = outturns.table(read, indicators_frame({"reference": "A"}, {"reference": "B"}), "Barsetshire")
    assert table.index.tolist() == [2]


def test_what_an_outturn_measures_stands_beside_it_and_what_is_missing_is_none() -> None:
    defined = indicators_frame({"reference": "A", "unit": "days", "polarity": "lower", "decimals": 1})
    (row,) = outturns.table(outturns_frame({"reference": "A", "period": "2006"}), defined).itertuples()
    assert (row.title, row.unit, row.polarity, row.decimals) == ("Title", "days", "lower", 1)
    missing = [row.actual, row.target, row.quartile, row.stretch, row.cumulative, row.tolerance, row.gap, row.status]
    assert missing == [None] * 8


def test_registers_without_rows_make_a_table_without_rows() -> None:
    for read in (outturns_frame(), outturns_frame({"reference": "Z", "period": "2006"})):
        table = outturns.table(read, indicators_frame({"reference": "A"}))
        assert len(table) == len(outturns.headline(table)) == 0
        assert {"gap", "status", "direction"} <= set(table.columns)


# --- headlines -----------------------------------------------------------------------------------

EVERY_LENGTH = [
    {"period": period, "actual": at}
    for at, period in enumerate(["2005-06", "2006-07", "2006-07 Q4", "2007-08 Q1", "April 2007", "May 2007"])
]


@pytest.mark.parametrize(
    ("frequency", "period"),
    [("year", "2006-07"), ("quarter", "2007-08 Q1"), ("month", "May 2007"), (None, "2007-08 Q1")],
)
def test_the_headline_is_the_latest_of_the_length_that_the_indicator_is_reported_by(
    frequency: str | None, period: str
) -> None:
    assert str(headlined(*EVERY_LENGTH, frequency=frequency).period) == period


def test_an_indicator_without_a_period_of_its_length_has_its_latest_of_any() -> None:
    row = headlined({"period": "2006-07 Q4", "actual": 1}, {"period": "2007-08 Q1", "actual": 2})
    assert (str(row.period), row.since) == ("2007-08 Q1", None)


def test_a_period_with_neither_outturn_nor_status_tells_nothing() -> None:
    told = {"period": "2005-06", "actual": 1}
    assert str(headlined(told, {"period": "2006-07", "target": 5}).period) == "2005-06"
    assert str(headlined(told, {"period": "2006-07", "reported_status": "met"}).period) == "2006-07"
    read = outturns_frame({"reference": "A", "period": "2006-07", "target": 5})
    assert len(outturns.headline(outturns.table(read, indicators_frame({"reference": "A"})))) == 0


def test_headlines_stand_in_the_order_of_the_indicators() -> None:
    read = outturns_frame(*({"reference": one, "period": "2006", "actual": 1} for one in "ABC"))
    table = outturns.table(read, indicators_frame({"reference": "C"}, {"reference": "A"}, {"reference": "B"}))
    assert outturns.headline(table)["reference"].tolist() == ["C", "A", "B"]


def test_records_that_share_a_row_of_a_wide_file_keep_their_own_headlines() -> None:
    read = outturns_frame(
        *({"reference": one, "period": period, "actual": 1} for one in "AB" for period in ("2005-06", "2006-07"))
    )
    read.index = pd.Index([2, 2, 3, 3], name="row")
    found = outturns.headline(outturns.table(read, indicators_frame({"reference": "A"}, {"reference": "B"})))
    assert [(row.Index, row.reference, str(row.period)) for row in found.itertuples()] == [
        (2, "A", "2006-07"),
        (3, "B", "2006-07"),
    ]


# --- since ---------------------------------------------------------------------------------------


def test_since_is_the_latest_that_came_after_the_headline() -> None:
    row = headlined(
        {"period": "2006-07", "actual": 1, "target": 5},
        {"period": "2007-08 Q1", "actual": 2},
        {"period": "2007-08 Q2", "actual": 3, "target": 3},
    )
    assert (str(row.since), row.since_actual, row.since_status, row.since_as_reported) == (
        *("2007-08 Q2", 3, "met", False),
    )


def test_since_may_be_a_status_alone() -> None:
    row = headlined({"period": "2006-07", "actual": 1}, {"period": "2007-08 Q1", "reported_status": "missed"})
    assert (row.since_actual, row.since_status, row.since_as_reported) == (None, "missed", True)


@pytest.mark.parametrize(("frequency", "end"), [("quarter", "2006-07"), ("month", "2006-07"), ("month", "2006-07 Q4")])
def test_a_longer_period_that_ends_with_the_headline_did_not_come_since(frequency: str, end: str) -> None:
    own = {"quarter": "2006-07 Q4", "month": "March 2007"}[frequency]
    row = headlined({"period": own, "actual": 1}, {"period": end, "actual": 2}, frequency=frequency)
    assert (str(row.period), row.since, row.since_actual, row.since_status) == (own, None, None, None)


def test_a_shorter_period_within_the_headline_did_not_come_since() -> None:
    assert headlined({"period": "2006-07", "actual": 1}, {"period": "2006-07 Q4", "actual": 2}).since is None


# --- titles --------------------------------------------------------------------------------------


def test_indicators_are_called_by_reference_and_title_and_by_their_unit_where_that_is_not_clear() -> None:
    defined = indicators_frame(
        {"reference": "BV 8", "title": "Invoices"},
        {"reference": "C72", "title": "Admissions", "unit": "per 10,000 people"},
    )
    assert outturns.titles(defined) == {"BV 8": "BV 8: Invoices", "C72": "C72: Admissions (per 10,000 people)"}
    assert outturns.titles(indicators_frame()) == {}


# --- what is of its length, unbroken, or old -----------------------------------------------------


def rows_of(*periods: str, frequency: str | None = None) -> pd.DataFrame:
    read = outturns_frame(*({"reference": "A", "period": one, "actual": 1} for one in periods))
    return outturns.table(read, indicators_frame({"reference": "A", "frequency": frequency}))


def periods(rows: pd.DataFrame) -> list[str]:
    return [str(one) for one in rows["period"]]


@pytest.mark.parametrize(
    ("frequency", "kept"),
    [
        ("year", ["2005-06", "2006-07"]),
        ("quarter", ["2006-07 Q4", "2007-08 Q1"]),
        ("month", ["April 2007", "May 2007"]),
        (None, ["2006-07 Q4", "2007-08 Q1"]),  # the latest is a quarter
    ],
)
def test_rows_of_an_indicators_length_are_those_it_is_reported_by(frequency: str | None, kept: list[str]) -> None:
    rows = rows_of(*(str(one["period"]) for one in EVERY_LENGTH), frequency=frequency)
    assert periods(outturns.of_its_length(rows)) == kept


def test_without_a_row_of_its_length_those_of_its_latests_are_taken() -> None:
    rows = rows_of("2005-06", "2006-07", "2007-08 Q1", frequency="month")
    assert periods(outturns.of_its_length(rows)) == ["2007-08 Q1"]
    assert len(outturns.of_its_length(rows.iloc[:0])) == 0


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["2004-05", "2005-06", "2006-07"], 3),
        (["2003-04", "2005-06", "2006-07"], 2),
        (["2004-05", "2006-07"], 1),
        (["2001-02", "2003-04", "2004-05", "2006-07"], 1),
        (["2006-07 Q3", "2006-07 Q4", "2007-08 Q1"], 3),
        (["2006-07 Q3", "2007-08 Q1"], 1),
        (["December 2006", "January 2007"], 2),
        (["2012-15", "2013-16"], 2),
        (["2012-15", "2014-17"], 1),
        (["2006-07"], 1),
        ([], 0),
    ],
)
def test_a_series_is_unbroken_as_far_back_as_no_period_is_missing(given: list[str], kept: int) -> None:
    assert periods(outturns.unbroken(rows_of(*given))) == given[len(given) - kept :]


# --- series --------------------------------------------------------------------------------------


def test_a_series_is_the_periods_of_one_length_oldest_first() -> None:
    read = outturns_frame(*({"reference": "A"} | row for row in reversed(EVERY_LENGTH)))
    table = outturns.table(read, indicators_frame({"reference": "A"}, {"reference": "B"}))
    assert [str(one) for one in outturns.series(table, "A", 3)["period"]] == ["2006-07 Q4", "2007-08 Q1"]
    assert len(outturns.series(table, "B", 3)) == 0
