"""Text as a terminal printed it, and text with characters that no format can hold."""

from __future__ import annotations

import pytest

from quarterbook.document.reading.plain import clean, terminal


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("\x1b[1;31mError\x1b[0m: no", "Error: no"),
        ("\x1b]8;;http://example\x07link\x1b]8;;\x07", "link"),
        ("\x1b(Bplain", "plain"),
        (" 10%|#\r 50%|##\r100%|###\n", "100%|###"),
        ("done\r", "done"),
        ("windows\r\nlines\r\n", "windows\nlines"),
        ("1/3\b\b\b2/3\b\b\b3/3", "3/3"),
        ("  indented\n\n", "  indented"),
        ("bell\x07 null\x00 end", "bell null end"),
    ],
)
def test_a_terminals_output_reads_as_it_looked_in_the_end(printed: str, shown: str) -> None:
    assert terminal(printed) == shown


def test_no_character_is_left_that_xml_refuses() -> None:
    every = "".join(map(chr, range(0x20))) + "\x7f\x9b\ud800\udfff\ufffe\uffff"
    assert clean(f"a{every}b") == "a\t\n\nb"


def test_letters_signs_and_accents_stay() -> None:
    words = "Cefn Gŵyn ▲ £1\u00a0million 😀"
    assert clean(words) == words
