"""A paper that is not for publication says so on every page, and the index keeps its title and files to itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pdf_reading import Reading
from projects import quarterbook, swapped, tiny


def test_an_exempt_paper_is_marked_and_not_offered(tmp_path: Path) -> None:
    file = tiny(tmp_path, {"land": ["from quarterbook.document.paper import words\nwords('The price of the land.')"]})
    exempt = "exempt: {paragraphs: [3], reason: Prices, public_title: Disposal of land}"
    file.write_text(file.read_text("utf-8").replace("title: The paper land}", f"title: Sale to X, {exempt}}}"), "utf-8")
    done = quarterbook("build", file, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "reports" / file.stem
    marked = "Exempt: not for publication (Schedule 12A, paragraph 3)"
    assert marked in (folder / "land" / "land.html").read_text("utf-8")
    assert all(marked in page for page in Reading((folder / "land" / "land.pdf").read_bytes()).pages)
    for index in (tmp_path / "reports" / "index.html", folder / "index.html"):
        page = index.read_text("utf-8")
        assert "Disposal of land" in page
        assert marked in page
        assert "Sale to X" not in page
        assert "land.pdf" not in page


STATING = """\
from quarterbook.analysis.figures import whole
from quarterbook.checks.rules import RULES
from quarterbook.document.paper import Paper, found, group

paper = Paper()
group(paper.add([whole('land.price', {price}, '{words}')]), found([RULES['L10'].finding('The price of {price}.')]))"""


@pytest.mark.slow
def test_nothing_of_an_exempt_paper_stands_in_what_is_said_across_the_quarter(tmp_path: Path) -> None:
    """Though it gives a figure another value, on another day, and another definition, than a public paper does."""
    cells = {
        "sale": [STATING.format(price=7_413_901, words="What X pays")],
        "plan": [STATING.format(price=5, words="What the land may bring")],
        "late": [STATING.format(price=6, words="What the land may bring")],
    }
    file = tiny(tmp_path, cells)
    settings = "as_at: 2023-07-31, title: {}"
    given = swapped(
        file.read_text("utf-8"),
        ("title: The paper sale", settings.format("Sale to X, exempt: {paragraphs: [3], reason: Prices}")),
        ("title: The paper late", settings.format("Later")),
    )
    file.write_text(given, "utf-8")
    done = quarterbook("build", file, "--json", cwd=tmp_path)
    # The two that have one day and two values are told to whoever builds them, and only to them.
    assert done.returncode == 3
    assert "land.price is 7413901 in sale and 6 in late. [F02]" in done.stdout
    file.write_text(swapped(given, (settings.format("Later"), "title: Later")), "utf-8")
    cells["late"] = [STATING.format(price=5, words="What the land is to bring")]
    for slug, sources in cells.items():
        notebook = tmp_path / "notebooks" / f"{slug}.ipynb"
        read = json.loads(notebook.read_text("utf-8"))
        read["cells"][-1]["source"] = sources[-1]
        notebook.write_text(json.dumps(read), "utf-8")
    done = quarterbook("build", file, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "reports" / file.stem
    assert {"7413901", "What X pays"} <= {
        str(one) for one in json.loads((folder / "sale" / "figures.json").read_text("utf-8"))["figures"][0].values()
    }
    across = (folder / "findings.json").read_text("utf-8")
    assert "What the land is to bring" in across
    pages = [(place / "index.html").read_text("utf-8") for place in (folder, folder.parent)]
    for told in (across, *pages):
        assert not [one for one in ("7413901", "7,413,901", "What X pays", "Sale to X", "sale") if one in told]
    for page in pages:
        assert page.count("A paper that is not for publication") == 1
        assert page.count("Findings in the data: 1 warning") == 2
