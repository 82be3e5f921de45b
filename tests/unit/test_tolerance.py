"""Tolerance: how far off target is close, in the indicator's unit or as a share of its target."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.tolerance import Tolerance

AMOUNTS = st.decimals(0, 1000, places=3)
TARGETS = st.decimals(-10000, 10000, places=3)


@pytest.mark.parametrize(
    ("text", "target", "close"),
    [
        ("5%", "40", "2"), ("0.5%", "40", "0.2"), ("5%", "-40", "2"), ("5%", "0", "0"), ("0%", "40", "0"),
        ("100%", "21.8", "21.8"), ("0.5", "40", "0.5"), (" 0.5 ", "-40", "0.5"), ("2", "0", "2"), ("0", "40", "0"),
    ],
)  # fmt: skip
def test_a_tolerance_is_so_many_units_or_a_share_of_the_target(text: str, target: str, close: str) -> None:
    assert Tolerance.parse(text).of(Decimal(target)) == Decimal(close)


@pytest.mark.parametrize(
    "text", ["", "%", "5 %", "-5", "-5%", "+5", ".5", "5.", "1,5", "5%%", "five", "5 points", "1e2"]
)
def test_another_form_is_refused_with_the_two_to_write(text: str) -> None:
    with pytest.raises(ValueError, match=r"a tolerance") as caught:
        Tolerance.parse(text)
    assert str(caught.value) == "a tolerance such as 0.5 (in the indicator's own unit) or 5% (of its target)"


@given(AMOUNTS, TARGETS)
def test_units_are_the_same_for_every_target_and_a_share_grows_with_it(amount: Decimal, target: Decimal) -> None:
    assert Tolerance.parse(f"{amount}").of(target) == amount
    assert Tolerance.parse(f"{amount}%").of(target) * 100 == amount * abs(target)
