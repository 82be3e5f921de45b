"""The paper that a notebook writes: it keeps the figures and sets them in prose and tables."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel

from quarterbook.analysis import long_lists
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.sentences import Sentence
from quarterbook.document.blocks import (
    Block,
    Column,
    FigureSet,
    FindingSet,
    FrontMatter,
    Group,
    Image,
    Items,
    Paragraph,
    Run,
    Runs,
    Table,
)
from quarterbook.document.dates import in_words
from quarterbook.document.prose import ProseError, compose
from quarterbook.document.reading import markdown
from quarterbook.errors import InputError
from quarterbook.findings import Finding
from quarterbook.params import house_file
from quarterbook.params.house_file import House
from quarterbook.params.project import find_root

_LOGOS = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


class Paper:
    """Figures by id as the notebook works them out, and the blocks that show them.

    >>> paper = Paper()
    >>> done = Figure(id="all.total", value=1, exact="1", unit="", display="1", definition="Actions")
    >>> _ = paper.add([done])
    >>> paper.prose("The plan has {all.total:action|actions}.").runs[1].text
    '1 action'
    """

    def __init__(self) -> None:
        self._figures: dict[str, Figure] = {}

    def __repr__(self) -> str:
        return f"Paper with {len(self._figures)} figures"

    @property
    def figures(self) -> Mapping[str, Figure]:
        """The figures so far, by id."""
        return MappingProxyType(self._figures)

    def add(self, figures: Iterable[Figure]) -> FigureSet:
        """Keep figures and return them as a block. Raises `ProseError` where an id would have two values."""
        figures = tuple(figures)
        for figure in figures:
            if self._figures.setdefault(figure.id, figure) != figure:
                raise ProseError(f"The figure '{figure.id}' is worked out twice, with two results.")
        return FigureSet(figures=figures)

    def prose(self, sentence: Sentence | str, numbered: bool = True, **values: str) -> Paragraph:
        """Return a paragraph of a template (see `prose.compose`)."""
        return Paragraph(runs=self.runs(sentence, **values), numbered=numbered)

    def runs(self, sentence: Sentence | str, **values: str) -> Runs:
        """Return the runs of a template, for a cell of a table."""
        if isinstance(sentence, Sentence):
            return compose(sentence.template, self._figures, sentence.values)
        return compose(sentence, self._figures, values)

    def items(self, sentences: Iterable[Sentence]) -> Items:
        """Return a list, a template an item."""
        return Items(items=tuple((self.prose(sentence, numbered=False),) for sentence in sentences))

    def listed(self, lead: Sentence, sentences: Sequence[Sentence], further: Sentence) -> tuple[Block, ...]:
        """Return what leads a list, the list, and behind the first of a long one what is said of the others."""
        first = long_lists.shown(sentences)
        rest = (self.prose(further),) if len(first) < len(sentences) else ()
        return (self.prose(lead), *((self.items(first),) if sentences else ()), *rest)

    def table(
        self,
        caption: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Sentence | str]],
        *,
        totals: int = 0,
        note: str = "",
    ) -> Table:
        """Return a table; a cell is a template where it is a `Sentence`, else text as it stands."""
        return Table(
            caption=caption,
            columns=tuple(columns),
            rows=tuple(tuple(self._cell(cell) for cell in row) for row in rows),
            row_header=True,
            totals=totals,
            note=note,
        )

    def _cell(self, cell: Sentence | str) -> Runs:
        if isinstance(cell, Sentence):
            return self.runs(cell)
        return (Run(text=cell),) if cell else ()


def front(house: House, title: str, quarter: str, as_at: str, front_matter: Mapping[str, str]) -> FrontMatter:
    """Return the head of a paper in its house's style; ISO dates among its values are put in words."""
    logo = None
    if house.logo:
        data = (house_file.path_of("", find_root(Path.cwd())).parent / house.logo).read_bytes()
        media_type = _LOGOS.get(Path(house.logo).suffix.lower())
        if media_type is None:
            raise InputError(f"The logo '{house.logo}' cannot be set: files ending in {', '.join(_LOGOS)} can.")
        logo = Image.model_validate({"media_type": media_type, "base64": base64.b64encode(data).decode()})
    return FrontMatter(
        title=title,
        council=house.council,
        quarter=quarter,
        as_at=as_at,
        fields=tuple((label, in_words(value)) for label, value in front_matter.items()),
        classification=house.classification,
        numbering=house.numbering,
        logo=logo,
    )


def words(text: str) -> Group:
    """Return text from a parameter, written in markdown, as blocks."""
    return Group(blocks=tuple(markdown.blocks(text)))


def found(findings: Iterable[Finding]) -> FindingSet:
    """Return findings as a block."""
    return FindingSet(findings=tuple(findings))


def group(*blocks: Block | Iterable[Block]) -> Group:
    """Return blocks, and blocks of iterables, as one block of a cell."""
    flat: list[Block] = []
    for block in blocks:
        # A block is iterable too, as every pydantic model is.
        flat += [block] if isinstance(block, BaseModel) else block
    return Group(blocks=tuple(flat))
