"""Sentences on offers: right for none, one and many, and no more than the figures say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from frames import by_id, offers_frame
from quarterbook.analysis import offer_sentences, offers
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.sentences import Sentence, together
from quarterbook.document.prose import compose
from quarterbook.registers.offers import OFFERS

Row = dict[str, object]
FREE: Row = {"price": 80, "conditional": "no"}
BOUND: Row = {"price": 100, "conditional": "yes"}
UNSAID: Row = {"price": 90}
Figures = dict[str, Figure]


def made(*rows: Row, valuation: int | None = None, preferred: str = "") -> Figures:
    read = offers_frame(*rows) if rows else OFFERS.empty()
    return by_id(offers.figures(read, None if valuation is None else Decimal(valuation), preferred))


def text(sentence: Sentence, figures: Figures) -> str:
    return "".join(run.text for run in compose(sentence.template, figures, sentence.values)).replace("\xa0", " ")


def received(*rows: Row, valuation: int | None = None) -> str:
    figures = made(*rows, valuation=valuation)
    read = offers_frame(*rows) if rows else OFFERS.empty()
    return text(together(offer_sentences.received(figures, read)), figures)


def preference(*rows: Row, valuation: int | None = None, preferred: str = "O-1") -> str:
    figures = made(*rows, valuation=valuation, preferred=preferred)
    return text(offer_sentences.preference(figures, offers_frame(*rows), preferred), figures)


@pytest.mark.parametrize(
    ("valuation", "name", "told"),
    [
        (250, "land at the mill", "This report is on offers for land at the mill. It was valued at £250."),
        (None, "", "This report is on offers for a piece of the council's land. No valuation was given."),
    ],
)
def test_the_site_is_named_and_its_valuation_told(valuation: int | None, name: str, told: str) -> None:
    figures = made(FREE, valuation=valuation)
    assert text(offer_sentences.site(figures, name), figures) == told


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ((), "No offer was received."),
        ((FREE,), "1 offer was received. It is £80, an unconditional offer from Bidder 1."),
        ((BOUND,), "1 offer was received. It is £100, a conditional offer from Bidder 1."),
        (
            (UNSAID,),
            "1 offer was received. It is £90, an offer from Bidder 1. Nobody says whether it is conditional.",
        ),
        (
            (FREE, BOUND),
            "2 offers were received. The highest is £100, a conditional offer from Bidder 2. Of those without "
            "conditions, the highest is £80, from Bidder 1.",
        ),
        (
            (FREE, FREE, BOUND),
            "3 offers were received. The highest is £100, a conditional offer from Bidder 3. Of those without "
            "conditions, the highest are £80, from Bidder 1 and Bidder 2.",
        ),
        (
            (BOUND, BOUND),
            "2 offers were received. The highest are £100, conditional offers from Bidder 1 and Bidder 2. "
            "None is unconditional.",
        ),
        (
            (FREE, FREE | {"price": 70}),
            "2 offers were received. The highest is £80, an unconditional offer from Bidder 1.",
        ),
        (
            (BOUND, FREE | {"price": 100}),
            "2 offers were received. The highest are £100, offers from Bidder 1 and Bidder 2. Of those without "
            "conditions, the highest is £100, from Bidder 2.",
        ),
        (
            (BOUND, UNSAID),
            "2 offers were received. The highest is £100, a conditional offer from Bidder 1. Of 1 offer nobody says "
            "whether it is conditional.",
        ),
        (
            (BOUND, UNSAID, UNSAID),
            "3 offers were received. The highest is £100, a conditional offer from Bidder 1. Of 2 offers nobody says "
            "whether they are conditional.",
        ),
    ],
)
def test_offers_are_told_with_the_highest_and_the_highest_without_conditions(rows: tuple[Row, ...], told: str) -> None:
    assert received(*rows) == told


@pytest.mark.parametrize(
    ("rows", "valuation", "told"),
    [
        ((FREE,), 80, "It is at or above the valuation of £80."),
        ((FREE,), 81, "It is below the valuation of £81."),
        ((FREE, BOUND), 101, "None of them reaches the valuation of £101."),
        ((FREE, BOUND), 100, "1 of them reaches the valuation of £100."),
        ((FREE, UNSAID, BOUND), 90, "2 of them reach the valuation of £90."),
        ((FREE, BOUND), 80, "All of them reach the valuation of £80."),
    ],
)
def test_how_many_reach_the_valuation_is_told_after_how_many_there_are(
    rows: tuple[Row, ...], valuation: int, told: str
) -> None:
    assert f" received. {told} " in received(*rows, valuation=valuation)


def test_of_no_offers_none_is_held_against_the_valuation() -> None:
    assert received(valuation=100) == "No offer was received."


@pytest.mark.parametrize(
    ("rows", "valuation", "told"),
    [
        ((FREE,), None, "Officers prefer the offer of Bidder 1: £80, without conditions."),
        ((BOUND,), 101, "Officers prefer the offer of Bidder 1: £100, on conditions."),
        ((UNSAID,), 90, "Officers prefer the offer of Bidder 1: £90. It is not below the valuation."),
        (
            (BOUND, FREE),
            100,
            "Officers prefer the offer of Bidder 1: £100, on conditions. It is not below the valuation and no other "
            "offer is higher.",
        ),
        (
            (BOUND, FREE),
            101,
            "Officers prefer the offer of Bidder 1: £100, on conditions. No other offer is higher.",
        ),
        ((FREE, BOUND), None, "Officers prefer the offer of Bidder 1: £80, without conditions."),
    ],
)
def test_the_preferred_offer_is_told_with_what_it_is_not_below(
    rows: tuple[Row, ...], valuation: int | None, told: str
) -> None:
    assert preference(*rows, valuation=valuation) == told


def test_without_a_preferred_offer_that_is_said() -> None:
    assert preference(FREE, preferred="") == "The officers name no offer that they prefer."


@pytest.mark.parametrize(
    ("valuation", "rows", "title", "told"),
    [
        (81, (FREE,), "The preferred offer is below the valuation", "£1 (1%) below the valuation."),
        (None, (FREE, BOUND), "The preferred offer is below the highest offer", "£20 (20%) below the highest offer."),
        (
            100,
            (FREE, {"price": "80.01"}),
            "The preferred offer is below the valuation and the highest offer",
            "£20.00 (20%) below the valuation and £0.01 (0%) below the highest offer.",
        ),
    ],
)
def test_a_shortfall_has_a_title_and_says_what_is_needed(
    valuation: int | None, rows: tuple[Row, ...], title: str, told: str
) -> None:
    figures = made(*rows, valuation=valuation, preferred="O-1")
    assert offer_sentences.short_title(figures) == title
    assert text(offer_sentences.short(figures), figures).startswith(f"The preferred offer is {told} Either it is ")


@pytest.mark.parametrize(
    ("valuation", "rows", "preferred"),
    [
        (80, (FREE,), "O-1"),
        (None, (BOUND, FREE), "O-1"),
        (None, (BOUND, BOUND), "O-2"),
        (101, (FREE,), ""),
        (None, (BOUND, {"price": "100.0000001"}), "O-1"),
    ],
)
def test_what_is_below_neither_has_no_title(valuation: int | None, rows: tuple[Row, ...], preferred: str) -> None:
    assert offer_sentences.short_title(made(*rows, valuation=valuation, preferred=preferred)) == ""


def test_the_law_is_named_without_a_typed_number() -> None:
    assert text(offer_sentences.LAW, {}).startswith("Section 123 of the Local Government Act 1972 lets the council ")


@pytest.mark.parametrize(
    ("made_up", "count", "told"),
    [
        (1, 1, "The offer is illustrative: made up to show how the paper reads. It is marked †."),
        (1, 3, "Of 3 offers, 1 is illustrative: made up to show how the paper reads. It is marked †."),
        (2, 3, "Of 3 offers, 2 are illustrative: made up to show how the paper reads. They are marked †."),
        (2, 2, "All 2 offers are illustrative: made up to show how the paper reads. They are marked †."),
    ],
)
def test_what_is_made_up_is_said(made_up: int, count: int, told: str) -> None:
    figures = made(*(FREE | ({"provenance": "illustrative"} if at < made_up else {}) for at in range(count)))
    (sentence,) = offer_sentences.provenance(figures)
    assert text(sentence, figures) == told


def test_where_nothing_is_made_up_nothing_is_said() -> None:
    assert offer_sentences.provenance(made(FREE, FREE | {"provenance": "published"})) == []
