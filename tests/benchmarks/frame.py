"""What the benchmarks share: how they are asked, how a command is timed, and the table of what came out."""

from __future__ import annotations

import ctypes
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parents[2]
QUARTERBOOK = (sys.executable, "-m", "quarterbook")
_PR_SET_CHILD_SUBREAPER = 36
_LINGERING = 10  # seconds that a process may outlive the command that started it


@dataclass(frozen=True)
class Asked:
    """How to measure: each benchmark's own numbers where None, and little enough for seconds where `small`."""

    small: bool = False
    reports: int | None = None
    rounds: int | None = None

    def number(self, usual: int, small: int) -> int:
        """How many reports."""
        return self.reports or (small if self.small else usual)

    def times(self, usual: int) -> int:
        """How many rounds."""
        return self.rounds or (1 if self.small else usual)


class Row(NamedTuple):
    """A line of the table: what was measured, ours, what it is held against, their ratio, and the goal."""

    what: str
    ours: str
    against: str = ""
    ratio: str = ""
    goal: str = ""


class Spent(NamedTuple):
    """What a command took, and what it said."""

    seconds: float
    cpu: float
    output: str = ""


Measure = Callable[[Asked], list[Row]]


def spent(*command: str | Path, cwd: Path, environment: dict[str, str] | None = None) -> Spent:
    """Run a command to its good end; its CPU time is that of all the processes it started, however deep.

    The system adds a process's time to its parent's when that waits for it; one that nobody waited for is adopted and
    waited for here. Nothing else may run meanwhile.
    """
    adopt()
    _reap()
    cpu, start = _cpu(), time.perf_counter()
    output = run(*command, cwd=cwd, environment=environment)
    seconds = time.perf_counter() - start
    _reap()
    return Spent(seconds, _cpu() - cpu, output)


def run(*command: str | Path, cwd: Path, environment: dict[str, str] | None = None) -> str:
    """Run a command and return its standard output; where it fails, show why and stop."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, env={**os.environ, **(environment or {})}, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(words)}\nended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def compared(what: str, ours: Sequence[float], theirs: Sequence[float], unit: str, goal: str) -> Row:
    """A row of two medians and the ratio of the first to the second."""
    mine, other = median(ours), median(theirs)
    return Row(what, f"{mine:.2f} {unit}", f"{other:.2f} {unit}", f"{mine / other:.2f}", goal)


def table(rows: Sequence[Row], date: str) -> str:
    """The rows as a Markdown table, with the machine they were measured on."""
    lines = [Row("", "quarterbook", "held against", "ratio", "goal"), Row(*["---"] * 5), *rows]
    return "\n".join(
        ["| " + " | ".join(line) + " |" for line in lines] + ["", machine() + (f", {date}" if date else "")]
    )


def machine() -> str:
    """Cores, processor and Python."""
    model = platform.processor() or platform.machine()
    with suppress(OSError):
        words = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in words if line.startswith("model name")), model)
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    return f"{cores} cores, {model}, Python {platform.python_version()}"


def adopt() -> None:
    """Have what a command leaves behind become a child of this process; Linux alone can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)


def told(words: str) -> None:
    """Say on standard error how far a benchmark is."""
    print(words, file=sys.stderr, flush=True)


def _cpu() -> float:
    import resource  # only Unix has it

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _reap() -> None:
    """Wait for what a command left behind, so that its time is counted."""
    end = time.monotonic() + _LINGERING
    with suppress(ChildProcessError):
        while time.monotonic() < end:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.05)
        told("A process outlives its command: its time is not counted.")
