"""Reports on indicators: parameters held against the data, then assessed, compared and checked."""

from __future__ import annotations

from typing import Any

import pandas as pd

from quarterbook import checks
from quarterbook.analysis import clinics, outturn_figures, outturns, standing, triggers, variation
from quarterbook.analysis.directorates import WHOLE
from quarterbook.analysis.figures import Figure
from quarterbook.errors import nearest
from quarterbook.findings import Finding
from quarterbook.params.house_file import House
from quarterbook.periods import Period
from quarterbook.quarters import Quarter
from quarterbook.registers.clinics import CLINICS
from quarterbook.registers.frames import of_area
from quarterbook.running.checking import names
from quarterbook.slugs import slug


def unfit(frames: dict[str, pd.DataFrame], parameters: dict[str, Any]) -> dict[str, str]:
    """The parameters that do not fit the indicators and outturns, and why."""
    indicators = frames["indicators"]
    groups = [names.Named((name,)) for name in parameters.get("groups", {})]
    problems = {**names.unfit({"groups": groups}), **_unfit_areas(frames["outturns"], parameters)}
    known = set(indicators["reference"])
    if strange := [one for one in parameters.get("charted", ()) if one not in known]:
        problems["charted"] = f"no indicator has the reference '{strange[0]}'. {nearest(strange[0], known)}"
    if parameters.get("held_in"):
        try:
            Period.parse(parameters["held_in"])
        except ValueError as expected:
            problems["held_in"] = f"'{parameters['held_in']}' cannot be read; expected {expected}."
    slugs = indicators["reference"].map(slug)
    if (unfit := indicators[slugs.isin(("", WHOLE))]).size:
        problems["indicators"] = (
            f"{_named(unfit)} cannot begin the id of a figure: a reference needs a letter or a digit, and none may be "
            f"'{WHOLE}'. Change it."
        )
    elif (twice := indicators[slugs.duplicated(keep=False)]).size:
        problems["indicators"] = (
            f"{_named(twice)} differ only in signs, so their figures would have one id. Change one of them."
        )
    return problems


def _named(indicators: pd.DataFrame) -> str:
    """References with their rows."""
    return " and ".join(f"'{row.reference}' (row {row.Index})" for row in indicators.itertuples())


def _unfit_areas(read: pd.DataFrame, parameters: dict[str, Any]) -> dict[str, str]:
    """The parameters that name areas which the outturns do not have, and why."""
    areas, area, nation = set(read["area"].dropna()), parameters.get("area", ""), parameters.get("nation", "")
    if not areas:
        why = "no outturn names an area. Leave {} out, or say in the house file which column does (columns: outturns)."
        return {name: why.format(name) for name in ("area", "nation", "apart", "groups") if parameters.get(name)}
    problems = {}
    try:
        ours = set(of_area(read, area, "outturns")["area"])
    except ValueError as error:
        problems["area"], ours = str(error), set()
    grouped = [one for group in parameters.get("groups", {}).values() for one in group]
    asked = {"nation": (nation,) if nation else (), "apart": parameters.get("apart", ()), "groups": grouped}
    for name, ones in asked.items():
        if unknown := [one for one in ones if one not in areas]:
            problems[name] = f"no outturn is of the area '{unknown[0]}'. {nearest(unknown[0], areas)}"
    if nation in ours:
        problems["nation"] = (
            f"'{nation}' is the area that the report is of. Name the area that is the national average, or leave "
            "nation out."
        )
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
    runs = triggers.off_target_runs(assessed, quarter)
    suggestions = clinics.suggestions(evidence, runs, held, parameters["as_at"])
    variations = variation.variations(assessed, parameters.get("screened", False))
    figures = [
        *outturn_figures.figures(assessed, headlines, read, indicators),
        *outturn_figures.overall(headlines, assessed),
        *clinics.figures(held, suggestions, assessed, year),
        *variation.overall(variations, assessed),
        *variation.figures(variations),
    ]
    ours, banded = of_area(read, area, "outturns"), bool(house.tolerance)
    findings = [*checks.indicators(indicators, ours, assessed, headlines, quarter, house_has_tolerance=banded)]
    for name, members in among.items():
        stood = standing.stands(read, headlines, area, members, (nation, *others) if nation else others)
        figures += standing.figures(name, stood)
        findings += checks.i29_quartile_differs(assessed, stood, name)
    findings += checks.i31_restated(assessed, frames.get("previous_outturns", read.iloc[:0]))
    findings += checks.i32_definition_changed(indicators, frames.get("previous_indicators", indicators.iloc[:0]))
    outside = clinics.outside(held, year)
    findings += checks.clinics(held, indicators, outside, year, parameters["as_at"])
    return figures, tuple(findings)
