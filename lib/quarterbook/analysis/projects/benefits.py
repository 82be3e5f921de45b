"""What projects, and other work, bring by kind of benefit: how many of them, and how much where that is known."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from quarterbook.analysis.budget.sums import Sums
from quarterbook.analysis.figures import Figure
from quarterbook.money import added
from quarterbook.registers.projects import BENEFIT_KINDS, MONEY_KINDS

UNSORTED = "no-kind"
WORDS = {
    "grant": "Grants",
    "saving": "Savings",
    "cost-avoided": "Costs avoided",
    "income": "Income",
    "service": "Better services",
    UNSORTED: "Of no kind",
}


def by_kind(register: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the rows of each kind of benefit, and those that have an amount but no kind."""
    kinds = {kind: register[register["benefit_kind"] == kind] for kind in BENEFIT_KINDS}
    return {**kinds, UNSORTED: register[register["benefit_kind"].isna() & register["benefit_amount"].notna()]}


def figures(register: pd.DataFrame, begin: str, whose: str, sums: Sums) -> tuple[Figure, ...]:
    """The figures of the benefits of projects (`benefits`) or of other work (`other-work`), as `begin` says.

    `<begin>.listed.count`; `<begin>.<kind>.count`; `<begin>.<kind>` the sum of what is put in figures, not known where
    nothing is, and `<begin>.<kind>.known.count` how many are; `<begin>.unknown.count` how many in money are not.
    """
    return tuple(_made(register, begin, whose, sums))


def _made(register: pd.DataFrame, begin: str, whose: str, sums: Sums) -> Iterator[Figure]:
    yield sums.count(f"{begin}.listed.count", register, f"{whose.capitalize()} looked at for benefits")
    unknown = register[register["benefit_kind"].isin(MONEY_KINDS) & register["benefit_amount"].isna()]
    told = f"{whose.capitalize()} with a benefit in money on which they put no figure"
    yield sums.count(f"{begin}.unknown.count", unknown, told)
    for kind, mine in by_kind(register).items():
        known = mine[mine["benefit_amount"].notna()]
        words = f"{WORDS[kind]}: how many {whose}"
        yield sums.count(f"{begin}.{kind}.count", mine, words)
        yield sums.count(f"{begin}.{kind}.known.count", known, f"{words} put a figure on them")
        pounds = added(known["benefit_amount"]) if len(known) else None
        yield sums.amount(
            f"{begin}.{kind}", pounds, f"{WORDS[kind]}: the figures that {whose} put on them, added up", known
        )
