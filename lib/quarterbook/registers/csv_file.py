"""CSV as councils export it: UTF-8, with or without a byte order mark, commas, quotes where needed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from quarterbook.errors import InputError
from quarterbook.registers.cells import Row

MAX_CELL = 100_000
MEND = "In Excel: Save As, 'CSV UTF-8 (comma delimited)'."
_OTHER_MARKS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def read(data: bytes, sheet: str, name: str) -> list[Row]:
    """Every row with its spreadsheet number, the header first. Raises `InputError` with all problems."""
    if sheet:
        raise InputError(f"{name}: a CSV file has no sheets; leave out '#{sheet}'.")
    # Cells are measured below, where the message can say which; the library's own limit only says that there is one.
    csv.field_size_limit(max(len(data), MAX_CELL))
    rows = _rows(_decoded(data, name), name)
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        return []
    header = rows[0]
    for mark, called in _OTHER_MARKS.items():
        if len(header) == 1 and mark in header[0]:
            raise InputError(f"{name}, row 1: the columns are parted by {called}; commas were expected. {MEND}")
    problems: list[str] = []
    numbered: list[Row] = []
    for number, row in enumerate(rows, start=1):
        # Under a blank header no row can have the right number of cells; the caller tells of the header.
        if any(header) and any(row) and (len(row) < len(header) or any(row[len(header) :])):
            problems.append(
                f"{name}, row {number}: {len(row)} cells, but the header has {len(header)} columns. "
                "A comma inside a cell must stand in quotation marks."
            )
        problems += _too_long(row, number, header, name)
        numbered.append((number, (*row[: len(header)], *[""] * (len(header) - len(row)))))
    if problems:
        raise InputError(problems)
    return numbered


def _rows(text: str, name: str) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), strict=True):
            rows.append(tuple(cell.strip() for cell in row))
    except csv.Error as error:
        raise InputError(
            f"{name}, row {len(rows) + 1}: the quotation marks of this row do not pair ({error}). A cell with a "
            "quotation mark inside must stand in quotation marks, with each inner one doubled. " + MEND
        ) from None
    return rows


def _too_long(row: tuple[str, ...], number: int, header: tuple[str, ...], name: str) -> Iterator[str]:
    for place, cell in enumerate(row):
        if len(cell) > MAX_CELL:
            yield (
                f"{name}, row {number}, column '{_column(number, place, header)}': the cell holds {len(cell):,} "
                f"characters, beginning '{cell[:30]}…'; at most {MAX_CELL:,} were expected. "
                "A quotation mark may be left open in it."
            )


def _column(row: int, place: int, header: tuple[str, ...]) -> str:
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
    rows = list(csv.reader(io.StringIO(data[: start + 1].decode("latin-1"), newline="")))
    header = tuple(next(csv.reader(io.StringIO(data.decode("latin-1"), newline=""))))
    column = _column(len(rows), len(rows[-1]) - 1, header)
    likely = data[start : start + 1].decode("cp1252", errors="ignore")
    hint = f" (in Windows-1252 it is '{likely}')" if likely else ""
    return (
        f"{name}, row {len(rows)}, column '{column}': the byte {data[start]:#04x} is not UTF-8 text{hint}. "
        f"UTF-8 was expected. {MEND}"
    )
