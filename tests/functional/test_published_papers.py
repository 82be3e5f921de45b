"""The published papers themselves, read as a screen reader and a citing councillor would."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from pdf_reading import Reading
from projects import SampleReport, sample_reports

DIRECTORATE = [
    "1 Report summary",
    "2 Recommendations",
    "3 Reason for recommendation",
    "4 Alternatives considered",
    "5 Key information",
    "6 Finance",
    "7 Legal",
    "8 Human resources",
    "9 Sustainability impact",
    "10 Other considerations (corporate priorities, risks)",
    "Background papers",
    "Contact",
]
CLINICS = [
    "1 Summary",
    "2 Recommendations",
    "3 Proposals and details",
    "4 Finance",
    "5 Risks and uncertainties",
    "6 Policy and performance agenda implications",
    "7 Background papers and consultation",
    "Contact",
    "Appendix A: Performance clinic summary",
    "Appendix B: Indicator scorecard",
    "Appendix C: Variation over time",
]
BUDGET = [
    "1 Background",
    "2 Summary",
    "3 Position",
    "4 Risks",
    "5 Questions for the executive",
    "6 Recommendations",
    "Appendix 1: Response letter",
    "Appendix 2: Savings",
    "Appendix 3: Services",
    "Appendix 4: Reserves",
]
SCRUTINY = [
    "1 Introduction",
    "2 Scrutiny activity",
    "3 Progress of recommendations",
    "4 Recommendations",
    "Appendix 1: Letter",
    "Appendix 2: Recommendations tracker",
]
IMPROVEMENT = [
    *CLINICS[: CLINICS.index("Contact") + 1],
    "Appendix A: Corporate Improvement Plan 2007-10",
]
OVERVIEW = [
    "1 Summary",
    "2 Recommendations",
    "3 How to read this paper",
    "Contact",
    "4 Overview of all themes",
    "5 Value for money",
    "6 Economic resilience\xa0†",
    "7 Education and skills\xa0†",
    "8 Caring for you and your family\xa0†",
    "9 Protecting and enhancing our environment\xa0†",
    "10 Communities\xa0†",
]
PROGRAMME = [
    "1 Introduction",
    "2 Current programme of work and impact",
    "3 Future of the team",
    "4 Conclusion",
    "5 Recommendations",
    "Contact",
]
LAND = [
    "1 The site",
    "2 The offers",
    "3 Best consideration",
    "4 Recommendations",
    "Appendix 1: Conditions",
]
PEOPLE = [
    "1 Introduction",
    "2 What is counted",
    "3 How many",
    "4 By age and placement",
    "5 What is not shown, and why",
]
# The sections of each paper whose council has an order of its own for them, by its notebook.
SECTIONS = {
    "directorate_quarterly_update": DIRECTORATE,
    "performance_clinic_summary": CLINICS,
    "midyear_budget_scrutiny": BUDGET,
    "scrutiny_activity_update": SCRUTINY,
    "corporate_improvement_plan": IMPROVEMENT,
    "council_plan_overview": OVERVIEW,
    "improvement_programme_update": PROGRAMME,
    "land_disposal": LAND,
    "people_by_group": PEOPLE,
}
PAPERS = sample_reports()
# What a chart shows of its table, by the table's caption, where it does not show all of it; nought has no bar.
SHOWN = {
    "The plan by theme": ("✓ Green", "▲ Amber", "▼ Red", "? Unrated"),
    "Savings to deliver, by rating": ("Amount (£m)", "Share"),
    "Budget, forecast and variance by directorate": ("Variance (£m)",),
    "Over-18s in semi-independent provision: June 2023 †": ("All", "Share of all"),
    "What the savings may come to": ("Savings (£m)",),
}
# Rows that stand in a chart's table beside what it shows.
NOT_SHOWN = ("All ", "Net budget", "Expected: ")
# Bytes of a page besides its charts: of a directorate's update, of a paper with a table a clinic, and of one on a
# budget, most of which are the workings of some three hundred figures and the links to them.
# A whole improvement plan is longer still, and an overview links to every theme, section and back.
LIMITS = {
    "performance-clinics": 110_000,
    "midyear-budget": 160_000,
    "corporate-improvement-plan": 175_000,
    "council-plan-overview": 190_000,
    "improvement-programme": 140_000,
}
LIMIT = 60_000


@pytest.fixture(params=PAPERS, ids=lambda report: report.paper)
def report(request: pytest.FixtureRequest) -> SampleReport:
    return request.param


@pytest.fixture
def paper(built: Path, report: SampleReport) -> Path:
    """A published paper, by its path without a suffix."""
    return built / "reports" / report.paper


@cache
def reading(paper: Path) -> Reading:
    return Reading(paper.with_suffix(".pdf").read_bytes())


@cache
def markup(paper: Path) -> BeautifulSoup:
    return BeautifulSoup(paper.with_suffix(".html").read_text("utf-8"), "html.parser")


@pytest.fixture
def pdf(paper: Path) -> Reading:
    return reading(paper)


@pytest.fixture
def page(paper: Path) -> BeautifulSoup:
    return markup(paper)


def squeezed(words: str) -> str:
    """Without white space, which formats set as they like."""
    return re.sub(r"[\s\u00a0\u00ad\u200b]+", "", words)


def test_pdf_headings_come_in_order_and_skip_no_level(pdf: Reading) -> None:
    levels = [int(element.tag[1]) for element in pdf.elements if re.fullmatch(r"H[1-6]", element.tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_pdf_tables_have_header_cells_that_every_cell_names(pdf: Reading) -> None:
    tags = [element.tag for element in pdf.elements]
    assert tags.count("Table") >= 1
    assert tags.count("THead") == tags.count("Table")
    assert [element for element in pdf.elements if element.tag == "TD" and not element.headers] == []


def test_every_chart_states_its_numbers_in_words(pdf: Reading, page: BeautifulSoup) -> None:
    lines = {line["aria-label"] for line in page.select("td svg")}
    alts = [element.alt for element in pdf.elements if element.tag == "Figure" and element.alt not in lines]
    images = [image["alt"] for image in page.select("figure img")]
    assert alts == images
    for figure, alt in zip(page.select("figure"), images, strict=True):
        table = figure.find_next("table")
        assert table is not None
        caption, heads = table.caption, [cell.get_text(strip=True) for cell in table.select("thead th")]
        shown = SHOWN.get(caption.get_text(strip=True) if caption else "", heads[1:])
        assert set(shown) <= set(heads)
        for row in table.select("tbody tr"):
            name, *cells = [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])]
            numbers = [
                cell.split("minus")[0].strip("()") for head, cell in zip(heads[1:], cells, strict=True) if head in shown
            ]
            if not name.startswith(NOT_SHOWN):
                assert all(number.split(" ")[0] in str(alt) for number in numbers if number != "0.000"), name


def test_a_trend_line_states_its_numbers_in_words(pdf: Reading, page: BeautifulSoup) -> None:
    lines = [line["aria-label"] for line in page.select("td svg")]
    spoken = [
        element.alt for element in pdf.elements if element.tag == "Figure" and str(element.alt).startswith("Trend")
    ]
    assert lines == spoken
    assert [words for words in lines if not re.fullmatch(r"Trend: [^,]+(, [^,]+)+", words)] == []


def test_the_sections_stand_in_the_order_of_the_council_s_papers(report: SampleReport, page: BeautifulSoup) -> None:
    found = [heading.get_text(" ", strip=True) for heading in page.select("main h2")]
    if sections := SECTIONS.get(report.notebook):
        assert found[: len(sections)] == sections
        assert found[len(sections)].startswith("Appendix 1: ") or found[len(sections)] == "Data quality"
    assert found[-2:] == ["Data quality", "How each figure was worked out"]


def test_a_paragraph_cited_by_number_is_the_same_in_both_formats(pdf: Reading, page: BeautifulSoup) -> None:
    numbered = [squeezed(paragraph.get_text()) for paragraph in page.select("main p:has(> .number)")]
    assert numbered
    spoken = squeezed("".join(pdf.words("P", "H2", "H3")))
    assert [words for words in numbered if words not in spoken] == []


def test_every_figure_links_to_how_it_was_worked_out(page: BeautifulSoup, pdf: Reading) -> None:
    ids = {element["id"] for element in page.find_all(id=True)}
    links = [link["href"][1:] for link in page.select("a[href^='#figure-']")]
    assert links
    assert set(links) <= ids
    assert sum(element.tag == "Link" for element in pdf.elements) >= len(links)


def test_a_page_is_light_and_self_contained(paper: Path, page: BeautifulSoup) -> None:
    written = paper.with_suffix(".html").read_text("utf-8")
    assert not page.find_all(["script", "link", "iframe", "object"])
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", written)
    charts = sum(len(image["src"]) for image in page.find_all("img"))
    assert len(written.encode()) - charts < LIMITS.get(paper.name, LIMIT)


def test_a_pdf_says_it_is_accessible_and_lasting(pdf: Reading) -> None:
    with pdf.pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
    assert str(pdf.pdf.Root.Lang) == "en-GB"


def test_a_widow_page_is_not_left_at_the_end(pdf: Reading) -> None:
    assert len(squeezed(pdf.pages[-1])) > 200


@pytest.mark.parametrize("report", [one for one in PAPERS if one.notebook == "council_plan_overview"], indirect=True)
class TestTheOverviewOfAPlan:
    def test_leads_from_the_overview_to_each_theme_its_sections_and_back(self, page: BeautifulSoup) -> None:
        def follow(link: Tag) -> Tag:
            found = page.find(id=str(link["href"]).removeprefix("#"))
            assert isinstance(found, Tag), link
            return found

        (overview,) = [one for one in page.select("main h2") if "Overview of all themes" in one.get_text()]
        table = overview.find_next("table")
        assert isinstance(table, Tag)
        themes = [follow(link) for link in table.select("tbody th a")]
        assert [one.get_text(" ", strip=True) for one in themes] == OVERVIEW[5:]
        for theme in themes:
            back, sections = theme.find_next("a"), theme.find_next("table")
            assert isinstance(back, Tag)
            assert isinstance(sections, Tag)
            assert follow(back) is overview
            for link in sections.select("tbody th a"):
                section = follow(link)
                assert (section.name, section.get_text(strip=True)) == ("h4", link.get_text(strip=True))
                actions = section.find_next("table")
                assert isinstance(actions, Tag)
                assert actions.select("tbody th")
                to_theme, to_overview = [one for one in actions.find_all_next("a") if not one.find_parent("table")][:2]
                assert (follow(to_theme), follow(to_overview)) == (theme, overview)

    def test_sets_the_heat_map_and_its_table_on_one_landscape_page(self, pdf: Reading) -> None:
        (at,) = [at for at, words in enumerate(pdf.pages) if "Ratingsbytheme:" in squeezed(words)]
        words = squeezed(pdf.pages[at])
        assert "Overviewofallthemes" in words
        assert "Allthemes65" in words
        assert "illustrativetoo." in words
        box = pdf.pdf.pages[at].MediaBox
        assert box[2] > box[3]

    def test_links_in_the_pdf_lead_to_the_pages_of_the_themes(self, pdf: Reading) -> None:
        (at,) = [at for at, words in enumerate(pdf.pages) if "Ratingsbytheme:" in squeezed(words)]
        ends = pdf.leads_to(at)
        for name in OVERVIEW[5:]:
            starts = [place for place in ends if squeezed(name) in squeezed(pdf.pages[place])]
            assert starts, name

    def test_marks_what_is_illustrative_and_says_so(self, page: BeautifulSoup) -> None:
        words = page.get_text(" ", strip=True)
        assert words.count("This theme is illustrative:") == 5
        assert "All 15 indicators are illustrative." in words
        plain = [one for one in page.select("main h2") if "Value for money" in one.get_text()]
        assert len(plain) == 1
        references = [
            one.get_text(strip=True) for one in page.select("tbody th") if re.match(r"\d\.\d\d\.\d\d", one.get_text())
        ]
        assert len(references) == 66
        assert {one.endswith("†") for one in references if not one.startswith("1.")} == {True}
        assert {one.endswith("†") for one in references if one.startswith("1.")} == {False}
