"""How much of the data is made up, which a paper must say."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from quarterbook.analysis.figures import Figure, count, lineage
from quarterbook.analysis.sentences import Sentence
from quarterbook.registers.frames import details


def figures(*registers: pd.DataFrame) -> tuple[Figure, ...]:
    """How many rows the registers have, totals apart, and how many of them are illustrative: `all.<what>.count`."""
    rows = pd.concat([details(one)[["provenance", "source", "sha256"]] for one in registers])
    of, made_up = lineage(*registers), rows[rows["provenance"] == "illustrative"]
    return (
        count("all.rows.count", rows, of, "Rows of the registers of money, without totals"),
        count("all.illustrative.count", made_up, of, "Rows of the registers of money that are illustrative"),
    )


def sentences(figures: Mapping[str, Figure]) -> list[Sentence]:
    """A sentence where rows are illustrative; else none."""
    made_up, rows = figures["all.illustrative.count"], figures["all.rows.count"]
    if not made_up.value:
        return []
    verb = "is" if made_up.value == 1 else "are"
    many = "All {all.rows.count}" if made_up.value == rows.value else "Of the {all.rows.count}"
    named = f"{many} rows of savings, revenue, capital financing and reserves"
    told = f"{named}, {{all.illustrative.count}}" if made_up.value != rows.value else named
    return [
        Sentence(
            f"{told} {verb} illustrative: made up so that the totals are those that were published. They are marked †."
        )
    ]
