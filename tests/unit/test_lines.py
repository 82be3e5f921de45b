"""Lines on the way from a notebook into a paper: nothing that goes through a paper's blocks passes them by."""

from __future__ import annotations

from nbformat.v4 import new_code_cell, new_notebook, new_output

from documents import PERCENT, text
from quarterbook.document.blocks import Block, Callout, FigureSet, FrontMatter, Lines, Paragraph, Run, Table, Workings
from quarterbook.document.document import Document
from quarterbook.document.reader import read
from quarterbook.document.reading.runs import plain_text, runs_in
from quarterbook.writers.glyphs import findings

ADDRESS = Lines(lines=(text("Town Hall"), (), text("EX1 1AA")), align="end")


def read_in(*blocks: Block) -> Document:
    cells = [
        new_code_cell("", outputs=[new_output("display_data", data=block._repr_mimebundle_())])
        for block in (FrontMatter(title="Letter", numbering="continuous"), *blocks)
    ]
    return read(new_notebook(cells=cells))


def test_lines_are_read_as_they_are_and_never_numbered() -> None:
    before, address, after = read_in(Paragraph(runs=text("A")), ADDRESS, Paragraph(runs=text("B"))).blocks
    assert address == ADDRESS
    assert [before.number, after.number] == ["1", "2"]


def test_lines_that_say_nothing_are_left_out() -> None:
    assert not read_in(Lines(lines=()), Lines(lines=((), text(" ")))).blocks


def test_only_a_safe_link_is_kept() -> None:
    (lines,) = read_in(Lines(lines=(text("A", link="javascript:alert(1)"), text("B", link="https://e.org")))).blocks
    assert [run.link for run in runs_in(lines)] == [None, "https://e.org"]


def test_a_figure_in_lines_is_worked_out_with_the_others() -> None:
    cited = Lines(lines=((Run(text="92%", figure=PERCENT.id), Run(text="x", figure="unknown")),))
    blocks = read_in(FigureSet(figures=(PERCENT,)), cited, Workings()).blocks
    assert [run.figure for run in runs_in(blocks[0])] == [PERCENT.id, None]
    assert any(isinstance(block, Table) and block.anchors for block in blocks)


def test_what_is_spoken_outlives_the_reading() -> None:
    words = Run(text="(1)", spoken="minus 1", figure="unknown", link="ftp://e.org")
    (callout,) = read_in(Callout(title="T", blocks=(Lines(lines=((words,),)),))).blocks
    assert [(run.text, run.spoken, run.figure, run.link) for run in runs_in(callout)] == [
        ("(1)", "minus 1", None, None)
    ]


def test_lines_say_their_words_apart() -> None:
    assert plain_text(ADDRESS) == "Town Hall EX1 1AA"


def test_a_character_that_the_pdf_cannot_show_is_reported() -> None:
    document = Document(front=FrontMatter(title="T"), blocks=(Lines(lines=(text("\U0001f389"),)),))
    assert len(findings(document)) == 1
