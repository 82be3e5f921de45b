"""An improvement plan with something wrong: what stops its report is told, what only looks odd is a finding."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from projects import checked, of_one_notebook, put, quarterbook, refusal

HEADER = "reference,section,priority_area,objective,action,target_date,revised_date,measure,on_target,owner\n"
ODD = f"""\
{HEADER}\
1.1,People,Care,Better care,Open the centre,Was Sept 23. Delivered Oct 23,,Open,Complete,Director
1.2,People,Care,Better care,Train staff,31 st December 2007,,Trained,,Director
1.3,People,Care,Better care,Report,March 2008 March 2009,,Reports,On track,Director
1.4,People,Care,Fewer complaints,,TBC,,,,
2.1,Places,Roads,Safer roads,Mend roads,May 2024,March 2024,Miles,,Head of Roads
2.2,Places,Roads,Safer roads,Mend  ROADS,As the plan says,,,,
"""
QUARTER = """\
quarter: 2023-24 Q3
house: exampleshire
reports:
  plan:
    notebook: corporate_improvement_plan
    title: Improvement plan
    parameters:
      improvement_plan: data/{name}/plan.csv
      months_ahead: {months}
"""
# The line of the plan in the quarter file.
AT = "params/{name}.yaml, line 8: improvement_plan"
ONE_ID = "so their figures would have one id. Change one of them."
STOPPED = {
    "a-reference-twice": (
        ODD.replace("\n1.2,", "\n1.1,"),
        3,
        "data/{name}/plan.csv, row 3, column 'reference': '1.1' stands in row 2 already; give each row its own. [M03]",
    ),
    "a-blank-section": (
        ODD.replace("1.2,People", "1.2,"),
        3,
        "data/{name}/plan.csv, row 3, column 'section': the cell is blank; section must be filled in. [M02]",
    ),
    "no-target-date": (
        ODD.replace("target_date", "due_date"),
        3,
        "data/{name}/plan.csv, row 1, column 'target_date': the column is missing; target_date was expected in it.",
    ),
    "two-sections-alike": (
        ODD.replace("2.2,Places", "2.2,PLACES"),
        3,
        f"{AT}: 'Places' and 'PLACES' (row 7) differ only in signs or capitals, {ONE_ID}",
    ),
    "a-section-called-all": (
        ODD.replace("People", "All"),
        3,
        f"{AT}: 'All' (row 2) cannot stand in the id of a figure: it means something else. Rename it.",
    ),
    "two-references-alike": (
        ODD.replace("\n1.2,", "\n1-1,"),
        3,
        f"{AT}: '1.1' and '1-1' (row 3) differ only in signs or capitals, {ONE_ID}",
    ),
    "no-months-ahead": (
        ODD,
        0,
        "params/{name}.yaml, line 9: months_ahead: from 1 to 60 months can be looked ahead, not 0.",
    ),
}
# Plans as small as may be: with one row, with an objective alone, and without what may be left out.
SMALL = {
    "one": f"{HEADER}1,A,,,Do it,May 2023,,,,\n",
    "objective": f"{HEADER}1,A,,Be good,,,,,,\n",
    "two": "reference,section,action,target_date\n1,A,Do it,Ongoing\n2,B,Do more,Ongoing\n",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a quarter file for each case, with data of its own."""
    folder = of_one_notebook(tmp_path_factory.mktemp("improvement"), "corporate_improvement_plan")
    cases = {name: (text, months) for name, (text, months, _) in STOPPED.items()}
    for name, (text, months) in {**cases, **{name: (text, 3) for name, text in {"odd": ODD, **SMALL}.items()}}.items():
        put(folder, name, QUARTER.replace("{months}", str(months)), {"plan": text})
    return folder


def test_what_stops_a_plan_is_told_with_its_place(project: Path) -> None:
    told = checked(project, STOPPED, 3)
    assert set(told) == set(STOPPED)
    for name, (_, _, message) in STOPPED.items():
        assert refusal(told[name]).startswith(message.format(name=name)), name


@pytest.fixture(scope="module")
def built(project: Path) -> Path:
    """The reports of the odd plan and of the small ones."""
    names = ("odd", *SMALL)
    done = quarterbook("build", "--formats", "html", *(f"params/{name}.yaml" for name in names), cwd=project)
    assert done.returncode == 0, done.stderr
    return project / "reports"


def page(built: Path, name: str) -> str:
    written = (built / name / "plan" / "plan.html").read_text("utf-8")
    return " ".join(BeautifulSoup(written, "html.parser").get_text(" ").split())


@pytest.mark.slow
def test_odd_dates_are_read_as_far_as_they_go_and_told(built: Path) -> None:
    found = json.loads((built / "odd" / "plan" / "findings.json").read_text("utf-8"))
    assert [(one["code"], one["row"]) for one in found] == [
        ("M10", 5),
        ("M11", 7),
        ("M14", 7),
        ("M15", 7),
        ("M16", 3),
        ("M16", 4),
        ("M17", 3),
        ("M18", 6),
        ("M21", 7),
        ("M22", 4),
    ]
    told = page(built, "odd")
    for words in ("Was Sept 23. Delivered Oct 23", "31 st December 2007", "Last: 31 March 2009"):
        assert words in told.replace("\N{NO-BREAK SPACE}", " ")
    assert "Now by 31 March 2024" in told.replace("\N{NO-BREAK SPACE}", " ")
    assert "Overdue 1.2 Train staff 31 December 2007" in told


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("one", "The plan has 1 action in 1 section. 1.2 It is overdue."),
        ("objective", "1 objective has no action."),
        ("two", "The plan has 2 actions in 2 sections. 1.2 All of them go on or come again."),
    ],
)
def test_a_small_plan_reads_as_well(built: Path, name: str, words: str) -> None:
    told = " ".join(page(built, name).replace(" .", ".").split())
    assert words in told
    assert "No statement was given." in told
