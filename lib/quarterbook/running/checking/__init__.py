"""What the rules find in a report's registers without anything being run: as its notebook finds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from quarterbook import checks
from quarterbook.analysis.disclosure.shown import people_shown
from quarterbook.analysis.figures import Figure
from quarterbook.findings import Finding
from quarterbook.params.house_file import House
from quarterbook.running.checking import (
    of_actions,
    of_budget,
    of_improvement,
    of_indicators,
    of_offers,
    of_people,
    of_projects,
    of_scrutiny,
    of_themes,
)

Frames = dict[str, pd.DataFrame]
Parameters = dict[str, Any]


@dataclass(frozen=True)
class _Subject:
    """What reports are about: the registers it takes, what does not fit them, and what is found in them.

    The notebook of one that has a `parameter` declares it. One that is `alone` takes the registers it shares with
    others for itself.
    """

    registers: frozenset[str]
    unfit: Callable[[Frames, Parameters], dict[str, str]]
    found: Callable[[Frames, Parameters, House], tuple[list[Figure], tuple[Finding, ...]]]
    parameter: str = ""
    alone: bool = False


_SUBJECTS = (
    _Subject(frozenset({"actions"}), of_themes.unfit, of_themes.found, "themes", alone=True),
    _Subject(frozenset({"actions"}), of_actions.unfit, of_actions.found),
    _Subject(frozenset({"indicators", "outturns"}), of_indicators.unfit, of_indicators.found),
    _Subject(frozenset({"revenue"}), of_budget.unfit, of_budget.found),
    _Subject(frozenset({"activity"}), of_scrutiny.unfit, of_scrutiny.found),
    _Subject(frozenset({"offers"}), of_offers.unfit, of_offers.found),
    _Subject(frozenset({"improvement_plan"}), of_improvement.unfit, of_improvement.found),
    _Subject(frozenset({"people"}), of_people.unfit, of_people.found),
    _Subject(frozenset({"projects"}), of_projects.unfit, of_projects.found, alone=True),
)


def unfit(frames: Frames, parameters: Parameters) -> dict[str, str]:
    """The parameters that do not fit the data, and why: names and references that no row has, or that share a slug."""
    return {name: why for one in _subjects(frames, parameters) for name, why in one.unfit(frames, parameters).items()}


def check(frames: Frames, parameters: Parameters, house: House) -> tuple[Finding, ...]:
    """Return what the rules find in a report's registers. Raises `InputError` where they cannot be joined."""
    worked_out = [one.found(frames, parameters, house) for one in _subjects(frames, parameters)]
    counts = people_shown(figure for figures, _ in worked_out for figure in figures)
    findings = (
        *checks.n13_small_count_shown(counts, house.disclosure_threshold),
        *(finding for _, found in worked_out for finding in found),
    )
    if worked_out and "published_figures" in frames:
        exact = {figure.id: figure.number for figures, _ in worked_out for figure in figures}
        withheld = {figure.id for figures, _ in worked_out for figure in figures if figure.is_withheld}
        published = frames["published_figures"]
        findings = (
            *checks.f01_published_differs(published, exact, withheld),
            *checks.n12_published_but_not_shown(published, withheld),
            *findings,
        )
    return findings


def _subjects(frames: Frames, parameters: Parameters) -> list[_Subject]:
    """What a report is about, by its registers and by what its notebook declares."""
    fit = [one for one in _SUBJECTS if one.registers <= set(frames) and one.parameter in ("", *parameters)]
    return [one for one in fit if one.alone][:1] or fit
