"""Reports on the themes of a plan: parameters held against the data, then rated, assessed, counted and checked."""

from __future__ import annotations

from typing import Any

import pandas as pd

from quarterbook import checks
from quarterbook.analysis import outturn_figures, outturns, pace, ratings, standing, themes
from quarterbook.analysis.directorates import WHOLE
from quarterbook.analysis.figures import Figure
from quarterbook.findings import Finding
from quarterbook.params.house_file import House
from quarterbook.periods import Period
from quarterbook.quarters import Quarter
from quarterbook.registers.frames import of_area
from quarterbook.registers.indicators import INDICATORS
from quarterbook.registers.outturns import OUTTURNS
from quarterbook.running.checking import names, of_actions, of_indicators

Frames = dict[str, pd.DataFrame]


def unfit(frames: Frames, parameters: dict[str, Any]) -> dict[str, str]:
    """The parameters that do not fit the plan and its indicators, and why."""
    frames = _both(frames)
    problems = {
        **of_actions.unfit(frames, {}),
        **of_indicators.unfit(frames, parameters),
        **_unfit_names(themes.placed(frames["actions"]), themes.placed(frames["indicators"])),
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


def _unfit_names(actions: pd.DataFrame, indicators: pd.DataFrame) -> dict[str, str]:
    """The source in which a theme, or a section of one, cannot stand in the id of a figure, and why."""
    plan = [*names.in_rows(actions, "theme"), *names.in_rows(actions, "theme", "section")]
    return names.unfit({"actions": plan, "indicators": names.in_rows(indicators, "theme")}, {WHOLE})


def found(frames: Frames, parameters: dict[str, Any], house: House) -> tuple[list[Figure], tuple[Finding, ...]]:
    """The figures of a plan by theme, and what the rules find in it and in its indicators."""
    frames = _both(frames)
    chosen = _named(frames, parameters)
    as_at, quarter = parameters["as_at"], Period.of_quarter(Quarter.parse(parameters["quarter"]))
    area, read, indicators = parameters.get("area", ""), frames["outturns"], themes.placed(frames["indicators"])
    rated = themes.placed(pace.pace(ratings.rate(frames["actions"], as_at, house.ratings), as_at))
    assessed = outturns.table(read, indicators, area, house.tolerance_band, quarter)
    assessed = standing.informed(assessed, read, area, {}, "", ())
    headlines = outturns.headline(assessed)
    figures = [
        *themes.figures(rated, indicators, headlines, assessed, chosen, house.ratings, house.rounding.percent),
        *ratings.progress(rated, chosen, by="theme"),
        *outturn_figures.figures(assessed, headlines, read, indicators),
    ]
    banded, ours = bool(house.tolerance), of_area(read, area, "outturns")
    findings = (
        *checks.actions(rated, as_at, house.ratings),
        *checks.themes(frames["actions"], frames["indicators"]),
        *checks.indicators(indicators, ours, assessed, headlines, quarter, house_has_tolerance=banded),
    )
    return figures, checks.on_rows(findings, *themes.told(rated, indicators, ours, chosen))
