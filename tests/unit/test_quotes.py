"""What a public paper quotes of one that is kept back, and what both say by right."""

from __future__ import annotations

import pytest

from leaking import document
from quarterbook.analysis.figures import Figure
from quarterbook.document.document import Document, PlacedFigure
from quarterbook.packs.leaks.quotes import QUOTE, quotes

SAID = "the lowest price that members would take is far below what the valuer of the council told them in May"


def with_figure(made: Document, display: str) -> Document:
    figure = Figure(id="land.price", value=1, exact="1", unit="£", display=display, definition="A price")
    return made.model_copy(update={"figures": (PlacedFigure(figure=figure, cell="c"),)})


def found(public: str, hidden: str = SAID, common: str = "") -> list[str]:
    return list(quotes([hidden], [], [document("Plans", public)], [common]).strings.values())


@pytest.mark.parametrize(("words", "is_quote"), [(QUOTE - 1, False), (QUOTE, True), (QUOTE + 1, True)])
def test_so_many_words_in_a_row_are_a_quote(words: int, is_quote: bool) -> None:
    public = f"We hear that {' '.join(SAID.split()[2 : 2 + words])}, and so on."
    assert bool(found(public)) == is_quote
    assert set(found(public)) <= {SAID}


def test_a_quote_is_one_whatever_its_case_its_breaks_and_its_quotes() -> None:
    assert found(f"“{SAID.upper().replace(' ', '  ')}”")


def test_what_both_have_in_common_is_no_quote() -> None:
    assert not found(SAID, common=f"Of all papers: {SAID}.")
    assert found(SAID, common=" ".join(SAID.split()[:8]))


@pytest.mark.parametrize(
    ("display", "public", "is_quote"),
    [
        ("£2,437,500", "It went for £2,437,500, we hear.", True),
        ("£2,437,500", "It went for £2,437,501, we hear.", False),
        ("£2,437,500", "It went for much, we hear.", False),
        ("12,345", "Of 12,345 people.", True),
        ("1,234", "Of 1,234 people.", False),
        ("92%", "Of 92% we know.", False),
    ],
)
def test_a_long_number_that_only_a_hidden_paper_has_as_a_figure_is_a_quote(
    display: str, public: str, is_quote: bool
) -> None:
    made = quotes([], [display], [document("Plans", public)], [])
    assert list(made.phrases.values()) == [display] * is_quote


def test_a_figure_that_a_public_paper_worked_out_as_well_is_none() -> None:
    public = with_figure(document("Plans", "It went for £2,437,500."), "£2,437,500")
    assert quotes([], ["£2,437,500"], [public], []).phrases == {}
