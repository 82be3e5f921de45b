"""Units: values to their indicator's places and never padded, and the words that belong to them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.analysis.units import bare, distance, published, rounded, titled, with_unit
from quarterbook.registers.measures import Percentage

VALUES = st.decimals(-1_000_000, 1_000_000, allow_nan=False, allow_infinity=False, places=8)
WHOLE = st.integers(-1_000_000, 1_000_000).map(Decimal)


# --- rounding ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("26.765", 2, "26.77"),
        ("26.764", 2, "26.76"),
        ("-2.45", 1, "-2.5"),
        ("-2.44", 1, "-2.4"),
        ("27.8", 0, "28"),
        ("9.995", 2, "10"),
    ],
)
def test_a_value_is_rounded_half_up_to_its_indicators_places(value: str, decimals: int, shown: str) -> None:
    assert str(rounded(Decimal(value), decimals)) == shown


@pytest.mark.parametrize(("value", "shown"), [("27", "27"), ("27.8", "27.8"), ("80.20", "80.2"), ("100", "100")])
def test_a_value_with_fewer_places_is_not_padded(value: str, shown: str) -> None:
    assert str(rounded(Decimal(value), 2)) == shown


def test_without_places_a_value_has_two_at_most() -> None:
    assert [str(rounded(Decimal(value), None)) for value in ("0.125", "0.12", "0.1")] == ["0.13", "0.12", "0.1"]


def test_a_number_written_with_a_percent_sign_rounds_like_any_other() -> None:
    assert rounded(Percentage("91.96"), 1) == Decimal(92)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"), [("90.05", 1, "90.1"), ("90.04", 1, "90"), ("0.005", None, "0.01")]
)
def test_a_published_value_is_the_rounded_one_where_there_is_one(value: str, decimals: int, shown: str) -> None:
    assert str(published(Decimal(value), decimals)) == shown
    assert published(None, decimals) is None


@given(VALUES, st.integers(0, 6))
def test_a_rounded_value_is_the_nearest_of_its_places_and_never_in_powers_of_ten(value: Decimal, places: int) -> None:
    shown = rounded(value, places)
    assert shown == value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert "E" not in str(shown)
    assert "." not in str(shown) or not str(shown).endswith("0")
    assert rounded(shown, places) == shown


# --- with the unit -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        ("91.9", "%", "91.9%"),
        ("-2.4", "%", "−2.4%"),
        ("4960", "£", "£4,960"),
        ("-4960.5", "£", "−£4,960.5"),
        ("1234567", "score", "1,234,567"),
        ("4", "level", "4"),
        ("19.7", "days", "19.7"),
    ],
)
def test_a_cell_has_the_signs_of_percent_and_pounds_and_no_word(value: str, unit: str, told: str) -> None:
    assert bare(Decimal(value), unit) == told


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        ("19.7", "days", "19.7 days"),
        ("0", "days", "0 days"),
        ("1", "days", "1 day"),
        ("1.1", "days", "1.1 days"),
        ("-1", "days", "−1 days"),
        ("1", "families", "1 family"),
        ("1", "businesses", "1 business"),
        ("1", "houses", "1 house"),
        ("1", "boxes", "1 box"),
        ("1", "progress", "1 progress"),
        ("1", "people", "1 person"),
        ("2", "people", "2 people"),
        ("1", "children", "1 child"),
        ("4", "level", "level 4"),
        ("2", "Band", "Band 2"),
        ("22.2", "per 1,000 people", "22.2"),
        ("80", "score", "80"),
        ("80", "Number", "80"),
        ("80", "", "80"),
        ("92", "%", "92%"),
        ("1", "£", "£1"),
    ],
)
def test_a_sentence_says_the_unit_as_english_does(value: str, unit: str, told: str) -> None:
    assert with_unit(Decimal(value), unit) == told


@given(WHOLE.filter(lambda value: value != 1))
def test_only_one_is_told_in_the_singular(value: Decimal) -> None:
    assert with_unit(value, "days").endswith(" days")


# --- titles --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "unit", "told"),
    [
        ("Admissions", "per 10,000 people", "A: Admissions (per 10,000 people)"),
        ("Admissions per 10,000 people", "per 10,000 people", "A: Admissions per 10,000 people"),
        ("Admissions Per 10,000 People", "per 10,000 people", "A: Admissions Per 10,000 People"),
        ("Admissions per 1,000 people", "per 10,000 people", "A: Admissions per 1,000 people (per 10,000 people)"),
        ("Waste", "kg per head", "A: Waste (kg per head)"),
        ("Cost", "£ per head", "A: Cost (£ per head)"),
        ("Cost", "£", "A: Cost"),
        ("Invoices", "%", "A: Invoices"),
        ("Sickness", "days", "A: Sickness"),
        ("Equality", "level", "A: Equality"),
        ("Visits", "Number", "A: Visits"),
        ("Visits", "score", "A: Visits"),
        ("Visits", "", "A: Visits"),
    ],
)
def test_a_title_has_the_unit_where_neither_it_nor_its_values_say_it(title: str, unit: str, told: str) -> None:
    assert titled("A", title, unit) == told


# --- distances -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gap", "unit", "told"),
    [
        ("0.4", "per 1,000 people", "0.4 worse"),
        ("-0.4", "per 1,000 people", "0.4 better"),
        ("4.9", "%", "4.9 points worse"),
        ("1", "%", "1 point worse"),
        ("-1", "days", "1 day better"),
        ("12.7", "days", "12.7 days worse"),
        ("1250", "£", "£1,250 worse"),
        ("1", "level", "1 worse"),
        ("0", "days", "on target"),
        ("-0", "%", "on target"),
    ],
)
def test_a_distance_says_which_way_in_words(gap: str, unit: str, told: str) -> None:
    assert distance(Decimal(gap), unit) == told


def test_in_a_band_a_distance_is_off_and_neither_better_nor_worse() -> None:
    assert distance(Decimal("0.3"), "%", band=True) == "0.3 points off"
    assert distance(Decimal(0), "%", band=True) == "on target"


@given(VALUES.filter(bool))
def test_a_distance_and_its_opposite_differ_only_in_better_and_worse(gap: Decimal) -> None:
    told = distance(abs(gap), "days")
    assert told.endswith(" worse")
    assert distance(-abs(gap), "days") == told.replace("worse", "better")
