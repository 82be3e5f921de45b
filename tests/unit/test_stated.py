"""What a built paper states, as its manifest and its figures tell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quarterbook.checks.across import Stated
from quarterbook.running.stated import read

INPUTS = {"notebook": "n", "reserves": "r", "actions": "a"}
FIGURES = [
    {"id": "staff", "value": 1, "definition": "Staff", "of": [{"sha256": "a"}]},
    {"id": "reserve", "value": 2, "definition": "Reserve", "of": [{"sha256": "r"}]},
    {"id": "both", "value": 3, "definition": "Both", "of": [{"sha256": "r"}, {"sha256": "a"}]},
    {"id": "months", "value": 4, "definition": "Months", "of": []},
]


def manifest(**inputs: str) -> str:
    listed = [{"role": role, "path": f"{role}.file", "sha256": sha256} for role, sha256 in inputs.items()]
    return json.dumps({"as_at": "2023-06-30", "parameters": {"area": "Leeds"}, "inputs": listed})


def built(folder: Path, told: str, figures: str) -> Path:
    folder.mkdir()
    (folder / "manifest.json").write_text(told, "utf-8")
    (folder / "figures.json").write_text(figures, "utf-8")
    return folder


def test_a_paper_states_its_figures_and_of_reserves_alone_what_is_timeless(tmp_path: Path) -> None:
    folder = built(tmp_path / "a", manifest(**INPUTS), json.dumps({"figures": FIGURES}))
    assert read({"a": folder, "never-built": tmp_path / "b"}) == {
        "a": Stated(
            as_at="2023-06-30",
            area="Leeds",
            notebook="notebook.file",
            values={"staff": 1, "reserve": 2, "both": 3, "months": 4},
            definitions={"staff": "Staff", "reserve": "Reserve", "both": "Both", "months": "Months"},
            timeless={"reserve": 2},
        )
    }


def test_without_reserves_nothing_is_timeless(tmp_path: Path) -> None:
    told = manifest(notebook="n", actions="a")
    (stated,) = read({"a": built(tmp_path / "a", told, json.dumps({"figures": FIGURES}))}).values()
    assert stated.timeless == {}


@pytest.mark.parametrize(("told", "figures"), [("{", "{}"), ("{}", "{}"), (manifest(**INPUTS), "[")])
def test_what_is_not_as_a_build_leaves_it_is_no_paper(tmp_path: Path, told: str, figures: str) -> None:
    assert read({"a": built(tmp_path / "a", told, figures)}) == {}
