"""The PDF as its readers meet it: through the structure tree, the words on the page, the links and the metadata."""

from __future__ import annotations

import base64
import re
from io import BytesIO

import pikepdf
import pytest
from PIL import Image as Raster

from documents import DOT, HOSTILE, SVG, sample_document, text
from pdf_reading import Reading
from quarterbook.document.blocks import (
    Block,
    Callout,
    Chart,
    Column,
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
)
from quarterbook.document.document import Document, figure_anchor
from quarterbook.writers import press
from quarterbook.writers.pdf import write
from quarterbook.writers.typesetting import Paper


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def plain(words: str, **style: object) -> Paragraph:
    return Paragraph(runs=text(words, **style), numbered=False)


def paper(*blocks: Block, **front: object) -> Document:
    return Document(front=FrontMatter.model_validate({"title": "Paper", **front}), blocks=blocks)


def drawing(svg: str) -> Image:
    return Image(media_type="image/svg+xml", base64=base64.b64encode(svg.encode()).decode())


@pytest.fixture(scope="module")
def sample() -> Reading:
    return Reading(write(sample_document()))


def test_it_says_that_it_is_accessible_and_fit_to_be_kept(sample: Reading) -> None:
    with sample.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["dc:title"] == sample_document().front.title
    assert sample.pdf.Root.Lang == "en-GB"
    assert sample.pdf.Root.MarkInfo.Marked
    assert sample.pdf.Root.ViewerPreferences.DisplayDocTitle
    assert sample.pdf.docinfo["/Author"] == "Exampleshire Council"


def test_it_is_dated_by_the_paper(sample: Reading) -> None:
    assert str(sample.pdf.docinfo["/CreationDate"]) == "D:20230630000000Z"
    undated = Reading(write(paper(as_at="to be confirmed")))
    assert str(undated.pdf.docinfo["/CreationDate"]) == "D:20000101000000Z"


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write(sample_document()) == write(sample_document())


def test_headings_come_in_order_with_the_document_s_own_numbers(sample: Reading) -> None:
    headings = [
        (element.tag, element.words.replace("\xa0", " ")) for element in sample.elements if element.tag[0] == "H"
    ]
    assert headings == [
        ("H1", "Contents"),
        ("H1", "1 Summary"),
        ("H1", "2 Key information"),
        ("H2", "2.1 Finance progress"),
        ("H3", "Performance overview"),
        ("H1", "Appendix 1: actions"),
        ("H1", "How each figure was worked out"),
    ]


def test_a_skipped_or_empty_heading_does_not_stop_it() -> None:
    levels = [
        Heading(text=name, level=level) for name, level in (("A", 4), ("\u200b", 3), ("B", 6), ("C", 2), ("D", 5))
    ]
    read = Reading(write(paper(*levels, Items(items=((Heading(text="In a list", level=6),),)))))
    assert [(e.tag, e.words) for e in read.elements if e.tag[0] == "H"][1:] == [
        ("H1", "A"),
        ("H2", "B"),
        ("H1", "C"),
        ("H2", "D"),
    ]


def test_a_paragraph_s_number_is_read_before_its_text_and_apart_from_it(sample: Reading) -> None:
    assert "1.1\xa0Progress is 92% and strong" in sample.words("P")


def test_the_head_of_the_paper_is_read_as_labels_and_values(sample: Reading) -> None:
    assert sample.words("Lbl")[:2] == ["Report to", "Date of meeting"]
    assert sample.words("LBody")[:2] == ["Overview Committee", "31 July 2023"]
    assert "2023-24 Q1 · Position at 30 June 2023" in sample.words("P")
    assert squeezed(sample.words("Title")[0]) == squeezed(sample_document().front.title)


def test_tables_have_captions_and_header_cells_that_their_cells_name(sample: Reading) -> None:
    assert len(sample.words("Table")) == 2
    captions = ["Eleven of twelve actions are on track", "Actions by rating", "Actions of the plan"]
    assert sample.words("Caption") == captions
    assert sample.words("TH")[:3] == ["Rating", "Actions", "Share"]
    cells = [element for element in sample.elements if element.tag == "TD"]
    assert len(cells) == 2 * 3 + 30 * 3
    assert all(cell.headers == 1 for cell in cells)


def test_a_table_of_entries_is_a_list_of_paragraphs_that_no_page_parts() -> None:
    row = (text("one.count"), text("1"), (), text("What was counted. " * 20))
    columns = tuple(Column(label=name) for name in ("Figure", "Shown as", "Before rounding", "What it is"))
    read = Reading(write(paper(Table(caption="W", columns=columns, rows=(row,) * 60, entries=True))))
    said = squeezed("one.count Shown as: 1. What it is: " + row[3][0].text)
    assert [squeezed(words) for words in read.words("LBody")] == [said] * 60
    assert read.words("TH", "Caption") == []
    assert len(read.pages) > 1
    assert all(words.count("one.count") * 20 == words.count("What was counted") for words in read.pages)


def test_an_entry_higher_than_a_page_goes_on_on_the_next() -> None:
    row = (text("one.count"), text("FROM " + "What was counted. " * 600 + "TO"))
    columns = (Column(label="Figure"), Column(label="What it is"))
    read = Reading(write(paper(Table(caption="W", columns=columns, rows=(row,) * 13, entries=True))))
    words = squeezed("".join(read.pages))
    assert words.count("FROM") == words.count("TO") == 13
    assert words.count("counted.") == 600 * 13


def test_every_figure_has_its_alt_text_and_the_logo_is_decoration(sample: Reading) -> None:
    blocks = sample_document().blocks
    assert [element.alt for element in sample.elements if element.tag == "Figure"] == [
        block.alt for block in blocks if isinstance(block, Chart | Picture)
    ]


def test_an_empty_alt_text_says_so() -> None:
    picture = Picture(image=Image(media_type="image/png", base64=DOT), alt="\u200b ")
    read = Reading(write(paper(picture, Chart(title="", svg=SVG, alt=""))))
    assert [e.alt for e in read.elements if e.tag == "Figure"] == ["Image without a description."] * 2


def test_links_go_where_they_say(sample: Reading) -> None:
    annotations = [note for page in sample.pdf.pages for note in page.get("/Annots", [])]
    assert [str(note.A.URI) for note in annotations if "/A" in note] == ["mailto:team@example.gov.uk"]
    last = sample.pdf.pages[-1].objgen
    assert sum(note.Dest[0].objgen == last for note in annotations if "/Dest" in note) == 3  # contents, and two figures
    assert all(str(note.Contents) for note in annotations)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "http://[::1", "file:///etc/passwd", "", "#summary", "https://a/" + "b" * 9000]
)
def test_an_unfit_link_is_plain_text(link: str) -> None:
    read = Reading(write(paper(plain("here", link=link))))
    assert read.words("P") == ["here"]
    assert "/Annots" not in read.pdf.pages[0]


def test_a_figure_without_a_row_is_plain_and_a_repeated_row_is_reached_once() -> None:
    rows = ((text("1"),), (text("2"),))
    table = Table(caption="T", columns=(Column(label="A"),), rows=rows, anchors=(figure_anchor("known"),) * 2)
    hidden = Table(caption="None", columns=(), rows=((),), anchors=(figure_anchor("hidden"),))
    cited = [plain(name, figure=name) for name in ("known", "unknown", "hidden")]
    read = Reading(write(paper(*cited, hidden, Callout(title="C", blocks=(table,)), table)))
    assert len(read.pdf.pages[0].Annots) == 1


def test_bookmarks_follow_the_headings(sample: Reading) -> None:
    with sample.pdf.open_outline() as outline:
        titles = [entry.title.replace("\xa0", " ") for entry in outline.root]
        assert [child.title for child in outline.root[1].children] == ["2.1 Finance progress"]
    assert titles == ["1 Summary", "2 Key information", "Appendix 1: actions", "How each figure was worked out"]


def test_every_page_tells_its_number_its_class_and_the_paper(sample: Reading) -> None:
    count = len(sample.pages)
    for number, words in enumerate(sample.pages, start=1):
        assert f"Page {number} of {count}" in words
        assert "Public" in words
        assert words.count("Exampleshire CouncilFinance Directorate Plan 2023-24: Quarter 1") == 1


def test_a_long_table_repeats_its_header(sample: Reading) -> None:
    pages = [words for words in sample.pages if "What was done" in words]
    assert len(pages) > 1
    assert all("ReferenceActionComment" in words for words in pages)


def test_no_heading_caption_or_header_is_left_behind_and_no_row_parts() -> None:
    row = (text("ROW"), text("FROM " + "What was done, in words. " * 12 + "TO"))
    table = Table(caption="CAPTION", columns=(Column(label="HEADER"), Column(label="B", width=4)), rows=(row,) * 20)
    for lines in range(20, 46):
        before = plain("\n".join(["line"] * lines))
        pages = Reading(write(paper(before, Heading(text="HEADING", number="1"), table))).pages
        first = next(number for number, words in enumerate(pages) if "ROW" in words)
        assert all(word in pages[first] for word in ("HEADING", "CAPTION", "HEADER")), lines
        assert all(words.count("FROM") == words.count("TO") for words in pages), lines


def test_landscape_lasts_until_the_next_section_and_leaves_no_blank_page(sample: Reading) -> None:
    sizes = [[float(side) for side in page.MediaBox][2:] for page in sample.pdf.pages]
    turned = [wide > high for wide, high in sizes]
    assert turned == [*sorted(turned[:-1]), False]
    assert all("What was done" in words for words, is_turned in zip(sample.pages, turned, strict=True) if is_turned)


@pytest.mark.parametrize("landscape", [True, False])
def test_an_appendix_begins_one_new_page(landscape: bool) -> None:
    heading = Heading(text="Appendix", appendix=True, landscape=landscape)
    for blocks in ((heading,), (plain("Before"), heading, plain("After")), (heading, heading.model_copy())):
        pages = Reading(write(paper(*blocks, council="Council"))).pages
        assert len(pages) == 1 + sum(block is not heading and isinstance(block, Heading) for block in blocks) + 1
        assert "Appendix" in pages[-1]


def test_hostile_text_stands_as_it_was_written(sample: Reading) -> None:
    assert squeezed("2.2" + HOSTILE) in [squeezed(words) for words in sample.words("P")]
    everywhere = paper(
        Heading(text=HOSTILE, number="#1"),
        Table(caption=HOSTILE, columns=(Column(label=HOSTILE),), rows=((text(HOSTILE),),), note=HOSTILE),
        Callout(title=HOSTILE, blocks=(Items(items=((plain(HOSTILE, code=True),),)),)),
        Preformatted(text=HOSTILE),
        Chart(title=HOSTILE, svg=SVG, alt=HOSTILE),
        title=HOSTILE,
        council=HOSTILE,
        classification=HOSTILE,
        quarter=HOSTILE,
        fields=((HOSTILE, HOSTILE),),
    )
    words = squeezed("".join(Reading(write(everywhere)).pages))
    assert words.count(squeezed(HOSTILE)) == 15


def test_characters_without_a_glyph_are_shown_by_code_point() -> None:
    read = Reading(
        write(paper(plain("a\U0001f389b \uf0b7 \x00 \u202ec"), title="Title \U0001f389", classification="\ue000"))
    )
    assert read.words("P") == ["a[U+1F389]b [U+F0B7] [U+0000] [U+202E]c"]
    assert "[U+E000]Page 1 of 1" in read.pages[0]
    assert read.pdf.docinfo["/Title"] == "Title [U+1F389]"


def test_welsh_is_set_in_whole_letters() -> None:
    read = Reading(write(paper(plain("Gwŷr, dw\u0302r ▲ ● ✓ →"))))
    assert read.words("P") == ["Gwŷr, dŵr ▲ ● ✓ →"]


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("image/png", b""),
        ("image/png", b"not a picture"),
        ("image/png", base64.b64decode(DOT)[:40]),
        ("image/jpeg", base64.b64decode(DOT)),
        ("image/gif", b"GIF89a"),
        ("image/svg+xml", b"<svg"),
        ("image/svg+xml", b"\xff\xfe"),
        (
            "image/svg+xml",
            b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="/etc/passwd"/></svg>',
        ),
        ("image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&#xf0b7;</text></svg>'),
    ],
)
def test_a_picture_that_cannot_be_set_is_told_in_words(media_type: str, content: bytes) -> None:
    data = base64.b64encode(content).decode()
    bad = Image.model_validate({"media_type": media_type, "base64": data})
    good = Picture(image=Image(media_type="image/png", base64=DOT), alt="Good")
    read = Reading(write(paper(Picture(image=bad, alt="A map of the wards"), good, logo=bad)))
    assert "A picture that could not be set in the PDF.A map of the wards" in read.pages[0]
    assert [e.alt for e in read.elements if e.tag == "Figure"] == ["Good"]


def test_a_chart_that_cannot_be_set_keeps_its_title_and_table() -> None:
    chart = Chart(
        title="Seen", svg="<svg", alt="Told", table=Table(caption="Data", columns=(Column(label="A"),), rows=())
    )
    words = Reading(write(paper(chart))).pages[0]
    assert all(part in words for part in ("Seen", "could not be set", "Told", "Data"))


def test_where_no_picture_is_to_blame_by_itself_all_are_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "_can_be_set", lambda *_: True)
    words = Reading(
        write(paper(Picture(image=drawing("<svg"), alt="One"), Picture(image=drawing(SVG), alt="Two")))
    ).pages[0]
    assert words.count("could not be set") == 2


def test_a_small_file_of_too_many_pixels_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    content = BytesIO()
    Raster.new("1", (100, 100)).save(content, "PNG")
    picture = Picture(
        image=Image(media_type="image/png", base64=base64.b64encode(content.getvalue()).decode()), alt="Big"
    )
    assert "could not be set" not in Reading(write(paper(picture))).pages[0]
    monkeypatch.setattr(press, "MOST_PIXELS", 9_999)
    assert "could not be set" in Reading(write(paper(picture))).pages[0]


def test_a_character_missing_from_a_drawing_is_shown_by_code_point() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text y="15">\U0001f389\uf0b7</text></svg>'
    read = Reading(write(paper(Picture(image=drawing(svg), alt="Drawn"))))
    assert [e.alt for e in read.elements if e.tag == "Figure"] == ["Drawn"]


def trends(words: str, count: int = 3, **style: object) -> Table:
    """A table whose last column shows nothing but the same sparkline."""
    trend = Run.model_validate(
        {"text": words, "sparkline": Sparkline(values=(21.8, None, 22.2, 23), target=22)} | style
    )
    row = (text("Household waste sent for reuse"), text("23%"), (trend,))
    columns = tuple(Column(label=name) for name in ("Indicator", "Latest", "Trend"))
    return Table(caption="Scorecard", columns=columns, rows=(row,) * count)


def test_a_sparkline_is_a_figure_in_its_cell_told_by_its_words() -> None:
    words = "Trend: 21.8, no figure, then 22.2 and 23"
    linked = trends(words, strong=True, link="https://example.org/")
    made = paper(linked, Paragraph(runs=trends(words).rows[0][2]))
    read = Reading(write(made))
    assert [element.alt for element in read.elements if element.tag == "Figure"] == [words] * 4
    assert "Trend: 21.8" not in "".join(read.pages)
    assert "0000" not in "".join(read.pages)
    assert len(read.pdf.pages[0].Annots) == 3
    assert write(made) == write(made)


def test_a_sparkline_of_a_figure_leads_to_how_it_was_worked_out() -> None:
    row = Table(caption="W", columns=ONE, rows=((text("1"),),), anchors=(figure_anchor("known"),))
    read = Reading(write(paper(trends("Trend", figure="known"), row)))
    assert len(read.pdf.pages[0].Annots) == 3


def test_a_sparkline_s_words_widen_no_column_and_make_no_row_higher() -> None:
    short, long = (Reading(write(paper(trends(words, 30)))) for words in ("Trend", "Trend: 21.8, then 22.2. " * 40))
    assert len(short.pages) == len(long.pages) == 1
    assert [e.tag for e in short.elements] == [e.tag for e in long.elements]
    assert _streams(short) == _streams(long)


def _streams(read: Reading) -> list[bytes]:
    """What is on the pages and where, but for the words of pictures."""
    return [re.sub(rb"/Alt\(.*?\)", b"", page.Contents.read_bytes()) for page in read.pdf.pages]


def test_equal_pictures_are_stored_once() -> None:
    stored = Paper(())
    assert stored.svg(SVG) == stored.svg(SVG)
    assert stored.svg(SVG.replace("360", "300")) != stored.svg(SVG)
    assert list(stored.pictures) == ["picture-0", "picture-1"]


def test_a_sparkline_with_words_that_nobody_sees_says_so() -> None:
    read = Reading(write(paper(trends("\u200b", 1))))
    assert [e.alt for e in read.elements if e.tag == "Figure"] == ["Image without a description."]


def test_where_no_picture_can_be_set_a_sparkline_is_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "_can_be_set", lambda *_: False)
    broken = Picture(image=drawing("<svg"), alt="One")
    read = Reading(write(paper(broken, trends("Trend: 21.8, then 22.2", 1))))
    assert squeezed("Trend: 21.8, then 22.2") in squeezed(read.pages[0])


def _nested(depth: int) -> Block:
    block: Block = plain("core")
    for level in range(depth):
        lists = Items(items=((plain(str(level)), block),), ordered=bool(level % 2))
        block = lists if level % 3 else Callout(title="C", tone="error", blocks=(block,))
    return block


def test_a_note_without_a_title_is_a_quotation() -> None:
    read = Reading(
        write(
            paper(
                Callout(tone="quotation", title="", blocks=(plain("It floods."),)), Callout(title="C", tone="warning")
            )
        )
    )
    assert read.words("BlockQuote") == ["It floods."]
    assert "Note" not in read.pages[0]
    assert "Warning: C" in read.pages[0]


ONE = (Column(label="A"),)
ODD: dict[str, tuple[Block, ...]] = {
    "nothing": (),
    "empty blocks": (
        plain(""),
        Items(items=()),
        Items(items=((),)),
        Callout(title=""),
        Preformatted(text=""),
        Group(blocks=()),
    ),
    "empty table": (Table(caption="", columns=ONE, rows=()), Table(caption="", columns=(), rows=(), note="N")),
    "ragged table": (Table(caption="", columns=ONE, rows=((), (text("a"), text("b"))), totals=9, row_header=True),),
    "only totals": (Table(caption="", columns=ONE, rows=((text("a"),),), totals=1),),
    "many columns": (Table(caption="T", columns=ONE * 40, rows=((text("infrastructure"),) * 40,) * 3),),
    "uneven columns": (
        Table(
            caption="T",
            columns=(Column(label="A", width=1e-9), Column(label="B", width=float("inf"))),
            rows=((text("a"), text("b" * 99)),),
        ),
    ),
    "endless cell": (Table(caption="T", columns=ONE * 3, rows=((text("w" * 5000), text("word " * 1000), ()),)),),
    "endless word": (plain("x" * 5000), Heading(text="x" * 500), Preformatted(text="x" * 500)),
    "deep": (_nested(40),),
    "long number": (Paragraph(runs=text("x"), number="10.12.133.4567"), Heading(text="H", number="123456789.123")),
    "many trends": (
        Table(caption="T", columns=ONE * 30, rows=((trends("Trend").rows[0][2] * 9,) * 30,) * 3, row_header=True),
    ),
    "lone surrogate": (plain("\ud800", link="https://example.org/\ud800"), Chart(title="", svg="\ud800", alt="\ud800")),
}


@pytest.mark.parametrize("name", ODD)
def test_nothing_odd_stops_it(name: str) -> None:
    assert write(paper(*ODD[name])).startswith(b"%PDF-")
    assert write(paper(*ODD[name], title="", as_at="", fields=(("", ""), ("L" * 90, "v" * 900)))).startswith(b"%PDF-")


def test_twelve_months_stand_side_by_side_unbroken() -> None:
    months = ("April", "May", "June", "July", "August", "September", "October", "November", "December", "January")
    columns = tuple(Column(label=label, align="end") for label in ("Indicator", *months, "February"))
    row = (text("Household waste sent for reuse"), *(text(f"{month}.{month}%") for month in range(10, 21)))
    pages = Reading(write(paper(Table(caption="T", columns=columns, rows=(row,) * 5)))).pages
    assert len(pages) == 1
    assert pages[0].count("20.20%") == 5


def test_a_long_cell_parts_over_pages_and_loses_nothing() -> None:
    words = " ".join(f"word{number}" for number in range(2000))
    table = Table(
        caption="T", columns=(Column(label="A"), Column(label="B", width=3)), rows=((text("a"), text(words)),)
    )
    read = Reading(write(paper(table)))
    assert len(read.pages) > 2
    assert squeezed(read.words("TD")[1]) == squeezed(words)


def test_a_long_address_breaks_without_a_trace_in_its_text() -> None:
    address = "https://www.example.gov.uk/" + "committees/2023-24/papers/" * 8 + "?id=1"
    read = Reading(write(paper(plain(address, link=address))))
    assert read.words("P") == [address]
    assert str(read.pdf.pages[0].Annots[0].A.URI) == address


MINUS = Run(text="(0.500)", spoken="minus 0.500")


def test_what_is_spoken_is_heard_in_place_of_what_is_seen_and_found_there() -> None:
    row = Table(caption="W", columns=ONE, rows=((text("1"),),), anchors=(figure_anchor("known"),))
    linked = MINUS.model_copy(update={"figure": "known", "strong": True})
    sums = Table(caption="T", columns=ONE, rows=((text("a"),), ((MINUS,),)), totals=1)
    read = Reading(write(paper(Paragraph(runs=(Run(text="A variance of "), MINUS, linked), numbered=False), sums, row)))
    spoken = [(e.alt, e.words) for e in read.elements if e.tag == "Formula"]
    assert spoken == [("minus 0.500", "(0.500)")] * 3
    assert "A variance of (0.500)(0.500)" in read.words("P")
    assert [e.tag for e in read.elements if e.alt] == ["Formula"] * 3
    assert len(read.pdf.pages[0].Annots) == 1
    assert "minus" not in "".join(read.pages)


def test_what_is_spoken_looks_like_any_text() -> None:
    def drawn(**style: object) -> list[list[str]]:
        runs = text("(0.500) ŵ", **style), text("(1)", strong=True, **style), text("(2)", emphasis=True, **style)
        cells = tuple(runs[:2])
        sums = Table(caption="T", columns=ONE * 2, rows=(cells, cells), totals=1, row_header=True)
        read = Reading(write(paper(*(Paragraph(runs=one) for one in runs), sums)))
        marks = {"BDC", "BMC", "EMC"}
        return [
            [str(operator), *map(str, operands)]
            for operands, operator in pikepdf.parse_content_stream(read.pdf.pages[0])
            if str(operator) not in marks
        ]

    assert drawn(spoken="minus") == drawn()


def test_words_to_be_spoken_that_nobody_hears_are_left_out() -> None:
    read = Reading(write(paper(Paragraph(runs=(Run(text="(1)", spoken="\u200b"),)))))
    assert not [e for e in read.elements if e.tag == "Formula"]
    assert "(1)" in read.words("P")


@pytest.mark.parametrize("align", ["start", "end"])
def test_lines_stand_close_under_one_another_each_read_by_itself(align: str) -> None:
    address = Lines.model_validate({"lines": (text("Town Hall"), (), text("PC1 1AA")), "align": align})
    read = Reading(write(paper(plain("Before"), address, plain("After"))))
    assert read.words("P")[-4:] == ["Before", "Town Hall", "PC1 1AA", "After"]


def test_many_lines_go_on_over_the_page_and_none_is_lost() -> None:
    many = tuple(text(f"Line {number}.") for number in range(90))
    read = Reading(
        write(paper(Lines(lines=many), Items(items=((Lines(lines=many[:2]), plain("x")),)), Lines(lines=())))
    )
    assert len(read.pages) > 1
    assert "".join(read.words("P")).count("Line") >= 90
    assert "Line 89." in read.words("P")


def test_text_links_to_a_heading_that_is_there_and_is_plain_where_none_is() -> None:
    links = [plain(name, heading=name) for name in ("roads", "roads", "nowhere", "unseen")]
    headings = [Heading(text="Roads", anchor="roads", new_page=True), Heading(text=" ", anchor="unseen")]
    read = Reading(write(paper(*links, *headings)))
    assert read.leads_to(0) == [1, 1, 1]  # contents, and two links
    assert all(str(note.Contents) for note in read.pdf.pages[0].Annots)
