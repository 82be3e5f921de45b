"""Every string in a finished file, wherever it can hide there, with where it is."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from urllib.parse import unquote

from quarterbook.errors import QuarterbookError
from quarterbook.hashes import sha256
from quarterbook.packs.leaks import folding, inside_pdf
from quarterbook.packs.leaks.found import Found

_DATA_URI = re.compile(r"data:[\w/+.-]*;base64,([A-Za-z0-9+/=\s]+)")
# Attributes that say how something looks, in numbers of their own; and those whose words are no prose.
_LOOKS = {
    *("colspan", "cx", "cy", "d", "dx", "dy", "fill", "font-size", "height", "offset", "opacity", "points", "r"),
    *("rowspan", "rx", "ry", "stroke", "stroke-dasharray", "stroke-width", "style", "transform", "viewbox", "width"),
    *("x", "x1", "x2", "y", "y1", "y2"),
}
_NAMES = {"class", "lang", "name", "rel", "role", "scope", "type"}
# What stands within a word, or between two, without parting them.
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "cite",
    "code",
    "em",
    "i",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
}


def strings(name: str, data: bytes) -> Iterator[Found]:
    """Return all text of a file of a pack, by its kind; its name is one of them. Raises for a kind it cannot read."""
    yield Found("its name", name)
    kind = name.rpartition(".")[2]
    readers = {"pdf": inside_pdf.strings, "html": _html, "json": _json}
    if kind not in readers:
        raise QuarterbookError(f"{name}: nobody can tell what a file of this kind holds.")
    yield from readers[kind](data)


def _json(data: bytes) -> Iterator[Found]:
    def walk(value: object, place: str) -> Iterator[Found]:
        match value:
            case dict():
                for key, part in value.items():
                    yield Found(f"{place}, a key", key, "name")
                    yield from walk(part, f"{place} {key}".strip())
            case list():
                for part in value:
                    yield from walk(part, place)
            case _:
                yield Found(place, str(value))

    yield from walk(json.loads(data), "")


def _html(data: bytes) -> Iterator[Found]:
    from bs4 import BeautifulSoup
    from bs4.element import PreformattedString

    text = data.decode("utf-8")
    soup = BeautifulSoup(text, "lxml")
    yield Found("its source", text, "raw")
    for string in soup.find_all(string=lambda one: one.parent.name != "style"):
        yield from _told("a comment" if isinstance(string, PreformattedString) else "the text", str(string))
    for tag in soup.find_all(True):
        for name, given in tag.attrs.items():
            yield Found(f"an attribute of a <{tag.name}>", name, "name")
            yield from _attribute(
                f"{name} of a <{tag.name}>", name, " ".join(given) if isinstance(given, list) else given
            )
    for tag in soup.find_all(["style", "script", "template", "noscript"]):
        # A style has a language of its own, but says what stands in quotes.
        yield Found(f"a <{tag.name}>", folding.unmarked(str(tag)), "name" if tag.name == "style" else "joined")
    for uri in _DATA_URI.finditer(text):
        image = _decoded(uri[1])
        yield Found("an image", sha256(image))
        yield Found("an image", image.decode("utf-8", "ignore"), "raw")
        written = BeautifulSoup(image.decode("utf-8", "ignore"), "lxml").get_text(" ")
        yield Found("the text of an image", written, "joined")
    for style in soup.find_all("style"):
        style.decompose()
    # A tag may part two words, or stand within one.
    yield Found("the text", soup.get_text(" "), "joined")
    for tag in soup.find_all(lambda one: one.name not in _INLINE):
        tag.insert_before(" ")
        tag.append(" ")
    yield Found("the text", soup.get_text(""), "joined")


def _attribute(place: str, name: str, given: str) -> Iterator[Found]:
    if name in _LOOKS or name in _NAMES:
        yield Found(place, given, "raw" if name in _LOOKS else "name")
    else:
        yield from _told(place, unquote(given))


def _told(place: str, text: str) -> Iterator[Found]:
    """A text, and what it says where it is markup."""
    yield Found(place, text)
    if "<" in text or "[" in text:
        yield Found(place, folding.unmarked(text))


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except binascii.Error:
        return text.encode()
