"""Reports on actions: parameters held against the data, then rated, moved and checked."""

from __future__ import annotations

from typing import Any

import pandas as pd

from quarterbook import checks
from quarterbook.analysis import directorates, movement, pace, ratings
from quarterbook.analysis.figures import Figure
from quarterbook.errors import InputError, nearest
from quarterbook.findings import Finding
from quarterbook.params.house_file import House
from quarterbook.quarters import Quarter
from quarterbook.slugs import slug


def unfit(frames: dict[str, pd.DataFrame], parameters: dict[str, Any]) -> dict[str, str]:
    """The parameters that do not fit the plan, and why."""
    plan, problems = frames["actions"], {}
    try:
        directorates.named(plan, parameters.get("directorates") or ())
    except ValueError as error:
        problems["directorates"] = str(error)
    known = set(plan["reference"])
    if unknown := [one for one in parameters.get("featured") or () if one not in known]:
        problems["featured"] = f"no action has the reference '{unknown[0]}'. {nearest(unknown[0], known)}"
    slugs = plan["directorate"].map(slug) + " " + plan["reference"].map(slug)
    if (twice := plan[slugs.duplicated(keep=False)]).size:
        told = " and ".join(f"'{row.reference}' (row {row.Index})" for row in twice.itertuples())
        problems["actions"] = f"{told} differ only in signs, so their figures would have one id. Change one of them."
    return problems


def found(
    frames: dict[str, pd.DataFrame], parameters: dict[str, Any], house: House
) -> tuple[list[Figure], tuple[Finding, ...]]:
    """The figures of a plan and what the rules find. Raises `InputError` where two quarters cannot be matched."""
    plan, as_at = frames["actions"], parameters["as_at"]
    names = directorates.named(plan, parameters.get("directorates") or ())
    rated = pace.pace(ratings.rate(plan, as_at, house.ratings), as_at)
    figures = list(ratings.figures(rated, house.ratings, names, house.rounding.percent))
    findings = checks.actions(rated, as_at, house.ratings)
    if "previous_actions" in frames:
        end = Quarter.parse(parameters["quarter"]).previous().end.isoformat()
        before = ratings.rate(frames["previous_actions"], end, house.ratings)
        try:
            moved = movement.compare(rated, before, house.ratings)
        except ValueError as error:
            raise InputError(str(error)) from None
        findings += tuple(checks.a20_due_date_moved(moved.set_index("row")))
        figures += movement.figures(moved, rated, before, names)
    paper = rated[rated["directorate"].isin(names.values())]
    return figures, checks.on_rows(findings, paper)
