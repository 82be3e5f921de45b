"""Which counts of people a paper keeps back.

A count from one to one under the threshold could tell of a person; it is never shown (primary suppression). A nought is
shown: nobody is counted. Whoever subtracts what is shown from a total may still find such a count, so others are kept
back as well (secondary, or complementary, suppression). Which of them is a linear program: let the small count be
someway else than it is, by the threshold from the least to the greatest, and move the other printed counts as little as
possible, the larger the dearer; what had to move is kept back. That is the network-flow heuristic of Kelly, Golden and
Assad (1992, "Cell suppression: disclosure protection for sensitive tabular data", Networks 22), with what Fischetti and
Salazar call a sliding protection level.

A paper is decided after those of earlier periods, and from them alone. So what was printed stays as it was printed, a
later paper gives nothing away that an earlier one kept back, and later rows in a file change nothing. It is arithmetic
that is protected against: who knows the people, or what a revised file said before, may know more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from quarterbook.analysis.disclosure.attack import NEARLY, Known, Parts, limits, solved
from quarterbook.analysis.disclosure.counts import Counts, Place, Sum
from quarterbook.periods import Period


@dataclass(frozen=True)
class Interval:
    """Between which numbers a small count lies for whoever has all the papers: of a place, counted since a period."""

    since: Period
    place: Place
    number: int
    least: float
    most: float | None

    @property
    def width(self) -> float:
        """How far apart the limits are."""
        return float("inf") if self.most is None else self.most - self.least


def kept_back(counts: Counts, threshold: int) -> frozenset[Place]:
    """Return the places whose counts are not shown, by their own size or for what they would give away.

    >>> from quarterbook.periods import Period
    >>> may = Period.parse("May 2023")
    >>> table = {("18", "in"): 2, ("18", "out"): 9, ("19", "in"): 8, ("19", "out"): 7}
    >>> found = kept_back(Counts({Place(may, *place): number for place, number in table.items()}), 5)
    >>> sorted(place[1:] for place in found)
    [('18', 'in'), ('18', 'out'), ('19', 'in'), ('19', 'out')]
    """
    found: set[Place] = set()
    if threshold:
        for spell in counts.spells():
            known = Known(counts.parts(spell), frozenset(), frozenset())
            for period in spell:
                sums = tuple(counts.sums(spell, period))
                known = _decided(known, sums, period, spell[0], threshold)
            printed = (one for one in counts.sums(spell, spell[-1]) if one.since == spell[0])
            found.update(one.place for one in printed if one.parts in known.kept_back)
    return frozenset(found)


def audit(counts: Counts, kept: Iterable[Place], threshold: int) -> tuple[Interval, ...]:
    """Return how closely each count from one to one under the threshold can be told by whoever has all the papers.

    `kept` are the places that the papers keep back. Counts found by taking one paper's from another's are among them.
    """
    kept = frozenset(kept)
    found = []
    for spell in counts.spells():
        sums = tuple(counts.sums(spell, spell[-1]))
        printed = [one for one in sums if one.since == spell[0]]
        hidden = dict.fromkeys(one.parts for one in printed if one.place in kept)
        shown = dict.fromkeys(one.parts for one in printed if one.place not in kept)
        known = Known(counts.parts(spell), shown, hidden)
        for one in sums:
            if 0 < one.number < threshold:
                found.append(Interval(one.since, one.place, one.number, *limits(known, one.parts)))
    return tuple(found)


def _decided(known: Known, sums: tuple[Sum, ...], period: Period, first: Period, threshold: int) -> Known:
    """What is known once the paper on a period is printed as well, after those that `known` tells of."""
    told = {*known.shown, *known.kept_back}
    printed = {one.parts: one.number for one in sums if one.since == first and one.place.period == period}
    fresh = {parts: number for parts, number in printed.items() if parts not in told}
    small = {parts for parts, number in fresh.items() if 0 < number < threshold}
    state = Known(
        known.parts,
        (*known.shown, *(parts for parts in fresh if parts not in small)),
        (*known.kept_back, *(parts for parts in fresh if parts in small)),
    )
    sensitive = {one.parts: one.number for one in sums if 0 < one.number < threshold}
    rows = state.matrix(sensitive)
    reached = [(0.0, 0.0)] * len(sensitive)
    # The largest first: what protects them mostly protects the others.
    for at, _ in sorted(enumerate(sensitive.values()), key=lambda one: -one[1]):
        of = [*sensitive][at]
        for direction in (1, -1):
            if _width(reached[at]) < threshold:
                reached = _farther(reached, rows @ state.farthest(of, direction, threshold))
        if _width(reached[at]) < threshold:
            movable = {parts: number for parts, number in fresh.items() if parts in state.shown and number}
            moved, *deviations = _cheapest(state, of, movable, threshold)
            state = Known(
                state.parts,
                tuple(parts for parts in state.shown if parts not in moved),
                (*state.kept_back, *moved),
            )
            for deviation in deviations:
                reached = _farther(reached, rows @ deviation)
    return state


def _width(reached: tuple[float, float]) -> float:
    """How far apart two limits are, less what arithmetic may be out by."""
    return reached[1] - reached[0] + NEARLY


def _farther(reached: list[tuple[float, float]], by: Any) -> list[tuple[float, float]]:
    """The limits with another deviation that fits all that is known: it stays one whatever else is kept back."""
    return [(min(least, one), max(most, one)) for (least, most), one in zip(reached, by.tolist(), strict=True)]


def _cheapest(known: Known, of: Parts, movable: Mapping[Parts, int], threshold: int) -> tuple[list[Parts], Any, Any]:
    """The printed sums that must be kept back so that `of` is not told; with the deviations, up and down, that show it.

    Each deviation has for its variables the parts, then how far each movable sum goes up, and how far down.
    """
    import numpy as np

    parts, sums = len(known.parts), len(movable)
    # Not the truth alone decides: between equals the first in order is the cheaper.
    weights = [number + at / (10 * sums) for at, number in enumerate(movable.values())]
    fixed = known.matrix(parts_of for parts_of in known.shown if parts_of not in movable)
    moves = np.hstack([known.matrix(movable), -np.eye(sums), np.eye(sums)])
    equal = np.vstack([np.hstack([fixed, np.zeros((len(fixed), 2 * sums))]), moves])
    hidden = known.matrix(known.kept_back)
    below = np.hstack([-hidden, np.zeros((len(hidden), 2 * sums))])
    at_most = [known.number(one) - 1.0 for one in known.kept_back]
    bounds = [
        *((-number, None) for number in known.parts.values()),
        *((0, None) for _ in movable),
        *((0, number - 1) for number in movable.values()),
    ]
    goal = np.hstack([known.matrix([of])[0], np.zeros(2 * sums)])
    costs = [*[0.0] * parts, *weights, *weights]
    found = solved(
        [*costs, *costs],
        below=np.vstack([_beside(below, below), np.hstack([-goal, goal])]),
        limits=[*at_most, *at_most, -threshold],
        equal=_beside(equal, equal),
        bounds=[*bounds, *bounds],
    )
    both = found.reshape(2, parts + 2 * sums)
    movement = both[:, parts:].reshape(2, 2, sums).sum(axis=(0, 1))
    moved = [one for one, by in zip(movable, movement, strict=True) if by > NEARLY]
    return moved, both[0, :parts], both[1, :parts]


def _beside(one: Any, other: Any) -> Any:
    """Two systems as one, each with its own variables."""
    import numpy as np

    top = np.hstack([one, np.zeros((one.shape[0], other.shape[1]))])
    return np.vstack([top, np.hstack([np.zeros((other.shape[0], one.shape[1])), other])])
