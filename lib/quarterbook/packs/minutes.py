"""The minutes of a meeting before, from markdown: a level-2 heading begins each, and their numbers run on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from quarterbook.document.blocks import Block, FrontMatter, Heading
from quarterbook.document.document import Document
from quarterbook.document.reading import markdown
from quarterbook.document.reading.numbering import number
from quarterbook.document.reading.runs import plain_text
from quarterbook.spans import days_in

# "2023 Budget" has no number, but a year.
_NUMBERED = re.compile(r"(?:Minute\s+)?(\d{1,3})[.:)]?\s+(\S.*)", re.IGNORECASE)


@dataclass(frozen=True)
class Minutes:
    """The minutes as a Document, the day of their meeting (None where they name none), and the minutes' numbers."""

    document: Document
    day: date | None
    numbers: tuple[int, ...]


def read(text: str, place: str, after: int = 0) -> Minutes:
    r"""Return the minutes of a markdown text, whose level-1 heading names the committee.

    A heading's own number holds; one without goes on from the minute before, the first from that numbered `after`, the
    last of the meeting before.

    >>> held = read("# Panel\n\n26 September 2023\n\n## Apologies\n\nNone.\n\n## 10. Budget\n\nNoted.", "x.md", after=7)
    >>> held.numbers, held.day.isoformat(), [one.text for one in held.document.contents]
    ((8, 10), '2023-09-26', ['Apologies', 'Budget'])
    """
    committee = markdown.title(text)
    blocks = number(markdown.blocks(text, place, without_title=True), "none")
    numbered = tuple(_numbered(blocks, after))
    day = next((day for block in _head(blocks) for day in days_in(plain_text(block))), None)
    return Minutes(
        document=Document(front=FrontMatter(title=committee, numbering="none"), blocks=numbered),
        day=day,
        numbers=tuple(int(block.number) for block in numbered if isinstance(block, Heading) and block.number),
    )


def _numbered(blocks: tuple[Block, ...], after: int) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            found = _NUMBERED.fullmatch(block.text)
            after, words = (int(found[1]), found[2]) if found else (after + 1, block.text)
            block = block.model_copy(update={"number": str(after), "text": words})
        yield block


def _head(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """What stands before the first minute."""
    for block in blocks:
        if isinstance(block, Heading):
            return
        yield block
