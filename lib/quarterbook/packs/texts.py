"""The markdown files of an agenda, its texts and minutes: read, with the pictures beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from quarterbook.checks import meetings
from quarterbook.document.blocks import Block, FindingSet, Image, Picture
from quarterbook.document.reading import markdown
from quarterbook.document.reading.images import described, from_bytes, from_data_address
from quarterbook.document.reading.linked_pictures import Linked, linked
from quarterbook.document.reading.runs import plain_text
from quarterbook.document.reading.settle import settle
from quarterbook.errors import InputError
from quarterbook.findings import Finding
from quarterbook.params.meeting import AgendaItem, Appendix
from quarterbook.params.project import inside
from quarterbook.params.quarter_file import QuarterFile
from quarterbook.params.validation import Place
from quarterbook.sources.csv_file import not_utf8
from quarterbook.sources.loaded import place_of

MEND = "Save it as UTF-8 (in Notepad: Save As, Encoding UTF-8)."
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NO_FILE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


@dataclass(frozen=True)
class Text:
    """A markdown file as read: what it says, its pictures by the addresses that it has for them, and what is wrong."""

    said: str
    pictures: Mapping[str, Image]
    findings: tuple[Finding, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What it says under its title. No path is told: a text is a paper by itself."""
        found = markdown.blocks(self.said, "", pictures=self.pictures, without_title=True)
        settled = (inner for block in found for inner in settle(block, ""))
        return tuple(block for block in settled if not isinstance(block, FindingSet))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read under its title."""
        return not any(character.isalnum() for block in self.blocks for character in plain_text(block))


def problems(file: QuarterFile, meeting: str) -> Iterator[str]:
    """Yield what is wrong with files of a meeting's agenda that cannot be read, and where the quarter file has them."""
    for path, place in _paths(file, meeting):
        try:
            said(path, file.root)
        except InputError as error:
            yield from (f"{problem} ({file.yaml.where(place)}, {place[-1]})" for problem in error.problems)


def path_of(item: AgendaItem | Appendix) -> str:
    """Return the path of an item's markdown file; '' where it has none."""
    return item.text or (item.minutes if isinstance(item, AgendaItem) else None) or ""


def read(path: str, root: Path) -> Text:
    """Read a markdown file and its pictures. Raises `InputError` where the text cannot be read."""
    text = said(path, root)
    pictures: dict[str, Image] = {}
    findings: list[Finding] = []
    for one in linked(text):
        where = f"{path}, line {one.line}"
        found = picture(one, path, root)
        if isinstance(found, str):
            findings += meetings.g12_no_picture(where, one.address, found)
        elif found:
            if isinstance(found[0], Picture):
                pictures[one.address] = found[0].image
            findings += (each for block in found if isinstance(block, FindingSet) for each in block.findings)
    return Text(text, pictures, tuple(findings))


def said(path: str, root: Path) -> str:
    """Return what a markdown file says. Raises `InputError`, saying where it cannot be read and how to mend it."""
    try:
        data = place_of(path, root).read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from None
    if data.startswith(_UTF_16):
        raise InputError(f"{path}, line 1: the file is UTF-16 text; UTF-8 was expected. {MEND}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}, line {line}: {not_utf8(error.object[error.start])} {MEND}") from None


def picture(one: Linked, path: str, root: Path) -> tuple[Block, ...] | str:
    """Return the picture that a text names, and what is found in it; or why the paper does not have it."""
    where = f"{path}, line {one.line}"
    in_address = one.address.lower().startswith("data:")
    if one.within == "html" and not in_address:
        return "it is named by HTML. Name it so: ![what it shows](map.png)"
    if one.within == "table":
        return "it is in a table, whose cells hold words only. Put it above or below."
    if in_address:
        return from_data_address(one.address, one.alt, where) or "it cannot be read as a picture."
    if _NO_FILE.match(one.address):
        return "it is no file of the project. Save it beside the text."
    beside = (PurePosixPath(path).parent / one.address).as_posix()
    try:
        inside(beside, root)
    except InputError:
        return "it is outside the project. Save it beside the text."
    try:
        image = from_bytes(place_of(beside, root).read_bytes())
    except InputError as error:
        return str(error)
    except OSError as error:
        return f"it cannot be read ({error.strerror})."
    return described(image, one.alt, where) if image else "it is no PNG, JPEG, GIF or SVG that can be read."


def _paths(file: QuarterFile, meeting: str) -> Iterator[tuple[str, Place]]:
    for number, item in enumerate(file.settings.meetings[meeting].agenda):
        here: Place = ("meetings", meeting, "agenda", number)
        parts: list[tuple[AgendaItem | Appendix, Place]] = [(item, here)]
        parts += [(one, (*here, "appendices", at)) for at, one in enumerate(item.appendices)]
        for one, there in parts:
            if path := path_of(one):
                yield path, (*there, "text" if one.text else "minutes")
