"""Movement since the quarter before: what each action did, matched on its reference."""

from __future__ import annotations

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
    action (complete or withdrawn or carried forward) that is gone has not vanished. Raises
    `pandas.errors.MergeError` where two actions claim one of the quarter before.
    """
    now = now.assign(match=now["previous_reference"].fillna(now["reference"]))
    kept = ["reference", "title", "directorate", "due_date", "rating", "complete", "overdue", "counted"]
    earlier = before[kept].add_suffix("_before").assign(match=before["reference"], row_before=before.index)
    both = now.reset_index().merge(earlier, on="match", how="left", validate="one_to_one")
    matched = both["row_before"].notna()
    flags = ("complete_before", "overdue_before", "counted_before")
    both = both.assign(**{flag: both[flag].eq(True) for flag in flags})
    order = {name: place for place, name in enumerate(scheme.levels)}
    step = both["rating"].map(order).astype("float64") - both["rating_before"].map(order).astype("float64")
    moved = both.assign(
        **{
            "newly-completed": matched & both["complete"] & ~both["complete_before"],
            "newly-overdue": matched & both["overdue"] & ~both["overdue_before"],
            "rating-better": matched & (step < 0),
            "rating-worse": matched & (step > 0),
            "re-baselined": matched & (both["due_date"] != both["due_date_before"]),
            "new": ~matched,
            "vanished": False,
        }
    )
    gone = before[~before["reference"].isin(both["match"]) & before["counted"] & ~before["complete"]]
    vanished = gone.reset_index().assign(**{kind: kind == "vanished" for kind in MOVEMENTS})
    return pd.concat([moved, vanished], ignore_index=True) if len(vanished) else moved


def figures(
    moved: pd.DataFrame, now: pd.DataFrame, before: pd.DataFrame, directorates: dict[str, str]
) -> tuple[Figure, ...]:
    """Counts of each movement: `<directorate slug>.<movement>.count`, and `all.` over the paper."""
    looked_at = lineage(now, before)
    names = set(directorates.values())
    made = []
    for place, name in {**directorates, "all": ""}.items():
        rows = moved[moved["directorate"] == name] if name else moved[moved["directorate"].isin(names)]
        for kind, words in MOVEMENTS.items():
            made.append(
                count(
                    f"{place}.{kind}.count",
                    rows[rows[kind]].set_index("row"),
                    looked_at,
                    f"Actions of {name or 'the whole paper'} since last quarter: {words[0].lower()}{words[1:]}",
                )
            )
    return tuple(made)
