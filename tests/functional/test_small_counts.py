"""A count of too few people stops any paper that is published, whichever register it is from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from projects import quarterbook, swapped, tiny

SHOWING = """\
from quarterbook.analysis.figures import whole
from quarterbook.document.paper import Paper

paper = Paper()
moved = whole('homes.moved', {number}, 'Tenants who were moved')
paper.add([moved.model_copy(update={{'unit': '{unit}'}})])"""


def built(folder: Path, number: int, unit: str = "people", threshold: int = 5, more: str = "") -> tuple[int, str]:
    file = tiny(folder, {"homes": [SHOWING.format(number=number, unit=unit)]})
    house = next((folder / "params" / "houses").glob("*.yaml"))
    house.write_text(f"{house.read_text('utf-8')}disclosure_threshold: {threshold}\n", "utf-8")
    file.write_text(swapped(file.read_text("utf-8"), ("title: The paper homes", f"title: Homes{more}")), "utf-8")
    done = quarterbook("build", file, "--json", cwd=folder)
    return done.returncode, done.stdout


@pytest.mark.parametrize(("number", "code"), [(0, 0), (1, 5), (4, 5), (5, 0)])
def test_from_one_to_one_under_the_threshold(tmp_path: Path, number: int, code: int) -> None:
    status, told = built(tmp_path, number)
    assert status == code
    (report,) = json.loads(told)["reports"]
    assert (report["status"] == "refused") == (code == 5)
    if code:
        assert "homes.moved would show a count of fewer than 5 people" in told
        assert not [*(tmp_path / "reports").rglob("*.html")]
        assert not [*(tmp_path / "reports").rglob("*.failed.ipynb")]


@pytest.mark.slow
@pytest.mark.parametrize(("unit", "threshold", "more"), [("days", 5, ""), ("people", 0, "")])
def test_what_counts_no_people_and_a_house_without_a_threshold(
    tmp_path: Path, unit: str, threshold: int, more: str
) -> None:
    assert built(tmp_path, 3, unit, threshold, more)[0] == 0


@pytest.mark.slow
def test_a_paper_that_is_not_for_publication_may_show_it(tmp_path: Path) -> None:
    assert built(tmp_path, 3, more=", exempt: {paragraphs: [1], reason: It tells of tenants.}")[0] == 0
