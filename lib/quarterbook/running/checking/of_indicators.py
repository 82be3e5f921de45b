"""Reports on indicators: parameters held against the data, then assessed, compared and checked."""

from __future__ import annotations

from typing import Any

import pandas as pd

from quarterbook import checks
from quarterbook.analysis import clinics, outturn_figures, outturns, standing, triggers, variation
from quarterbook.analysis.figures import Figure
from quarterbook.checks.findings import Finding
from quarterbook.errors import nearest
from quarterbook.params.house_file import House
from quarterbook.periods import Period
from quarterbook.quarters import Quarter
from quarterbook.registers.clinics import CLINICS
from quarterbook.slugs import slug


def unfit(frames: dict[str, pd.DataFrame], parameters: dict[str, Any]) -> dict[str, str]:
    """The parameters that do not fit the indicators and outturns, and why."""
    indicators, problems = frames["indicators"], {}
    try:
        outturns.of_area(frames["outturns"], parameters.get("area", ""))
    except ValueError as error:
        problems["area"] = str(error)
    areas = set(frames["outturns"]["area"].dropna())
    grouped = [area for group in parameters.get("groups", {}).values() for area in group]
    for name, asked in (("apart", parameters.get("apart", ())), ("groups", grouped)):
        if unknown := [one for one in asked if one not in areas]:
            problems[name] = f"no outturn is of the area '{unknown[0]}'. {nearest(unknown[0], areas)}"
    known = set(indicators["reference"])
    if strange := [one for one in parameters.get("charted", ()) if one not in known]:
        problems["charted"] = f"no indicator has the reference '{strange[0]}'. {nearest(strange[0], known)}"
    if parameters.get("held_in"):
        try:
            Period.parse(parameters["held_in"])
        except ValueError as expected:
            problems["held_in"] = f"'{parameters['held_in']}' cannot be read; expected {expected}."
    slugs = indicators["reference"].map(slug)
    if (twice := indicators[slugs.duplicated(keep=False)]).size:
        told = " and ".join(f"'{row.reference}' (row {row.Index})" for row in twice.itertuples())
        problems["indicators"] = f"{told} differ only in signs, so their figures would have one id. Change one of them."
    return problems


def found(
    frames: dict[str, pd.DataFrame], parameters: dict[str, Any], house: House
) -> tuple[list[Figure], tuple[Finding, ...]]:
    """The figures of a council's indicators and clinics, and what the rules find in them."""
    indicators, read = frames["indicators"], frames["outturns"]
    area = parameters.get("area", "")
    held, year = frames.get("clinics", CLINICS.empty()), parameters.get("held_in", "")
    nation, others = parameters.get("nation", ""), parameters.get("apart", ())
    among = standing.groups(read, parameters.get("groups", {}))
    quarter = Period.of_quarter(Quarter.parse(parameters["quarter"]))
    assessed = outturns.table(read, indicators, area, house.tolerance_band, quarter)
    assessed = standing.informed(assessed, read, area, among, nation, others)
    headlines = outturns.headline(assessed)
    evidence = triggers.evidence(assessed, quarter)
    runs = triggers.off_target_runs(assessed)
    suggestions = clinics.suggestions(evidence, runs, held, parameters["as_at"])
    variations = variation.variations(assessed, parameters.get("screened", False))
    figures = [
        *outturn_figures.figures(assessed, headlines, read, indicators),
        *outturn_figures.overall(headlines, assessed),
        *clinics.figures(held, suggestions, assessed, year),
        *variation.overall(variations, assessed),
        *variation.figures(variations),
    ]
    ours, banded = outturns.of_area(read, area), bool(house.tolerance)
    findings = [*checks.indicators(indicators, ours, assessed, headlines, quarter, house_has_tolerance=banded)]
    for name, members in among.items():
        stood = standing.stands(read, headlines, area, members, (nation, *others) if nation else others)
        figures += standing.figures(name, stood)
        findings += checks.i29_quartile_differs(assessed, stood)
    findings += checks.i31_restated(assessed, frames.get("previous_outturns", read.iloc[:0]))
    findings += checks.i32_definition_changed(indicators, frames.get("previous_indicators", indicators.iloc[:0]))
    outside = clinics.outside(held, year)
    findings += checks.clinics(held, indicators, outside, year, parameters["as_at"])
    return figures, tuple(findings)
