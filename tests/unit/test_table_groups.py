"""Labels across a table that part its rows: kept as data, heard in order, set with the row after them."""

from __future__ import annotations

import re

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_notebook, new_output

from documents import text
from pdf_reading import Reading
from quarterbook.analysis.figures import Figure
from quarterbook.document.blocks import (
    MIME,
    Column,
    FigureSet,
    FrontMatter,
    Group,
    Heading,
    Run,
    Runs,
    Table,
    Workings,
    from_json,
    to_json,
)
from quarterbook.document.display import html as shown
from quarterbook.document.document import Document
from quarterbook.document.reader import read
from quarterbook.document.reading.runs import plain_text, runs_in
from quarterbook.document.reading.settle import settle
from quarterbook.writers import html, pdf

LONG = "An objective that is so long that its label takes two lines of a page, even of one that lies on its side: " * 2


def table(*groups: tuple[int, Runs], rows: int = 4, totals: int = 0, words: str = "Words") -> Table:
    return Table(
        caption="Plan",
        columns=(Column(label="Reference"), Column(label="Action", width=3)),
        rows=tuple((text(f"A-{row}"), text(words)) for row in range(rows)),
        row_header=True,
        totals=totals,
        groups=groups,
    )


def document(*blocks: Table, landscape: bool = False) -> Document:
    heading = Heading(text="Appendix", landscape=landscape, anchor="appendix")
    return Document(front=FrontMatter(title="Paper"), blocks=(heading, *blocks))


def page(given: Table) -> BeautifulSoup:
    return BeautifulSoup(html.write(document(given)), "html.parser")


# --- as data -------------------------------------------------------------------------------------


def test_a_table_without_groups_is_kept_as_it_always_was() -> None:
    assert "groups" not in to_json(table())


def test_groups_survive_as_json() -> None:
    grouped = table((0, text("First")), (2, text("Second", strong=True)))
    assert from_json(to_json(grouped)) == grouped


def test_labels_are_read_before_their_rows() -> None:
    grouped = table((0, text("First")), (3, text("Second")))
    assert [run.text for run in runs_in(grouped)][:3] == ["First", "A-0", "Words"]
    assert plain_text(grouped) == "Reference Action First A-0 Words A-1 Words A-2 Words Second A-3 Words"


@pytest.mark.parametrize(
    ("groups", "kept"),
    [
        (((2, text("B")), (0, text("A"))), [(0, "A"), (2, "B")]),
        (((1, text("A")), (1, text("B"))), [(1, "B")]),
        (((-1, text("A")), (3, text("of the total")), (9, text("B"))), []),
        (((0, text(" ")), (1, ())), []),
    ],
)
def test_a_label_stands_before_a_row_of_the_body_or_not_at_all(
    groups: tuple[tuple[int, Runs], ...], kept: list[tuple[int, str]]
) -> None:
    (settled,) = settle(table(*groups, totals=1), "cell 1")
    assert isinstance(settled, Table)
    assert [(at, "".join(run.text for run in label)) for at, label in settled.groups] == kept


def test_a_figure_cited_in_a_label_has_its_row_among_the_workings() -> None:
    figure = Figure(id="all.total", value=7, exact="7", unit="", display="7", definition="Actions")
    block = Group(blocks=(FigureSet(figures=(figure,)), table((0, (Run(text="7", figure="all.total"),))), Workings()))
    output = new_output("display_data", data={MIME: to_json(block)})
    notebook = new_notebook(cells=[new_code_cell("x", outputs=[output])])
    assert nbformat.validate(notebook) is None
    given, workings = [one for one in read(notebook).blocks if isinstance(one, Table)]
    assert given.groups[0][1][0].figure == "all.total"
    assert plain_text(workings).count("all.total") == 1


def test_jupyterlab_shows_a_label_across_the_table() -> None:
    label = '<th scope="rowgroup" colspan="2" style="text-align: left">A &amp; B</th></tr><tr>'
    assert label in shown(table((1, text("A & B"))))


@pytest.mark.parametrize(("at", "bodies"), [(0, [4]), (1, [1, 3])])
def test_jupyterlab_shows_each_group_as_a_body_which_its_label_heads(at: int, bodies: list[int]) -> None:
    drawn = BeautifulSoup(shown(table((at, text("A & B")))), "html.parser").select("tbody")
    assert [len(body.select("tr:not(:has(th))")) for body in drawn] == bodies
    assert [body.select_one("tr th[scope=rowgroup]") is not None for body in drawn][-1]


# --- HTML ----------------------------------------------------------------------------------------


def test_each_group_is_a_body_whose_label_heads_it() -> None:
    bodies = page(table((0, text("First")), (3, text("Second")), rows=5, totals=1)).select("table tbody")
    assert [[row.get_text("|") for row in body.select("tr")] for body in bodies] == [
        ["First", "A-0|Words", "A-1|Words", "A-2|Words"],
        ["Second", "A-3|Words"],
        ["A-4|Words"],
    ]
    (label,) = bodies[0].select("th[scope=rowgroup]")
    assert label["colspan"] == "2"
    assert bodies[2]["class"] == ["totals"]


def test_rows_before_the_first_label_have_a_body_of_their_own() -> None:
    bodies = page(table((2, text("Later")))).select("table tbody")
    assert [len(body.select("tr")) for body in bodies] == [2, 3]


def test_a_page_without_groups_has_no_style_for_them() -> None:
    assert ".group" not in html.write(document(table())).decode()
    assert ".group" in html.write(document(table((0, text("First"))))).decode()


# --- PDF -----------------------------------------------------------------------------------------


def grouped_pages() -> Reading:
    labels = [(at, text(f"Label {at} {LONG if at % 2 else ''}")) for at in range(0, 60, 3)]
    return Reading(pdf.write(document(table(*labels, rows=60, words="Words. " * 30), landscape=True)))


def test_no_label_is_parted_from_its_row_and_each_page_has_the_header() -> None:
    read = grouped_pages()
    pages = [words for words in read.pages if "A-" in words]
    assert len(pages) > 3
    assert all("Reference" in words and "Action" in words for words in pages)
    for at in range(0, 60, 3):
        (one,) = (words for words in pages if re.search(rf"Label {at} ", words))
        assert re.search(rf"Label {at} .*?A-{at}(?!\d)", one), at


def test_a_label_is_heard_before_its_row_and_each_cell_has_the_header_of_its_column() -> None:
    read = Reading(pdf.write(document(table((0, text("First")), (2, text("Second"))))))
    cells = [element for element in read.elements if element.tag == "TD"]
    assert [cell.words for cell in cells] == ["FirstA-0", "Words", "A-1", "Words", "SecondA-2", "Words", "A-3", "Words"]
    assert [cell.headers for cell in cells] == [1] * 8
    assert [words for words in read.words("P") if words in ("First", "Second")] == ["First", "Second"]
