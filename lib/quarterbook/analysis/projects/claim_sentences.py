"""What a claimed saving needs, in sentences: what would have to be true, and whether the outturns allow it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quarterbook.analysis.figures import Figure
from quarterbook.analysis.outturn_figures import figure_id
from quarterbook.analysis.projects.claim import Claim
from quarterbook.analysis.sentences import Sentence

Figures = Mapping[str, Figure]
GROSS = Sentence(
    "All of this is gross: what people need instead of these placements is not taken off. The true saving is less by "
    "whatever that costs."
)


def needs(claim: Claim) -> Sentence:
    """What the claim needs, whatever the outturns are."""
    cost = figure_id(claim.cost.reference, claim.cost.period.slug, "actual")
    words = claim.row.benefit if isinstance(claim.row.benefit, str) else ""
    quoted = " (“{words}”)" if words else ""
    return Sentence(
        f"{{project}} claims {{claim.amount}}{quoted}. At {{{cost}}} a week, that is {{claim.placement-weeks}} weeks "
        "of a single placement, or {claim.on-average} fewer on average over {claim.years:year|years} of "
        "{claim.weeks-a-year} weeks. The smallest whole number that makes it true throughout is {claim.least} fewer, "
        "which saves {claim.least.saves}.",
        {"project": f"{claim.row.reference}, {claim.row.title},", "words": words},
    )


def allows(claim: Claim, figures: Figures) -> list[Sentence]:
    """Of each outturn below the first, how long the fall has to last for the claim to be true, and what it leaves."""
    falls = claim.fewer()
    if not falls:
        first = claim.taken[0]
        told = f"The number has not fallen below the {{{_actual(first)}}} of {{first}}, so it bears out no saving."
        return [Sentence(told, {"first": str(first.period)})]
    return [_of(claim, row, figures) for row, _ in falls]


def _of(claim: Claim, row: Any, figures: Figures) -> Sentence:
    first, begin = claim.taken[0], f"claim.{row.period.slug}"
    values = {f"{begin}.first": str(first.period), f"{begin}.period": str(row.period)}
    ends = f"From {{{_actual(first)}}} ({{{begin}.first}}) to {{{_actual(row)}}} ({{{begin}.period}})"
    fell = f"{ends} is {{{begin}.fewer}} fewer, which saves {{{begin}.a-week}} a week."
    claimed = claim.pounds
    if claim.over(_fall(claim, row), claim.weeks) < claimed:
        return Sentence(
            f"{fell} Even all of it from the first day to the last saves {{{begin}.in-full}}, which is less than is "
            "claimed: this fall alone cannot make the claim true.",
            values,
        )
    lasts = f"The claim is true if all of this fall lasts for {{{begin}.weeks}} of the {{claim.weeks}}"
    if claim.over(_fall(claim, row), claim.weeks) / 2 >= claimed:
        rest = f", and also if the number falls evenly over the whole time, which saves {{{begin}.evenly}}."
    else:
        rest = f"; were the number to fall evenly over the whole time, it would save {{{begin}.evenly}}, which is less."
    net = ""
    if figures[f"{begin}.support"].value is not None:
        net = (
            f" Were it to last for all of them, it would save {{{begin}.in-full}}, and other support could cost "
            f"{{{begin}.support}} a week for each before less than the claim is left."
        )
    return Sentence(f"{fell} {lasts}{rest}{net}", values)


def _fall(claim: Claim, row: Any) -> Any:
    return next(fewer for one, fewer in claim.fewer() if one is row)


def _actual(row: Any) -> str:
    return figure_id(row.reference, row.period.slug, "actual")
