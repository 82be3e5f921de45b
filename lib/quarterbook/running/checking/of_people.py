"""Reports on counts of people: parameters held against the data, then counted and checked; no count is told."""

from __future__ import annotations

from typing import Any

import pandas as pd

from quarterbook import checks
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.people import figures, measure
from quarterbook.findings import Finding
from quarterbook.params.house_file import House
from quarterbook.running.checking import names


def unfit(frames: dict[str, pd.DataFrame], parameters: dict[str, Any]) -> dict[str, str]:
    """The parameters that do not fit the counts, and why."""
    try:
        counted = measure.of_measure(frames["people"], parameters.get("measure", ""))
    except ValueError as error:
        return {"measure": str(error)}
    named = {"measure": figures.RESERVED_MEASURES, "group": figures.RESERVED_GROUPS, "category": frozenset[str]()}
    for column, reserved in named.items():
        rows = counted[counted[column].notna()]
        if problems := names.unfit({"people": names.in_rows(rows, column)}, reserved):
            return problems
    why = measure.unfit(counted, cumulative=parameters.get("cumulative", False))
    return {"people": why} if why else {}


def found(
    frames: dict[str, pd.DataFrame], parameters: dict[str, Any], house: House
) -> tuple[list[Figure], tuple[Finding, ...]]:
    """The figures of a measure, and what the rules find in its counts."""
    as_at, named = parameters["as_at"], parameters.get("measure", "")
    counted = measure.of_measure(frames["people"], named)
    made = figures.figures(
        measure.until(counted, as_at),
        measure.name(counted, named),
        house.disclosure_threshold,
        cumulative=parameters.get("cumulative", False),
        places=house.rounding.percent,
    )
    return [*made], checks.people(counted, as_at)
