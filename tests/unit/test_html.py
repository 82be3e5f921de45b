"""What the HTML of a paper holds, and what it never does."""

from __future__ import annotations

import base64
import re

import pytest
from bs4 import BeautifulSoup, Tag
from jinja2 import UndefinedError

from documents import HOSTILE, sample_document, text
from quarterbook.document.blocks import (
    Block,
    Callout,
    Chart,
    Column,
    FrontMatter,
    Heading,
    Items,
    Lines,
    Paragraph,
    Preformatted,
    Run,
    Sparkline,
    Table,
    Workings,
)
from quarterbook.document.document import Document
from quarterbook.writers.html import short, write
from quarterbook.writers.layout import layout

PAGE = write(sample_document())


def parsed(page: bytes = PAGE) -> BeautifulSoup:
    return BeautifulSoup(page, "html.parser")


def one(selector: str, soup: Tag | None = None) -> Tag:
    found = (soup or parsed()).select(selector)
    assert len(found) == 1, f"{selector} is there {len(found)} times"
    return found[0]


def set_in_html(*blocks: Block) -> BeautifulSoup:
    return parsed(write(Document(front=FrontMatter(title="Paper"), blocks=blocks)))


def paragraph(*runs: Run) -> Paragraph:
    return Paragraph(runs=runs, numbered=False)


def table(*rows: tuple[str, ...], labels: tuple[str, ...] = ("Rating", "Actions"), **given: object) -> Table:
    columns = tuple(Column(label=label) for label in labels)
    return Table.model_validate(
        {
            "caption": "Actions",
            "columns": columns,
            "rows": tuple(tuple(text(cell) for cell in row) for row in rows),
            **given,
        }
    )


def labels(soup: BeautifulSoup) -> list[str]:
    """The labels of cells in cards: strings of CSS, of nothing but letters, digits, spaces, hyphens and escapes."""
    found = re.findall(r'--label:"((?:[\w -]|\\[0-9a-f]+ )*)"', one("style", soup).text)
    return [re.sub(r"\\([0-9a-f]+) ", lambda code: chr(int(code[1], 16)), label) for label in found]


def test_the_page_declares_its_language_title_and_policy() -> None:
    soup = parsed()
    assert PAGE.startswith(b"<!doctype html>")
    assert one("html", soup)["lang"] == "en-GB"
    assert one("title", soup).text == (
        "Finance Directorate Plan 2023-24: Quarter 1 performance update – Exampleshire Council"
    )
    assert one('meta[name="viewport"]', soup)
    policy = str(one('meta[http-equiv="Content-Security-Policy"]', soup)["content"])
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'unsafe-inline'")


def test_the_page_has_every_landmark_once() -> None:
    soup = parsed()
    for landmark in ("header", "nav", "main", "footer"):
        one(landmark, soup)
    skip = soup.select("body a")[0]
    assert skip["href"] == "#" + str(one("main", soup)["id"])


def test_headings_stand_in_the_papers_order() -> None:
    headings = parsed().find_all(re.compile("^h[1-6]$"))
    assert [(heading.name, heading.text) for heading in headings] == [
        ("h1", "Finance Directorate Plan 2023-24: Quarter 1 performance update"),
        ("h2", "1 Summary"),
        ("h2", "2 Key information"),
        ("h3", "2.1 Finance progress"),
        ("h4", "Performance overview"),
        ("h2", "Appendix 1: actions"),
        ("h2", "How each figure was worked out"),
    ]


def test_the_contents_name_the_headings_of_two_levels() -> None:
    soup = parsed()
    assert [link.text for link in soup.select("nav a")] == [
        "1 Summary",
        "2 Key information",
        "2.1 Finance progress",
        "Appendix 1: actions",
        "How each figure was worked out",
    ]
    assert one("nav ol ol", soup).text.strip() == "2.1 Finance progress"


def test_the_head_of_the_paper_carries_the_councils_own_labels() -> None:
    soup = parsed()
    assert [term.text for term in soup.select("dt")] == ["Report to", "Date of meeting"]
    assert [value.text for value in soup.select("dd")] == ["Overview Committee", "31 July 2023"]
    assert one(".period", soup).text == "2023-24 Q1 Position at 30 June 2023"
    assert one("header .council", soup).text == "Exampleshire Council"
    assert one("header .classification", soup).text == "Public"
    assert "Public" in one("footer", soup).text


def test_an_iso_date_in_the_front_matter_is_put_in_words() -> None:
    front = FrontMatter(title="Paper", fields=(("Date of meeting", "2023-07-31"),))
    assert one("dd", parsed(write(Document(front=front, blocks=())))).text == "31 July 2023"


def test_a_paper_with_nothing_but_a_title_has_no_empty_parts() -> None:
    soup = set_in_html()
    assert one("h1", soup).text == "Paper"
    assert not soup.select("nav, dl, .band, .period, footer a")


def test_a_page_runs_nothing_and_fetches_nothing() -> None:
    soup = parsed()
    assert not soup.select("script, link, iframe, object, embed, form, base")
    for element in soup.find_all(True):
        assert not [name for name in element.attrs if name.startswith("on")]
        for name in ("src", "srcset", "data", "poster", "background"):
            assert str(element.get(name, "data:")).startswith("data:")
    style = one("style", soup).text
    assert "url(" not in style
    assert "@import" not in style


def test_hostile_text_stays_text_wherever_it_stands() -> None:
    columns = (Column(label="A"), Column(label=f"</style>{HOSTILE}\n"), Column(label="C"))
    hostile = Document(
        front=FrontMatter(
            title=HOSTILE,
            council=HOSTILE,
            quarter=HOSTILE,
            as_at=HOSTILE,
            classification=HOSTILE,
            fields=((HOSTILE, HOSTILE),),
        ),
        blocks=(
            Heading(text=HOSTILE, anchor="a"),
            paragraph(Run(text=HOSTILE, strong=True, emphasis=True, code=True, link=f"https://x.test/{HOSTILE}")),
            Items(items=((paragraph(Run(text=HOSTILE)),),)),
            Table(caption=HOSTILE, columns=columns, rows=((text(HOSTILE),) * 3,), note=HOSTILE),
            Chart(title=HOSTILE, svg="<svg/>", alt=f'" onload="{HOSTILE}'),
            Callout(title=HOSTILE),
            Preformatted(text=HOSTILE),
        ),
    )
    page = write(hostile)
    soup = parsed(page)
    assert not soup.select("script, b")
    assert b"<script" not in page
    assert soup.select("img")[0]["alt"] == f'" onload="{HOSTILE}'
    assert one("h1", soup).text == HOSTILE
    assert one("title", soup).text == f"{HOSTILE} – {HOSTILE}"
    assert one("pre", soup).text.lstrip("\n") == HOSTILE
    assert labels(soup) == ["A", f"</style>{HOSTILE}\n", "C"]
    assert page.count(b"</style") == 1


@pytest.mark.parametrize("link", ["https://www.gov.uk/", "HTTP://gov.uk", "mailto:team@example.gov.uk", "#summary"])
def test_a_safe_link_is_a_link(link: str) -> None:
    assert one("main a", set_in_html(paragraph(Run(text="there", link=link))))["href"] == link


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//example.com/x",
        "file:///etc/passwd",
        "notes.html",
        "#",
        "",
    ],
)
def test_any_other_link_is_plain_text(link: str) -> None:
    main = one("main", set_in_html(paragraph(Run(text="there", link=link))))
    assert not main.select("a")
    assert main.text.strip() == "there"


def test_every_link_within_the_page_arrives_and_ids_are_unique() -> None:
    soup = parsed()
    ids = [str(element["id"]) for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    links = [str(link["href"]) for link in soup.select("a") if str(link["href"]).startswith("#")]
    assert len(soup.select(f'a[href="#{short("figure-finance.purple.percent")}"]')) == 2
    assert [link for link in links if link[1:] not in ids] == []


def test_our_own_ids_meet_no_heading() -> None:
    soup = set_in_html(*(Heading(text=word, anchor=word) for word in ("main", "contents", "the-paper", "para-1")))
    ids = [str(element["id"]) for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))


def test_a_figure_adds_no_words() -> None:
    paragraphs = [found.text for found in parsed().select("main p")]
    assert paragraphs[0] == "1.1 Progress is 92% and strong"


def test_a_paragraph_can_be_linked_to_by_its_number() -> None:
    found = one('[id="para.2.2"]')
    assert one('[id="para.2.2"] .number').text == "2.2 "
    assert HOSTILE in found.text


def test_styles_of_text_nest() -> None:
    run = Run(text="x", strong=True, emphasis=True, code=True, link="#a")
    assert '<p><a href="#a"><strong><em><code>x</code></em></strong></a></p>' in str(set_in_html(paragraph(run)))


def test_lists_nest() -> None:
    assert one("main ul > li > ol > li").text.strip() == "Nested"


def test_tables_have_captions_and_scopes() -> None:
    soup = parsed()
    tables = soup.select("table")
    captions = [one("caption", found).text for found in tables]
    assert captions == ["Actions by rating", "Actions of the plan", "How each figure was worked out"]
    assert all(header["scope"] == "col" for header in soup.select("thead th"))
    assert [header.text for header in tables[0].select('tbody th[scope="row"]')] == ["▶ Purple", "All actions"]
    assert not tables[2].select('th[scope="row"]')


def test_a_column_is_styled_once_for_all_tables_like_it() -> None:
    ratios = tuple("1:23456" for _ in range(4))
    wide = table(ratios, labels=("A", "B", "C", "D"), row_header=True)
    soup = set_in_html(wide, wide, table(ratios, labels=("A", "B", "C", "E"), row_header=True))
    assert labels(soup) == ["B", "C", "D", "E"]
    assert [found["class"][-1] for found in soup.select(".table")] == ["t1", "t1", "t2"]
    assert '.t1 td:nth-child(2),.t2 td:nth-child(2){--label:"B"}' in one("style", soup).text


def test_numbers_stand_at_the_end() -> None:
    style = one("style", set_in_html(Table(caption="", columns=(Column(label="A", align="end"),), rows=()))).text
    assert ".t1 tr>:nth-child(1){text-align:var(--start,end);" in style


def test_a_page_holds_the_style_of_what_is_on_it_and_no_more() -> None:
    style = one("style", set_in_html(table(("Purple", "11")))).text
    assert ".compact" in style
    for absent in ("pre{", "figure{", ".callout", ".phone", ".tablet", "nav ", "h4", "/*", "  ", "--label:"):
        assert absent not in style, absent
    assert "pre{" in one("style").text


@pytest.mark.parametrize(("totals", "bodies"), [(0, [2]), (1, [1, 1]), (2, [2])])
def test_totals_stand_in_a_body_of_their_own(totals: int, bodies: list[int]) -> None:
    soup = set_in_html(table(("Purple", "11"), ("All", "12"), totals=totals))
    assert [len(body.select("tr")) for body in soup.select("tbody")] == bodies
    assert len(soup.select("tbody.totals tr")) == totals
    assert not soup.select("tfoot")


def test_a_table_without_rows_keeps_its_headings() -> None:
    soup = set_in_html(table())
    assert [header.text for header in soup.select("th")] == ["Rating", "Actions"]
    assert not soup.select("tbody")


def test_a_column_without_a_label_has_no_empty_header() -> None:
    soup = set_in_html(table(("Purple", "11"), labels=("", "Actions")))
    assert [header.text for header in soup.select("th")] == ["Actions"]
    wide = tuple("1:23456" for _ in range(4))
    assert labels(set_in_html(table(wide, labels=("A", "", "C", "D")))) == ["A", "C", "D"]


def test_a_row_is_named_by_its_anchor() -> None:
    soup = set_in_html(table(("Purple", "11"), ("Red", "1"), anchors=("figure-a", "figure-b")))
    assert [row["id"] for row in soup.select("tbody tr")] == [short("figure-a"), short("figure-b")]


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        (3, "compact"),
        (4, "compact phone"),
        (6, "compact phone"),
        (7, "wide tablet"),
        (10, "wide tablet"),
        (11, "wide laptop"),
        (15, "wide laptop"),
        (16, "wide cards"),
    ],
)
def test_a_table_becomes_cards_only_where_it_would_not_fit(columns: int, name: str) -> None:
    ratios = tuple("1:23456" for _ in range(columns))
    assert layout(table(ratios, labels=ratios)).name == name


def test_running_text_asks_for_the_full_width_and_for_cards_on_a_phone() -> None:
    assert layout(table(("Purple", "word " * 14))).name == "compact"
    look = layout(table(("Purple", "1", "word " * 18), labels=("A", "B", "C")))
    assert look.name == "phone"
    assert look.widths == ("", "", "")


def test_two_columns_that_fit_stay_a_table_on_a_phone() -> None:
    assert layout(table(("Purple", "word " * 18))).name == ""
    assert layout(table(("x" * 17, "x" * 17))).name == "compact phone"


def test_columns_of_running_text_share_the_width_that_they_ask_for() -> None:
    columns = (Column(label="Reference"), Column(label="Action", width=1), Column(label="Comment", width=3))
    cells = (text("CS-01"), text("word " * 9), text("word " * 30))
    assert layout(Table(caption="Plan", columns=columns, rows=(cells,))).widths == ("", "25%", "75%")


def test_a_short_column_never_wraps_and_a_long_word_breaks() -> None:
    look = layout(table(("CS-01", "30 September 2023", "words"), ("CS-02", "", "x" * 25), labels=("A", "B", "C")))
    assert look.classes == ("short", "short", "breaks")
    assert layout(table(("x" * 18, "x" * 17))).classes == ("", "short")


def test_a_column_of_nothing_but_code_is_set_once() -> None:
    def rows(**other: object) -> Table:
        cells = ((*text("a", code=True),), (*text("b", code=True),)), ((), (*text("c", code=True, **other),))
        return Table(caption="", columns=(Column(label="A"), Column(label="B")), rows=cells)

    assert layout(rows()).classes == ("short code", "short code")
    assert [cell.decode_contents() for cell in set_in_html(rows()).select("td")] == ["a", "b", "", "c"]
    assert layout(rows(link="#a")).classes == ("short code", "short")
    assert one("td a code", set_in_html(rows(link="#a"))).text == "c"


def test_a_chart_is_an_image_followed_by_its_data() -> None:
    soup = parsed()
    image = one("figure img", soup)
    assert image["alt"] == "Bar chart: Purple 11 actions (92%), Amber 1 action (8%)."
    kind, data = str(image["src"]).split(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(data).startswith(b"<svg ")
    assert one("figcaption", soup).text == "Eleven of twelve actions are on track"
    following = one("figure", soup).find_next("table")
    assert isinstance(following, Tag)
    assert one("caption", following).text == "Actions by rating"


def test_a_logo_is_decoration_and_a_picture_is_not() -> None:
    soup = parsed()
    assert one("header img", soup)["alt"] == ""
    assert one(".picture img", soup)["alt"] == "Image (PNG, 1 by 1 pixels) without a description."


def test_a_callout_says_its_tone() -> None:
    assert one(".callout .label").text == "Warning: Check this"


def test_a_quotation_has_no_label() -> None:
    inside = (Paragraph(runs=(Run(text="It floods."),), numbered=False),)
    soup = set_in_html(
        Callout(tone="quotation", title="", blocks=inside), Callout(title="", tone="warning", blocks=inside)
    )
    assert one("blockquote", soup).text.strip() == "It floods."
    assert [label.text for label in soup.select(".callout .label")] == ["Warning: "]


def test_preformatted_text_keeps_its_lines() -> None:
    page = write(Document(front=FrontMatter(title="Paper"), blocks=(Preformatted(text="\n  two\n\tthree\n"),)))
    assert b"<pre>\n\n  two\n\tthree\n</pre>" in page


def test_appendices_and_landscape_are_marked_for_print() -> None:
    soup = parsed()
    assert [heading.text for heading in soup.select(".appendix")] == ["Appendix 1: actions"]
    assert one("section.landscape h2", soup).text == "Appendix 1: actions"


def test_a_block_that_no_writer_sets_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        set_in_html(Workings())


TREND = Sparkline(values=(21.8, None, 22.2, 23.5), target=22)


def test_a_sparkline_is_a_picture_in_its_line_with_its_words_for_who_cannot_see_it() -> None:
    told = 'Trend: 21.8, "then" <22.2>'
    run = Run(text=told, sparkline=TREND, strong=True, code=True, figure="waste.trend")
    soup = set_in_html(table(("Purple", "11"), labels=("Rating", "Trend")), paragraph(run, Run(text=" so far")))
    drawing = one("p svg", soup)
    assert (drawing["role"], drawing["aria-label"], drawing["viewbox"]) == ("img", told, "0 0 72 18")
    assert [mark.name for mark in drawing.find_all(True)] == ["path", "path", "circle", "circle"]
    assert "id" not in drawing.attrs
    assert not drawing.select("style, [id]")
    assert not soup.select("strong, main code, svg[aria-hidden]")
    assert one("p a", soup).find("svg") is drawing
    assert "22.2" not in one("p a", soup).text


def test_the_look_of_sparklines_is_on_the_page_once_and_only_where_there_are_any() -> None:
    style = one("style", set_in_html(paragraph(Run(text="Trend", sparkline=TREND)))).text
    assert style.count("svg{") == 1
    assert "stroke:currentColor" in style
    assert "svg" not in one("style").text


def test_a_sparkline_counts_as_a_short_cell_however_long_its_words() -> None:
    trend = Run(text="Trend: 21.8, then 22.2. " * 20, sparkline=TREND, code=True)
    look = layout(Table(caption="", columns=(Column(label="A"), Column(label="B")), rows=((text("a"), (trend,)),)))
    assert (look.name, look.classes) == ("compact", ("short", "short"))


def test_a_scorecard_of_120_trends_is_small() -> None:
    values = tuple(20 + place % 5 / 3 for place in range(12))
    cell = (Run(text="Trend: " + ", ".join(f"{value:.1f}" for value in values), sparkline=Sparkline(values=values)),)
    columns = (Column(label="Indicator"), Column(label="Trend"))
    page = set_in_html(Table(caption="Scorecard", columns=columns, rows=((text("Waste"), cell),) * 120))
    assert len(str(one("tbody", page))) < 120 * 450


def test_a_page_is_small() -> None:
    """The sample holds about 7,500 bytes of text."""
    assert len(re.sub(rb"data:[^\s\"'>]*", b"", PAGE)) < 22_000


def test_a_report_of_forty_actions_and_eighty_figures_is_under_60_kb_besides_its_charts() -> None:
    labels = ("Reference", "Action", "Due", "Complete", "Rating", "Why", "Commentary")
    action = ("RES-01", "word " * 12, "31 March 2021", "100%", "▲ Amber", "word " * 14, "word " * 16)
    cited = [f"neighbourhoods-corporate-support.ncs-{n}.percent-complete" for n in range(80)]
    workings = Table(
        caption="Workings",
        columns=tuple(Column(label=label) for label in ("Figure", "Shown as", "What it is", "Rows counted", "Cell")),
        rows=tuple(
            (text(name, code=True), text("40%"), text("word " * 7), text("A 2–5"), text("figures", code=True))
            for name in cited
        ),
        row_header=True,
        anchors=tuple(f"figure-{name}" for name in cited),
    )
    prose = [
        Paragraph(runs=text("word " * 20) + text("40%", figure=name), number=f"1.{n}") for n, name in enumerate(cited)
    ]
    blocks = (*prose, table(*(action for _ in range(40)), labels=labels, row_header=True), workings)
    page = write(sample_document().model_copy(update={"blocks": (*sample_document().blocks, *blocks)}))
    words = len(" ".join(parsed(page).body.stripped_strings).encode())
    assert words > 35_000
    assert len(re.sub(rb"data:[^\s\"'>]*", b"", page)) - words < 32_000


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write(sample_document()) == PAGE


MINUS = Run(text="(0.500)", spoken="minus 0.500")


def test_what_is_spoken_is_heard_in_place_of_what_is_seen() -> None:
    soup = set_in_html(paragraph(Run(text="A variance of "), MINUS, Run(text=".")))
    seen, heard = soup.select("main p span")
    assert (seen.text, seen["aria-hidden"]) == ("(0.500)", "true")
    assert (heard.text, heard["class"]) == ("minus 0.500", ["spoken"])
    assert "aria-hidden" not in heard.attrs
    style = one("style", soup).text
    assert re.search(r"\.spoken\{position:absolute;[^}]*clip-path:inset\(50%\)[^}]*user-select:none", style)


def test_a_figure_s_link_holds_what_is_seen_of_it_and_what_is_spoken() -> None:
    styled = MINUS.model_copy(update={"figure": "all.variance", "strong": True})
    soup = set_in_html(paragraph(styled))
    link = one("main p > a", soup)
    assert [span.text for span in link.select("strong > span")] == ["(0.500)", "minus 0.500"]


def test_a_table_s_cells_are_heard_so_too_and_as_wide_as_what_is_seen() -> None:
    code = Run(text="(1)", spoken="minus 1", code=True)
    sums = table(("Adults", "x"), ("Children", "x"))
    heard = sums.model_copy(update={"rows": (((MINUS,), (code,)), ((MINUS,), (code,)))})
    soup = set_in_html(heard)
    assert [span.text for span in soup.select("td .spoken")] == ["minus 0.500", "minus 1"] * 2
    seen = sums.model_copy(update={"rows": ((text("(0.500)"), text("(1)")),) * 2})
    assert (layout(heard).name, layout(heard).widths) == (layout(seen).name, layout(seen).widths)


def test_what_is_spoken_is_escaped_and_a_page_without_it_has_no_style_for_it() -> None:
    soup = set_in_html(paragraph(Run(text="x", spoken=HOSTILE)))
    assert one(".spoken", soup).text == HOSTILE
    assert b".spoken" not in PAGE
    assert b".end{" not in PAGE


def test_lines_stand_under_one_another_in_one_paragraph_without_a_number() -> None:
    lines = Lines(lines=(text("The Town Hall"), (), (Run(text="PC1 "), Run(text="1AA", strong=True))), align="end")
    soup = set_in_html(lines, Lines(lines=(text("A & B"),)))
    right, left = soup.select("main p")
    assert right["class"] == ["end"]
    assert right.decode_contents().replace("<br/>", "|") == "The Town Hall||PC1 <strong>1AA</strong>"
    assert left.attrs == {}
    assert left.text == "A & B"
    assert ".end{text-align:end}" in one("style", soup).text


def test_text_may_link_to_a_heading() -> None:
    soup = set_in_html(paragraph(Run(text="The roads", heading="roads")), Heading(text="Roads", anchor="roads"))
    assert one("main p a", soup)["href"] == "#roads"
    assert one("h2", soup)["id"] == "roads"


def test_a_heading_may_begin_a_new_page_on_paper() -> None:
    soup = set_in_html(Heading(text="Roads", new_page=True), Heading(text="Homes"))
    assert [heading.get("class") for heading in soup.select("h2")] == [["appendix"], None]
