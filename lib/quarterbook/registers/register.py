"""From a raw table to a register's frame: the council's column names and words become ours.

Every problem of a file is told at once, each with its row, its column as the file names it, the
value, what was expected and how to mend it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

import pandas as pd

from quarterbook.errors import InputError
from quarterbook.params.house_file import House
from quarterbook.registers import cells
from quarterbook.registers.sources import RawTable

Kind = Literal["text", "reference", "date", "percent", "number", "yes-no", "choice", "rating"]
_DTYPES = {"date": "datetime64[ns]", "percent": "float64", "number": "object", "yes-no": "boolean"}
# How many problems are told of one file: enough to mend it in a sitting, not so many that none is read.
MAX_TOLD = 200


@dataclass(frozen=True)
class Field:
    """A column of a register."""

    name: str
    kind: Kind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Register:
    """A register: its name, the letter of its rule codes, its columns, and the columns that name a row."""

    name: str
    letter: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]

    def empty(self) -> pd.DataFrame:
        """A frame of this register with no rows."""
        return _framed(self, {field.name: [] for field in self.fields}, [], "", "")


class RegisterError(InputError):
    """A register that cannot be read; `findings` are its errors as rule codes."""

    def __init__(self, problems: list[Problem]) -> None:
        self.found = tuple(problems)
        told = [str(problem) for problem in problems[:MAX_TOLD]]
        if len(problems) > MAX_TOLD:
            told.append(f"… and {len(problems) - MAX_TOLD:,} more problems in {problems[0].source}.")
        super().__init__(told)


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
    their origin through any filter or join. Raises `RegisterError`.
    """
    headers, problems = _headers(raw, register, house)
    missing = {cells.text(marker).lower() for marker in house.missing.get(register.name, ())} | {""}
    values: dict[str, list[Any]] = {}
    for field in register.fields:
        header = headers.get(field.name)
        if header is None:
            values[field.name] = [None] * len(raw.rows)
            continue
        place, parse = raw.header.index(header), _parser(field, register, house)
        words = {word.lower(): ours for word, ours in house.values.get(field.name, {}).items()}
        values[field.name] = [
            _value(row[place], number, field, register, raw.source, header, parse, words, missing, problems)
            for number, row in raw.rows
        ]
    rows = [number for number, _ in raw.rows]
    problems += _repeated(values, rows, register, raw.source, headers)
    if problems:
        raise RegisterError(sorted(problems, key=lambda problem: (problem.row or 0, problem.code)))
    return _framed(register, values, rows, raw.source, raw.sha256)


def _headers(raw: RawTable, register: Register, house: House) -> tuple[dict[str, str], list[Problem]]:
    """Our column names to the file's, and what is wrong with the header row."""
    unreadable, problems = f"{register.letter}01", []
    for name in dict.fromkeys(name for name in raw.header if name and raw.header.count(name) > 1):
        told = f"the column name stands {raw.header.count(name)} times; each may stand once."
        problems.append(Problem(unreadable, told, raw.source, 1, name))
    mapped = house.columns.get(register.name, {})
    headers = {}
    for field in register.fields:
        theirs = mapped.get(field.name, field.name)
        found = next((name for name in (theirs, field.name) if name in raw.header), None)
        if found is not None:
            headers[field.name] = found
        elif field.required:
            near = get_close_matches(theirs, raw.header, n=1)
            hint = f"Did you mean the column '{near[0]}'?" if near else f"Columns here: {', '.join(raw.header)}."
            told = f"the column is missing; it holds the {register.name}' {field.name}. {hint}"
            problems.append(Problem(unreadable, told, raw.source, 1, theirs))
    return headers, problems


def _parser(field: Field, register: Register, house: House) -> Callable[[object], Any]:
    if field.kind == "date":
        order = house.date_order.get(register.name)
        return lambda cell: cells.iso_date(cell, order)
    if field.kind == "choice":
        return lambda cell: cells.choice(cell, field.choices)
    if field.kind == "rating":
        labels = {rating.label.lower(): name for name, rating in house.ratings.levels.items()}
        return lambda cell: cells.choice(labels.get(cells.text(cell).lower(), cell), tuple(house.ratings.levels))
    return {
        "text": cells.text,
        "reference": cells.reference,
        "percent": cells.percent,
        "number": cells.number,
        "yes-no": cells.yes_no,
    }[field.kind]


def _value(
    cell: object,
    row: int,
    field: Field,
    register: Register,
    source: str,
    header: str,
    parse: Callable[[object], Any],
    words: dict[str, str],
    missing: set[str],
    problems: list[Problem],
) -> Any:
    shown = (
        cell
        if isinstance(cell, str)
        else str(int(cell))
        if isinstance(cell, float) and cell.is_integer()
        else str(cell)
    )
    folded = " ".join(shown.split()).lower()
    if folded in missing:
        if field.required:
            problems.append(
                Problem(f"{register.letter}02", f"the cell is blank; {field.name} is required.", source, row, header)
            )
        return None
    if folded.upper() in cells.FORMULA_ERRORS:
        told = f"'{shown}' is a formula's error. Mend the formula and export again."
        problems.append(Problem(f"{register.letter}01", told, source, row, header))
        return None
    try:
        return parse(words.get(folded, cell))
    except ValueError as expected:
        value = shown if len(shown) <= 60 else f"{shown[:60]}…"
        told = f"'{value}' cannot be read; expected {expected}."
        problems.append(Problem(f"{register.letter}01", told, source, row, header))
        return None


def _repeated(
    values: dict[str, list[Any]], rows: list[int], register: Register, source: str, headers: dict[str, str]
) -> list[Problem]:
    """Rows whose key stood in a row before."""
    seen: dict[tuple[Any, ...], int] = {}
    problems = []
    for number, *key in zip(rows, *(values[name] for name in register.key), strict=True):
        first = seen.setdefault(tuple(key), number)
        if first != number and None not in key:
            told = f"'{', '.join(map(str, key))}' stands in row {first} already; each may stand once."
            column = headers.get(register.key[0])
            problems.append(Problem(f"{register.letter}03", told, source, number, column))
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
