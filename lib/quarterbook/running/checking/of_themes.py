"""Reports on the themes of a plan: parameters held against the data, then rated, assessed, counted and checked."""

from __future__ import annotations

from typing import Any

import pandas as pd

from quarterbook import checks
from quarterbook.analysis import outturn_figures, outturns, pace, ratings, standing, themes
from quarterbook.analysis.directorates import WHOLE
from quarterbook.analysis.figures import Figure
from quarterbook.checks.findings import Finding
from quarterbook.params.house_file import House
from quarterbook.periods import Period
from quarterbook.quarters import Quarter
from quarterbook.registers.frames import of_area, rows
from quarterbook.registers.indicators import INDICATORS
from quarterbook.registers.outturns import OUTTURNS
from quarterbook.running.checking import of_actions, of_indicators
from quarterbook.slugs import slug

Frames = dict[str, pd.DataFrame]
_NO_ID = "cannot stand in the id of a figure"


def unfit(frames: Frames, parameters: dict[str, Any]) -> dict[str, str]:
    """The parameters that do not fit the plan and its indicators, and why."""
    frames = _both(frames)
    problems = {
        **of_actions.unfit(frames, {}),
        **of_indicators.unfit(frames, parameters),
        **_unfit_names({name: themes.placed(frames[name]) for name in ("actions", "indicators")}),
    }
    problems.pop("directorates", None)  # the paper is by theme
    if not problems:
        try:
            _named(frames, parameters)
        except ValueError as error:
            problems["themes"] = str(error)
    return problems


def _both(frames: Frames) -> Frames:
    """The frames, with those of indicators empty where they are not given."""
    return {"indicators": INDICATORS.empty(), "outturns": OUTTURNS.empty(), **frames}


def _named(frames: Frames, parameters: dict[str, Any]) -> dict[str, str]:
    actions, indicators = (themes.placed(frames[name]) for name in ("actions", "indicators"))
    return themes.named(actions, indicators, parameters.get("themes") or ())


def _unfit_names(frames: Frames) -> dict[str, str]:
    """The source in which a theme, or a section of one, cannot stand in the id of a figure, and why."""
    known: dict[tuple[str, ...], tuple[str, str]] = {}
    for source, row in ((source, row) for source, frame in frames.items() for row in rows(frame)):
        parts = [row.theme, *([row.section] if source == "actions" else [])]
        if "" in map(slug, parts) or slug(row.theme) == WHOLE:
            named = " and ".join(f"'{name}'" for name in parts)
            needs = f"a name needs a letter or a digit, and no theme may be '{WHOLE}'. Change it."
            return {source: f"{named} (row {row.Index}) {_NO_ID}: {needs}"}
        for name, key in zip(parts, ((slug(row.theme),), tuple(map(slug, parts))), strict=False):
            here = f"'{name}' (row {row.Index} of {row.source})"
            first, there = known.setdefault(key, (name, here))
            if first != name:
                why = "differ only in signs, spaces or capitals, so their figures would have one id. Write them alike."
                return {source: f"{there} and {here} {why}"}
    return {}


def found(frames: Frames, parameters: dict[str, Any], house: House) -> tuple[list[Figure], tuple[Finding, ...]]:
    """The figures of a plan by theme, and what the rules find in it and in its indicators."""
    frames = _both(frames)
    names = _named(frames, parameters)
    as_at, quarter = parameters["as_at"], Period.of_quarter(Quarter.parse(parameters["quarter"]))
    area, read, indicators = parameters.get("area", ""), frames["outturns"], themes.placed(frames["indicators"])
    rated = themes.placed(pace.pace(ratings.rate(frames["actions"], as_at, house.ratings), as_at))
    assessed = outturns.table(read, indicators, area, house.tolerance_band, quarter)
    assessed = standing.informed(assessed, read, area, {}, "", ())
    headlines = outturns.headline(assessed)
    figures = [
        *themes.figures(rated, indicators, headlines, assessed, names, house.ratings, house.rounding.percent),
        *ratings.progress(rated, names, by="theme"),
        *outturn_figures.figures(assessed, headlines, read, indicators),
    ]
    banded, ours = bool(house.tolerance), of_area(read, area, "outturns")
    findings = (
        *checks.actions(rated, as_at, house.ratings),
        *checks.themes(frames["actions"], frames["indicators"]),
        *checks.indicators(indicators, ours, assessed, headlines, quarter, house_has_tolerance=banded),
    )
    return figures, findings
