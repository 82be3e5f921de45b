"""Nothing is built twice, and `--explain` names what changed."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from projects import REPOSITORY, contents, quarterbook, tiny

NAME = "exampleshire-2023-24-q1"


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that is built."""
    file = tiny(tmp_path_factory.mktemp("current"), {"paper": ["'words'"]})
    assert explained(file).endswith("built: it is not built yet")
    return file.parent.parent


@pytest.fixture
def file(built_once: Path, tmp_path: Path) -> Path:
    """The quarter file of a copy of it."""
    shutil.copytree(built_once, tmp_path, dirs_exist_ok=True)
    return tmp_path / "params" / f"{NAME}.yaml"


def explained(file: Path, *arguments: str) -> str:
    """What a build says of its one report."""
    done = quarterbook("build", file, "--formats", "html", "--explain", *arguments, cwd=file.parent.parent)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-2]


def test_what_is_current_is_left_alone_even_when_files_were_touched(file: Path) -> None:
    folder = file.parent.parent / "reports" / NAME / "paper"
    before, times = contents(folder), {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    for path in (file, file.parent / "houses" / "exampleshire.yaml", file.parent.parent / "notebooks" / "paper.ipynb"):
        os.utime(path)
    assert explained(file) == f"{NAME}/paper: not built again: nothing that goes into it changed"
    assert contents(folder) == before
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == times


@pytest.mark.slow
def test_force_builds_what_is_current(file: Path) -> None:
    assert explained(file, "--force") == f"{NAME}/paper: built: --force was given"


@pytest.mark.slow
def test_a_changed_parameter_is_named(file: Path) -> None:
    file.write_text(file.read_text("utf-8").replace("The paper", "Another paper"), "utf-8")
    assert explained(file) == f"{NAME}/paper: built: the title changed"


def test_a_changed_input_is_named(file: Path) -> None:
    house = file.parent / "houses" / "exampleshire.yaml"
    house.write_text(house.read_text("utf-8") + "# a word\n", "utf-8")
    assert explained(file) == f"{NAME}/paper: built: params/houses/exampleshire.yaml changed"


@pytest.mark.slow
def test_a_file_that_is_not_as_it_was_built_is_built_again(file: Path) -> None:
    page = file.parent.parent / "reports" / NAME / "paper" / "paper.html"
    good = page.read_bytes()
    page.write_bytes(good + b"<!-- a hand's edit -->")
    assert explained(file) == f"{NAME}/paper: built: paper.html is not as it was built"
    assert page.read_bytes() == good


@pytest.mark.slow
def test_other_formats_are_a_reason(file: Path) -> None:
    assert explained(file, "--formats", "pdf") == f"{NAME}/paper: built: it was built as html"


@pytest.mark.slow
def test_a_manifest_that_cannot_be_read_is_no_proof(file: Path) -> None:
    (file.parent.parent / "reports" / NAME / "paper" / "manifest.json").write_text("{", "utf-8")
    assert explained(file) == f"{NAME}/paper: built: it is not built yet"


@pytest.mark.slow
def test_a_failed_notebook_left_there_is_a_reason(file: Path) -> None:
    (file.parent.parent / "reports" / NAME / "paper" / "paper.failed.ipynb").write_text("{}", "utf-8")
    assert explained(file) == f"{NAME}/paper: built: the last build failed"


def run_of(file: Path) -> dict[str, Any]:
    """What the last build of the report took, and whether its notebook was run."""
    return dict(json.loads((file.parent.parent / "reports" / NAME / "paper" / "run.json").read_text("utf-8")))


@pytest.mark.slow
def test_other_formats_are_written_of_the_notebook_as_it_was_run(file: Path) -> None:
    notebook = file.parent.parent / "reports" / NAME / "paper" / "paper.ipynb"
    before = notebook.read_bytes()
    assert run_of(file)["executed"]
    assert explained(file, "--formats", "pdf,html") == f"{NAME}/paper: built: it was built as html"
    assert not run_of(file)["executed"]
    assert notebook.read_bytes() == before


@pytest.mark.slow
def test_a_lost_format_is_written_again_and_a_lost_notebook_run_again(file: Path) -> None:
    folder = file.parent.parent / "reports" / NAME / "paper"
    before = contents(folder)
    (folder / "paper.html").unlink()
    assert explained(file) == f"{NAME}/paper: built: paper.html is not as it was built"
    assert not run_of(file)["executed"]
    (folder / "paper.ipynb").write_text("{}", "utf-8")
    assert explained(file) == f"{NAME}/paper: built: paper.ipynb is not as it was built"
    assert run_of(file)["executed"]
    assert contents(folder) == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changed", "executed", "why"),
    [
        ("writers/templates/paper.css", False, "how quarterbook writes reports changed"),
        ("rounding.py", True, "quarterbook itself changed"),
    ],
)
def test_a_change_of_how_papers_are_written_runs_nothing(file: Path, changed: str, executed: bool, why: str) -> None:
    lib = file.parent.parent / "lib"
    shutil.copytree(
        REPOSITORY / "lib" / "quarterbook", lib / "quarterbook", ignore=shutil.ignore_patterns("__pycache__")
    )
    with (lib / "quarterbook" / changed).open("a", encoding="utf-8") as source:
        source.write("/* */\n" if changed.endswith("css") else "# A word.\n")
    done = quarterbook(
        *("build", file, "--formats", "html", "--explain"),
        cwd=file.parent.parent,
        environment={"PYTHONPATH": str(lib)},
    )
    assert done.stdout.splitlines()[-2] == f"{NAME}/paper: built: {why}"
    assert run_of(file)["executed"] is executed


@pytest.mark.slow
def test_index_pages_that_were_changed_are_written_again(file: Path) -> None:
    page = file.parent.parent / "reports" / NAME / "index.html"
    before = page.read_bytes()
    page.write_text("Something else", "utf-8")
    assert explained(file) == f"{NAME}/paper: not built again: nothing that goes into it changed"
    assert page.read_bytes() == before
