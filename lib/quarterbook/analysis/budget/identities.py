"""Sums that must be equal, counted as figures: how many were checked, how many break, and by how much at most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from quarterbook.analysis.budget.sums import Sums
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.sentences import Sentence
from quarterbook.checks.identities import Identity

# In the order of a paper; what each kind says.
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
        made.append(_number(f"{begin}.checked", len(ones), f"Sums checked: {WORDS[kind]}", sums))
        made.append(_number(f"{begin}.broken", len(broken), f"Sums that break: {WORDS[kind]}", sums))
        rows = read[read.index.isin([one.where.row for one in broken])]
        worst = max((abs(one.difference) for one in broken), default=None)
        if worst is not None:
            made.append(sums.amount(f"{begin}.difference", worst, f"Largest break: {WORDS[kind]}", rows))
    return tuple(made)


def _number(figure_id: str, number: int, definition: str, sums: Sums) -> Figure:
    return Figure(
        id=figure_id,
        value=number,
        exact=str(number),
        unit="",
        display=f"{number:,}",
        definition=definition,
        of=sums.of,
        from_=sums.read,
    )


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
