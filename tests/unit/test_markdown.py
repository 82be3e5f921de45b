"""Markdown as blocks."""

from __future__ import annotations

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
from quarterbook.document.reading.markdown import blocks, inline, title
from quarterbook.document.reading.runs import plain_text


def only(text: str) -> Block:
    (block,) = blocks(text, "cell 3")
    return block


def words(text: str) -> str:
    return plain_text(only(text))


def test_headings_have_their_level_and_the_first_is_two() -> None:
    assert blocks("# One\n\n### *Three* `x`\n\n##\n") == (
        Heading(text="One", level=2),
        Heading(text="Three x", level=3),
    )


def test_the_title_is_the_first_level_one_heading_outside_lists_and_quotations() -> None:
    text = "> # Quoted\n\n- # Listed\n\n## Two\n\nThe *plan*\n===\n\n# Later"
    assert title(text) == "The plan"
    assert title("## Two") == title("") == title("# ![](x.png)") == ""
    rest = [block.text for block in blocks(text, without_title=True) if isinstance(block, Heading)]
    assert rest == ["Two", "Later"]


def test_runs_keep_their_style_and_their_links() -> None:
    block = only("a **b *c*** `d` [e](https://example.gov.uk/x) <mailto:f@example.gov.uk>")
    assert isinstance(block, Paragraph)
    assert block.numbered
    assert block.runs == (
        Run(text="a "),
        Run(text="b ", strong=True),
        Run(text="c", strong=True, emphasis=True),
        Run(text=" "),
        Run(text="d", code=True),
        Run(text=" "),
        Run(text="e", link="https://example.gov.uk/x"),
        Run(text=" "),
        Run(text="mailto:f@example.gov.uk", link="mailto:f@example.gov.uk"),
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "other.ipynb", "#x"]
)
def test_a_link_that_leads_nowhere_from_a_paper_is_its_text(address: str) -> None:
    assert only(f"[text]({address})") == Paragraph(runs=(Run(text="text"),))


def test_soft_line_ends_are_spaces_and_hard_ones_stay() -> None:
    block = only("a\nb  \nc<br>d")
    assert isinstance(block, Paragraph)
    assert block.runs == (Run(text="a b\nc\nd"),)


def test_inline_html_is_dropped_and_its_text_kept_but_for_scripts() -> None:
    assert words('a <b onclick="x()">b</b> <script>alert(1)</script>c<style>p {}</style> <!-- d -->') == "a b c"


def test_words_struck_out_do_not_read_as_if_they_stood() -> None:
    assert words("~~late~~ <del>later</del>") == "[struck out: late] [struck out: later]"


@pytest.mark.parametrize("math", [r"$a*b*c$", r"$\{x_1\}$", "$$\n\\sum_i x_i\n$$"])
def test_math_stays_as_it_was_written(math: str) -> None:
    assert words(math) == " ".join(math.split())


def test_money_is_no_math() -> None:
    assert words("from $5 to *about* $6") == "from $5 to about $6"


def test_html_blocks_are_read_as_html_even_across_blank_lines() -> None:
    text = "<table><tr><th>A</th></tr>\n\n<tr><td>1</td></tr></table>\n\n<script>\nalert(1)\n</script>"
    table = only(text)
    assert isinstance(table, Table)
    assert plain_text(table) == "A 1"


def test_lists_nest_and_their_paragraphs_are_not_numbered() -> None:
    block = only("1. one\n2. two\n\n   more\n   - *three*\n")
    assert isinstance(block, Items)
    assert block.ordered
    (one,), (two, more, inner) = block.items
    assert [plain_text(item) for item in (one, two, more, inner)] == ["one", "two", "more", "three"]
    assert isinstance(one, Paragraph)
    assert not one.numbered
    assert isinstance(inner, Items)
    assert not inner.ordered


def test_a_list_that_counts_from_another_number_says_its_numbers() -> None:
    block = only("3. three\n4. four")
    assert isinstance(block, Items)
    assert not block.ordered
    assert [plain_text(item[0]) for item in block.items] == ["3. three", "4. four"]


def test_a_quotation_is_set_apart() -> None:
    block = only("> Mind *this*.\n>\n> - and this")
    assert isinstance(block, Callout)
    assert (block.tone, block.title, [inner.kind for inner in block.blocks]) == (
        "quotation",
        "",
        ["paragraph", "items"],
    )


def test_code_keeps_its_spaces() -> None:
    assert only("```python\na\n    b\n```") == Preformatted(text="a\n    b")
    assert only("    indented") == Preformatted(text="indented")


def test_a_table_has_its_labels_and_alignments() -> None:
    table = only("| Rating | Actions | Note |\n|---|---|--:|\n| *Green* | 1,200 | x |\n| Red | 3 |  |")
    assert isinstance(table, Table)
    assert table.caption == "Table from cell 3"
    assert [(column.label, column.align) for column in table.columns] == [
        ("Rating", "start"),
        ("Actions", "end"),
        ("Note", "end"),
    ]
    assert table.rows[0][0] == (Run(text="Green", emphasis=True),)
    assert table.rows[1][2] == ()


def test_an_attached_image_is_found_with_its_alt_text() -> None:
    found = blocks("See ![A *dot*](attachment:my%20dot.png) here.", "cell 3", {"my dot.png": {"image/png": DOT}})
    assert [block.kind for block in found] == ["paragraph", "picture", "paragraph"]
    assert isinstance(found[1], Picture)
    assert found[1].alt == "A dot"


def test_an_image_without_alt_text_is_found() -> None:
    shown, found = blocks(f"![](data:image/png;base64,{DOT})", "cell 3")
    assert isinstance(shown, Picture)
    assert shown.alt == "Image (PNG, 1 by 1 pixels) without a description, from cell 3."
    assert isinstance(found, FindingSet)


@pytest.mark.parametrize(
    "image",
    [
        "![Hall](https://example.org/x.png)",
        "![Hall](x.png)",
        "![Hall](attachment:gone.png)",
        '<img src="x" alt="Hall">',
    ],
)
def test_an_image_that_is_elsewhere_is_named(image: str) -> None:
    found = blocks(f"a {image} b", "cell 3")
    assert [plain_text(block) for block in found] == ["a", "Image not included: Hall", "b"]


@pytest.mark.parametrize(
    "text",
    [
        "*" * 3000 + "a" + "*" * 3000,
        ">" * 3000 + "a",
        "- " * 1000 + "a",
        "[" * 3000,
        "$" * 3000,
        "<" * 3000,
        "\0",
        "|\n|-",
    ],
)
def test_no_text_is_too_strange(text: str) -> None:
    blocks(text)


def test_one_paragraphs_markdown_is_runs() -> None:
    assert inline("{a.b} of *them*, 1. # x") == (
        Run(text="{a.b} of "),
        Run(text="them", emphasis=True),
        Run(text=", 1. # x"),
    )
    assert inline("") == ()
