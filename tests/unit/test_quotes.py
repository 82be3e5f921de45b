"""What a public paper quotes of one that is kept back, and what both say by right."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leaking import document
from quarterbook.analysis.figures import Figure
from quarterbook.document.document import Document, PlacedFigure
from quarterbook.packs.leaks.quotes import QUOTE, named
from quarterbook.packs.leaks.quotes import quotes as quotes_of_typed
from quarterbook.packs.leaks.search import leaks
from quarterbook.packs.leaks.secrets import Secrets, texts

SAID = "the lowest price that members would take is far below what the valuer of the council told them in May"


def quotes(hidden: list[Document], public: list[Document], said: list[str], common: list[str]) -> Secrets:
    """What is quoted where all of it was written by hand."""
    written = [*said, *(text for paper in (*hidden, *public) for text in texts(paper))]
    return quotes_of_typed(hidden, public, said, written, common)


def test_what_nobody_wrote_is_a_notebooks_own_and_no_quote() -> None:
    papers = [document("Sale", SAID)], [document("Plans", SAID)]
    assert quotes_of_typed(*papers, [], [], []).strings == {}
    assert quotes_of_typed(*papers, [], [f"Of {SAID}."], []).strings


def with_figures(made: Document, *displays: str) -> Document:
    figures = (
        Figure(id=f"land.price-{at}", value=1, exact="1", unit="£", display=display, definition="A price")
        for at, display in enumerate(displays)
    )
    return made.model_copy(update={"figures": tuple(PlacedFigure(figure=figure, cell="c") for figure in figures)})


def found(public: str, hidden: str = SAID, common: str = "", said: str = "") -> list[str]:
    made = quotes([document("Sale", hidden)], [document("Plans", public)], [said], [common])
    told = [*leaks(made, {"a.json": json.dumps({"a": f"{public} {said}"}).encode()})]
    return [text for leak in told for text in leak.texts]


@pytest.mark.parametrize(("words", "is_quote"), [(QUOTE - 1, False), (QUOTE, True), (QUOTE + 1, True)])
def test_so_many_words_in_a_row_are_a_quote(words: int, is_quote: bool) -> None:
    public = f"We hear that {' '.join(SAID.split()[2 : 2 + words])}, and so on."
    for told in (found(public), found("Of other things.", said=public)):
        assert bool(told) == is_quote
        assert set(told) <= {SAID}


def test_a_quote_is_one_whatever_its_case_its_breaks_and_its_quotes() -> None:
    assert found(f"“{SAID.upper().replace(' ', '  ')}”")


def test_what_both_have_in_common_is_no_quote() -> None:
    assert not found(SAID, common=f"Of all papers: {SAID}.")
    assert found(SAID, common=" ".join(SAID.split()[:8]))
    assert not found("For £48,250.", "It is £48,250.", common="They offer £48,250.")


AMOUNTS = [
    ("£2,437,500", "It went for £2,437,500, we hear.", True),
    ("£2,437,500", "It went for 2437500 pounds, we hear.", True),
    ("2,437,500", "It went for £2,437,500, we hear.", True),
    ("£2,437,500", "It went for £2,437,501, we hear.", False),
    ("£2,437,500", "It went for much, we hear.", False),
    ("12,345", "Of 12,345 people.", True),
    ("1,234", "Of 1,234 people.", False),
    ("92%", "Of 92% we know.", False),
]


def tells(hidden: str, public: str, common: str = "") -> bool:
    """Whether a file with these words has an amount of a paper that is kept back."""
    kept_back = quotes([document("Sale", hidden)], [], [], [common])
    return bool([*leaks(kept_back, {"a.json": json.dumps({"a": public}).encode()})])


@pytest.mark.parametrize(("hidden", "public", "is_quote"), AMOUNTS)
def test_an_amount_of_five_digits_of_a_hidden_paper_is_a_quote(hidden: str, public: str, is_quote: bool) -> None:
    """Whether it was typed there or worked out."""
    assert tells(f"It is {hidden}.", public) == is_quote
    worked_out = quotes([with_figures(document("Sale"), hidden)], [], [], [])
    assert bool([*leaks(worked_out, {"a.json": json.dumps({"a": public}).encode()})]) == is_quote


@pytest.mark.parametrize("display", ["£2,437,500", "2,437,500", "£2.43750m"])
def test_an_amount_that_a_public_paper_worked_out_as_well_is_none(display: str) -> None:
    public = with_figures(document("Plans", "It went for £2,437,500."), display)
    assert quotes([document("Sale", "It is £2,437,500.")], [public], ["Of £2,437,500."], []).amounts == {}
    assert not tells("It is £2,437,500.", "Of £2,437,500.00.", common="Of 2,437,500.")


WRITTEN = [
    "{:,}",
    "£{:,}",
    "£{}",
    "{}",
    "£{:,}.00",
    "{:,}.0",
    "GBP{:,}",
    "EUR {}",
    "~£{:,}",
    "c£{:,}",
    "£{:,}pa",
    "£{}pa",
]
WRITTEN += [
    "£{:,}/yr",
    "£{:,}-a-year",
    "£{:,}(net)",
    "(£{:,})",
    "−{:,}",
    "£{:,}–£1.3m",
    "£1–£{:,}",
    "**{:,}**",
    "{:,}m²",
]
SPACES = [" ", "\u00a0", "\u2007", "\u2009", "\u202f"]
addressed = st.sampled_from(["https://example.org/{}/offer", "https://example.org/?bid={}", "offer-{}.html"])


@given(
    st.integers(10_000, 10**12),
    st.sampled_from(WRITTEN),
    st.sampled_from(WRITTEN) | addressed,
    st.sampled_from([",", *SPACES]),
)
@example(73_000_000_000, "{:,}", "{:,}", " ")
@example(73_012_345_678, "{:,}", "{:,}", " ")
def test_any_amount_is_known_however_it_is_written(amount: int, hidden: str, public: str, gap: str) -> None:
    kept_back = f"It is {hidden.format(amount).replace(',', gap)}."
    assert tells(kept_back, f"They paid {public.format(amount).replace(',', gap)} for it.")
    assert not tells(kept_back, f"They paid {public.format(amount + 1).replace(',', gap)} for it.")


NO_AMOUNTS = [
    "On 2023-11-21, at 21/11/2023 16:00:00, on 21.11.2023 and in 2023–24",
    "Ring 01234 567890, 0161 342 4000 or +44 161 342 4000",
    "See REF-48371, reference 48371, no 48371, planning-20231121.pdf and https://example.org/48371",
    "It has the hash 48371fab93c1d2 and a48371",
    "In 2023 371 people in 12 45 streets of 1.2.34567",
]


@pytest.mark.parametrize("said", NO_AMOUNTS)
def test_what_is_like_an_amount_is_none(said: str) -> None:
    assert quotes([document("Sale", said)], [], [], []).amounts == {}


@pytest.mark.parametrize(
    "said", ["48371fab93c1d2", "93c148371", "148,371", "48,371,000", "48,371.5", "0.48371", "£48,371m"]
)
def test_what_holds_the_digits_of_an_amount_by_chance_does_not_tell_it(said: str) -> None:
    assert not tells("It is £48,371.", f"See {said}.")


def test_numbers_of_two_cells_are_none_together() -> None:
    page = b"<table><tr><td>48</td><td>371</td></tr></table>"
    assert not [*leaks(quotes([document("Sale", "It is £48,371.")], [], [], []), {"a.html": page})]
    assert [*leaks(quotes([document("Sale", "It is £48,371.")], [], [], []), {"a.html": b"<p>48&thinsp;371</p>"})]


def named_in(said: str, *names: str) -> bool:
    return bool([*leaks(named(names, []), {"a.json": json.dumps({"a": said}).encode()})])


@pytest.mark.parametrize(
    "said", ["Of Fernleigh.", "OF FERNLEIGH", "Fernleigh’s", "fernleigh-plans.html", "“Fernleigh”"]
)
def test_a_name_that_must_never_stand_anywhere_is_found(said: str) -> None:
    assert named_in(said, "Fernleigh")


@pytest.mark.parametrize("said", ["Ida Marchbanks", "ida  marchbanks", "Ida\nMarchbanks", "Ida\u00a0Marchbanks’s"])
def test_a_name_of_two_words_is_found(said: str) -> None:
    assert named_in(f"We spoke to {said}.", "Ida Marchbanks")


def test_a_name_may_stand_in_what_both_may_say() -> None:
    assert named(["Fernleigh"], ["The home at Fernleigh is open."]) == Secrets({}, {}, {})


@pytest.mark.parametrize("said", ["Of others.", "Ida and Marchbanks", "Marchbanks, Ida"])
def test_what_is_like_a_name_is_none(said: str) -> None:
    assert not named_in(said, "Ida Marchbanks", "Fernleigh")
