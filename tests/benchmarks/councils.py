"""A project of as many different reports as are wanted: invented councils, each with four quarters or more.

The same number gives the same files. Each report has one quarter of its council's plan, about 60 rows, and the
quarter before.
"""

from __future__ import annotations

import csv
from itertools import product
from pathlib import Path
from random import Random

from benchmarks import plans
from benchmarks.frame import REPOSITORY
from quarterbook.quarters import Quarter

SLUG, NOTEBOOK, SAMPLE = "directorate-plans", "directorate_quarterly_update", "rochdale"
FIRST = Quarter(2021, 1)
_BEGINNINGS = ("Thistle", "Otter", "Plover", "Linnet", "Teasel", "Curlew", "Dunlin", "Juniper", "Tansy", "Sorrel")
_ENDINGS = ("garth", "mere", "combe", "holt", "wick", "stow", "ness", "shaw", "dale", "beck")
COUNCILS = ["".join(words) for words in product(_BEGINNINGS, _ENDINGS, ("", " North", " South", " East", " West"))]
_QUARTER_FILE = """\
quarter: {quarter}
house: {house}
reports:
  {slug}:
    notebook: {notebook}
    title: "{council} Directorate Plans: {quarter} Performance Update"
    front_matter: {{Report to: Corporate Overview Committee, Public or private: Public}}
    parameters:
      actions: data/{house}/{now}.csv
      previous_actions: data/{house}/{before}.csv
      directorates: [{directorates}]
      contact: Performance Team, performance@{house}.example
"""


def project(folder: Path, reports: int) -> list[str]:
    """Write a project of so many reports; returns the names of its quarter files."""
    each = max(4, -(-reports // len(COUNCILS)))
    (folder / "params" / "houses").mkdir(parents=True)
    (folder / "notebooks").mkdir()
    notebook = f"notebooks/{NOTEBOOK}.ipynb"
    (folder / notebook).write_bytes((REPOSITORY / notebook).read_bytes())
    names: list[str] = []
    for number in range(-(-reports // each)):
        names += _council(folder, number, min(each, reports - len(names)))
    return names


def _council(folder: Path, number: int, quarters: int) -> list[str]:
    council, random = COUNCILS[number], Random(number)
    name = council.lower().replace(" ", "-")
    sample = (REPOSITORY / "params" / "houses" / f"{SAMPLE}.yaml").read_text("utf-8")
    house = sample[sample.index("council:") :].replace("Rochdale Borough Council", f"{council} Council")
    (folder / "params" / "houses" / f"{name}.yaml").write_text(house, "utf-8")
    (folder / "data" / name).mkdir(parents=True)
    directorates = random.sample(sorted(plans.DIRECTORATES), random.randint(3, 5))
    plan = plans.plan(random, directorates, FIRST, quarters)
    names, before, quarter = [], FIRST.previous(), FIRST
    _write(folder / "data" / name, before, plan, -1, Random(f"{number} before"))
    for at in range(quarters):
        _write(folder / "data" / name, quarter, plan, at, Random(f"{number} {at}"))
        names.append(f"{name}-{_slug(quarter)}")
        text = _QUARTER_FILE.format(
            **{"council": council, "house": name, "slug": SLUG, "notebook": NOTEBOOK, "quarter": quarter},
            **{"now": _slug(quarter), "before": _slug(before), "directorates": ", ".join(directorates)},
        )
        (folder / "params" / f"{names[-1]}.yaml").write_text(text, "utf-8")
        before, quarter = quarter, quarter.next()
    return names


def _write(folder: Path, quarter: Quarter, plan: list[plans.Action], at: int, random: Random) -> None:
    with (folder / f"{_slug(quarter)}.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(plans.HEADER)
        rows.writerows(plans.row(action, quarter.end, random) for action in plan if at in action.listed)


def _slug(quarter: Quarter) -> str:
    return str(quarter).lower().replace(" ", "-")
