"""What of a notebook is not for publication: cells tagged `exempt`, and all below a heading in one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from quarterbook.document.blocks import Block, Heading
from quarterbook.document.reading import cells
from quarterbook.document.reading.numbering import without_dead_links

if TYPE_CHECKING:  # It takes a second to load.
    from nbformat import NotebookNode

TAG = "exempt"


def problem(notebook: NotebookNode, *, withheld: bool, parts: bool) -> str:
    """Return what is wrong where a notebook's tags and the reasons of its report disagree; "" where nothing is.

    A report is `withheld` as a whole, or for some `parts` of it.
    """
    found = any(tagged(cells.tags(cell)) for cell in notebook.get("cells") or ())
    if found and not (withheld or parts):
        return (
            f"cells are tagged '{TAG}', but nothing says why they are not for publication; "
            "'exempt_parts' gives the paragraphs and the reason."
        )
    if parts and not found:
        return f"'exempt_parts' is given, but no cell is tagged '{TAG}', so that all of it would be published."
    return ""


def tagged(tags: Iterable[str]) -> bool:
    """Whether the tags of a cell keep it back. Capitals make no difference: what somebody meant to keep back is.

    >>> tagged({"working", "Exempt"}), tagged({"exemptions"})
    (True, False)
    """
    return any(tag.strip().casefold() == TAG for tag in tags)


def places(blocks: Iterable[tuple[Block, bool]]) -> frozenset[int]:
    """Return the places of the exempt among blocks that come with whether their cell is tagged.

    What stands below a tagged heading is exempt up to the next heading of its level or above.

    >>> heads = [(Heading(text=name, level=level), name == "B") for name, level in zip("ABCD", (2, 2, 3, 2))]
    >>> sorted(places(heads))
    [1, 2]
    """
    found, under = set(), None
    for at, (block, tagged) in enumerate(blocks):
        if isinstance(block, Heading):
            if under is not None and block.level <= under:
                under = None
            if tagged and under is None:
                under = block.level
        if tagged or under is not None:
            found.add(at)
    return frozenset(found)


def without(blocks: Sequence[tuple[Block, bool]], notice: Block) -> list[Block]:
    """Return the blocks that are not exempt, with one notice in the place of each run of those that are.

    A link to a heading that is gone is plain text.
    """
    left: list[Block] = []
    for gone, run in groupby(blocks, key=lambda pair: pair[1]):
        left += [notice] if gone else [block for block, _ in run]
    return without_dead_links(left)
