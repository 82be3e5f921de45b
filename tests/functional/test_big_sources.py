"""Reports that take one council's rows of a national register: a CSV, a Parquet file, a folder of Parquet files."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import nbformat
import pytest

from machines import machines
from projects import HOUSE, PARAMETERS, contents, quarterbook, tiny

NAME = "exampleshire-2023-24-q1"
REGISTER = """\
reference,period,actual,area
K1,2023-24 Q1,010,E02
K1,2023-24 Q1,91.70,E01
K2,2023-24 Q1,5,E02
K2,2023-24 Q1,6,E01
K1,2023-24 Q1,7,W01
"""
READ = """\
from quarterbook import registers
from quarterbook.analysis.figures import count, lineage
from quarterbook.document.paper import Paper
from quarterbook.params import house_file
found = registers.read("outturns", outturns, house_file.load(house))
paper = Paper()
paper.add([count("all.total", found, lineage(found), "Outturns")])
"""
FILES = {"csv": "data/all.csv", "parquet": "data/all.parquet", "folder": "data/all"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one notebook, a register in each form, and a quarter file with a report of each."""
    folder = tmp_path_factory.mktemp("project")
    tiny(folder, {"paper": [READ]})
    notebook = nbformat.read(folder / "notebooks" / "paper.ipynb", 4)
    notebook.cells[0].source = PARAMETERS + 'outturns: "source" = "data/all.csv"  # the outturns\n'
    notebook.metadata.kernelspec["language"] = "python"
    nbformat.write(notebook, folder / "notebooks" / "paper.ipynb")
    (folder / "params" / "houses" / "exampleshire.yaml").write_text(HOUSE, "utf-8")
    (folder / "data").mkdir()
    (folder / "data" / "all.csv").write_text(REGISTER, "utf-8")
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE t AS FROM read_csv('{folder}/data/all.csv', all_varchar = true)")
        database.execute(f"COPY t TO '{folder}/data/all.parquet' (FORMAT parquet)")
        database.execute(f"COPY t TO '{folder}/data/all' (FORMAT parquet, PARTITION_BY (area))")
    quarter(folder, {slug: f"{{file: {file}, where: {{area: E01}}}}" for slug, file in FILES.items()})
    return folder


def quarter(folder: Path, sources: dict[str, str], name: str = NAME) -> Path:
    """Write a quarter file with a report of each source."""
    reports = "".join(
        f"  {slug}:\n    notebook: paper\n    title: A paper\n    parameters:\n      outturns: {source}\n"
        for slug, source in sources.items()
    )
    file = folder / "params" / f"{name}.yaml"
    file.write_text(f"quarter: 2023-24 Q1\nhouse: exampleshire\nreports:\n{reports}", "utf-8")
    return file


def loaded(project: Path, slug: str, name: str) -> Any:
    return json.loads((project / "reports" / NAME / slug / name).read_text("utf-8"))


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.slow
def test_a_council_s_rows_are_taken_of_each_form_and_traced_to_the_file_as_it_stands(project: Path) -> None:
    done = quarterbook("build", f"params/{NAME}.yaml", "--formats", "html", cwd=project)
    assert done.returncode == 0, done.stderr
    kept = project / "reports" / ".store"
    part = next((project / "data/all/area=E01").iterdir())
    listed = f"area=E01/{part.name} {sha256(part)}\n".encode()
    hashes = {
        "csv": sha256(project / "data/all.csv"),
        "parquet": sha256(project / "data/all.parquet"),
        "folder": hashlib.sha256(listed).hexdigest(),
    }
    # Of a folder only the files of the partition are read, and numbered.
    numbers = {"csv": [3, 5], "parquet": [3, 5], "folder": [2, 3]}
    for slug, path in FILES.items():
        assert {"role": "outturns", "path": path, "sha256": hashes[slug]} in loaded(project, slug, "manifest.json")[
            "inputs"
        ]
        (figure,) = loaded(project, slug, "figures.json")["figures"]
        assert figure["value"] == 2
        assert figure["rows"] == [{"source": path, "sha256": hashes[slug], "rows": numbers[slug]}]
        assert sha256(kept / hashes[slug]) == hashes[slug]
    assert (kept / hashes["folder"]).read_bytes() == listed
    assert (kept / sha256(part)).read_bytes() == part.read_bytes()

    before = contents(project / "reports")
    os.utime(project / "data/all.csv")
    with next((project / "data/all/area=E02").iterdir()).open("ab") as other:
        other.write(b"of no concern")
    again = quarterbook("build", f"params/{NAME}.yaml", "--formats", "html", "--explain", cwd=project)
    assert again.stdout.count("not built again: nothing that goes into it changed") == len(FILES)
    assert contents(project / "reports") == before


@pytest.mark.slow
def test_plain_papermill_runs_on_the_flat_file(project: Path) -> None:
    flat = quarterbook("params", f"params/{NAME}.yaml", "csv", cwd=project)
    assert "outturns:\n  file: data/all.csv\n  where:\n    area: E01\n" in flat.stdout
    (project / "flat.yaml").write_text(flat.stdout, "utf-8")
    command = [sys.executable, "-m", "papermill", "notebooks/paper.ipynb", "out.ipynb", "-f", "flat.yaml"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr


def test_numbers_of_a_filter_are_as_they_were_written_and_previous_registers_may_have_one(project: Path) -> None:
    source = "{file: data/all.csv, where: {actual: [010, 91.70], reference: K1}}"
    file = quarter(project, {"paper": source}, "numbers")
    done = quarterbook("params", file, "paper", cwd=project)
    assert "    actual:\n    - '010'\n    - '91.70'\n    reference: K1\n" in done.stdout
    assert quarterbook("check", file, cwd=project).returncode == 0


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (
            "{file: data/all.csv, were: {area: E01}}",
            "'outturns.were' (the outturns): unknown key. Did you mean 'where'?",
        ),
        ("{file: data/all.csv}", "'outturns' (the outturns): the key 'where' is missing;"),
        (
            "{file: data/all.csv, where: {area: true}}",
            "'outturns.where.area' (the outturns): a value or a list of values",
        ),
        ("{file: data/al.csv, where: {area: E01}}", "data/al.csv: there is no such file. Did you mean 'all.csv'?"),
        (
            "{file: data/all.csv, where: {aera: E01}}",
            "data/all.csv: there is no column 'aera' to filter by. Did you mean",
        ),
        (
            "{file: data/all.csv, where: {area: E03}}",
            "data/all.csv: no row has 'E03' in the column 'area'. Did you mean",
        ),
        ("{file: data/all, where: {area: E03}}", "data/all: no row has 'E03' in the column 'area'. Did you mean"),
    ],
)
def test_what_cannot_be_taken_is_told_by_file_and_line(project: Path, source: str, told: str) -> None:
    file = quarter(project, {"paper": source}, "wrong")
    done = quarterbook("check", file, cwd=project)
    assert done.returncode == 3
    assert told in done.stderr
    assert "params/wrong.yaml, line 8" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_worker_of_a_cluster_takes_the_same_rows_of_the_same_files(project: Path, tmp_path: Path) -> None:
    here = quarterbook("build", f"params/{NAME}.yaml", "--out", tmp_path / "here", cwd=project)
    with machines(tmp_path / "machines", 1) as one:
        given = ("--out", tmp_path / "there", "--cluster", one.address, "--share", tmp_path / "share")
        there = quarterbook("build", f"params/{NAME}.yaml", *given, cwd=project, environment=one.environment)
    assert (here.returncode, there.returncode) == (0, 0), here.stderr + there.stderr
    assert contents(tmp_path / "here" / NAME) == contents(tmp_path / "there" / NAME)
