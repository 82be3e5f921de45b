"""Reports on scrutiny: names held against the registers, then counted and checked."""

from __future__ import annotations

from typing import Any

import pandas as pd

from quarterbook import checks
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.scrutiny import activity, recommendations
from quarterbook.errors import nearest
from quarterbook.findings import Finding
from quarterbook.params.house_file import House
from quarterbook.running.checking import names

# What ids of figures begin with beside the panels.
RESERVED = frozenset(["all", "activity", "panels", "recommendations", *(name for name, _ in activity.KINDS.values())])


def unfit(frames: dict[str, pd.DataFrame], parameters: dict[str, Any]) -> dict[str, str]:
    """The parameters that do not fit the registers, and why: panels that make no ids, a review that is not there."""
    panels: dict[str, list[names.Named]] = {
        name: names.in_rows(frames[name], "panel") for name in ("activity", "tracker") if name in frames
    }
    problems = names.unfit(panels, RESERVED)
    if review := parameters.get("letter_lists", ""):
        there = set(frames["tracker"]["review"].dropna()) if "tracker" in frames else set()
        if not there:
            problems["letter_lists"] = "no tracker names a review whose recommendations could be listed. Leave it out."
        elif review not in there:
            problems["letter_lists"] = f"no recommendation is of the review '{review}'. {nearest(review, there)}"
    return problems


def found(
    frames: dict[str, pd.DataFrame], parameters: dict[str, Any], house: House
) -> tuple[list[Figure], tuple[Finding, ...]]:
    """The figures of scrutiny, and what the rules find in its registers."""
    as_at = parameters["as_at"]
    figures = [*activity.figures(frames["activity"], as_at, parameters.get("together", ""))]
    findings = checks.activity(frames["activity"], as_at)
    if "tracker" in frames:
        figures += recommendations.figures(frames["tracker"], as_at)
        findings += checks.tracker(frames["tracker"], as_at)
    return figures, findings
