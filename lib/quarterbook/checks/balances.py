"""What a reserve opens and closes each year with, carried on from year to year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from quarterbook.periods import Period
from quarterbook.registers.frames import details
from quarterbook.registers.frames import rows as by_row


@dataclass(frozen=True)
class Balance:
    """A reserve in a year: its row, and what the year before closed with, None where nobody knows.

    It is the `first` where the file does not have the year before.
    """

    row: Any
    before: Decimal | None
    first: bool

    @property
    def opening(self) -> Decimal | None:
        """The opening balance: as given, else carried on from the year before."""
        return self.before if self.row.opening is None else Decimal(self.row.opening)

    @property
    def rolled(self) -> Decimal | None:
        """The opening balance and the movement."""
        return None if self.opening is None else self.opening + self.row.movement

    @property
    def closing(self) -> Decimal | None:
        """The closing balance: as given, else rolled."""
        return self.rolled if self.row.closing is None else Decimal(self.row.closing)


def balances(reserves: pd.DataFrame) -> list[Balance]:
    """Return every year of every reserve, in the order of the file, whatever order its years are in."""
    closed: dict[tuple[str, Period], Decimal | None] = {}
    found = []
    for row in sorted(by_row(details(reserves)), key=lambda row: row.year):
        before = (row.reserve, row.year.before())
        found.append(Balance(row, closed.get(before), before not in closed))
        closed[row.reserve, row.year] = found[-1].closing
    return sorted(found, key=lambda one: one.row.Index)
