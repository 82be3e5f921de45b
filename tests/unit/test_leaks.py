"""The leak test: what is not for publication is found in each place of a pack's files where it can hide."""

from __future__ import annotations

import pytest

from leaking import IN_PDF, NAME, PUBLIC, document, files
from quarterbook.analysis.figures import Figure
from quarterbook.document.document import Document, PlacedFigure
from quarterbook.errors import Blocked
from quarterbook.packs.leaks import leaks
from quarterbook.packs.secrets import Secrets, secrets, texts

SENTENCE = "The lowest price that members would take is far below the valuation"
PRICE = Figure(
    id="land.lowest.price",
    value=2437500,
    exact="2437500",
    unit="£",
    display="£2,437,500",
    definition="What the council would take",
)
HIDDEN = [SENTENCE, "Bidder A", PRICE.display, PRICE.id]


def hidden() -> Document:
    made = document("Sale", f"{SENTENCE}.", "Bidder A")
    return made.model_copy(update={"figures": (PlacedFigure(figure=PRICE, cell="c"),)})


@pytest.fixture(scope="module")
def pack() -> dict[str, bytes]:
    return files(PUBLIC)


@pytest.fixture(scope="module")
def looked_for() -> Secrets:
    return secrets([hidden()], texts(PUBLIC))


def test_a_plain_pack_leaks_nothing(pack: dict[str, bytes], looked_for: Secrets) -> None:
    assert list(leaks(looked_for, pack)) == []


@pytest.mark.parametrize("secret", HIDDEN)
@pytest.mark.parametrize("place", IN_PDF)
def test_it_is_found_in_each_place_of_a_pdf(
    pack: dict[str, bytes], looked_for: Secrets, place: str, secret: str
) -> None:
    planted = IN_PDF[place](pack[f"{NAME}.pdf"], secret)
    try:
        found = list(leaks(looked_for, {f"{NAME}.pdf": planted}))
    except Blocked:
        found = ["blocked"]
    assert found
