"""The leak test: what is not for publication is found in each place of a pack's files where it can hide."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64encode
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as PILImage

from documents import sample_document
from leaking import IN_HTML, IN_JSON, IN_PDF, LETTERS, NAME, PUBLIC, document, files
from quarterbook.analysis.figures import Figure
from quarterbook.document.blocks import Image, Picture
from quarterbook.document.document import Document, PlacedFigure
from quarterbook.errors import Blocked, QuarterbookError
from quarterbook.packs.leaks import frame, search
from quarterbook.packs.leaks.secrets import Secrets, secrets, texts
from quarterbook.writers import html, pack_pdf

SENTENCE = "The lowest price that members would take is far below the valuation"
PRICE = Figure(
    id="land.lowest.price",
    value=2437500,
    exact="2437500",
    unit="£",
    display="£2,437,500",
    definition="What the council would take",
)
PAGE = b"<html><head><meta name=viewport><title>A</title></head><body><main><p>A</p></main></body></html>"
HIDDEN = [SENTENCE, "Bidder A", PRICE.display, PRICE.id]


def leaks(looked_for: Secrets, given: dict[str, bytes]) -> list[str]:
    return [str(leak) for leak in search.leaks(looked_for, given)]


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


@pytest.mark.parametrize("secret", HIDDEN)
def test_what_a_public_paper_says_as_well_is_no_secret(secret: str) -> None:
    public = document("Sales of land", f"It is known that {secret}.", LETTERS)
    assert list(leaks(secrets([hidden()], texts(public)), {})) == []
    alone = secrets([document("Sale", secret)], texts(public))
    assert list(leaks(alone, files(public))) == []


def test_a_sentence_that_is_cut_off_or_goes_on_is_found() -> None:
    secret = secrets([hidden()], texts(PUBLIC))
    cut = " ".join(SENTENCE.split()[2:9])
    for said in (cut, f"As {cut.upper()}, so it was", SENTENCE.replace(" ", "  \n")):
        (found,) = leaks(secret, {f"{NAME}.json": json.dumps({"a": said}).encode()})
        assert SENTENCE[:20] in found
    five = " ".join(SENTENCE.split()[2:7])
    assert list(leaks(secret, {f"{NAME}.json": json.dumps({"a": five}).encode()})) == []


@pytest.mark.parametrize("said", ["Bidder B", "A bidder", "Bidders and buyers", "£2,437,501", "2437", "land.price"])
def test_what_is_like_a_secret_is_none(looked_for: Secrets, said: str) -> None:
    assert list(leaks(looked_for, {f"{NAME}.json": json.dumps({"a": said}).encode()})) == []


def test_how_many_of_a_place_are_told() -> None:
    listing = json.dumps({"place": f"{SENTENCE}. {PRICE.display}"}).encode()
    (found,) = leaks(secrets([hidden()], texts(PUBLIC)), {"a.json": listing})
    assert found.startswith("a.json, place: holds “")
    assert found.endswith("”, and 1 more.")


def test_a_leak_is_told_by_the_number_of_its_page_its_item_and_the_paper_that_it_is_from() -> None:
    secret = secrets([hidden()], texts(PUBLIC))
    pdf = files(PUBLIC, document("Sales", "Of Bidder A."), document(f"Of {PRICE.display}"))[f"{NAME}.pdf"]
    told = search.told(search.leaks(secret, {"a.pdf": pdf}), {"Bidder A": "Agenda Item 6"})
    price, bidder = sorted(told, key=lambda one: "Bidder" in one)
    assert re.fullmatch("“Bidder A” from Agenda Item 6 stands in a.pdf, page 3, Agenda Item 2, and in .*", bidder)
    # It is the title of an item, too.
    assert price.startswith("“£2,437,500” stands in a.pdf, sheet 1, Agenda, and in ")


def test_a_file_of_a_kind_that_nobody_can_read_is_refused(looked_for: Secrets) -> None:
    with pytest.raises(QuarterbookError, match=r"a\.docx: nobody can tell what a file of this kind holds"):
        list(leaks(looked_for, {"a.docx": b"PK"}))


def test_an_attachment_that_nobody_can_read_blocks(pack: dict[str, bytes], looked_for: Secrets) -> None:
    attached = BytesIO()
    with pikepdf.open(BytesIO(pack[f"{NAME}.pdf"])) as pdf:
        pdf.attachments["a.zip"] = pikepdf.AttachedFileSpec(pdf, zlib.compress(b"It may be anything.") + b"\xff\x00")
        pdf.save(attached)
    with pytest.raises(Blocked, match="holds an attachment, and nobody can tell what is in it"):
        list(leaks(looked_for, {f"{NAME}.pdf": attached.getvalue()}))


def test_a_picture_is_known_by_its_bytes() -> None:
    chart = sample_document()
    secret = secrets([chart], texts(PUBLIC))
    page = html.write(chart)
    assert any(", an image: holds" in found for found in leaks(secret, {"a.html": page}))


def test_a_photograph_can_be_looked_into_and_is_known_by_its_bytes() -> None:
    """It is in a PDF as it came, in a coding of its own."""
    jpeg = BytesIO()
    PILImage.new("RGB", (40, 30), "red").save(jpeg, "jpeg")
    image = Image(media_type="image/jpeg", base64=b64encode(jpeg.getvalue()).decode())
    photograph = document("Sale").model_copy(update={"blocks": (Picture(image=image, alt="A yard"),)})
    shown = files(PUBLIC, photograph)
    assert list(leaks(secrets([hidden()], [*texts(PUBLIC), *texts(photograph)]), shown)) == []
    told = list(leaks(secrets([photograph], texts(PUBLIC)), {f"{NAME}.pdf": shown[f"{NAME}.pdf"]}))
    assert any("its stream: holds" in one for one in told)


def test_what_a_pack_says_itself_is_nobodys_secret() -> None:
    assert pack_pdf.NOT_PRINTED in " ".join(frame.texts())
    kept_back = document("Sale", "How each figure was worked out", "This page is intentionally left blank")
    assert set(secrets([kept_back], frame.texts()).strings.values()) == {"Testshire Council"}


@given(st.text(alphabet=LETTERS, min_size=1, max_size=60), st.sampled_from([*IN_HTML]))
@settings(max_examples=60, deadline=None)
def test_no_text_of_a_public_paper_is_a_leak(said: str, place: str) -> None:
    page = IN_HTML[place](PAGE, said)
    known = secrets([document("Sale", said)], [said, "A"])
    assert list(leaks(known, {"a.html": page})) == []


@given(
    st.lists(st.sampled_from(SENTENCE.casefold().split()), min_size=5, max_size=20).map(
        lambda words: " ".join([*words, "valuation"])  # a word that says something, and that nobody else says
    ),
    st.sampled_from([*IN_HTML]),
)
@settings(max_examples=60, deadline=None)
def test_any_sentence_with_a_word_of_its_own_is_found(said: str, place: str) -> None:
    said = f"Quillfeather {said}"
    page = IN_HTML[place](PAGE, said)
    assert list(leaks(secrets([document("Sale", said)], []), {"a.html": page}))
