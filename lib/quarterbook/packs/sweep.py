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
from quarterbook.packs import inside_pdf
from quarterbook.packs.found import Found

_DATA_URI = re.compile(r"data:[\w/+.-]*;base64,([A-Za-z0-9+/=\s]+)")
# Attributes that say how something looks, in numbers of their own.
_LOOKS = {"class", "colspan", "d", "height", "points", "rowspan", "style", "transform", "viewbox", "width", "x", "y"}


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
                    yield Found(f"{place}, a key", key)
                    yield from walk(part, f"{place} {key}".strip())
            case list():
                for part in value:
                    yield from walk(part, place)
            case _:
                yield Found(place, str(value))

    yield from walk(json.loads(data), "")


def _html(data: bytes) -> Iterator[Found]:
    from bs4 import BeautifulSoup, Comment

    text = data.decode("utf-8")
    soup = BeautifulSoup(text, "lxml")
    # A tag may part two words, or stand within one.
    yield Found("the text", soup.get_text(" "), "joined")
    yield Found("the text", soup.get_text(""), "joined")
    for string in soup.find_all(string=True):
        yield Found("a comment" if isinstance(string, Comment) else "the text", str(string))
    for tag in soup.find_all(True):
        for name, given in tag.attrs.items():
            told = " ".join(given) if isinstance(given, list) else str(given)
            yield Found(f"{name} of a <{tag.name}>", unquote(told), "raw" if name in _LOOKS else "one")
    for tag in soup.find_all(["style", "script", "template", "noscript"]):
        yield Found(f"a <{tag.name}>", str(tag), "joined")
    for uri in _DATA_URI.finditer(text):
        data = _decoded(uri[1])
        image = data.decode("utf-8", "ignore")
        yield Found("an image", sha256(data))
        yield Found("an image", image, "raw")
        yield Found("the text of an image", BeautifulSoup(image, "lxml").get_text(" "), "joined")


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except binascii.Error:
        return text.encode()
