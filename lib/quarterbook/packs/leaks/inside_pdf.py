"""Every string in a PDF: what its pages show, what its objects say, and what stands beside or behind them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from io import BytesIO
from typing import Any

from quarterbook.errors import Blocked
from quarterbook.hashes import sha256
from quarterbook.packs.leaks import operators
from quarterbook.packs.leaks.folding import unmarked
from quarterbook.packs.leaks.found import Found
from quarterbook.packs.leaks.operators import Font

Fonts = Mapping[str, Sequence[Font]]

END = b"%%EOF"
_STREAM = re.compile(rb"\bstream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_OBJECT = re.compile(rb"\d+ \d+ obj\b.*?\bendobj", re.DOTALL)
_TABLES = re.compile(rb"\bxref\s[\d\snf]*|\bstartxref\s+\d+|\btrailer\s*<<.*?>>(?=\s*startxref)", re.DOTALL)
_COMMENT = re.compile(rb"%[^\r\n]*")
_TAG = re.compile(r"<[^<>]*>")
_CONTROL = re.compile(r"[\x00-\x08]")
_NAMES_OF_FONTS = ("/BaseFont", "/FontName")


def strings(data: bytes) -> Iterator[Found]:
    """Return all text of a PDF, seen or not. Raises `Blocked` where it holds what nobody can look into."""
    import pikepdf

    if data.count(END) != 1 or data.split(END)[1].strip():
        raise Blocked("A PDF of the pack holds more than one version of itself, or goes on behind its end.")
    with pikepdf.open(BytesIO(data)) as pdf:
        fonts, names = _fonts(pdf), set[str]()
        seen = set[str]()
        yield from _walk(pdf.trailer, "its trailer", fonts, names, top=True)
        for at, thing in enumerate(pdf.objects, 1):
            if isinstance(thing, pikepdf.Stream):
                seen.add(sha256(thing.read_raw_bytes()))
            yield from _walk(thing, f"object {at}", fonts, names, top=True)
    yield from _outside(data, seen, fonts)
    yield from _pages(data)


def _outside(data: bytes, seen: set[str], fonts: Fonts) -> Iterator[Found]:
    """What stands between the objects, and streams that are none of them."""
    yield Found("its bytes", data.decode("latin-1"), "raw")
    for stream in _STREAM.finditer(data):
        if sha256(stream[1]) not in seen:
            yield from _stream(_inflated(stream[1]), "a stream outside of its objects", fonts)
    bare = _STREAM.sub(b"", data)
    for comment in _COMMENT.findall(bare):
        yield Found("a comment", comment[1:].decode("utf-8", "replace"))
    between = _TABLES.sub(b" ", _OBJECT.sub(b" ", bare))
    yield from _plain(between, "between its objects")


def _inflated(data: bytes) -> bytes:
    import zlib

    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return data


def _fonts(pdf: Any) -> Fonts:
    """What the fonts of a PDF say, by the names that its pages have for them."""
    import pikepdf

    named: defaultdict[str, dict[tuple[int, int], Font]] = defaultdict(dict)
    for thing in filter(_is_dictionary, pdf.objects):
        for resources in filter(_is_dictionary, (thing, thing.get("/Resources"))):
            fonts = resources.get("/Font")
            for name, font in fonts.items() if isinstance(fonts, pikepdf.Dictionary) else ():
                cmap = font.get("/ToUnicode") if isinstance(font, pikepdf.Dictionary) else None
                known = named[name.removeprefix("/")]
                if not isinstance(cmap, pikepdf.Stream):
                    known[0, 0] = {}
                elif cmap.objgen not in known:
                    known[cmap.objgen] = operators.font(cmap.read_bytes())
    return {name: [*fonts.values()] for name, fonts in named.items()}


def _is_dictionary(thing: object) -> bool:
    import pikepdf

    return isinstance(thing, pikepdf.Dictionary | pikepdf.Stream)


def _walk(thing: Any, place: str, fonts: Fonts, names: set[str], *, top: bool = False) -> Iterator[Found]:
    """What an object says; each of the `names` of its parts once, since thousands of objects have the same."""
    import pikepdf

    # What is referred to is an object of its own.
    if thing.is_indirect and not top:
        return
    if isinstance(thing, pikepdf.Array):
        for part in thing:
            if isinstance(part, pikepdf.Object):
                yield from _walk(part, place, fonts, names)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key, part in thing.items():
            if key not in names:
                names.add(key)
                yield Found(f"{place}, a key", key.removeprefix("/"), "name")
            if key in _NAMES_OF_FONTS:
                yield Found(f"{place}, {key}", str(part), "raw")
            elif isinstance(part, pikepdf.Object) and not part.is_indirect:
                yield from _walk(part, f"{place}, {key}", fonts, names)
        if isinstance(thing, pikepdf.Stream):
            yield Found(f"{place}, its stream", sha256(thing.read_raw_bytes()))
            yield from _content(thing, f"{place}, its stream", fonts)
    elif isinstance(thing, pikepdf.Name):
        yield Found(place, str(thing).removeprefix("/"), "name")
    elif isinstance(thing, pikepdf.String):
        yield Found(place, str(thing))
        if b"\0" in bytes(thing):  # in UTF-16 that does not say so, or says so the wrong way round
            for encoding in ("utf-16-be", "utf-16-le"):
                yield Found(place, bytes(thing).decode(encoding, "ignore").removeprefix("\ufeff"))


def _content(stream: Any, place: str, fonts: Fonts) -> Iterator[Found]:
    import pikepdf

    try:
        data = stream.read_bytes()
    except pikepdf.PdfError:  # a picture in a coding of its own
        data = stream.read_raw_bytes()
    if stream.get("/Type") == "/EmbeddedFile" and not _is_text(data):
        raise Blocked("A PDF of the pack holds an attachment, and nobody can tell what is in it.")
    yield from _stream(data, place, fonts)


def _stream(data: bytes, place: str, fonts: Fonts) -> Iterator[Found]:
    # Of a text in UTF-16 that leaves the letters, with what is no letter between them.
    yield Found(place, data.decode("utf-8", "ignore"), "raw")
    said, shown = operators.told(data)
    for one in said:
        yield Found(place, one)
    for runs in operators.readings(shown, fonts) if shown else ():
        for run in runs:
            yield Found(place, run)
        yield Found(place, " ".join(runs), "joined")
        yield Found(place, "".join(runs), "joined")
    if _is_text(data) and not any(letters for _, letters in shown):
        yield from _plain(data, place)


def _is_text(data: bytes) -> bool:
    return _decoded(data) is not None


def _decoded(data: bytes) -> str | None:
    """The text that bytes are, None where they are none."""
    encoding = "utf-16" if data[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _CONTROL.search(text) else text


def _plain(data: bytes, place: str) -> Iterator[Found]:
    """A text that may be markup: its lines, words and numbers, without what a machine makes of it."""
    text = _decoded(data) or data.decode("utf-8", "replace")
    yield Found(place, unmarked(text), "name" if "<" in text else "joined")
    for line in _TAG.sub("\n", text).splitlines():
        yield Found(place, unmarked(line))


def _pages(data: bytes) -> Iterator[Found]:
    import pypdfium2

    with closing(pypdfium2.PdfDocument(data)) as pdf:
        called = _called(pdf)
        for at, page in enumerate(pdf):
            label = pdf.get_page_label(at)
            shown = f"page {label}" if label else f"sheet {at + 1}"
            paper = next((name for first, name in reversed(called) if first <= at), "")
            with closing(page), closing(page.get_textpage()) as text:
                yield Found(", ".join(filter(None, (shown, paper))), text.get_text_range(), "joined")


def _called(pdf: Any) -> list[tuple[int, str]]:
    """The bookmarks of a PDF that stand in no other, each with its page from 0, in the order of their pages."""
    found = [(one.get_dest(), one.get_title()) for one in pdf.get_toc() if one.level == 0]
    return sorted((place.get_index() or 0, name) for place, name in found if place)
