"""Statistical process control: the limits of an XmR chart, and what signals a change.

An XmR chart (individual values and moving ranges) tells the variation that a measure always has
from what needs an explanation. The limits are Shewhart's and Wheeler's; the four rules are those of
NHS England's Making Data Count. All is worked out exactly, on the values as they were read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Literal

# Limits stand this many mean moving ranges from the mean: 3 / 1.128, three sigma for ranges of two
# values (Wheeler, "Understanding Variation", 1993).
SCALE = Fraction("2.66")
# A moving range above this many times their mean is no ordinary one: the upper limit of the range
# chart (Wheeler), and what Nelson leaves out ("Control charts for individual measurements", Journal
# of Quality Technology 14(3), 1982).
FAR_RANGE = Fraction("3.27")
# "Useful limits may be constructed with as few as five or six values" (Wheeler, as above, page 60):
# of the two, the more careful one.
FEWEST_POINTS = 6
# Making Data Count calls limits from fewer points than these trial limits: each new point revises them.
SETTLED_POINTS = 12
# Points in a row that make a shift or a trend, as Making Data Count counts them.
RUN = 7
# How far from the mean to a limit "near the limit" begins: two sigma of the three.
NEAR = Fraction(2, 3)

Polarity = Literal["higher", "lower", "band", "none"]
Variation = Literal["improving", "concerning", "special cause", "common cause"]


@dataclass(frozen=True)
class Limits:
    """The mean, the mean moving range and the two limits, in the unit of the values, exactly.

    `points` were worked with; `trial` limits come from fewer than twelve; `left_out` counts the
    moving ranges that screening left out.
    """

    mean: Fraction
    moving_range: Fraction
    lower: Fraction
    upper: Fraction
    points: int
    trial: bool
    left_out: int = 0


def limits(values: Sequence[Decimal], screened: bool = False) -> Limits:
    """Return the limits of an XmR chart: the mean, and 2.66 mean moving ranges to either side.

    `values` are in order of time; a period without a value has no place among them. With `screened`
    the moving ranges above 3.27 times their mean are left out, once, and their mean taken again, so
    that a single freak does not widen the limits that should show it (Nelson 1982; the tool of
    Making Data Count itself does not). Where that would leave only ranges of nought, whose limits
    would hold no point but those on the mean, none is left out. Raises ValueError under six points.

    >>> found = limits([Decimal(value) for value in (10, 12, 10, 12, 10, 12)])
    >>> float(found.mean), float(found.lower), float(found.upper), found.trial
    (11.0, 5.68, 16.32, True)
    """
    if len(values) < FEWEST_POINTS:
        points = "1 point is" if len(values) == 1 else f"{len(values)} points are"
        raise ValueError(f"{points} too few for limits: it takes {FEWEST_POINTS}.")
    exact = [Fraction(value) for value in values]
    mean = _mean(exact)
    ranges = [abs(after - before) for before, after in pairwise(exact)]
    kept = [size for size in ranges if size <= FAR_RANGE * _mean(ranges)] if screened else ranges
    if not any(kept):
        kept = ranges
    reach = SCALE * _mean(kept)
    return Limits(
        mean=mean,
        moving_range=_mean(kept),
        lower=mean - reach,
        upper=mean + reach,
        points=len(values),
        trial=len(values) < SETTLED_POINTS,
        left_out=len(ranges) - len(kept),
    )


def outside_limits(values: Sequence[Decimal], limits: Limits) -> tuple[int, ...]:
    """Return the positions of the points above the upper limit or below the lower; one on it is within.

    >>> found = limits([Decimal(value) for value in (10, 12, 10, 12, 10, 12)])
    >>> outside_limits([Decimal("16.32"), Decimal("16.33")], found)
    (1,)
    """
    return tuple(at for at, value in enumerate(values) if not limits.lower <= Fraction(value) <= limits.upper)


def shift(values: Sequence[Decimal], limits: Limits) -> tuple[int, ...]:
    """Return the positions of the points in a run of seven or more on one side of the mean.

    A point on the mean is on neither side, and breaks a run.

    >>> found = limits([Decimal(value) for value in (10, 12, 10, 12, 10, 12)])
    >>> shift([Decimal(value) for value in (10, 12, 12, 13, 12, 14, 12, 12)], found)
    (1, 2, 3, 4, 5, 6, 7)
    """
    sides = [_sign(Fraction(value) - limits.mean) for value in values]
    return tuple(at for start, end in _runs(sides, RUN) for at in range(start, end))


def trend(values: Sequence[Decimal], limits: Limits) -> tuple[int, ...]:
    """Return the positions of the points in a run of seven or more that rise, or fall, all the way.

    Seven points are six steps: each of the last six is higher than the one before it, or each is
    lower. Two equal values break the run. The limits have no part in it.

    >>> found = limits([Decimal(value) for value in (10, 12, 10, 12, 10, 12)])
    >>> trend([Decimal(value) for value in (9, 8, 9, 10, 11, 12, 13, 14, 14)], found)
    (1, 2, 3, 4, 5, 6, 7)
    """
    steps = [_sign(Fraction(after) - Fraction(before)) for before, after in pairwise(values)]
    # A point that turns the series round ends one run of steps and begins the next.
    return tuple(sorted({at for start, end in _runs(steps, RUN - 1) for at in range(start, end + 1)}))


def near_limit(values: Sequence[Decimal], limits: Limits) -> tuple[int, ...]:
    """Return the positions of the points that, two of three in a row, are near or beyond the same limit.

    Near is more than two thirds of the way from the mean. Those two (or three) take part, not what
    stands between them; where the third point is does not matter, as in the Western Electric zone
    test (1956). The NHS-R Community's package asks more: the third on the same side of the mean, and
    none of the three outside the limits, where the first rule tells of it.

    >>> found = limits([Decimal(value) for value in (10, 12, 10, 12, 10, 12)])
    >>> near_limit([Decimal(value) for value in (15, 11, 15, 11, 11, 15, 7)], found)
    (0, 2)
    """
    found: set[int] = set()
    for side in (1, -1):
        reach = NEAR * (limits.upper - limits.mean)
        near = [at for at, value in enumerate(values) if side * (Fraction(value) - limits.mean) > reach]
        found |= {at for pair in pairwise(near) if pair[1] - pair[0] <= 2 for at in pair}
    return tuple(sorted(found))


Rule = Callable[[Sequence[Decimal], Limits], tuple[int, ...]]
# What each rule is called, the function, and words that say of a point (or some points) what it is.
RULES: dict[str, tuple[Rule, str]] = {
    "outside-limits": (outside_limits, "outside the limits"),
    "shift": (shift, f"in a run of {RUN} or more on one side of the mean"),
    "trend": (trend, f"in a run of {RUN} or more rising or falling"),
    "near-limit": (near_limit, "near the same limit, 2 of 3 in a row"),
}


def signals(values: Sequence[Decimal], limits: Limits) -> dict[str, tuple[int, ...]]:
    """Return, for each rule of `RULES`, the positions of the points that take part in its signal."""
    return {slug: rule(values, limits) for slug, (rule, _) in RULES.items()}


def variation(values: Sequence[Decimal], limits: Limits, polarity: Polarity) -> Variation:
    """Return what the latest point says, by the words of Making Data Count.

    "common cause" where it takes part in no signal; else special cause that is "improving" or
    "concerning" by whether the signal goes the way that is better; and "special cause" alone where
    neither way is better. A trend goes the way of its last step, whatever side of the mean it has
    reached, unless the point is outside the limits; every other signal goes the way of its side (the
    order of the NHS-R Community's package, 0.2.2).

    >>> rising = [Decimal(value) for value in (1, 2, 3, 4, 5, 6, 7)]
    >>> variation(rising, limits(rising), "higher"), variation(rising[:6], limits(rising), "higher")
    ('improving', 'common cause')
    """
    latest = len(values) - 1
    found = {slug for slug, points in signals(values, limits).items() if latest in points}
    if not found:
        return "common cause"
    if polarity in ("none", "band"):
        return "special cause"
    by_step = "trend" in found and "outside-limits" not in found
    way = _sign(Fraction(values[-1]) - (Fraction(values[-2]) if by_step else limits.mean))
    return "improving" if way == (1 if polarity == "higher" else -1) else "concerning"


def _mean(numbers: Sequence[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers)


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)


def _runs(signs: Sequence[int], least: int) -> Iterator[tuple[int, int]]:
    """Where each run of `least` or more of the same sign begins, and the position after its end; noughts make none."""
    start = 0
    for sign, run in groupby(signs):
        end = start + len(list(run))
        if sign and end - start >= least:
            yield start, end
        start = end
