"""The reader never fails, and what it reads always keeps the promises of a Document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import nbformat
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from documents import DOT, PERCENT, SVG, sample_document
from quarterbook.document.blocks import (
    MIME,
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
from quarterbook.document.document import Document, figure_anchor
from quarterbook.document.reader import read
from quarterbook.document.reading.runs import runs_in
from quarterbook.document.reading.svg import clean_svg
from quarterbook.findings import Finding

# What breaks readers of markdown, HTML, SVG and terminals, to be strung together at random.
PIECES = (
    *("# ", "## ", "#### ", "> ", "- ", "3. ", "```", "|", "|-", "\n", "\n\n", "    "),
    *("*", "**", "`", "~~", "$", "\\", "[", "](", ")", "javascript:alert(1)", "https://example.org"),
    *("![](attachment:a.png)", f"![](data:image/png;base64,{DOT})", f"<img src='data:image/png;base64,{DOT}'>"),
    *("<script>", "</script>", "<style>", "<p onclick=x>", "<img src=x alt=y>", "<b>", "</b>", "<br>", "<pre>"),
    *("<table>", "<tr>", "<td colspan=3>", "<th rowspan=2>", "<thead>", "<ul>", "<li>", "</ul>", "<ol start=4>"),
    *("<h1>", "<h4>", "</h1>", "<blockquote>", "<iframe>", "<svg>", "<!--", "&lt;script&gt;", SVG),
    *("\x00", "\x1b[31m", "\r", "\b", "\ufffe", "figure-x", "word", "12.5%", " "),
)
TAGS = ("working", "parameters", "remove-cell", "remove-output", "exempt", "other")
SECRET = "SENTINEL"
NOTICE = Callout(title="Exempt", blocks=())
RAW_TYPES = ("text/html", "text/markdown", "text/latex", "")


def messy() -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=25).map("".join)


def any_json() -> st.SearchStrategy[Any]:
    leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
    return st.recursive(
        leaves, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner), max_leaves=9
    )


def images() -> st.SearchStrategy[str]:
    return st.sampled_from([DOT, "", "?", "AAAA", SVG]) | st.text(max_size=9)


def valid_blocks() -> st.SearchStrategy[dict[str, Any]]:
    """Blocks as JSON: those of the sample, its record, and lists, call-outs and groups of them."""
    document = sample_document()
    other = PERCENT.model_copy(update={"value": 93, "display": "93%"})
    made = [
        *document.blocks,
        document.front,
        FigureSet(figures=(PERCENT,)),
        FigureSet(figures=(other,)),
        FindingSet(findings=document.findings),
        Workings(),
        Chart(title="", svg="<svg><script/></svg>", alt=""),
    ]
    leaves = st.sampled_from([to_json(block) for block in made])

    def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        several = st.lists(inner, max_size=3)
        return (
            several.map(lambda blocks: {"kind": "group", "blocks": blocks})
            | several.map(lambda blocks: {"kind": "callout", "title": "", "blocks": blocks})
            | several.map(lambda blocks: {"kind": "items", "items": [blocks, []]})
        )

    return st.recursive(leaves, nested, max_leaves=6)


@st.composite
def metadata(draw: st.DrawFn) -> dict[str, Any]:
    optional = {
        "tags": st.lists(st.sampled_from(TAGS), unique=True, max_size=1),
        "raw_mimetype": st.sampled_from(RAW_TYPES),
        "alt": any_json(),
    }
    return draw(st.fixed_dictionaries({}, optional=optional))


@st.composite
def bundles(draw: st.DrawFn) -> dict[str, Any]:
    optional = {
        MIME: valid_blocks() | any_json(),
        "text/html": messy(),
        "image/svg+xml": messy().map(lambda text: SVG.replace("<rect", f"{text}<rect")) | images(),
        "image/png": images(),
        "text/markdown": messy(),
        "text/latex": st.text(max_size=9),
        "text/plain": messy(),
        "application/vnd.plotly.v1+json": any_json(),
    }
    return draw(st.fixed_dictionaries({}, optional=optional))


@st.composite
def outputs(draw: st.DrawFn) -> nbformat.NotebookNode:
    match draw(st.sampled_from(["display_data", "execute_result", "stream", "error"])):
        case "stream":
            return new_output("stream", name=draw(st.sampled_from(["stdout", "stderr"])), text=draw(messy()))
        case "error":
            trace = draw(st.lists(messy(), max_size=2))
            return new_output("error", ename=draw(st.text()), evalue=draw(messy()), traceback=trace)
        case kind:
            return new_output(kind, data=draw(bundles()), metadata=draw(metadata()))


@st.composite
def cells(draw: st.DrawFn) -> nbformat.NotebookNode:
    match draw(st.sampled_from(["markdown", "raw", "code"])):
        case "markdown":
            bundle = st.dictionaries(st.just("image/png"), images(), max_size=1)
            files = draw(st.dictionaries(st.sampled_from(["a.png", "b"]), bundle))
            return new_markdown_cell(draw(messy()), metadata=draw(metadata()), attachments=files)
        case "raw":
            return new_raw_cell(draw(messy()), metadata=draw(metadata()))
        case _:
            made = draw(st.lists(outputs(), max_size=3))
            return new_code_cell("sentinel_source()", outputs=made, metadata=draw(metadata()))


@st.composite
def notebooks(draw: st.DrawFn) -> nbformat.NotebookNode:
    titles = st.fixed_dictionaries({}, optional={"title": st.text()})
    return new_notebook(cells=draw(st.lists(cells(), max_size=5)), metadata=draw(titles))


def every(blocks: tuple[Any, ...]) -> Iterator[Any]:
    for block in blocks:
        yield block
        match block:
            case Items():
                yield from (inner for item in block.items for inner in every(item))
            case Callout():
                yield from every(block.blocks)
            case Chart() if block.table:
                yield block.table


def assert_promises_kept(document: Document) -> None:
    assert document.front.title.strip()
    outer = (FrontMatter, FigureSet, FindingSet, Workings, Group)
    assert not [block for block in every(document.blocks) if isinstance(block, outer)]
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    assert all(after.level <= before.level + 1 for before, after in pairwise(headings))
    assert not headings or headings[0].level == 2
    assert len([block for block in every(document.blocks) if isinstance(block, Heading)]) == len(headings)

    tables = [block for block in every(document.blocks) if isinstance(block, Table)]
    rows = [anchor for table in tables for anchor in table.anchors]
    anchors = Counter([*(heading.anchor for heading in headings), *rows])
    assert "" not in anchors
    assert max(anchors.values(), default=1) == 1
    cited = {run.figure for block in document.blocks for run in runs_in(block) if run.figure}
    assert {figure_anchor(name) for name in cited} <= set(rows)
    ids = [placed.figure.id for placed in document.figures]
    assert len(ids) == len(set(ids))
    for table in tables:
        assert table.columns
        assert {len(row) for row in table.rows} <= {len(table.columns)}
        assert len(table.anchors) in (0, len(table.rows))
        assert 0 <= table.totals <= len(table.rows)


def assert_nothing_runs_and_every_format_can_hold_it(document: Document) -> None:
    for block in every(document.blocks):
        match block:
            case Heading() | Preformatted():
                assert block.text.strip()
            case Chart():
                assert clean_svg(block.svg) == block.svg
                assert block.alt
            case Picture():
                assert block.alt.strip()
                assert block.image.base64
    links = [run.link for block in document.blocks for run in runs_in(block) if run.link]
    assert all(link.lower().startswith(("http://", "https://", "mailto:", "tel:")) for link in links)
    unprintable = {*map(chr, range(32)), "\x7f", "\ufffe", "\uffff"} - {"\t", "\n"}
    texts = [text for block in document.blocks for text in strings(block.model_dump())]
    assert not [text for text in texts if unprintable & set(text)]
    document.model_dump_json().encode()
    assert "sentinel_source" not in document.model_dump_json()


def strings(data: Any) -> Iterator[str]:
    match data:
        case str():
            yield data
        case dict():
            yield from (text for value in data.values() for text in strings(value))
        case list() | tuple():
            yield from (text for value in data for text in strings(value))


@settings(max_examples=120, deadline=None)
@given(notebooks())
def test_any_notebook_is_read_and_keeps_a_documents_promises(notebook: nbformat.NotebookNode) -> None:
    document = read(notebook)
    assert_promises_kept(document)
    assert_nothing_runs_and_every_format_can_hold_it(document)
    assert Document.model_validate_json(document.model_dump_json()) == document


@settings(max_examples=50, deadline=None)
@given(notebooks())
def test_reading_changes_nothing_and_is_the_same_twice(notebook: nbformat.NotebookNode) -> None:
    before = repr(notebook)
    assert read(notebook).model_dump_json() == read(notebook).model_dump_json()
    assert repr(notebook) == before


def secret_cells() -> st.SearchStrategy[nbformat.NotebookNode]:
    """Exempt cells of every kind, whose every word is one that nobody may see."""
    figure = PERCENT.model_copy(update={"id": SECRET.lower(), "display": SECRET, "definition": SECRET})
    words = (Run(text=SECRET, figure=figure.id, heading=SECRET),)
    blocks = (
        FrontMatter(title=SECRET, council=SECRET, fields=((SECRET, SECRET),)),
        FigureSet(figures=(figure,)),
        FindingSet(findings=(Finding(code="A18", severity="note", message=SECRET, source=SECRET),)),
        Heading(text=SECRET, anchor=SECRET),
        Heading(text=SECRET, level=4),
        Paragraph(runs=words),
        Table(caption=SECRET, columns=(Column(label=SECRET),), rows=((words,),), note=SECRET),
        Chart(title=SECRET, svg=SVG.replace("<rect", f"<title>{SECRET}</title><rect"), alt=SECRET),
        Picture(image=Image(media_type="image/png", base64=DOT), alt=SECRET),
        Callout(title=SECRET, blocks=(Preformatted(text=SECRET),)),
    )
    metadata = {"tags": ["exempt"], "title": SECRET}
    shown = [new_output("display_data", data={MIME: to_json(block)}) for block in blocks]
    foreign = {"text/html": f"<table><tr><td title='{SECRET}'>{SECRET}</td></tr></table>", "text/plain": SECRET}
    shown += [new_output("display_data", data=foreign), new_output("stream", text=SECRET)]
    made = [new_code_cell(SECRET, outputs=[output], metadata=metadata) for output in shown]
    texts = (f"# {SECRET}", f"## {SECRET}\n\n{SECRET}", f"[{SECRET}](https://{SECRET.lower()}.example)", SECRET)
    made += [new_markdown_cell(source, metadata=metadata) for source in texts]
    return st.sampled_from([*made, new_raw_cell(SECRET, metadata=metadata)])


@settings(max_examples=120, deadline=None)
@given(notebooks(), st.lists(st.tuples(st.integers(0, 5), secret_cells()), min_size=1, max_size=4))
def test_no_word_of_an_exempt_cell_is_read_from_any_notebook(
    notebook: nbformat.NotebookNode, secrets: list[tuple[int, nbformat.NotebookNode]]
) -> None:
    for place, cell in secrets:
        notebook.cells.insert(place, cell)
    document = read(notebook, notice=NOTICE)
    assert SECRET.lower() not in document.model_dump_json().lower()
    assert_promises_kept(document)


@settings(max_examples=60, deadline=None)
@given(notebooks())
def test_without_a_notice_it_makes_no_difference_what_is_exempt(notebook: nbformat.NotebookNode) -> None:
    whole = read(notebook)
    for cell in notebook.cells:
        cell.metadata["tags"] = [tag for tag in cell.metadata.get("tags", ()) if tag != "exempt"]
    assert read(notebook) == whole
    assert read(notebook, notice=NOTICE) == whole


def test_the_sample_documents_blocks_come_back_from_a_notebook() -> None:
    document = sample_document()
    blocks = [document.front, FigureSet(figures=(PERCENT,)), FindingSet(findings=document.findings), *document.blocks]
    made = [new_code_cell(outputs=[new_output("display_data", data={MIME: to_json(block)})]) for block in blocks]
    again = read(new_notebook(cells=made))
    assert [block.kind for block in again.blocks] == [block.kind for block in document.blocks]
    assert [h.anchor for h in again.contents] == [h.anchor for h in document.contents]
