"""CSV as councils export it: UTF-8, with or without a byte order mark, commas, quotes where needed."""

from __future__ import annotations

import csv
import io

from quarterbook.errors import InputError

MAX_CELL = 100_000
MEND = "In Excel: Save As, 'CSV UTF-8 (comma delimited)'."


def read(data: bytes, sheet: str, name: str) -> list[tuple[int, tuple[str, ...]]]:
    """Every row with its spreadsheet number, the header first. Raises `InputError` with all problems."""
    if sheet:
        raise InputError(f"{name}: a CSV file has no sheets; leave out '#{sheet}'.")
    text = _decoded(data, name)
    csv.field_size_limit(max(len(text), MAX_CELL))
    try:
        rows = [tuple(cell.strip() for cell in row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
    except csv.Error as error:
        raise InputError(f"{name}: this is not CSV: {error}. A quotation mark may be left open. {MEND}") from None
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        return []
    header = rows[0]
    problems = []
    numbered: list[tuple[int, tuple[str, ...]]] = []
    for number, row in enumerate(rows, start=1):
        if any(row) and len(row) != len(header):
            problems.append(
                f"{name}, row {number}: {len(row)} cells, but the header has {len(header)} columns. "
                "A comma inside a cell must stand in quotation marks."
            )
        for place, cell in enumerate(row):
            if len(cell) > MAX_CELL:
                column = header[place] if number > 1 and place < len(header) else str(place + 1)
                problems.append(
                    f"{name}, row {number}, column '{column}': the cell holds {len(cell):,} characters, beginning "
                    f"'{cell[:30]}…'; at most {MAX_CELL:,} were expected. A quotation mark may be left open above."
                )
        numbered.append((number, row))
    if problems:
        raise InputError(problems)
    return numbered


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:200]:
        raise InputError(f"{name}, row 1: the file is UTF-16 text; UTF-8 was expected. {MEND}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(_undecodable(data, error.start, name)) from None


def _undecodable(data: bytes, start: int, name: str) -> str:
    """Where the first byte that is not UTF-8 stands, and what it would be in Windows' old code page."""
    # Latin-1 gives every byte a character, so row and column can be counted up to the bad one.
    before = list(csv.reader(io.StringIO(data[:start].decode("latin-1"), newline="")))
    header = next(csv.reader(io.StringIO(data.decode("latin-1"), newline="")))
    row, place = max(len(before), 1), max(len(before[-1]) - 1, 0) if before else 0
    column = header[place] if row > 1 and place < len(header) else str(place + 1)
    likely = data[start : start + 1].decode("cp1252", errors="replace")
    return (
        f"{name}, row {row}, column '{column}': the byte {data[start]:#04x} is not UTF-8 text "
        f"(in Windows-1252 it is '{likely}'). UTF-8 was expected. {MEND}"
    )
