"""Before any kernel starts: a report's parameters settled, its sources read, its data checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from quarterbook import registers
from quarterbook.checks.findings import Finding
from quarterbook.errors import InputError
from quarterbook.params import flat, house_file
from quarterbook.params.project import shown
from quarterbook.params.quarter_file import QuarterFile
from quarterbook.registers import sources
from quarterbook.registers.register import RegisterError, frame
from quarterbook.running import checking, files


@dataclass(frozen=True)
class Input:
    """What a report reads: what it is, its path as records give it, its hash as read, and how to get it again.

    `data` holds the bytes of a query, which need not be had a second time; a file's are not held.
    """

    role: str
    path: str
    sha256: str
    again: Callable[[], bytes]
    data: bytes | None = None

    def as_read(self) -> bytes:
        """Its bytes as they were read, or of a file as they are now."""
        return self.again() if self.data is None else self.data


@dataclass(frozen=True)
class Prepared:
    """A report ready to run: its flat parameters, its inputs, and what the checks found in its data.

    `withheld` says why a paper is not for publication, '' where it is; `public_title` then stands for its own.
    """

    slug: str
    notebook: Path
    parameters: dict[str, Any]
    inputs: tuple[Input, ...]
    findings: tuple[Finding, ...]
    withheld: str = ""
    public_title: str | None = None


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
            loaded = sources.load(source, file.root)
            raw = sources.table(loaded)
            frames[name] = frame(raw, registers.REGISTERS[register], house)
            held = loaded.data if loaded.kept else None
            inputs.append(Input(name, loaded.path, raw.sha256, loaded.again, held))
        except RegisterError as error:
            problems += error.problems
        except InputError as error:
            where = file.yaml.where(("reports", slug, "parameters", name))
            problems += [f"{problem} ({where}, {name})" for problem in error.problems]
    if not problems:
        for name, problem in checking.unfit(frames, parameters).items():
            given = ("reports", slug, name) if name == "as_at" else ("reports", slug, "parameters", name)
            problems.append(f"{file.yaml.where(given)}: {name}: {problem}")
    if problems:
        raise InputError(problems)
    findings = checking.check(frames, parameters, house)
    report = file.report(slug)
    public_title = report.exempt.public_title if report.exempt else None
    return Prepared(slug, notebook, parameters, tuple(inputs), findings, report.withheld, public_title)


def _input(role: str, path: Path, root: Path) -> Input:
    return Input(role, shown(path, root), files.sha256(path.read_bytes()), path.read_bytes)
