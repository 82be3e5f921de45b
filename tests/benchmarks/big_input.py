"""A report of one council from a register of 1.2 million rows, against the same report from that council's rows alone.

The register is a CSV, a Parquet file in the order of its periods, and a folder of Parquet files by area. Beside the
time of a build stands the peak memory of the largest of its processes, measured in builds of their own.
"""

from __future__ import annotations

import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import duckdb
import psutil

from benchmarks.frame import QUARTERBOOK, Asked, Row, spent
from projects import HOUSE, copied

AREAS, INDICATORS = 334, 300
PERIODS = [f"{year}-{(year + 1) % 100:02} Q{quarter}" for year in range(2021, 2024) for quarter in range(1, 5)]
# What a report takes: one council's outturns of the indicators that it reports on.
TAKEN = "E06000100"
REPORTED = [f"KPI {number:03}" for number in range(7, INDICATORS, 15)]
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
    return [*QUARTERBOOK, "build", f"params/{name}.yaml", "--force"]


def peak(name: str, project: Path) -> int:
    """The most memory, in bytes, that one of a build's processes had resident."""
    most = 0
    with subprocess.Popen(build(name), cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as command:
        watched = psutil.Process(command.pid)
        ended = threading.Event()
        threading.Thread(target=lambda: (command.wait(), ended.set()), daemon=True).start()
        while not ended.wait(0.02):
            for process in _all(watched):
                try:
                    most = max(most, process.memory_info().rss)
                except psutil.Error:
                    continue
    return most


def _all(process: psutil.Process) -> Iterator[psutil.Process]:
    try:
        yield process
        yield from process.children(recursive=True)
    except psutil.Error:
        return


def measure(asked: Asked) -> list[Row]:
    """Build from each source in turn, the CSV once before, so that it is converted."""
    with tempfile.TemporaryDirectory() as folder:
        project = copied(Path(folder))
        make(project)
        spent(*build("big-csv"), cwd=project)
        taken: dict[str, list[float]] = {name: [] for name in SOURCES}
        for _ in range(asked.times(3)):
            for name, times in taken.items():
                times.append(spent(*build(name), cwd=project).seconds)
        memory = {name: peak(name, project) / 1e6 for name in SOURCES}
    small = taken.pop("small-csv")
    rows = []
    for name, times in taken.items():
        ratio = median(one / other for one, other in zip(times, small, strict=True))
        goal = "at most 1.50, 400 MB" if name in ("big-parquet", "big-folder") else ""
        what = f"One council of {AREAS}, {name.replace('-', ' ')} ({memory[name]:.0f} MB)"
        rows.append(Row(what, f"{median(times):.2f} s", f"{median(small):.2f} s", f"{ratio:.2f}", goal))
    return rows
