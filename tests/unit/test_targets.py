"""Targets: gaps and statuses by polarity, on both sides of each threshold, and whose status it is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frames import indicators_frame, outturns_frame
from quarterbook.analysis import outturns, targets
from quarterbook.tolerance import Tolerance

POLARITIES = ("higher", "lower", "band", "none")
NUMBERS = st.decimals(-10_000, 10_000, allow_nan=False, allow_infinity=False, places=3)


def assessed(indicator: dict[str, object], house: str = "", **outturn: object) -> Any:
    """The one row of an indicator's outturn, held against its target; `house` is the house's tolerance."""
    defined = indicators_frame({"reference": "A", **indicator})
    read = outturns_frame({"reference": "A", "period": "2006-07", **outturn})
    (row,) = outturns.table(read, defined, tolerance=Tolerance.parse(house) if house else None).itertuples()
    return row


def status(polarity: str, actual: object, target: object, house: str = "", **indicator: object) -> str | None:
    return assessed({"polarity": polarity, **indicator}, house, actual=actual, target=target).computed


# --- gaps ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("polarity", "below", "above"),
    [("higher", Decimal(4), Decimal(-4)), ("lower", Decimal(-4), Decimal(4)), ("band", 4, 4), ("none", None, None)],
)
def test_a_gap_is_positive_the_wrong_way(polarity: str, below: Decimal | None, above: Decimal | None) -> None:
    assert targets.gap(Decimal(96), Decimal(100), polarity) == below
    assert targets.gap(Decimal(104), Decimal(100), polarity) == above


@pytest.mark.parametrize("polarity", POLARITIES)
def test_without_an_outturn_or_a_target_there_is_no_gap_and_no_status(polarity: str) -> None:
    for actual, target in ((None, 5), (5, None), (None, None)):
        row = assessed({"polarity": polarity, "tolerance": "1"}, actual=actual, target=target)
        assert (row.gap, row.computed, row.status, row.as_reported) == (None, None, None, False)


@given(NUMBERS, NUMBERS)
def test_the_other_polarity_gives_the_opposite_gap_and_a_band_its_size(actual: Decimal, target: Decimal) -> None:
    higher, lower, band = (targets.gap(actual, target, polarity) for polarity in ("higher", "lower", "band"))
    assert higher is not None
    assert lower == -higher
    assert band == abs(higher)


@given(NUMBERS, NUMBERS, NUMBERS.map(abs), st.sampled_from(POLARITIES), st.sampled_from([2, 10, 1000]))
def test_in_a_smaller_unit_the_gap_grows_and_the_status_stays(
    actual: Decimal, target: Decimal, amount: Decimal, polarity: str, factor: int
) -> None:
    def told(scale: int, tolerance: Tolerance) -> tuple[Decimal | None, str | None]:
        gap = targets.gap(actual * scale, target * scale, polarity)
        return gap, targets.status(gap, target * scale, polarity, tolerance)

    for relative in (True, False):
        gap, said = told(1, Tolerance(amount, relative))
        wide, still = told(factor, Tolerance(amount if relative else amount * factor, relative))
        assert wide == (None if gap is None else gap * factor)
        assert still == said


# --- statuses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("polarity", "actual", "expected"),
    [
        ("higher", "100.1", "met"),
        ("higher", "100", "met"),
        ("higher", "99.9", "missed"),
        ("lower", "99.9", "met"),
        ("lower", "100", "met"),
        ("lower", "100.1", "missed"),
        ("none", "100", None),
    ],
)
def test_without_tolerance_a_target_is_met_or_missed(polarity: str, actual: str, expected: str | None) -> None:
    assert status(polarity, actual, 100) == expected


@pytest.mark.parametrize("tolerance", ["2", "5%"])
@pytest.mark.parametrize(
    ("polarity", "actual", "expected"),
    [
        ("higher", "40", "met"),
        ("higher", "39.9", "close"),
        ("higher", "38", "close"),
        ("higher", "37.9", "missed"),
        ("lower", "40", "met"),
        ("lower", "40.1", "close"),
        ("lower", "42", "close"),
        ("lower", "42.1", "missed"),
        ("band", "38", "met"),
        ("band", "37.9", "missed"),
        ("band", "42", "met"),
        ("band", "42.1", "missed"),
        ("none", "40", None),
    ],
)
def test_within_tolerance_a_miss_is_close_and_a_band_is_met(
    polarity: str, actual: str, expected: str | None, tolerance: str
) -> None:
    assert status(polarity, actual, 40, tolerance) == expected


def test_in_a_band_without_tolerance_there_is_a_gap_but_no_status() -> None:
    row = assessed({"polarity": "band"}, actual=40, target=40)
    assert (row.gap, row.computed) == (0, None)


def test_an_indicators_own_tolerance_goes_before_the_houses() -> None:
    assert status("higher", 38, 40, "1") == "missed"
    assert status("higher", 38, 40, "1", tolerance="2") == "close"
    assert status("higher", 38, 40, "2", tolerance="1") == "missed"
    assert status("higher", 38, 40, "2", tolerance="0") == "missed"


@pytest.mark.parametrize(("actual", "expected"), [(0, "met"), ("0.5", "close"), ("0.6", "missed")])
def test_a_target_of_nought_is_a_target(actual: object, expected: str) -> None:
    assert status("lower", actual, 0, "0.5") == expected


def test_a_share_of_a_target_of_nought_is_nothing() -> None:
    assert status("lower", "0.1", 0, "50%") == "missed"
    assert status("band", "0", 0, "50%") == "met"


def test_a_share_of_a_negative_target_has_its_size() -> None:
    assert status("higher", "-11", -10, "10%") == "close"
    assert status("higher", "-11.1", -10, "10%") == "missed"


@pytest.mark.parametrize(
    ("actual", "target", "gap", "expected"),
    [
        ("95.85", "95.9", "0", "met"),  # published as 95.9
        ("95.84", "95.9", "0.1", "missed"),
        ("95.9", "95.94", "0", "met"),
        ("95.9", "95.95", "0.1", "missed"),  # the target is published as 96
        ("95.84", "95.85", "0.1", "missed"),  # a hundredth apart, and a tenth as published
        ("95.85", "95.94", "0", "met"),  # nine hundredths apart, and none as published
    ],
)
def test_outturn_and_target_are_compared_as_they_are_published(
    actual: str, target: str, gap: str, expected: str
) -> None:
    row = assessed({"decimals": 1}, actual=actual, target=target)
    assert (row.gap, row.computed) == (Decimal(gap), expected)


def test_without_decimals_values_are_published_to_two_places() -> None:
    assert assessed({}, actual="95.895", target="95.9").computed == "met"
    assert assessed({}, actual="95.894", target="95.9").computed == "missed"


@pytest.mark.parametrize(("polarity", "within", "outside"), [("higher", "close", "missed"), ("band", "met", "missed")])
def test_a_tolerance_is_held_against_published_values(polarity: str, within: str, outside: str) -> None:
    assert status(polarity, "39.45", 40, "0.5", decimals=1) == within
    assert status(polarity, "39.44", 40, "0.5", decimals=1) == outside
    # A twentieth of a target that is published as 40.
    assert status(polarity, 38, "40.04", "5%", decimals=1) == within
    assert status(polarity, 38, "40.05", "5%", decimals=1) == outside


# --- whose status --------------------------------------------------------------------------------


def test_the_computed_status_stands_before_the_officers() -> None:
    row = assessed({}, actual=90, target=95, reported_status="met")
    assert (row.computed, row.status, row.as_reported) == ("missed", "missed", False)


@pytest.mark.parametrize("said", ["met", "Close", "MISSED"])
def test_the_officers_status_is_used_where_none_can_be_computed(said: str) -> None:
    row = assessed({}, actual=None, reported_status=said)
    assert (row.computed, row.status, row.as_reported) == (None, said.lower(), True)


@pytest.mark.parametrize("said", [None, "on its way"])
def test_a_status_that_is_not_one_of_ours_is_none(said: str | None) -> None:
    row = assessed({}, actual=90, reported_status=said)
    assert (row.status, row.as_reported) == (None, False)


def test_assessing_leaves_the_rows_as_they_were() -> None:
    read = outturns_frame(*({"reference": "A", "period": f"{year}", "actual": year} for year in (2006, 2005)))
    before = outturns.table(read, indicators_frame({"reference": "A"}))
    kept = before.copy()
    after = targets.assess(before, None)
    pd.testing.assert_frame_equal(before, kept)
    assert list(after.index) == list(before.index)
