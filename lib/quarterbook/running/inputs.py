"""Before any kernel starts: a report's parameters settled, its sources read, its data checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from quarterbook import checks, registers
from quarterbook.analysis import movement, pace, ratings
from quarterbook.checks.findings import Finding
from quarterbook.errors import InputError
from quarterbook.params import flat, house_file
from quarterbook.params.house_file import House
from quarterbook.params.project import shown
from quarterbook.params.quarter_file import QuarterFile
from quarterbook.quarters import Quarter
from quarterbook.registers import sources
from quarterbook.registers.register import RegisterError
from quarterbook.running import files


@dataclass(frozen=True)
class Input:
    """A file that a report reads: what it is, where it stands, and the hash of its bytes as read."""

    role: str
    path: str
    sha256: str


@dataclass(frozen=True)
class Prepared:
    """A report ready to run: its flat parameters, its inputs, and what the checks found in its data."""

    slug: str
    notebook: Path
    parameters: dict[str, Any]
    inputs: tuple[Input, ...]
    findings: tuple[Finding, ...]


def prepare(file: QuarterFile, slug: str) -> Prepared:
    """Settle, read and check a report. Raises `InputError` with every problem of every source."""
    parameters = flat.flat(file, slug)
    house = house_file.load(file.settings.house, file.root)
    notebook = flat.notebook_path(file.report(slug).notebook, file.root)
    inputs = [_input("notebook", notebook, file.root)]
    inputs += [_input("quarter_file", file.path, file.root)]
    house_path = house_file.path_of(file.settings.house, file.root)
    inputs += [_input("house", house_path, file.root)]
    if house.logo:
        inputs += [_input("logo", house_path.parent / house.logo, file.root)]
    frames: dict[str, pd.DataFrame] = {}
    problems: list[str] = []
    for name, source in parameters.items():
        register = flat.register_of(name)
        if register is None or source is None:
            continue
        try:
            frames[name] = registers.read(register, source, house, file.root)
            path = sources.file_of(source, file.root)
            inputs.append(Input(name, shown(path, file.root), str(frames[name]["sha256"].iloc[0])))
        except RegisterError as error:
            problems += error.problems
        except InputError as error:
            where = file.yaml.where(("reports", slug, "parameters", name))
            problems += [f"{problem} ({where}, {name})" for problem in error.problems]
    if problems:
        raise InputError(problems)
    findings = check(frames, parameters, house)
    return Prepared(slug, notebook, parameters, tuple(inputs), findings)


def _input(role: str, path: Path, root: Path) -> Input:
    return Input(role, shown(path, root), files.sha256(path.read_bytes()))


def check(frames: dict[str, pd.DataFrame], parameters: dict[str, Any], house: House) -> tuple[Finding, ...]:
    """Return what the rules find in a report's registers. Raises `InputError` where they cannot be joined."""
    if "actions" not in frames:
        return ()
    as_at = parameters["as_at"]
    try:
        ratings.places(frames["actions"], parameters.get("directorates") or ())
        rated = pace.pace(ratings.rate(frames["actions"], as_at, house.ratings), as_at)
        findings = checks.actions(rated, as_at, house.ratings)
        if "previous_actions" in frames:
            end = Quarter.parse(parameters["quarter"]).previous().end.isoformat()
            before = ratings.rate(frames["previous_actions"], end, house.ratings)
            moved = movement.compare(rated, before, house.ratings)
            findings += tuple(checks.a20_due_date_moved(moved.set_index("row")))
    except ValueError as error:
        raise InputError(str(error)) from None
    return findings
