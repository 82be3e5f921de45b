"""Sentences on people counted. None compares two counts, so that none can be worked out that is not shown."""

from __future__ import annotations

from collections.abc import Sequence

from quarterbook.analysis.disclosure.counts import Place
from quarterbook.analysis.people.figures import THRESHOLD, count_id
from quarterbook.analysis.sentences import Figures, Sentence, joined
from quarterbook.periods import Period
from quarterbook.rounding import NOT_SHOWN
from quarterbook.slugs import slug


def counted(
    measure: str, groups: Sequence[str], categories: Sequence[str], *, named: tuple[str, str], cumulative: bool
) -> list[Sentence]:
    """What is counted, and by what; `named` is what groups and categories are called."""
    if not groups:
        return [Sentence("Nobody has been counted up to the day of this report.")]
    said = [f"{{{name}}} ({{{name}-names}})" for name, them in (("groups", groups), ("categories", categories)) if them]
    values = {"measure": measure, "groups": f"by {named[0].lower()}", "categories": f"by {named[1].lower()}"}
    values |= {"groups-names": "; ".join(groups), "categories-names": "; ".join(categories)}
    how = (
        "Each count runs from April, when the financial year begins, to the end of the period it stands under."
        if cumulative
        else "Each period is counted afresh: a person may be counted in several, so periods are not to be added up."
    )
    return [Sentence(f"What is counted: **{{measure}}**, {joined(said)}.", values), Sentence(how)]


def how_many(figures: Figures, measure: str, periods: Sequence[Period], *, cumulative: bool) -> list[Sentence]:
    """How many people there are in the latest period, and in the one before it, each in a sentence of its own."""
    return [_how_many(figures, measure, one, nth, cumulative) for nth, one in enumerate(periods[:-3:-1])]


def _how_many(figures: Figures, measure: str, period: Period, nth: int, cumulative: bool) -> Sentence:
    total = count_id(measure, Place(period))
    when = "From April to the end of {period}" if cumulative else "In {period}"
    when += ", the period before" if nth else ""
    values = {"period": str(period)}
    if figures[total].is_withheld:
        return Sentence(f"{when}, people were counted; how many is not shown.", values)
    if not figures[total].value:
        return Sentence(f"{when}, nobody was counted.", values)
    return Sentence(f"{when}, {{{total}:person was|people were}} counted.", values)


def not_shown(figures: Figures, measure: str, periods: Sequence[Period]) -> list[Sentence]:
    """What is not shown, and why; or that all is: of the last two periods, and of the totals of all."""
    begins = (
        *(f"{slug(measure)}.{period.slug}." for period in periods[-2:]),
        *(count_id(measure, Place(period)) for period in periods),
    )
    if not figures[THRESHOLD].value:
        return [Sentence("Every count is shown: the council has set no number under which counts are kept back.")]
    if not any(one.is_withheld for name, one in figures.items() if name.startswith(begins)):
        return [
            Sentence(f"Every count of this paper is shown. A count of fewer than {{{THRESHOLD}}} people would not be.")
        ]
    mark = {"mark": NOT_SHOWN}
    return [
        Sentence(
            f"A count of fewer than {{{THRESHOLD}}} people is not shown, because it could tell of a person whom "
            "somebody knows. Other counts are kept back with it wherever it could be worked out from them: from a "
            "total, or from an earlier paper. So is the share of any count that is not shown."
        ),
        Sentence(
            "All of these bear one mark, {mark}, which stands for confidential and says nothing of how large a count "
            "is. A nought is always shown: nobody is counted.",
            mark,
        ),
    ]


def provenance(figures: Figures, measure: str) -> list[Sentence]:
    """A sentence where rows are illustrative, which a paper must say; else none."""
    every, made_up = (f"{slug(measure)}.data.{name}" for name in ("count", "illustrative.count"))
    number = figures[made_up].value
    if not number:
        return []
    if number == figures[every].value:
        what = "How the totals are split is illustrative"
    else:
        what = (
            f"Of the {{{every}:count|counts}} in the data, {{{made_up}}} {'is' if number == 1 else 'are'} illustrative"
        )
    return [Sentence(f"{what}: made up so that the totals are those that were published.")]
