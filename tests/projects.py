"""Projects to build in tests: the repository's own, copied, and tiny ones around a notebook of a few cells."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from quarterbook.params import quarter_file

REPOSITORY = Path(__file__).resolve().parent.parent
HOUSE = """\
council: Exampleshire Council
ratings:
  rule: reported
  levels:
    green: {label: Green, meaning: On track, clause: on track, symbol: ✓, colour: "#2e7d4f"}
"""
PARAMETERS = """\
quarter: str = "2023-24 Q1"  # the quarter
as_at: str = "2023-06-30"  # the day
house: str = "exampleshire"  # the house
title: str = "A tiny paper"  # the title
front_matter: dict[str, str] = {}  # the head
"""


class SampleReport(NamedTuple):
    """A report of the repository's own quarter files."""

    quarter: str
    slug: str
    notebook: str
    withheld: bool = False

    @property
    def file(self) -> str:
        """Its quarter file."""
        return f"params/{self.quarter}.yaml"

    @property
    def paper(self) -> str:
        """Its files under reports/, less their endings."""
        return f"{self.quarter}/{self.slug}/{self.slug}"


def sample_reports() -> list[SampleReport]:
    """Every report that `quarterbook build params/*.yaml` builds, in its order."""
    return [
        SampleReport(path.stem, slug, report.notebook, report.withheld is not None)
        for path in sorted((REPOSITORY / "params").glob("*.yaml"))
        for slug, report in quarter_file.load(path, REPOSITORY).settings.reports.items()
    ]


def copied(folder: Path) -> Path:
    """Copy what a build needs of the repository; returns the project's folder."""
    for name in ("params", "notebooks", "data"):
        shutil.copytree(REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return folder


def tiny(folder: Path, notebooks: dict[str, list[str]], extra: str = "") -> Path:
    """Make a project of notebooks by slug, each a parameters cell and cells of code; returns its quarter file."""
    (folder / "params" / "houses").mkdir(parents=True)
    (folder / "notebooks").mkdir()
    (folder / "params" / "houses" / "exampleshire.yaml").write_text(HOUSE, "utf-8")
    reports = ""
    for slug, sources in notebooks.items():
        cells = [new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}), new_markdown_cell("## Words")]
        cells += [new_code_cell(source) for source in sources]
        for at, cell in enumerate(cells):
            cell["id"] = f"cell-{at}"
        notebook = new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
        nbformat.write(notebook, folder / "notebooks" / f"{slug}.ipynb")
        reports += f"  {slug}: {{notebook: {slug}, title: The paper {slug}}}\n"
    file = folder / "params" / "exampleshire-2023-24-q1.yaml"
    file.write_text(f"quarter: 2023-24 Q1\nhouse: exampleshire\n{extra}reports:\n{reports}", "utf-8")
    return file


def of_one_notebook(folder: Path, notebook: str, house: str = HOUSE) -> Path:
    """Make a project of one council and one notebook of the repository, without a quarter file; returns its folder."""
    for name in ("params/houses", "notebooks", "data"):
        (folder / name).mkdir(parents=True)
    (folder / "params" / "houses" / "exampleshire.yaml").write_text(house, "utf-8")
    shutil.copy(REPOSITORY / "notebooks" / f"{notebook}.ipynb", folder / "notebooks")
    return folder


def put(project: Path, name: str, quarter: str, files: Mapping[str, str]) -> Path:
    """Put a quarter file into a project, with csv files of its own; `{name}` in it is its name; returns that file."""
    (project / "data" / name).mkdir(parents=True)
    for register, text in files.items():
        (project / "data" / name / f"{register}.csv").write_text(text, "utf-8")
    file = project / "params" / f"{name}.yaml"
    file.write_text(quarter.replace("{name}", name), "utf-8")
    return file


def swapped(text: str, *changes: tuple[str, str]) -> str:
    """A text with parts of it replaced, each of which must stand there once."""
    for old, new in changes:
        assert text.count(old) == 1, f"{old} stands there {text.count(old)} times"
        text = text.replace(old, new)
    return text


def quarterbook(
    *arguments: str | Path, cwd: Path, environment: dict[str, str] | None = None, before: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the real command line in a folder; `before` are words that go before it, such as those of another clock."""
    command = [*before, sys.executable, "-m", "quarterbook", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **(environment or {})}, capture_output=True, text=True, timeout=300
    )


def checked(project: Path, names: Iterable[str], code: int) -> dict[str, Any]:
    """What one `check` of a project's quarter files, each of one report, says of each; it must end with a code."""
    done = quarterbook("check", "--json", *(f"params/{name}.yaml" for name in names), cwd=project)
    assert (done.returncode, done.stderr) == (code, "")
    return {report["quarter"]: report for report in json.loads(done.stdout)["reports"]}


def refusal(report: dict[str, Any]) -> str:
    """The one thing that `check` tells of a report that it refuses, without the line on what to mend."""
    assert (report["status"], report["exit_code"]) == ("refused", 3)
    (told,) = (line for line in report["messages"] if not line.startswith("Mend "))
    return str(told)


def the_finding(report: dict[str, Any], source: str, code: str, severity: str, row: int, column: str) -> str:
    """What the one finding of a report that is ready says; it must be of this place."""
    assert report["exit_code"] == 0
    (finding,) = report["findings"]
    place = {"code": code, "severity": severity, "source": source, "row": row, "column": column}
    assert finding == place | {"message": finding["message"]}
    return str(finding["message"])


def built_beside(project: Path, refused: dict[str, Any], odd: dict[str, Any]) -> dict[str, bytes]:
    """What one `build` makes of an odd report beside a refused one, of which it tells what `check` does; its files."""
    names = (refused["quarter"], odd["quarter"])
    done = quarterbook("build", "--formats", "html", *(f"params/{name}.yaml" for name in names), cwd=project)
    assert done.returncode == 3
    assert all(message in done.stderr for message in refused["messages"])
    assert "Traceback" not in done.stderr
    assert not (project / "reports" / refused["quarter"]).exists()
    built = contents(project / "reports" / odd["quarter"] / odd["report"])
    assert json.loads(built["findings.json"]) == odd["findings"]
    return built


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path, without what is outside the reproducible set."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("run.json", ".lock")
    }
