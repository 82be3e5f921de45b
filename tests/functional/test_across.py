"""The papers of one quarter, built by the real command line, held against each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from projects import quarterbook, tiny

PAPER = """\
from quarterbook.analysis.figures import whole
from quarterbook.document.paper import Paper

Paper().add([{figures}])"""


def stating(*figures: tuple[str, int, str]) -> list[str]:
    """The cell of a notebook whose paper states figures: id, value, definition."""
    return [PAPER.format(figures=", ".join(f"whole({one[0]!r}, {one[1]}, {one[2]!r})" for one in figures))]


def of_another_day(file: Path, slug: str, day: str) -> Path:
    text = file.read_text("utf-8")
    file.write_text(text.replace(f"title: The paper {slug}", f"as_at: {day}, title: The paper {slug}"), "utf-8")
    return file


@pytest.mark.slow
def test_two_values_of_one_day_are_refused_and_those_of_two_days_told(tmp_path: Path) -> None:
    papers = {
        "plans": stating(("staff.total", 12, "Staff"), ("posts.total", 3, "Posts")),
        "update": stating(("staff.total", 13, "Staff"), ("posts.total", 3, "Posts that are filled")),
        "budget": stating(("roles.total", 3, "Posts")),
    }
    file = tiny(tmp_path, papers)
    done = quarterbook("build", file, cwd=tmp_path)
    assert done.returncode == 3
    assert "exampleshire-2023-24-q1/plans: staff.total is 12 in plans and 13 in update. [F02]" in done.stderr
    assert "budget: built" in done.stdout

    done = quarterbook("build", of_another_day(file, "update", "2023-07-31"), "--json", cwd=tmp_path)
    assert done.returncode == 0
    (quarter,) = json.loads(done.stdout)["quarters"]
    assert [(one["code"], one["severity"], one["message"]) for one in quarter["findings"]] == [
        ("F03", "warning", "plans (of 2023-06-30) and update (of 2023-07-31) differ: staff.total is 12 and 13."),
        ("F04", "warning", "posts.total is 'Posts' in plans and 'Posts that are filled' in update."),
        ("F05", "warning", "roles.total (budget) and posts.total (plans) are both defined as 'Posts'."),
    ]
    folder = tmp_path / "reports" / "exampleshire-2023-24-q1"
    assert json.loads((folder / "findings.json").read_text("utf-8")) == quarter["findings"]
    page = BeautifulSoup((folder / "index.html").read_text("utf-8"), "html.parser")
    told = [item.get_text() for item in page.select("section:last-of-type li")]
    assert told == [one["message"] for one in quarter["findings"]]
