"""A batch built again: unchanged, with every file touched, and with another HTML template."""

from __future__ import annotations

import os
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

from benchmarks import councils
from benchmarks.frame import QUARTERBOOK, Asked, Row, spent, told

TEMPLATE = "quarterbook/writers/templates/paper.html.j2"


def measure(asked: Asked) -> list[Row]:
    """Build, then build again after each change; what is executed again shows in what a report takes."""
    with tempfile.TemporaryDirectory() as folder:
        project, lib = Path(folder) / "project", Path(folder) / "lib"
        count = len(councils.project(project, asked.number(200, 4)))
        shutil.copytree(_package(), lib / "quarterbook")  # whose template may be changed
        first = _build(project, lib)
        rows = [Row(f"{count} reports, built", f"{first:.2f} s, {first / count:.2f} s a report")]
        again = min(_build(project, lib) for _ in range(asked.times(3)))
        rows.append(_row(f"{count} reports, nothing changed", again, first, "at most 1 s"))
        for path in project.rglob("*"):
            os.utime(path)
        rows.append(_row(f"{count} reports, every file touched", _build(project, lib), first, "nothing built"))
        with (lib / TEMPLATE).open("a", encoding="utf-8") as template:
            template.write("{# another template #}\n")
        rendered = _build(project, lib)
        rows.append(_row(f"{count} reports, another HTML template", rendered, first, "nothing executed"))
    return rows


def _row(what: str, seconds: float, first: float, goal: str) -> Row:
    return Row(what, f"{seconds:.2f} s", f"{first:.2f} s", f"{seconds / first:.3f}", goal)


def _build(project: Path, lib: Path) -> float:
    took = spent(*QUARTERBOOK, "build", "params/*.yaml", cwd=project, environment={"PYTHONPATH": str(lib)})
    told(f"  {took.seconds:.2f} s: {took.output.splitlines()[-1]}")
    return took.seconds


def _package() -> Path:
    spec = find_spec("quarterbook")
    if spec is None or spec.origin is None:
        raise SystemExit("quarterbook is not installed here.")
    return Path(spec.origin).parent
