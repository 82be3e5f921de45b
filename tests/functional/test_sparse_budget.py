"""A council that gives less than all: its paper has what can be told, and no empty part."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from pages import bare_headings, with_empty_columns
from pdf_reading import Reading
from projects import of_one_notebook, quarterbook

# Three papers are built for these.
pytestmark = pytest.mark.slow

REVENUE = """\
directorate,service,budget £000,forecast £000
Homes,Repairs,5000,5100
Streets,Lamps,2000,1800
"""
SAVINGS = """\
reference,directorate,title,target £m,rating
H-1,Homes,Rents,0.300,red
S-1,Streets,Lamps,0.200,green
"""
DATA = {
    "revenue": REVENUE,
    "previous_revenue": REVENUE.replace("5100", "5000"),
    "savings": SAVINGS,
    "previous_savings": SAVINGS.replace("red", "amber"),
    "capital": "source,planned £m\nreceipts,2.500\ngrant,4.000\n",
    "reserves": "reserve,year,movement £m,basis,opening £m\nGeneral,2023-24,-1.000,forecast,9.000\n",
    "questions": "number,text\n1,Why?\n",
    "published_figures": "id,published,where\nbudget.total,7.0,Table 1\n",
}
LETTER = "      signatories: [Chair of Scrutiny]\n"
# Each optional source is given in one of these, and left out in another.
GIVEN = {
    "revenue-alone": ("revenue",),
    "savings": ("revenue", "savings", "previous_savings", "questions"),
    "no-savings": ("revenue", "previous_revenue", "previous_savings", "capital", "reserves", "published_figures"),
}
LETTERS = {"no-savings"}
ALWAYS = ["Summary", "Position", "Risks"]
PARTS = {
    "revenue-alone": [*ALWAYS, "Recommendations", "Appendix 1: Services"],
    "savings": [
        *ALWAYS,
        "Questions for the executive",
        "Recommendations",
        "Appendix 1: Savings",
        "Appendix 2: Services",
    ],
    "no-savings": [
        *ALWAYS,
        "Recommendations",
        "Appendix 1: Response letter",
        "Appendix 2: Services",
        "Appendix 3: Reserves",
    ],
}
OPTIONAL = [name for name in DATA if name != "revenue"]


def report(slug: str, given: tuple[str, ...], letter: str = "") -> str:
    sources = "".join(f"      {name}: data/{name}.csv\n" for name in given)
    return (
        f"  {slug}:\n    notebook: midyear_budget_scrutiny\n    title: The budget at mid-year\n"
        f"    parameters:\n{sources}{letter}"
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small council, with a quarter file of the reports to build, and one that leaves each source out in turn."""
    folder = of_one_notebook(tmp_path_factory.mktemp("sparse"), "midyear_budget_scrutiny")
    for name, text in DATA.items():
        (folder / "data" / f"{name}.csv").write_text(text, "utf-8")
    built = (report(slug, given, LETTER if slug in LETTERS else "") for slug, given in GIVEN.items())
    left_out = (
        report(f"without-{name.replace('_', '-')}", tuple(one for one in DATA if one != name)) for name in OPTIONAL
    )
    for stem, reports in {"some": built, "all-but-one": left_out}.items():
        file = folder / "params" / f"{stem}.yaml"
        file.write_text(f"quarter: 2023-24 Q2\nhouse: exampleshire\nreports:\n{''.join(reports)}", "utf-8")
    return folder


@pytest.fixture(scope="module")
def built(project: Path) -> Path:
    """Where the papers are."""
    done = quarterbook("build", "params/some.yaml", cwd=project)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return project / "reports" / "some"


@pytest.fixture(params=GIVEN)
def slug(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(built: Path, slug: str) -> BeautifulSoup:
    return BeautifulSoup((built / slug / f"{slug}.html").read_text("utf-8"), "html.parser")


def test_any_optional_source_can_be_left_out(project: Path) -> None:
    done = quarterbook("check", "--json", "params/all-but-one.yaml", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    assert [one["status"] for one in json.loads(done.stdout)["reports"]] == ["ready"] * len(OPTIONAL)


def test_a_paper_has_the_parts_of_what_is_given_and_numbers_them_on(page: BeautifulSoup, slug: str) -> None:
    found = [heading.get_text(" ", strip=True) for heading in page.select("main h2")]
    numbered = [f"{at} {name}" for at, name in enumerate((one for one in PARTS[slug] if ":" not in one), start=1)]
    appendices = [one for one in PARTS[slug] if ":" in one]
    assert found == [*numbered, *appendices, "Data quality", "How each figure was worked out"]


def test_no_heading_stands_over_nothing_and_no_column_is_empty(page: BeautifulSoup) -> None:
    assert (bare_headings(page), with_empty_columns(page)) == ([], [])


def test_a_paper_says_no_more_than_it_knows(page: BeautifulSoup, slug: str) -> None:
    (main,) = page.select("main")
    words = main.get_text(" ", strip=True)
    assert ("Savings of £0.500m were identified" in words) == ("savings" in GIVEN[slug])
    assert ("capital programme" in words) == ("capital" in GIVEN[slug])
    assert ("Against the monitoring period before" in words) == ("previous_revenue" in GIVEN[slug])
    assert ("Yours sincerely" in words) == (slug in LETTERS)
    assert ("Members ask 1 question" in words) == ("questions" in GIVEN[slug])
    assert not re.search(r"\{|\}|\bnan\b|not known|\b1 (questions|savings|directorates|months)\b", words)
    assert "an underspend of £0.100m" in words
    assert "The checks found nothing to report in the data." in words


def test_each_format_has_the_same_paragraphs(built: Path, page: BeautifulSoup, slug: str) -> None:
    spoken = re.sub(r"[\s ­​]+", "", "".join(Reading((built / slug / f"{slug}.pdf").read_bytes()).words("P", "H3")))
    numbered = [re.sub(r"[\s ­​]+", "", one.get_text()) for one in page.select("main p:has(> .number)")]
    assert len(numbered) > 4
    assert [words for words in numbered if words not in spoken] == []
