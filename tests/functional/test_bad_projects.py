"""A programme with something wrong, or with little: what stops its report, what is only found, and what is left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from pages import bare_headings, with_empty_columns
from projects import copied, of_one_notebook, put, quarterbook, refusal, swapped, the_finding

PROJECTS = """\
reference,title,phase,status,status_note,outcome,due_date,revised_date,delivered_date,benefit_kind,benefit_amount £m
P-1,Lamps,diagnostic,Green,,Light,,,,,
P-2,Roads,delivery,Green,,Smooth roads,Mar 24,,,,
P-3,Homes,completed,,,Fewer placements,,,,saving,0.100
"""
TEAM = "role,purpose,fte\nManager,Everything,1.5\n"
INDICATORS = "reference,title,unit,polarity\nhomes,People in homes,people,lower\ncost,Cost a week,£,lower\n"
OUTTURNS = "reference,period,actual\nhomes,April 2023,5\nhomes,June 2023,3\ncost,June 2023,500\n"
RESERVES = "reserve,year,opening £m,movement £m,basis\nFund,2023-24,1.000,-0.250,forecast\n"
OTHER = "work,benefit\nBid,Won\n"
FILES = {
    "projects": PROJECTS,
    "previous_projects": PROJECTS,
    "team": TEAM,
    "indicators": INDICATORS,
    "outturns": OUTTURNS,
    "reserves": RESERVES,
    "other_work": OTHER,
}
CLAIM = "      claim: P-3\n      claim_measure: homes\n      claim_cost: cost\n"
Changes = tuple[tuple[str, str, str], ...]


def quarter_file(given: Iterable[str], added: str = "") -> str:
    sources = "".join(f"      {one}: data/{{name}}/{one}.csv\n" for one in given)
    return (
        "quarter: 2023-24 Q2\nhouse: exampleshire\nreports:\n  programme:\n    notebook: improvement_programme_update\n"
        f"    title: The programme\n    as_at: 2023-11-21\n    parameters:\n{sources}{added}"
    )


def write(project: Path, name: str, changes: Changes = (), given: Iterable[str] = FILES, added: str = "") -> None:
    """Put a case into a project: the good files with texts of some of them replaced."""
    files = dict(FILES)
    for register, old, new in changes:
        files[register] = swapped(files[register], (old, new))
    put(project, name, quarter_file(given, added), files)


def row(old: str, new: str) -> Changes:
    return (("projects", old, new),)


# Each refused, with what is told.
REFUSED: dict[str, tuple[Changes, str, str]] = {
    "a-project-in-two-phases": (
        row("P-3,Homes", "P-2,Homes"),
        "",
        "line 9: projects: P-2 is in delivery (row 3) and completed (row 4). Keep the row of the phase that it is in "
        "now. [P10]",
    ),
    "a-project-twice-in-a-phase": (
        row("P-1,Lamps,diagnostic", "P-2,Lamps,delivery"),
        "",
        "'P-2, delivery' stands in row 2",
    ),
    "a-phase-of-no-programme": (
        row(",delivery,", ",doing,"),
        "",
        "'doing' cannot be read; expected one of diagnostic, ",
    ),
    "a-status-of-no-house": (
        row("delivery,Green", "delivery,Blue"),
        "",
        "'Blue' cannot be read; expected one of Green",
    ),
    "outturns-alone": ((), "", "measures need both indicators and outturns. Give both, or neither."),
    "another-reserve": ((), "      reserve: Fnd\n", "reserve: no reserve is called 'Fnd'. Did you mean 'Fund'?"),
    "several-reserves": (
        (("reserves", "Fund,2023", "Other,2023-24,1.000,0.000,forecast\nFund,2023"),),
        "",
        "reserve: name the one that pays for the team. Reserves here: Other, Fund.",
    ),
    "a-claim-of-nobody": ((), CLAIM.replace("P-3", "P-9"), "claim: no project has the reference 'P-9'. "),
    "a-claim-of-nothing": (row("0.100", ""), CLAIM, "claim: P-3 (row 4) claims no amount: fill in its benefit_amount."),
    "a-claim-of-another-unit": (
        (),
        CLAIM.replace("cost: cost", "cost: homes"),
        "claim_cost: a cost in £ is needed; homes is counted in people.",
    ),
    "a-claim-of-no-time": (
        (),
        f"{CLAIM}      claim_years: 0\n",
        "claim_years: a number from 1 to 50 was expected, not 0.",
    ),
    "one-id-for-two": (
        (("indicators", "homes,People", "fund,Other,people,lower\nhomes,People"),),
        "",
        "reserves: 'fund' (row 2 of data/one-id-for-two/indicators.csv) and 'Fund' (row 2) differ only in signs or "
        "capitals, so their figures would have one id. Change one of them.",
    ),
}
# Each found, with its code, severity, row and column.
FOUND: dict[str, tuple[Changes, str, tuple[str, str, int, str]]] = {
    "revised-before-the-original": (
        row("Mar 24,,", "Mar 24,Jan 24,"),
        "The revised date of P-2, January 2024, is before the original one, March 2024.",
        ("P31", "warning", 3, "revised_date"),
    ),
    "completed-without-an-outcome": (
        row("Fewer placements", ""),
        "P-3 (Homes) is completed, but has no outcome.",
        ("P30", "warning", 4, "outcome"),
    ),
    "dates-as-people-write-them": (
        row("Mar 24,", "Was Sept 23. Delivered Oct 23,"),
        "P-2 is delivered (October 2023), later than it was due, but still in delivery.",
        ("P34", "note", 3, "phase"),
    ),
    "a-date-that-is-none": (
        row("Mar 24,", "when funds allow,"),
        "The due date of P-2, 'when funds allow', is not understood, and is only printed.",
        ("P32", "warning", 3, "due_date"),
    ),
    "a-phase-that-went-back": (
        (("previous_projects", "P-2,Roads,delivery", "P-2,Roads,completed"),),
        "P-2 (Roads) was completed last quarter, and is in delivery now.",
        ("P37", "warning", 3, "phase"),
    ),
}
# A value of after the day of the report, which no paper tells.
LATER: Changes = (("outturns", "homes,June 2023,3", "homes,June 2023,3\nhomes,March 2024,1"),)
# What is left out in one or other, and the sections of the paper that are left.
SPARSE = {
    "projects-alone": (("projects",), ["Projects by phase and status", "Diagnostic phase", "Delivery phase"]),
    "no-projects-before": (
        tuple(one for one in FILES if one != "previous_projects"),
        ["The team", "What the team costs"],
    ),
    "measures": (("projects", "indicators", "outturns"), ["Measures before and after", "Benefits"]),
}


READY = ["in-order", "one-row", *FOUND]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = of_one_notebook(tmp_path_factory.mktemp("programmes"), "improvement_programme_update")
    for name, (changes, added, _) in REFUSED.items():
        given = [one for one in FILES if one != "indicators" or name != "outturns-alone"]
        write(folder, name, changes, given, added)
    for name, (changes, _, _) in FOUND.items():
        write(folder, name, changes)
    write(folder, "in-order", added=CLAIM)
    write(folder, "one-row", (("projects", "".join(PROJECTS.splitlines(keepends=True)[1:3]), ""),), ["projects"])
    for name, (given, _) in SPARSE.items():
        write(folder, name, LATER, given)
    return folder


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_told_once_in_plain_words(refused: dict[str, Any], name: str) -> None:
    assert REFUSED[name][2] in refusal(refused[name])


@pytest.mark.parametrize("name", ["in-order", "one-row"])
def test_a_programme_in_order_is_ready_without_a_finding(ready: dict[str, Any], name: str) -> None:
    assert (ready[name]["exit_code"], ready[name]["findings"]) == (0, [])


@pytest.mark.parametrize("name", FOUND)
def test_what_looks_odd_is_one_finding_on_its_row_and_stops_nothing(ready: dict[str, Any], name: str) -> None:
    _, message, place = FOUND[name]
    assert the_finding(ready[name], f"data/{name}/projects.csv", *place) == message


@pytest.fixture(scope="module")
def built(project: Path) -> Path:
    """Papers of a programme of which less than all is given, and of one in order."""
    names = (*SPARSE, "one-row", "in-order")
    done = quarterbook("build", "--formats", "html", *(f"params/{name}.yaml" for name in names), cwd=project)
    assert done.returncode == 0, done.stderr
    return project / "reports"


def page_of(built: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((built / name / "programme" / "programme.html").read_text("utf-8"), "html.parser")


@pytest.mark.slow
@pytest.mark.parametrize("name", [*SPARSE, "one-row", "in-order"])
def test_a_paper_on_less_has_no_empty_part_and_says_no_more_than_it_knows(built: Path, name: str) -> None:
    page = page_of(built, name)
    assert (bare_headings(page), with_empty_columns(page)) == ([], [])
    words = page.select("main")[0].get_text(" ", strip=True)
    assert not re.search(r"\{|\}|\bnan\b|not known|\b1 (projects|roles|measures|rows|people)\b|\b0 are\b", words)


@pytest.mark.slow
@pytest.mark.parametrize("name", SPARSE)
def test_a_paper_has_the_parts_of_what_is_given(built: Path, name: str) -> None:
    found = [heading.get_text(" ", strip=True).split(" ", 1)[1] for heading in page_of(built, name).select("main h3")]
    given, parts = SPARSE[name]
    assert set(parts) <= set(found)
    assert ("The team" in found) == ("team" in given)
    assert ("Movement since last quarter" in found) == ("previous_projects" in given)
    assert ("Measures before and after" in found) == ("outturns" in given)
    assert "What the claimed saving needs" not in found


@pytest.mark.slow
def test_rows_are_counted_with_those_of_after_the_day_of_the_report(built: Path) -> None:
    told = json.loads((built / "measures" / "programme" / "figures.json").read_text("utf-8"))
    (rows,) = (one for one in told["figures"] if one["id"] == "all.rows.count")
    assert rows["value"] == 3 + 4


@pytest.mark.slow
def test_a_claim_is_worked_out_in_the_paper_that_asks_for_it(built: Path) -> None:
    words = " ".join(page_of(built, "in-order").select("main")[0].get_text(" ").split())
    assert "P-3, Homes, claims £100,000 . At £500 a week, that is 200 weeks of a single placement" in words
    assert "No project has moved since 2023-24 Q1." in words


@pytest.mark.slow
def test_papers_of_different_days_must_agree_on_what_a_reserve_holds(tmp_path: Path) -> None:
    project = copied(tmp_path)
    file, data = project / "params" / "tameside-2023-24-q2.yaml", project / "data" / "tameside"
    held = (data / "reserves-2023-24-m5.csv").read_text("utf-8")
    (data / "reserves-other.csv").write_text(held.replace("-0.420,Forecast,3.892", "-0.520,Forecast,3.792"), "utf-8")
    before, after = file.read_text("utf-8").split("improvement-programme:")
    after = after.replace("reserves-2023-24-m5.csv", "reserves-other.csv")
    file.write_text(f"{before}improvement-programme:{after}", "utf-8")
    slugs = ("--only", "midyear-budget", "--only", "improvement-programme")
    done = quarterbook("build", file.relative_to(project), "--formats", "html", *slugs, cwd=project)
    assert done.returncode == 3
    told = "improvement-reserve.balance is 3.892 in midyear-budget and 3.792 in improvement-programme. [F02]"
    assert done.stderr.count(told) == 2
