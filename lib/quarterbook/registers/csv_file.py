"""CSV as councils export it: UTF-8, with or without a byte order mark, commas, quotes where needed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from quarterbook.errors import InputError
from quarterbook.registers.cells import Row

MAX_CELL = 100_000
MEND = "In Excel: Save As, 'CSV UTF-8 (comma delimited)'."
# A line with its end; other than str.splitlines, at the ends that CSV knows only.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
# What makes a cell need quotation marks.
_QUOTED = re.compile(r'[",\r\n]')
_OTHER_MARKS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def read(data: bytes, sheet: str, name: str) -> list[Row]:
    """Every row with its spreadsheet number, the header first. Raises `InputError`."""
    if sheet:
        raise InputError(f"{name}: a CSV file has no sheets; leave out '#{sheet}'.")
    rows = _rows(_decoded(data, name), name)
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        return []
    header = rows[0]
    for mark, called in _OTHER_MARKS.items():
        if len(header) == 1 and mark in header[0]:
            raise InputError(f"{name}, row 1: the columns are parted by {called}; commas were expected. {MEND}")
    # Under a blank header no row can have the right number of cells; the caller tells of the header.
    problems = [
        f"{name}, row {number}: {len(row)} cells, but the header has {len(header)} columns. "
        "A comma inside a cell must stand in quotation marks."
        for number, row in enumerate(rows, start=1)
        if any(header) and any(row) and (len(row) < len(header) or any(row[len(header) :]))
    ]
    if problems:
        raise InputError(problems)
    return [
        (number, (*row[: len(header)], *[""] * (len(header) - len(row)))) for number, row in enumerate(rows, start=1)
    ]


def written(cells: Sequence[str]) -> str:
    """Return a row as RFC 4180 has it; the csv library quotes otherwise from one Python to the next.

    >>> written(["a", "b, c", "d"]).strip()
    'a,"b, c",d'
    """
    return ",".join('"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell for cell in cells) + "\r\n"


def _rows(text: str, name: str) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    ends = [0]  # of each line read, and so where a row's text begins

    def lines() -> Iterator[str]:
        for line in _LINE.finditer(text):
            ends.append(line.end())
            yield line[0]

    start = 0
    try:
        with _cells_up_to(MAX_CELL):
            for row in csv.reader(lines(), strict=True):
                rows.append(tuple(cell.strip() for cell in row))
                start = ends[-1]
    except csv.Error as error:
        if "field limit" in str(error):
            raise InputError(_too_long(text, start, rows, name)) from None
        raise InputError(
            f"{name}, row {len(rows) + 1}: the quotation marks of this row do not pair ({error}). A cell with a "
            "quotation mark inside must stand in quotation marks, with each inner one doubled. " + MEND
        ) from None
    return rows


@contextmanager
def _cells_up_to(size: int) -> Iterator[None]:
    """The csv library stops at a longer cell, before it fills the memory; the limit is the whole process's."""
    before = csv.field_size_limit(size)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _too_long(text: str, start: int, before: list[tuple[str, ...]], name: str) -> str:
    """Say which cell is too long in the row whose text begins at `start`; `before` are the rows above it."""
    parts = (text[start:end] for end in range(start + 2 * MAX_CELL, len(text) + 2 * MAX_CELL, MAX_CELL))
    with _cells_up_to(len(text)):
        place, cell = next(
            (place, cell)
            for part in parts
            for place, cell in enumerate(next(csv.reader(_LINE.findall(part))))
            if len(cell) > MAX_CELL
        )
    column = _column(len(before) + 1, place, before[0] if before else ())
    return (
        f"{name}, row {len(before) + 1}, column '{column}': the cell begins '{cell[:30]}…' and holds more than "
        f"{MAX_CELL:,} characters. A quotation mark may be left open in it."
    )


def _column(row: int, place: int, header: Sequence[str]) -> str:
    """The name of a cell's column, or its number in the header row itself and right of the header."""
    return header[place] if row > 1 and place < len(header) else str(place + 1)


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:200]:
        raise InputError(f"{name}, row 1: the file is UTF-16 text; UTF-8 was expected. {MEND}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(_undecodable(data, error.start, name)) from None


def _undecodable(data: bytes, start: int, name: str) -> str:
    """Where the first byte that is not UTF-8 stands, and what it would be in Windows' old code page."""
    # Latin-1 gives every byte a character, so rows and cells can be counted up to and with the bad one.
    with _cells_up_to(len(data)):
        rows = list(csv.reader(_LINE.findall(data[: start + 1].decode("latin-1"))))
        header = next(csv.reader(_LINE.findall(data.decode("latin-1"))))
    column = _column(len(rows), len(rows[-1]) - 1, header)
    likely = data[start : start + 1].decode("cp1252", errors="ignore")
    hint = f" (in Windows-1252 it is '{likely}')" if likely else ""
    return (
        f"{name}, row {len(rows)}, column '{column}': the byte {data[start]:#04x} is not UTF-8 text{hint}. "
        f"UTF-8 was expected. {MEND}"
    )
