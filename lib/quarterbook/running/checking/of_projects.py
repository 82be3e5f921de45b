"""Reports on a programme of projects: parameters held against the data, then counted, compared and checked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from quarterbook import checks, registers
from quarterbook.analysis import outturn_figures, outturns
from quarterbook.analysis.budget import reserves, sums
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.projects import benefits, claim, measures, movement, portfolio, provenance, team
from quarterbook.findings import Finding
from quarterbook.params.house_file import House
from quarterbook.registers.frames import details, of_area
from quarterbook.running.checking import names

OURS = ("projects", "previous_projects", "team", "other_work", "indicators", "outturns", "reserves")
# Those with amounts.
MONEY = ("projects", "other_work", "reserves")
# Those of which a paper tells every row.
TOLD = ("projects", "team", "other_work", "outturns")
# What figure ids of a programme begin with beside its measures and reserves.
RESERVED = frozenset({"all", "projects", "team", "benefits", "other-work", "claim", "measures", "reserves"})


def unfit(frames: dict[str, pd.DataFrame], parameters: dict[str, Any]) -> dict[str, str]:
    """The parameters that do not fit the registers of a programme, and why."""
    problems = {}
    if twice := [one.message for one in checks.p10_two_phases(frames["projects"])]:
        problems["projects"] = f"{' '.join(twice)} [P10]"
    if ("indicators" in frames) != ("outturns" in frames):
        missing = "outturns" if "indicators" in frames else "indicators"
        problems[missing] = "measures need both indicators and outturns. Give both, or neither."
    try:
        ours = _all_ours(frames, parameters)
    except ValueError as error:
        return {**problems, "area": str(error)}
    named = {"indicators": (ours["indicators"], "reference"), "reserves": (details(ours["reserves"]), "reserve")}
    problems |= names.unfit({name: names.in_rows(*one) for name, one in named.items()}, RESERVED)
    if "reserves" in frames:
        try:
            if team.paying(ours["reserves"], parameters.get("reserve", "")).empty:
                known = ", ".join(dict.fromkeys(details(ours["reserves"])["reserve"]))
                problems["reserve"] = f"name the one that pays for the team. Reserves here: {known or 'none'}."
        except ValueError as error:
            problems["reserve"] = str(error)
    if "indicators" not in problems and "outturns" not in problems:
        try:
            claim.stated(ours["projects"], _assessed(ours, parameters, None), parameters)
        except ValueError as error:
            name, why = error.args
            problems[name] = why
    return problems


def _all_ours(frames: dict[str, pd.DataFrame], parameters: dict[str, Any]) -> dict[str, pd.DataFrame]:
    """The registers of a programme, of the council that the report is of; empty where they are not given."""
    empty = {name: registers.REGISTERS[name.removeprefix("previous_")].empty() for name in OURS}
    ours = {name: frames.get(name, empty[name]) for name in OURS}
    area = parameters.get("area", "")
    for name in ("outturns", "reserves"):
        if name in frames and (area or ours[name]["area"].notna().any()):
            ours[name] = of_area(ours[name], area, name)
    return ours


def _assessed(ours: dict[str, pd.DataFrame], parameters: dict[str, Any], house: House | None) -> pd.DataFrame:
    band = None if house is None else house.tolerance_band
    as_at, area = parameters["as_at"], parameters.get("area", "")
    return measures.table(ours["outturns"], ours["indicators"], as_at, area, band)


def found(
    frames: dict[str, pd.DataFrame], parameters: dict[str, Any], house: House
) -> tuple[list[Figure], tuple[Finding, ...]]:
    """The figures of a programme, and what the rules find in its registers."""
    ours, as_at = _all_ours(frames, parameters), parameters["as_at"]
    projects, before = ours["projects"], ours["previous_projects"]
    paying = team.paying(ours["reserves"], parameters.get("reserve", ""))
    assessed = _assessed(ours, parameters, house)
    headlines = outturns.headline(assessed)
    made = {name: sums.of_council(name, ours[name], frames.get(name, ours[name]), house) for name in MONEY}
    of = {name: one for name, (one, _) in made.items()}
    figures = [
        *(figure for _, read in made.values() for figure in read),
        *portfolio.figures(projects, house.ratings, as_at, house.rounding.percent),
        *benefits.figures(projects, "benefits", "projects", of["projects"]),
        *claim.figures(claim.stated(projects, assessed, parameters), projects),
        *provenance.figures([*(ours[name] for name in TOLD), paying], before),
    ]
    if "previous_projects" in frames:
        figures += movement.figures(movement.compare(projects, before, house.ratings, as_at), projects, before)
    if "team" in frames:
        figures += team.figures(ours["team"])
    if "other_work" in frames:
        figures += benefits.figures(ours["other_work"], "other-work", "pieces of other work", of["other_work"])
    if "outturns" in frames:
        figures += outturn_figures.figures(assessed, headlines, frames["outturns"], ours["indicators"])
        figures += measures.figures(assessed)
    if "reserves" in frames:
        figures += reserves.figures(ours["reserves"], of["reserves"])
        figures += team.cost_figures(paying, of["reserves"])
    return figures, tuple(_findings(frames, {**ours, "reserves": paying}, assessed, headlines, as_at))


def _findings(
    frames: dict[str, pd.DataFrame],
    ours: dict[str, pd.DataFrame],
    assessed: pd.DataFrame,
    headlines: pd.DataFrame,
    as_at: str,
) -> Iterable[Finding]:
    """What the rules find, in the order of the notebook."""
    before = ours["previous_projects"] if "previous_projects" in frames else None
    return (
        *checks.projects(ours["projects"], before, as_at),
        *checks.team(ours["team"]),
        *checks.measures(ours["indicators"], ours["outturns"], assessed, headlines, measures.until(as_at)),
        *checks.reserves(ours["reserves"], as_at),
    )
