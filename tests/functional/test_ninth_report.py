"""The README's section "A new report", followed to the letter in a copy of the project."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import nbformat
import pytest

from projects import REPOSITORY, quarterbook

README = (REPOSITORY / "README.md").read_text("utf-8")
SECTION = README[README.index("## A new report\n") : README.index("## Changing a notebook\n")]
# What stands indented, paragraph by paragraph of the section.
BLOCKS = [dedent(block).strip() + "\n" for block in re.findall(r"(?:^(?: {4}.*)?\n)+", SECTION, re.MULTILINE)]
QUARTER_FILE = "params/rochdale-2023-24-q1.yaml"
RULES = """\
    Rule("Y01", "error", "A cell of the complaints, or their header, cannot be read."),
    Rule("Y02", "error", "A required value of a complaint is blank."),
    Rule("Y03", "error", "A complaint stands twice."),
    Rule("Y10", "warning", "A complaint was answered before it was received."),
"""
ROWS = "".join("| {} | {} | {} |\n".format(*re.findall(r'"(.*?)"', line)) for line in RULES.splitlines())


def block(beginning: str) -> str:
    """The one block that begins so."""
    (found,) = [block for block in BLOCKS if block.startswith(beginning)]
    return found


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(before) == 1, (path, before)
    path.write_text(text.replace(before, after), "utf-8")


def add_import(path: Path, line: str) -> None:
    """Put an import before the first of the package's own."""
    text = path.read_text("utf-8")
    at = text.index("\nfrom quarterbook") + 1
    path.write_text(f"{text[:at]}{line}\n{text[at:]}", "utf-8")


def write_package(lib: Path) -> None:
    """Steps 2 to 5 and 7: the files that the README gives, and the lines that it says where to add."""
    for path in re.findall(r"^    # ((?:lib|tests)/\S+\.py)$", SECTION, re.MULTILINE):
        (lib.parent / path).write_text(block(f"# {path}\n").split("\n", 1)[1], "utf-8")
    package = lib / "quarterbook"
    registers, checks = package / "registers" / "__init__.py", package / "checks" / "__init__.py"
    add_import(registers, "from quarterbook.registers.complaints import COMPLAINTS")
    change(registers, "    for register in (\n", "    for register in (\n        COMPLAINTS,\n")
    change(package / "params" / "register_names.py", "REGISTERS = (\n", 'REGISTERS = (\n    "complaints",\n')
    change(package / "checks" / "rules.py", ")\nRULES = {", f"{RULES})\nRULES = {{")
    add_import(checks, "from quarterbook.checks.complaints import complaints")
    change(checks, "__all__ = [\n", '__all__ = [\n    "complaints",\n')
    checking = package / "running" / "checking" / "__init__.py"
    add_import(checking, "from quarterbook.running.checking import of_complaints")
    (subject,) = re.findall(r"^`(_Subject\(.*\),)` to the list", SECTION, re.MULTILINE)
    change(checking, "_SUBJECTS = (\n", f"_SUBJECTS = (\n    {subject}\n")


def write_rows(readme: Path) -> None:
    """Step 3: the rules' rows, at the end of their table."""
    text = readme.read_text("utf-8")
    last = [*re.finditer(r"^\| [A-Z]\d\d \|.*\n", text, re.MULTILINE)][-1].end()
    readme.write_text(f"{text[:last]}{ROWS}{text[last:]}", "utf-8")


def write_notebook(path: Path) -> None:
    """Step 6."""
    notebook = nbformat.read(path, as_version=4)
    (gone,) = re.findall(r"^Take the cells (.*) out\.", SECTION, re.MULTILINE)
    notebook.cells = [cell for cell in notebook.cells if cell.id not in re.findall(r"`(.*?)`", gone)]
    cells = {cell.id: cell for cell in notebook.cells}
    parts = re.split(r"^# ([a-z-]+)\n", block("# setup\n"), flags=re.MULTILINE)[1:]
    for name, source in zip(parts[::2], parts[1::2], strict=True):
        cells[name].source = source.strip()
    parameters = cells["parameters"]
    parameters.source = re.sub(r'^actions: "source".*\n', block("complaints: "), parameters.source, flags=re.MULTILINE)
    nbformat.write(notebook, path)


@pytest.mark.slow
def test_the_steps_lead_to_a_published_paper(tmp_path: Path) -> None:
    for name in ("params", "notebooks", "data", "lib", "tests"):
        shutil.copytree(REPOSITORY / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_*"))
    for name in ("pyproject.toml", "README.md", ".gitignore"):
        shutil.copy(REPOSITORY / name, tmp_path)
    ours = {"PYTHONPATH": str(tmp_path / "lib")}
    title = "Complaints to the council"
    assert block("quarterbook new-report") == f'quarterbook new-report complaints --title "{title}"\n'
    named = ("--quarter-file", QUARTER_FILE)
    done = quarterbook("new-report", "complaints", "--title", title, *named, cwd=tmp_path, environment=ours)
    assert done.returncode == 0, done.stderr

    (tmp_path / "data" / "complaints" / "complaints.csv").write_text(block("Ref,Service"), "utf-8")
    house = tmp_path / "params" / "houses" / "rochdale.yaml"
    columns, dates = re.findall(r"^ *complaints: \{.*\}|\{complaints: day-first\}", block("columns:"), re.MULTILINE)
    change(house, "columns:\n", f"columns:\n{columns}\n")
    change(house, "{actions: day-first}", dates.replace("{", "{actions: day-first, "))
    write_package(tmp_path / "lib")
    write_rows(tmp_path / "README.md")
    write_notebook(tmp_path / "notebooks" / "complaints.ipynb")
    change(
        tmp_path / QUARTER_FILE, "actions: data/complaints/actions.csv", "complaints: data/complaints/complaints.csv"
    )
    test = tmp_path / "tests" / "functional" / "test_complaints.py"
    text = (
        test.read_text("utf-8")
        .replace("all.listed", "complaints.received.count")
        .replace("actions.csv", "complaints.csv")
    )
    test.write_text(text[: text.index("\n\ndef test_each_directorate")], "utf-8")

    done = quarterbook("check", QUARTER_FILE, cwd=tmp_path, environment=ours)
    assert "complaints.csv, row 4, answered: C-103 was answered before it was received. [Y10 warning]" in done.stdout
    done = quarterbook("build", QUARTER_FILE, "--only", "complaints", cwd=tmp_path, environment=ours)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "reports" / "rochdale-2023-24-q1" / "complaints"
    words = re.sub(r"<[^>]+>", "", (folder / "complaints.html").read_text("utf-8"))
    assert "3 complaints were received, and 2 have been answered (67%)." in words
    assert [one["code"] for one in json.loads((folder / "findings.json").read_text("utf-8"))] == ["Y10"]

    convert = next(line for line in block("quarterbook check").splitlines() if line.startswith("jupyter nbconvert"))
    tests = "tests/unit/test_complaints.py tests/unit/test_rules.py tests/functional/test_complaints.py"
    notebook = "notebooks/complaints.ipynb"
    commands = [
        ["-m", *convert.split()],
        ["-m", "pytest", "-q", "-n", "0", *tests.split(), notebook, "tests/unit/test_architecture.py"],
        ["-m", "pytest", "-q", "-n", "0", "tests/notebooks/test_notebooks.py", "-m", "", "-k", "complaints"],
        ["-m", "pytest", "-q", "-n", "0", "tests/functional/test_readme.py", "-k", "rule or code"],
    ]
    for command in commands:
        run = subprocess.run(
            [sys.executable, *command],
            cwd=tmp_path,
            env={**os.environ, **ours},
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert run.returncode == 0, run.stdout + run.stderr
