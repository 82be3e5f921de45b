"""What an index offers of each report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quarterbook.publishing.site import entries
from quarterbook.running.manifest import SCHEMA
from small_project import write


def built(folder: Path, *displays: str) -> Path:
    """A report as a build leaves it, with figures that are shown so."""
    told = {"schema": SCHEMA, "report": "people", "title": "People", "quarter": None, "as_at": None}
    outputs = [{"path": f"people.{ending}"} for ending in ("html", "pdf", "ipynb")]
    figures = [{"id": f"f{at}", "display": display, "definition": "[c]?"} for at, display in enumerate(displays)]
    write(folder / "people" / "manifest.json", json.dumps({**told, "outputs": outputs}))
    write(folder / "people" / "findings.json", "[]")
    write(folder / "people" / "figures.json", json.dumps({"figures": figures}))
    return folder


@pytest.mark.parametrize(
    ("displays", "offered"),
    [
        ((), ["HTML", "PDF", "Notebook"]),
        (("12", "[c] of 12"), ["HTML", "PDF", "Notebook"]),
        (("12", "[c]"), ["HTML", "PDF"]),
    ],
)
def test_the_notebook_of_a_paper_that_keeps_counts_back_is_not_offered(
    tmp_path: Path, displays: tuple[str, ...], offered: list[str]
) -> None:
    (entry,) = entries(built(tmp_path, *displays))
    assert [name for name, _ in entry.files] == offered


@pytest.mark.parametrize(
    ("in_part", "told"),
    [
        ({}, "Exempt: not for publication (x)"),
        ({"in_part": True}, "In part exempt: not for publication (x); its public version goes into the pack."),
    ],
)
def test_what_is_exempt_in_part_is_told_from_what_is_so_as_a_whole(
    tmp_path: Path, in_part: dict[str, bool], told: str
) -> None:
    path = built(tmp_path) / "people" / "manifest.json"
    withheld = {"withheld": "Exempt: not for publication (x)", "public_title": "People"}
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **withheld, **in_part}), "utf-8")
    (entry,) = entries(tmp_path)
    assert (entry.title, entry.withheld, entry.files) == ("People", told, ())
