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
paper.add([moved.model_copy(update={{'id': '{slug}', 'unit': '{unit}'}})])"""

# The number that a paper shows, its unit, and whether it may.
PAPERS = {
    "none": (0, "people", True),
    "one": (1, "people", False),
    "four": (4, "people", False),
    "five": (5, "people", True),
    "days": (3, "days", True),
    "kept-back": (3, "people", True),
}


def built(folder: Path, threshold: int) -> tuple[int, dict[str, str], str]:
    """The exit code, the status of each report, and all that was told."""
    papers = {slug: [SHOWING.format(number=PAPERS[slug][0], slug=slug, unit=PAPERS[slug][1])] for slug in PAPERS}
    file = tiny(folder, papers)
    house = next((folder / "params" / "houses").glob("*.yaml"))
    house.write_text(f"{house.read_text('utf-8')}disclosure_threshold: {threshold}\n", "utf-8")
    title = "title: The paper kept-back"
    exempt = f"{title}, exempt: {{paragraphs: [1], reason: It tells of tenants.}}"
    file.write_text(swapped(file.read_text("utf-8"), (title, exempt)), "utf-8")
    done = quarterbook("build", file, "--json", "--formats", "html", cwd=folder)
    return (
        done.returncode,
        {one["report"]: one["status"] for one in json.loads(done.stdout)["reports"]},
        done.stdout,
    )


def test_from_one_to_one_under_the_threshold_unless_it_counts_no_people_or_is_kept_back(tmp_path: Path) -> None:
    code, statuses, told = built(tmp_path, 5)
    assert code == 5
    assert {slug: status != "refused" for slug, status in statuses.items()} == {
        slug: allowed for slug, (_, _, allowed) in PAPERS.items()
    }
    assert told.count("would show a count of fewer than 5 people") == 2
    assert "one would show a count of fewer than 5 people" in told
    written = {page.stem for page in (tmp_path / "reports").rglob("*.html")} - {"index"}
    assert written == {slug for slug, (_, _, allowed) in PAPERS.items() if allowed}
    assert not [*(tmp_path / "reports").rglob("*.failed.ipynb")]


@pytest.mark.slow
def test_a_house_without_a_threshold_shows_every_count(tmp_path: Path) -> None:
    code, statuses, _ = built(tmp_path, 0)
    assert (code, set(statuses.values())) == (0, {"built"})
