"""An executed notebook, ours or anyone's, read into a Document."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from documents import DOT, PERCENT, ROWS, SVG
from quarterbook.document.blocks import (
    MIME,
    Block,
    Callout,
    Chart,
    Column,
    FigureSet,
    FindingSet,
    FrontMatter,
    Group,
    Heading,
    Image,
    Items,
    Paragraph,
    Picture,
    Preformatted,
    Run,
    Table,
    Workings,
    to_json,
)
from quarterbook.document.document import Document
from quarterbook.document.reader import UNTITLED, read
from quarterbook.document.reading.runs import plain_text
from quarterbook.findings import Finding

FRONT = FrontMatter(title="Directorate plan", council="Exampleshire Council", numbering="section")
LATE = Finding(code="A15", severity="warning", message="Completed late.", source=ROWS.source, row=3)
CITED = Paragraph(runs=(Run(text="92%", figure=PERCENT.id), Run(text=" of actions are under way.")))


def shown(metadata: dict[str, Any] | None = None, **data: Any) -> nbformat.NotebookNode:
    """An output; the keywords name its mime types, as text_html for text/html."""
    bundle = {name.replace("_", "/", 1): value for name, value in data.items()}
    return new_output("display_data", data=bundle, metadata=metadata or {})


def output_of(block: Block, **also: Any) -> nbformat.NotebookNode:
    output = shown(**also)
    output.data[MIME] = to_json(block)
    return output


def code(*outputs: nbformat.NotebookNode, tags: tuple[str, ...] = (), name: str = "a-cell") -> nbformat.NotebookNode:
    return new_code_cell("secret_source = 1", outputs=list(outputs), metadata={"tags": list(tags)}, id=name)


def notebook(*cells: nbformat.NotebookNode, **metadata: Any) -> nbformat.NotebookNode:
    made = new_notebook(cells=list(cells), metadata=metadata)
    nbformat.validate(made)
    return made


def paper(*blocks: Block, front: FrontMatter = FRONT, with_workings: bool = True) -> Document:
    cells = [code(output_of(block), name=f"c-{at}") for at, block in enumerate(blocks)]
    return read(notebook(code(output_of(front)), *cells), with_workings=with_workings)


def said(document: Document) -> list[str]:
    return [plain_text(block) for block in document.blocks]


# What a notebook publishes


def test_source_is_never_published() -> None:
    assert "secret_source" not in read(notebook(code(shown(text_plain="shown")))).model_dump_json()


def test_cells_stand_in_order() -> None:
    document = read(notebook(new_markdown_cell("one"), code(shown(text_plain="two")), new_raw_cell("three")))
    assert said(document) == ["one", "two", "three"]


@pytest.mark.parametrize("tag", ["working", "parameters", "injected-parameters", "remove-cell", "remove_cell"])
def test_a_cell_for_the_reviewer_is_not_published_but_its_figures_and_findings_are_on_record(tag: str) -> None:
    record = Group(
        blocks=(FigureSet(figures=(PERCENT,)), FindingSet(findings=(LATE,)), Preformatted(text="sentinel"), FRONT)
    )
    markdown = new_markdown_cell("# sentinel", metadata={"tags": [tag]})
    raw = new_raw_cell("sentinel", metadata={"tags": [tag]})
    hidden = code(output_of(record), shown(text_plain="sentinel"), shown(image_png=DOT), tags=(tag,), name="checks")
    document = read(notebook(markdown, raw, hidden))
    assert (document.blocks, document.front.title) == ((), UNTITLED)
    assert [(placed.figure, placed.cell) for placed in document.figures] == [(PERCENT, "checks")]
    assert document.findings == (LATE,)


@pytest.mark.parametrize("tag", ["remove-output", "remove_output"])
def test_outputs_that_are_removed_are_not_published(tag: str) -> None:
    document = read(notebook(code(shown(text_plain="sentinel"), output_of(FigureSet(figures=(PERCENT,))), tags=(tag,))))
    assert document.blocks == ()
    assert len(document.figures) == 1


def test_raw_cells_are_read_by_their_type() -> None:
    cells = [
        new_raw_cell(" plain\n  text\n"),
        new_raw_cell("*words*", metadata={"raw_mimetype": "text/markdown"}),
        new_raw_cell("<p>words</p>", metadata={"format": "text/html"}),
        new_raw_cell("\\LaTeX", metadata={"raw_mimetype": "text/latex"}),
    ]
    assert read(notebook(*cells)).blocks == (
        Preformatted(text=" plain\n  text"),
        Paragraph(runs=(Run(text="words", emphasis=True),)),
        Paragraph(runs=(Run(text="words"),), numbered=False),
        Preformatted(text="\\LaTeX"),
    )


# Title and front matter


def test_the_front_matter_is_the_papers_head_and_the_first_one_wins() -> None:
    document = read(
        notebook(new_markdown_cell("# Notebook"), code(output_of(FRONT), output_of(FrontMatter(title="Other"))))
    )
    assert document.front == FRONT
    assert said(document) == ["Notebook"]


def test_without_front_matter_the_first_level_one_heading_is_the_title() -> None:
    cells = [new_markdown_cell("## Before"), new_markdown_cell("# The *plan*\n\nWords"), new_markdown_cell("# Part")]
    document = read(notebook(*cells, title="Metadata"), title="Argument")
    assert document.front == FrontMatter(title="The plan", numbering="none")
    assert said(document) == ["Before", "Words", "Part"]
    assert [block.level for block in document.contents] == [2, 2]


def test_without_either_the_title_is_the_argument_then_the_metadata() -> None:
    assert read(notebook(title="Metadata"), title="Argument").front.title == "Argument"
    assert read(notebook(title="Metadata")).front.title == "Metadata"
    assert read(notebook()).front.title == UNTITLED


def test_front_matter_without_a_title_is_given_one() -> None:
    assert read(notebook(code(output_of(FrontMatter(title=" ")))), title="Plan").front.title == "Plan"


def test_a_notebook_without_front_matter_has_no_numbers() -> None:
    document = read(notebook(new_markdown_cell("## One\n\nWords")))
    assert [block.number for block in document.blocks if isinstance(block, Heading | Paragraph)] == ["", ""]
    assert document.contents[0].anchor == "one"


def test_a_paper_of_ours_is_numbered_and_markdown_with_it() -> None:
    markdown = new_markdown_cell("## One\n\nWords\n\n- item\n\n> note")
    blocks = read(notebook(code(output_of(FRONT)), markdown, code(output_of(CITED), name="b"))).blocks
    assert [block.number for block in blocks if isinstance(block, Heading | Paragraph)] == ["1", "1.1", "1.2"]


# Blocks of our own


def test_groups_are_opened_and_figures_and_findings_kept_for_the_record() -> None:
    group = Group(
        blocks=(Heading(text="One"), Group(blocks=(CITED, FindingSet(findings=(LATE,)))), FigureSet(figures=(PERCENT,)))
    )
    document = paper(group)
    assert [block.kind for block in document.blocks] == ["heading", "paragraph"]
    assert [(placed.figure, placed.cell) for placed in document.figures] == [(PERCENT, "c-0")]
    assert document.findings == (LATE,)


def test_a_block_wins_over_the_html_it_shows_itself_with() -> None:
    assert said(read(notebook(code(output_of(CITED, text_html="<p>html</p>"))))) == ["92% of actions are under way."]
    assert said(read(notebook(code(output_of(FigureSet(figures=()), text_html="<p>html</p>"))))) == []


@pytest.mark.parametrize(
    "data", [{"kind": "unknown"}, {"kind": "paragraph"}, [], "text", 3, {"kind": "heading", "text": "x", "level": 1}]
)
def test_a_block_that_is_not_valid_falls_through(data: Any) -> None:
    output = shown(text_plain="plain")
    output.data[MIME] = data
    assert said(read(notebook(code(output)))) == ["plain"]


def test_a_block_nested_beyond_reason_falls_through() -> None:
    data: dict[str, Any] = {"kind": "preformatted", "text": "x"}
    for _ in range(100):
        data = {"kind": "callout", "title": "", "blocks": [data]}
    output = shown(text_plain="plain")
    output.data[MIME] = data
    assert said(read(new_notebook(cells=[code(output)]))) == ["plain"]


def test_headings_in_a_callout_or_list_leave_the_outline() -> None:
    inner = (Heading(text="Head"), Paragraph(runs=(Run(text="Words"),)), FindingSet(findings=(LATE,)), Workings())
    callout, workings, entries = paper(Callout(title="Note", blocks=inner), Items(items=(inner, ()))).blocks
    expected = (
        Paragraph(runs=(Run(text="Head", strong=True),), numbered=False),
        Paragraph(runs=(Run(text="Words"),), numbered=False),
    )
    assert isinstance(callout, Callout)
    assert callout.blocks == expected
    assert isinstance(entries, Items)
    assert entries.items == (expected,)
    assert plain_text(workings) == "This paper cites no figures."


def test_a_table_is_made_even_and_its_anchors_are_the_readers_own() -> None:
    run = (Run(text="x", link="javascript:alert(1)"),)
    uneven = Table(
        caption=" ",
        columns=(Column(label="A"),),
        rows=((run,), (run, run), ()),
        totals=9,
        anchors=("figure-x",),
        entries=True,
    )
    (table,) = paper(uneven).blocks
    assert isinstance(table, Table)
    assert table.caption == "Table from cell 2"
    assert [column.label for column in table.columns] == ["A", "Column 2"]
    assert [len(row) for row in table.rows] == [2, 2, 2]
    assert (table.totals, table.anchors, table.entries) == (3, (), False)
    assert table.rows[0][0] == (Run(text="x"),)


def test_a_chart_is_cleaned_and_keeps_its_alt_text() -> None:
    chart = Chart(
        title="Most are on track", svg=SVG.replace("<rect", "<script>alert(1)</script><rect"), alt="Bar chart."
    )
    assert paper(chart).blocks == (chart.model_copy(update={"svg": SVG}),)


def test_a_chart_without_alt_text_is_found() -> None:
    document = paper(Chart(title="Most are on track", svg=SVG, alt=" "))
    assert isinstance(document.blocks[0], Chart)
    assert document.blocks[0].alt == "Most are on track"
    assert [finding.code for finding in document.findings] == ["D01"]


def test_a_chart_that_is_no_svg_leaves_its_words_and_its_table() -> None:
    table = Table(caption="Data", columns=(Column(label="A"),), rows=(((Run(text="1"),),),))
    (callout,) = paper(
        Chart(title="Most", svg="<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", alt="Bars.", table=table)
    ).blocks
    assert plain_text(callout) == "Most Image not included: Bars. A 1"


def test_blocks_that_say_nothing_are_left_out() -> None:
    empty = [
        Heading(text=" "),
        Paragraph(runs=()),
        Preformatted(text="\n"),
        Items(items=()),
        Callout(title="", blocks=(Paragraph(runs=()),)),
        Table(caption="x", columns=(), rows=()),
        Group(blocks=()),
    ]
    assert paper(*empty).blocks == ()


def test_a_damaged_logo_or_picture_is_left_out() -> None:
    broken = Image(media_type="image/png", base64="?")
    document = paper(Picture(image=broken, alt="Hall"), front=FRONT.model_copy(update={"logo": broken}))
    assert document.front.logo is None
    assert said(document) == ["Image not included: Hall"]


# Outputs of others


def test_the_richest_form_of_an_output_is_read() -> None:
    forms = {
        "text_html": "<p>html</p>",
        "image_svg+xml": SVG,
        "image_png": DOT,
        "text_markdown": "*markdown*",
        "text_latex": "latex",
        "text_plain": "plain",
    }
    found = []
    while forms:
        document = read(notebook(code(shown(**dict(reversed(forms.items()))))))
        found += [block.alt if isinstance(block, Picture) else plain_text(block) for block in document.blocks]
        del forms[next(iter(forms))]
    described = "without a description, from cell 1."
    pictures = [f"Image (SVG) {described}", f"Image (PNG, 1 by 1 pixels) {described}"]
    assert found == ["html", *pictures, "markdown", "latex", "plain"]


def test_text_in_lines_is_joined() -> None:
    cell = code(shown(text_plain=["a\n", "b"]))
    assert read(new_notebook(cells=[cell])).blocks == (Preformatted(text="a\nb"),)


@pytest.mark.parametrize("metadata", [{"image/png": {"alt": "A dot"}}, {"alt": "A dot"}])
def test_an_images_alt_text_stands_in_the_outputs_metadata(metadata: dict[str, Any]) -> None:
    document = read(notebook(code(shown(metadata, image_png=DOT))))
    assert isinstance(document.blocks[0], Picture)
    assert (document.blocks[0].alt, document.findings) == ("A dot", ())


def test_an_image_without_alt_text_is_published_with_a_finding() -> None:
    document = read(notebook(new_markdown_cell("x"), code(shown(image_png=DOT), shown(**{"image_svg+xml": SVG}))))
    assert [finding.code for finding in document.findings] == ["D01", "D01"]
    assert "image (PNG, 1 by 1 pixels) from cell 2" in document.findings[0].message
    assert [block.alt for block in document.blocks if isinstance(block, Picture)] == [
        "Image (PNG, 1 by 1 pixels) without a description, from cell 2.",
        "Image (SVG) without a description, from cell 2.",
    ]


def test_a_corrupt_image_falls_back_or_has_no_size() -> None:
    assert said(read(notebook(code(shown(image_png="?", text_plain="plain"))))) == ["plain"]
    (block,) = read(notebook(code(shown(image_jpeg=b64encode(b"\xff\xd8\xff").decode())))).blocks
    assert isinstance(block, Picture)
    assert block.alt == "Image (JPEG) without a description, from cell 1."


def test_svg_that_cannot_be_read_falls_back_to_text() -> None:
    assert said(read(notebook(code(shown(**{"image_svg+xml": "<svg", "text_plain": "plain"}))))) == ["plain"]


def test_printed_text_in_pieces_is_one_block_without_colours() -> None:
    cell = code(
        new_output("stream", name="stdout", text="\x1b[31m10%\r"),
        new_output("stream", name="stdout", text="100%\x1b[0m\ndone\n"),
        new_output("stream", name="stderr", text="warned\x00"),
        new_output("stream", name="stdout", text="\n"),
    )
    assert read(notebook(cell)).blocks == (Preformatted(text="100%\ndone"), Preformatted(text="warned"))


def test_an_error_is_a_callout_with_its_traceback() -> None:
    cell = code(
        new_output("error", ename="KeyError", evalue="'a'\nb", traceback=["\x1b[31mTraceback\x1b[0m", "  line"])
    )
    assert read(notebook(cell)).blocks == (
        Callout(tone="error", title="KeyError: 'a' b", blocks=(Preformatted(text="Traceback\n  line"),)),
    )


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ({"application/vnd.jupyter.widget-view+json": {}, "text/plain": "<Slider at 0x7f00>"}, "an interactive widget"),
        ({"application/vnd.plotly.v1+json": {}}, "a Plotly chart"),
        ({"application/vnd.vegalite.v5+json": {}, "text/plain": "<VegaLite 5 object>"}, "a Vega chart"),
        (
            {"text/html": "<div></div><script>draw()</script>", "text/plain": "<Chart object>"},
            "a page that needs a script",
        ),
        ({"image/webp": "AAAA"}, "an image"),
        ({"x/y": "\x00"}, "an output of the kind x/y"),
    ],
)
def test_what_cannot_be_shown_is_said_plainly(data: dict[str, Any], what: str) -> None:
    (block,) = read(notebook(code(new_output("display_data", data=data)))).blocks
    assert plain_text(block) == f"Not shown This document cannot show {what} from cell 1."


def test_an_unknown_form_falls_back_to_what_there_is() -> None:
    data = {"application/vnd.vegalite.v5+json": {}, "text/plain": "Slider(value=3)"}
    assert said(read(notebook(code(new_output("display_data", data=data))))) == ["Slider(value=3)"]


@pytest.mark.parametrize(
    "data",
    [
        {"text/plain": "[<matplotlib.lines.Line2D at 0x7f3c2a>]"},
        {"text/html": "<style>p {}</style>", "text/plain": "<IPython.core.display.HTML object>"},
        {},
    ],
)
def test_an_objects_bare_name_is_not_published(data: dict[str, Any]) -> None:
    assert read(notebook(code(new_output("display_data", data=data)))).blocks == ()


# Figures, findings and workings


def test_workings_have_a_row_for_each_cited_figure_and_its_sources() -> None:
    count = PERCENT.model_copy(update={"id": "finance.purple.count", "display": "11"})
    share = PERCENT.model_copy(update={"from_": (count.id,)})
    unused = PERCENT.model_copy(update={"id": "unused"})
    document = paper(FigureSet(figures=(count, share, unused)), Workings(), CITED, Workings())
    _, table, cited = document.blocks
    assert isinstance(table, Table)
    assert table.anchors == (f"figure-{share.id}", f"figure-{count.id}")
    assert isinstance(cited, Paragraph)
    assert cited.runs[0].figure == share.id
    assert len(document.figures) == 3


def test_without_workings_their_section_and_links_to_it_are_gone_and_citations_are_text() -> None:
    link = Paragraph(runs=(Run(text="How", heading="how"), Run(text="Why", heading="why")))
    heads = (Heading(text="How it was worked out", anchor="how"), Heading(text="Why", anchor="why"))
    cells = [FigureSet(figures=(PERCENT,)), CITED, link, heads[0], Workings(), heads[1]]
    whole = paper(*cells)
    left = paper(*cells, with_workings=False)
    assert [heading.text for heading in left.contents] == ["Why"]
    cited, links, _ = left.blocks
    assert isinstance(cited, Paragraph)
    assert isinstance(links, Paragraph)
    assert [run.figure for run in cited.runs] == [None] * len(cited.runs)
    assert [run.heading for run in links.runs] == ["", "why"]
    assert left.figures == whole.figures


def test_a_heading_of_more_than_the_workings_stays_without_them() -> None:
    left = paper(Heading(text="Notes"), Workings(), CITED, with_workings=False)
    assert [block.kind for block in left.blocks] == ["heading", "paragraph"]
    assert paper(Workings(), with_workings=False).blocks == ()
    assert paper(CITED, Heading(text="Last"), with_workings=False).contents


def test_no_citation_dangles() -> None:
    for blocks in ([FigureSet(figures=(PERCENT,)), CITED], [CITED, Workings()]):
        cited = next(block for block in paper(*blocks).blocks if plain_text(block).startswith("92%"))
        assert isinstance(cited, Paragraph)
        assert cited.runs[0] == Run(text="92%")


def test_a_figure_shown_twice_is_kept_once_and_two_different_ones_are_found() -> None:
    other = PERCENT.model_copy(update={"value": 93, "exact": "93.1", "display": "93%"})
    same = paper(FigureSet(figures=(PERCENT,)), FigureSet(figures=(PERCENT, PERCENT)))
    assert ([placed.figure for placed in same.figures], same.findings) == ([PERCENT], ())
    different = paper(FigureSet(figures=(PERCENT,)), FigureSet(figures=(other, other)))
    assert [placed.figure for placed in different.figures] == [PERCENT]
    (finding,) = different.findings
    assert (finding.code, finding.severity) == ("D03", "error")
    assert "92% (91.66666667 before rounding) in cell c-0, 93% (93.1 before rounding) in cell c-1" in finding.message


def test_an_old_notebook_without_cell_ids_is_read() -> None:
    old = notebook(code(output_of(FigureSet(figures=(PERCENT,)))))
    old.nbformat_minor = 4
    del old.cells[0]["id"]
    nbformat.validate(old)
    assert read(old).figures[0].cell == "cell-1"


def test_a_notebook_with_attachments_is_read() -> None:
    cell = new_markdown_cell("![A dot](attachment:dot.png)", attachments={"dot.png": {"image/png": DOT}})
    (block,) = read(notebook(cell)).blocks
    assert isinstance(block, Picture)
    assert block.alt == "A dot"
