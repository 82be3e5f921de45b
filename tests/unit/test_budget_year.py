"""The financial year so far: months that are over, and what a sum comes to at their rate."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.analysis.budget.year import at_this_rate, due_by_now, figures, months_gone


@pytest.mark.parametrize(
    ("as_at", "gone"),
    [
        ("2023-04-01", 0),
        ("2023-04-29", 0),
        ("2023-04-30", 1),
        ("2023-05-01", 1),
        ("2023-08-15", 4),
        ("2023-08-30", 4),
        ("2023-08-31", 5),
        ("2023-12-31", 9),
        ("2024-01-01", 9),
        ("2024-02-28", 10),
        ("2024-02-29", 11),
        ("2024-03-30", 11),
        ("2024-03-31", 12),
    ],
)
def test_a_month_is_over_at_the_end_of_its_last_day(as_at: str, gone: int) -> None:
    assert months_gone(as_at, "2023-24 Q2") == gone


@pytest.mark.parametrize("as_at", ["2023-03-31", "2024-04-01", "2022-08-31", "2025-01-01"])
def test_a_day_of_another_year_is_refused(as_at: str) -> None:
    with pytest.raises(ValueError, match=rf"^{as_at} is not in the financial year of 2023-24 Q2\. Give a day of"):
        months_gone(as_at, "2023-24 Q2")


def test_the_quarter_only_says_which_year_it_is() -> None:
    assert {months_gone("2023-08-31", f"2023-24 Q{number}") for number in (1, 2, 3, 4)} == {5}


@pytest.mark.parametrize(
    ("so_far", "gone", "year"),
    [("500", 5, "1200"), ("100", 7, "1200/7"), ("-100", 7, "-1200/7"), ("0", 3, "0"), ("0.07", 12, "7/100")],
)
def test_a_year_goes_on_at_the_rate_so_far_exactly(so_far: str, gone: int, year: str) -> None:
    assert at_this_rate(Decimal(so_far), gone) == Fraction(year)


def test_before_a_month_is_over_there_is_no_rate_and_nothing_is_due() -> None:
    assert at_this_rate(Decimal(500), 0) is None
    assert due_by_now(Decimal(1200), 0) == 0


@pytest.mark.parametrize(
    ("whole", "gone", "due"), [("1200", 5, "500"), ("100", 7, "175/3"), ("-100", 1, "-25/3"), ("9.99", 12, "999/100")]
)
def test_what_is_due_is_spread_evenly_and_exactly(whole: str, gone: int, due: str) -> None:
    assert due_by_now(Decimal(whole), gone) == Fraction(due)


@given(st.decimals(-(10**9), 10**9, places=2), st.integers(1, 12))
def test_what_was_due_is_the_whole_at_that_rate(whole: Decimal, gone: int) -> None:
    assert due_by_now(whole, gone) * 12 / gone == whole
    assert at_this_rate(whole, gone) == Fraction(whole) * 12 / gone


def test_the_months_are_figures() -> None:
    assert [(one.id, one.value, one.exact, one.display) for one in figures(5)] == [
        ("year.months-gone", 5, "5", "5"),
        ("year.months", 12, "12", "12"),
    ]
