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
from quarterbook.registers import totals
from quarterbook.registers.columns import (
    REPEATED,
    UNREADABLE,
    Column,
    Field,
    Unreadable,
    called,
    column,
    without_units,
    wrong_units,
)
from quarterbook.registers.layouts import Layout, layouts, strays
from quarterbook.sources import cells
from quarterbook.sources.source import RawTable

_DTYPES = {
    "date": "datetime64[ns]",
    "percent": "float64",
    "yes-no": "boolean",
    "quartile": "Int64",
    "whole": "Int64",
    "people": "Int64",
    **dict.fromkeys(("number", "measure", "period", "year", "dates", "when"), "object"),
    **dict.fromkeys(("references", "tolerance", "money"), "object"),
}
# How to mend a header that looks like a period.
_RENAME = "Rename the column, say in the house file what it is (columns: {}), or leave it out."
# How many problems are told of one file: enough to mend it in a sitting, not so many that none is read.
MAX_TOLD = 200
# How many problems that differ in their rows only have a line each.
MOST_ALIKE = 5


@dataclass(frozen=True)
class Register:
    """A register: its name, its columns, the columns that name a row, and the beginning of its rule codes.

    Its codes end in 1 for what is unreadable, 2 for a required blank, 3 for what is repeated. Where nothing names a
    row (the `key` is empty), only a whole row can stand twice. Where a file has its periods in the header, `spread` is
    the column that stands under a bare period. `labels` are the columns in which a row may say that it is a total; a
    register that has them has a column `total` (yes or no) in its frame.
    """

    name: str
    codes: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    spread: str = ""
    labels: tuple[str, ...] = ()

    def empty(self) -> pd.DataFrame:
        """A frame of this register with no rows."""
        return _framed(self, {field.name: [] for field in self.fields}, [], [], "", "")


class RegisterError(InputError):
    """A register that cannot be read; `found` are its problems, all of them, under their rule codes."""

    def __init__(self, problems: list[Problem]) -> None:
        self.found = tuple(problems)
        told = _lines(problems)
        if len(told) > MAX_TOLD:
            told[MAX_TOLD:] = [f"… and {len(told) - MAX_TOLD:,} more problems in {problems[0].source}."]
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


def _lines(problems: list[Problem]) -> list[str]:
    """A line each; but one for many that differ in their rows only, where the first of them stands."""
    alike: dict[tuple[str, str | None, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.code, problem.column, problem.message), []).append(problem)
    lines = []
    for problem in problems:
        same = alike[problem.code, problem.column, problem.message]
        if len(same) <= MOST_ALIKE:
            lines.append(str(problem))
        elif problem is same[0]:
            rows = ", ".join(str(other.row) for other in same[1:MOST_ALIKE])
            lines.append(f"{problem} The same in {len(same) - 1:,} more rows: {rows}, …")
    return lines


def frame(raw: RawTable, register: Register, house: House) -> pd.DataFrame:
    """Return the register's frame: one row a record, indexed by spreadsheet row, every column of `register`.

    A row of a wide file makes several records, which then share its number. Columns absent from the
    file are all missing. `source` and `sha256` follow, so that rows keep their origin through any
    filter or join. Raises `RegisterError` with all that is wrong with the file, and `InputError`
    where the house file cannot be applied to the register.
    """
    if wrong := list(_house_problems(register, house)):
        raise InputError(wrong)
    found, problems = _layouts(raw, register, house)
    read = [(layout, _columns(layout, raw.header, register, house)) for layout in found]
    records = [
        (row, cells, columns, layout.said) for row, cells in raw.rows for layout, columns in read if layout.holds(cells)
    ]
    values: dict[str, list[Any]] = {field.name: [None] * len(records) for field in register.fields}
    labels, declared = register.labels, house.totals.get(register.name, ())
    sums = [totals.is_total(row_cells, columns, labels, declared) for _, row_cells, columns, _ in records]
    for nth, (row, row_cells, columns, said) in enumerate(records):
        for name, value in said.items():
            values[name][nth] = value
        for place, one in columns:
            try:
                if one.field.name in labels and not sums[nth]:
                    totals.refuse_undeclared(one, row_cells[place], register.name)
                cell = row_cells[place]
                values[one.field.name][nth] = (
                    totals.value(one, cell, labels, register.key) if sums[nth] else one.value(cell)
                )
            except Unreadable as error:
                code = f"{register.codes}{error.rule}"
                problems.append(Problem(code, str(error), raw.source, row, one.header))
    rows = [row for row, *_ in records]
    first = next((raw.header[one.places[key]] for key in register.key[:1] for one in found if key in one.places), None)
    problems += _repeated(values, rows, sums, register, raw.source, first)
    if problems:
        raise RegisterError(sorted(problems, key=lambda problem: (problem.row or 0, problem.code)))
    return _framed(register, values, rows, sums, raw.source, raw.sha256)


def _house_problems(register: Register, house: House) -> Iterator[str]:
    """What the house file says of a register that the register does not know."""
    names = [field.name for field in register.fields]
    for name in house.columns.get(register.name, {}):
        if name not in names:
            yield f"In {house.file}, columns: {register.name} have no column '{name}'. {nearest(name, names)}"
    if house.totals.get(register.name) and not register.labels:
        yield f"In {house.file}, totals: {register.name} have no totals. Leave them out."
    for field in register.fields:
        known = called(field, house)
        words = {cells.folded(word) for word in (*known, *known.values())}
        for theirs, ours in house.values.get(field.name, {}).items():
            if known and cells.folded(ours) not in words:
                near = nearest(ours, known)
                yield f"In {house.file}, values: '{theirs}' stands for '{ours}', which no {field.name} is. {near}"


def _layouts(raw: RawTable, register: Register, house: House) -> tuple[list[Layout], list[Problem]]:
    """Where the register's fields stand in the file, and what is wrong with its header row."""
    unreadable, problems = f"{register.codes}{UNREADABLE}", []
    for name in dict.fromkeys(name for name in raw.header if name and raw.header.count(name) > 1):
        told = f"the column name stands {raw.header.count(name)} times; name each column once."
        problems.append(Problem(unreadable, told, raw.source, 1, name))
    mapped = house.columns.get(register.name, {})
    header = without_units(raw.header, register.fields, mapped)
    headers = (header, register.fields, register.spread, lambda name: (mapped.get(name, name), name))
    found = layouts(*headers)
    for name, told in strays(*headers).items():
        problems.append(Problem(unreadable, f"{told} {_RENAME.format(register.name)}", raw.source, 1, name))
    for name, told in wrong_units(raw.header, register.name, register.fields, house):
        problems.append(Problem(unreadable, told, raw.source, 1, name))
    for name in (raw.header[place] for one in found for place in one.again):
        if raw.header.count(name) == 1:
            told = "another column has the same of this period; keep one of them."
            problems.append(Problem(unreadable, told, raw.source, 1, name))
    for field in register.fields:
        if field.required and not any(field.name in {**one.places, **one.said} for one in found):
            theirs = mapped.get(field.name, field.name)
            near = get_close_matches(theirs, raw.header, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Columns here: {', '.join(filter(None, raw.header))}."
            told = (
                f"the column is missing; {field.name} was expected in it. {hint} "
                f"If the export names it otherwise, say so in the house file (columns: {register.name})."
            )
            problems.append(Problem(unreadable, told, raw.source, 1, theirs))
    return found, problems


def _columns(layout: Layout, header: tuple[str, ...], register: Register, house: House) -> list[tuple[int, Column]]:
    """Each column of a layout with its place in a row; several may stand in one place."""
    fields = {field.name: field for field in register.fields}
    return [
        (place, column(fields[name], header[place], register.name, house, in_key=name in register.key))
        for name, place in layout.places.items()
    ]


def _repeated(
    values: dict[str, list[Any]], rows: list[int], sums: list[bool], register: Register, source: str, header: str | None
) -> list[Problem]:
    """Rows whose key stood in a row before; a key that lacks what every row must have is told of elsewhere."""
    needed = [field.name for field in register.fields if field.name in register.key and field.required]
    seen: dict[tuple[Any, ...], int] = {}
    problems = []
    for nth, number in enumerate(rows):
        key = tuple(values[name][nth] for name in register.key or values)
        if sums[nth] or any(values[name][nth] is None for name in needed):
            continue
        first = seen.setdefault(key, number)
        if first != number:
            told = f"'{', '.join(str(part) for part in key if part is not None)}' stands in row {first} already; "
            told = (
                f"{told}give each row its own." if register.key else f"this is row {first} again; keep one of the two."
            )
            problems.append(Problem(f"{register.codes}{REPEATED}", told, source, number, header))
    return problems


def _framed(
    register: Register, values: dict[str, list[Any]], rows: list[int], sums: list[bool], source: str, sha256: str
) -> pd.DataFrame:
    index = pd.Index(rows, dtype="int64", name="row")
    columns = {
        field.column or field.name: pd.Series(values[field.name], index=index, dtype=_DTYPES.get(field.kind, "str"))
        for field in register.fields
    }
    if register.labels:
        columns["total"] = pd.Series(sums, index=index, dtype="bool")
    columns["source"] = pd.Series([source] * len(rows), index=index, dtype="str")
    columns["sha256"] = pd.Series([sha256] * len(rows), index=index, dtype="str")
    return pd.DataFrame(columns, index=index)
