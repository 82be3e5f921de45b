"""Sentences on what the panels did: templates in which every number is a figure's id."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from quarterbook.analysis.figures import Figure
from quarterbook.analysis.scrutiny.activity import KINDS, sittings
from quarterbook.analysis.sentences import Sentence, joined
from quarterbook.quarters import in_words
from quarterbook.registers.frames import rows

Figures = Mapping[str, Figure]
TO_COME = "to come"
# What is counted beside meetings, as one and as many.
_BESIDE = {
    "working-group": ("meeting of a working group", "meetings of working groups"),
    "review": ("review", "reviews"),
    "consultation": ("consultation", "consultations"),
    "response": ("response", "responses"),
    "training": ("item of training", "items of training"),
}


def met(figures: Figures, period: str) -> list[Sentence]:
    """How often the panels met, and on how many items; what else they report, and what cannot be counted.

    The `period` that the paper tells of is named where it is given.
    """
    of_period = [Sentence("These are the figures of {period}.", {"period": period})] if period else []
    return [*_meetings(figures), *_beside(figures), *of_period, *_undated(figures)]


def _meetings(figures: Figures) -> list[Sentence]:
    if not _value(figures, "meetings.count"):
        return [Sentence("No formal meeting of a scrutiny panel is reported.")]
    number, joint = _value(figures, "meetings.count"), _value(figures, "meetings.together.count")
    coming = _value(figures, "meetings.to-come.count")
    who, has = _panels(figures)
    told = f"{who} {has if coming else 'held'} {{meetings.count:formal meeting|formal meetings}}"
    which = []
    if joint == number:
        told += " together"
    elif joint:
        which.append("{meetings.together.count} of them together")
    if coming:
        still = "which is" if number == 1 else _of_them(figures, "meetings")
        which.append(f"{still} still {TO_COME}")
    parts = [told, joined(which)] if which else [told]
    return [Sentence(f"{', '.join(parts)}, with {{meetings.items.count:item|items}} in all.")]


def _panels(figures: Figures) -> tuple[str, str]:
    """Who has formal meetings, and 'has' or 'have'; some are of the panels together, so that all of them do."""
    every, some = (_value(figures, f"panels.{name}") for name in ("count", "with-meetings.count"))
    if _value(figures, "meetings.together.count"):
        return "The scrutiny panels", "have"
    if some < every:
        return "{panels.with-meetings.count} of the {panels.count} scrutiny panels", "has" if some == 1 else "have"
    return ("The scrutiny panel", "has") if every == 1 else ("The {panels.count} scrutiny panels", "have")


def _beside(figures: Figures) -> list[Sentence]:
    parts = [_counted(kind) for kind in _BESIDE if _value(figures, f"{KINDS[kind][0]}.count")]
    lead = "Beside formal meetings, scrutiny reports" if _value(figures, "meetings.count") else "Scrutiny reports"
    return [Sentence(f"{lead} {joined(parts)}.")] if parts else []


def _undated(figures: Figures) -> list[Sentence]:
    """Items of meetings that nobody can count as meetings."""
    made = []
    for kind, words in {"meetings": "formal meetings", "working-groups": "working groups"}.items():
        if number := _value(figures, f"{kind}.undated.count"):
            verb, they = ("has", "it is") if number == 1 else ("have", "they are")
            made.append(
                Sentence(f"{{{kind}.undated.count:item|items}} of {words} {verb} no date, so {they} not counted here.")
            )
    return made


def reviews(figures: Figures, activity: pd.DataFrame, as_at: str) -> Sentence:
    """How many reviews there are, and when their working groups met."""
    some, groups = _value(figures, "reviews.count"), _value(figures, "working-groups.count")
    if not groups:
        if not some:
            return Sentence("No review is reported.")
        return Sentence(f"{_counted('review')} {_is(some)} reported; of working groups, no meeting is.")
    counted = _counted("working-group")
    if not some:
        return Sentence(
            f"{counted} {_is(groups)} reported, and no review: {{where}}.", {"where": _where(activity, as_at)}
        )
    return Sentence(f"{_counted('review')} and {counted} are reported: {{where}}.", {"where": _where(activity, as_at)})


def _where(activity: pd.DataFrame, as_at: str) -> str:
    """Which working groups met when: 'Homes on 1 November 2023 and 2 November 2023; Streets on 3 November 2023'."""
    days: dict[str, list[str]] = {}
    for row in rows(sittings(activity, "working-group").sort_values("date", kind="stable")):
        days.setdefault(row.panel, []).append(day(row.date, as_at))
    return "; ".join(f"{panel} on {joined(held)}" for panel, held in days.items())


def day(date: pd.Timestamp, as_at: str) -> str:
    """A day in words, marked where it is after the day of the report.

    >>> day(pd.Timestamp("2023-11-28"), "2023-11-21"), day(pd.Timestamp("2023-11-21"), "2023-11-21")
    ('28 November 2023 (to come)', '21 November 2023')
    """
    return f"{in_words(date)} ({TO_COME})" if date > pd.Timestamp(as_at) else in_words(date)


def consulted(figures: Figures) -> Sentence:
    """How many consultations there were, and how many responses went out."""
    numbers = {kind: _value(figures, f"{KINDS[kind][0]}.count") for kind in ("consultation", "response")}
    parts = [_counted(kind) for kind, number in numbers.items() if number]
    if not parts:
        return Sentence("No consultation and no response is reported.")
    verb = _is(sum(numbers.values()))
    return Sentence(f"{joined(parts)} {verb} reported.")


def trained(figures: Figures) -> Sentence:
    """How many items of training there were, and how many are to come."""
    number = _value(figures, "training.count")
    if not number:
        return Sentence("No training is reported.")
    told = f"{_counted('training')} {_is(number)} reported"
    coming = _value(figures, "training.to-come.count")
    if not coming:
        return Sentence(f"{told}.")
    which = f"which is still {TO_COME}" if number == 1 else f"{_of_them(figures, 'training')} still {TO_COME}"
    return Sentence(f"{told}, {which}.")


def provenance(figures: Figures) -> list[Sentence]:
    """A sentence where activity is illustrative, which a paper must say; else none."""
    made_up = _value(figures, "activity.illustrative.count")
    if not made_up:
        return []
    if made_up == _value(figures, "activity.count"):
        told = "The only item of activity is" if made_up == 1 else "All {activity.count} items of activity are"
    else:
        told = f"Of {{activity.count}} items of activity, {{activity.illustrative.count}} {_is(made_up)}"
    they = "It is" if made_up == 1 else "They are"
    return [Sentence(f"{told} illustrative: made up to show how the paper reads. {they} marked †.")]


def _of_them(figures: Figures, kinds: str) -> str:
    """How many of several: 'all of them', or so many."""
    coming = _value(figures, f"{kinds}.to-come.count")
    return "all of them" if coming == _value(figures, f"{kinds}.count") else f"{{{kinds}.to-come.count}} of them"


def _counted(kind: str) -> str:
    one, many = _BESIDE[kind]
    return f"{{{KINDS[kind][0]}.count:{one}|{many}}}"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _value(figures: Figures, name: str) -> int:
    return int(figures[name].value or 0)
