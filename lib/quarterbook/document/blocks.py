"""The blocks a paper is made of.

A notebook cell ends in a block; the executed notebook keeps it as data under `MIME`; the reader
takes it out again and a writer sets it in HTML, PDF or another format. Blocks hold text and
numbers only, never markup, so that no format has anything to escape but its own.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, PlainSerializer, TypeAdapter

from quarterbook.analysis.figures import Figure
from quarterbook.document import kept
from quarterbook.document.run import Frozen
from quarterbook.document.run import Run as Run
from quarterbook.document.run import Runs as Runs
from quarterbook.document.sparkline import Sparkline as Sparkline
from quarterbook.findings import Finding

MIME = "application/vnd.quarterbook.block+json"

Numbering = Literal["section", "continuous", "none"]


class Image(Frozen):
    """An image's bytes (base64) and their media type."""

    media_type: Literal["image/png", "image/jpeg", "image/gif", "image/svg+xml"]
    base64: str


class FrontMatter(Frozen):
    """The head of a paper: its title, the council's own ordered labels, and how it is set.

    `logo` is decoration. The PDF is dated by `as_at`.
    """

    kind: Literal["front-matter"] = "front-matter"
    title: str
    council: str = ""
    quarter: str = ""
    as_at: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    classification: str = ""
    numbering: Numbering = "section"
    logo: Image | None = None


class Heading(Frozen):
    """A heading. Level 1 is the paper's title, so sections are level 2.

    An `appendix` begins a `new_page`; `landscape` turns its pages until the next level-2 heading.
    The reader fills `number` and `anchor`; headings of level 3 are numbered with the paragraphs. An `anchor` given
    before is the name by which runs link to the heading.
    """

    kind: Literal["heading"] = "heading"
    text: str
    level: int = Field(default=2, ge=2, le=6)
    numbered: bool = True
    appendix: bool = False
    new_page: bool = False
    landscape: bool = False
    number: str = ""
    anchor: str = ""


class Paragraph(Frozen):
    """Running text. The reader fills `number` where `numbered`."""

    kind: Literal["paragraph"] = "paragraph"
    runs: Runs
    numbered: bool = True
    number: str = ""


class Lines(Frozen):
    """Lines set close under one another, as in a postal address; never numbered. An empty one leaves a gap."""

    kind: Literal["lines"] = "lines"
    lines: tuple[Runs, ...]
    align: Literal["start", "end"] = "start"


class Items(Frozen):
    """A list; each item is a run of blocks, so lists nest."""

    kind: Literal["items"] = "items"
    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False


class Column(Frozen):
    """A column of a table: its heading, its alignment, its share of the width against the others."""

    label: str
    align: Literal["start", "end"] = "start"
    width: float = Field(default=1.0, gt=0)


class Table(Frozen):
    """A table: a caption, one header row, body rows of cells (each cell a tuple of runs).

    With `row_header` the first cell of each row is its header. The last `totals` rows are totals. `anchors` (one per
    row, or none at all) name rows that figures link to. `groups` are labels across, each before the row of its place.
    The rows of a table of `entries` are looked up one by one: a writer may set each as a paragraph, its cells named by
    their columns.
    """

    kind: Literal["table"] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Runs, ...], ...]
    row_header: bool = False
    totals: int = 0
    note: str = ""
    anchors: tuple[str, ...] = ()
    groups: tuple[tuple[int, Runs], ...] = ()
    entries: bool = False


class Chart(Frozen):
    """A chart as SVG, with the title that says what is seen, alt text with its numbers, and its data."""

    kind: Literal["chart"] = "chart"
    title: str
    svg: str
    alt: str
    table: Table | None = None


class Picture(Frozen):
    """An image from elsewhere. Where nobody gave an alt text, `alt` says plainly what it is."""

    kind: Literal["picture"] = "picture"
    image: Image
    alt: str


class Callout(Frozen):
    """A note, a warning, an error or a quotation, set apart; a quotation has no title."""

    kind: Literal["callout"] = "callout"
    tone: Literal["note", "warning", "error", "quotation"] = "note"
    title: str
    blocks: tuple[Block, ...] = ()


class Preformatted(Frozen):
    """Text whose spaces and lines count: program output, code."""

    kind: Literal["preformatted"] = "preformatted"
    text: str


class FigureSet(Frozen):
    """Figures that a cell worked out. Kept in the record; no writer sets it."""

    kind: Literal["figures"] = "figures"
    figures: Annotated[tuple[Figure, ...], BeforeValidator(kept.read), PlainSerializer(kept.kept)]


class FindingSet(Frozen):
    """Findings that a cell's checks made. Kept in the record; no writer sets it."""

    kind: Literal["findings"] = "findings"
    findings: tuple[Finding, ...]


class Workings(Frozen):
    """The place where the reader sets the table of how each figure was worked out."""

    kind: Literal["workings"] = "workings"


class Group(Frozen):
    """Several blocks from one cell, in order."""

    kind: Literal["group"] = "group"
    blocks: tuple[Block, ...]


_Body = Heading | Paragraph | Lines | Items | Table | Chart | Picture | Callout | Preformatted
Block = Annotated[
    FrontMatter | _Body | FigureSet | FindingSet | Workings | Group,
    Field(discriminator="kind"),
]

for _model in (Items, Callout, Group):
    _model.model_rebuild()

_ADAPTER: TypeAdapter[Any] = TypeAdapter(Block)


def from_json(data: Any) -> Any:
    """The block that `data` (JSON values) describes; raises `pydantic.ValidationError` if it is none."""
    return _ADAPTER.validate_python(data)


def to_json(block: BaseModel) -> dict[str, Any]:
    """The block as plain JSON values."""
    return block.model_dump(mode="json", by_alias=True)
