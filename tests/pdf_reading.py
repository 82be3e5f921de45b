"""A PDF as a screen reader meets it: the tags of its structure tree, in order, and the words within each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf


@dataclass
class Element:
    """A tag of the structure tree and the words within it."""

    tag: str
    words: str
    alt: str | None
    headers: int


class Reading:
    """A PDF as a screen reader goes through it."""

    def __init__(self, written: bytes) -> None:
        self.pdf = pikepdf.open(BytesIO(written))
        self.pages: list[str] = []
        self._marked: dict[tuple[int, int], str] = {}
        for page in self.pdf.pages:
            self._read(page)
        self.elements = list(self._walk(self.pdf.Root.StructTreeRoot.K, 0))

    def leads_to(self, page: int) -> list[int]:
        """The pages that the links of a page lead to, in order; pages are counted from 0."""
        places = {page.objgen: place for place, page in enumerate(self.pdf.pages)}
        there = [note.Dest for note in self.pdf.pages[page].get("/Annots", []) if "/Dest" in note]
        # A labelled heading is a destination with a name.
        named = pikepdf.NameTree(self.pdf.Root.Names.Dests) if "/Names" in self.pdf.Root else {}
        ends = [named[str(one)] if isinstance(one, pikepdf.String) else one for one in there]
        return [places[end[0].objgen] for end in ends]

    def words(self, *tags: str) -> list[str]:
        return [element.words for element in self.elements if element.tag in tags]

    def _read(self, page: pikepdf.Page) -> None:
        fonts = {name: _unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
        font: dict[int, str] = {}
        marks: list[int | None] = []
        words: list[str] = []
        marked: defaultdict[int, str] = defaultdict(str)
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BDC" | "BMC":
                    properties = operands[1] if len(operands) > 1 else {}
                    marks.append(int(properties["/MCID"]) if "/MCID" in properties else None)
                case "EMC":
                    marks.pop()
                case "Tf":
                    font = fonts[str(operands[0])]
                case "Tj" | "TJ":
                    parts = operands[0] if str(operator) == "TJ" else operands
                    shown = "".join(_decode(bytes(part), font) for part in parts if isinstance(part, pikepdf.String))
                    words.append(shown)
                    inner = [mark for mark in marks if mark is not None]
                    if inner:
                        marked[inner[-1]] += shown
        self.pages.append("".join(words))
        self._marked |= {(page.objgen[0], mark): shown for mark, shown in marked.items()}

    def _walk(self, node: pikepdf.Object, page: int) -> Iterator[Element]:
        for child in node if isinstance(node, pikepdf.Array) else [node]:
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                page = child.Pg.objgen[0] if "/Pg" in child else page
                attributes = child.get("/A", [])
                headers = sum(len(entry.get("/Headers", [])) for entry in attributes if "/Headers" in entry)
                alt = str(child.Alt) if "/Alt" in child else None
                yield Element(str(child.S)[1:], self._text(child, page), alt, headers)
                if "/K" in child:
                    yield from self._walk(child.K, page)

    def _text(self, node: pikepdf.Object, page: int) -> str:
        if isinstance(node, int):
            return self._marked.get((page, node), "")
        if isinstance(node, pikepdf.Array):
            return "".join(self._text(child, page) for child in node)
        page = node.Pg.objgen[0] if "/Pg" in node else page
        if "/MCID" in node:
            return self._marked.get((page, int(node.MCID)), "")
        return self._text(node.K, page) if "/K" in node else ""


def _unicode(font: pikepdf.Object) -> dict[int, str]:
    """What each glyph of a font says, as its ToUnicode map has it."""
    says: dict[int, str] = {}
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for glyph, words in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            says[int(glyph, 16)] = bytes.fromhex(words).decode("utf-16-be")
    return says


def _decode(glyphs: bytes, font: dict[int, str]) -> str:
    return "".join(font[glyphs[place] << 8 | glyphs[place + 1]] for place in range(0, len(glyphs), 2))
