"""The notebooks read as an argument: short cells, no functions, checks in the open, stored executed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from projects import REPOSITORY, copied, quarterbook, sample_reports
from quarterbook.document.prose import typed_number
from quarterbook.params import notebook_parameters
from quarterbook.params.flat import GIVEN

NOTEBOOKS = sorted((REPOSITORY / "notebooks").glob("*.ipynb"))
# The first sample report of each notebook.
REPORTS = {report.notebook: report for report in reversed(sample_reports())}
LONGEST = 10


def tags(cell: nbformat.NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
class TestEachNotebook:
    def test_declares_its_parameters_and_what_each_report_is_given(self, path: Path) -> None:
        declared = notebook_parameters.read(path, path.name)
        assert set(GIVEN) <= set(declared)
        assert [name for name, parameter in declared.items() if not parameter.help] == []

    def test_has_short_cells_and_defines_nothing(self, path: Path) -> None:
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code" and "parameters" not in tags(cell):
                assert len(cell.source.splitlines()) <= LONGEST, cell.id
                assert "def " not in cell.source, cell.id
                assert "lambda" not in cell.source, cell.id

    def test_checks_stand_in_the_open(self, path: Path) -> None:
        sources = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        assert any(source.startswith("assert ") for source in sources)
        assert any("checks." in source for source in sources)

    def test_is_stored_executed_without_times_or_warnings(self, path: Path) -> None:
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                assert cell.execution_count is not None, cell.id
                assert "execution" not in cell.metadata, cell.id
                assert [output for output in cell.outputs if output.output_type in ("stream", "error")] == []

    def test_types_no_number_into_its_published_prose(self, path: Path) -> None:
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown" and "working" not in tags(cell):
                assert typed_number(cell.source) is None, cell.id

    @pytest.mark.slow
    def test_runs_with_plain_papermill(self, path: Path, tmp_path: Path) -> None:
        project = copied(tmp_path)
        report = REPORTS[path.stem]
        flat = quarterbook("params", report.file, report.slug, cwd=project)
        (project / "flat.yaml").write_text(flat.stdout, "utf-8")
        command = [sys.executable, "-m", "papermill", f"notebooks/{path.name}", "out.ipynb", "-f", "flat.yaml"]
        done = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        assert "unknown parameter" not in done.stderr
        assert any(cell.id == "front" and cell.outputs for cell in nbformat.read(project / "out.ipynb", 4).cells)


def test_each_notebook_has_a_sample_report() -> None:
    assert {path.stem for path in NOTEBOOKS} == set(REPORTS)


@pytest.mark.slow
def test_nbval_compares_what_cells_show(tmp_path: Path) -> None:
    """The stored outputs are really held against a new run: other data makes it fail."""
    project = copied(tmp_path)
    source = project / "data" / "rochdale" / "actions-2023-24-q1.csv"
    text = source.read_text("utf-8")
    assert text.count(",In progress,01/04/2023,31/03/2024,") > 1
    source.write_text(text.replace(",In progress,01/04/2023,31/03/2024,", ",Paused,01/04/2023,31/03/2024,", 1), "utf-8")
    shutil.copy(REPOSITORY / "pyproject.toml", project)
    notebook = "notebooks/directorate_quarterly_update.ipynb"
    command = [sys.executable, "-m", "pytest", notebook, "-q", "-p", "no:cacheprovider", "-o", "pythonpath="]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=300)
    assert done.returncode == 1
    assert "failed" in done.stdout
