"""A report of one council from a register of 1.2 million rows, against the same report from that council's rows alone.

The register is a CSV, a Parquet file in the order of its periods, and a folder of Parquet files by area. It prints the
ratios of medians, measured in turn in one run; the peak resident memory of the processes, measured in builds of their
own; and what reading alone takes. Run it as `python tests/benchmarks/big_input.py [runs]`, with bytecode compiled
(PYTHONDONTWRITEBYTECODE unset).
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import psutil

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "tests"))

from projects import HOUSE, copied  # noqa: E402 the path to it is made above
from quarterbook.registers import sources  # noqa: E402 likewise

AREAS, INDICATORS = 334, 300
PERIODS = [f"{year}-{(year + 1) % 100:02} Q{quarter}" for year in range(2021, 2024) for quarter in range(1, 5)]
# What a report takes: one council's outturns of the indicators that it reports on.
TAKEN = "E06000100"
REPORTED = [f"KPI {number:03}" for number in range(7, INDICATORS, 15)]
WHERE = {"area": TAKEN, "reference": REPORTED}
_FILTER = f"where: {{area: {TAKEN}, reference: [{', '.join(REPORTED)}]}}"
# What each build reads its outturns from; the first is what the others are held against.
SOURCES = {
    "small-csv": "data/national/one.csv",
    "small-parquet": "data/national/one.parquet",
    "big-parquet": f"{{file: data/national/outturns.parquet, {_FILTER}}}",
    "big-folder": f"{{file: data/national/outturns, {_FILTER}}}",
    "big-csv": f"{{file: data/national/outturns.csv, {_FILTER}}}",
}
QUARTER = """\
quarter: 2023-24 Q4
house: exampleshire
reports:
  clinics:
    notebook: performance_clinic_summary
    title: Performance Clinics
    parameters:
      indicators: data/national/indicators.csv
      outturns: {source}
      area: {area}
"""
# Deterministic, and of a size and spread as outturns are; rows by period, so that a council's lie all through it.
ROWS = f"""\
SELECT 'KPI ' || lpad(indicator::VARCHAR, 3, '0') AS reference, periods.period,
    (60 + hash(indicator * 1000003 + area * 101 + place) % 300 / 10.0)::DECIMAL(4, 1)::VARCHAR AS actual,
    (70 + indicator % 20)::VARCHAR AS target, 'E06' || lpad(area::VARCHAR, 6, '0') AS area
FROM (SELECT unnest({PERIODS}) AS period, unnest(range({len(PERIODS)})) AS place) AS periods,
    range(1, {INDICATORS + 1}) AS i(indicator), range(1, {AREAS + 1}) AS a(area)
ORDER BY place, indicator, area
"""


def make(project: Path) -> None:
    """Write the register in each form, the rows of one council, what the indicators are, and the quarter files."""
    folder = project / "data" / "national"
    folder.mkdir()
    lines = "".join(f"{reference},Indicator {reference},%,higher,1\n" for reference in REPORTED)
    (folder / "indicators.csv").write_text(f"reference,title,unit,polarity,decimals\n{lines}", "utf-8")
    one = f"(SELECT * FROM outturns WHERE area = '{TAKEN}' AND reference IN {tuple(REPORTED)})"
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE outturns AS {ROWS}")
        for table, name in (("outturns", "outturns"), (one, "one")):
            database.execute(f"COPY {table} TO '{folder / name}.csv' (HEADER)")
            database.execute(f"COPY {table} TO '{folder / name}.parquet' (FORMAT parquet)")
        database.execute(f"COPY outturns TO '{folder / 'outturns'}' (FORMAT parquet, PARTITION_BY (area))")
    (project / "params" / "houses" / "exampleshire.yaml").write_text(HOUSE, "utf-8")
    for name, source in SOURCES.items():
        (project / "params" / f"{name}.yaml").write_text(QUARTER.format(source=source, area=TAKEN), "utf-8")


def build(name: str) -> list[str]:
    """The command that builds the report of a source."""
    return [sys.executable, "-m", "quarterbook", "build", f"params/{name}.yaml", "--force"]


def seconds(name: str, project: Path) -> float:
    """How long the command takes."""
    start = time.perf_counter()
    done = subprocess.run(build(name), cwd=project, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{name}: {done.stderr}")
    return time.perf_counter() - start


def peak(name: str, project: Path) -> dict[str, int]:
    """The most memory, in bytes, that the command and the largest of the processes below it had resident."""
    most = {"command": 0, "below": 0}
    with subprocess.Popen(build(name), cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as command:
        watched = psutil.Process(command.pid)
        ended = threading.Event()
        threading.Thread(target=lambda: (command.wait(), ended.set()), daemon=True).start()
        while not ended.wait(0.02):
            for process in _all(watched):
                try:
                    which = "command" if process == watched else "below"
                    most[which] = max(most[which], process.memory_info().rss)
                except psutil.Error:
                    continue
    return most


def _all(process: psutil.Process) -> Iterator[psutil.Process]:
    try:
        yield process
        yield from process.children(recursive=True)
    except psutil.Error:
        return


def reading(name: str, project: Path) -> float:
    """The processor time, in seconds, that reading the source alone takes."""
    text = SOURCES[name]
    source = {"file": text.split(",")[0].removeprefix("{file: "), "where": WHERE} if text.startswith("{") else text
    start = time.process_time()
    sources.read(source, project.resolve())
    return time.process_time() - start


def main() -> None:
    """Measure the builds in turn and print medians, ratios and memory."""
    if os.environ.get("PYTHONDONTWRITEBYTECODE"):
        sys.exit("Unset PYTHONDONTWRITEBYTECODE first: without bytecode every import takes twice as long.")
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        project = copied(Path(folder))
        make(project)
        conversion = seconds("big-csv", project) - seconds("big-csv", project)
        taken: dict[str, list[float]] = {name: [] for name in SOURCES}
        for _ in range(runs):
            for name, times in taken.items():
                times.append(seconds(name, project))
        memory = {name: peak(name, project) for name in SOURCES}
        shutil.rmtree(project / "reports" / ".store" / "converted")
        converting = max(peak("big-csv", project).values())
        alone = {name: statistics.median(reading(name, project) for _ in range(runs)) for name in SOURCES}
    base = statistics.median(taken["small-csv"])
    rows = f"{AREAS * INDICATORS * len(PERIODS):,}"
    print(f"{rows} rows; the CSV was converted once, in {conversion:.1f} s and {converting / 1e6:.0f} MB")
    print(f"{'source':14} {'build':>8} {'ratio':>6} {'command':>9} {'below it':>9} {'reading':>9}")
    for name, times in taken.items():
        ratio = statistics.median(one / small for one, small in zip(times, taken["small-csv"], strict=True))
        command, below = (memory[name][which] / 1e6 for which in ("command", "below"))
        told = f"{statistics.median(times):6.2f} s {ratio:6.2f} {command:6.0f} MB {below:6.0f} MB"
        print(f"{name:14} {told} {alone[name] * 1000:6.0f} ms")
    print(f"ratios are to small-csv, {base:.2f} s; reading is processor time")


if __name__ == "__main__":
    main()
