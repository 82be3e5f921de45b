"""Sums that must be equal: within a file, and with the totals that it gives itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd

from quarterbook.checks.amounts import CALLED, pounds
from quarterbook.checks.balances import balances
from quarterbook.checks.rules import RULES
from quarterbook.findings import Finding
from quarterbook.money import added
from quarterbook.registers.frames import details, totals
from quarterbook.registers.frames import rows as by_row
from quarterbook.registers.savings import to_deliver
from quarterbook.rounding import half_up
from quarterbook.sources.cells import folded

# What each kind says, in the order of a paper.
WORDS = {
    "savings-redirected": "Savings identified, less those redirected, are those to deliver",
    "savings-ratings": "Savings rated red, amber, green and achieved are those to deliver",
    "savings-total": "Savings add up to the totals of their file",
    "revenue-directorates": "Services add up to the total of their directorate",
    "revenue-total": "All services add up to the net budget",
    "capital-total": "Sources of capital financing add up to the totals of their file",
    "reserves-closing": "A reserve's opening balance and movement make its closing balance",
    "reserves-opening": "A reserve opens with what the year before closed with",
}
DELIVERED = "those to be delivered"
# The columns that say of which directorate, or source of funding, a total is: its own, else another label.
OF_SAVINGS, OF_REVENUE, OF_CAPITAL = ("directorate", "reference"), ("directorate", "service"), ("funding", "title")
# What may stand before the name in a label, as in 'Total for Adults'.
_TOTAL_OF = re.compile(r"(?:sub[\W_]*)?totals?[\W_]+(?:(?:for|of)[\W_]+)?")


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


def savings(read: pd.DataFrame) -> tuple[Identity, ...]:
    """Return the sums of a register of savings; what is identified is the file's own total of all.

    `savings-redirected` breaks only where the `savings-total` of the targets does. Of a file without a total it is left
    out: what is identified would be those redirected and the others, whatever the file holds.
    """
    rows, deliver = details(read), to_deliver(read)
    if rows.empty:
        return ()
    of_all = [row for row in by_row(totals(read)) if _whose(row, OF_SAVINGS, rows) is None]
    every, due, redirected = added(rows["target"]), added(deliver["target"]), []
    if whole := next((row for row in of_all if row.target is not None), None):
        says, left = "The savings identified, less those redirected, come to", whole.target - (every - due)
        redirected = [Identity("savings-redirected", says, DELIVERED, left, due, _at(whole, "target"), "S16")]
    unrated = by_row(deliver[deliver["rating"].isna()])
    left = added(deliver.loc[deliver["rating"].notna(), "target"])
    at = _at([*unrated, *by_row(rows)][0], "rating")
    says = "The savings rated red, amber, green and achieved add up to"
    rated = Identity("savings-ratings", says, DELIVERED, left, due, at, "S16")
    columns, kinds = ("target", "delivered", "forecast"), ("savings-total", "savings-total")
    return (*redirected, rated, *_totalled(read, "savings", OF_SAVINGS, columns, kinds, "S16"))


def revenue(read: pd.DataFrame) -> tuple[Identity, ...]:
    """Return the sums of revenue monitoring: each directorate's services, and all services."""
    kinds = ("revenue-directorates", "revenue-total")
    return (*_totalled(read, "services", OF_REVENUE, ("budget", "actual", "forecast"), kinds, "R20"),)


def capital(read: pd.DataFrame) -> tuple[Identity, ...]:
    """Return the sums of capital financing; a total under a source of funding is of that source."""
    return (*_totalled(read, "rows", OF_CAPITAL, ("planned", "achieved", "forecast"), ("capital-total",) * 2, "K12"),)


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
    read: pd.DataFrame, things: str, by: tuple[str, str], columns: tuple[str, ...], kinds: tuple[str, ...], code: str
) -> Iterator[Identity]:
    """Each totals row against what is known of the rows that it is of, or else of all; of either by its kind."""
    rows = details(read)
    for total in by_row(totals(read)):
        name_of = _whose(total, by, rows)
        part = rows[rows[by[0]].eq(name_of)] if name_of else rows
        whose = f"the {things} of {name_of}" if name_of else f"all {things}"
        for name in columns:
            if (given := getattr(total, name)) is not None:
                yield Identity(
                    kinds[name_of is None],
                    f"The {CALLED[name][1]} of {whose} add up to",
                    f"the total that row {total.Index} gives",
                    added(part[name]),
                    given,
                    _at(total, name),
                    code,
                )


def _whose(total: Any, by: tuple[str, str], rows: pd.DataFrame) -> str | None:
    """The directorate, or source of funding, that the label of a total begins with; None where it is of all.

    Of two that fit, as Adults and Adults and Health, it is the longer.
    """
    names = sorted({*rows[by[0]].dropna()}, key=len, reverse=True)
    for label in (folded(label) for column in by if pd.notna(label := getattr(total, column))):
        for name in names:
            begins = re.compile(rf"{re.escape(folded(name))}(?![^\W_]|['’])")
            if begins.match(label) or begins.match(_TOTAL_OF.sub("", label, count=1)):
                return str(name)
    return None


def _at(row: Any, column: str) -> Place:
    return Place(row.source, int(row.Index), column)
