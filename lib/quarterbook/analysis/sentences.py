"""Sentences that the figures make: templates in which every number is a figure's id.

Sentences know how many they speak of, so that none says '0% (0) actions is'.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from quarterbook.analysis.figures import Figure
from quarterbook.analysis.movement import MOVEMENTS
from quarterbook.analysis.ratings import progress_id
from quarterbook.params.house_file import UNRATED, RatingScheme
from quarterbook.quarters import in_words
from quarterbook.registers.actions import NOT_COUNTED

Figures = Mapping[str, Figure]


@dataclass(frozen=True)
class Sentence:
    """A template, and the text that goes in where it names no figure."""

    template: str
    values: Mapping[str, str] = field(default_factory=dict)


def number(figure_id: str) -> Sentence:
    """A figure by itself."""
    return Sentence(f"{{{figure_id}}}")


def together(sentences: Iterable[Sentence]) -> Sentence:
    """Several sentences as one paragraph.

    >>> together([Sentence("One.", {"a": "1"}), Sentence("Two.")])
    Sentence(template='One. Two.', values={'a': '1'})
    """
    said = list(sentences)
    values = {name: text for one in said for name, text in one.values.items()}
    return Sentence(" ".join(one.template for one in said), values)


def joined(words: Iterable[str]) -> str:
    """Words as a list in a sentence.

    >>> joined(["a"]), joined(["a", "b"]), joined(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def overview(figures: Figures, place: str, scheme: RatingScheme, what: str = "plan") -> Sentence:
    """How many actions are rated what: 'Of the 12 actions in the plan, 11 (92%) are Purple …'."""
    total = figures[f"{place}.total"].value
    if not total:
        return Sentence(f"No action is counted in the {what}.")
    rated = [name for name in scheme.names if figures[f"{place}.{name}.count"].value]
    words = {f"{name}.label": scheme.label(name) for name in rated if name != UNRATED}
    words |= {f"{name}.clause": scheme.levels[name].clause for name in rated if name != UNRATED}
    if len(rated) == 1:
        name = rated[0]
        if total == 1:
            return Sentence(f"The {what} has {{{place}.total:action|actions}}, and it is {_rated(name)}.", words)
        share = f"({{{place}.{name}.percent}})"
        return Sentence(f"All {{{place}.total:action|actions}} in the {what} {share} are {_rated(name)}.", words)
    parts = [
        f"{{{place}.{name}.count}}\N{NO-BREAK SPACE}({{{place}.{name}.percent}}) "
        f"{'is' if figures[f'{place}.{name}.count'].value == 1 else 'are'} {_rated(name)}"
        for name in rated
    ]
    listed = f"{'; '.join(parts[:-1])} and {parts[-1]}"
    return Sentence(f"Of the {{{place}.total:action|actions}} in the {what}, {listed}.", words)


def _rated(name: str) -> str:
    return "without a rating" if name == UNRATED else f"**{{{name}.label}}** ({{{name}.clause}})"


def not_counted(figures: Figures, place: str, what: str = "plan") -> list[Sentence]:
    """A sentence where actions were withdrawn or carried forward, which are counted apart; else none."""
    counts = {stage: figures[f"{place}.{stage}.count"].value for stage in NOT_COUNTED}
    parts = [
        f"{{{place}.{stage}.count:action was|actions were}} {stage.replace('-', ' ')}"
        for stage, number in counts.items()
        if number
    ]
    if not parts:
        return []
    they_are = "it is" if sum(int(number or 0) for number in counts.values()) == 1 else "they are"
    lead, where = ("Besides these", " above") if figures[f"{place}.total"].value else (f"In the {what}", "")
    return [Sentence(f"{lead}, {joined(parts)}; {they_are} not counted{where}.")]


def overdue(figures: Figures, place: str) -> Sentence:
    """What leads the list of actions past their due date."""
    number = figures[f"{place}.overdue.count"].value
    if not number:
        return Sentence("No action is past its due date.")
    verb = "is" if number == 1 else "are"
    return Sentence(f"{{{place}.overdue.count:action|actions}} {verb} not complete and past the due date:")


def action(row: pd.Series, scheme: RatingScheme) -> Sentence:
    """One action in a list: title, percent complete, due date and rating."""
    percent = progress_id(row["directorate"], row["reference"])
    values = {"title": row["title"], "due": in_words(row["due_date"]), "rating": _rating_or_stage(row, scheme)}
    return Sentence(f"{{title}} ({{{percent}}} complete, due {{due}}, {{rating}})", values)


def commentary(row: pd.Series, scheme: RatingScheme) -> Sentence:
    """One action in the quarter's summary: title, percent complete, rating, and what was said of it."""
    percent = progress_id(row["directorate"], row["reference"])
    values = {"title": row["title"], "rating": _rating_or_stage(row, scheme), "commentary": str(row["commentary"])}
    said = " {commentary}" if pd.notna(row["commentary"]) else ""
    return Sentence(f"**{{title}}** ({{{percent}}} complete, {{rating}}).{said}", values)


def _rating_or_stage(row: pd.Series, scheme: RatingScheme) -> str:
    """What a withdrawn or carried-forward action has instead of a rating is its stage."""
    return scheme.label(row["rating"]) if pd.notna(row["rating"]) else str(row["stage"]).replace("-", " ")


def movements(figures: Figures, moved: pd.DataFrame, place: str, name: str) -> list[tuple[Sentence | str, ...]]:
    """A row a movement: what, how many, and the references of which."""
    rows: list[tuple[Sentence | str, ...]] = []
    of_place = moved[moved["directorate"] == name]
    for kind, words in MOVEMENTS.items():
        references = ", ".join(of_place.loc[of_place[kind].astype(bool), "reference"])
        rows.append((words, number(f"{place}.{kind}.count"), references or "None"))
    return rows


def rule(scheme: RatingScheme) -> Sentence:
    """Where the ratings come from."""
    if scheme.rule == "reported":
        return Sentence("Ratings are those that the officers reported; an action without one is shown as unrated.")
    return Sentence("Ratings are worked out from each action's dates and progress, and are these:")


def provenance(figures: Figures) -> list[Sentence]:
    """A sentence where rows are illustrative, which a paper must say; else none."""
    if not figures["all.illustrative.count"].value:
        return []
    verb, they_are = ("is", "It is") if figures["all.illustrative.count"].value == 1 else ("are", "They are")
    return [
        Sentence(
            "Of the {all.listed:action|actions} listed, {all.illustrative.count} "
            f"{verb} illustrative: made up so that the totals are those that were published. "
            f"{they_are} marked in the appendices."
        )
    ]
