"""What of a notebook is left out for the public: exempt cells, all below exempt headings, and every trace of either."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output, new_raw_cell

from documents import PERCENT, SVG, text
from quarterbook.document.blocks import (
    MIME,
    Block,
    Callout,
    Chart,
    Column,
    FigureSet,
    FindingSet,
    FrontMatter,
    Heading,
    Paragraph,
    Run,
    Table,
    Workings,
    to_json,
)
from quarterbook.document.document import Document
from quarterbook.document.reader import UNTITLED, read
from quarterbook.document.reading import exempt
from quarterbook.document.reading.runs import plain_text
from quarterbook.errors import Blocked
from quarterbook.findings import Finding

NOTICE = Callout(title="Exempt", blocks=())
FRONT = FrontMatter(title="Directorate plan", numbering="section")
SECRET = "SENTINEL"


def cell(*blocks: Block | str, tagged: bool = False, tags: tuple[str, ...] = ()) -> NotebookNode:
    """A cell of ours that shows blocks; a text is a paragraph."""
    made = [Paragraph(runs=text(one)) if isinstance(one, str) else one for one in blocks]
    outputs = [new_output("display_data", data={MIME: to_json(block)}) for block in made]
    return new_code_cell("x", outputs=outputs, metadata={"tags": [*tags, *["exempt"] * tagged]})


def notebook(*cells: NotebookNode) -> NotebookNode:
    """Cells as a notebook, named c0, c1 and on."""
    named_cells = [NotebookNode(one | {"id": f"c{at}"}) for at, one in enumerate(cells)]
    return NotebookNode(cells=named_cells, metadata=NotebookNode(), nbformat=4, nbformat_minor=5)


def head(words: str, level: int = 2, **more: Any) -> Heading:
    return Heading(text=words, level=level, **more)


def public(*cells: NotebookNode, title: str = "") -> Document:
    document = read(notebook(*cells), title, NOTICE)
    assert SECRET not in document.model_dump_json()
    return document


def said(document: Document) -> list[str]:
    numbered = ((getattr(block, "number", ""), plain_text(block)) for block in document.blocks)
    return [" ".join(filter(None, one)) for one in numbered]


def named(figure: str, *sources: str) -> FigureSet:
    return FigureSet(figures=(PERCENT.model_copy(update={"id": figure, "from_": sources}),))


def test_a_tagged_cell_is_left_out_and_a_notice_stands_in_its_place() -> None:
    assert said(public(cell("One"), cell(SECRET, tagged=True), cell("Two"))) == ["One", "Exempt", "Two"]


def test_cells_of_every_kind_are_left_out() -> None:
    metadata = {"tags": ["exempt"]}
    kinds = [
        new_markdown_cell(SECRET, metadata=metadata),
        new_raw_cell(SECRET, metadata=metadata),
        new_code_cell("x", outputs=[new_output("stream", text=SECRET)], metadata=metadata),
        cell(Chart(title=SECRET, svg=SVG, alt=SECRET), tagged=True),
        cell(Table(caption=SECRET, columns=(Column(label=SECRET),), rows=((text(SECRET),),)), tagged=True),
        cell(FindingSet(findings=(Finding(code="A18", severity="note", message=SECRET),)), tagged=True),
    ]
    document = public(cell("One"), *kinds, cell("Two"))
    assert said(document) == ["One", "Exempt", "Two"]
    assert document.findings == ()


def test_all_below_a_tagged_heading_is_left_out_up_to_the_next_of_its_level() -> None:
    document = public(
        cell(head("Open")),
        cell(head(SECRET, 3), tagged=True),
        cell(SECRET),
        cell(head(SECRET, 4)),
        cell(SECRET),
        cell(head("Beside it", 3)),
        cell("Said"),
    )
    assert said(document) == ["Open", "Exempt", "Beside it", "Said"]


@pytest.mark.parametrize(("level", "told"), [(2, True), (3, True), (4, False), (5, False)])
def test_a_heading_of_its_level_or_above_ends_what_is_exempt(level: int, told: bool) -> None:
    document = read(
        notebook(cell(head("A")), cell(head("B", 3), tagged=True), cell(head("C", level)), cell("D")),
        notice=NOTICE,
    )
    assert said(document) == (["A", "Exempt", "C", "D"] if told else ["A", "Exempt"])


def test_a_tagged_heading_below_a_tagged_one_ends_nothing_early() -> None:
    document = public(
        cell(head(SECRET), tagged=True),
        cell(head(SECRET, 3), tagged=True),
        cell(head(SECRET, 3)),
        cell(SECRET),
        cell(head("Open")),
    )
    assert said(document) == ["Exempt", "Open"]


def test_a_tagged_heading_above_takes_over_from_one_below() -> None:
    document = public(
        cell(head("Open")),
        cell(head(SECRET, 3), tagged=True),
        cell(head(SECRET), tagged=True),
        cell(head(SECRET, 3)),
        cell(head("Open again")),
    )
    assert said(document) == ["Open", "Exempt", "Open again"]


def test_a_tagged_cell_without_a_heading_takes_nothing_with_it() -> None:
    assert said(public(cell(head("A")), cell(SECRET, tagged=True), cell("B"))) == ["A", "Exempt", "B"]


def test_each_run_of_what_is_exempt_has_one_notice() -> None:
    several = [cell(SECRET, tagged=True)] * 3
    assert said(public(*several, cell("A"), *several, cell("B"), *several)) == ["Exempt", "A", "Exempt", "B", "Exempt"]


def test_a_tagged_cell_that_shows_nothing_has_no_notice() -> None:
    record = cell(named(f"{SECRET}.count"), tagged=True)
    assert said(public(cell("A"), record, cell(tagged=True), cell("B"))) == ["A", "B"]


@pytest.mark.parametrize(
    ("numbering", "numbers"), [("section", ["1 A", "1.1 B", "Exempt", "1.3 D", "3 F", "3.1 G"]), ("continuous", None)]
)
def test_what_is_left_keeps_its_numbers(numbering: str, numbers: list[str] | None) -> None:
    front = FRONT.model_copy(update={"numbering": numbering})
    document = public(
        cell(front, head("A"), "B"),
        cell(SECRET, tagged=True),
        cell("D"),
        cell(head(SECRET), SECRET, tagged=True),
        cell(head("F"), "G"),
    )
    expected = numbers or ["A", "1 B", "Exempt", "3 D", "F", "5 G"]
    # Two runs of what is exempt: the paragraph, and the section.
    assert [one for one in said(document) if one != "Exempt"] == [one for one in expected if one != "Exempt"]
    assert said(document).count("Exempt") == 2


def test_anchors_are_those_of_the_whole_paper_and_tell_nothing_of_what_is_exempt() -> None:
    cells = [cell(head("Sales"), tagged=True), cell(head("Sales"))]
    whole, left = read(notebook(*cells)), read(notebook(*cells), notice=NOTICE)
    assert left.contents == whole.contents[1:]
    assert [heading.anchor for heading in whole.contents] == ["sales-2", "sales"]


def test_a_link_to_a_heading_that_is_gone_is_plain_text_and_one_to_another_holds() -> None:
    links = Paragraph(runs=(Run(text="there", heading="s"), Run(text="here", heading="open")))
    document = public(
        cell(links), cell(head(SECRET, anchor="s"), tagged=True), cell(head("Open", anchor="open")), name_of("Open")
    )
    (runs,) = (block.runs for block in document.blocks if isinstance(block, Paragraph) and len(block.runs) == 2)
    assert [run.heading for run in runs] == ["", document.contents[0].anchor]


def name_of(words: str) -> NotebookNode:
    return cell(f"Of {words}")


def test_the_ledger_has_no_figure_of_an_exempt_cell() -> None:
    document = public(
        cell(named("open.count")),
        cell(named(f"{SECRET}.count"), tagged=True),
        cell(named(f"{SECRET}.hidden"), tagged=True, tags=("working",)),
        cell(head(SECRET), tagged=True),
        cell(named(f"{SECRET}.below")),
    )
    assert [(placed.figure.id, placed.cell) for placed in document.figures] == [("open.count", "c0")]


def test_a_figure_of_an_exempt_cell_and_of_another_is_the_others() -> None:
    other = FigureSet(figures=(PERCENT.model_copy(update={"display": SECRET}),))
    document = public(cell(other, tagged=True), cell(FigureSet(figures=(PERCENT,))))
    assert [(placed.figure, placed.cell) for placed in document.figures] == [(PERCENT, "c1")]
    assert document.findings == ()


def test_a_citation_of_a_figure_that_is_exempt_blocks() -> None:
    """Its value would be published with it."""
    cited = Paragraph(runs=(Run(text="92%", figure=f"{SECRET}.percent"), Run(text="1", figure="open.count")))
    cells = cell(cited), cell(named(f"{SECRET}.percent"), tagged=True), cell(named("open.count")), cell(Workings())
    with pytest.raises(Blocked, match=rf"The figure {SECRET}\.percent is exempt, but is cited"):
        public(*cells)
    restricted = read(notebook(*cells))
    assert [placed.figure.id for placed in restricted.figures] == [f"{SECRET}.percent", "open.count"]


def test_an_exempt_citation_of_an_exempt_figure_blocks_nothing() -> None:
    cited = Paragraph(runs=(Run(text="92%", figure=f"{SECRET}.percent"),))
    document = public(
        cell(cited, tagged=True), cell(named(f"{SECRET}.percent"), tagged=True), cell(named("open.count"))
    )
    assert [placed.figure.id for placed in document.figures] == ["open.count"]
    assert SECRET not in " ".join(said(document))


def test_a_figure_names_no_source_that_is_gone() -> None:
    total = named("total.count", "open.count", f"{SECRET}.count")
    cited = Paragraph(runs=(Run(text="12", figure="total.count"),))
    document = public(
        cell(cited),
        cell(total),
        cell(named("open.count")),
        cell(named(f"{SECRET}.count"), tagged=True),
        cell(Workings()),
    )
    assert document.figures[0].figure.from_ == ("open.count",)
    (finding,) = document.findings
    assert (finding.code, finding.severity) == ("G11", "warning")
    assert "total.count" in finding.message
    assert "is worked out from what is exempt" in finding.message
    assert SECRET not in finding.message
    assert "Worked out from open.count." in " ".join(said(document))


def test_a_title_in_an_exempt_cell_is_not_the_papers() -> None:
    cells = new_markdown_cell(f"# {SECRET}", metadata={"tags": ["exempt"]}), new_markdown_cell("# Another\n\nOpen")
    assert public(*cells).front.title == UNTITLED
    assert public(*cells, title="A paper").front.title == "A paper"
    assert read(notebook(*cells)).front.title == SECRET


@pytest.mark.parametrize("below", [False, True])
def test_front_matter_that_is_exempt_is_left_out_but_for_how_paragraphs_are_numbered(below: bool) -> None:
    front = FRONT.model_copy(update={"title": SECRET, "council": SECRET, "fields": ((SECRET, SECRET),)})
    secret = [cell(head(SECRET), tagged=True), cell(front)] if below else [cell(front, tagged=True)]
    document = public(*secret, cell(head("A")), cell("B"), title="A paper")
    assert document.front == FrontMatter(title="A paper", numbering="section")
    assert said(document)[-1] == ("2.1 B" if below else "1.1 B")


def test_without_a_notice_nothing_is_left_out() -> None:
    cells = [cell(FRONT), cell(head(SECRET), tagged=True), cell(SECRET), cell(named(f"{SECRET}.count"), tagged=True)]
    document = read(notebook(*cells))
    assert said(document) == [f"1 {SECRET}", f"1.1 {SECRET}"]
    assert len(document.figures) == 1


@pytest.mark.parametrize("tag", ["exempt", "Exempt", "EXEMPT", " exempt "])
def test_the_tag_keeps_a_cell_back_however_it_is_written(tag: str) -> None:
    assert said(public(cell(SECRET, tags=("other", tag)))) == ["Exempt"]


@pytest.mark.parametrize("tag", ["exempts", "not-exempt", "exempt?"])
def test_no_other_tag_keeps_a_cell_back(tag: str) -> None:
    assert said(public(cell("Said", tags=(tag,)))) == ["Said"]


LEAVES = st.tuples(st.sampled_from([0, 2, 3, 4]), st.booleans())


@given(st.lists(LEAVES, max_size=12))
def test_a_place_is_exempt_if_it_is_tagged_or_a_heading_above_it_is(cells: list[tuple[int, bool]]) -> None:
    """Told another way: by the headings that each place stands under."""
    blocks: list[tuple[Block, bool]] = [
        (head("H", level) if level else Paragraph(runs=text("p")), tagged) for level, tagged in cells
    ]
    above: list[tuple[int, bool]] = []
    expected = set()
    for at, (level, tagged) in enumerate(cells):
        if level:
            above = [one for one in above if one[0] < level]
        if tagged or any(exempt_ for _, exempt_ in above):
            expected.add(at)
        if level:
            above.append((level, tagged))
    assert exempt.places(blocks) == expected


@given(st.lists(LEAVES, max_size=12))
def test_what_is_left_is_what_the_whole_has_with_a_notice_for_each_gap(cells: list[tuple[int, bool]]) -> None:
    made = [
        cell(head(f"H{at}", level) if level else f"P{at}", tagged=tagged) for at, (level, tagged) in enumerate(cells)
    ]
    whole = read(notebook(cell(FRONT), *made)).blocks
    left = read(notebook(cell(FRONT), *made), notice=NOTICE).blocks
    kept = [block for block in left if block != NOTICE]
    gone = exempt.places((block, tagged) for block, (_, tagged) in zip(whole, cells, strict=True))
    assert kept == [block for at, block in enumerate(whole) if at not in gone]
    assert len(left) - len(kept) == sum(at - 1 not in gone for at in gone)
