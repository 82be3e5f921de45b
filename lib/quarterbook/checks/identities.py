"""Sums that must be equal: within a file, and with the totals that it gives itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd

from quarterbook.checks.amounts import CALLED, pounds
from quarterbook.checks.balances import balances
from quarterbook.checks.findings import Finding
from quarterbook.checks.rules import RULES
from quarterbook.money import added
from quarterbook.registers.frames import details, totals
from quarterbook.registers.frames import rows as by_row
from quarterbook.rounding import half_up

DELIVERED = "those to be delivered"


class Place(NamedTuple):
    """The cell on which a break is told."""

    source: str
    row: int
    column: str


@dataclass(frozen=True)
class Identity:
    """Two sums of pounds that must be equal, both in words; `code` is the rule that tells where they are not."""

    kind: str
    left_words: str
    right_words: str
    left: Decimal
    right: Decimal
    where: Place
    code: str

    @property
    def words(self) -> str:
        """What must be so, as in 'The budgets of all services add up to the total that row 9 gives'."""
        return f"{self.left_words} {self.right_words}"

    @property
    def difference(self) -> Decimal:
        """The left sum less the right."""
        return self.left - self.right

    @property
    def holds(self) -> bool:
        """Whether they differ by less than half a penny: a spreadsheet's formula may leave a tail."""
        return not half_up(self.difference, 2)


def broken(identities: Iterable[Identity]) -> Iterator[Finding]:
    """Yield a finding for each that does not hold, with its size."""
    for one in identities:
        if not one.holds:
            message = (
                f"{one.left_words} {pounds(one.left)}, which is {pounds(abs(one.difference))} "
                f"{'less' if one.difference < 0 else 'more'} than {one.right_words} ({pounds(one.right)})."
            )
            yield RULES[one.code].finding(message).model_copy(update=one.where._asdict())


def to_be_delivered(savings: pd.DataFrame) -> pd.DataFrame:
    """Return the savings that were not redirected, without totals."""
    rows = details(savings)
    return rows[~rows["redirected"].fillna(False).astype(bool)]


def savings(read: pd.DataFrame) -> tuple[Identity, ...]:
    """Return the sums of a register of savings; what is identified is the file's own total, where it has one.

    The first, `savings-redirected`, breaks only where the `savings-total` of the targets does.
    """
    rows, deliver = details(read), to_be_delivered(read)
    if rows.empty:
        return ()
    of_all = [row for row in by_row(totals(read)) if row.directorate not in {*rows["directorate"]}]
    whole = next((row for row in of_all if row.target is not None), None)
    first, every, due = by_row(rows)[0], added(rows["target"]), added(deliver["target"])
    left = (every if whole is None else whole.target) - (every - due)
    says = "The savings identified, less those redirected, come to"
    at = _at(first if whole is None else whole, "target")
    redirected = Identity("savings-redirected", says, DELIVERED, left, due, at, "S16")
    unrated = by_row(deliver[deliver["rating"].isna()])
    left, at = added(deliver.loc[deliver["rating"].notna(), "target"]), _at([*unrated, first][0], "rating")
    says = "The savings rated red, amber, green and achieved add up to"
    rated = Identity("savings-ratings", says, DELIVERED, left, due, at, "S16")
    columns, kinds = ("target", "delivered", "forecast"), ("savings-total", "savings-total")
    return (redirected, rated, *_totalled(read, "savings", "directorate", columns, kinds, "S16"))


def revenue(read: pd.DataFrame) -> tuple[Identity, ...]:
    """Return the sums of revenue monitoring: each directorate's services, and all services."""
    kinds = ("revenue-directorates", "revenue-total")
    return (*_totalled(read, "services", "directorate", ("budget", "actual", "forecast"), kinds, "R20"),)


def capital(read: pd.DataFrame) -> tuple[Identity, ...]:
    """Return the sums of capital financing; a total under a source of funding is of that source."""
    return (*_totalled(read, "rows", "funding", ("planned", "achieved", "forecast"), ("capital-total",) * 2, "K12"),)


def reserves(read: pd.DataFrame) -> tuple[Identity, ...]:
    """Return the sums of reserves: each closing balance, and each opening balance after another year's closing."""
    closing, opening = [], []
    for one in balances(read):
        row = one.row
        if row.opening is not None and row.closing is not None:
            says = f"The opening balance of {row.reserve} and its movement in {row.year} add up to"
            than, left = f"the closing balance that row {row.Index} gives", row.opening + row.movement
            closing.append(Identity("reserves-closing", says, than, left, row.closing, _at(row, "closing"), "R30"))
        if row.opening is not None and one.before is not None:
            says, than = f"{row.reserve} opens {row.year} with", f"what it closed {row.year.before()} with"
            left, right = row.opening, one.before
            opening.append(Identity("reserves-opening", says, than, left, right, _at(row, "opening"), "R31"))
    return (*closing, *opening)


def _totalled(
    read: pd.DataFrame, things: str, by: str, columns: tuple[str, ...], kinds: tuple[str, ...], code: str
) -> Iterator[Identity]:
    """Each totals row against the rows with its `by`, or all rows where none has it; of either by its kind."""
    rows = details(read)
    for total in by_row(totals(read)):
        part = rows[rows[by].eq(getattr(total, by))]
        whose = f"all {things}" if part.empty else f"the {things} of {getattr(total, by)}"
        for name in columns:
            if (given := getattr(total, name)) is not None:
                yield Identity(
                    kinds[part.empty],
                    f"The {CALLED[name][1]} of {whose} add up to",
                    f"the total that row {total.Index} gives",
                    added((rows if part.empty else part)[name]),
                    given,
                    _at(total, name),
                    code,
                )


def _at(row: Any, column: str) -> Place:
    return Place(row.source, int(row.Index), column)
