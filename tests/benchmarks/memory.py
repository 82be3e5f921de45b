"""Peak memory of the processes of one long batch, early in it and at its end."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from pathlib import Path

import psutil

from benchmarks import councils
from benchmarks.frame import QUARTERBOOK, Asked, Row, adopt, told

EVERY = 0.2  # seconds between two looks
EARLY = 20  # the report that the end is held against
AROUND = 10  # a window is so many reports before it, and after


def measure(asked: Asked) -> list[Row]:
    """Build one batch and watch its processes; those seen in both windows are apart from those of single reports."""
    wanted = asked.number(2000, 12)
    early, around = (EARLY, AROUND) if wanted > 3 * EARLY else (max(1, wanted // 4), max(1, wanted // 4))
    windows = {"early": range(early - around, early + around + 1), "late": range(wanted - 2 * around, wanted + 1)}
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        councils.project(project, wanted)
        driver, seen = _watched(project, windows)
    stay = {pid for pid in seen["early"] if pid in seen["late"]} - {driver}
    rows = []
    for name, of in (
        ("the command itself", lambda pid: pid == driver),
        ("processes that stay", lambda pid: pid in stay),
        ("processes of a report", lambda pid: pid not in stay and pid != driver),
    ):
        peaks = [max([one for pid, one in seen[window].items() if of(pid)], default=(0, 0)) for window in windows]
        (before, own_before), (after, own) = peaks
        if before and after:
            what = f"Peak memory (of it unshared) of {name}, at report {wanted} against {early}"
            rows.append(Row(what, _said(after, own), _said(before, own_before), f"{after / before:.2f}", "no growth"))
    return rows


def _watched(project: Path, windows: dict[str, range]) -> tuple[int, dict[str, dict[int, tuple[int, int]]]]:
    """Build, and return the driver's number and the peak of each process by window: resident, and what is its own."""
    adopt()  # so that every process of the build is below this one, and seen
    seen: dict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    build = [*QUARTERBOOK, "build", "params/*.yaml"]
    with subprocess.Popen(build, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        done, ended, lines = [0], threading.Event(), []

        def watch() -> None:
            while not ended.wait(EVERY):
                for name in [name for name, window in windows.items() if done[0] in window]:
                    for one in psutil.Process().children(recursive=True):
                        seen[name][one.pid] = max(_memory(one), seen[name].get(one.pid, (0, 0)))

        watcher = threading.Thread(target=watch)
        watcher.start()
        for line in process.stderr or ():
            lines.append(line)
            if ": built" in line:
                done[0] += 1
                if done[0] % 100 == 0:
                    told(f"  {done[0]} reports")
        process.wait()
        ended.set()
        watcher.join()
    if process.returncode:
        sys.exit(f"The build ended with {process.returncode}:\n{''.join(lines[-20:])}")
    return process.pid, seen


def _memory(process: psutil.Process) -> tuple[int, int]:
    try:
        full = process.memory_full_info()
        return full.rss, full.uss
    except psutil.Error:
        return 0, 0


def _said(resident: int, own: int) -> str:
    return f"{resident / 2**20:.0f} MB ({own / 2**20:.0f})"
