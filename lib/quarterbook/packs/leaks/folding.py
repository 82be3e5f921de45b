"""Text as it is compared: whatever its case, its spacing, its quotes, and the form of its letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

# A soft hyphen and what takes no room; a PDF or a browser may put one in or leave it out.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_AROUND = "\"'“”‘’()[]{}<>,.;:!?*_–—-…"
_BESIDE = re.compile(r"[\W_]+")
_BESIDE_IN_ASCII = bytes(code for code in range(128) if _BESIDE.match(chr(code)))
_MARKS = re.compile(r"[<>=\"'()\[\]{}]+")
_SMALL_NUMBERS = re.compile(r"(?<!\S)[-+.\d]{1,4}(?!\S)")
# Between words that an address, a name or a key has joined.
_JOINS = re.compile(r"(?<=\w)[-_/#?&=:+@|\\]+(?=[\w£$€])|(?<=\w)\.(?=[^\W\d])")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?;])\s+|\n+")


def folded(text: str) -> str:
    """Return a text in small letters, each in its plainest form, without what takes no room."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text.translate(_UNSEEN)).casefold()


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, without what stands around them and without commas in numbers.

    >>> words("It\u00adem “A”: £2,437,500 (50%).")
    ('item', 'a', '£2437500', '50%')
    """
    stripped = (word.strip(_AROUND).replace(",", "") for word in folded(text).split())
    return tuple(word for word in stripped if word)


def parted(text: str) -> tuple[str, ...]:
    """Return the words of a text with those parted that an address or a name has joined; none where none are.

    >>> parted("item-4/bidder%20A.html?price=£2,437,500"), parted("Bidder A.")
    (('item', '4', 'bidder', 'a', 'html', 'price', '£2437500'), ())
    """
    apart = _JOINS.sub(" ", unquote(text))
    return words(apart) if apart != text else ()


def unmarked(text: str) -> str:
    """Return a text without the marks that a machine reads it by, and without the small numbers that those are full of.

    >>> unmarked('<text x="12">R&amp;D, of £125</text>').split()
    ['text', 'x', 'R&D,', 'of', '£125', '/text']
    """
    return _SMALL_NUMBERS.sub(" ", _MARKS.sub(" ", unescape(text)))


def squeezed(text: str) -> str:
    """Return a text's letters and digits alone, so that where a line or a tag breaks it does not matter.

    >>> squeezed("Tal-low\u00a0YARD, Lot 2")
    'tallowyardlot2'
    """
    plain = folded(text)
    if plain.isascii():  # as most is, byte by byte
        return plain.encode().translate(None, _BESIDE_IN_ASCII).decode()
    return _BESIDE.sub("", plain)


def sentences(text: str) -> Iterator[str]:
    """Return the sentences of a text, or its lines, none of them blank."""
    return filter(str.strip, _BETWEEN_SENTENCES.split(text))
