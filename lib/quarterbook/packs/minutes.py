"""The minutes of a meeting before, from markdown: a level-2 heading begins each, and their numbers run on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from quarterbook.checks.meetings import step
from quarterbook.document.blocks import Block, FrontMatter, Heading
from quarterbook.document.document import Document
from quarterbook.document.reading import markdown
from quarterbook.document.reading.numbering import number
from quarterbook.document.reading.runs import plain_text
from quarterbook.packs.texts import Text
from quarterbook.spans import days_in

# "2023 Budget" has no number, but a year; 12/25 and SC/25/10 are references, which councils have in place of numbers.
_NUMBER = r"\d{1,3}"
_REFERENCE = r"(?:[A-Z][A-Z0-9]*|\d{1,4})(?:[/.-][A-Z0-9]+)*/\d{1,4}"
_HEADED = re.compile(
    rf"(?P<minute>(?i:Minute)\s+)?(?P<number>{_REFERENCE}|{_NUMBER})"
    r"(?:(?P<mark>\s*[.:)]\s+|\s*[.:)](?=[^\W\d])|\s+[-–—]\s*|[-–—]\s+)|\s+)(?P<words>\S.*)"
)
_DATE_OR_SERVICE = re.compile(r"\d+/\d+/\d+|24/7")


@dataclass(frozen=True)
class Minutes:
    """The minutes as a Document, the day of their meeting (None where they name none), and the minutes' numbers."""

    document: Document
    day: date | None
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class _Headed:
    """A heading: the number that it begins with ('' where with none), and what follows it.

    It is `marked` by a dot, a colon, a dash or the word Minute, and so, or for what it looks like, `sure` to be one.
    """

    number: str = ""
    words: str = ""
    marked: bool = False
    sure: bool = False


def read(text: Text, after: int = 0) -> Minutes:
    r"""Return the minutes of a markdown text, whose level-1 heading names the committee.

    A heading's own number or reference holds. One without goes on from the minute before, the first from that numbered
    `after`, the last of the meeting before; where minutes have references, it has none. What may be a number or a part
    of the words ("3 Rivers project", "2025/26 budget") is a number where it is one more than that of the minute before,
    or where more than half of the minutes, and not it alone, or one that can be nothing else, begin with one of its
    series in its manner.

    >>> said = "# Panel\n\n26 September 2023\n\n## Apologies\n\nNone.\n\n## 10. Budget\n\nNoted."
    >>> held = read(Text(said, {}, ()), after=7)
    >>> held.numbers, held.day.isoformat(), [one.text for one in held.document.contents]
    (('8', '10'), '2023-09-26', ['Apologies', 'Budget'])
    """
    blocks = number(text.blocks, "none")
    numbered = tuple(_numbered(blocks, after))
    day = next((day for block in _head(blocks) for day in days_in(plain_text(block))), None)
    return Minutes(
        document=Document(front=FrontMatter(title=markdown.title(text.said), numbering="none"), blocks=numbered),
        day=day,
        numbers=tuple(block.number for block in numbered if isinstance(block, Heading) and block.number),
    )


def _numbered(blocks: tuple[Block, ...], after: int) -> Iterator[Block]:
    all_headed = [_headed(block.text) for block in blocks if isinstance(block, Heading) and block.level == 2]
    before = "" if any(one.sure and "/" in one.number for one in all_headed) else str(after)
    each = iter(all_headed)
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            headed = next(each)
            if headed.number and (headed.sure or _is_number(headed, before, all_headed)):
                before, words = headed.number, headed.words
            else:
                before, words = str(int(before) + 1) if before.isdigit() else "", block.text
            block = block.model_copy(update={"number": before, "text": words})
        yield block


def _headed(text: str) -> _Headed:
    found = _HEADED.fullmatch(text)
    if found is None or _DATE_OR_SERVICE.fullmatch(found["number"]):
        return _Headed()
    marked = found["minute"] is not None or found["mark"] is not None
    one, _, other = found["number"].partition("/")
    years = one.isdigit() and other.isdigit() and int(other[-2:]) == (int(one) + 1) % 100
    return _Headed(found["number"], found["words"], marked, marked or ("/" in found["number"] and not years))


def _is_number(headed: _Headed, before: str, others: Sequence[_Headed]) -> bool:
    alike = [one for one in others if not one.marked and step(headed.number, one.number) is not None]
    many = len(alike) > 1 and 2 * len(alike) > len(others)
    return step(before, headed.number) == 1 or many or any(one.sure for one in alike)


def _head(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """What stands before the first minute."""
    for block in blocks:
        if isinstance(block, Heading):
            return
        yield block
