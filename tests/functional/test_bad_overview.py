"""A plan with themes that something is wrong with, through the real command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from projects import checked, of_one_notebook, put, quarterbook, swapped

PLAN = """\
reference,title,theme,section,directorate,due_date,percent_complete,reported_rating,stage
A-1,Mend roads,Roads,Lamps,Place,2024-03-31,50,Green,in-progress
A-2,Build homes,Homes,,Place,2024-03-31,100,Green,completed
A-3,Open doors,,,Place,2024-03-31,0,,
"""
INDICATORS = """\
reference,title,unit,polarity,theme
I-1,Holes,number,lower,Roads
I-2,Pupils,%,higher,Schools
I-3,Trees,number,higher,
"""
OUTTURNS = """\
reference,period,actual,target
I-1,2023-24 Q1,5,6
"""
QUARTER = """\
quarter: 2023-24 Q1
house: exampleshire
reports:
  overview:
    notebook: council_plan_overview
    title: The plan
    parameters:
      actions: data/plan/actions.csv
      indicators: data/plan/indicators.csv
      outturns: data/plan/outturns.csv
"""
ONE_ID = "differ only in signs or capitals, so their figures would have one id. Change one of them."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project of one plan, where all is well."""
    of_one_notebook(tmp_path, "council_plan_overview")
    put(tmp_path, "plan", QUARTER, {"actions": PLAN, "indicators": INDICATORS, "outturns": OUTTURNS})
    return tmp_path


def changed(project: Path, name: str, old: str, new: str) -> None:
    path = project / name
    path.write_text(swapped(path.read_text("utf-8"), (old, new)), "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "data/plan/actions.csv",
            "A-2,Build homes,Homes",
            "A-2,Build homes,ROADS",
            f"actions: 'Roads' and 'ROADS' (row 3) {ONE_ID}",
        ),
        (
            "data/plan/indicators.csv",
            "lower,Roads",
            "lower,roads",
            f"indicators: 'Roads' (row 2 of data/plan/actions.csv) and 'roads' (row 2) {ONE_ID}",
        ),
        (
            "data/plan/actions.csv",
            "A-2,Build homes,Homes,",
            "A-2,Build homes,Roads,LAMPS",
            f"actions: 'Lamps' and 'LAMPS' (row 3) {ONE_ID}",
        ),
        (
            "data/plan/actions.csv",
            "Homes",
            "All",
            "actions: 'All' (row 3) cannot stand in the id of a figure",
        ),
        ("data/plan/actions.csv", "Homes", "?", "actions: '?' (row 3) cannot stand in the id of a figure"),
        (
            "params/plan.yaml",
            "      outturns",
            "      themes: [Road]\n      outturns",
            "themes: no action belongs to the theme 'Road'. Did you mean 'Roads'?",
        ),
        (
            "data/plan/indicators.csv",
            "I-2,",
            "i-1,",
            "indicators: 'I-1' (row 2) and 'i-1' (row 3) differ only in signs",
        ),
    ],
)
def test_names_that_cannot_stand_in_figures_are_refused_with_their_rows(
    project: Path, file: str, old: str, new: str, told: str
) -> None:
    changed(project, file, old, new)
    done = quarterbook("check", "params/plan.yaml", cwd=project)
    assert "Traceback" not in done.stderr
    assert done.returncode == 3, done.stdout
    assert told in done.stderr


@pytest.mark.slow
def test_what_names_no_theme_is_a_finding_of_check_and_of_the_paper(project: Path) -> None:
    report = checked(project, ["plan"], 0)["plan"]
    told = [(one["code"], one["row"]) for one in report["findings"]]
    assert told == [("A10", 4), ("A22", 4), ("A23", 3), ("I39", 4), ("I21", 3), ("I21", 4)]
    done = quarterbook("build", "--formats", "html", "params/plan.yaml", cwd=project)
    assert done.returncode == 0, done.stderr
    kept = json.loads((project / "reports/plan/overview/findings.json").read_text("utf-8"))
    assert [(one["code"], one["row"]) for one in kept] == told


@pytest.mark.slow
def test_of_chosen_themes_only_is_anything_found_by_check_and_in_the_paper(project: Path) -> None:
    changed(project, "params/plan.yaml", "      outturns", "      themes: [Roads, Schools]\n      outturns")
    report = checked(project, ["plan"], 0)["plan"]
    assert [(one["code"], one["row"]) for one in report["findings"]] == [("A23", 3), ("I21", 3)]
    done = quarterbook("build", "--formats", "html", "params/plan.yaml", cwd=project)
    assert done.returncode == 0, done.stderr
    assert json.loads((project / "reports/plan/overview/findings.json").read_text("utf-8")) == report["findings"]


def test_a_published_figure_of_a_theme_is_held_against_the_rows(project: Path) -> None:
    (project / "data" / "plan" / "published.csv").write_text(
        "id,published\nroads.green.count,2\nroads.lamps.total,1\n", "utf-8"
    )
    changed(
        project,
        "params/plan.yaml",
        "      outturns",
        "      published_figures: data/plan/published.csv\n      outturns",
    )
    report = checked(project, ["plan"], 0)["plan"]
    (finding,) = [one for one in report["findings"] if one["code"] == "F01"]
    assert finding["message"] == "The paper printed 2 for roads.green.count; the rows give 1."


@pytest.mark.slow
@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (PLAN.replace("Roads", "").replace("Homes", ""), "No action names a theme, so all stand together."),
        (
            "reference,title,directorate,due_date,percent_complete\nA-1,Mend roads,Place,2023-03-31,50\n",
            "The council plan has 1 action, and it is without a rating.",
        ),
    ],
)
def test_a_plan_of_actions_alone_is_a_paper_too(project: Path, plan: str, said: str) -> None:
    (project / "data" / "plan" / "actions.csv").write_text(plan, "utf-8")
    changed(
        project,
        "params/plan.yaml",
        "      indicators: data/plan/indicators.csv\n      outturns: data/plan/outturns.csv\n",
        "",
    )
    done = quarterbook("build", "params/plan.yaml", cwd=project)
    assert done.returncode == 0, done.stderr
    page = BeautifulSoup((project / "reports/plan/overview/overview.html").read_text("utf-8"), "html.parser")
    assert said in page.get_text()
    assert "ndicator" not in page.get_text()


@pytest.mark.slow
def test_of_many_overdue_the_first_are_listed_and_all_stand_with_their_themes(project: Path) -> None:
    rows = (f"A-{at},Mend road {at},Roads,Lamps,Place,2023-05-31,50,Green,in-progress\n" for at in range(1, 101))
    (project / "data" / "plan" / "actions.csv").write_text(f"{PLAN.splitlines()[0]}\n{''.join(rows)}", "utf-8")
    done = quarterbook("build", "--formats", "html", "params/plan.yaml", cwd=project)
    assert done.returncode == 0, done.stderr
    page = BeautifulSoup((project / "reports/plan/overview/overview.html").read_text("utf-8"), "html.parser")
    listed = [one.get_text().split(" (")[0] for one in page.select("main li")]
    assert listed == [f"Mend road {at}" for at in range(1, 11)]
    told = "These are the first by due date. The other 90 stand in the parts of their themes; 'Overview of all themes'"
    assert told in " ".join(page.get_text(" ").split())
    assert {f"A-{at}" for at in range(1, 101)} <= {one.get_text(strip=True) for one in page.select("main tbody th")}
