"""How a block shows itself in JupyterLab: escaped HTML, text without addresses, and data that reads back."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from documents import DOT, HOSTILE, PERCENT, sample_document
from quarterbook.document import display
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
    Lines,
    Paragraph,
    Picture,
    Preformatted,
    Run,
    Sparkline,
    Table,
    Workings,
    from_json,
)
from quarterbook.findings import Finding

MARKED = "<script>alert('x')</script>\" & 'y'"


def paragraph(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text=text), Run(text=text, strong=True)))


def every_kind(text: str) -> list[Block]:
    """A block of every kind, with `text` wherever a block holds text."""
    table = Table(caption=text, columns=(Column(label=text),), rows=(((Run(text=text),),),), note=text)
    finding = Finding(code=text, severity="note", message=text, source=text, row=2, column=text)
    figure = PERCENT.model_copy(update={"id": text, "display": text, "definition": text})
    return [
        FrontMatter(title=text, council=text, fields=((text, text),)),
        Heading(text=text),
        paragraph(text),
        Lines(lines=((Run(text=text),), (Run(text=text),))),
        Items(items=((paragraph(text),),)),
        table,
        Chart(title=text, svg=f"<svg>{text}</svg>", alt=text, table=table),
        Picture(image=Image(media_type="image/png", base64=DOT), alt=text),
        Callout(title=text, blocks=(paragraph(text),)),
        Preformatted(text=text),
        FigureSet(figures=(figure,)),
        FindingSet(findings=(finding,)),
        Workings(),
        Group(blocks=(paragraph(text), Heading(text=text))),
    ]


def kinds(blocks: list[Block]) -> list[str]:
    return [block.kind for block in blocks]


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def elements(source: str) -> _Elements:
    parser = _Elements()
    parser.feed(source)
    parser.close()
    return parser


def test_every_kind_of_block_is_here() -> None:
    assert len(set(kinds(every_kind("x")))) == 14


@pytest.mark.parametrize("block", every_kind("Words"), ids=kinds(every_kind("x")))
def test_a_block_shows_itself_as_data_html_and_text(block: Block) -> None:
    shown = block._repr_mimebundle_()
    assert set(shown) == {MIME, "text/html", "text/plain"}
    assert from_json(shown[MIME]) == block
    assert shown["text/plain"]


@pytest.mark.parametrize("text", [MARKED, HOSTILE], ids=["marked", "hostile"])
@pytest.mark.parametrize("at", range(14), ids=kinds(every_kind("x")))
def test_html_holds_the_text_of_a_block_escaped(at: int, text: str) -> None:
    block = every_kind(text)[at]
    found = elements(display.html(block))
    assert not set(found.tags) & {"script", "b", "svg", "iframe"}
    assert {name for name, _ in found.attributes} <= {"alt", "src", "scope", "style"}
    assert all((value or "").startswith("data:image/") for name, value in found.attributes if name == "src")
    assert (html.escape(text) in display.html(block)) == (not isinstance(block, Workings))


def test_a_picture_cannot_break_out_of_its_address() -> None:
    image = Image(media_type="image/png", base64='" onerror="alert(1)')
    found = elements(display.html(Picture(image=image, alt='" onload="x')))
    assert [name for name, _ in found.attributes] == ["alt", "src"]


@pytest.mark.parametrize("block", [*every_kind("Words"), *sample_document().blocks])
def test_text_holds_no_memory_address_and_is_the_same_for_an_equal_block(block: Block) -> None:
    text = display.text(block)
    assert not re.search(r"0x[0-9a-f]+|\bobject at\b", text)
    assert display.text(from_json(block.model_dump(mode="json", by_alias=True))) == text


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (FrontMatter(title="Update"), "front-matter: Update"),
        (Chart(title="Seen", svg="<svg/>", alt="x"), "chart: Seen"),
        (Heading(text="Finance", level=3), "### Finance"),
        (Paragraph(runs=(Run(text="Of "), Run(text="12", figure="all.total"))), "Of 12"),
        (Lines(lines=((Run(text="Town "), Run(text="Hall")), (Run(text="PC1 1AA"),))), "Town Hall\nPC1 1AA"),
        (Workings(), "workings"),
        (Group(blocks=(Heading(text="A"), paragraph("b"))), "## A\nbb"),
        (FigureSet(figures=(PERCENT, PERCENT)), "figures: 2"),
    ],
)
def test_text_says_what_a_block_is(block: Any, text: str) -> None:
    assert display.text(block) == text


@pytest.mark.parametrize(
    ("block", "source"),
    [
        (FrontMatter(title="T", fields=(("L", "V"),)), "<h1>T</h1><dl><dt>L</dt><dd>V</dd></dl>"),
        (Heading(text="H", level=3), "<h3>H</h3>"),
        (paragraph("x"), "<p>x<strong>x</strong></p>"),
        (
            Lines(lines=((Run(text="A"),), (), (Run(text="B"),)), align="end"),
            '<p style="text-align: end">A<br><br>B</p>',
        ),
        (Paragraph(runs=(Run(text="(1)", spoken="minus 1"),)), "<p>(1)</p>"),
        (Items(items=((Heading(text="H"),),)), "<ul><li><h2>H</h2></li></ul>"),
        (Items(items=((Heading(text="H"),),), ordered=True), "<ol><li><h2>H</h2></li></ol>"),
        (
            Table(caption="C", columns=(Column(label="L"),), rows=(((Run(text="V"),),),)),
            "<table><caption>C</caption><thead><tr><th>L</th></tr></thead><tbody><tr><td>V</td></tr></tbody></table>",
        ),
        (Callout(title="T", blocks=(Heading(text="H"),)), "<p><strong>T</strong></p><h2>H</h2>"),
        (Callout(tone="quotation", title="", blocks=(Heading(text="H"),)), "<blockquote><h2>H</h2></blockquote>"),
        (Preformatted(text=" x"), "<pre> x</pre>"),
        (
            Picture(image=Image(media_type="image/png", base64=DOT), alt="A dot"),
            f'<img alt="A dot" src="data:image/png;base64,{DOT}">',
        ),
        (
            Chart(title="T", svg="<svg/>", alt="A"),
            '<figure><figcaption>T</figcaption><img alt="A" src="data:image/svg+xml;base64,PHN2Zy8+"></figure>',
        ),
        (Group(blocks=(Heading(text="H"), Preformatted(text="x"))), "<h2>H</h2><pre>x</pre>"),
    ],
)
def test_html_is_marked_up_for_reading(block: Any, source: str) -> None:
    assert re.sub(r"(<t[dh]) [^>]*", r"\1", display.html(block)) == source


def test_the_head_of_a_column_is_marked_as_such() -> None:
    table = Table(caption="C", columns=(Column(label="L"),), rows=())
    assert ("scope", "col") in elements(display.html(table)).attributes


def test_figures_and_findings_are_shown_to_the_reviewer() -> None:
    assert "Share of actions rated Purple" in display.html(FigureSet(figures=(PERCENT,)))
    finding = Finding(code="A18", severity="warning", message="No commentary.", source="x.csv", row=7)
    assert re.search(r">A18<.*>warning<.*>7<.*>No commentary\.<", display.html(FindingSet(findings=(finding,))))


def test_what_is_spoken_is_in_the_data_only_where_it_is_set() -> None:
    runs = (Run(text="(0.500)", spoken="minus 0.500"), Run(text="0.500"))
    shown = Paragraph(runs=runs)._repr_mimebundle_()
    assert shown[MIME]["runs"] == [{"text": "(0.500)", "spoken": "minus 0.500"}, {"text": "0.500"}]
    assert from_json(shown[MIME]).runs == runs


@pytest.mark.parametrize("words", ["", " "])
def test_what_is_spoken_needs_a_text_that_is_seen(words: str) -> None:
    with pytest.raises(ValueError, match="needs a text that is seen"):
        Run(text=words, spoken="minus 1")
    with pytest.raises(ValueError, match="needs a text that is seen"):
        Run(text="Trend", spoken="Up", sparkline=Sparkline(values=(1, 2)))
