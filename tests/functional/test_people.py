"""Counts of people through the command line: what stops the paper, what it shows, and an attack on it as published."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from attack import Cell, Printed, attack, in_page, printed
from pages import bare_headings, with_empty_columns
from pdf_reading import Reading
from projects import HOUSE, checked, of_one_notebook, put, quarterbook, refusal, swapped

THRESHOLD = 5
COUNCIL = f"{HOUSE}disclosure_threshold: {THRESHOLD}\n"
HEADER = "measure,period,group,category,count\n"
MEASURE = "Tenants who were moved"
# What is kept back beside small counts is so large here that it can be looked for.
CANARIES = {"7319", "8467", "9203", "6121"}
FIRST = {
    ("g0", "c0"): 2,
    ("g0", "c1"): 7319,
    ("g1", "c0"): 8467,
    ("g1", "c1"): 20011,
    ("g2", "c0"): 40013,
    ("g2", "c1"): 0,
}
SECOND = {
    ("g0", "c0"): 9203,
    ("g0", "c1"): 3,
    ("g1", "c0"): 15017,
    ("g1", "c1"): 6121,
    ("g2", "c0"): 30029,
    ("g2", "c1"): 25031,
}
# Of a cumulative measure: in the second quarter few are added in most places, in the third in some.
GROWING: dict[Cell, int] = {
    (quarter, group, category): number
    for group, category, numbers in (
        ("g0", "c0", (11, 13, 31)), ("g0", "c1", (24, 24, 25)), ("g1", "c0", (3, 9, 9)), ("g1", "c1", (42, 57, 80)),
    )
    for quarter, number in zip(("2023-24 Q1", "2023-24 Q2", "2023-24 Q3"), numbers, strict=True)
}  # fmt: skip
STOCK: dict[Cell, int] = {
    **{("2023-24 Q1", *place): number for place, number in FIRST.items()},
    **{("2023-24 Q2", *place): number for place, number in SECOND.items()},
}
QUARTER = """\
quarter: {quarter}
house: exampleshire
reports:
  people:
    notebook: people_by_group
    title: People who were moved
    parameters:
      people: data/{name}/people.csv
"""
GOOD = "".join([HEADER, *(f"Tenants,2023-24 Q1,{group},{category},77\n" for group in "ab" for category in "xy")])
# Files that differ from the good one, by replacing; what is told of it, and where: a refusal, or a finding's code.
CASES: dict[str, tuple[tuple[str, str], str]] = {
    "a-count-that-is-none": (
        ("b,y,77", "b,y,some"),
        "row 5, column 'count': 'some' cannot be read; expected a number of ",
    ),
    "a-count-below-nought": (("b,y,77", "b,y,-7"), "row 5, column 'count': '-7' cannot be read; expected a number of "),
    "a-group-left-out": (
        ("b,y,77", ",y,77"),
        "row 5, column 'group': the cell is blank; group must be filled in. [N02]",
    ),
    "a-row-twice": (
        ("b,y,77", "b,x,77"),
        "row 5, column 'measure': 'Tenants, 2023-24 Q1, b, x' stands in row 4 already",
    ),
    "a-total": (("b,y,77", "Total,y,77"), "row 5, column 'group': 'Total' looks like a total, and would be added up "),
    "a-group-called-all": (("b,y,77", "All,y,77"), "'All' (row 5) cannot stand in the id of a figure: it means some"),
    "two-measures": (
        ("Tenants,2023-24 Q1,b,y", "Lodgers,2023-24 Q1,b,y"),
        "the file counts several things. Name the one",
    ),
    "a-category-left-out": (("b,y,77", "b,,77"), "some rows name a category and others none (row 5 is the first)."),
    "a-cell-missing": (("Tenants,2023-24 Q1,b,y,77\n", ""), "N10"),
    "a-quarter-to-come": (("2023-24 Q1,b,y,77\n", "2023-24 Q1,b,y,77\nTenants,2023-24 Q2,b,y,77\n"), "N10 N10 N10 N11"),
}
REFUSED = {name: case for name, case in CASES.items() if not re.match(r"N\d\d", case[1])}
FOUND = {name: case for name, case in CASES.items() if name not in REFUSED}
# Papers that are built: their rows, and what is added to their quarter file.
PAPERS: dict[str, tuple[str, str, str]] = {
    "stock-q1": ("2023-24 Q1", "", ""),
    "stock-q2": ("2023-24 Q2", "", ""),
    "growing-q1": ("2023-24 Q1", "", "      cumulative: true\n"),
    "growing-q2": ("2023-24 Q2", "", "      cumulative: true\n"),
    "growing-q3": ("2023-24 Q3", "", "      cumulative: true\n"),
    "one-group": ("2023-24 Q1", f"{HEADER}Tenants,May 2023,All over 18,,3\n", ""),
    "nobody": ("2023-24 Q1", f"{HEADER}Tenants,May 2023,a,x,0\nTenants,May 2023,b,x,0\n", ""),
    "not-yet": ("2023-24 Q1", f"{HEADER}Tenants,July 2023,a,x,9\n", ""),
    "all-shown": ("2023-24 Q1", f"{HEADER}Tenants,May 2023,a,,5\nTenants,May 2023,b,,6\n", ""),
}
SECTIONS = ["1 What is counted", "2 How many", "3 By group and category", "4 What is not shown, and why"]
PARTS = dict.fromkeys(PAPERS, SECTIONS) | {
    **{name: [*SECTIONS[:2], "3 By group", SECTIONS[3]] for name in ("one-group", "all-shown")},
    "not-yet": [SECTIONS[0], "2 What is not shown, and why"],
}


def csv(truth: dict[Cell, int], until: str) -> str:
    rows = (f"{MEASURE},{','.join(cell)},{number}\n" for cell, number in truth.items() if cell[0] <= until)
    return "".join([HEADER, *rows])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = of_one_notebook(tmp_path_factory.mktemp("people"), "people_by_group", COUNCIL)
    for name, (change, _) in CASES.items():
        put(folder, name, QUARTER.replace("{quarter}", "2023-24 Q1"), {"people": swapped(GOOD, change)})
    put(folder, "in-order", QUARTER.replace("{quarter}", "2023-24 Q1"), {"people": GOOD})
    fallen = csv({cell: 60 if cell[0] == "2023-24 Q1" else 50 for cell in GROWING}, "2023-24 Q2")
    put(folder, "a-fall", f"{QUARTER}      cumulative: true\n".replace("{quarter}", "2023-24 Q2"), {"people": fallen})
    for name, (quarter, rows, added) in PAPERS.items():
        truth = {"stock": STOCK, "growing": GROWING}.get(name.split("-")[0], {})
        text = rows or csv(truth, quarter)
        put(folder, name, f"{QUARTER}{added}".replace("{quarter}", quarter), {"people": text})
    return folder


def test_what_is_wrong_is_told_with_its_place(project: Path) -> None:
    told = checked(project, [*REFUSED, "a-fall"], 3)
    for name, (_, words) in REFUSED.items():
        assert re.search(
            rf"(people|measure): {re.escape(words)}|people\.csv, {re.escape(words)}", refusal(told[name])
        ), name
    assert "the count of g0, c0 falls from 2023-24 Q1 to 2023-24 Q2." in refusal(told["a-fall"])


def test_what_looks_odd_is_found_and_stops_nothing(project: Path) -> None:
    told = checked(project, ["in-order", *FOUND], 0)
    assert told["in-order"]["findings"] == []
    for name, (_, codes) in FOUND.items():
        findings = told[name]["findings"]
        assert [finding["code"] for finding in findings] == codes.split(), name
        assert not [finding for finding in findings if "77" in finding["message"]]


@pytest.fixture(scope="module")
def built(project: Path) -> Path:
    done = quarterbook("build", *(f"params/{name}.yaml" for name in PAPERS), cwd=project)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return project / "reports"


def published(built: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((built / name / "people" / "people.html").read_text("utf-8"), "html.parser")


def read(built: Path, *names: str) -> list[list[Printed]]:
    """What the finished pages of papers print, scraped from their tables, alt texts and prose."""
    return [printed(in_page(published(built, name)), MEASURE) for name in names]


@pytest.fixture(params=PAPERS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.slow
def test_a_paper_has_the_parts_of_what_is_given(built: Path, name: str) -> None:
    page = published(built, name)
    found = [heading.get_text(" ", strip=True) for heading in page.select("main h2")]
    assert found == [*PARTS[name], "Data quality", "How each figure was worked out"]
    assert (bare_headings(page), with_empty_columns(page)) == ([], [])


@pytest.mark.slow
def test_a_paper_says_no_more_than_it_knows(built: Path, name: str) -> None:
    words = published(built, name).get_text(" ", strip=True)
    assert not re.search(r"\{|\}|\bnan\b|\bNaT\b|illustrative|Tameside|\b1 people\b", words)
    assert ("nobody was counted" in words) == (name == "nobody")
    assert ("Nobody has been counted" in words) == (name == "not-yet")
    assert ("Every count of this paper is shown." in words) == (name in ("nobody", "not-yet", "all-shown"))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["stock-q1", "stock-q2"])
def test_one_paper_tells_no_small_count(built: Path, name: str) -> None:
    quarter = PAPERS[name][0]
    truth = {cell: number for cell, number in STOCK.items() if cell[0] <= quarter}
    found = attack(read(built, name), truth, THRESHOLD, cumulative=False)
    assert len(found) == len(truth) // 6
    assert [one for one in found if one.most - one.least < THRESHOLD - 1e-5] == []


@pytest.mark.slow
def test_the_papers_of_several_quarters_together_tell_no_small_count(built: Path) -> None:
    papers = read(built, "growing-q1", "growing-q2", "growing-q3")
    for number in (2, 3):
        truth = {cell: count for cell, count in GROWING.items() if cell[0] <= f"2023-24 Q{number}"}
        found = attack(papers[:number], truth, THRESHOLD, cumulative=True)
        assert {one.since for one in found} >= {"", "2023-24 Q1"}
        assert [one for one in found if one.most - one.least < THRESHOLD - 1e-5] == []


@pytest.mark.slow
def test_a_later_paper_prints_an_earlier_quarter_as_it_was_printed(built: Path) -> None:
    first, second = read(built, "growing-q1", "growing-q2")
    earlier = {one for one in second if one.cell[0] == "2023-24 Q1"}
    assert earlier == {one for one in first if one.cell[0] == "2023-24 Q1"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["stock-q1", "stock-q2"])
def test_what_is_kept_back_is_in_no_file_that_is_published(built: Path, name: str) -> None:
    folder = built / name / "people"
    pdf = Reading((folder / "people.pdf").read_bytes())
    heard = [str(element.alt) for element in pdf.elements]
    told = [
        (folder / "people.html").read_text("utf-8"),
        *(" ".join(pdf.pages), " ".join(heard)),
        *((folder / file).read_text("utf-8") for file in ("figures.json", "findings.json")),
    ]
    for text in told:
        # As numbers of their own: a hash may hold any digits.
        numbers = {number.replace(",", "") for number in re.findall(r"(?<![\w.])\d[\d,]*(?![\w.])", text)}
        assert not CANARIES & numbers
    figures = {one["id"]: one for one in json.loads(told[-2])["figures"]}
    small = {"stock-q1": "q1.g0.c0", "stock-q2": "q2.g0.c1"}[name]
    (one,) = [one for figure, one in figures.items() if figure.endswith(f"{small}.count")]
    assert (one["value"], one["exact"], one["display"], one["rows"]) == (None, None, "[c]", [])
    assert heard.count("not shown") + " ".join(heard).count(": not shown") >= 4


@pytest.mark.slow
def test_the_mark_is_seen_and_its_meaning_heard(built: Path) -> None:
    page = published(built, "stock-q1")
    marks = [cell for cell in page.select("td") if cell.select(".spoken")]
    assert len(marks) >= 4
    for cell in marks:
        seen, heard = cell.select_one("[aria-hidden]"), cell.select_one(".spoken")
        assert seen is not None
        assert heard is not None
        assert (seen.get_text(), heard.get_text()) == ("[c]", "not shown")
