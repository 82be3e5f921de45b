"""How much of the data is made up, which a paper must say."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from quarterbook.analysis.figures import Figure, count, lineage
from quarterbook.analysis.sentences import Sentence
from quarterbook.registers.frames import details


def figures(*registers: pd.DataFrame, through: tuple[str, ...] = ()) -> tuple[Figure, ...]:
    """How many rows the registers have, totals apart, and how many of them are illustrative: `all.<what>.count`.

    `through` are the figures by which rows of other councils were left out.
    """
    rows = pd.concat([details(one)[["provenance", "source", "sha256"]] for one in registers])
    of, made_up = lineage(*registers), rows[rows["provenance"] == "illustrative"]
    return (
        count("all.rows.count", rows, of, "Rows of the registers of money, without totals", through),
        count("all.illustrative.count", made_up, of, "Rows of the registers of money that are illustrative", through),
    )


def sentences(figures: Mapping[str, Figure]) -> list[Sentence]:
    """A sentence where rows are illustrative; else none."""
    made_up, rows = figures["all.illustrative.count"], figures["all.rows.count"]
    if not made_up.value:
        return []
    verb, they_are = ("is", "It is") if made_up.value == 1 else ("are", "They are")
    named = "{all.rows.count:row|rows} of savings, revenue, capital financing and reserves"
    told = f"Of the {named}, {{all.illustrative.count}}"
    if made_up.value == rows.value:
        told = f"The only {named}" if rows.value == 1 else f"All {named}"
    return [
        Sentence(
            f"{told} {verb} illustrative: made up so that the totals are those that were published. "
            f"{they_are} marked †."
        )
    ]
