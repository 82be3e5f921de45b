"""Statistical process control: limits and rules, on both sides of each threshold and by published examples."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.analysis import spc
from quarterbook.analysis.spc import FEWEST_POINTS, RULES, SETTLED_POINTS, Limits, Polarity

# Mean 0, limits 3 to either side: two thirds of the way is 2.
BY_HAND = Limits(Fraction(0), Fraction("3") / spc.SCALE, Fraction(-3), Fraction(3), points=12, trial=False)


def decimals(*values: object) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


def found(rule: Callable[..., tuple[int, ...]], *values: object) -> tuple[int, ...]:
    return rule(decimals(*values), BY_HAND)


# --- published examples ---------------------------------------------------------------------------


def test_limits_are_those_of_nists_flow_rates() -> None:
    """NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2; it divides by 1.128, whose 3 / 1.128 is 2.6596."""
    limits = spc.limits(decimals(49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1))
    assert limits.mean == Fraction("50.81")
    assert round(float(limits.moving_range), 4) == 1.8778
    of_rounding = float(limits.moving_range) * (2.66 - 3 / 1.128)
    assert float(limits.upper) == pytest.approx(55.8041 + of_rounding, abs=0.0001)
    assert float(limits.lower) == pytest.approx(45.8159 - of_rounding, abs=0.0001)
    assert limits.trial


# The monthly counts in the documentation of spc-plotly (PyPI), from January 2021, with the results it gives.
MONTHLY = decimals(
    *(2478, 2350, 2485, 2296, 2359, 2567, 3089, 2668, 1788, 2854, 2365, 1883, 1959, 1927, 2640, 2626, 2144, 2409, 4412),
    *(3287, 3049, 3364, 3078, 2972, 3415, 2753, 3102, 2191, 3693, 4385, 4699, 3031, 2659, 3885, 2628, 2621, 3071, 2002),
)


def test_limits_and_signals_are_those_of_spc_plotlys_monthly_counts() -> None:
    limits = spc.limits(MONTHLY)
    assert float(limits.moving_range) == pytest.approx(571.8918918918919, rel=1e-12)
    assert float(limits.mean) == pytest.approx(2820.6315789473683, rel=1e-12)
    assert float(limits.upper) == pytest.approx(4341.864011379801, rel=1e-12)
    assert float(limits.lower) == pytest.approx(1299.3991465149359, rel=1e-12)
    assert [MONTHLY[at] for at in spc.outside_limits(MONTHLY, limits)] == [4412, 4385, 4699]
    # Its long run, of eight, is November 2021 to June 2022; by a run of seven, so is July 2022 to January 2023.
    assert spc.shift(MONTHLY, limits) == (*range(10, 18), *range(18, 25))


# The tests of the NHS-R Community's NHSRplotthedots: R's rnorm(20) from seed 123, and then with its 15th value 10.
NORMAL = (
    *(-0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123, -0.68685285),
    *(-0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314, 0.49785048, -1.96661716),
    *(0.70135590, -0.47279141),
)
WITH_FREAK = (*NORMAL[:14], 10, *NORMAL[15:])


@pytest.mark.parametrize(
    ("values", "screened", "mean", "lower", "upper", "left_out"),
    [
        (NORMAL, True, 0.1416238, -3.01138, 3.294627, 0),
        (WITH_FREAK, True, 0.6694159, -2.383666, 3.722497, 2),
        (WITH_FREAK, False, 0.6694159, -4.596625, 5.935457, 0),
    ],
    ids=["nothing to leave out", "screened", "not screened"],
)
def test_screening_is_that_of_the_nhs_r_communitys_package(
    values: tuple[float, ...], screened: bool, mean: float, lower: float, upper: float, left_out: int
) -> None:
    limits = spc.limits(decimals(*values), screened)
    assert [float(limits.mean), float(limits.lower), float(limits.upper)] == pytest.approx([mean, lower, upper], 1e-6)
    assert (limits.left_out, limits.trial) == (left_out, False)


@pytest.mark.parametrize(
    ("values", "points"),
    [
        ((1, 2, 3, 4, 5, 6), ()),
        ((1, 2, 3, 3, 4, 5, 6), ()),
        ((1, 2, 3, 4, 5, 6, 7), tuple(range(7))),
        ((2, 1, 2, 3, 4, 5, 6, 7, 3), tuple(range(1, 8))),
        ((7, 6, 5, 4, 3, 2, 1), tuple(range(7))),
        ((2, 7, 6, 5, 4, 3, 2, 1, 3), tuple(range(1, 8))),
    ],
)
def test_trends_are_those_of_the_nhs_r_communitys_tests(values: tuple[int, ...], points: tuple[int, ...]) -> None:
    assert found(spc.trend, *values) == points


def test_two_points_near_opposite_limits_are_no_signal_as_in_the_nhs_r_communitys_tests() -> None:
    values = decimals(*(1, -1) * 7, 5.5, -5.5)
    limits = spc.limits(values, screened=True)
    assert spc.near_limit(values, limits) == ()
    assert spc.variation(values, limits, "higher") == "common cause"


# --- limits ---------------------------------------------------------------------------------------


def test_limits_want_six_points() -> None:
    assert FEWEST_POINTS == 6
    assert spc.limits(decimals(*range(6))).points == 6
    with pytest.raises(ValueError, match=r"^5 points are too few for limits: it takes 6\.$"):
        spc.limits(decimals(*range(5)))
    with pytest.raises(ValueError, match=r"^1 point is too few"):
        spc.limits(decimals(1))


@pytest.mark.parametrize(("points", "trial"), [(11, True), (12, False)])
def test_limits_are_on_trial_under_twelve_points(points: int, trial: bool) -> None:
    assert SETTLED_POINTS == 12
    assert spc.limits(decimals(*range(points))).trial == trial


def test_limits_are_exact() -> None:
    limits = spc.limits(decimals("0.1", "0.2", "0.1", "0.2", "0.1", "0.2", "0.2"))
    assert limits.mean == Fraction(11, 70)
    assert limits.moving_range == Fraction(1, 12)
    assert limits.upper == Fraction(11, 70) + Fraction(266, 1200)


@pytest.mark.parametrize(("freak", "left_out"), [("4.5", 0), ("6.9", 1), ("20", 2)])
def test_screening_leaves_out_ranges_above_3_27_times_their_mean(freak: str, left_out: int) -> None:
    assert spc.limits(decimals(*(1, 2) * 4, freak, *(1, 2) * 4), screened=True).left_out == left_out


def test_a_range_of_exactly_3_27_times_the_mean_is_kept() -> None:
    # The ranges are 327 and nine that sum to 673: ten of mean 100.
    steps = [327, 75, -75, 75, -75, 75, -75, 75, -75, 73]
    values = [sum(steps[:count]) for count in range(len(steps) + 1)]
    assert spc.limits(decimals(*values), screened=True).left_out == 0
    values[0] -= 1
    assert spc.limits(decimals(*values), screened=True).left_out == 1


def test_screening_takes_the_mean_once() -> None:
    values = decimals(0, 1, 0, 1, 0, 1, 0, 1, 6, 6, 60, 60)
    limits = spc.limits(values, screened=True)
    assert limits.left_out == 1
    assert limits.moving_range == Fraction(7 + 5, 10)


def test_screening_does_not_leave_ranges_of_nought_alone() -> None:
    step = decimals(*[0] * 8, *[5] * 8)
    assert spc.limits(step, screened=True) == spc.limits(step)
    assert spc.limits(decimals(*[4] * 8), screened=True).upper == 4


# --- each rule ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "points"), [("3", ()), ("3.0001", (1,)), ("-3", ()), ("-3.0001", (1,))])
def test_a_point_on_a_limit_is_within(value: str, points: tuple[int, ...]) -> None:
    assert found(spc.outside_limits, 0, value, 0) == points


@pytest.mark.parametrize(
    ("values", "points"),
    [
        ([1] * 6, ()),
        ([1] * 7, tuple(range(7))),
        ([-1] * 7, tuple(range(7))),
        ([-1, *[1] * 8, -1], tuple(range(1, 9))),
        ([1, 1, 1, 0, 1, 1, 1, 1], ()),
        ([0] * 7, ()),
        ([*[1] * 7, *[-1] * 7], tuple(range(14))),
        ([*[1] * 6, *[-1] * 6], ()),
        ([], ()),
    ],
    ids=[
        "six",
        "seven",
        "below",
        "eight among others",
        "one on the mean",
        "all on it",
        "both sides",
        "six each",
        "none",
    ],
)
def test_a_shift_is_seven_on_one_side(values: list[int], points: tuple[int, ...]) -> None:
    assert found(spc.shift, *values) == points


@pytest.mark.parametrize(
    ("values", "points"),
    [
        ([3, 3, 3, 3, 3, 3, 3], ()),
        ([1, 2, 3, 4, 5, 6, 7, 8], tuple(range(8))),
        ([1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1], tuple(range(13))),
        ([1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1], ()),
        ([1], ()),
        ([], ()),
    ],
    ids=["level", "eight", "there and back by seven", "by six", "one", "none"],
)
def test_a_trend_is_seven_points_and_so_six_steps(values: list[int], points: tuple[int, ...]) -> None:
    assert found(spc.trend, *values) == points


@pytest.mark.parametrize(
    ("values", "points"),
    [
        (("2.1", "2.1"), (0, 1)),
        (("2", "2.1"), ()),
        (("2.1", 0, "2.1"), (0, 2)),
        (("2.1", 0, 0, "2.1"), ()),
        (("2.1", -1, "3.5"), (0, 2)),
        (("2.1", "-2.1", 0), ()),
        (("-2.1", "2.1", "-2.1"), (0, 2)),
        (("2.1", "2.1", 0, 0, "-2.1", 0, "-2.1"), (0, 1, 4, 6)),
        (("2.1",), ()),
    ],
    ids=[
        *("two", "one on two thirds", "two of three", "two of four", "one beyond the limit", "opposite limits"),
        *("two of three below", "both limits", "one"),
    ],
)
def test_two_of_three_near_the_same_limit(values: tuple[object, ...], points: tuple[int, ...]) -> None:
    assert found(spc.near_limit, *values) == points


def test_signals_asks_every_rule() -> None:
    values = decimals(0, 4, 0)
    assert spc.signals(values, BY_HAND) == {"outside-limits": (1,), "shift": (), "trend": (), "near-limit": ()}
    assert list(RULES) == ["outside-limits", "shift", "trend", "near-limit"]


def test_limits_of_no_width_make_no_signal_of_points_on_them() -> None:
    values = decimals(*[5] * 8)
    assert set(spc.signals(values, spc.limits(values)).values()) == {()}


# --- variation ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "higher", "lower"),
    [
        ((0, 1, 0), "common cause", "common cause"),
        ((0, 4, 0), "common cause", "common cause"),
        ((0, 0, 4), "improving", "concerning"),
        ((0, 0, -4), "concerning", "improving"),
        ((1, 2, 1, 2, 1, 2, 1), "improving", "concerning"),
        (("-2.5", 0, "-2.5"), "concerning", "improving"),
        (("-2.4", "-2.1", "-1.9", "-1.7", "-1.5", "-1.2", "-0.9"), "improving", "concerning"),
        ((4, "3.9", "3.8", "3.7", "3.6", "3.5", "3.4"), "improving", "concerning"),
    ],
    ids=[
        *("no signal", "a signal, but not the latest", "above", "below", "shift", "near the lower limit"),
        *("rising below the mean", "falling, but above the limit"),
    ],
)
def test_the_latest_point_improves_or_concerns_by_polarity(values: tuple[object, ...], higher: str, lower: str) -> None:
    told = {way: spc.variation(decimals(*values), BY_HAND, way) for way in ("higher", "lower", "band", "none")}
    neither = "common cause" if higher == "common cause" else "special cause"
    assert told == {"higher": higher, "lower": lower, "band": neither, "none": neither}


# --- properties -----------------------------------------------------------------------------------

VALUES = st.lists(st.decimals(-1000, 1000, places=2), min_size=6, max_size=30)
WAYS: list[Polarity] = ["higher", "lower", "band", "none"]


@given(VALUES, st.decimals(-1000, 1000, places=2), st.booleans())
def test_a_constant_added_moves_the_limits_by_it(values: list[Decimal], constant: Decimal, screened: bool) -> None:
    before, after = spc.limits(values, screened), spc.limits([value + constant for value in values], screened)
    assert after.lower - before.lower == after.mean - before.mean == after.upper - before.upper == Fraction(constant)
    assert (after.moving_range, after.left_out) == (before.moving_range, before.left_out)


@given(VALUES, st.integers(1, 50), st.booleans())
def test_a_scale_scales_the_limits_and_changes_no_signal(values: list[Decimal], factor: int, screened: bool) -> None:
    larger = [value * factor for value in values]
    before, after = spc.limits(values, screened), spc.limits(larger, screened)
    assert (after.lower, after.upper) == (before.lower * factor, before.upper * factor)
    assert spc.signals(larger, after) == spc.signals(values, before)


@given(VALUES, st.booleans())
def test_time_reversed_has_the_same_limits_and_the_same_points(values: list[Decimal], screened: bool) -> None:
    limits, backwards = spc.limits(values, screened), values[::-1]
    assert spc.limits(backwards, screened) == limits
    mirrored = {
        slug: tuple(sorted(len(values) - 1 - at for at in points))
        for slug, points in spc.signals(values, limits).items()
    }
    assert spc.signals(backwards, limits) == mirrored


@given(VALUES)
def test_upside_down_the_better_way_is_the_other(values: list[Decimal]) -> None:
    flipped = [-value for value in values]
    assert spc.variation(values, spc.limits(values), "higher") == spc.variation(flipped, spc.limits(flipped), "lower")
