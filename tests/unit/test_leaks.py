"""The leak test: what is not for publication is found in each place of a pack's files where it can hide."""

from __future__ import annotations

import pytest

from leaking import IN_HTML, IN_JSON, IN_PDF, NAME, PUBLIC, document, files
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


@pytest.mark.parametrize("secret", HIDDEN)
@pytest.mark.parametrize("place", IN_HTML)
@pytest.mark.parametrize("page", [f"{NAME}.html", f"{NAME}/item-1.html"])
def test_it_is_found_in_each_place_of_a_page(
    pack: dict[str, bytes], looked_for: Secrets, page: str, place: str, secret: str
) -> None:
    (found, *_) = leaks(looked_for, {page: IN_HTML[place](pack[page], secret)})
    assert found.startswith(f"{page}, ")


@pytest.mark.parametrize("secret", HIDDEN)
@pytest.mark.parametrize("place", IN_JSON)
def test_it_is_found_in_each_place_of_a_listing(
    pack: dict[str, bytes], looked_for: Secrets, place: str, secret: str
) -> None:
    (found, *_) = leaks(looked_for, {f"{NAME}.json": IN_JSON[place](pack[f"{NAME}.json"], secret)})
    assert found.startswith(f"{NAME}.json, ")


@pytest.mark.parametrize("secret", HIDDEN)
@pytest.mark.parametrize("name", ["{}.html", "panel-public/{}.html", "panel-public/item-{}.html"])
def test_it_is_found_in_the_name_of_a_file(pack: dict[str, bytes], looked_for: Secrets, name: str, secret: str) -> None:
    for told in (secret, secret.casefold().replace(" ", "-")):
        path = name.replace("{}", told)
        assert list(leaks(looked_for, {path: pack[f"{NAME}.html"]})) == [f"{path}, its name: holds “{_text(secret)}”."]


def _text(secret: str) -> str:
    return f"{SENTENCE[:60].rstrip()}…" if secret == SENTENCE else secret
