"""Sentences on offers for a piece of land: templates in which every number is a figure's id."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from quarterbook.analysis.figures import Figure
from quarterbook.analysis.offers import highest, of_terms, preferred_of
from quarterbook.analysis.sentences import Sentence, joined
from quarterbook.registers.frames import rows

Figures = Mapping[str, Figure]
# What the preferred offer is held against: the end of the id of how far it is below, and in words.
_BESIDE = {"valuation": "valuation", "highest": "highest offer"}
_ARTICLES = {"conditional": "a", "unconditional": "an"}
_SAID = {"conditional": ", on conditions", "unconditional": ", without conditions"}
UNNAMED = "a piece of the council's land"
LAW = Sentence(
    "Section 123 of the {act} lets the council dispose of land as it wishes. For less than the best that can "
    "reasonably be obtained, short tenancies apart, it needs the consent of the Secretary of State.",
    {"act": "Local Government Act 1972"},
)


def site(figures: Figures, name: str) -> Sentence:
    """What is to be sold, and what it was valued at."""
    told = "This report is on offers for {site}."
    valued = " It was valued at {offers.valuation}." if "offers.valuation" in figures else " No valuation was given."
    return Sentence(f"{told}{valued}", {"site": name or UNNAMED})


def received(figures: Figures, offers: pd.DataFrame) -> list[Sentence]:
    """How many offers there are and reach the valuation, which is the highest, and which without conditions."""
    if offers.empty:
        return [Sentence("No offer was received.")]
    best, count = highest(offers), Sentence("{offers.count:offer was|offers were} received.")
    told = "It is" if len(offers) == 1 else f"The highest {_is(best)}"
    told = f"{told} {{offers.highest.price}}, {_terms(best)} from {{bidders}}."
    values = {"bidders": _bidders(best)}
    return [count, *_reach(figures), Sentence(told, values), *_unconditional(offers), *_unsaid(figures)]


def _unconditional(offers: pd.DataFrame) -> list[Sentence]:
    """The highest offer without conditions, unless it is the highest of all."""
    at = highest(of_terms(offers, "unconditional"))
    if len(offers) == 1 or [*at.index] == [*highest(offers).index]:
        return []
    if at.empty:
        return [Sentence("None is unconditional.")] if of_terms(offers, "unsaid").empty else []
    told = f"Of those without conditions, the highest {_is(at)} {{offers.highest-unconditional.price}}"
    return [Sentence(f"{told}, from {{unbound}}.", {"unbound": _bidders(at)})]


def _unsaid(figures: Figures) -> list[Sentence]:
    if not (number := figures["offers.unsaid.count"].value):
        return []
    if figures["offers.count"].value == 1:
        return [Sentence("Nobody says whether it is conditional.")]
    they_are = "it is" if number == 1 else "they are"
    return [Sentence(f"Of {{offers.unsaid.count:offer|offers}} nobody says whether {they_are} conditional.")]


def _reach(figures: Figures) -> list[Sentence]:
    """How many offers reach the valuation; nothing where there is none."""
    count, of = figures["offers.count"].value, figures.get("offers.reaching.count")
    if of is None:
        return []
    if count == 1:
        told = "It is at or above the valuation of" if of.value else "It is below the valuation of"
        return [Sentence(f"{told} {{offers.valuation}}.")]
    if not of.value:
        return [Sentence("None of them reaches the valuation of {offers.valuation}.")]
    if of.value == count:
        return [Sentence("All of them reach the valuation of {offers.valuation}.")]
    verb = "reaches" if of.value == 1 else "reach"
    return [Sentence(f"{{offers.reaching.count}} of them {verb} the valuation of {{offers.valuation}}.")]


def preference(figures: Figures, offers: pd.DataFrame, reference: str) -> Sentence:
    """Which offer officers prefer, and where it stands."""
    mine = preferred_of(offers, reference)
    if mine.empty:
        return Sentence("The officers name no offer that they prefer.")
    told = f"Officers prefer the offer of {{bidders}}: {{offers.preferred.price}}{_SAID.get(_said(mine), '')}."
    stands = []
    if "offers.valuation" in figures and not _below(figures, "valuation"):
        stands.append("it is not below the valuation")
    if len(offers) > 1 and not _below(figures, "highest"):
        stands.append("no other offer is higher")
    values = {"bidders": _bidders(mine), "stands": joined(stands).capitalize() if stands else ""}
    return Sentence(f"{told} {{stands}}." if stands else told, values)


def short_title(figures: Figures) -> str:
    """What the preferred offer is below, as the title of a callout; '' where it is below neither."""
    below = [f"the {words}" for name, words in _BESIDE.items() if _below(figures, name)]
    return f"The preferred offer is below {joined(below)}" if below else ""


def short(figures: Figures) -> Sentence:
    """By how much the preferred offer is below the valuation, the highest offer or both, and what that asks for."""
    parts = [
        f"{{offers.preferred.below-{name}}} ({{offers.preferred.below-{name}.percent}}) below the {words}"
        for name, words in _BESIDE.items()
        if _below(figures, name)
    ]
    return Sentence(
        f"The preferred offer is {joined(parts)}. Either it is all the same the best that can reasonably be obtained, "
        "for reasons that the report gives, or the consent of the Secretary of State is needed before it is accepted."
    )


def provenance(figures: Figures) -> list[Sentence]:
    """A sentence where offers are illustrative, which a paper must say; else none."""
    made_up, count = figures["offers.illustrative.count"].value, figures["offers.count"].value
    if not made_up:
        return []
    verb, they_are = ("is", "It is") if made_up == 1 else ("are", "They are")
    told = "Of {offers.count:offer|offers}, {offers.illustrative.count}"
    if made_up == count:
        told = "The offer" if count == 1 else "All {offers.count:offer|offers}"
    return [Sentence(f"{told} {verb} illustrative: made up to show how the paper reads. {they_are} marked †.")]


def _below(figures: Figures, name: str) -> bool:
    """Whether the preferred offer is below the valuation, or the highest offer, as far as both are known."""
    figure = figures.get(f"offers.preferred.below-{name}")
    # As it is shown: the tail of a spreadsheet's formula is nothing.
    return figure is not None and bool(figure.value) and (figure.number or 0) > 0


def _bidders(offers: pd.DataFrame) -> str:
    return joined(row.bidder for row in rows(offers))


def _is(offers: pd.DataFrame) -> str:
    return "is" if len(offers) == 1 else "are"


def _terms(offers: pd.DataFrame) -> str:
    """What offers of one price are, before who makes them; whether they are conditional, where all of them are alike.

    >>> one = pd.DataFrame({"conditional": pd.Series([True], dtype="boolean")})
    >>> _terms(one), _terms(pd.concat([one, one])), _terms(one.assign(conditional=pd.NA))
    ('a conditional offer', 'conditional offers', 'an offer')
    """
    kind = _said(offers)
    if len(offers) > 1:
        return f"{kind} offers".strip()
    return f"{_ARTICLES[kind]} {kind} offer" if kind else "an offer"


def _said(offers: pd.DataFrame) -> str:
    """Whether offers are conditional, in a word; '' where nobody says so of one, or they differ."""
    said = set(offers["conditional"])
    return "conditional" if said == {True} else "unconditional" if said == {False} else ""
