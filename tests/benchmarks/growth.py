"""Ten, a hundred and a thousand reports: what each of them takes."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

from benchmarks import councils
from benchmarks.frame import QUARTERBOOK, Asked, Row, spent, told


def measure(asked: Asked) -> list[Row]:
    """Build batches of each size in turn, each into a fresh folder; what one report takes is held against the first."""
    sizes = (2, 4, 8) if asked.small else (10, 100, 1000)
    took: dict[int, list[float]] = {size: [] for size in sizes}
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        files = [f"params/{name}.yaml" for name in councils.project(project, max(sizes))]
        for number in range(asked.times(1)):
            for size in sizes:
                done = spent(*QUARTERBOOK, "build", *files[:size], "--out", f"out-{number}-{size}", cwd=project)
                took[size].append(done.seconds / size)
                told(f"  {size} reports: {took[size][-1]:.3f} s each")
    each = {size: median(seconds) for size, seconds in took.items()}
    first = each[sizes[0]]
    return [
        Row(f"A report of {size}", f"{one:.3f} s", f"{first:.3f} s of {sizes[0]}", f"{one / first:.2f}", "no growth")
        for size, one in each.items()
    ]
