"""Sums that must be equal, counted as figures: how many were checked, how many break, and by how much at most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from quarterbook.analysis.budget.sums import Sums
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.sentences import Sentence
from quarterbook.checks import identities as checks
from quarterbook.checks.identities import WORDS, Identity

_ADDED_UP = {
    "revenue": checks.revenue,
    "savings": checks.savings,
    "capital": checks.capital,
    "reserves": checks.reserves,
}


def figures(identities: Iterable[Identity], read: pd.DataFrame, sums: Sums) -> tuple[Figure, ...]:
    """The sums of a register that was read: `all.identity.<kind>.<checked|broken|difference>`.

    `difference` is the largest of those that break, without its sign.
    """
    by_kind: dict[str, list[Identity]] = {}
    for one in identities:
        by_kind.setdefault(one.kind, []).append(one)
    made = []
    for kind, ones in by_kind.items():
        begin = f"all.identity.{kind}"
        broken = [one for one in ones if not one.holds]
        made.append(sums.whole(f"{begin}.checked", len(ones), f"Sums checked: {WORDS[kind]}"))
        made.append(sums.whole(f"{begin}.broken", len(broken), f"Sums that break: {WORDS[kind]}"))
        rows = read[read.index.isin([one.where.row for one in broken])]
        worst = max((abs(one.difference) for one in broken), default=None)
        if worst is not None:
            made.append(sums.amount(f"{begin}.difference", worst, f"Largest break: {WORDS[kind]}", rows))
    return tuple(made)


def of_registers(rows: Mapping[str, tuple[pd.DataFrame, Sums]]) -> tuple[Figure, ...]:
    """The sums of a council's registers of money, by name of register."""
    return tuple(figure for name, (read, sums) in rows.items() for figure in figures(_ADDED_UP[name](read), read, sums))


def kinds(figures: Mapping[str, Figure]) -> list[str]:
    """Return the kinds of sums that were checked, in the order of a paper."""
    return [kind for kind in WORDS if f"all.identity.{kind}.checked" in figures]


def sentence(figures: Mapping[str, Figure]) -> Sentence:
    """Whether the sums hold."""
    broken = [kind for kind in kinds(figures) if figures[f"all.identity.{kind}.broken"].value]
    if not broken:
        return Sentence("The amounts of the files were added up against each other. All sums agree.")
    return Sentence(
        "The amounts of the files were added up against each other. Not all sums agree; the findings give each break "
        "with its size, and nothing has been corrected."
    )
