"""Sentences on indicators and clinics: templates in which every number is a figure's id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from quarterbook.analysis.clinics import Suggestion
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.outturn_figures import figure_id
from quarterbook.analysis.sentences import Sentence, joined
from quarterbook.analysis.targets import CLOSE, MET, MISSED
from quarterbook.analysis.travel import DECLINED, IMPROVED, UNCHANGED
from quarterbook.analysis.triggers import Evidence

Figures = Mapping[str, Figure]

RULES = Sentence(
    "The rules find an indicator whose quartile fell, or stayed in the third or worst for two years; that missed its "
    "target in the latest quarter, or its stretch target; or that fell below the national average. Those furthest and "
    "longest off target stand first."
)

_STATUS = {MET: "met its target", CLOSE: "missed its target within tolerance", MISSED: "missed its target"}


def held(figures: Figures, year: str) -> list[Sentence]:
    """How many clinics were held, and how many of them outside the year that the paper names."""
    number = figures["clinics.held.count"].value
    if not number:
        return [Sentence("No clinic was held.")]
    has, each = ("has", "It") if number == 1 else ("have", "Each")
    made = [Sentence(f"{{clinics.held.count:clinic|clinics}} {has} been held. {each} is set out in Appendix A.")]
    outside = figures["clinics.outside-year.count"].value
    if outside and number == 1:
        made.append(Sentence("It was held outside {year}, the year for which the paper lists it.", {"year": year}))
    elif outside:
        verb = "was" if outside == 1 else "were"
        made.append(
            Sentence(
                f"Of these, {{clinics.outside-year.count}} {verb} held outside {{year}}, the year for which the paper "
                "lists them; the dates show which.",
                {"year": year},
            )
        )
    return made


def overview(figures: Figures) -> list[Sentence]:
    """How many indicators met their targets, and how many got better or worse."""
    number = figures["all.indicators.count"].value
    if not number:
        return [Sentence("No indicator has an outturn.")]
    made = []
    if figures["all.compared.count"].value:
        parts = _parts(figures, {MET: "met it", CLOSE: "missed it within tolerance", MISSED: "missed it"})
        have = "has" if figures["all.compared.count"].value == 1 else "have"
        made.append(
            Sentence(
                f"Of {{all.indicators.count:indicator|indicators}}, {{all.compared.count}} {have} a target to be held "
                f"against in the latest period reported: {parts}."
            )
        )
    else:
        lead, a = ("The", "no") if number == 1 else ("None of the", "a")
        made.append(
            Sentence(f"{lead} {{all.indicators.count:indicator|indicators}} has {a} target to be held against.")
        )
    if figures["all.travelled.count"].value:
        parts = _parts(figures, {IMPROVED: "improved", UNCHANGED: "stayed the same", DECLINED: "declined"})
        made.append(
            Sentence(
                f"{{all.travelled.count:indicator has|indicators have}} an earlier period to compare with: {parts}."
            )
        )
    return made


def _parts(figures: Figures, words: Mapping[str, str]) -> str:
    there = {word: said for word, said in words.items() if figures[f"all.{word}.count"].value}
    return joined(f"{{all.{word}.count}} ({{all.{word}.percent}}) {said}" for word, said in there.items())


def proposed(figures: Figures) -> Sentence:
    """How many clinics are proposed."""
    if not figures["clinics.proposed.count"].value:
        return Sentence("No further clinic is proposed.")
    verb = "is" if figures["clinics.proposed.count"].value == 1 else "are"
    return Sentence(f"{{clinics.proposed.count:further clinic|further clinics}} {verb} proposed:")


def triggered(figures: Figures) -> Sentence:
    """How many indicators the rules find, and on how many nobody has decided yet."""
    number = figures["clinics.triggered.count"].value
    if not number:
        return Sentence("The rules find no indicator that calls for a clinic.")
    still = figures["clinics.open.count"].value
    if not still:
        end = "on it a clinic is" if number == 1 else "on each a clinic is"
        return Sentence(
            f"The rules find {{clinics.triggered.count:indicator|indicators}} in the data; {end} proposed or declined, "
            "or was held within the last year."
        )
    lead = "The rules find {clinics.triggered.count:indicator|indicators} in the data."
    if still == number:
        where = "On it no clinic is" if number == 1 else "On none of them is a clinic"
        return Sentence(f"{lead} {where} proposed or declined, and none was held within the last year.")
    end = "no clinic is proposed or declined, and none was held within the last year."
    return Sentence(f"{lead} On {{clinics.open.count}} of them {end}")


def reasons(evidence: Iterable[Evidence], figures: Figures) -> list[Sentence]:
    """Why the rules find indicators; a stretch target that another rule found missed is only called one.

    Of several indicators, each sentence says which it is of.
    """
    told = [*evidence]
    missed = {(one.reference, one.period) for one in told if one.rule == "off-target"}
    said = [
        Sentence("It is a stretch target.")
        if one.rule == "stretch-missed" and (one.reference, one.period) in missed
        else because(one, figures)
        for one in told
    ]
    if len({one.reference for one in told}) < 2:
        return said
    return [
        Sentence(f"{{indicator}}: {sentence.template}", {**sentence.values, "indicator": one.reference})
        for one, sentence in zip(told, said, strict=True)
    ]


def because(one: Evidence, figures: Figures) -> Sentence:
    """Why a rule finds an indicator, with the figures that show it."""
    at = {name: f"{{{figure}}}" for name, figure in one.figures.items()}
    values = {"period": str(one.period), "before": str(one.before)}
    match one.rule:
        case "quartile-fell":
            return Sentence(
                f"Its quartile fell from {at['before-quartile']} ({{before}}) to {at['quartile']} ({{period}}).", values
            )
        case "stuck-low":
            same = figures[one.figures["quartile"]].value == figures[one.figures["before-quartile"]].value
            way = (
                f"in the {at['quartile']} quartile"
                if same
                else (f"in the {at['before-quartile']} and then the {at['quartile']} quartile")
            )
            return Sentence(f"It has been {way} for two years ({{before}} and {{period}}).", values)
        case "below-average":
            return Sentence(
                f"It fell below the national average: {at['actual']} against {at['comparator']} ({{period}}), after "
                f"{at['before-actual']} against {at['before-comparator']} ({{before}}).",
                values,
            )
    target = "stretch target" if one.rule == "stretch-missed" else "target"
    if "gap" not in at:
        return Sentence(f"Its {target} was missed in {{period}}, as the officers report.", values)
    return Sentence(
        f"Its {target} was missed in {{period}}: {at['actual']} against {at['target']}, {at['gap']}.", values
    )


def how_far(one: Suggestion) -> Sentence | str:
    """How long and how far an indicator is off target, where it is."""
    if not one.run.periods:
        return ""
    periods = figure_id(one.reference, "off-target", "periods")
    percent = figure_id(one.reference, "off-target", "percent")
    return Sentence(f"By {{{percent}}} of its target, over {{{periods}:period|periods}}")


def decision(one: Suggestion) -> str:
    """What is decided on an indicator that the rules find."""
    match one.state:
        case "proposed":
            return "Proposed above"
        case "declined":
            return f"Declined: {one.reason}" if one.reason else "Declined; no reason is given"
        case "held":
            return f"Clinic held within the last year: {one.clinic}"
    return "For decision"


def outcome(rows: pd.DataFrame) -> list[Sentence]:
    """One indicator's outturns before and after, against its target; `rows` are its periods of one length, in order."""
    told: list[Any] = [row for row in rows.itertuples() if row.actual is not None]
    if not told:
        statuses: list[str] = [status for status in rows["status"] if status is not None]
        reported = statuses[-1] if statuses else ""
        said = f" It {_STATUS[reported]}, as the officers report." if reported else ""
        return [Sentence(f"No outturn is given.{said}")]
    last = told[-1]
    values = {f"period-{at}": str(row.period) for at, row in enumerate(told)}
    series = [f"{{{_of(row, 'actual')}}} ({{period-{at}}})" for at, row in enumerate(told)]
    made = [Sentence(f"{', then '.join(series)}{_travelled(last)}.", values)]
    if last.gap is not None and last.computed is not None:
        made.append(Sentence(f"Against a target of {{{_of(last, 'target')}}}: {{{_of(last, 'gap')}}}."))
    elif last.status is not None:
        made.append(Sentence(f"It {_STATUS[last.status]}, as the officers report."))
    if last.quartile is not None:
        made.append(Sentence(f"Quartile: {{{_of(last, 'quartile')}}}."))
    return made


def since(row: Any) -> list[Sentence]:
    """What came after an indicator's latest full period; nothing where nothing did."""
    if row.since is None:
        return []
    values = {"period": str(row.since)}
    if row.since_actual is None:
        return [Sentence(f"In {{period}} it {_STATUS[row.since_status]}, as the officers report.", values)]
    return [Sentence(f"In {{period}}: {{{figure_id(row.reference, row.since.slug, 'actual')}}}.", values)]


def _of(row: Any, part: str) -> str:
    return figure_id(row.reference, row.period.slug, part)


def _travelled(row: Any) -> str:
    return f": {{{_of(row, 'direction')}}}" if row.direction is not None else ""
