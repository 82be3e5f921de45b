"""`quarterbook new-report` through the real command line: what it writes builds, and passes its own test."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from html import unescape
from pathlib import Path

import nbformat
import pytest

from projects import REPOSITORY, contents, copied, quarterbook
from quarterbook.document.prose import typed_number

TITLE = 'Visits: {all.total} "seen" \\ <b>#1</b> & it\'s $x$'


def passes(*arguments: str, cwd: Path) -> None:
    """Run pytest in a project."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder that held nothing, after `new-report`, and what that printed."""
    folder = tmp_path_factory.mktemp("bare")
    done = quarterbook("new-report", "site-visits", "--title", TITLE, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return folder, done.stdout


@pytest.fixture
def bare(begun: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of that folder."""
    return Path(shutil.copytree(begun[0], tmp_path / "bare"))


def test_it_says_what_was_written_and_what_comes_next(begun: tuple[Path, str]) -> None:
    folder, told = begun
    lines = told.splitlines()
    written = lines[lines.index("Written:") + 1 : lines.index("Next:")]
    assert sorted(line.strip() for line in written) == sorted(contents(folder))
    assert [line.split()[0] for line in lines[lines.index("Next:") + 1 :]] == ["quarterbook", "jupyter", "pytest"]


@pytest.mark.slow
def test_its_own_test_passes_where_nothing_else_is(bare: Path) -> None:
    passes("tests/functional/test_site_visits.py", cwd=bare)


@pytest.mark.slow
def test_its_own_test_fails_where_a_row_is_not_counted(bare: Path) -> None:
    """The written test can fail: the report is made from other rows than the file it counts."""
    test = bare / "tests" / "functional" / "test_site_visits.py"
    test.write_text(test.read_text("utf-8").replace('DIRECTORATE = "Directorate"', 'DIRECTORATE = "Stage"'), "utf-8")
    with pytest.raises(AssertionError, match=r"1 failed"):
        passes("tests/functional/test_site_visits.py", cwd=bare)


def test_the_notebook_is_stored_executed_and_reads_as_the_others_do(begun: tuple[Path, str]) -> None:
    notebook = nbformat.read(begun[0] / "notebooks" / "site_visits.ipynb", as_version=4)
    assert notebook.cells[0].source.startswith("# Site visits\n")
    assert len(notebook.cells) < 25
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", ["none"])
        assert tags
        assert "papermill" not in cell.metadata
        if cell.cell_type == "code":
            assert cell.execution_count is not None
            assert "execution" not in cell.metadata
            assert [output for output in cell.outputs if output.output_type in ("stream", "error")] == []
            assert "parameters" in tags or len(cell.source.splitlines()) <= 10
        elif "working" not in tags:
            assert typed_number(cell.source) is None
    assert str(begun[0]) not in (begun[0] / "notebooks" / "site_visits.ipynb").read_text("utf-8")


def test_a_second_run_is_refused_and_changes_nothing(bare: Path) -> None:
    before = contents(bare)
    done = quarterbook("new-report", "site-visits", cwd=bare)
    assert (done.returncode, done.stdout) == (2, "")
    assert "params/exampleshire-2023-24-q1.yaml, line 6: a report is called 'site-visits' already" in done.stderr
    assert contents(bare) == before


def test_a_name_that_cannot_be_is_a_usage_error(tmp_path: Path) -> None:
    done = quarterbook("new-report", "My Paper", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Try my-paper." in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_an_empty_folder_builds_and_any_title_is_only_text(bare: Path) -> None:
    done = quarterbook("build", "params/exampleshire-2023-24-q1.yaml", cwd=bare)
    assert done.returncode == 0, done.stderr
    folder = bare / "reports" / "exampleshire-2023-24-q1" / "site-visits"
    page = (folder / "site-visits.html").read_text("utf-8")
    assert TITLE in unescape(page)
    assert "<b>#1</b>" not in page
    assert json.loads((folder / "manifest.json").read_text("utf-8"))["parameters"]["title"] == TITLE


@pytest.mark.slow
def test_nbval_passes_on_the_notebook(bare: Path) -> None:
    passes("--nbval", "--nbval-current-env", "notebooks/site_visits.ipynb", cwd=bare)


@pytest.mark.slow
def test_two_runs_write_the_same_bytes(begun: tuple[Path, str], tmp_path: Path) -> None:
    other = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7", "HOME": str(tmp_path / "home")}
    folder = tmp_path / "elsewhere"
    done = quarterbook("new-report", "site-visits", "--title", TITLE, "--root", folder, cwd=tmp_path, environment=other)
    assert done.returncode == 0, done.stderr
    assert contents(folder) == contents(begun[0])


@pytest.mark.slow
@pytest.mark.parametrize("house", [path.stem for path in (REPOSITORY / "params" / "houses").glob("*.yaml")])
def test_a_quarter_file_of_each_house_takes_one_that_builds(tmp_path: Path, house: str) -> None:
    project = copied(tmp_path)
    file = max((project / "params").glob(f"{house}-*.yaml"))
    done = quarterbook("new-report", "demo", "--quarter-file", file, cwd=project)
    assert done.returncode == 0, done.stderr
    done = quarterbook("build", file, "--only", "demo", cwd=project)
    assert done.returncode == 0, done.stderr
    findings = json.loads((project / "reports" / file.stem / "demo" / "findings.json").read_text("utf-8"))
    assert [one["code"] for one in findings] == ["A16"]


@pytest.mark.slow
def test_a_copy_of_the_repository_takes_one_and_passes_its_own_tests(tmp_path: Path) -> None:
    """A new report needs no edit of the tests that every notebook and every paper must pass."""
    project = copied(tmp_path)
    shutil.copytree(REPOSITORY / "tests", project / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(REPOSITORY / name, project)
    done = quarterbook("new-report", "demo", cwd=project)
    assert done.returncode == 0, done.stderr
    assert "quarter files; --quarter-file names another" in done.stdout
    passes("-n", "0", "notebooks/demo.ipynb", "tests/functional/test_demo.py", cwd=project)
    passes("-n", "0", "tests/notebooks/test_notebooks.py", "-k", "demo or sample_report", "-m", "", cwd=project)
    passes("-n", "0", "tests/functional/test_published_papers.py", "-k", "demo", cwd=project)


@pytest.mark.slow
def test_an_interrupt_leaves_nothing(tmp_path: Path) -> None:
    folder, temporary = tmp_path / "project", tmp_path / "temporary"
    folder.mkdir()
    temporary.mkdir()
    command = [sys.executable, "-m", "quarterbook", "new-report", "demo"]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    process = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not list(temporary.glob("qb-*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.5)  # while the kernel starts, or runs
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (130, "Interrupted. Nothing was written.\n")
    assert list(folder.iterdir()) == []
    assert list(temporary.glob("quarterbook-*")) == []
