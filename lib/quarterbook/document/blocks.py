"""The blocks a paper is made of.

A notebook cell ends in a block; the executed notebook keeps it as data under `MIME`; the reader
takes it out again and a writer sets it in HTML, PDF or another format. Blocks hold text and
numbers only, never markup, so that no format has anything to escape but its own.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    TypeAdapter,
    model_serializer,
    model_validator,
)

from quarterbook.analysis.figures import Figure
from quarterbook.checks.findings import Finding
from quarterbook.document.sparkline import Sparkline as Sparkline
from quarterbook.document.sparkline import seen

MIME = "application/vnd.quarterbook.block+json"

Numbering = Literal["section", "continuous", "none"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        from quarterbook.document.display import bundle  # it imports this module

        return bundle(self)


class Run(_Frozen):
    """A stretch of text set one way. `figure` names the figure the text displays.

    A `sparkline` is shown in place of the text, which says what it shows. What is `spoken` is heard
    in place of the text, which is seen: of "(0.500)", "minus 0.500".
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str | None = None
    figure: str | None = None
    sparkline: Annotated[Sparkline | None, AfterValidator(seen)] = None
    spoken: str = ""

    @model_validator(mode="after")
    def _seen_is_told(self) -> Run:
        if self.sparkline and not self.text.strip():
            raise ValueError("A sparkline needs a text that says what it shows.")
        if self.spoken and (self.sparkline or not self.text.strip()):
            raise ValueError("What is spoken needs a text that is seen.")
        return self

    @model_serializer(mode="wrap")
    def _only_what_is_set(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in dump(self).items() if value or name == "text"}


Runs = tuple[Run, ...]


class Image(_Frozen):
    """An image's bytes (base64) and their media type."""

    media_type: Literal["image/png", "image/jpeg", "image/gif", "image/svg+xml"]
    base64: str


class FrontMatter(_Frozen):
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


class Heading(_Frozen):
    """A heading. Level 1 is the paper's title, so sections are level 2.

    An `appendix` begins a new page; `landscape` turns its pages until the next level-2 heading.
    The reader fills `number` and `anchor`; headings of level 3 are numbered with the paragraphs.
    """

    kind: Literal["heading"] = "heading"
    text: str
    level: int = Field(default=2, ge=2, le=6)
    numbered: bool = True
    appendix: bool = False
    landscape: bool = False
    number: str = ""
    anchor: str = ""


class Paragraph(_Frozen):
    """Running text. The reader fills `number` where `numbered`."""

    kind: Literal["paragraph"] = "paragraph"
    runs: Runs
    numbered: bool = True
    number: str = ""


class Lines(_Frozen):
    """Lines set close under one another, as in a postal address; never numbered. An empty one leaves a gap."""

    kind: Literal["lines"] = "lines"
    lines: tuple[Runs, ...]
    align: Literal["start", "end"] = "start"


class Items(_Frozen):
    """A list; each item is a run of blocks, so lists nest."""

    kind: Literal["items"] = "items"
    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False


class Column(_Frozen):
    """A column of a table: its heading, its alignment, its share of the width against the others."""

    label: str
    align: Literal["start", "end"] = "start"
    width: float = Field(default=1.0, gt=0)


class Table(_Frozen):
    """A table: a caption, one header row, body rows of cells (each cell a tuple of runs).

    With `row_header` the first cell of each row is its header. The last `totals` rows are totals. `anchors` (one per
    row, or none at all) name rows that figures link to. `groups` are labels across, each before the row of its place.
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

    @model_serializer(mode="wrap")
    def _groups_if_any(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in dump(self).items() if value or name != "groups"}


class Chart(_Frozen):
    """A chart as SVG, with the title that says what is seen, alt text with its numbers, and its data."""

    kind: Literal["chart"] = "chart"
    title: str
    svg: str
    alt: str
    table: Table | None = None


class Picture(_Frozen):
    """An image from elsewhere. Where nobody gave an alt text, `alt` says plainly what it is."""

    kind: Literal["picture"] = "picture"
    image: Image
    alt: str


class Callout(_Frozen):
    """A note, a warning or an error, set apart."""

    kind: Literal["callout"] = "callout"
    tone: Literal["note", "warning", "error"] = "note"
    title: str
    blocks: tuple[Block, ...] = ()


class Preformatted(_Frozen):
    """Text whose spaces and lines count: program output, code."""

    kind: Literal["preformatted"] = "preformatted"
    text: str


class FigureSet(_Frozen):
    """Figures that a cell worked out. Kept in the record; no writer sets it."""

    kind: Literal["figures"] = "figures"
    figures: tuple[Figure, ...]


class FindingSet(_Frozen):
    """Findings that a cell's checks made. Kept in the record; no writer sets it."""

    kind: Literal["findings"] = "findings"
    findings: tuple[Finding, ...]


class Workings(_Frozen):
    """The place where the reader sets the table of how each figure was worked out."""

    kind: Literal["workings"] = "workings"


class Group(_Frozen):
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
