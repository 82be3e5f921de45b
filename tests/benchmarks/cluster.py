"""A cluster on this machine, over TLS: what a second worker adds, and a thousand reports though a worker is killed."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks import councils
from benchmarks.frame import QUARTERBOOK, Asked, Row, run, told
from machines import Machines, machines
from projects import tiny


def measure(asked: Asked) -> list[Row]:
    """Build a batch on one worker and on two, in turn; then a thousand tiny reports, a worker being killed half-way."""
    with tempfile.TemporaryDirectory() as folder:
        return [_efficiency(Path(folder, "batch"), asked), _killed(Path(folder, "many"), asked)]


def _efficiency(folder: Path, asked: Asked) -> Row:
    """Throughput of two workers against twice that of one; client and scheduler run on the same cores."""
    project = folder / "project"
    project.mkdir(parents=True)
    files = [f"params/{name}.yaml" for name in councils.project(project, asked.number(60, 4))]
    took: dict[int, list[float]] = {1: [], 2: []}
    with machines(folder / "one", 1) as one, machines(folder / "two", 2) as two:
        for number in range(asked.times(3) + 1):
            for running in (one, two):
                # The first round, of a few reports, is for the workers to load what they need.
                chosen, workers = files if number else files[:4], len(running.workers)
                seconds = _build(project, running, chosen, f"out-{number}-{workers}")
                if number:
                    took[workers].append(seconds / len(files))
                    told(f"  {workers} at work: {took[workers][-1]:.2f} s a report")
    first, second = median(took[1]), median(took[2])
    efficiency = first / second / 2
    return Row(
        f"A report of {len(files)}, two workers against one",
        f"{second:.2f} s",
        f"{first:.2f} s",
        f"{second / first:.2f} (efficiency {efficiency:.2f})",
        "efficiency at least 0.9",
    )


def _killed(folder: Path, asked: Asked) -> Row:
    """Kill one of two workers when near half of the reports are done, and start another one."""
    count = asked.number(1000, 20)
    first = tiny(folder / "project", {"paper": ["'well'"]})
    for number in range(1, count):
        first.with_name(f"exampleshire-{number}.yaml").write_bytes(first.read_bytes())
    project = folder / "project"
    with machines(folder / "two") as two:
        start = time.perf_counter()
        command = [*QUARTERBOOK, "build", "params/*.yaml", "--cluster", two.address]
        with subprocess.Popen(
            command,
            cwd=project,
            env=two.whole_environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stderr is not None
            lines = []
            for line in process.stderr:
                lines.append(line)
                if len(lines) == count * 2 // 5:
                    two.workers[0].kill()
                    two.worker()
        seconds = time.perf_counter() - start
    landed = len(list((project / "reports").glob("*/paper/manifest.json")))
    if process.returncode or len(lines) != count or len(set(lines)) != count or landed != count:
        sys.exit(f"Of {count} reports {landed} landed and {len(set(lines))} were told of, in {len(lines)} lines.")
    return Row(
        f"{count} reports, a worker killed", f"{landed} built, each once, in {seconds:.0f} s", "", "", "none lost"
    )


def _build(project: Path, running: Machines, files: list[str], out: str) -> float:
    start = time.perf_counter()
    run(
        *QUARTERBOOK,
        "build",
        *files,
        "--out",
        out,
        "--cluster",
        running.address,
        cwd=project,
        environment=running.environment,
    )
    return time.perf_counter() - start
