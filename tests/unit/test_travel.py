"""Direction of travel: which way is better, and which period an outturn is held against."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frames import indicators_frame, outturns_frame
from quarterbook.analysis import outturns, travel
from quarterbook.periods import Period

NUMBERS = st.decimals(-10_000, 10_000, allow_nan=False, allow_infinity=False, places=2)
OPPOSITE = {"improved": "declined", "declined": "improved", "unchanged": "unchanged"}


def moved(*rows: dict[str, object], **indicator: object) -> dict[str, Any]:
    """An indicator's outturns with their directions, by period."""
    read = outturns_frame(*({"reference": "A"} | row for row in rows))
    table = outturns.table(read, indicators_frame({"reference": "A", **indicator}))
    return {str(row.period): row for row in table.itertuples()}


def years(*actuals: object, **indicator: object) -> list[str | None]:
    """The directions of an indicator's years from 2001-02, one an outturn."""
    rows = ({"period": f"{2001 + at}-{at + 2:02}", "actual": actual} for at, actual in enumerate(actuals))
    return [row.direction for row in moved(*rows, **indicator).values()]


# --- which way -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("polarity", "risen", "fallen", "stayed"),
    [
        ("higher", "improved", "declined", "unchanged"),
        ("lower", "declined", "improved", "unchanged"),
        ("none", None, None, None),
    ],
)
def test_which_way_is_better_is_told_by_the_polarity(
    polarity: str, risen: str | None, fallen: str | None, stayed: str | None
) -> None:
    assert years(91, "91.1", "91", "91.0", polarity=polarity) == [None, risen, fallen, stayed]


def test_in_a_band_nearer_the_target_is_better_from_either_side() -> None:
    rows = [
        {"period": f"200{at}", "actual": actual, "target": target}
        for at, (actual, target) in enumerate([(40, 50), (58, 50), (42, 50), (39, 50), (39, 45), (39, None)])
    ]
    told = [row.direction for row in moved(*rows, polarity="band").values()]
    assert told == [None, "improved", "unchanged", "declined", "improved", None]


def test_in_a_band_the_target_of_now_stands_for_a_target_that_was_not_given() -> None:
    rows = [{"period": "2001", "actual": 40}, {"period": "2002", "actual": 58, "target": 50}]
    assert moved(*rows, polarity="band")["2002"].direction == "improved"


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("90.96", "91.04", "unchanged"),  # both published as 91
        ("91.04", "91.05", "improved"),  # a hundredth apart, and a tenth as published
        ("91.05", "91.04", "declined"),
        ("91.05", "91.14", "unchanged"),
    ],
)
def test_values_are_compared_as_they_are_published(before: str, now: str, expected: str) -> None:
    assert years(before, now, decimals=1) == [None, expected]
    assert years(before, now, decimals=1, polarity="lower") == [None, OPPOSITE[expected]]


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ((50, 50), "unchanged"),
        (("50.04", 50), "unchanged"),
        (("50.05", 50), "improved"),  # published as 50.1, and 51 is nearer that
        ((50, "50.05"), "declined"),
        (("50.05", None), "unchanged"),
    ],
)
def test_in_a_band_targets_are_held_against_as_they_are_published(targets: tuple[object, ...], expected: str) -> None:
    now, before = ({"actual": 51, "target": target} for target in targets)
    rows = [{"period": "2001", **before}, {"period": "2002", **now}]
    assert moved(*rows, polarity="band", decimals=1)["2002"].direction == expected


def test_a_change_that_rounds_to_nothing_is_none() -> None:
    assert years("91", "91.04", decimals=1) == [None, "unchanged"]
    assert years("91", "91.05", decimals=1) == [None, "improved"]
    assert years("91", "91.004") == [None, "unchanged"]
    assert years("91", "91.005") == [None, "improved"]


@given(NUMBERS, NUMBERS)
def test_the_other_polarity_or_the_other_order_gives_the_opposite(now: Decimal, before: Decimal) -> None:
    told = travel.direction(now, before, "higher")
    assert told is not None
    assert travel.direction(now, before, "lower") == OPPOSITE[told]
    assert travel.direction(before, now, "higher") == OPPOSITE[told]


@pytest.mark.parametrize("polarity", ["higher", "lower", "band"])
def test_without_one_of_the_two_values_there_is_no_direction(polarity: str) -> None:
    one, target = Decimal(1), Decimal(2)
    assert travel.direction(None, one, polarity, targets=(target, target)) is None
    assert travel.direction(one, None, polarity, targets=(target, target)) is None


# --- against which period ------------------------------------------------------------------------


def test_each_length_is_held_against_the_one_before_of_its_own() -> None:
    rows = moved(
        {"period": "2005-06", "actual": 10},
        {"period": "2006-07", "actual": 20},
        {"period": "2006-07 Q4", "actual": 9},
        {"period": "2007-08 Q1", "actual": 8},
        {"period": "March 2007", "actual": 7},
        {"period": "April 2007", "actual": 7},
    )
    told = {period: (row.before, row.direction) for period, row in rows.items() if row.before is not None}
    assert told == {"2006-07": (10, "improved"), "2007-08 Q1": (9, "declined"), "April 2007": (7, "unchanged")}
    assert rows["2007-08 Q1"].before_period == Period.parse("2006-07 Q4")


def test_the_rows_own_previous_is_used_where_the_period_before_is_missing() -> None:
    row = moved({"period": "2006-07", "actual": 20, "previous": 30})["2006-07"]
    assert (row.before, row.before_period, row.direction) == (30, None, "declined")


def test_the_rows_own_previous_is_used_where_the_period_before_has_no_outturn() -> None:
    row = moved({"period": "2005-06"}, {"period": "2006-07", "actual": 20, "previous": 30})["2006-07"]
    assert (row.before, row.before_period, row.direction) == (30, None, "declined")


def test_the_period_before_stands_before_the_rows_own_previous() -> None:
    rows = moved({"period": "2005-06", "actual": 10}, {"period": "2006-07", "actual": 20, "previous": 30})
    assert (rows["2006-07"].before, rows["2006-07"].direction) == (10, "improved")


@pytest.mark.parametrize(("cumulative", "before", "direction"), [("yes", 4, "improved"), ("no", 9, "declined")])
def test_a_running_total_is_held_against_the_same_period_a_year_before(
    cumulative: str, before: int, direction: str
) -> None:
    rows = moved(
        {"period": "2006-07 Q1", "actual": 4},
        {"period": "2006-07 Q4", "actual": 9},
        {"period": "2007-08 Q1", "actual": 5},
        cumulative=cumulative,
    )
    assert (rows["2007-08 Q1"].before, rows["2007-08 Q1"].direction) == (before, direction)


def test_a_missing_period_breaks_the_line_and_is_not_stepped_over() -> None:
    assert years(10, None, 20, 30) == [None, None, None, "improved"]
    absent = moved({"period": "2001-02", "actual": 10}, {"period": "2003-04", "actual": 20})
    assert absent["2003-04"].direction is None


def test_a_quarter_and_a_month_are_held_against_those_of_last_year_too() -> None:
    rows = moved(
        {"period": "2006-07 Q1", "actual": 9},
        {"period": "2007-08 Q1", "actual": 8},
        {"period": "May 2006", "actual": 3},
        {"period": "May 2007", "actual": 4},
    )
    told = {period: (row.year_before, row.direction_on_year) for period, row in rows.items()}
    assert told["2007-08 Q1"] == (9, "declined")
    assert told["May 2007"] == (3, "improved")
    assert told["2006-07 Q1"] == told["May 2006"] == (None, None)


def test_a_year_has_no_other_year_before_it_than_the_period_before() -> None:
    row = moved({"period": "2005-06", "actual": 10}, {"period": "2006-07", "actual": 20})["2006-07"]
    assert (row.direction, row.year_before, row.direction_on_year) == ("improved", None, None)


def test_against_last_year_a_band_has_the_target_of_each() -> None:
    rows = moved(
        {"period": "2006-07 Q1", "actual": 40, "target": 50},
        {"period": "2007-08 Q1", "actual": 40, "target": 45},
        polarity="band",
    )
    assert rows["2007-08 Q1"].direction_on_year == "improved"


def test_another_indicators_past_is_not_looked_at() -> None:
    read = outturns_frame(
        {"reference": "B", "period": "2005-06", "actual": 10}, {"reference": "A", "period": "2006-07", "actual": 20}
    )
    table = outturns.table(read, indicators_frame({"reference": "A"}, {"reference": "B"}))
    assert table["direction"].tolist() == [None, None]
