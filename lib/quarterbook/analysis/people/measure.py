"""The rows of one measure of people, and what would make its counts wrong."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from quarterbook.analysis.disclosure.counts import counts
from quarterbook.errors import nearest
from quarterbook.registers.frames import details

# What is counted where no row says it.
UNNAMED = "People"


def of_measure(people: pd.DataFrame, measure: str = "") -> pd.DataFrame:
    """Return the rows of a measure, which need not be named where the register has no other; totals are left out.

    Raises ValueError where the register has no such measure, or several and none is named.
    """
    counted = details(people)
    there = [*dict.fromkeys(counted["measure"])]
    if not measure and len(there) > 1:
        raise ValueError(f"the file counts several things. Name the one that the paper is on: {', '.join(there)}.")
    if measure and measure not in there:
        raise ValueError(f"no row counts '{measure}'. {nearest(measure, there)}")
    return counted[counted["measure"].eq(measure)] if measure else counted


def name(counted: pd.DataFrame, measure: str = "") -> str:
    """Return what is counted, in the register's words."""
    return measure or next(iter(counted["measure"]), UNNAMED)


def until(counted: pd.DataFrame, as_at: str) -> pd.DataFrame:
    """Return the counts of periods that had begun on a day."""
    day = pd.Timestamp(as_at).date()
    return counted[[period.start <= day for period in counted["period"]]]


def unfit(counted: pd.DataFrame, *, cumulative: bool) -> str:
    """Return why counts cannot be added up, without saying one; '' where they can.

    That is so where rows have categories and others none, or where a cumulative measure falls within a year.
    """
    blank = counted.index[counted["category"].isna()]
    if 0 < len(blank) < len(counted):
        return f"some rows name a category and others none (row {blank[0]} is the first). Name one in all, or in none."
    if not cumulative:
        return ""
    if len({period.months for period in counted["period"]}) > 1:
        return "the periods are not all of one length, so nobody can tell what was added in each."
    ours = counts(counted, cumulative=True)
    for spell in ours.spells():
        for earlier, later in pairwise(spell):
            for place in (one for one in ours.numbers if one.period == earlier):
                if ours.numbers.get(place._replace(period=later), 0) < ours.numbers[place]:
                    who = ", ".join(filter(None, place[1:]))
                    return (
                        f"the count of {who} falls from {earlier} to {later}. Counted from the beginning of a "
                        "financial year it cannot: mend the rows, or say that the measure is not cumulative."
                    )
    return ""
