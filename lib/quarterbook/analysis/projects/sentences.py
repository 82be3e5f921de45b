"""A programme in sentences: projects by phase and status, the team, what it costs, benefits and movement."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from quarterbook.analysis.budget.reserves import rolled
from quarterbook.analysis.budget.sentences import above, known, some
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.projects.benefits import UNSORTED, WORDS
from quarterbook.analysis.projects.portfolio import OPEN
from quarterbook.analysis.projects.team import in_a_sentence
from quarterbook.analysis.sentences import Sentence, joined
from quarterbook.params.house_file import UNRATED, RatingScheme
from quarterbook.registers.projects import IN_PHASE
from quarterbook.slugs import slug

Figures = Mapping[str, Figure]


def phases(figures: Figures) -> Sentence:
    """How many projects there are, and in which phases."""
    there = [phase for phase in IN_PHASE if some(figures, f"projects.{phase}.count")]
    if not there:
        return Sentence("The programme has no project.")
    if figures["projects.total"].value == 1:
        return Sentence(f"The programme has {{projects.total:project|projects}}, which is {IN_PHASE[there[0]]}.")
    if len(there) == 1:
        return Sentence(f"The programme has {{projects.total:project|projects}}, all {IN_PHASE[there[0]]}.")
    parts = joined(f"{{projects.{phase}.count:is|are}} {IN_PHASE[phase]}" for phase in there)
    return Sentence(f"The programme has {{projects.total:project|projects}}: {parts}.")


def statuses(figures: Figures, scheme: RatingScheme) -> list[Sentence]:
    """How the projects under way are rated, and how many are on hold; nothing where none is under way."""
    begin = f"projects.{OPEN}"
    there = [name for name in scheme.names if some(figures, f"{begin}.{name}.count")]
    if not there:
        return []
    words = {f"{name}.label": scheme.label(name) for name in there if name != UNRATED}
    rated = {name: "without a rating" if name == UNRATED else f"{{{name}.label}}" for name in there}
    whole = f"{{{begin}.count:project|projects}} under way"
    if figures[f"{begin}.count"].value == 1:
        told = f"The {whole} is {rated[there[0]]}."
    elif len(there) == 1:
        told = f"All {whole} are {rated[there[0]]}."
    else:
        told = f"Of the {whole}, {joined(f'{{{begin}.{name}.count:is|are}} {rated[name]}' for name in there)}."
    held = " {projects.on-hold.count:is|are} on hold." if some(figures, "projects.on-hold.count") else ""
    return [Sentence(told + held, words)]


def dates(figures: Figures) -> list[Sentence]:
    """Which projects under way are late, delivered or due on another date than at first; nothing without dates."""
    made = []
    if some(figures, "projects.overdue.count"):
        made.append(Sentence("{projects.overdue.count:project is past its|projects are past their} due date."))
    elif some(figures, "projects.dated.count"):
        made.append(Sentence("No project is past its due date."))
    if some(figures, "projects.revised.count"):
        told = "{projects.revised.count:project is|projects are} due on another date than at first."
        made.append(Sentence(told))
    if some(figures, "projects.delivered.count"):
        told = "{projects.delivered.count:project is|projects are} delivered, and not counted as completed yet."
        made.append(Sentence(told))
    return made


def team(figures: Figures) -> Sentence:
    """How many roles a team has, and how many full-time equivalents these are."""
    if not some(figures, "team.roles.count"):
        return Sentence("No role of the team is listed.")
    roles = "The team has {team.roles.count:role|roles}"
    if not known(figures, "team.fte"):
        return Sentence(f"{roles}; how many full-time equivalents they are is not known of each.")
    return Sentence(f"{roles}: {{team.fte:full-time equivalent|full-time equivalents}}.")


def listed(texts: list[str]) -> list[Sentence]:
    """Texts of a parameter as the items of a list."""
    return [Sentence("{text}", {"text": text}) for text in texts]


def cost(figures: Figures, paying: pd.DataFrame) -> list[Sentence]:
    """What a reserve held, what is drawn from it and when, and what that leaves; nothing where that is not known."""
    years = rolled(paying) if len(paying) else ()
    if not years:
        return []
    name = str(paying["reserve"].iloc[0])
    begin, values = slug(name), {"reserve": in_a_sentence(name), "until": str(years[-1].year)}
    parts = []
    if above(figures, f"{begin}.drawn"):
        parts.append(f"{{{begin}.drawn}} of it has been drawn")
    if above(figures, f"{begin}.to-draw"):
        parts.append(f"{{{begin}.to-draw}} is to be drawn by the end of {{until}}")
    if not parts:
        return [Sentence(f"The {{reserve}} held {{{begin}.approved}} at first, and nothing is drawn from it.", values)]
    together = f", {{{begin}.committed}} in all," if len(parts) > 1 else ","
    left = f"which leaves {{{begin}.balance}}"
    if known(figures, f"{begin}.balance") and (figures[f"{begin}.balance"].number or 0) < 0:
        left = f"which is {{size of {begin}.balance}} more than there is"
    told = f"The {{reserve}} held {{{begin}.approved}} at first. {joined(parts)}{together} {left}."
    return [Sentence(told, values)]


def benefits(figures: Figures, begin: str, who: str) -> list[Sentence]:
    """What is put in figures of the benefits of projects or of other work, and how many put no figure on theirs.

    `who` begins the sentence, as in 'The projects claim' or 'Other work brought'.
    """
    kinds = [kind for kind in WORDS if known(figures, f"{begin}.{kind}")]
    parts = [f"{{{begin}.{kind}}} {'of ' if kind != UNSORTED else ''}{WORDS[kind].lower()}" for kind in kinds]
    made = [Sentence(f"{who} {joined(parts)}.")] if parts else []
    if some(figures, f"{begin}.unknown.count"):
        told = f"{{{begin}.unknown.count:benefit|benefits}} in money"
        verb = "has" if figures[f"{begin}.unknown.count"].value == 1 else "have"
        made.append(Sentence(f"{told} {verb} no figure."))
    return made


def measures(figures: Figures) -> Sentence:
    """How many measures there are, and how many of them were taken more than once."""
    if not some(figures, "measures.count"):
        return Sentence("No measure of what the projects changed is given.")
    many = figures["measures.count"].value != 1
    told = "{measures.count:measure is|measures are} given"
    if not some(figures, "measures.repeated.count"):
        return Sentence(f"{told}; {'none of them was' if many else 'it was not'} taken more than once.")
    if figures["measures.count"].value == figures["measures.repeated.count"].value:
        return Sentence(f"{told}; {'all of them were' if many else 'it was'} taken more than once.")
    return Sentence(f"{told}; {{measures.repeated.count:was|were}} taken more than once.")


def illustrative(figures: Figures) -> list[Sentence]:
    """A sentence where rows are illustrative, which a paper must say; else none."""
    told = _made_up(figures, "all", "that this report is made from")
    return [Sentence(f"{told}, and marked †.")] if told else []


def moved(figures: Figures, kinds: list[str], quarter: str) -> list[Sentence]:
    """What leads the table of movement since a quarter, and that the quarter before is illustrative where it is."""
    lead = "The table says what moved since {quarter}." if kinds else "No project has moved since {quarter}."
    told = _made_up(figures, "all.before", "of that quarter")
    made_up = f" {told}, so that movement can be shown." if told else ""
    return [Sentence(lead + made_up, {"quarter": quarter})]


def _made_up(figures: Figures, begin: str, which: str) -> str:
    """How many of the rows are made up, '' where none is."""
    made_up, whole = figures[f"{begin}.illustrative.count"].value, figures[f"{begin}.rows.count"].value
    if not made_up:
        return ""
    named = f"{{{begin}.rows.count:row|rows}} {which}"
    told = f"Of the {named}, {{{begin}.illustrative.count:is|are}}"
    if made_up == whole:
        told = f"The only row {which} is" if whole == 1 else f"All of the {named} are"
    return f"{told} illustrative: made up"
