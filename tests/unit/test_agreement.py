"""Which reports of a quarter have to agree on a figure: those of one day, and on reserves those of any day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from projects import tiny
from quarterbook.params import quarter_file
from quarterbook.running.agreement import disputed

# A report by its slug: its notebook, its day, its council, and the values of a figure of staff and of a reserve.
Given = dict[str, tuple[str, str, str, int, int]]
DAY, LATER = "2023-06-30", "2023-08-31"


def disputes(folder: Path, given: Given) -> dict[str, dict[str, Any]]:
    file = tiny(folder, {notebook: [] for notebook, *_ in given.values()})
    reports = "".join(
        f"  {slug}: {{notebook: {notebook}, title: X, as_at: {day}, parameters: {{area: '{area}'}}}}\n"
        for slug, (notebook, day, area, *_) in given.items()
    )
    file.write_text(f"quarter: 2023-24 Q1\nhouse: exampleshire\nreports:\n{reports}", "utf-8")
    folders = {slug: _built(folder / "reports" / slug, staff, reserve) for slug, (*_, staff, reserve) in given.items()}
    return disputed(quarter_file.load(file, folder), folders)


def _built(folder: Path, staff: int, reserve: int) -> Path:
    folder.mkdir(parents=True)
    read = {"actions": "a" * 64, "reserves": f"{reserve}" * 64}
    of = {role: [{"source": f"{role}.csv", "sha256": sha256, "rows": [2]}] for role, sha256 in read.items()}
    figures = [
        {"id": "staff.total", "value": staff, "of": of["actions"]},
        {"id": "reserve.2022-23", "value": reserve, "of": of["reserves"]},
        {"id": "year.months", "value": staff, "of": []},
    ]
    inputs = [{"role": role, "path": f"{role}.csv", "sha256": sha256} for role, sha256 in read.items()]
    (folder / "figures.json").write_text(json.dumps({"figures": figures}), "utf-8")
    (folder / "manifest.json").write_text(json.dumps({"inputs": inputs}), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ({"a": ("plans", DAY, "", 1, 1), "b": ("budget", DAY, "", 1, 1)}, []),
        ({"a": ("plans", DAY, "", 1, 1), "b": ("budget", DAY, "", 2, 1)}, ["staff.total", "year.months"]),
        ({"a": ("plans", DAY, "", 1, 1), "b": ("budget", LATER, "", 2, 1)}, []),
        ({"a": ("plans", DAY, "", 1, 1), "b": ("budget", LATER, "", 2, 2)}, ["reserve.2022-23"]),
        # Two months of one paper: what is forecast of a reserve may have changed.
        ({"a": ("budget", DAY, "", 1, 1), "b": ("budget", LATER, "", 2, 2)}, []),
        ({"a": ("plans", DAY, "Leeds", 1, 1), "b": ("budget", LATER, "Hull", 2, 2)}, []),
        ({"a": ("plans", DAY, "", 1, 1)}, []),
    ],
    ids=["agree", "one day", "two days", "a reserve", "a series", "two councils", "alone"],
)
def test_who_has_to_agree_on_what(tmp_path: Path, given: Given, ids: list[str]) -> None:
    assert sorted(disputes(tmp_path, given)) == ids


def test_of_a_series_the_latest_has_to_agree_with_other_papers(tmp_path: Path) -> None:
    series = {"june": ("budget", DAY, "", 1, 1), "august": ("budget", LATER, "", 1, 2)}
    assert disputes(tmp_path, {**series, "plans": ("plans", "2023-07-31", "", 1, 2)}) == {}
    other = disputes(tmp_path / "x", {**series, "plans": ("plans", "2023-07-31", "", 1, 1)})
    assert other == {"reserve.2022-23": {"august": 2, "plans": 1}}
