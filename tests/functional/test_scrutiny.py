"""Scrutiny through the command line: what stops its report, what only looks odd, and papers of less than all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from pages import bare_headings, with_empty_columns
from pdf_reading import Reading
from projects import HOUSE, checked, of_one_notebook, put, quarterbook, refusal, swapped

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
LETTER = "      signatories: [Chair of Homes]\n      letter_lists: Empty homes\n"
# A hundred recommendations without the response that was due, and a hundred without evidence.
MANY = "".join(
    [
        "reference,panel,recommendation,response_due,accepted,implemented\n",
        *(f"H-{at},Homes,Mend home {at}.,2023-10-0{1 + at % 2},,\n" for at in range(1, 101)),
        *(f"S-{at},Streets,Mend lamp {at}.,,yes,yes\n" for at in range(1, 101)),
    ]
)
# Papers that are built: their files, and what is added to their quarter file.
ONE = "panel,date,kind,subject\nHomes,2023-11-07,meeting,Rents\n"
PAPERS: dict[str, tuple[dict[str, str], str]] = {
    "no-tracker": ({"activity": ACTIVITY}, ""),
    "one-row": ({"activity": ONE, "tracker": "reference,panel,recommendation\nH-1,Homes,Mend it\n"}, ""),
    "no-meeting": ({"activity": "panel,date,kind,subject\nHomes,,review,Empty homes\n"}, ""),
    "many-overdue": ({"activity": ACTIVITY, "tracker": MANY}, ""),
    "a-letter": (GOOD, LETTER + "      introduction: [Why we write.]\n      period: October and November 2023\n"),
}
ALWAYS = ["Scrutiny activity", "Recommendations"]
TRACKED = ["Scrutiny activity", "Progress of recommendations", "Recommendations"]
PARTS = {
    "no-tracker": ALWAYS,
    "one-row": [*TRACKED, "Appendix 1: Recommendations tracker"],
    "no-meeting": ALWAYS,
    "many-overdue": [*TRACKED, "Appendix 1: Recommendations tracker"],
    "a-letter": ["Introduction", *TRACKED, "Appendix 1: Letter", "Appendix 2: Recommendations tracker"],
}


def write(project: Path, name: str, files: dict[str, str], added: str = "") -> None:
    """Put a quarter file into a project, with data of its own."""
    sources = "".join(f"      {one}: data/{{name}}/{one}.csv\n" for one in files if one != "activity")
    put(project, name, f"{QUARTER}{sources}{added}", files)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = of_one_notebook(tmp_path_factory.mktemp("scrutiny"), "scrutiny_activity_update", COUNCIL)
    for name, (register, change, _) in CASES.items():
        write(folder, name, GOOD | {register: swapped(GOOD[register], change)})
    write(folder, "in-order", GOOD)
    write(folder, "a-review-that-is-not-there", GOOD, "      letter_lists: Empty houses\n")
    for name, (files, added) in PAPERS.items():
        write(folder, name, files, added)
    return folder


def test_what_is_wrong_is_told_with_its_place(project: Path) -> None:
    told = checked(project, [*REFUSED, "a-review-that-is-not-there"], 3)
    for name, (register, _, words) in REFUSED.items():
        place = f"params/{name}.yaml, line {9 if register == 'activity' else 10}: {register}: "
        assert refusal(told[name]).startswith((f"data/{name}/{register}.csv, {words}", f"{place}{words}")), name
    assert refusal(told["a-review-that-is-not-there"]).endswith(
        "no recommendation is of the review 'Empty houses'. Did you mean 'Empty homes'?"
    )


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
    assert (bare_headings(page), with_empty_columns(page)) == ([], [])


@pytest.mark.slow
def test_a_paper_says_no_more_than_it_knows(page: BeautifulSoup, name: str) -> None:
    words = page.get_text(" ", strip=True)
    assert not re.search(r"\{|\}|\bnan\b|\bNaT\b|illustrative|\b1 (meetings|items|reviews|recommendations)\b", words)
    assert not re.search(r"Tameside|Ashton", words)
    assert ("Yours sincerely" in words) == (name == "a-letter")
    assert ("No formal meeting of a scrutiny panel is reported." in words) == (name == "no-meeting")
    assert ("No response is overdue." in words) == (name in ("one-row", "a-letter"))


@pytest.mark.slow
def test_of_many_the_first_are_listed_and_all_stand_in_the_tracker(built: Path) -> None:
    page = BeautifulSoup((built / "many-overdue" / "scrutiny" / "scrutiny.html").read_text("utf-8"), "html.parser")
    listed = [one.get_text(" ", strip=True).split(" ")[0] for one in page.select("main li")]
    assert listed == [*(f"H-{at}" for at in range(2, 21, 2)), *(f"S-{at}" for at in range(1, 11))]
    words = " ".join(page.select("main")[0].get_text(" ").split())
    where = "stand in Appendix 1: Recommendations tracker"
    assert f"These are the first by due date. The other 90 {where}, marked Overdue." in words
    assert f"These are the first in the tracker. The other 90 {where}." in words
    appendix = {one.get_text(strip=True) for one in page.select("main table tbody th")}
    assert {f"{panel}-{at}" for panel in "HS" for at in range(1, 101)} <= appendix


@pytest.mark.slow
def test_the_letter_lists_what_the_review_recommends(built: Path) -> None:
    reading = Reading((built / "a-letter" / "scrutiny" / "scrutiny.pdf").read_bytes())
    words = " ".join(" ".join(reading.pages).split())
    letter = words[words.rindex("Appendix 1: Letter") : words.index("Yours sincerely")]
    assert letter.index("Fill empty homes.") < letter.index("Ask tenants.")
