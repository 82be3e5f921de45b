"""Which characters the PDF's fonts can set, and what stands in for one they cannot.

A PDF/UA must not be made with a character that has no glyph, nor a PDF/A with one for private use.
Such a character is shown by its code point, as in [U+1F389], and reported.
"""

from __future__ import annotations

import re
import unicodedata
from base64 import b64decode
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import fontpkg_atkinson_hyperlegible
from fontTools.ttLib import TTFont

from quarterbook.checks.rules import RULES
from quarterbook.document.blocks import to_json
from quarterbook.document.document import Document
from quarterbook.findings import Finding

ATKINSON = tuple(f"AtkinsonHyperlegible-{style}.ttf" for style in ("Regular", "Bold", "Italic", "BoldItalic"))
DEJAVU = tuple(f"DejaVuSans{style}.ttf" for style in ("", "-Bold", "-Oblique", "-BoldOblique", "Mono", "Mono-Bold"))

# Where a bold or slanted font lacks a character, Typst borrows it from these; but not a mark over a letter.
UPRIGHT = (ATKINSON[0], DEJAVU[0])

# What the PDF shows otherwise without a word to the reader. Ends of lines become one kind, spaces two: Typst
# borrows no space from a second font. Unseen are soft hyphens, marks of direction and of byte order, and
# variation selectors.
LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
SPACES = re.compile("[\t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]")
UNBROKEN_SPACES = re.compile("[\u2007\u202f]")
UNSEEN = re.compile("[\xad\u034f\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")

# Unseen too, but they spell words in Persian and other languages.
JOINERS = frozenset("\u200c\u200d")

# Controls, formats, surrogates, private use, unassigned: shown by code point whatever a font offers.
# Among the formats are those that turn the order in which a line is read.
WITHOUT_GLYPH = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})

# Keys of a block's JSON whose text is not set.
NOT_SET = frozenset(
    {"kind", "anchor", "anchors", "as_at", "base64", "figure", "link", "media_type", "numbering", "tone"}
)


def fonts() -> tuple[Path, ...]:
    """Return the font files of the PDF: Atkinson Hyperlegible, and DejaVu Sans as matplotlib ships it."""
    matplotlib = find_spec("matplotlib")  # importing it for its folder would cost 0.2 s
    if matplotlib is None or matplotlib.origin is None:
        raise ModuleNotFoundError("matplotlib, which brings the DejaVu fonts, is not installed.")
    atkinson = Path(fontpkg_atkinson_hyperlegible.ROOT) / "files"
    dejavu = Path(matplotlib.origin).parent / "mpl-data" / "fonts" / "ttf"
    return (*(atkinson / name for name in ATKINSON), *(dejavu / name for name in DEJAVU))


@cache
def _covered(name: str) -> frozenset[str]:
    (path,) = (path for path in fonts() if path.name == name)
    with TTFont(path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


@cache
def covers() -> str:
    """Return a regular expression, in Typst's words, for the characters to be set in the first font."""
    return "[" + "".join(f"\\x{{{ord(character):x}}}" for character in sorted(_covered(UPRIGHT[0]))) + "]"


@cache
def _has_glyph(character: str) -> bool:
    category = unicodedata.category(character)
    if category in WITHOUT_GLYPH:
        return character in JOINERS
    if category.startswith("M"):
        return all(character in _covered(name) for name in DEJAVU[:4])
    return any(character in _covered(name) for name in UPRIGHT)


def missing(text: str) -> tuple[str, ...]:
    """Return the characters of `text` that the PDF cannot set, each once, in order of code point.

    >>> missing("Progress: 92% ▲ \U0001f389")
    ('🎉',)
    """
    return tuple(sorted(character for character in set(_plain(text)) - {"\n"} if not _has_glyph(character)))


def settable(text: str) -> str:
    r"""Return `text` as the PDF sets it: one kind of line end, nothing unseen, a code point for what is missing.

    >>> settable("So\xadcial \U0001f389\r\ncare")
    'Social [U+1F389]\ncare'
    """
    if _ordinary(text):
        return text
    return _plain(text).translate({ord(character): f"[{_code_point(character)}]" for character in missing(text)})


def _ordinary(text: str) -> bool:
    """Whether there is nothing to look at, as in most of the thousands of texts of a paper."""
    return text.isascii() and text.isprintable()


def _plain(text: str) -> str:
    # A letter and its accent become one character, which a font draws better: Welsh has ŵ and ŷ.
    text = unicodedata.normalize("NFC", UNSEEN.sub("", LINE_ENDS.sub("\n", text)))
    return SPACES.sub(" ", UNBROKEN_SPACES.sub("\xa0", text))


def findings(document: Document) -> tuple[Finding, ...]:
    """Return one warning for each character that the PDF of `document` shows by its code point."""
    return tuple(_finding(character) for character in missing("\n".join(_texts(document))))


def _finding(character: str) -> Finding:
    point = _code_point(character)
    return RULES["D02"].finding(f"The PDF cannot show {_name(character)} ({point}): it has [{point}] in its place.")


def _name(character: str) -> str:
    kinds = {"Cc": "a control character", "Co": "a private-use character", "Cs": "half of a surrogate pair"}
    return unicodedata.name(character, kinds.get(unicodedata.category(character), "an unassigned character"))


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


def _texts(document: Document) -> Iterator[str]:
    for block in (document.front, *document.blocks):
        yield from _strings(to_json(block))


def _strings(data: Any) -> Iterator[str]:
    match data:
        case str():
            yield data
        case {"media_type": "image/svg+xml", "base64": str(data)}:
            yield b64decode(data).decode(errors="ignore")
        case list():
            for value in data:
                yield from _strings(value)
        case dict():
            for key, value in data.items():
                if key not in NOT_SET:
                    yield from _strings(value)
