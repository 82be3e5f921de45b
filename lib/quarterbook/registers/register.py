"""From a raw table to a register's frame: the council's column names and words become ours.

Every problem of a file is told at once, each with its row, its column as the file names it, the
value, what was expected and how to mend it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import pandas as pd

from quarterbook.errors import InputError, nearest
from quarterbook.params.house_file import House
from quarterbook.registers import cells
from quarterbook.registers.columns import REPEATED, UNREADABLE, Column, Field, Unreadable, called, column
from quarterbook.registers.sources import RawTable

_DTYPES = {"date": "datetime64[ns]", "percent": "float64", "number": "object", "yes-no": "boolean"}
# How many problems are told of one file: enough to mend it in a sitting, not so many that none is read.
MAX_TOLD = 200


@dataclass(frozen=True)
class Register:
    """A register: its name, its columns, the columns that name a row, and the beginning of its rule codes.

    Its codes end in 1 for what is unreadable, 2 for a required blank, 3 for what is repeated.
    """

    name: str
    codes: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]

    def empty(self) -> pd.DataFrame:
        """A frame of this register with no rows."""
        return _framed(self, {field.name: [] for field in self.fields}, [], "", "")


class RegisterError(InputError):
    """A register that cannot be read; `found` are its problems, all of them, under their rule codes."""

    def __init__(self, problems: list[Problem]) -> None:
        self.found = tuple(problems)
        told = [str(problem) for problem in problems[:MAX_TOLD]]
        if len(problems) > MAX_TOLD:
            told.append(f"… and {len(problems) - MAX_TOLD:,} more problems in {problems[0].source}.")
        mend = f"Mend {problems[0].source}, or better the system it was exported from, and check it again."
        super().__init__([*told, mend])


@dataclass(frozen=True)
class Problem:
    """A cell, row or column that stops the register: code 01 unreadable, 02 blank, 03 repeated."""

    code: str
    message: str
    source: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row is not None else ""
        column = f", column '{self.column}'" if self.column is not None else ""
        return f"{self.source}{row}{column}: {self.message} [{self.code}]"


def frame(raw: RawTable, register: Register, house: House) -> pd.DataFrame:
    """Return the register's frame: one row a record, indexed by spreadsheet row, every column of `register`.

    Columns absent from the file are all missing. `source` and `sha256` follow, so that rows keep
    their origin through any filter or join. Raises `RegisterError` with all that is wrong with the
    file, and `InputError` where the house file cannot be applied to the register.
    """
    if wrong := list(_house_problems(register, house)):
        raise InputError(wrong)
    columns, problems = _columns(raw, register, house)
    values: dict[str, list[Any]] = {field.name: [None] * len(raw.rows) for field in register.fields}
    for one in columns:
        place = raw.header.index(one.header)
        for nth, (row, row_cells) in enumerate(raw.rows):
            try:
                values[one.field.name][nth] = one.value(row_cells[place])
            except Unreadable as error:
                code = f"{register.codes}{error.rule}"
                problems.append(Problem(code, str(error), raw.source, row, one.header))
    rows = [row for row, _ in raw.rows]
    problems += _repeated(values, rows, register, raw.source, columns)
    if problems:
        raise RegisterError(sorted(problems, key=lambda problem: (problem.row or 0, problem.code)))
    return _framed(register, values, rows, raw.source, raw.sha256)


def _house_problems(register: Register, house: House) -> Iterator[str]:
    """What the house file says of a register that the register does not know."""
    names = [field.name for field in register.fields]
    for name in house.columns.get(register.name, {}):
        if name not in names:
            yield f"In the house file, columns: {register.name} have no column '{name}'. {nearest(name, names)}"
    for field in register.fields:
        known = called(field, house)
        words = {cells.folded(word) for word in (*known, *known.values())}
        for theirs, ours in house.values.get(field.name, {}).items():
            if known and cells.folded(ours) not in words:
                near = nearest(ours, known)
                yield f"In the house file, values: '{theirs}' stands for '{ours}', which no {field.name} is. {near}"


def _columns(raw: RawTable, register: Register, house: House) -> tuple[list[Column], list[Problem]]:
    """The register's columns that the file holds, and what is wrong with its header row."""
    unreadable, problems = f"{register.codes}{UNREADABLE}", []
    for name in dict.fromkeys(name for name in raw.header if name and raw.header.count(name) > 1):
        told = f"the column name stands {raw.header.count(name)} times; name each column once."
        problems.append(Problem(unreadable, told, raw.source, 1, name))
    mapped = house.columns.get(register.name, {})
    columns = []
    for field in register.fields:
        theirs = mapped.get(field.name, field.name)
        header = next((name for name in (theirs, field.name) if name in raw.header), None)
        if header is not None:
            columns.append(column(field, header, register.name, house))
        elif field.required:
            near = get_close_matches(theirs, raw.header, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Columns here: {', '.join(filter(None, raw.header))}."
            told = (
                f"the column is missing; {field.name} was expected in it. {hint} "
                f"If the export names it otherwise, say so in the house file (columns: {register.name})."
            )
            problems.append(Problem(unreadable, told, raw.source, 1, theirs))
    return columns, problems


def _repeated(
    values: dict[str, list[Any]], rows: list[int], register: Register, source: str, columns: list[Column]
) -> list[Problem]:
    """Rows whose key stood in a row before."""
    seen: dict[tuple[Any, ...], int] = {}
    header = next((one.header for one in columns if one.field.name == register.key[0]), None)
    problems = []
    for number, *key in zip(rows, *(values[name] for name in register.key), strict=True):
        first = seen.setdefault(tuple(key), number)
        if first != number and None not in key:
            told = f"'{', '.join(map(str, key))}' stands in row {first} already; give each row its own."
            problems.append(Problem(f"{register.codes}{REPEATED}", told, source, number, header))
    return problems


def _framed(
    register: Register, values: dict[str, list[Any]], rows: list[int], source: str, sha256: str
) -> pd.DataFrame:
    index = pd.Index(rows, dtype="int64", name="row")
    columns = {
        field.name: pd.Series(values[field.name], index=index, dtype=_DTYPES.get(field.kind, "str"))
        for field in register.fields
    }
    columns["source"] = pd.Series([source] * len(rows), index=index, dtype="str")
    columns["sha256"] = pd.Series([sha256] * len(rows), index=index, dtype="str")
    return pd.DataFrame(columns, index=index)
