"""Ratings of actions: computed by rule, or the officers' own, with the reason for each.

The computed rule is Rochdale's (paper of 31 July 2023, paragraph 3.3). Complete means stage
`completed` or 100%. Overdue means not complete and due on or before the day of the report. What is
complete is Green. What is not complete and overdue, or said not to be on track, is Amber where the
reason is outside the directorate's control, else Red. Everything else is Purple.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from quarterbook.analysis.directorates import WHOLE, of
from quarterbook.analysis.figures import Figure, SourceRows, count, lineage, share
from quarterbook.params.house_file import UNRATED, RatingScheme
from quarterbook.registers.actions import NOT_COUNTED, STAGES
from quarterbook.rounding import exact, reported
from quarterbook.slugs import slug


def rate(plan: pd.DataFrame, as_at: str, scheme: RatingScheme) -> pd.DataFrame:
    """Return the plan with `complete`, `overdue`, `late`, `counted`, `computed`, `rating` and `why` added.

    `rating` is by the scheme's rule, `unrated` where it cannot be said, and missing for actions
    that do not count (withdrawn or carried forward). `computed` is the rule's whatever the scheme,
    and missing where the scheme is `reported`.
    """
    day = pd.Timestamp(as_at)
    complete = (plan["stage"] == "completed") | (plan["percent_complete"] == 100)
    overdue = ~complete & (plan["due_date"] <= day)
    late = complete & (plan["completed_date"] > plan["due_date"])
    counted = ~plan["stage"].isin(NOT_COUNTED)
    rated = plan.assign(complete=complete, overdue=overdue & counted, late=late, counted=counted)
    if scheme.rule == "reported":
        rating, why = plan["reported_rating"].fillna(UNRATED), _why_reported(plan)
        computed = pd.Series(None, index=plan.index, dtype="str")
    else:
        computed, why = _computed(rated, scheme)
        rating = computed
    return rated.assign(
        computed=computed.where(counted),
        rating=rating.astype("str").where(counted),
        why=why.where(counted, "Not counted: " + plan["stage"].astype("str").str.replace("-", " ") + "."),
    )


def _computed(rated: pd.DataFrame, scheme: RatingScheme) -> tuple[pd.Series, pd.Series]:
    off_track = rated["on_track"].eq(False).fillna(False).astype(bool)
    outside = rated["outside_control"].fillna(False).astype(bool)
    past, late, complete = (rated[name].astype(bool) for name in ("overdue", "late", "complete"))
    behind = ~complete & (past | off_track)
    rating = np.select(
        [late, complete, behind & outside, behind], [scheme.completed_late, "green", "amber", "red"], "purple"
    )
    reasons = {
        "Complete, but after its due date.": late,
        "Complete.": complete,
        "Past its due date, outside the directorate's control.": past & outside,
        "Past its due date.": past,
        "Not on track, outside the directorate's control.": behind & outside,
        "Not on track.": behind,
    }
    why = np.select(list(reasons.values()), list(reasons), "Not yet due and on track.")
    return pd.Series(rating, index=rated.index, dtype="str"), pd.Series(why, index=rated.index, dtype="str")


def _why_reported(plan: pd.DataFrame) -> pd.Series:
    reported = plan["reported_rating"].notna()
    return pd.Series("As the officer reported.", index=plan.index, dtype="str").where(
        reported, "No status was reported."
    )


# What counting looks at: to choose rows of the whole register, once for each figure, would take four times as long.
_PROGRESS = ("directorate", "reference", "percent_complete", "source", "sha256")
_COUNTED = ("counted", "rating", "stage", "overdue", "provenance", "source", "sha256")


def figures(
    rated: pd.DataFrame, scheme: RatingScheme, directorates: dict[str, str], decimals: int = 0, by: str = "directorate"
) -> tuple[Figure, ...]:
    """Counts and shares by rating and by stage: `<directorate slug>.<rating or stage>.<count|percent>`, `.total`.

    The names are of directorates, or of what else stands in the column `by`; `all.` is over those of
    the paper. Ratings and stages without an action are there with 0. Shares of withdrawn and
    carried-forward actions are of every action in the plan, as these stand outside `.total`.
    """
    everything = lineage(rated)
    rated = rated[[*{by: None, **dict.fromkeys(_COUNTED)}]]
    paper = rated[rated[by].isin(directorates.values())]
    made: list[Figure] = []
    for place, name in {**directorates, WHOLE: ""}.items():
        rows = of(rated, name, by) if name else paper
        made += of_place(place, name or "the whole paper", rows, everything, scheme, decimals)
    return tuple(made)


def of_place(
    place: str, name: str, rows: pd.DataFrame, everything: tuple[SourceRows, ...], scheme: RatingScheme, decimals: int
) -> list[Figure]:
    """The counts and shares of some rows, chosen from everything: `<place>.<rating or stage>.<count|percent>`."""
    counted = rows[rows["counted"]]
    total = count(f"{place}.total", counted, everything, f"Actions of {name}, without withdrawn and carried forward")
    listed = count(f"{place}.listed", rows, everything, f"Actions of {name}, as listed in the plan")
    made = [total, listed]
    groups = [(key, counted[counted["rating"] == key], f"rated {scheme.label(key)}", total) for key in scheme.names]
    for stage in STAGES:
        whole = listed if stage in NOT_COUNTED else total
        groups.append((stage, rows[rows["stage"] == stage], f"at the stage '{stage.replace('-', ' ')}'", whole))
    groups.append(("overdue", counted[counted["overdue"]], "not complete and past their due date", total))
    groups.append(("illustrative", rows[rows["provenance"] == "illustrative"], "marked illustrative", listed))
    for key, group, words, whole in groups:
        number = count(f"{place}.{key}.count", group, everything, f"Actions of {name} {words}")
        made += [
            number,
            share(f"{place}.{key}.percent", number, whole, f"Share of actions of {name} {words}", decimals),
        ]
    return made


def progress(rated: pd.DataFrame, directorates: dict[str, str], by: str = "directorate") -> tuple[Figure, ...]:
    """Each action's percent complete, as a figure: `<directorate slug>.<reference slug>.percent-complete`."""
    everything = lineage(rated)
    paper = rated.loc[rated[by].isin(directorates.values()), list(_PROGRESS)]
    return tuple(_progress(row, everything) for row in paper.itertuples())


def _progress(action: Any, everything: tuple[SourceRows, ...]) -> Figure:
    shown = reported(action.percent_complete)
    return Figure(
        id=progress_id(action.directorate, action.reference),
        value=shown,
        exact=exact(Fraction(str(action.percent_complete))),
        unit="%",
        display=f"{shown}%",
        definition=f"Percent complete of action {action.reference}, as reported",
        rows=(SourceRows(source=action.source, sha256=action.sha256, rows=(action.Index,)),),
        of=everything,
    )


def progress_id(directorate: str, reference: str) -> str:
    """The id of an action's percent complete.

    >>> progress_id("Corporate Services", "CS-07")
    'corporate-services.cs-07.percent-complete'
    """
    return f"{slug(directorate)}.{slug(reference)}.percent-complete"
