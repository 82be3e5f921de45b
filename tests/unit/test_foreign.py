"""HTML from elsewhere as blocks."""

from __future__ import annotations

import pandas as pd
import pytest

from documents import DOT
from quarterbook.document.blocks import (
    Block,
    Callout,
    FindingSet,
    Heading,
    Items,
    Paragraph,
    Picture,
    Preformatted,
    Run,
    Table,
)
from quarterbook.document.reading.foreign import blocks
from quarterbook.document.reading.runs import plain_text

FRAME = pd.DataFrame({"actions": [11, 1], "rating": ["Purple", "Amber"], "share": [91.7, None]}, index=["a", "b"])


def only(html: str) -> Block:
    (block,) = blocks(html, "cell 3")
    return block


def table(html: str) -> Table:
    block = only(html)
    assert isinstance(block, Table)
    return block


def labels(block: Table) -> list[str]:
    return [column.label for column in block.columns]


def grid(block: Table) -> list[list[str]]:
    return [["".join(run.text for run in cell) for cell in row] for row in block.rows]


def test_a_pandas_table_has_its_index_as_row_header_and_its_numbers_to_the_right() -> None:
    block = table(FRAME._repr_html_())
    assert (block.caption, block.row_header) == ("Table from cell 3", True)
    assert labels(block) == ["Row", "actions", "rating", "share"]
    assert [column.align for column in block.columns] == ["start", "end", "start", "end"]
    assert grid(block) == [["a", "11", "Purple", "91.7"], ["b", "1", "Amber", "NaN"]]


def test_an_index_with_a_name_is_labelled_by_it() -> None:
    assert labels(table(FRAME.rename_axis("plan").to_html())) == ["plan", "actions", "rating", "share"]


def test_headers_and_indexes_of_two_levels_are_joined_and_repeated() -> None:
    frame = pd.DataFrame(
        [[1, 2], [3, 4]],
        index=pd.MultiIndex.from_tuples([("p", "q"), ("p", "r")], names=["i", "j"]),
        columns=pd.MultiIndex.from_tuples([("X", "a"), ("X", "b")]),
    )
    block = table(frame.to_html())
    assert labels(block) == ["i", "j", "X / a", "X / b"]
    assert grid(block) == [["p", "q", "1", "2"], ["p", "r", "3", "4"]]


def test_a_styled_table_keeps_its_caption_and_loses_its_style() -> None:
    block = table(FRAME.style.set_caption("Actions by rating").to_html())
    assert block.caption == "Actions by rating"
    assert labels(block)[1:] == ["actions", "rating", "share"]


def test_a_table_without_an_index_has_no_row_header() -> None:
    block = table(FRAME.to_html(index=False))
    assert not block.row_header
    assert labels(block) == ["actions", "rating", "share"]


def test_header_cells_at_the_top_are_the_header_without_thead_and_tfoot_is_totals() -> None:
    block = table(
        "<table><tr><th>A<th>B</tr><tfoot><tr><td>All<td>3</tr></tfoot><tbody><tr><td>x<td>3</tr></tbody></table>"
    )
    assert labels(block) == ["A", "B"]
    assert (grid(block), block.totals) == ([["x", "3"], ["All", "3"]], 1)


def test_a_table_without_a_header_names_its_columns() -> None:
    block = table("<table><tr><td>x</td><td>y</td></tr><tr><td>z</td></tr></table>")
    assert labels(block) == ["Column 1", "Column 2"]
    assert grid(block) == [["x", "y"], ["z", ""]]


def test_spans_are_filled_in() -> None:
    block = table(
        "<table><tr><th>A</th><th>B</th><th>C</th></tr>"
        "<tr><td rowspan=2>x</td><td colspan=2>y</td></tr><tr><td>1</td><td>2</td></tr>"
        "<tr><td colspan=nonsense>z</td><td rowspan=99999>3</td></tr></table>"
    )
    assert grid(block) == [["x", "y", "y"], ["x", "1", "2"], ["z", "3", ""]]


def test_a_span_cannot_make_a_small_file_a_huge_table() -> None:
    rows = "<tr>" + "<td colspan=1000 rowspan=60000>x" * 10 + "</tr>"
    assert len(table(f"<table>{rows * 60}</table>").columns) == 10


def test_a_cell_holds_runs_and_the_text_of_what_else_is_in_it() -> None:
    block = table(
        "<table><tr><th>A</th></tr><tr><td><p>a <b>b</b></p><ul><li>c<li>d</ul>"
        f"<img src='data:image/png;base64,{DOT}' alt=Dot><table><tr><td>inner</table></td></tr></table>"
    )
    assert block.rows[0][0][:2] == (Run(text="a "), Run(text="b", strong=True))
    assert grid(block)[0][0].split("\n")[1:] == ["c d", "Image not included: Dot", "Column 1 inner"]


def test_an_empty_table_is_nothing() -> None:
    assert blocks("<table></table>", "cell 3") == ()


def test_text_is_paragraphs_that_are_not_numbered() -> None:
    assert blocks("loose <em>words</em><div>and<p> a\n  paragraph</p>&amp; more</div>", "cell 3") == (
        Paragraph(runs=(Run(text="loose "), Run(text="words", emphasis=True)), numbered=False),
        Paragraph(runs=(Run(text="and"),), numbered=False),
        Paragraph(runs=(Run(text="a paragraph"),), numbered=False),
        Paragraph(runs=(Run(text="& more"),), numbered=False),
    )


@pytest.mark.parametrize("text", ["https://example.org", "data/actions.csv", "", " "])
def test_bare_text_is_itself(text: str) -> None:
    assert [plain_text(block) for block in blocks(text, "cell 3")] == text.split()


def test_headings_lists_quotations_and_code_are_what_they_are() -> None:
    found = blocks(
        "<h1>A</h1><h3>B <i>c</i></h3><ol><li>d<ul><li>e</ul></ol><blockquote>f</blockquote><pre>\n g\n  h\n</pre><hr>",
        "cell 3",
    )
    assert found[:2] == (Heading(text="A", level=2), Heading(text="B c", level=3))
    assert isinstance(found[2], Items)
    assert found[2].ordered
    assert isinstance(found[2].items[0][1], Items)
    assert isinstance(found[3], Callout)
    assert found[4:] == (Preformatted(text=" g\n  h"),)


def test_a_list_straight_in_a_list_is_kept() -> None:
    assert plain_text(only("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>")) == "a b c"
    assert plain_text(only("<ul><ul><li>b</li></ul></ul>")) == "b"
    assert plain_text(only("<ul>a<li>b</li>c</ul>")) == "a b c"


def test_words_struck_out_do_not_read_as_if_they_stood() -> None:
    assert plain_text(only("<p><s>late</s> <q>in time</q></p>")) == "[struck out: late] “in time”"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<script>alert(1)",
        "<style>p {color: alert}</style>",
        '<template><p onclick="alert(1)">alert</p></template>',
        "<!-- alert -->",
        "<svg><script>alert(1)</script></svg>",
        "<textarea><script>alert(1)</script></textarea>",
    ],
)
def test_scripts_and_styles_leave_nothing(hostile: str) -> None:
    said = " ".join(map(plain_text, blocks(f"<p>before</p>{hostile}", "cell 3")))
    assert said.startswith("before")
    assert "alert" not in said


def test_a_link_runs_no_script() -> None:
    block = only('<p><a href="javascript:alert(1)" onclick="alert(1)">a</a> <a href="https://example.gov.uk">b</a></p>')
    assert isinstance(block, Paragraph)
    assert [run.link for run in block.runs] == [None, "https://example.gov.uk"]


def test_markup_that_is_escaped_stays_text() -> None:
    assert plain_text(only("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")) == "<script>alert(1)</script>"


def test_images_are_kept_from_data_addresses_only() -> None:
    found = blocks(
        f'<p>a<img src="data:image/png;base64,{DOT}" alt="A dot">b<img src="https://x.org/y.png"></p>', "cell 3"
    )
    assert isinstance(found[1], Picture)
    assert found[1].alt == "A dot"
    assert plain_text(found[-1]) == "Image not included: it has no description"


def test_an_image_without_alt_text_is_found() -> None:
    assert isinstance(blocks(f'<img src="data:image/png;base64,{DOT}">', "cell 3")[1], FindingSet)


def test_html_that_is_one_svg_is_a_picture() -> None:
    block = only('<svg xmlns="http://www.w3.org/2000/svg"><title>Bars</title></svg>')
    assert isinstance(block, Picture)
    assert block.alt == "Bars"


@pytest.mark.parametrize(
    ("html", "what"),
    [("<iframe srcdoc='<p>x</p>'></iframe>", "an embedded page"), ("<video src=x></video><video>", "a video")],
)
def test_what_only_a_browser_plays_is_said_to_be_missing(html: str, what: str) -> None:
    block = only(html)
    assert isinstance(block, Callout)
    assert plain_text(block) == f"Not shown This document cannot show {what} from cell 3."


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li", "table><tr><td", "p", "h2", "a href=x"])
def test_no_nesting_is_too_deep(tag: str) -> None:
    found = blocks(f"<{tag}>" * 3000 + "words", "cell 3")
    assert "words" in " ".join(map(plain_text, found))
