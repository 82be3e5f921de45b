"""An executed notebook, anyone's, read into a Document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from quarterbook.analysis.figures import Figure
from quarterbook.checks.meetings import g11_given_away
from quarterbook.checks.rules import RULES
from quarterbook.document.blocks import Block, FigureSet, FindingSet, FrontMatter, Heading, Run, Workings
from quarterbook.document.document import Document, PlacedFigure
from quarterbook.document.reading import cells, exempt
from quarterbook.document.reading.numbering import number, without_dead_links
from quarterbook.document.reading.plain import one_line
from quarterbook.document.reading.runs import runs_in, with_runs
from quarterbook.document.reading.workings import cited, workings
from quarterbook.errors import Blocked
from quarterbook.findings import Finding

if TYPE_CHECKING:  # It takes a second to load.
    from nbformat import NotebookNode

UNTITLED = "Untitled notebook"

# Blocks that are not of the paper's body: they go to the Document's other fields.
_RECORD = (FrontMatter, FigureSet, FindingSet)


class _Page(NamedTuple):
    """One cell, read."""

    cell: str
    blocks: tuple[Block, ...]
    exempt: bool


class _Placed(NamedTuple):
    """A block, the cell that it is from, and whether it is not for publication."""

    cell: str
    block: Block
    exempt: bool


def read(
    notebook: NotebookNode, title: str = "", notice: Block | None = None, *, with_workings: bool = True
) -> Document:
    """Return the Document that an executed notebook (nbformat 4) holds; it never raises for a valid one.

    The title is the front matter's; without any, the first level-1 heading of the markdown, then
    `title`, then the notebook's own metadata. A notebook without front matter has no numbering.

    With a `notice`, it stands for all that is exempt, and neither that nor a figure worked out in it is in the
    Document, be it a title or the name of another figure's source; what is left keeps its numbers. Raises `Blocked`
    where what is left cites a figure of what is exempt. Without a notice nothing is left out.

    `with_workings` a table says how each figure was worked out, and citations lead to its rows. Without, citations are
    plain text, and there is no section of which that table is all.
    """
    own_cells = notebook.get("cells") or ()
    pages = [_page(cell, at) for at, cell in enumerate(own_cells, 1)]
    front = next((block for page in pages for block in page.blocks if isinstance(block, FrontMatter)), None)
    named = one_line(title) or one_line(str((notebook.get("metadata") or {}).get("title") or "")) or UNTITLED
    if front is None:
        at = next((at for at, cell in enumerate(own_cells) if cells.title(cell)), None)
        if at is not None:
            pages[at] = _page(own_cells[at], at + 1, without_title=True)
            if notice is None or not pages[at].exempt:
                named = cells.title(own_cells[at])
        front = FrontMatter(title=named, numbering="none")
    elif not front.title:
        front = front.model_copy(update={"title": named})

    placed = _placed(pages)
    first = next((one for one in placed if isinstance(one.block, FrontMatter)), None)
    if notice is not None and first is not None and first.exempt:
        front = FrontMatter(title=named, numbering=front.numbering)
    shown = [one for one in placed if notice is None or not one.exempt]
    figures, disagreements = _ledger(shown)
    found = (one.block for one in shown if isinstance(one.block, FindingSet))
    body = [one for one in placed if not isinstance(one.block, _RECORD)]
    hidden = {at for at, one in enumerate(body) if one.exempt}
    blocks: Sequence[Block] = number((one.block for one in body), front.numbering, hidden)
    given_away: list[Finding] = []
    if notice is not None:
        _none_cited((one.block for one in body if not one.exempt), _ledger(placed)[0], figures)
        given_away = [one for figure in figures for one in _given_away(figure, figures)]
        figures = list(_apart(figures))
        told = zip(blocks, (one.exempt for one in body), strict=True)
        blocks = exempt.without(list(told), notice)
    return Document(
        front=front,
        blocks=tuple(_with_workings(blocks, figures) if with_workings else _without_workings(blocks)),
        figures=tuple(figures),
        findings=(*(finding for block in found for finding in block.findings), *disagreements, *given_away),
    )


def _placed(pages: Sequence[_Page]) -> list[_Placed]:
    flat = [(page, block) for page in pages for block in page.blocks]
    places = exempt.places((block, page.exempt) for page, block in flat)
    return [_Placed(page.cell, block, at in places) for at, (page, block) in enumerate(flat)]


def _page(cell: cells.Cell, at: int, *, without_title: bool = False) -> _Page:
    # Notebooks before nbformat 4.5 have no cell ids.
    name = str(cell.get("id") or f"cell-{at}")
    blocks = tuple(cells.read_cell(cell, f"cell {at}", without_title=without_title))
    return _Page(name, blocks, exempt.tagged(cells.tags(cell)))


def _ledger(shown: Iterable[_Placed]) -> tuple[list[PlacedFigure], list[Finding]]:
    """Every figure once, and a finding for each id that has two different ones: the first is kept."""
    kept: dict[str, PlacedFigure] = {}
    disagreements: dict[str, Finding] = {}
    for one in shown:
        for figure in one.block.figures if isinstance(one.block, FigureSet) else ():
            placed = PlacedFigure(figure=figure, cell=one.cell)
            first = kept.setdefault(figure.id, placed)
            if first.figure != figure:
                finding = _two_values(first, placed)
                disagreements.setdefault(finding.message, finding)
    return list(kept.values()), list(disagreements.values())


def _none_cited(published: Iterable[Block], known: Iterable[PlacedFigure], shown: Sequence[PlacedFigure]) -> None:
    """Raise `Blocked` where what is published cites a figure that is not."""
    kept_back = {placed.figure.id for placed in known} - {placed.figure.id for placed in shown}
    if names := sorted(kept_back & {run.figure or "" for block in published for run in runs_in(block)}):
        raise Blocked(f"The figure {name} is exempt, but is cited where it would be published." for name in names)


def _given_away(placed: PlacedFigure, shown: Sequence[PlacedFigure]) -> Iterator[Finding]:
    """A figure that is published and worked out from one that is not, which it may give away."""
    if not {one.figure.id for one in shown}.issuperset(placed.figure.from_):
        yield from g11_given_away(placed.figure.id)


def _apart(figures: Sequence[PlacedFigure]) -> Iterator[PlacedFigure]:
    """The figures without a word of any that is not among them, though they were worked out from it."""
    there = {placed.figure.id for placed in figures}
    for placed in figures:
        kept = tuple(name for name in placed.figure.from_ if name in there)
        yield placed.model_copy(update={"figure": placed.figure.model_copy(update={"from_": kept})})


def _two_values(first: PlacedFigure, second: PlacedFigure) -> Finding:
    return RULES["D03"].finding(
        f"The figure {first.figure.id} is worked out twice and differently: {_value(first.figure)} in cell "
        f"{first.cell}, {_value(second.figure)} in cell {second.cell}. The first is kept: rename the other."
    )


def _value(figure: Figure) -> str:
    exact = "" if figure.exact is None else f" ({figure.exact} before rounding)"
    return f"{figure.display}{exact}"


def _with_workings(blocks: Sequence[Block], figures: Sequence[PlacedFigure]) -> list[Block]:
    """Return the blocks with the table of workings in place; citations of figures without a row are plain text."""
    place = next((at for at, block in enumerate(blocks) if isinstance(block, Workings)), None)
    rows = cited(blocks, {placed.figure.id: placed for placed in figures}) if place is not None else ()
    shown = {placed.figure.id for placed in rows}

    def settled(run: Run) -> Run:
        return run if run.figure is None or run.figure in shown else run.model_copy(update={"figure": None})

    full = [one for at, block in enumerate(blocks) for one in (workings(rows) if at == place else (block,))]
    return [with_runs(block, settled) for block in full if not isinstance(block, Workings)]


def _without_workings(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without the place of the workings, and without a heading that it is all of."""
    left: list[Block] = []
    for block, after in zip(blocks, (*blocks[1:], None), strict=True):
        if not isinstance(block, Workings):
            left.append(block)
        elif left and isinstance(left[-1], Heading) and isinstance(after, Heading | None):
            left.pop()
    return _with_workings(without_dead_links(left), ())
