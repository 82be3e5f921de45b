"""What goes wrong while a notebook runs: a failed report, its cell named, nothing else touched."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from filelock import FileLock

from projects import contents, quarterbook, tiny

GOOD = ["print('done')"]


def build(file: Path, *arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    return quarterbook("build", file, *arguments, cwd=file.parent.parent, **more)


def folder_of(file: Path, slug: str) -> Path:
    return file.parent.parent / "reports" / file.stem / slug


def fail(file: Path, slug: str, source: str) -> None:
    """Change the last cell of a report's notebook."""
    path = file.parent.parent / "notebooks" / f"{slug}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-1].source = source
    nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose one report is built."""
    file = tiny(tmp_path_factory.mktemp("good"), {"paper": ["'before'", *GOOD, "'after'"]})
    assert build(file, "--formats", "html").returncode == 0
    return file.parent.parent


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("x = 1\nraise ValueError('first line\\nthe last line')", "the last line"),
        ("import os\nos.kill(os.getpid(), 9)", "the kernel died"),
        ("import time\ntime.sleep(60)", "still running after 2 seconds"),
        ("import sys\nsys.exit(0)", "ended itself"),
        ("import sys\nsys.exit(3)", "SystemExit"),
        ("import os\nos._exit(0)", "the kernel died"),
        ("1 +", "SyntaxError"),
    ],
    ids=["error", "killed", "timeout", "exit-0", "exit-3", "os-exit", "syntax"],
)
def test_a_failed_report_names_its_cell_and_leaves_the_last_good_one(
    built_once: Path, tmp_path: Path, source: str, told: str
) -> None:
    shutil.copytree(built_once, tmp_path, dirs_exist_ok=True)
    file = next((tmp_path / "params").glob("*.yaml"))
    good = contents(folder_of(file, "paper"))
    path = tmp_path / "notebooks" / "paper.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[3].source = source
    nbformat.write(notebook, path)
    done = build(file, "--formats", "html", environment={"QUARTERBOOK_TIMEOUT": "2"})
    assert done.returncode == 1
    assert told in done.stderr
    assert "cell-3" in done.stderr or "cell-4" in done.stderr
    assert "Traceback" not in done.stderr
    after = contents(folder_of(file, "paper"))
    failed = after.pop("paper.failed.ipynb")
    assert after == good
    record = nbformat.reads(failed.decode(), as_version=4)
    assert any(cell.source == source for cell in record.cells)
    assert not list((tmp_path / "reports").glob(".staging-*"))


def test_a_later_success_takes_the_failed_notebook_away(tmp_path: Path) -> None:
    file = tiny(tmp_path, {"paper": ["1/0"]})
    assert build(file, "--formats", "html").returncode == 1
    assert (folder_of(file, "paper") / "paper.failed.ipynb").is_file()
    fail(file, "paper", "'well'")
    assert build(file, "--formats", "html").returncode == 0
    assert not (folder_of(file, "paper") / "paper.failed.ipynb").exists()


def test_one_failure_does_not_stop_the_others(tmp_path: Path) -> None:
    file = tiny(tmp_path, {"bad": ["1/0"], "good": GOOD})
    done = build(file, "--formats", "html")
    assert done.returncode == 1
    assert "ZeroDivisionError: division by zero" in done.stderr
    assert (folder_of(file, "good") / "good.html").is_file()
    assert "1 report built, 1 not built." in done.stdout


def test_bad_input_goes_before_a_failure_in_the_exit_code(tmp_path: Path) -> None:
    file = tiny(tmp_path, {"bad": ["1/0"], "good": GOOD})
    other = file.with_name("other.yaml")
    other.write_text("quarter: 2023-24 Q9\n", "utf-8")
    done = quarterbook("build", file, other, "--formats", "html", cwd=tmp_path)
    assert done.returncode == 3
    assert (folder_of(file, "good") / "good.html").is_file()


def test_two_papers_that_give_one_figure_two_values_are_both_refused(tmp_path: Path) -> None:
    making = (
        "from quarterbook.analysis.figures import Figure\n"
        "from quarterbook.document.paper import Paper\n"
        "Paper().add([Figure(id='finance.total', value={n}, exact='{n}', unit='', display='{n}', definition='Sum')])"
    )
    papers = {"one": [making.format(n=1)], "two": [making.format(n=2)], "three": GOOD}
    file = tiny(tmp_path, papers)
    done = build(file, "--formats", "html")
    assert done.returncode == 3
    assert "finance.total is 1 in one and 2 in two." in done.stderr
    assert sorted(path.name for path in (tmp_path / "reports" / file.stem).iterdir()) == [
        "findings.json",
        "index.html",
        "three",
    ]


def test_a_second_build_of_the_same_folder_is_turned_away(tmp_path: Path) -> None:
    file = tiny(tmp_path, {"paper": GOOD})
    (tmp_path / "reports").mkdir()
    with FileLock(tmp_path / "reports" / ".lock"):
        done = build(file)
    assert done.returncode == 75
    assert "Another build" in done.stderr
    assert not folder_of(file, "paper").exists()


def test_an_interrupt_ends_with_130_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    file = tiny(tmp_path, {"paper": ["import time\ntime.sleep(120)"]})
    command = [sys.executable, "-m", "quarterbook", "build", str(file), "--formats", "html"]
    started = tmp_path / "reports"
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not list(started.glob(".staging-*/*/*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(2.5)  # well into the kernel's sleep
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrupted" in told
    assert "Traceback" not in told
    assert [path.name for path in started.iterdir() if path.name != ".lock"] in ([".store"], [])


MEETING = """\
meetings:
  panel:
    committee: Panel
    date: 2023-07-20
    agenda:
      - {title: A long text, text: long.md}
"""


@pytest.mark.parametrize("ending", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_who_ends_a_pack_finds_nothing_of_it_and_the_one_before_as_it_was(tmp_path: Path, ending: str) -> None:
    file = tiny(tmp_path, {"paper": GOOD}, MEETING)
    (tmp_path / "long.md").write_text("A line.\n", "utf-8")
    command = [sys.executable, "-m", "quarterbook", "pack", str(file), "panel"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    before = contents(tmp_path / "reports")
    (tmp_path / "long.md").write_text("Words of a line of a text.\n\n" * 5_000, "utf-8")
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not list((tmp_path / "reports").glob(".staging-*")) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(getattr(signal, ending))
    said, told = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, "")
    assert told == "Interrupted. What was being made is thrown away; packs made before are as they were.\n"
    assert contents(tmp_path / "reports") == before
    assert not list((tmp_path / "reports").glob(".staging-*"))


def test_a_build_that_was_cut_off_is_put_right_by_the_next(tmp_path: Path) -> None:
    file = tiny(tmp_path, {"paper": GOOD, "other": GOOD})
    assert build(file, "--formats", "html").returncode == 0
    good = contents(folder_of(file, "paper"))
    aside = tmp_path / "reports" / ".staging-cut-off" / "aside" / file.stem / "paper"
    aside.parent.mkdir(parents=True)
    folder_of(file, "paper").rename(aside)
    assert build(file, "--formats", "html", "--only", "other").returncode == 0
    assert contents(folder_of(file, "paper")) == good
    assert not list((tmp_path / "reports").glob(".staging-*"))


def test_a_report_whose_input_changed_under_it_is_not_published(tmp_path: Path) -> None:
    making = (
        "from quarterbook.analysis.figures import Figure, SourceRows\n"
        "from quarterbook.document.paper import Paper\n"
        "rows = (SourceRows(source='data/x.csv', sha256='0' * 64, rows=(2,)),)\n"
        "Paper().add([Figure(id='a.total', value=1, exact='1', unit='', display='1', definition='d', rows=rows)])"
    )
    file = tiny(tmp_path, {"paper": [making]})
    done = build(file, "--formats", "html")
    assert done.returncode == 1
    assert "data/x.csv" in done.stderr
    assert not (folder_of(file, "paper") / "paper.html").exists()


def test_run_json_alone_holds_timings(tmp_path: Path) -> None:
    file = tiny(tmp_path, {"paper": GOOD})
    assert build(file, "--formats", "html").returncode == 0
    assert set(json.loads((folder_of(file, "paper") / "run.json").read_text("utf-8"))) == {"seconds", "executed"}
