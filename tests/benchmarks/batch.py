"""A batch of different reports: throughput against the plain pipeline two at a time, CPU against the calculation."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks import councils, plain
from benchmarks.frame import QUARTERBOOK, Asked, Row, compared, run, spent, told

CALCULATION = Path(__file__).with_name("calculation.py")


def measure(asked: Asked) -> list[Row]:
    """Build the batch into a fresh folder each round, with plain reports of a sample before and after."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        quarters = councils.project(project, asked.number(200, 4))
        count, sample = len(quarters), quarters[:: max(1, len(quarters) // 8)][: 2 if asked.small else 8]
        flats = [plain.flat(project, quarter) for quarter in sample]
        theirs, ours, used, alone = [_plain(project, sample)], [], [], []
        for number in range(asked.times(3)):
            build = (*QUARTERBOOK, "build", "params/*.yaml", "--out", f"out-{number}")
            took = spent(*build, cwd=project)
            ours.append(took.seconds / count)
            used.append(took.cpu / count)
            theirs.append(_plain(project, sample))
            notebook = f"notebooks/{councils.NOTEBOOK}.ipynb"
            alone += json.loads(run(sys.executable, CALCULATION, notebook, *flats, cwd=project))
            told(f"  ours {ours[-1]:.2f} s (CPU {used[-1]:.2f} s), plain {theirs[-1]:.2f} s a report")
    times = median(theirs) / median(ours)
    rows = [
        compared(f"A report of {count} different ones", ours, theirs, "s", "at most 0.05"),
        compared("Its CPU time, against its calculation alone", used, alone, "s", "at most 3"),
    ]
    return [rows[0]._replace(ratio=f"{rows[0].ratio} ({times:.1f} times the throughput)"), rows[1]]


def _plain(project: Path, sample: list[str]) -> float:
    return plain.seconds(project, sample, at_once=2) / len(sample)
