"""Reports on an improvement plan: parameters held against the data, then assessed, counted and checked."""

from __future__ import annotations

from typing import Any

import pandas as pd

from quarterbook import checks
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.improvement import counts, progress
from quarterbook.findings import Finding
from quarterbook.params.house_file import House
from quarterbook.running.checking import names

# More is no 'next'.
MOST_MONTHS = 60


def unfit(frames: dict[str, pd.DataFrame], parameters: dict[str, Any]) -> dict[str, str]:
    """The parameters that do not fit the plan, and why."""
    plan, problems = frames["improvement_plan"], {}
    months = parameters.get("months_ahead", 1)
    if not 1 <= months <= MOST_MONTHS:
        problems["months_ahead"] = f"from 1 to {MOST_MONTHS} months can be looked ahead, not {months}."
    sections = names.unfit({"improvement_plan": names.in_rows(plan, "section")}, counts.RESERVED)
    return problems | (sections or names.unfit({"improvement_plan": names.in_rows(plan, "reference")}))


def found(
    frames: dict[str, pd.DataFrame], parameters: dict[str, Any], house: House
) -> tuple[list[Figure], tuple[Finding, ...]]:
    """The figures of an improvement plan, and what the rules find in it."""
    assessed = progress.assess(frames["improvement_plan"], parameters["as_at"], parameters["months_ahead"])
    return [*counts.figures(assessed)], checks.improvement_plan(assessed, parameters["as_at"])
