"""Letters of scrutiny to the executive: head, the council's own text, lists, and foot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quarterbook.document.blocks import Block, Items, Lines, Paragraph, Run
from quarterbook.document.reading import markdown
from quarterbook.document.tables import cell


def head(to: Sequence[str], day: str, greeting: str, subject: str) -> list[Block]:
    """Return the head of a letter: to whom, when, the greeting, and what it is about."""
    return [
        *([Lines(lines=tuple(cell(line) for line in to))] if to else []),
        *([line(day)] if day else []),
        *([line(f"{greeting.rstrip(',')},")] if greeting else []),
        *([Paragraph(runs=(Run(text=subject, strong=True),), numbered=False)] if subject else []),
    ]


def foot(signatories: Sequence[str]) -> Lines:
    """Return the end of a letter: the close, and who signs, by role."""
    return Lines(lines=(cell("Yours sincerely,"), (), *((Run(text=role, strong=True),) for role in signatories)))


def paragraphs(texts: Sequence[str]) -> list[Block]:
    """Return the council's own text, written in markdown, without numbers."""
    found = [block for text in texts for block in markdown.blocks(text)]
    return [block.model_copy(update={"numbered": False}) if isinstance(block, Paragraph) else block for block in found]


def listed(texts: Iterable[str]) -> list[Block]:
    """Return texts of a register as a list; none of none."""
    items = tuple((line(text),) for text in texts)
    return [Items(items=items)] if items else []


def line(text: str) -> Paragraph:
    """Return a paragraph of a letter, which has no number."""
    return Paragraph(runs=(Run(text=text),), numbered=False)
