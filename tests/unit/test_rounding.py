"""Rounding is half up, once, from the unrounded value."""

from __future__ import annotations

import math
from decimal import Decimal, getcontext, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.rounding import as_read, exact, half_up, plain, reported

fractions = st.fractions(min_value=-1_000_000, max_value=1_000_000, max_denominator=100_000)
decimals = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=6)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("0.5", 0, "1"),
        ("0.4999", 0, "0"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),  # half to even would give 2
        ("92.5", 0, "93"),
        ("91.66666667", 0, "92"),
        ("0.25", 1, "0.3"),
        ("0.2499", 1, "0.2"),
        ("0.005", 2, "0.01"),
        ("-0.5", 0, "-1"),
        ("-0.4999", 0, "0"),
        ("-2.5", 0, "-3"),
        ("-0.05", 1, "-0.1"),
    ],
)
def test_a_half_goes_away_from_zero_and_less_than_a_half_goes_towards_it(value: str, places: int, rounded: str) -> None:
    assert half_up(Decimal(value), places) == half_up(Fraction(value), places) == Decimal(rounded)


@pytest.mark.parametrize(("places", "shown"), [(0, "30"), (1, "30.0"), (3, "30.000")])
def test_the_places_asked_for_are_shown_though_they_are_zeros(places: int, shown: str) -> None:
    assert str(half_up(Fraction(30), places)) == str(half_up(Decimal("3E+1"), places)) == shown


@given(fractions, st.integers(0, 6))
def test_a_fraction_is_rounded_as_exact_arithmetic_rounds_it(value: Fraction, places: int) -> None:
    steps = math.floor(abs(value) * 10**places + Fraction(1, 2))
    assert Fraction(half_up(value, places)) == (1 if value >= 0 else -1) * Fraction(steps, 10**places)


@given(decimals, st.integers(0, 6))
def test_a_decimal_and_the_same_fraction_round_alike(value: Decimal, places: int) -> None:
    assert half_up(value, places) == half_up(Fraction(value), places)


@given(fractions)
def test_rounding_once_is_not_rounding_twice(value: Fraction) -> None:
    assert abs(Fraction(half_up(value)) - value) <= Fraction(1, 2)


def test_two_roundings_would_give_another_answer() -> None:
    value = Fraction("2.45")
    assert (half_up(value), half_up(half_up(value, 1))) == (Decimal(2), Decimal(3))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(1100, 12), "91.66666667"),
        (Fraction(100, 3), "33.33333333"),
        (Fraction(200, 3), "66.66666667"),
        (Fraction(100), "100"),
        (Fraction(30), "30"),
        (Fraction(0), "0"),
        (Fraction(25, 2), "12.5"),
        (Fraction(1, 3000), "0.0003333333333"),
        (Fraction(1, 10**9), "0.000000001"),
        (Fraction(-1, 3), "-0.3333333333"),
        (Fraction("33.30000000004"), "33.3"),
        (Fraction("29.99999999999"), "30"),
    ],
)
def test_exact_is_ten_significant_digits_without_trailing_zeros_or_exponent(value: Fraction, written: str) -> None:
    assert exact(value) == written


def test_a_value_is_shown_as_read_however_many_digits_it_has() -> None:
    assert as_read(Decimal("12345678901234567890123456789012345.60")) == "12345678901234567890123456789012345.6"
    assert as_read(Decimal("4.4000000000000004")) == "4.4"


@given(fractions)
def test_exact_is_within_half_a_unit_of_its_tenth_digit(value: Fraction) -> None:
    written = Decimal(exact(value))
    assert abs(Fraction(written) - value) <= abs(value) * Fraction(1, 2 * 10**9)
    assert "E" not in exact(value)


@given(st.integers(0, 500), st.integers(1, 500))
def test_rounding_exact_gives_what_rounding_the_share_gives(part: int, whole: int) -> None:
    ratio = Fraction(100 * part, whole)
    assert half_up(Decimal(exact(ratio))) == half_up(ratio)


def test_a_notebooks_own_decimal_context_changes_nothing() -> None:
    with localcontext() as context:
        context.prec = 3
        assert getcontext().prec == 3
        assert exact(Fraction(1100, 12)) == "91.66666667"
        assert str(half_up(Fraction(1100, 12), 4)) == "91.6667"


@pytest.mark.parametrize(("value", "number"), [("92", 92), ("92.0", 92), ("91.7", 91.7), ("0.00", 0), ("-3", -3)])
def test_a_whole_value_is_a_json_integer_and_another_a_float(value: str, number: float) -> None:
    shown = plain(Decimal(value))
    assert shown == number
    assert type(shown) is type(number)


@pytest.mark.parametrize(
    ("given_", "shown"),
    [(0.0, "0"), (56.0, "56"), (12.5, "12.5"), (0.1 + 0.2, "0.3"), (100 / 3, "33.333"), (1e-05, "0")],
)
def test_a_reported_percentage_loses_only_the_tail_of_a_formula(given_: float, shown: str) -> None:
    assert str(reported(given_)) == shown
