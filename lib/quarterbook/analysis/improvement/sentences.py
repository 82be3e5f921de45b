"""Sentences on an improvement plan: templates in which every number is a figure's id."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from quarterbook.analysis.figures import Figure
from quarterbook.analysis.improvement.progress import ahead
from quarterbook.analysis.sentences import Sentence, joined
from quarterbook.quarters import in_words

Figures = Mapping[str, Figure]

RULE = Sentence(
    "A month, a season or a year is over on its last day. An action with several dates is next due on the first that "
    "is still ahead, and overdue when all of them are past; one that goes on, or comes again, is never overdue."
)
# What is said of one action in each state, and of several.
_CLAUSES = {
    "complete": ("is complete", "are complete"),
    "overdue": ("is overdue", "are overdue"),
    "next-due": ("is next due by {by}", "are next due by {by}"),
    "later": ("is due later", "are due later"),
    "open-ended": ("goes on or comes again", "go on or come again"),
    "undated": ("has no date yet", "have no date yet"),
}
_REPORTED = {
    "reported-complete": "complete",
    "on-target": "on target",
    "slipped": "slipped",
    "under-way": "under way",
    "other-words": "told in words of its own",
}
_PLACES = {"areas.count": "priority area|priority areas", "sections.count": "section|sections"}


def extent(figures: Figures) -> Sentence:
    """How large the plan is: its actions, objectives, priority areas and sections."""
    if not figures["actions.count"].value:
        return Sentence("The plan has no action.")
    objectives = " towards {objectives.count:objective|objectives}" if figures["objectives.count"].value else ""
    places = joined(f"{{{name}:{words}}}" for name, words in _PLACES.items() if figures[name].value)
    comma = "," if objectives else ""
    return Sentence(f"The plan has {{actions.count:action|actions}}{objectives}{comma} in {places}.")


def states(figures: Figures, as_at: str, months_ahead: int) -> list[Sentence]:
    """How many actions are complete, overdue, due, without an end or without a date; none of no action."""
    whole = figures["actions.count"].value
    there = [state for state in _CLAUSES if figures[f"all.{state}.count"].value]
    values = {"by": in_words(ahead(date.fromisoformat(as_at), months_ahead))}
    if not there:
        return []
    if len(there) == 1:
        one, many = _CLAUSES[there[0]]
        return [Sentence(f"It {one}." if whole == 1 else f"All of them {many}.", values)]
    parts = [
        f"{{all.{state}.count}}\N{NO-BREAK SPACE}({{all.{state}.percent}}) "
        f"{_CLAUSES[state][figures[f'all.{state}.count'].value != 1]}"
        for state in there
    ]
    return [Sentence(f"Of these, {joined(parts)}.", values)]


def past(figures: Figures) -> Sentence:
    """What leads the list of actions with a date that is past."""
    overdue, part = figures["all.overdue.count"].value, figures["all.part-past.count"].value
    if not overdue and not part:
        return Sentence("No action that is not complete has a date that is past.")
    said = []
    if overdue:
        said.append(f"{{all.overdue.count:action|actions}} {'is' if overdue == 1 else 'are'} overdue")
    if part:
        verb = "has" if part == 1 else "have"
        noun = "{all.part-past.count}" if overdue else "{all.part-past.count:action|actions}"
        said.append(f"{noun} {verb} a date that is past and more to come")
    return Sentence(f"{joined(said)}.")


def reported(figures: Figures) -> Sentence:
    """How many actions say whether they are on target, and what they say."""
    told, whole = figures["all.reported.count"].value, figures["actions.count"].value
    if not told:
        return Sentence("No action says whether it is on target.")
    there = {key: words for key, words in _REPORTED.items() if figures[f"all.{key}.count"].value}
    if len(there) == 1:
        (words,) = there.values()
        parts = f"{'it is' if told == 1 else 'all are'} {words}"
    else:
        parts = joined(f"{{all.{key}.count}} {words}" for key, words in there.items())
    lead = "The one action" if whole == 1 else "{all.reported.count:action|actions} ({all.reported.percent})"
    return Sentence(f"{lead} {'says how far it is' if told == 1 else 'say how far they are'}: {parts}.")


def revised(figures: Figures) -> list[Sentence]:
    """How many actions had their dates revised; none of none."""
    number = figures["all.revised.count"].value
    if not number:
        return []
    dates = "The date" if number == 1 else "The dates"
    verb = "was" if number == 1 else "were"
    return [Sentence(f"{dates} of {{all.revised.count:action|actions}} {verb} revised.")]


def gaps(figures: Figures) -> list[Sentence]:
    """What the plan leaves open, a sentence each; one that says so where it leaves nothing open."""
    told = {
        "all.no-date.count": "{all.no-date.count:action has|actions have} no target date.",
        "all.to-be-confirmed.count": "{all.to-be-confirmed.count:action has|actions have} a target date still to be "
        "confirmed.",
        "all.in-words.count": "{all.in-words.count:action has|actions have} a target date in words that name no day.",
        "all.no-owner.count": "{all.no-owner.count:action has|actions have} no owner given; a blank may be meant to "
        "share the cell above it.",
        "all.no-measure.count": "{all.no-measure.count:action has|actions have} no progress measure.",
        "objectives.no-action.count": "{objectives.no-action.count:objective has|objectives have} no action.",
    }
    said = [Sentence(template) for name, template in told.items() if figures[name].value]
    if said or not figures["actions.count"].value:
        return said
    return [Sentence("Every action has a target date, an owner and a progress measure.")]


def provenance(figures: Figures) -> list[Sentence]:
    """A sentence where actions are illustrative, which a paper must say; else none."""
    made_up = figures["all.illustrative.count"].value
    if not made_up:
        return []
    verb, they_are = ("is", "It is") if made_up == 1 else ("are", "They are")
    return [
        Sentence(
            f"Of the {{actions.count:action|actions}}, {{all.illustrative.count}} {verb} illustrative, which is to say "
            f"made up. {they_are} marked in the appendix."
        )
    ]
