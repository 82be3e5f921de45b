"""Sentences on what became of recommendations: templates in which every number is a figure's id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from quarterbook.analysis.figures import Figure
from quarterbook.analysis.scrutiny.recommendations import illustrative
from quarterbook.analysis.sentences import Sentence, joined
from quarterbook.quarters import in_words
from quarterbook.registers.frames import rows

Figures = Mapping[str, Figure]
_OF = "recommendations"
# What can be said of a recommendation that was answered, and of one by what is carried out.
_DECISIONS = {
    "accepted": "accepted in full",
    "accepted-in-part": "accepted in part",
    "rejected": "not accepted",
    "undecided": "answered with no decision",
}
_RESULTS = {
    "implemented": "carried out in full",
    "implemented-in-part": "carried out in part",
    "not-implemented": "not carried out",
}


def overview(figures: Figures) -> list[Sentence]:
    """How many recommendations were answered, what was decided, and what is carried out."""
    total, said = _value(figures, "count"), _value(figures, "answered.count")
    if not total:
        return [Sentence("The tracker has no recommendation.")]
    if total == 1:
        made = Sentence(
            "The tracker has {recommendations.count:recommendation|recommendations}, which "
            f"{'was answered' if said else 'is not answered yet'}."
        )
    elif not said:
        made = Sentence("None of the {recommendations.count} recommendations in the tracker is answered yet.")
    elif said == total:
        made = Sentence("All {recommendations.count} recommendations in the tracker were answered.")
    else:
        verb = "was" if said == 1 else "were"
        made = Sentence(
            "Of the {recommendations.count} recommendations in the tracker, {recommendations.answered.count} "
            f"({{recommendations.answered.percent}}) {verb} answered."
        )
    return [made, *_decisions(figures), *_results(figures)]


def _decisions(figures: Figures) -> list[Sentence]:
    """What the answers say, of one alone without its number."""
    there = _there(figures, _DECISIONS)
    if sum(there.values()) == 1:
        return [Sentence(f"It was {_DECISIONS[name]}.") for name in there]
    parts: list[str] = []
    for name, number in there.items():
        verb = "" if parts else "was " if number == 1 else "were "
        parts.append(f"{{recommendations.{name}.count}} {verb}{_DECISIONS[name]}")
    return [Sentence(f"Of these, {joined(parts)}.")] if parts else []


def _results(figures: Figures) -> list[Sentence]:
    """What is carried out, in full as a share of all that was recommended."""
    there = _there(figures, _RESULTS)
    if not there:
        return []
    if _value(figures, "count") == 1:
        return [Sentence(f"It is {_RESULTS[name]}.") for name in there]
    done = there.pop("implemented", 0)
    lead = (
        f"{{recommendations.implemented.count:recommendation|recommendations}} {_is(done)} carried out in full "
        "({recommendations.implemented.percent} of all)"
        if done
        else "No recommendation is carried out in full"
    )
    rest = [f"{{recommendations.{name}.count}} {_is(number)} {_RESULTS[name]}" for name, number in there.items()]
    return [Sentence(f"{joined([lead, *rest])}.")]


def _there(figures: Figures, names: Mapping[str, str]) -> dict[str, int]:
    """Those with any recommendation, and how many."""
    return {name: number for name in names if (number := _value(figures, f"{name}.count"))}


def days(figures: Figures) -> list[Sentence]:
    """How long answers took; nothing where no two days are known."""
    least, most = (figures[f"{_OF}.response-days.{name}"].value for name in ("least", "most"))
    if most is None:
        return []
    if least == most:
        dated = sum(len(one.rows) for one in figures[f"{_OF}.response-days.most"].rows)
        each = "Each response" if dated == _value(figures, "answered.count") else "Each dated response"
        return [
            Sentence(f"{'The response' if dated == 1 else each} took {{recommendations.response-days.most:day|days}}.")
        ]
    return [
        Sentence(
            "Responses took from {recommendations.response-days.least} to "
            "{recommendations.response-days.most:day|days}, with a median of {recommendations.response-days.median}."
        )
    ]


def overdue(figures: Figures) -> Sentence:
    """What leads the list of recommendations whose response is overdue."""
    number = _value(figures, "overdue.count")
    if not number:
        return Sentence("No response is overdue.")
    return Sentence(f"{{recommendations.overdue.count:response|responses}} {_is(number)} overdue:")


def no_evidence(figures: Figures) -> Sentence:
    """What leads the list of recommendations that are carried out, as nothing shows."""
    number = _value(figures, "no-evidence.count")
    if number:
        has = "has" if number == 1 else "have"
        what = "{recommendations.no-evidence.count:recommendation|recommendations}"
        return Sentence(f"{what} said to be carried out {has} no evidence given:")
    if _value(figures, "implemented.count") + _value(figures, "implemented-in-part.count"):
        return Sentence("Evidence is given wherever a recommendation is said to be carried out.")
    return Sentence("No recommendation is said to be carried out yet.")


def late(tracker: pd.DataFrame) -> list[Sentence]:
    """Each overdue recommendation in a list: what it asks, of whom, and when the response was due."""
    made_up = illustrative(tracker).index
    return [_item(row, row.Index in made_up, f"due {in_words(row.response_due)}") for row in rows(tracker)]


def listed(tracker: pd.DataFrame) -> list[Sentence]:
    """Each recommendation in a list: what it asks, and of whom."""
    made_up = illustrative(tracker).index
    return [_item(row, row.Index in made_up) for row in rows(tracker)]


def _item(row: Any, made_up: bool, due: str = "") -> Sentence:
    asked = f"asked of {row.asked_of}" if isinstance(row.asked_of, str) else ""
    told = ", ".join(filter(None, (asked, due)))
    text = f"{row.recommendation.rstrip('.')}."
    reference = f"{row.reference}\N{NO-BREAK SPACE}†" if made_up else row.reference
    values = {"reference": reference, "text": text, "told": f"{told[:1].upper()}{told[1:]}"}
    return Sentence(f"**{{reference}}**: {{text}}{' {told}.' if told else ''}", values)


def provenance(figures: Figures) -> list[Sentence]:
    """A sentence where what came of recommendations is illustrative, which a paper must say; else none."""
    number = _value(figures, "illustrative.count")
    if not number:
        return []
    if number == _value(figures, "count"):
        of = "the recommendation" if number == 1 else "all {recommendations.count} recommendations"
    else:
        of = "{recommendations.illustrative.count} of the {recommendations.count} recommendations"
    they = "It is" if number == 1 else "They are"
    return [
        Sentence(
            f"For {of}, what the tracker says of responses, decisions and evidence is illustrative: made up, and "
            f"nothing that the council did. {they} marked †."
        )
    ]


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _value(figures: Figures, name: str) -> int:
    return int(figures[f"{_OF}.{name}"].value or 0)
