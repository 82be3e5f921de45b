"""The attack on printed counts: between which numbers what is printed leaves one that is not.

Whoever wants to know adds and subtracts. All that can be found that way is found by linear programming: the least and
the greatest value that a count can have, given every sum that is printed, and that nobody is counted less than nought
times. That is the audit of cell suppression as Fischetti and Salazar (2001, "Solving the cell suppression problem on
tabular data with linear constraints", Management Science 47) and Hundepool et al. (2012, "Statistical Disclosure
Control") set it out. A nought is never kept back, so whoever attacks knows besides that no count that is kept back is
nought. Of a measure counted afresh in each period the limits are those of whole numbers too; of a cumulative one they
may be a little wider than whole numbers allow.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quarterbook.analysis.disclosure.counts import Place

Parts = frozenset[Place]
# Farther than any count could be from what it is: no limit at all.
_FAR = 1e9
# What the arithmetic of a linear program may be out by.
NEARLY = 1e-6


@dataclass(frozen=True)
class Known:
    """What is known of parts: the sums that are shown, and those that are kept back, which are one at least.

    `parts` are how many each is in truth. What is worked out is a deviation from the truth: another set of numbers
    that fits all that is known.
    """

    parts: Mapping[Place, int]
    shown: Collection[Parts]
    kept_back: Collection[Parts]

    def number(self, of: Parts) -> int:
        """What a sum is in truth."""
        return sum(self.parts[one] for one in of)

    def matrix(self, sums: Iterable[Parts]) -> Any:
        """A row a sum, a column a part: one where the sum has the part, else nought."""
        import numpy as np

        place = {part: at for at, part in enumerate(self.parts)}
        sums = list(sums)
        made = np.zeros((len(sums), len(place)))
        for row, one in zip(made, sums, strict=True):
            row[[place[part] for part in one]] = 1
        return made

    def farthest(self, of: Parts, direction: int, enough: float = _FAR) -> Any:
        """The deviation that brings a sum farthest up (`direction` 1) or down (-1) from the truth, or far `enough`."""
        import numpy as np

        goal = direction * self.matrix([of])
        never_below = np.array([1.0 - self.number(one) for one in self.kept_back])
        return solved(
            -goal[0],
            below=np.vstack([goal, -self.matrix(self.kept_back)]),
            limits=np.concatenate([[enough], -never_below]),
            equal=self.matrix(self.shown),
            bounds=[(-number, None) for number in self.parts.values()],
        )


def solved(costs: Any, below: Any, limits: Any, equal: Any, bounds: Sequence[tuple[float, float | None]]) -> Any:
    """The cheapest numbers within `bounds` for which `below` gives no more than `limits`, and `equal` gives nought."""
    import numpy as np
    from scipy.optimize import linprog

    found = linprog(
        costs,
        A_ub=below,
        b_ub=limits,
        A_eq=equal if len(equal) else None,
        b_eq=np.zeros(len(equal)) if len(equal) else None,
        bounds=bounds,
        method="highs",
    )
    if found.status != 0:
        raise ArithmeticError(f"a linear program on counts of people has no solution: {found.message}")
    return found.x


def limits(known: Known, of: Parts) -> tuple[float, float | None]:
    """The least and the greatest number that a sum can be for all that is known; None where nothing limits it."""
    row, number = known.matrix([of])[0], known.number(of)
    up, down = (float(row @ known.farthest(of, direction)) for direction in (1, -1))
    return number + down, None if up >= _FAR - 1 else number + up
