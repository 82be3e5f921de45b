"""A meeting of the smallest project: reports as if they had been built, texts, and an agenda of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import nbformat
from nbformat.v4 import new_markdown_cell, new_notebook
from pydantic import BaseModel

from quarterbook.params.quarter_file import QuarterFile, load
from quarterbook.running.inputs import prepare
from quarterbook.running.manifest import manifest
from small_project import project, write

# What nobody may see in a public pack begins so.
SECRET = "SENTINEL"
CELL = """\
title: str = "A paper"  # the paper's title
plan: str = "Directorate Plan"  # what the plan is called
"""
QUARTER = """\
quarter: 2023-24 Q2
house: testshire
reports:
  plans: {notebook: update, title: Directorate plans}
  land:
    notebook: update
    title: SENTINEL High Street
    exempt: {paragraphs: [3], reason: It names a buyer., public_interest: A better price., public_title: Land}
  partly:
    notebook: update
    title: Savings
    exempt_parts: {paragraphs: [1, 3], reason: It tells of one person., public_interest: Trust.}
  tagged: {notebook: update, title: Tagged}
  whole: {notebook: update, title: Whole, exempt: {paragraphs: [3], reason: x}}
  secret:
    notebook: update
    title: SENTINEL secret
    confidential: {reason: A minister forbade it., public_title: A matter}
"""
MEETING = """\
meetings:
  panel:
    committee: Overview Panel
    date: 2023-11-21
    published: 2023-11-13
    time: "16:00"
    place: Committee Room 1
    contact: Democratic Services
"""


def meeting(folder: Path, *items: str) -> QuarterFile:
    """Read a quarter file whose one meeting has these items on its agenda."""
    root = project(folder, cell=CELL)
    agenda = "    agenda:\n" + "".join(f"      - {item}\n" for item in items) if items else ""
    return load(write(root / "params" / "testshire-2023-24-q2.yaml", QUARTER + MEETING + agenda), root)


def markdown_notebook(*cells: str) -> nbformat.NotebookNode:
    """A notebook of markdown cells; one that begins with "!" is tagged exempt."""
    made = [
        new_markdown_cell(cell.removeprefix("!"), id=f"c{at}", metadata={"tags": ["exempt"] * cell.startswith("!")})
        for at, cell in enumerate(cells)
    ]
    return new_notebook(cells=made)


def as_if_built(out: Path, file: QuarterFile, slug: str, *cells: str) -> Path:
    """Leave a report as a build would, its notebook and a manifest of it; returns its folder."""
    folder = out / file.name / slug
    notebook = write(folder / f"{slug}.ipynb", nbformat.writes(markdown_notebook(*cells)))
    told = manifest(prepare(file, slug), {notebook.name: notebook.read_bytes()})
    write(folder / "manifest.json", json.dumps(told))
    return folder


def strings(value: object) -> Iterator[str]:
    """Every string of a value, however deep, names of keys among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        yield from strings(value.model_dump())
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(name)
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)
