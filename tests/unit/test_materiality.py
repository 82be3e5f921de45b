"""Materiality: on both sides of each threshold, of either and of both, of budgets of nought and below."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.materiality import Materiality

MILLION = Decimal(1_000_000)
MONEY = st.decimals(-(10**10), 10**10, places=2)
EITHER, BOTH = (Materiality.parse("£0.5m", "2%", both) for both in (False, True))


def parsed(amount: str, percent: str) -> tuple[Decimal | None, Decimal | None]:
    limits = Materiality.parse(amount, percent, both=False)
    return limits.amount, limits.percent


@pytest.mark.parametrize(
    ("amount", "percent", "expected"),
    [
        ("£0.5m", "2%", (MILLION / 2, Decimal(2))), ("£250k", "", (Decimal(250_000), None)),
        ("", "2.5%", (None, Decimal("2.5"))), ("", "", (None, None)), ("£1,000", " 10% ", (Decimal(1000), Decimal(10))),
    ],
)  # fmt: skip
def test_thresholds_are_read_and_may_be_left_out(
    amount: str, percent: str, expected: tuple[Decimal | None, Decimal | None]
) -> None:
    assert parsed(amount, percent) == expected


@pytest.mark.parametrize("percent", ["2", "2 %", "-2%", "two%", "%", " ", "2%%", ".5%", "£2", "2 per cent"])
def test_a_share_in_another_form_is_refused(percent: str) -> None:
    with pytest.raises(ValueError, match=r"^a share of the budget such as 2%$"):
        parsed("", percent)


@pytest.mark.parametrize("amount", ["0.5m", "500000", "2%", " ", "-£5"])
def test_an_amount_in_another_form_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match=r"^an amount such as £0\.5m, £250k or £250,000$"):
        parsed(amount, "")


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("budget_sign", [1, -1])
@pytest.mark.parametrize(
    ("variance", "budget", "either", "both"),
    [
        # Of £30m, 2% are £0.6m: the share is the further.
        ("499999.99", 30, False, False), ("500000", 30, True, False), ("599999.99", 30, True, False),
        ("600000", 30, True, True),
        # Of £10m they are £0.2m: the amount is.
        ("199999.99", 10, False, False), ("200000", 10, True, False), ("499999.99", 10, True, False),
        ("500000", 10, True, True),
        # Of £25m they are the same.
        ("499999.99", 25, False, False), ("500000", 25, True, True),
    ],
)  # fmt: skip
def test_either_or_both_thresholds_are_reached_by_a_variance_of_their_size_up_or_down(
    variance: str, budget: int, either: bool, both: bool, sign: int, budget_sign: int
) -> None:
    told = (Decimal(variance) * sign, MILLION * budget * budget_sign)
    assert (EITHER.holds(*told), BOTH.holds(*told)) == (either, both)


@pytest.mark.parametrize(("variance", "either", "both"), [("0.01", True, False), ("500000", True, True)])
def test_of_no_budget_any_variance_is_beyond_every_share(variance: str, either: bool, both: bool) -> None:
    for sign in (1, -1):
        told = (Decimal(variance) * sign, Decimal(0))
        assert (EITHER.holds(*told), BOTH.holds(*told)) == (either, both)


@pytest.mark.parametrize("both", [True, False])
@pytest.mark.parametrize(("amount", "percent"), [("", ""), ("£0", "0%"), ("£0", ""), ("", "0%"), ("£1", "2%")])
@pytest.mark.parametrize("budget", [0, 100, -100])
def test_no_variance_is_never_material(amount: str, percent: str, both: bool, budget: int) -> None:
    limits = Materiality.parse(amount, percent, both)
    assert limits.holds(Decimal("0.00"), Decimal(budget)) is False
    assert limits.holds(Decimal("-0"), Decimal(budget)) is False


@pytest.mark.parametrize("both", [True, False])
def test_without_thresholds_every_other_variance_is_material(both: bool) -> None:
    limits = Materiality.parse("", "", both)
    assert limits.holds(Decimal("0.01"), MILLION)
    assert limits.holds(Decimal("-0.01"), Decimal(0))


@pytest.mark.parametrize("both", [True, False])
def test_a_threshold_alone_decides_alone(both: bool) -> None:
    amount, percent = Materiality.parse("£0.5m", "", both), Materiality.parse("", "2%", both)
    small, large = MILLION * 10, MILLION * 100
    assert [amount.holds(MILLION / 2, budget) for budget in (small, large)] == [True, True]
    assert [percent.holds(MILLION / 2, budget) for budget in (small, large)] == [True, False]


@given(MONEY, MONEY)
def test_both_is_stricter_than_either_and_signs_do_not_matter(variance: Decimal, budget: Decimal) -> None:
    assert EITHER.holds(variance, budget) or not BOTH.holds(variance, budget)
    for limits in (EITHER, BOTH):
        assert limits.holds(variance, budget) == limits.holds(-variance, budget) == limits.holds(variance, -budget)
