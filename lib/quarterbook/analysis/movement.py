"""Movement since the quarter before: what each action did, matched on its reference."""

from __future__ import annotations

from typing import Any

import pandas as pd

from quarterbook.analysis.figures import Figure, count, lineage
from quarterbook.params.house_file import RatingScheme

# The kinds of movement, and what each says of an action. One action may make several.
MOVEMENTS = {
    "newly-completed": "Completed since last quarter",
    "newly-overdue": "Newly past their due date",
    "rating-better": "Rating better",
    "rating-worse": "Rating worse",
    "re-baselined": "Due date moved",
    "new": "New in the plan",
    "vanished": "Gone from the plan without being completed or withdrawn",
}


def compare(now: pd.DataFrame, before: pd.DataFrame, scheme: RatingScheme) -> pd.DataFrame:
    """Return an action a row, of this quarter's rated plan and then what vanished, with a column a movement.

    A row of this quarter is matched on its `previous_reference` where it has one (a new year's plan
    renumbers), else on its `reference`. Columns of the quarter before end in `_before`. A finished
    action (complete or withdrawn or carried forward) that is gone has not vanished. Raises ValueError
    where several actions are matched with one of the quarter before.
    """
    match = now["previous_reference"].fillna(now["reference"])
    claims = now[["reference", "source"]].assign(match=match)[match.isin(before["reference"])]
    _one_successor_each(claims, before)
    kept = ["reference", "title", "directorate", "due_date", "rating", "complete", "overdue"]
    earlier = before[kept].add_suffix("_before").assign(match=before["reference"], row_before=before.index)
    pairs = claims[["match"]].reset_index().merge(earlier, on="match", validate="one_to_one")
    both = now.reset_index().merge(pairs, on="row", how="left", validate="one_to_one")
    matched = both["row_before"].notna()
    for flag in ("complete_before", "overdue_before"):
        both[flag] = both[flag].eq(True)
    order = {name: place for place, name in enumerate(scheme.levels)}
    step = both["rating"].map(order).astype("float64") - both["rating_before"].map(order).astype("float64")
    kinds: dict[str, Any] = {
        "newly-completed": matched & both["complete"] & both["counted"] & ~both["complete_before"],
        "newly-overdue": matched & both["overdue"] & ~both["overdue_before"],
        "rating-better": matched & (step < 0),
        "rating-worse": matched & (step > 0),
        "re-baselined": matched & (both["due_date"] != both["due_date_before"]),
        "new": ~matched & both["counted"],
        "vanished": False,
    }
    moved = both.assign(**kinds)
    gone = before[~before["reference"].isin(claims["match"]) & before["counted"] & ~before["complete"]]
    vanished = gone.reset_index().assign(**{kind: kind == "vanished" for kind in MOVEMENTS})
    return pd.concat([moved, vanished], ignore_index=True) if len(vanished) else moved


def _one_successor_each(claims: pd.DataFrame, before: pd.DataFrame) -> None:
    told = []
    for match, rivals in claims[claims["match"].duplicated(keep=False)].groupby("match", sort=False):
        names = " and ".join(f"{row.reference} (row {row.Index})" for row in rivals.itertuples())
        there = before.index[before["reference"] == match][0]
        told.append(
            f"{rivals['source'].iloc[0]}: {names} are matched with one action of the quarter before, "
            f"{match} (row {there}). Give each a previous_reference of its own."
        )
    if told:
        raise ValueError("\n".join(told))


def figures(
    moved: pd.DataFrame, now: pd.DataFrame, before: pd.DataFrame, directorates: dict[str, str]
) -> tuple[Figure, ...]:
    """Counts of each movement: `<directorate slug>.<movement>.count`, and `all.` over the paper."""
    looked_at = lineage(now, before)
    names = set(directorates.values())
    moved = moved.set_index("row")[["directorate", "source", "sha256", *MOVEMENTS]]
    made = []
    for place, name in {**directorates, "all": ""}.items():
        rows = moved[moved["directorate"] == name] if name else moved[moved["directorate"].isin(names)]
        for kind, words in MOVEMENTS.items():
            made.append(
                count(
                    f"{place}.{kind}.count",
                    rows[rows[kind]],
                    looked_at,
                    f"Actions of {name or 'the whole paper'} since last quarter: {words[0].lower()}{words[1:]}",
                )
            )
    return tuple(made)
