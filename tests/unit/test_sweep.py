"""What is read out of a PDF's operators, and how texts are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.errors import QuarterbookError
from quarterbook.packs.leaks import folding, operators, sweep
from quarterbook.packs.leaks.secrets import PHRASE, phrases_of, stands_apart

# What PDFDocEncoding and Latin-1 have in common.
PLAIN = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def literal(text: str) -> bytes:
    """As a PDF may have it in brackets, those within it escaped."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return b"(" + escaped.encode("latin-1") + b")"


@given(PLAIN)
def test_what_an_operator_shows_is_read_whatever_is_in_it(text: str) -> None:
    for written in (literal(text), f"<{text.encode().hex()}>".encode()):
        for shown in (written + b" Tj", b"[" + written + b" -20 ()] TJ", written + b" '"):
            _, runs = operators.told(b"BT /F1 9 Tf " + shown + b" ET")
            assert runs == [("F1", text.encode())], shown


@given(ANY)
def test_what_is_said_for_what_is_seen_is_read_in_any_letters(text: str) -> None:
    wide = f"<feff{text.encode('utf-16-be').hex()}>".encode()
    said, shown = operators.told(b"/Span <</ActualText " + wide + b">> BDC EMC")
    assert (said, shown) == ([text], [])


@given(PLAIN)
def test_strings_that_nothing_shows_are_read(text: str) -> None:
    assert operators.told(b"<< /Title " + literal(text) + b" >>")[0] == [text]


@given(st.binary(max_size=300))
def test_any_bytes_can_be_looked_into(data: bytes) -> None:
    said, shown = operators.told(data)
    assert list(operators.readings(shown, {"F1": [{b"\0\1": "A"}]}))
    assert all(isinstance(one, str) for one in said)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (rb"\102idder", b"Bidder"),
        (
            rb"a\
b",
            b"ab",
        ),
        (rb"\(a\)", b"(a)"),
        (rb"\n\r\t", b"\n\r\t"),
        (rb"\\", b"\\"),
        (rb"\q", b"q"),
        (rb"\0053", b"\x053"),
    ],
)
def test_escapes_mean_what_they_do_in_a_pdf(written: bytes, meant: bytes) -> None:
    assert operators.unescaped(written) == meant


def test_a_font_says_its_codes_one_by_one_in_rows_and_by_list() -> None:
    font = operators.font(
        b"2 beginbfchar <0001> <0041> <0002> <00660069> endbfchar\n"
        b"2 beginbfrange <0003> <0005> <0061> <0006> <0007> [<0078> <0079>] endbfrange"
    )
    runs = [("F1", bytes.fromhex("00010002000300050007"))]
    assert list(operators.readings(runs, {"F1": [font]})) == [["Afiacy"]]
    assert list(operators.readings([("F1", b"\0\x09")], {"F1": [font]})) == [["\ufffd"]]


def test_each_font_of_a_name_is_tried() -> None:
    fonts = {"F1": [{b"\1": "A"}, {b"\1": "B"}], "F2": [{b"\1": "C"}]}
    assert list(operators.readings([("F1", b"\1"), ("F2", b"\1")], fonts)) == [["A", "C"], ["B", "C"]]


@given(ANY, ANY)
def test_what_is_squeezed_is_found_within_what_holds_it(text: str, other: str) -> None:
    # A letter and the mark behind it are one only where they stand together.
    apart = f"{other} . {text} . {other}"
    assert folding.squeezed(text) in folding.squeezed(apart)
    assert folding.squeezed(text.upper()) == folding.squeezed(text.upper().lower()) or not text.isascii()


@given(st.lists(st.sampled_from(["Bidder", "A", "£2,437,500", "(50%)", "“low”", "re-let"]), max_size=12))
def test_words_are_the_same_however_they_are_set(said: list[str]) -> None:
    plain = folding.words(" ".join(said))
    assert folding.words("\n ".join(word.upper() for word in said)) == plain
    assert folding.words("\u00a0".join(said)) == plain
    assert len(plain) == len(said)


@given(st.lists(st.sampled_from("abcdef"), max_size=12))
def test_phrases_are_all_runs_of_words(letters: list[str]) -> None:
    found = phrases_of([" ".join(letters)], range(1, PHRASE + 1))
    wanted = {
        tuple(letters[at : at + length]) for length in range(1, PHRASE + 1) for at in range(len(letters) - length + 1)
    }
    assert found == wanted


@pytest.mark.parametrize(("phrase", "counts"), [(("1234",), False), (("12345",), True), (("long",), False)])
def test_of_joined_words_a_single_one_counts_as_a_long_number(phrase: tuple[str, ...], counts: bool) -> None:
    assert stands_apart(phrase) == counts


@pytest.mark.parametrize("name", ["a.docx", "a", "a.pdf.zip"])
def test_a_file_of_another_kind_is_refused(name: str) -> None:
    with pytest.raises(QuarterbookError, match="nobody can tell what a file of this kind holds"):
        list(sweep.strings(name, b""))
