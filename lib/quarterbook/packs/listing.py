"""A pack as JSON: its agenda, and the pages and files of its papers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from quarterbook.document.pack import Audience, Pack, PackItem, PageRange
from quarterbook.params.meeting import Meeting

SCHEMA = "quarterbook/pack/1"


def write(pack: Pack, ranges: Sequence[PageRange], meeting: Meeting, name: str, audience: Audience) -> bytes:
    """Return the pack's JSON; it says of each item no more than the agenda does. `name` is that of the pack's files."""
    told = {
        "schema": SCHEMA,
        "council": pack.council,
        "committee": meeting.committee,
        "date": meeting.date,
        "time": meeting.time,
        "place": meeting.place,
        "published": meeting.published,
        "contact": meeting.contact,
        "audience": audience,
        "draft": pack.draft,
        "files": {"pdf": f"{name}.pdf", "html": f"{name}.html"},
        "items": [_item(pack, item, ranges, name) for item in pack.items],
    }
    return f"{json.dumps(told, indent=1, ensure_ascii=False)}\n".encode()


def _item(pack: Pack, item: PackItem, ranges: Sequence[PageRange], name: str) -> dict[str, Any]:
    return {
        "number": item.number,
        "title": item.title,
        "notes": [*item.notes, *(appendix.told for appendix in item.appendices if appendix.notes)],
        "papers": [_paper(pack, at, ranges, name) for at in item.places],
    }


def _paper(pack: Pack, at: int, ranges: Sequence[PageRange], name: str) -> dict[str, Any]:
    paper, pages = pack.papers[at], ranges[at]
    return {
        "called": paper.name,
        "title": paper.document.front.title,
        "mark": paper.mark,
        "restricted": paper.restricted,
        "pages": {"first": pages.first, "last": pages.last, "shown": str(pages)},
        "html": f"{name}/{paper.file}.html",
    }
