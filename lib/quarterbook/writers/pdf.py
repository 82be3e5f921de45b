"""A paper as PDF, tagged for screen readers (PDF/UA-1) and fit to be kept (PDF/A-2a).

The template reads the paper as JSON, so that none of its text is ever Typst markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from quarterbook.document.blocks import Block, FrontMatter, Heading, Paragraph
from quarterbook.document.dates import in_words
from quarterbook.document.document import Document
from quarterbook.writers.glyphs import covers, settable
from quarterbook.writers.press import printed
from quarterbook.writers.typesetting import Json, Paper, one_line, set_block

# A PDF/A must be dated: a paper without a date is dated so, never by the clock.
UNDATED = date(2000, 1, 1)

# The characters that a page's head has room for: the council, then as much of the title as will go.
RUNNING_HEAD = 90


def write(document: Document) -> bytes:
    """Return the paper as PDF; the same document gives the same bytes."""
    paper = Paper(document.blocks)
    data = laid_out([document], document.front.as_at) | set_paper(document, paper)
    return printed("paper.typ", data | {"above": 0, "contents": len(document.contents) > 1}, paper.pictures)


def laid_out(documents: Iterable[Document], iso: str) -> Json:
    """Return what the templates ask of all papers of a PDF together, and its day."""
    day = _day(iso)
    numbered = (block for one in documents for block in one.blocks if isinstance(block, Heading | Paragraph))
    return {
        "covers": covers(),
        "digits": max((len(block.number) for block in numbered), default=0),
        "date": [day.year, day.month, day.day],
    }


def set_paper(document: Document, paper: Paper) -> Json:
    """Return a paper's head and its sections, as the templates take them; `paper` gathers its pictures."""
    made: Json = {"front": _front(document.front, paper), "sections": _sections(document.blocks, paper)}
    return {name: _settable(part) for name, part in made.items()}


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
