"""Reports on an improvement plan: parameters held against the data, then assessed, counted and checked."""

from __future__ import annotations

from typing import Any

import pandas as pd

from quarterbook import checks
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.improvement import counts, progress
from quarterbook.checks.findings import Finding
from quarterbook.params.house_file import House
from quarterbook.slugs import slug

# More is no 'next'.
MOST_MONTHS = 60


def unfit(frames: dict[str, pd.DataFrame], parameters: dict[str, Any]) -> dict[str, str]:
    """The parameters that do not fit the plan, and why."""
    plan, problems = frames["improvement_plan"], {}
    months = parameters.get("months_ahead", 1)
    if not 1 <= months <= MOST_MONTHS:
        problems["months_ahead"] = f"from 1 to {MOST_MONTHS} months can be looked ahead, not {months}."
    for column, reserved in (("section", counts.RESERVED), ("reference", frozenset[str]())):
        if why := _unfit_names(plan[column], reserved):
            problems["improvement_plan"] = why
            break
    return problems


def _unfit_names(names: pd.Series, reserved: frozenset[str]) -> str:
    """Why names cannot stand in the ids of figures: one that means something else, or two that have one slug."""
    known: dict[str, str] = {}
    for row, name in names.items():
        if slug(name) in {"", *reserved}:
            return f"'{name}' (row {row}) cannot stand in the id of a figure: it means something else. Rename it."
        if (first := known.setdefault(slug(name), name)) != name:
            return (
                f"'{first}' and '{name}' (row {row}) differ only in signs or capitals, so their figures would have one "
                "id. Write them alike, or change one of them."
            )
    return ""


def found(
    frames: dict[str, pd.DataFrame], parameters: dict[str, Any], house: House
) -> tuple[list[Figure], tuple[Finding, ...]]:
    """The figures of an improvement plan, and what the rules find in it."""
    assessed = progress.assess(frames["improvement_plan"], parameters["as_at"], parameters["months_ahead"])
    return [*counts.figures(assessed)], checks.improvement_plan(assessed, parameters["as_at"])
