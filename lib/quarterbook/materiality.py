"""Materiality: from which size on a variance is worth a committee's time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from quarterbook import money

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")


@dataclass(frozen=True)
class Materiality:
    """So many pounds, so many per cent of the budget, and whether a variance needs to reach either or both.

    What is None is no threshold; with neither, every variance but nought is material.
    """

    amount: Decimal | None = None
    percent: Decimal | None = None
    both: bool = False

    @classmethod
    def parse(cls, amount: str, percent: str, both: bool) -> Materiality:
        """Read '£0.5m' and '2%', '' where there is no threshold. Raises ValueError saying what was expected."""
        match = _PERCENT.fullmatch(percent.strip())
        if percent and not match:
            raise ValueError("a share of the budget such as 2%")
        return cls(money.parse(amount) if amount else None, Decimal(match[1]) if match else None, both)

    def holds(self, variance: Decimal, budget: Decimal) -> bool:
        """Whether a variance of a budget is material. Of no budget, any variance is beyond every share.

        >>> limits = Materiality(Decimal(500_000), Decimal(2), both=True)
        >>> [limits.holds(Decimal(over), Decimal(30_000_000)) for over in (600_000, 599_999, -600_000)]
        [True, False, True]
        """
        size, reached = abs(variance), []
        if self.amount is not None:
            reached.append(size >= self.amount)
        if self.percent is not None:
            reached.append(size * 100 >= abs(budget) * self.percent)
        return bool(size) and ((all if self.both else any)(reached) if reached else True)
