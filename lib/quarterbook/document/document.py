"""A Document: the blocks of one paper in order, numbered, with the figures and findings behind them.

Every format is written from a Document, so that one numbering, one text and one order hold in all.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from quarterbook.analysis.figures import Figure
from quarterbook.document.blocks import Block, FrontMatter, Heading
from quarterbook.findings import Finding


class PlacedFigure(BaseModel):
    """A figure and the id of the notebook cell that made it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    figure: Figure
    cell: str


class Document(BaseModel):
    """One paper, ready to be written.

    `blocks` holds no `Group`, `FigureSet`, `FindingSet` or `Workings`, and no `FrontMatter` but
    `front`; its headings skip no level; every `Run.figure` in it has a row in the table of
    workings, whose anchor is `figure_anchor(id)`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    front: FrontMatter
    blocks: tuple[Block, ...]
    figures: tuple[PlacedFigure, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The headings of levels 2 and 3, in order, for a table of contents."""
        return tuple(block for block in self.blocks if isinstance(block, Heading) and block.level <= 3)


def figure_anchor(figure_id: str) -> str:
    """The anchor of a figure's row in the table of workings.

    >>> figure_anchor("corporate-services.purple.percent")
    'figure-corporate-services.purple.percent'
    """
    return f"figure-{figure_id}"
