"""Scrutiny through the command line: what stops its report, what only looks odd, and papers of less than all."""

from __future__ import annotations

import json
import re
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from pdf_reading import Reading
from projects import HOUSE, REPOSITORY, quarterbook

COUNCIL = f"{HOUSE}\nvalues: {{kind: {{working group: working-group}}}}\nmissing: {{activity: [n/a], tracker: [n/a]}}\n"
ACTIVITY = """\
panel,date,kind,subject,with,outcome
Homes,2023-11-07,meeting,Rents,Director of Homes,Noted
Homes,2023-11-07,meeting,Repairs,n/a,Noted
Homes,n/a,review,Empty homes,,Under way
Streets,2023-11-08,working group,Lamps,Head of Lighting,
"""
TRACKER = """\
reference,panel,recommendation,review,made,response_due,response_received,accepted,implemented,evidence
H-1,Homes,Fill empty homes.,Empty homes,2023-09-01,2023-10-01,2023-09-20,yes,in-part,A list of homes
H-2,Homes,Ask tenants.,Empty homes,2023-09-01,2023-12-01,,,,
"""
GOOD = {"activity": ACTIVITY, "tracker": TRACKER}
# The files that differ from the good ones, by replacing; what is told of it, and where: a refusal, or a finding's code.
CASES: dict[str, tuple[str, tuple[str, str], str]] = {
    "a-kind-that-is-none": ("activity", ("review", "party"), "row 4, column 'kind': 'party' cannot be read; expected "),
    "a-panel-left-out": ("activity", ("Streets,2023", ",2023"), "row 5, column 'panel': the cell is blank; "),
    "a-row-twice": (
        "activity",
        ("Homes,2023-11-07,meeting,Repairs,n/a,Noted", "Homes,2023-11-07,meeting,Rents,Director of Homes,Noted"),
        "row 3: this is row 2 again; keep one of the two. [V03]",
    ),
    "a-date-that-is-none": (
        "activity",
        ("2023-11-08", "last week"),
        "row 5, column 'date': 'last week' cannot be read",
    ),
    "a-reference-twice": ("tracker", ("H-2", "H-1"), "row 3, column 'reference': 'H-1' stands in row 2 already; "),
    "a-maybe": ("tracker", ("yes,in-part", "perhaps,in-part"), "row 2, column 'accepted': 'perhaps' cannot be read; "),
    "a-panel-otherwise": ("activity", ("Streets", "HOMES"), "'Homes' and 'HOMES' (row 5) differ only in signs or "),
    "a-panel-with-a-name-of-ours": ("activity", ("Streets", "Reviews"), "'Reviews' (row 5) cannot stand in the id "),
    "the-same-subject-twice": ("activity", ("Repairs", "Rents"), "V12"),
    "a-meeting-to-come": ("activity", ("2023-11-08", "2023-11-22"), "V11"),
    "an-answer-before-its-question": ("tracker", ("2023-09-20", "2023-08-31"), "T11"),
    "a-decision-without-an-answer": ("tracker", ("2023-09-20", ""), "T13"),
    "an-answer-that-is-overdue": ("tracker", ("2023-12-01", "2023-11-21"), "T14"),
    "a-result-without-evidence": ("tracker", ("A list of homes", "n/a"), "T15"),
    "done-though-not-accepted": ("tracker", ("yes,in-part", "no,in-part"), "T16"),
}
REFUSED = {name: case for name, case in CASES.items() if not re.fullmatch(r"[TV]\d\d", case[2])}
FOUND = {name: case for name, case in CASES.items() if name not in REFUSED}
NOTED = {"V11"}
QUARTER = """\
quarter: 2023-24 Q2
house: exampleshire
reports:
  scrutiny:
    notebook: scrutiny_activity_update
    title: What scrutiny did
    as_at: 2023-11-21
    parameters:
      activity: data/{name}/activity.csv
"""
SOURCE = "      {source}: data/{{name}}/{source}.csv\n"
LETTER = "      signatories: [Chair of Homes]\n      letter_lists: Empty homes\n"
# Papers that are built: their files, and what is added to their quarter file.
ONE = "panel,date,kind,subject\nHomes,2023-11-07,meeting,Rents\n"
PAPERS: dict[str, tuple[dict[str, str], str]] = {
    "no-tracker": ({"activity": ACTIVITY}, ""),
    "one-row": ({"activity": ONE, "tracker": "reference,panel,recommendation\nH-1,Homes,Mend it\n"}, ""),
    "no-meeting": ({"activity": "panel,date,kind,subject\nHomes,,review,Empty homes\n"}, ""),
    "a-letter": (GOOD, LETTER + "      introduction: [Why we write.]\n      period: October and November 2023\n"),
}
ALWAYS = ["Scrutiny activity", "Recommendations"]
TRACKED = ["Scrutiny activity", "Progress of recommendations", "Recommendations"]
PARTS = {
    "no-tracker": ALWAYS,
    "one-row": [*TRACKED, "Appendix 1: Recommendations tracker"],
    "no-meeting": ALWAYS,
    "a-letter": ["Introduction", *TRACKED, "Appendix 1: Letter", "Appendix 2: Recommendations tracker"],
}


def write(project: Path, name: str, files: dict[str, str], added: str = "") -> None:
    """Put a quarter file into a project, with data of its own."""
    (project / "data" / name).mkdir(parents=True)
    for register, text in files.items():
        (project / "data" / name / f"{register}.csv").write_text(text, "utf-8")
    sources = "".join(SOURCE.format(source=source) for source in files if source != "activity")
    (project / "params" / f"{name}.yaml").write_text(f"{QUARTER}{sources}".replace("{name}", name) + added, "utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scrutiny")
    for name in ("params/houses", "notebooks"):
        (folder / name).mkdir(parents=True)
    (folder / "params" / "houses" / "exampleshire.yaml").write_text(COUNCIL, "utf-8")
    shutil.copy(REPOSITORY / "notebooks" / "scrutiny_activity_update.ipynb", folder / "notebooks")
    for name, (register, (old, new), _) in CASES.items():
        assert GOOD[register].count(old) == 1, name
        write(folder, name, GOOD | {register: GOOD[register].replace(old, new)})
    write(folder, "in-order", GOOD)
    write(folder, "a-review-that-is-not-there", GOOD, "      letter_lists: Empty houses\n")
    for name, (files, added) in PAPERS.items():
        write(folder, name, files, added)
    return folder


def checked(project: Path, names: list[str], code: int) -> dict[str, Any]:
    done = quarterbook("check", "--json", *(f"params/{name}.yaml" for name in names), cwd=project)
    assert (done.returncode, done.stderr) == (code, "")
    return {report["quarter"]: report for report in json.loads(done.stdout)["reports"]}


def test_what_is_wrong_is_told_with_its_place(project: Path) -> None:
    told = checked(project, [*REFUSED, "a-review-that-is-not-there"], 3)
    for name, (register, _, words) in REFUSED.items():
        (message,) = (line for line in told[name]["messages"] if not line.startswith("Mend "))
        place = f"params/{name}.yaml, line {9 if register == 'activity' else 10}: {register}: "
        assert message.startswith((f"data/{name}/{register}.csv, {words}", f"{place}{words}")), name
    (message,) = told["a-review-that-is-not-there"]["messages"]
    assert message.endswith("no recommendation is of the review 'Empty houses'. Did you mean 'Empty homes'?")


def test_what_looks_odd_is_one_finding_and_stops_nothing(project: Path) -> None:
    told = checked(project, ["in-order", *FOUND], 0)
    assert told["in-order"]["findings"] == []
    for name, (register, _, code) in FOUND.items():
        (finding,) = told[name]["findings"]
        severity = "note" if code in NOTED else "warning"
        assert (finding["code"], finding["severity"]) == (code, severity), name
        assert finding["source"] == f"data/{name}/{register}.csv"


@pytest.fixture(scope="module")
def built(project: Path) -> Path:
    done = quarterbook("build", *(f"params/{name}.yaml" for name in PAPERS), cwd=project)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return project / "reports"


@pytest.fixture(params=PAPERS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(built: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((built / name / "scrutiny" / "scrutiny.html").read_text("utf-8"), "html.parser")


@pytest.mark.slow
def test_a_paper_has_the_parts_of_what_is_given(page: BeautifulSoup, name: str) -> None:
    found = [heading.get_text(" ", strip=True) for heading in page.select("main h2")]
    numbered = [f"{at} {part}" for at, part in enumerate((one for one in PARTS[name] if ":" not in one), start=1)]
    appendices = [one for one in PARTS[name] if ":" in one]
    assert found == [*numbered, *appendices, "Data quality", "How each figure was worked out"]


@pytest.mark.slow
def test_no_heading_stands_over_nothing_and_no_column_is_empty(page: BeautifulSoup) -> None:
    levels = {"h2": 2, "h3": 3}
    parts = page.select("main h2, main h3, main p, main table, main li, main img")
    assert [one for one, below in pairwise(parts) if levels.get(below.name, 9) <= levels.get(one.name, 0)] == []
    for table in page.select("main table")[:-1]:
        rows = [[cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in table.select("tbody tr")]
        assert all(any(column) for column in zip(*rows, strict=True)), table.caption


@pytest.mark.slow
def test_a_paper_says_no_more_than_it_knows(page: BeautifulSoup, name: str) -> None:
    words = page.get_text(" ", strip=True)
    assert not re.search(r"\{|\}|\bnan\b|\bNaT\b|illustrative|\b1 (meetings|items|reviews|recommendations)\b", words)
    assert not re.search(r"Tameside|Ashton", words)
    assert ("Yours sincerely" in words) == (name == "a-letter")
    assert ("No formal meeting of a scrutiny panel is reported." in words) == (name == "no-meeting")
    assert ("No response is overdue." in words) == (name in ("one-row", "a-letter"))


@pytest.mark.slow
def test_the_letter_lists_what_the_review_recommends(built: Path) -> None:
    reading = Reading((built / "a-letter" / "scrutiny" / "scrutiny.pdf").read_bytes())
    words = " ".join(" ".join(reading.pages).split())
    letter = words[words.rindex("Appendix 1: Letter") : words.index("Yours sincerely")]
    assert letter.index("Fill empty homes.") < letter.index("Ask tenants.")
