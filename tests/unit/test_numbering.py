"""Heading levels, numbers and anchors."""

from __future__ import annotations

from typing import Any

import pytest

from quarterbook.document.blocks import Block, Column, Heading, Numbering, Paragraph, Preformatted, Run, Table
from quarterbook.document.reading.numbering import number


def h(level: int, text: str = "Heading", **rest: Any) -> Heading:
    return Heading(text=text, level=level, **rest)


def p(**rest: Any) -> Paragraph:
    return Paragraph(runs=(Run(text="Words."),), **rest)


def numbers(blocks: list[Block], scheme: Numbering) -> list[str]:
    return [block.number for block in number(blocks, scheme) if isinstance(block, Heading | Paragraph)]


def levels(*given: int) -> list[int]:
    return [block.level for block in number([h(level) for level in given], "none") if isinstance(block, Heading)]


def test_sections_count_and_their_paragraphs_and_subheadings_share_a_count() -> None:
    paper: list[Block] = [p(), h(2), p(), h(3), p(), h(2), p(), p()]
    assert numbers(paper, "section") == ["", "1", "1.1", "1.2", "1.3", "2", "2.1", "2.2"]


def test_headings_of_level_four_and_below_are_not_counted() -> None:
    paper: list[Block] = [h(2), h(3), h(4), p(), h(5), p()]
    assert numbers(paper, "section") == ["1", "1.1", "", "1.2", "", "1.3"]


def test_what_says_it_is_not_numbered_is_not_counted() -> None:
    paper: list[Block] = [h(2), p(numbered=False), h(3, numbered=False), p()]
    assert numbers(paper, "section") == ["1", "", "", "1.1"]


@pytest.mark.parametrize("heading", [h(2, numbered=False), h(2, appendix=True)])
def test_an_unnumbered_section_or_appendix_has_no_numbers_in_it(heading: Heading) -> None:
    paper: list[Block] = [h(2), p(), heading, p(), h(3), h(2), p()]
    assert numbers(paper, "section") == ["1", "1.1", "", "", "", "2", "2.1"]


def test_paragraphs_count_through_the_paper_when_continuous() -> None:
    paper: list[Block] = [p(), h(2), p(), p(numbered=False), h(2, appendix=True), p()]
    assert numbers(paper, "continuous") == ["1", "", "2", "", "", "3"]


def test_no_scheme_clears_numbers_that_a_notebook_brought() -> None:
    assert numbers([h(2, number="9"), p(number="9.9")], "none") == ["", ""]
    assert numbers([p(number="9.9")], "section") == [""]


@pytest.mark.parametrize(
    ("given", "settled"),
    [
        ((2, 3, 4, 2), [2, 3, 4, 2]),
        ((2, 4), [2, 3]),
        ((2, 4, 4, 3, 4), [2, 3, 3, 3, 4]),
        ((4, 4, 3, 2, 3), [2, 2, 2, 2, 3]),
        ((2, 6, 6, 4, 6), [2, 3, 3, 3, 4]),
        ((), []),
    ],
)
def test_headings_skip_no_level_and_neighbours_stay_neighbours(given: tuple[int, ...], settled: list[int]) -> None:
    assert levels(*given) == settled


def test_a_pulled_up_heading_is_numbered_by_its_new_level() -> None:
    assert numbers([h(3), p(), h(4)], "section") == ["1", "1.1", "1.2"]


def test_anchors_are_slugs_each_of_its_own() -> None:
    texts = ["Key information", "Key information!", "Key information 2", "key information", "Figure 1", "Ŵ", "中"]
    headings = number([h(2, text) for text in texts], "none")
    assert [block.anchor for block in headings if isinstance(block, Heading)] == [
        "key-information",
        "key-information-2",
        "key-information-2-2",
        "key-information-3",
        "section-figure-1",
        "w",
        "section",
    ]


def test_other_blocks_pass_unchanged() -> None:
    block = Preformatted(text="x")
    assert number([block], "section") == (block,)


def test_a_link_to_a_heading_leads_to_the_anchor_that_the_heading_was_given() -> None:
    there, twice, nowhere = (Run(text="see", heading=name) for name in ("plan.it", "plan.hr", "plan.none"))
    cells = Table(caption="T", columns=(Column(label="A"),), rows=(((there,),),))
    paper = [
        Paragraph(runs=(there, twice, nowhere, Run(text="text"))),
        cells,
        Heading(text="IT", anchor="plan.hr"),
        Heading(text="IT", anchor="plan.it"),
    ]
    paragraph, table, *headings = number(paper, "section")
    assert isinstance(paragraph, Paragraph)
    assert [run.heading for run in paragraph.runs] == ["it-2", "it", "", ""]
    assert isinstance(table, Table)
    assert table.rows[0][0][0].heading == "it-2"
    assert [heading.anchor for heading in headings if isinstance(heading, Heading)] == ["it", "it-2"]
