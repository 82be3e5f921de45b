"""A paper as PDF, tagged for screen readers (PDF/UA-1) and fit to be kept (PDF/A-2a).

The template reads the paper as JSON, so that none of its text is ever Typst markup.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from importlib.resources import files
from io import BytesIO
from itertools import count, groupby
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

import typst

from quarterbook.document.blocks import Block, FrontMatter, Heading, Paragraph
from quarterbook.document.dates import in_words
from quarterbook.document.document import Document
from quarterbook.writers.glyphs import covers, fonts, settable
from quarterbook.writers.typesetting import Json, Paper, StoredPicture, one_line, set_block

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]

# A PDF/A must be dated: a paper without a date is dated so, never by the clock.
UNDATED = date(2000, 1, 1)

# A few kilobytes of PNG can hold more pixels than a machine has memory.
MOST_PIXELS = 50_000_000

# Typst keeps what it has worked out until ten more documents are set, some 80 MB a paper, though no paper is of use to
# another. So now and then it is given as many empty ones.
KEPT = 10
FORGOTTEN_AFTER = 4
_NO_FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[])
_set_so_far = count(1)

# The characters that a page's head has room for: the council, then as much of the title as will go.
RUNNING_HEAD = 90


def write(document: Document) -> bytes:
    """Return the paper as PDF; the same document gives the same bytes.

    A picture that cannot be set is replaced by its description.
    """
    paper = Paper(document.blocks)
    contents = {"front": _front(document.front, paper), "sections": _sections(document.blocks, paper)}
    day = _day(document.front.as_at)
    data: Json = _settable(contents) | {
        "covers": covers(),
        "contents": len(document.contents) > 1,
        "date": [day.year, day.month, day.day],
    }
    for unusable in _doubtful(paper.pictures, day):
        try:
            return _compile("paper.typ", data | {"unusable": unusable}, paper.pictures, day)
        except RuntimeError as error:
            failure = error
    raise failure


def _doubtful(pictures: Mapping[str, StoredPicture], day: date) -> Iterator[list[str]]:
    """Return the pictures to do without: those too large, then those that cannot be set either, then all."""
    large = [name for name, picture in pictures.items() if _pixels(picture) > MOST_PIXELS]
    yield large
    yield [name for name, picture in pictures.items() if name in large or not _can_be_set(picture, day)]
    yield list(pictures)


def _compile(template: str, data: Json, pictures: Mapping[str, StoredPicture], day: date) -> bytes:
    with TemporaryDirectory() as name:
        folder = Path(name)  # all that Typst can read
        for source in (files("quarterbook.writers") / "templates").iterdir():
            if source.name.endswith(".typ"):
                (folder / source.name).write_bytes(source.read_bytes())
        (folder / "document.json").write_text(json.dumps(data), encoding="ascii")
        for name, picture in pictures.items():
            (folder / name).write_bytes(picture.data)
        # Typst takes whole folders of fonts, and from matplotlib's it would borrow others: hence the copies.
        for font in fonts():
            copyfile(font, folder / font.name)
        try:
            return typst.compile(
                folder / template,
                root=folder,
                font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]),
                pdf_standards=STANDARDS,
                timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
            )
        finally:
            if next(_set_so_far) % FORGOTTEN_AFTER == 0:
                _forget(folder)


def _forget(folder: Path) -> None:
    empty = folder / "empty.typ"
    empty.touch()
    for _ in range(KEPT + 1):
        typst.compile(empty, root=folder, font_paths=_NO_FONTS)


def _can_be_set(picture: StoredPicture, day: date) -> bool:
    try:
        _compile("picture.typ", {"format": picture.format}, {"picture": picture}, day)
    except RuntimeError:
        return False
    return True


def _pixels(picture: StoredPicture) -> int:
    """Return how many pixels a picture's header promises: none if it has no header that can be read, or is SVG."""
    if picture.format == "svg":
        return 0
    from PIL import Image  # few papers hold pictures of this kind

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(picture.data)) as opened:
            return opened.width * opened.height
    except Image.DecompressionBombError:
        return MOST_PIXELS + 1
    except (OSError, SyntaxError, ValueError):
        return 0


def _day(iso: str) -> date:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return UNDATED


def _settable(value: Any) -> Any:
    match value:
        case str():
            return settable(value)
        case dict():
            return {key: _settable(part) for key, part in value.items()}
        case list() | tuple():
            return [_settable(part) for part in value]
    return value


def _front(front: FrontMatter, paper: Paper) -> Json:
    council = one_line(front.council)
    title = one_line(front.title) or council or "Untitled paper"
    position = (front.quarter, front.as_at and f"Position at {in_words(front.as_at)}")
    running_council = _shortened(council, RUNNING_HEAD // 2)
    return {
        "title": title,
        "council": council,
        "running_council": running_council,
        "running_title": _shortened(title, RUNNING_HEAD - len(running_council)),
        "position": " · ".join(filter(None, position)),
        "fields": [pair for pair in front.fields if any(map(str.strip, pair))],
        "classification": front.classification,
        "logo": front.logo and paper.image(front.logo),
    }


def _shortened(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,:;-–") + "…"


def _sections(blocks: Iterable[Block], paper: Paper) -> list[Json]:
    """Part the blocks where the page turns. Each tells whether it stands beside numbers of headings or paragraphs."""
    turned, level, parts = False, 0, []
    for chapter in _chapters(blocks):
        beside = any(isinstance(block, Heading | Paragraph) and block.number for block in chapter)
        for block in chapter:
            if isinstance(block, Heading):
                turned = block.landscape or (turned and block.level > 2)
            for made in set_block(block, paper):
                if made["kind"] == "heading":
                    made["level"] = level = min(made["level"], level + 1)  # a skipped level would stop a PDF/UA
                parts.append((turned, made | {"beside": beside}))
    sections: list[Json] = [
        {"landscape": landscape, "blocks": [made for _, made in group]}
        for landscape, group in groupby(parts, key=lambda part: part[0])
    ]
    for place, section in enumerate(sections):
        if place or section["landscape"]:  # the page turns here, and a break as well would leave one blank
            section["blocks"][0]["new_page"] = False
    return sections


def _chapters(blocks: Iterable[Block]) -> list[list[Block]]:
    chapters: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            chapters.append([])
        chapters[-1].append(block)
    return chapters
