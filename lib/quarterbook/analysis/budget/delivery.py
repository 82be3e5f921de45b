"""The delivery range of savings: what they may come to, each having a chance of its own, by simulated runs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction
from itertools import accumulate
from math import ceil, isqrt

import numpy as np
import numpy.typing as npt

from quarterbook.rounding import half_up

# Draws held at once, eight bytes each: what a run costs in memory does not grow with the savings.
DRAWS_AT_ONCE = 2**20
# A raw draw is one of this many whole numbers, each as likely as another.
DRAWS = 2**64
# The most pence that a total can be: 64 bits, with a sign.
MOST = 2**63 - 1
# Not the context of whoever calls: a notebook may set its own.
_OURS = Context(prec=28)


@dataclass(frozen=True)
class Delivery:
    """What simulated runs of a list of savings came to, beside what the same chances give without any simulation.

    `target` is the sum of the savings' targets. `expected` and `spread` are worked out exactly from the chances:
    the mean of the total, and its standard deviation. `totals` are the different totals of the runs in pence,
    lowest first, and `at_most` says of each how many of the runs came to that or less.
    """

    runs: int
    target: Decimal
    expected: Decimal
    spread: Decimal
    totals: tuple[int, ...] = field(repr=False)
    at_most: tuple[int, ...] = field(repr=False)

    def quantile(self, share: Fraction | Decimal) -> Decimal:
        """Return the lowest total that at least this share of the runs do not exceed, in pounds.

        That is the nearest rank: a total that some run came to, never one between two of them (Hyndman and Fan,
        "Sample Quantiles in Statistical Packages", The American Statistician 50, 1996, definition 1).

        Raises ValueError for a share outside 0 to 1.
        """
        rank = max(1, ceil(_share(share, "the share of runs") * self.runs))
        return _pounds(Fraction(self.totals[bisect_left(self.at_most, rank)]))

    @property
    def p10(self) -> Decimal:
        """The total that one run in ten does not exceed: nine in ten come to this or more."""
        return self.quantile(Fraction(1, 10))

    @property
    def p50(self) -> Decimal:
        """The median: the total that half of the runs do not exceed."""
        return self.quantile(Fraction(1, 2))

    @property
    def p90(self) -> Decimal:
        """The total that nine runs in ten do not exceed."""
        return self.quantile(Fraction(9, 10))

    @property
    def mean(self) -> Decimal:
        """The mean of the runs, which the simulation has only near `expected`."""
        counts = np.diff(self.at_most, prepend=0).tolist()
        return _pounds(
            Fraction(sum(total * count for total, count in zip(self.totals, counts, strict=True)), self.runs)
        )

    @property
    def chance(self) -> Fraction:
        """The share of runs that reach `target`."""
        return self.chance_of(self.target)

    def chance_of(self, amount: Decimal) -> Fraction:
        """Return the share of runs that come to this many pounds or more.

        Raises ValueError for an amount that is no number of pounds.
        """
        before = bisect_left(self.totals, _pence(amount, "the amount to reach"))
        return 1 - Fraction(self.at_most[before - 1] if before else 0, self.runs)


def simulate(
    targets: Sequence[Decimal], delivered: Sequence[Decimal], chances: Sequence[Decimal], *, runs: int, seed: int
) -> Delivery:
    """Return what savings come to in `runs` simulated years.

    The model: in a run each saving is delivered in full with its chance, and otherwise what it has delivered
    already is all that it gives. One that has delivered its target or more gives what it has delivered. Savings
    are independent of each other: where one cause could stop several of them, the true range is wider than this.

    Amounts are pounds, taken to the nearest penny, half up. The same seed gives the same runs everywhere: numpy
    promises that PCG64 keeps its stream of whole numbers (and of a Generator's methods it does not, NEP 19), and
    all else is done in whole numbers. A draw goes to a saving by its place, so keep the savings in one order;
    a saving whose chance changes leaves the draws of the others as they were. No savings come to nought.

    Raises ValueError for lists of different lengths, a chance outside 0 to 1, an amount that is no number of
    pounds or that is too large to add up, less than one run, and a negative seed.

    >>> two = [Decimal("100"), Decimal("50.50")]
    >>> made = simulate(two, [Decimal(0), Decimal("20")], [Decimal(1), Decimal(0)], runs=10, seed=1)
    >>> made.p50, made.expected, made.chance, made.chance_of(Decimal(120))
    (Decimal('120.00'), Decimal('120.00'), Fraction(0, 1), Fraction(1, 1))
    """
    if not len(targets) == len(delivered) == len(chances):
        raise ValueError(
            "every saving needs a target, an amount delivered and a chance. "
            f"Given: {len(targets)} targets, {len(delivered)} amounts delivered, {len(chances)} chances."
        )
    _at_least_one(runs)
    if seed < 0:
        raise ValueError(f"the seed must be a whole number that is not negative, and it is {seed}.")
    goals = [_pence(one, f"the target of saving {place}") for place, one in enumerate(targets, 1)]
    so_far = [_pence(one, f"what saving {place} has delivered") for place, one in enumerate(delivered, 1)]
    odds = [_share(one, f"the chance of saving {place}") for place, one in enumerate(chances, 1)]
    gains = [max(goal - done, 0) for goal, done in zip(goals, so_far, strict=True)]
    if sum(gains) + sum(abs(done) for done in so_far) > MOST:
        raise ValueError("the savings are too large to add up: are they in pounds?")
    runs_at = sum(so_far) + _gained(gains, odds, runs, seed)
    totals, counts = np.unique(runs_at, return_counts=True)
    terms = list(zip(gains, odds, strict=True))
    variance = sum((odd * (1 - odd) * gain**2 for gain, odd in terms), Fraction(0))
    return Delivery(
        runs=runs,
        target=_pounds(Fraction(sum(goals))),
        expected=_pounds(sum(so_far) + sum((odd * gain for gain, odd in terms), Fraction(0))),
        # The root half up to a penny, in whole numbers: floor(root + 1/2) is floor((root of four times it + 1) / 2).
        spread=_pounds(Fraction((isqrt(int(4 * variance)) + 1) // 2)),
        totals=tuple(totals.tolist()),
        at_most=tuple(accumulate(counts.tolist())),
    )


def error(share: Fraction | Decimal, runs: int) -> Decimal:
    """Return the standard error, as a share of 1, of a share of simulated runs: the root of q(1 - q)/runs.

    It is that of a chance, and of how many runs a quantile stands above. A paper gives twice it, in percentage
    points. It is nought for a share of 0 or 1, though what no run did might still happen, in up to about 3/runs.

    Raises ValueError for a share outside 0 to 1, and for less than one run.

    >>> error(Fraction(1, 2), 10_000), error(Decimal(1), 10_000)
    (Decimal('0.005'), Decimal('0'))
    """
    _at_least_one(runs)
    exactly = _share(share, "the share of runs")
    variance = exactly * (1 - exactly) / runs
    return _OURS.sqrt(_OURS.divide(Decimal(variance.numerator), Decimal(variance.denominator)))


def _gained(gains: list[int], odds: list[Fraction], runs: int, seed: int) -> npt.NDArray[np.int64]:
    """What each run adds to what is delivered: a row of draws a run, a column a saving."""
    # The highest draw with which a saving is delivered. There is none for a chance of 0, which so gains nothing;
    # for a chance of 1 it is the highest of all.
    highest = np.array([max(ceil(odd * DRAWS) - 1, 0) for odd in odds], dtype=np.uint64)
    worth = np.array([gain if odd else 0 for gain, odd in zip(gains, odds, strict=True)], dtype=np.int64)
    stream = np.random.PCG64(seed)
    gained = np.zeros(runs, dtype=np.int64)
    step = max(1, DRAWS_AT_ONCE // max(1, len(gains)))
    for start in range(0, runs, step):
        rows = min(step, runs - start)
        draws = stream.random_raw(rows * len(gains)).reshape(rows, len(gains))
        gained[start : start + rows] = (draws <= highest) @ worth
    return gained


def _at_least_one(runs: int) -> None:
    if runs < 1:
        raise ValueError(f"a simulation needs at least one run, and {runs} are asked for.")


def _share(value: Fraction | Decimal, what: str) -> Fraction:
    """A share or a chance, exactly."""
    if (isinstance(value, Decimal) and not value.is_finite()) or not 0 <= value <= 1:
        raise ValueError(f"{what} must be between 0 and 1, and it is {value}.")
    return Fraction(value)


def _pence(pounds: Decimal, what: str) -> int:
    if not pounds.is_finite() or pounds.copy_abs() > MOST:
        raise ValueError(f"{what} must be an amount in pounds, and it is {pounds}.")
    return int(half_up(Fraction(pounds) * 100))


def _pounds(pence: Fraction) -> Decimal:
    return half_up(pence / 100, 2)
