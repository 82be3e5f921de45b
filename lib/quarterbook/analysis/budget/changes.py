"""What changed since the monitoring period before: savings matched on their reference, directorates on their name.

Of a directorate's name, capitals and signs do not count: those of one slug are one, as their figures are.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from quarterbook.analysis.budget.revenue import monitored
from quarterbook.analysis.budget.savings import RATED, by_rating
from quarterbook.analysis.budget.sums import Sums
from quarterbook.analysis.figures import Figure
from quarterbook.money import added
from quarterbook.registers.frames import details
from quarterbook.registers.savings import RATINGS, to_deliver
from quarterbook.slugs import slug

# The kinds of movement of a saving, and what each says of it.
MOVEMENTS = {
    "better": "Rating better",
    "worse": "Rating worse",
    "newly-redirected": "Redirected since then",
    "no-longer-redirected": "No longer redirected",
    "new": "New in the list",
    "gone": "Gone from the list",
}


def of_savings(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Return the savings of both periods, matched on reference, with a column (yes or no) a movement.

    The index is the row of this period's file, of what is gone that of the file before.
    """
    mine, theirs = details(now), details(before)
    rank = {name: place for place, name in enumerate(RATINGS)}
    was = theirs.drop_duplicates("reference").set_index("reference")
    there = mine["reference"].isin(was.index)
    earlier = mine["reference"].map(was["rating"])
    step = mine["rating"].map(rank).astype("float64") - earlier.map(rank).astype("float64")
    redirected = mine["redirected"].eq(True).fillna(False).astype(bool)
    already = mine["reference"].map(was["redirected"].eq(True).fillna(False).astype(bool)).eq(True)
    both = ~redirected & ~already
    kinds = {
        "better": both & (step > 0),
        "worse": both & (step < 0),
        "newly-redirected": there & redirected & ~already,
        "no-longer-redirected": ~redirected & already,
        "new": ~there,
        "gone": pd.Series(False, index=mine.index),
    }
    left = theirs[~theirs["reference"].isin(mine["reference"])]
    gone = left.assign(rating_before=left["rating"], **{kind: kind == "gone" for kind in MOVEMENTS})
    moved = mine.assign(rating_before=earlier, **kinds)
    return pd.concat([moved, gone]) if len(gone) else moved


def figures_of_savings(now: pd.DataFrame, before: pd.DataFrame, sums: Sums) -> tuple[Figure, ...]:
    """How many savings made each movement, and by how much each rating's sum changed.

    `savings.<movement>.count`; `savings.<rating>.before`, `savings.<rating>.change`, also of `to-deliver`. `sums` looks
    at the rows of both periods.
    """
    moved = of_savings(now, before)
    made = [
        sums.count(f"savings.{kind}.count", moved[moved[kind]], f"Savings since the period before: {words.lower()}")
        for kind, words in MOVEMENTS.items()
    ]
    mine, theirs = by_rating(now), by_rating(before)
    groups = {name: (mine[name], theirs[name]) for name in (*RATED, "at-risk")}
    groups["to-deliver"] = (to_deliver(now), to_deliver(before))
    for name, (ours, earlier) in groups.items():
        words = name.replace("-", " ")
        then, today = added(earlier["target"]), added(ours["target"])
        made += _changed(f"savings.{name}", f"savings.{name}", f"Savings: {words}", earlier, then, today, sums)
    return tuple(made)


def figures_of_revenue(before: pd.DataFrame, directorates: pd.DataFrame, sums: Sums) -> tuple[Figure, ...]:
    """Each directorate's variance before and by how much it changed: `<directorate slug>.variance.before`, `.change`.

    And `variance.total.before`, `.change`. `directorates` are those of this period, with their variance.
    """
    theirs = monitored(before)
    made: list[Figure] = []
    for name, variance in zip(directorates["directorate"], directorates["variance"], strict=True):
        mine = _of(theirs, name)
        begin = f"{slug(name)}.variance"
        made += _changed(begin, begin, f"Variance: {name}", mine, _variance(mine), variance, sums)
    for name in gone_since(before, directorates):
        mine = _of(theirs, name)
        made.append(
            sums.amount(f"{slug(name)}.variance.before", _variance(mine), f"Variance: {name}, the period before", mine)
        )
    total = added(directorates["variance"])
    name = "variance.total"
    return (*made, *_changed(name, name, "Variance: the council", theirs, _variance(theirs), total, sums))


def gone_since(before: pd.DataFrame, directorates: pd.DataFrame) -> list[str]:
    """Return the directorates of the period before that this one has no more: closed, or under another name."""
    there = {*map(slug, directorates["directorate"])}
    gone = {slug(name): name for name in monitored(before)["directorate"] if slug(name) not in there}
    return [*gone.values()]


def _of(rows: pd.DataFrame, directorate: str) -> pd.DataFrame:
    return rows[rows["directorate"].map(slug) == slug(directorate)]


def _variance(rows: pd.DataFrame) -> Decimal | None:
    return added(rows["forecast"]) - added(rows["budget"]) if len(rows) else None


def _changed(
    begin: str, of: str, words: str, theirs: pd.DataFrame, then: Decimal | None, today: Decimal, sums: Sums
) -> Iterator[Figure]:
    yield sums.amount(f"{begin}.before", then, f"{words}, the period before", theirs)
    change = None if then is None else today - then
    definition = f"{words}, change since the period before"
    yield sums.amount(f"{begin}.change", change, definition, from_=(of, f"{begin}.before"))
