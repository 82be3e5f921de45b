"""The paper's outline: heading levels, numbers and anchors, the same in every format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence

from quarterbook.document.blocks import Block, Heading, Numbering, Paragraph, Run
from quarterbook.document.reading.runs import with_runs

# Rows of the table of workings have the anchors that begin so.
_FIGURES = "figure-"


def number(blocks: Iterable[Block], scheme: Numbering, exempt: Collection[int] = ()) -> tuple[Block, ...]:
    """Return the blocks with heading levels in order, numbered by the scheme, each heading with an anchor of its own.

    Links to headings are to these anchors; a link to none is plain text. Of headings with the same words those at
    `exempt` places give way: the anchors of what is published tell nothing of them.

    >>> from quarterbook.document.blocks import Run
    >>> paper = [Heading(text="Progress"), Paragraph(runs=(Run(text="We build."),))]
    >>> [block.number for block in number(paper, "section")]
    ['1', '1.1']
    """
    levelled = _levelled(blocks)
    match scheme:
        case "section":
            numbered = _by_section(levelled)
        case "continuous":
            numbered = _through(levelled)
        case "none":
            numbered = (_with_number(block, "") for block in levelled)
    return _linked(_anchored(list(numbered), exempt))


def without_dead_links(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks; a link to a heading that is not among them is plain text."""
    there = {block.anchor for block in blocks if isinstance(block, Heading)}

    def linked(run: Run) -> Run:
        return run if run.heading in there else run.model_copy(update={"heading": ""})

    return [with_runs(block, linked) for block in blocks]


def slug(text: str) -> str:
    """Return the text as an anchor: ASCII, lower case, a hyphen for every run of other characters.

    >>> slug("Cefn Gŵyn: homes & roads"), slug("Figure 1")
    ('cefn-gwyn-homes-roads', 'section-figure-1')
    """
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or "section"
    return f"section-{name}" if name.startswith(_FIGURES) else name


def _levelled(blocks: Iterable[Block]) -> Iterator[Block]:
    """Headings that skip a level pulled up; those that stood side by side still do."""
    above: list[tuple[int, int]] = []
    for block in blocks:
        if isinstance(block, Heading):
            while above and above[-1][0] >= block.level:
                above.pop()
            level = above[-1][1] + 1 if above else 2
            above.append((block.level, level))
            block = block.model_copy(update={"level": level})
        yield block


def _by_section(blocks: Iterable[Block]) -> Iterator[Block]:
    """Sections 1, 2, …; in each, headings of level 3 and paragraphs share one count, 5.1 and on."""
    section, count, counting = 0, 0, False
    for block in blocks:
        match block:
            case Heading(level=2):
                counting = block.numbered and not block.appendix
                section, count = section + counting, 0
                yield _with_number(block, str(section) if counting else "")
            case Heading(level=3, appendix=False) | Paragraph() if counting and block.numbered:
                count += 1
                yield _with_number(block, f"{section}.{count}")
            case _:
                yield _with_number(block, "")


def _through(blocks: Iterable[Block]) -> Iterator[Block]:
    """Paragraphs 1, 2, 3 through the paper; headings have no number."""
    count = 0
    for block in blocks:
        counted = isinstance(block, Paragraph) and block.numbered
        count += counted
        yield _with_number(block, str(count) if counted else "")


def _with_number(block: Block, value: str) -> Block:
    return block.model_copy(update={"number": value}) if isinstance(block, Heading | Paragraph) else block


def _anchored(blocks: Sequence[Block], exempt: Collection[int]) -> Iterator[tuple[Block, str]]:
    """Each block, a heading with an anchor, and the name that it came with."""
    headings = {at: block for at, block in enumerate(blocks) if isinstance(block, Heading)}
    anchors: dict[str, int] = {}
    for at in sorted(headings, key=lambda at: at in exempt):
        anchors[_unused(slug(headings[at].text), anchors)] = at
    placed = {at: anchor for anchor, at in anchors.items()}
    for at, block in enumerate(blocks):
        if isinstance(block, Heading):
            yield block.model_copy(update={"anchor": placed[at]}), block.anchor
        else:
            yield block, ""


def _linked(blocks: Iterable[tuple[Block, str]]) -> tuple[Block, ...]:
    placed, anchors = [], {"": ""}
    for block, name in blocks:
        placed.append(block)
        if isinstance(block, Heading):
            anchors.setdefault(name, block.anchor)

    def settled(run: Run) -> Run:
        return run.model_copy(update={"heading": anchors.get(run.heading, "")}) if run.heading else run

    return tuple(with_runs(block, settled) for block in placed)


def _unused(name: str, used: Collection[str]) -> str:
    candidate, copy = name, 1
    while candidate in used:
        copy += 1
        candidate = f"{name}-{copy}"
    return candidate
