"""Clinics: those held, those proposed, and what the rules find that nobody has decided on yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pandas as pd

from quarterbook.analysis.figures import Figure, SourceRows, count, lineage
from quarterbook.analysis.outturn_figures import READ, figure_id
from quarterbook.analysis.triggers import NOT_OFF, Evidence, Run, held_against_target, ranked
from quarterbook.periods import Period
from quarterbook.quarters import in_words
from quarterbook.rounding import exact, half_up, plain

PROPOSED = ("suggested", "accepted", "added")
DECISION_WORDS = {
    "held": "Clinics held",
    "suggested": "Clinics that the officers suggest",
    "accepted": "Clinics that the rules suggest and the officers accept",
    "added": "Clinics that the officers add by hand",
    "declined": "Clinics that the rules suggest and the officers decline",
}
# A clinic so near the day of the report counts as dealing with what a rule finds now.
NEAR_DAYS = 365

State = Literal["proposed", "declined", "held", "open"]


@dataclass(frozen=True)
class Suggestion:
    """An indicator that rules find: which rules, how long and how far off target, and what is decided.

    `state` is `proposed` or `declined` where the register of clinics says so (`clinic` is its name there and
    `reason` what it says), `held` where a clinic was held within a year (`reason` is then its day), else `open`.
    """

    reference: str
    evidence: tuple[Evidence, ...]
    run: Run
    state: State
    clinic: str = ""
    reason: str = ""


def decided(clinics: pd.DataFrame, *decisions: str) -> pd.DataFrame:
    """Return the clinics with one of these decisions, in the order of the register."""
    return clinics.loc[clinics["decision"].isin(decisions)]


def by_date(clinics: pd.DataFrame) -> pd.DataFrame:
    """Return clinics by their first day, those without one last."""
    first = [min(days) if days else date.max for days in clinics["date"]]
    order = sorted(range(len(first)), key=first.__getitem__)
    return clinics.iloc[order]


def outside(clinics: pd.DataFrame, year: str) -> pd.DataFrame:
    """Return the held clinics with a date outside a year such as '2006-07'; none where `year` is empty."""
    held = decided(clinics, "held")
    if not year:
        return held.iloc[:0]
    period = Period.parse(year)
    return held.loc[[any(not period.start <= day <= period.end for day in days or ()) for days in held["date"]]]


def suggestions(
    found: tuple[Evidence, ...], runs: Mapping[str, Run], clinics: pd.DataFrame, as_at: str
) -> tuple[Suggestion, ...]:
    """Each indicator that the rules find, those furthest and longest off target first, with what is decided on it."""
    rows: Any = [*clinics.itertuples()]
    made = []
    for reference in ranked(found, runs):
        state, clinic, reason = _state(reference, rows, date.fromisoformat(as_at))
        made.append(
            Suggestion(
                reference=reference,
                evidence=tuple(one for one in found if one.reference == reference),
                run=runs.get(reference, NOT_OFF),
                state=state,
                clinic=clinic,
                reason=reason,
            )
        )
    return tuple(made)


def _state(reference: str, rows: list[Any], day: date) -> tuple[State, str, str]:
    of_it = [row for row in rows if reference in (row.references or ())]
    by_officers: tuple[tuple[State, tuple[str, ...]], ...] = (("proposed", PROPOSED), ("declined", ("declined",)))
    for state, decisions in by_officers:
        for row in of_it:
            if row.decision in decisions:
                return state, row.clinic, row.reason if pd.notna(row.reason) else ""
    near = [(one, row.clinic) for row in of_it if row.decision == "held" for one in row.date or ()]
    dates = [(one, clinic) for one, clinic in near if abs((day - one).days) <= NEAR_DAYS]
    if dates:
        last, clinic = max(dates)
        return "held", clinic, in_words(last)
    return "open", "", ""


def figures(
    clinics: pd.DataFrame, found: tuple[Suggestion, ...], assessed: pd.DataFrame, year: str
) -> tuple[Figure, ...]:
    """Counts of clinics by decision, of what the rules find, and how long and far each of these is off target.

    `clinics.<decision>.count`, `clinics.outside-year.count`, `clinics.triggered.count`, `clinics.open.count`,
    `<reference slug>.off-target.<periods|percent>`.
    """
    register, read = lineage(clinics), lineage(clinics, assessed)
    made = [
        count(f"clinics.{decision}.count", decided(clinics, decision), register, words)
        for decision, words in DECISION_WORDS.items()
    ]
    proposed = decided(clinics, *PROPOSED)
    made.append(count("clinics.proposed.count", proposed, register, "Clinics suggested, accepted or added"))
    words = f"Clinics held on a day outside {year}" if year else "Clinics held outside the year that the paper names"
    made.append(count("clinics.outside-year.count", outside(clinics, year), register, words))
    made.append(_counted("triggered", found, assessed, read, "Indicators that at least one rule finds"))
    still = tuple(one for one in found if one.state == "open")
    words = "Indicators that a rule finds, with no clinic proposed, declined or held within a year"
    made.append(_counted("open", still, assessed, read, words))
    return (*made, *(figure for one in found for figure in _run(one, assessed)))


def _counted(
    name: str, found: tuple[Suggestion, ...], assessed: pd.DataFrame, of: tuple[SourceRows, ...], words: str
) -> Figure:
    """How many indicators; the rows are those of the periods that the rules speak of."""
    pairs = {(one.reference, period) for each in found for one in each.evidence for period in (one.period, one.before)}
    rows = assessed.loc[[pair in pairs for pair in zip(assessed["reference"], assessed["period"], strict=True)]]
    return Figure(
        id=f"clinics.{name}.count",
        value=len(found),
        exact=str(len(found)),
        unit="",
        display=str(len(found)),
        definition=words,
        rows=lineage(rows),
        of=of,
        from_=(READ,),
    )


def _run(one: Suggestion, assessed: pd.DataFrame) -> Iterator[Figure]:
    """How many periods in a row an indicator missed its target, and by how much of it in all."""
    of_it = assessed[assessed["reference"] == one.reference]
    held = held_against_target(of_it)
    rows, of = lineage(held.iloc[len(held) - one.run.periods :]), lineage(of_it)
    shared: dict[str, Any] = {"rows": rows, "of": of, "from_": (READ,)}
    yield Figure(
        id=figure_id(one.reference, "off-target", "periods"),
        value=one.run.periods,
        exact=str(one.run.periods),
        unit="",
        display=str(one.run.periods),
        definition=f"Periods in a row in which {one.reference} missed its target, up to the latest with a target",
        **shared,
    )
    percent = half_up(one.run.distance, 1 if 0 < one.run.distance < 1 else 0)
    yield Figure(
        id=figure_id(one.reference, "off-target", "percent"),
        value=plain(percent),
        exact=exact(one.run.distance),
        unit="%",
        display=f"{percent}%",
        definition=f"Gaps of {one.reference} in these periods, each as a share of its target, added up",
        **shared,
    )
