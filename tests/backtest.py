"""A council's sample data as a check works them out, and as its notebook shows them, for the back-tests of papers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd

from frames import by_id
from projects import REPOSITORY
from quarterbook import registers
from quarterbook.analysis.figures import Figure
from quarterbook.document.blocks import MIME, FigureSet, from_json
from quarterbook.findings import Finding
from quarterbook.params import house_file
from quarterbook.params.house_file import House

Frames = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Sample:
    """The registers of a paper, by what each parameter calls its file, and how they are worked out."""

    council: str
    files: dict[str, str]
    parameters: dict[str, Any]
    found: Callable[[Frames, dict[str, Any], House], tuple[list[Figure], tuple[Finding, ...]]]

    @cached_property
    def house(self) -> House:
        """The council's house style."""
        return house_file.load(self.council, REPOSITORY)

    @cached_property
    def frames(self) -> Frames:
        """The registers, as read."""
        return {name: self.read(name, file) for name, file in self.files.items()}

    def read(self, name: str, file: str) -> pd.DataFrame:
        """A register, from a file of the council."""
        path = f"data/{self.council}/{file}.csv"
        return registers.read(name.removeprefix("previous_"), path, self.house, REPOSITORY)

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Every figure of the paper, as a check works it out."""
        return by_id(self._worked_out[0])

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules find."""
        return self._worked_out[1]

    def figures_of(self, given: Frames) -> dict[str, Figure]:
        """The same of other registers."""
        return by_id(self.found(given, self.parameters, self.house)[0])

    @cached_property
    def _worked_out(self) -> tuple[list[Figure], tuple[Finding, ...]]:
        return self.found(self.frames, self.parameters, self.house)


def stored(notebook: Path) -> dict[str, Figure]:
    """The figures that a stored notebook shows, in every cell that adds some to its paper."""
    shown = (
        from_json(output.data[MIME])
        for cell in nbformat.read(notebook, as_version=4).cells
        for output in cell.get("outputs", [])
        if MIME in output.get("data", {})
    )
    return by_id(figure for block in shown if isinstance(block, FigureSet) for figure in block.figures)
