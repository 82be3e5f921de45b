"""What the PDF's fonts can set is known exactly, and what they cannot is shown and told."""

from __future__ import annotations

import base64
import unicodedata

import pytest

from documents import sample_document, text
from quarterbook.document.blocks import Callout, Chart, Column, FrontMatter, Image, Paragraph, Picture, Run, Table
from quarterbook.document.document import Document
from quarterbook.writers import glyphs
from quarterbook.writers.pdf import write

EVERY = [chr(point) for point in range(0x20000)]


def styled(words: str) -> Document:
    styles = [(strong, emphasis, code) for strong in (0, 1) for emphasis in (0, 1) for code in (0, 1)]
    runs = tuple(Run(text=words, strong=bool(s), emphasis=bool(e), code=bool(c)) for s, e, c in styles)
    return Document(front=FrontMatter(title="Glyphs"), blocks=(Paragraph(runs=runs),))


def test_the_paper_s_own_signs_are_covered() -> None:
    assert glyphs.missing("●▲▼▶■✓→ŵŷŴŶ £15.979m – ‘quoted’ … ± ≥ ½ é ñ ł ș") == ()


def test_every_character_that_is_not_missing_can_be_set_in_every_style() -> None:
    settable = [character for character in EVERY if not glyphs.missing(character)]
    assert len(settable) > 5_000
    assert write(styled(" ".join(settable))).startswith(b"%PDF-")


def test_every_mark_can_be_set_over_letters_of_either_font() -> None:
    marks = [
        character for character in EVERY if unicodedata.category(character)[0] == "M" and not glyphs.missing(character)
    ]
    words = " ".join(letter + mark for letter in "aŵ▲אا" for mark in marks)
    assert write(styled(words)).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("character", "shown"),
    [
        ("\U0001f389", "[U+1F389]"),  # an emoji
        ("漢", "[U+6F22]"),
        ("\x00", "[U+0000]"),
        ("\x1b", "[U+001B]"),
        ("\x9f", "[U+009F]"),
        ("\uf0b7", "[U+F0B7]"),  # Word's bullet, in its Symbol font
        ("\uef00", "[U+EF00]"),  # private use, though DejaVu has a glyph
        ("\u202e", "[U+202E]"),  # turns the rest of the line round
        ("\u2066", "[U+2066]"),
        ("\ud800", "[U+D800]"),
        ("\ufffe", "[U+FFFE]"),
        ("\u0378", "[U+0378]"),  # unassigned
    ],
)
def test_what_cannot_be_set_is_shown_by_its_code_point(character: str, shown: str) -> None:
    assert glyphs.missing(f"a{character}b{character}") == (character,)
    assert glyphs.settable(f"a{character}b") == f"a{shown}b"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("co\xadoperate", "cooperate"),
        ("zero\u200bwidth\ufeff\u2060", "zerowidth"),
        ("31 July\u200e 2023\u200f", "31 July 2023"),
        ("tick ✓\ufe0f", "tick ✓"),
        ("one\r\ntwo\rthree\u2028four\x0bfive", "one\ntwo\nthree\nfour\nfive"),
        ("tab\there\u2009thin\u202fnarrow", "tab here thin\xa0narrow"),
        ("dw\u0302r", "dŵr"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_is_not_seen_is_let_go_and_not_reported(words: str, shown: str) -> None:
    assert glyphs.settable(words) == shown
    assert glyphs.missing(words) == ()
    assert glyphs.settable(shown) == shown


def test_each_missing_character_is_found_once_wherever_it_stands() -> None:
    svg = base64.b64encode("<svg><text>漢</text></svg>".encode()).decode()
    document = Document(
        front=FrontMatter(title="\U0001f389", fields=(("\ue001", "x"),)),
        blocks=(
            Paragraph(runs=(Run(text="\U0001f389", link="https://example.org/字"),)),
            Callout(
                title="C", blocks=(Table(caption="\x01", columns=(Column(label="A"),), rows=((text("\u202e"),),)),)
            ),
            Chart(title="T", svg="<svg/>", alt="國"),
            Picture(image=Image(media_type="image/svg+xml", base64=svg), alt="P"),
        ),
    )
    findings = glyphs.findings(document)
    assert {(finding.code, finding.severity) for finding in findings} == {("D02", "warning")}
    assert [finding.message for finding in findings] == [
        "The PDF cannot show a control character (U+0001): it has [U+0001] in its place.",
        "The PDF cannot show RIGHT-TO-LEFT OVERRIDE (U+202E): it has [U+202E] in its place.",
        "The PDF cannot show CJK UNIFIED IDEOGRAPH-570B (U+570B): it has [U+570B] in its place.",
        "The PDF cannot show CJK UNIFIED IDEOGRAPH-6F22 (U+6F22): it has [U+6F22] in its place.",
        "The PDF cannot show a private-use character (U+E001): it has [U+E001] in its place.",
        "The PDF cannot show PARTY POPPER (U+1F389): it has [U+1F389] in its place.",
    ]


def test_a_paper_of_plain_words_has_no_findings() -> None:
    assert glyphs.findings(sample_document()) == ()
