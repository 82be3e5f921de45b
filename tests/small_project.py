"""The smallest project that a quarter file can be read in: a house, a notebook, a folder for each."""

from __future__ import annotations

import json
from pathlib import Path

HOUSE = """\
council: Testshire Council
ratings:
  rule: reported
  levels:
    green: {label: On track, meaning: It goes well, clause: going well, symbol: ✓, colour: "#2E7D4F"}
    red: {label: Off track, meaning: It goes badly, clause: going badly, symbol: ▼, colour: "#b3261e"}
"""
CELL = """\
quarter: str = "2023-24 Q1"  # the quarter reported
title: str = "A paper"  # the paper's title
actions: "source" = "data/other/actions.csv"  # the actions of the plan
previous_actions: "optional source" = "data/other/before.csv"  # a quarter before
directorates: list[str] = []  # those of the paper
plan: str = "Directorate Plan"  # what the plan is called
"""
QUARTER = """\
quarter: 2023-24 Q1
house: testshire
reports:
  plans:
    notebook: update
    title: A paper
    parameters:
      actions: data/actions.csv
"""


def project(folder: Path, *, house: str = HOUSE, cell: str = CELL) -> Path:
    """Write a project of one house and one notebook in `folder`; returns its root."""
    write(folder / "params" / "houses" / "testshire.yaml", house)
    write(folder / "notebooks" / "update.ipynb", notebook(cell))
    return folder.resolve()


def notebook(*cells: str, tag: str = "parameters") -> str:
    """A notebook whose first cell has a tag."""
    return json.dumps(
        {
            "cells": [
                {"cell_type": "code", "metadata": {"tags": [tag]} if not number else {}, "source": source}
                for number, source in enumerate(cells)
            ],
            "metadata": {},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )


def write(path: Path, text: str) -> Path:
    """Write a text file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path
