"""Every string in a finished file, wherever it can hide there, with where it is."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from typing import Any, Literal, NamedTuple
from urllib.parse import unquote

from quarterbook.errors import QuarterbookError
from quarterbook.hashes import sha256

_DATA_URI = re.compile(r"data:[\w/+.-]*;base64,([A-Za-z0-9+/=\s]+)")
# Attributes that say how something looks, in numbers of their own.
_LOOKS = {"class", "colspan", "d", "height", "points", "rowspan", "style", "transform", "viewbox", "width", "x", "y"}
# Among the operators of a page: strings in hexadecimal or in brackets, such as what is said for what is seen.
_STRING = re.compile(rb"<([0-9A-Fa-f\s]{4,})>|\(((?:[^()\\]|\\.)*)\)", re.DOTALL)


class Found(NamedTuple):
    """A text of a file, or the SHA-256 of a picture, and where in it.

    It is `one` text as somebody wrote it, many texts `joined`, where words may stand side by side by chance, or `raw`:
    no text of words, whose letters follow one another as bytes do.
    """

    place: str
    text: str
    kind: Literal["one", "joined", "raw"] = "one"


def strings(name: str, data: bytes) -> Iterator[Found]:
    """Return all text of a file of a pack, by its kind; its name is one of them. Raises for a kind it cannot read."""
    yield Found("its name", name)
    kind = name.rpartition(".")[2]
    readers = {"pdf": _pdf, "html": _html, "json": _json}
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


def _pdf(data: bytes) -> Iterator[Found]:
    import pikepdf

    if data.count(b"%%EOF") != 1:
        raise QuarterbookError("A PDF of the pack holds more than one version of itself.")
    yield Found("outside of its objects", data.decode("latin-1"), "raw")
    with pikepdf.open(BytesIO(data)) as pdf:
        for at, thing in enumerate(pdf.objects, 1):
            yield from _walk(thing, f"object {at}", top=True)
    yield from _pages(data)


def _walk(thing: Any, place: str, *, top: bool = False) -> Iterator[Found]:
    import pikepdf

    # What is referred to is an object of its own.
    if not isinstance(thing, pikepdf.Object) or (thing.is_indirect and not top):
        return
    if isinstance(thing, pikepdf.Array):
        for part in thing:
            yield from _walk(part, place)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key, part in thing.items():
            yield Found(f"{place}, a key", key)
            yield from _walk(part, f"{place}, {key}")
        if isinstance(thing, pikepdf.Stream):
            yield Found(f"{place}, its stream", sha256(thing.read_raw_bytes()))
            yield from _stream(thing.read_bytes(), f"{place}, its stream")
    elif isinstance(thing, pikepdf.String | pikepdf.Name):
        yield Found(place, str(thing))


def _stream(data: bytes, place: str) -> Iterator[Found]:
    for encoding in ("utf-8", "utf-16-be", "utf-16-le"):
        yield Found(place, data.decode(encoding, "ignore"), "raw")
    for written in _STRING.finditer(data):
        told = _bytes(written[1]) if written[1] else written[2]
        wide = told[:2] in (b"\xfe\xff", b"\xff\xfe")
        yield Found(place, told.decode("utf-16" if wide else "latin-1", "ignore"))


def _bytes(digits: bytes) -> bytes:
    """What hexadecimal digits stand for; a last one that is missing is 0, as in a PDF."""
    whole = b"".join(digits.split())
    return bytes.fromhex((whole + b"0" * (len(whole) % 2)).decode())


def _pages(data: bytes) -> Iterator[Found]:
    import pypdfium2

    with closing(pypdfium2.PdfDocument(data)) as pdf:
        for at, page in enumerate(pdf, 1):
            with closing(page), closing(page.get_textpage()) as text:
                yield Found(f"page {at}", text.get_text_range(), "joined")
