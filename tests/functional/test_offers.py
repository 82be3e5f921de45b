"""Offers for land through the command line: what stops their paper, what is only found, and papers of less than all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from pages import bare_headings, with_empty_columns
from projects import checked, of_one_notebook, put, quarterbook, refusal, swapped, the_finding

OFFERS = """\
reference,bidder,price £,conditional,conditions,deposit £,completion_date
L-1,Bidder A,"90,000",no,,"9,000",2024-03-28
L-2,Bidder B,"120,000",yes,A survey,"6,000",2024-06-14
"""
QUARTER = """\
quarter: 2023-24 Q2
house: exampleshire
reports:
  land:
    notebook: land_disposal
    title: Land
    as_at: 2023-11-21
    parameters:
      offers: data/{name}/offers.csv
"""
# Each refused, by a change of the file or what is added to the quarter file, with what is told.
REFUSED: dict[str, tuple[tuple[str, str] | None, str, str]] = {
    "an-offer-twice": (("L-2", "L-1"), "", "data/an-offer-twice/offers.csv, row 3, column 'reference': 'L-1' stands "),
    "a-price-left-out": (('"90,000"', ""), "", "data/a-price-left-out/offers.csv, row 2, column 'price £': the cell "),
    "one-id-for-two": (
        ("L-2", "l 1"),
        "",
        "params/one-id-for-two.yaml, line 9: offers: 'L-1' and 'l 1' (row 3) differ only in signs or capitals, ",
    ),
    "a-reference-of-ours": (
        ("L-2", "Highest"),
        "",
        "params/a-reference-of-ours.yaml, line 9: offers: 'Highest' (row 3) cannot stand in the id of a figure: ",
    ),
    "an-offer-that-is-not-there": (
        None,
        "      preferred: L-3\n",
        "params/an-offer-that-is-not-there.yaml, line 10: preferred: no offer is called 'L-3'. ",
    ),
    "a-valuation-of-no-amount": (
        None,
        "      valuation: 100000\n",
        "params/a-valuation-of-no-amount.yaml, line 10: valuation: '100000' cannot be read; expected an amount such ",
    ),
}
# Each found, with its code, row and column.
FOUND: dict[str, tuple[tuple[str, str], str, int, str]] = {
    "nothing-offered": (('"120,000",yes,A survey,"6,000"', "0,yes,A survey,0"), "L10", 3, "price"),
    "a-deposit-above-the-price": (('"9,000"', '"90,001"'), "L11", 2, "deposit"),
    "completed-too-soon": (("2024-03-28", "2023-11-20"), "L12", 2, "completion_date"),
}
HEAD, FIRST, SECOND = OFFERS.splitlines()
BARE = "reference,bidder,price £\n"
# Papers that are built: their file, and what is added to their quarter file.
PAPERS: dict[str, tuple[str, str]] = {
    "one-offer": (f"{HEAD}\n{FIRST}\n", "      valuation: £90,000\n      preferred: L-1\n"),
    "one-bare-offer": (f'{BARE}L-1,Bidder A,"90,000"\n', ""),
    "none-unconditional": (f"{HEAD}\n{SECOND}\n{SECOND.replace('L-2', 'L-3')}\n", "      valuation: £130,000\n"),
    "none-preferred": (OFFERS, "      valuation: £100,000\n      site: land at the mill\n"),
    "below-the-best": (OFFERS, "      preferred: L-1\n"),
}
CALLED, SAID = "The preferred offer is below the highest offer", "The officers name no offer that they prefer."


def write(project: Path, name: str, offers: str = OFFERS, added: str = "") -> None:
    put(project, name, f"{QUARTER}{added}", {"offers": offers})


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = of_one_notebook(tmp_path_factory.mktemp("offers"), "land_disposal")
    for name, (change, added, _) in REFUSED.items():
        write(folder, name, swapped(OFFERS, change) if change else OFFERS, added)
    for name, (change, *_) in FOUND.items():
        write(folder, name, swapped(OFFERS, change))
    for name, (offers, added) in PAPERS.items():
        write(folder, name, offers, added)
    return folder


def test_what_is_wrong_is_told_with_its_place(project: Path) -> None:
    told = checked(project, REFUSED, 3)
    for name, (_, _, words) in REFUSED.items():
        assert refusal(told[name]).startswith(words), name


def test_what_looks_odd_is_one_finding_and_stops_nothing(project: Path) -> None:
    told = checked(project, [*FOUND, *PAPERS], 0)
    for name, (_, code, row, column) in FOUND.items():
        assert the_finding(told[name], f"data/{name}/offers.csv", code, "warning", row, column)
    assert [one for name in PAPERS for one in told[name]["findings"]] == []


@pytest.fixture(scope="module")
def built(project: Path) -> Path:
    done = quarterbook("build", *(f"params/{name}.yaml" for name in PAPERS), cwd=project)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    return project / "reports"


@pytest.fixture(params=PAPERS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(built: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((built / name / "land" / "land.html").read_text("utf-8"), "html.parser")


@pytest.mark.slow
def test_a_paper_has_the_parts_of_what_is_given(page: BeautifulSoup, name: str) -> None:
    found = [heading.get_text(" ", strip=True) for heading in page.select("main h2")]
    conditions = ["Appendix 1: Conditions"] if "A survey" in PAPERS[name][0] else []
    assert found == [
        *("1 The site", "2 The offers", "3 Best consideration", "4 Recommendations"),
        *conditions,
        *("Data quality", "How each figure was worked out"),
    ]
    assert len(page.select("figure")) == (name != "one-bare-offer")


@pytest.mark.slow
def test_no_heading_stands_over_nothing_and_no_column_is_empty(page: BeautifulSoup) -> None:
    assert (bare_headings(page), with_empty_columns(page)) == ([], [])


@pytest.mark.slow
def test_a_paper_says_no_more_than_it_knows(page: BeautifulSoup, name: str) -> None:
    words = " ".join(page.get_text(" ").split())
    assert not re.search(r"\{|\}|\bnan\b|\bNaT\b|<NA>|illustrative|(?<!-)\b1 offers\b|Tallow|Tameside", words)
    assert words.count("No statement was given.") == 5
    assert (CALLED in words) == (name == "below-the-best")
    assert (SAID in words) == ("preferred" not in PAPERS[name][1])
    assert ("None is unconditional." in words) == (name == "none-unconditional")
    assert ("No valuation was given." in words) == ("valuation" not in PAPERS[name][1])
    assert ("offers for land at the mill." in words) == (name == "none-preferred")
