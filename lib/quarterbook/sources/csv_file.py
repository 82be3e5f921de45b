"""CSV as councils export it: UTF-8, with or without a byte order mark, commas, quotes where needed."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import BinaryIO

from quarterbook.errors import InputError
from quarterbook.sources.cells import Row

MAX_CELL = 100_000
MEND = "In Excel: Save As, 'CSV UTF-8 (comma delimited)'."
# How many rows of a wrong length are told of one file.
MAX_TOLD = 1_000
# From the beginning of a file, however often it is asked for.
Open = Callable[[], BinaryIO]
_CHUNK = 1 << 20  # bytes
# A line with its end; other than str.splitlines, at the ends that CSV knows only.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
# What makes a cell need quotation marks.
_QUOTED = re.compile(r'[",\r\n]')
_OTHER_MARKS = {";": "semicolons", "\t": "tabs", "|": "bars"}
# As good as none, where a row is read again only to say what is wrong with it.
_ANY_SIZE = 2**31 - 1


def read(data: bytes, sheet: str, name: str) -> list[Row]:
    """Every row with its spreadsheet number, the header first. Raises `InputError`."""
    if sheet:
        raise InputError(f"{name}: a CSV file has no sheets; leave out '#{sheet}'.")
    return list(stream(lambda: io.BytesIO(data), name))


def stream(opened: Open, name: str) -> Generator[Row]:
    """Yield the rows that `read` gives, one at a time, of a file of any size.

    Raises `InputError`; where rows have a wrong number of cells, with all of them, after the last row.
    """
    _check_encoding(opened, name)
    header: tuple[str, ...] = ()
    blank = 0  # how many blank rows stand above this one; those at the end are left out
    problems = []
    wrong = 0
    for number, row in enumerate(_rows(opened, name), start=1):
        if number == 1:
            header = row
            _check_marks(header, name)
        if not any(row):
            blank += 1
            continue
        yield from ((above, ("",) * len(header)) for above in range(number - blank, number))
        blank = 0
        # Under a blank header no row can have the right number of cells; the caller tells of the header.
        if any(header) and (len(row) < len(header) or any(row[len(header) :])):
            wrong += 1
            if wrong <= MAX_TOLD:
                problems.append(
                    f"{name}, row {number}: {len(row)} cells, but the header has {len(header)} columns. "
                    "A comma inside a cell must stand in quotation marks."
                )
        else:
            yield number, (*row[: len(header)], *[""] * (len(header) - len(row)))
    if wrong > MAX_TOLD:
        problems.append(f"{name}: {wrong:,} rows in all have a wrong number of cells; the first {MAX_TOLD:,} are told.")
    if problems:
        raise InputError(problems)


def written(cells: Sequence[str]) -> str:
    """Return a row as RFC 4180 has it; the csv library quotes otherwise from one Python to the next.

    >>> written(["a", "b, c", "d"]).strip()
    'a,"b, c",d'
    """
    return ",".join('"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell for cell in cells) + "\r\n"


def _check_marks(header: Sequence[str], name: str) -> None:
    for mark, called in _OTHER_MARKS.items():
        if len(header) == 1 and mark in header[0]:
            raise InputError(f"{name}, row 1: the columns are parted by {called}; commas were expected. {MEND}")


def _rows(opened: Open, name: str) -> Iterator[tuple[str, ...]]:
    header: Sequence[str] = ()
    above = lines = 0  # how many rows were read, and how many lines they take
    # Without translation lines end as CSV has it: at a line feed, a carriage return, or both.
    with _cells_up_to(MAX_CELL), io.TextIOWrapper(opened(), encoding="utf-8-sig", newline="") as text:
        reader = csv.reader(text, strict=True)
        try:
            for row in reader:
                cells = tuple(cell.strip() for cell in row)
                header = header if above else cells
                above += 1
                lines = reader.line_num
                yield cells
        except csv.Error as error:
            if "field limit" in str(error):
                raise InputError(_too_long(opened, lines, above, header, name)) from None
            raise InputError(
                f"{name}, row {above + 1}: the quotation marks of this row do not pair ({error}). A cell with a "
                "quotation mark inside must stand in quotation marks, with each inner one doubled. " + MEND
            ) from None


@contextmanager
def _cells_up_to(size: int) -> Iterator[None]:
    """The csv library stops at a longer cell, before it fills the memory; the limit is the whole process's."""
    before = csv.field_size_limit(size)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _too_long(opened: Open, lines: int, above: int, header: Sequence[str], name: str) -> str:
    """Say which cell is too long in the row after so many lines; `above` says how many rows they are."""
    with _cells_up_to(_ANY_SIZE), io.TextIOWrapper(opened(), encoding="utf-8-sig", newline="") as text:
        for _ in islice(text, lines):
            pass
        part = text.read(MAX_CELL)
        cells: list[str] = []
        while not any(len(cell) > MAX_CELL for cell in cells):
            part += text.read(MAX_CELL)
            cells = next(csv.reader(_LINE.findall(part)))
    place, cell = next((place, cell) for place, cell in enumerate(cells) if len(cell) > MAX_CELL)
    return (
        f"{name}, row {above + 1}, column '{_column(above + 1, place, header)}': the cell begins '{cell[:30]}…' and "
        f"holds more than {MAX_CELL:,} characters. A quotation mark may be left open in it."
    )


def _column(row: int, place: int, header: Sequence[str]) -> str:
    """The name of a cell's column, or its number in the header row itself and right of the header."""
    return header[place] if row > 1 and place < len(header) else str(place + 1)


def _check_encoding(opened: Open, name: str) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    read = 0
    with opened() as file:
        while True:
            chunk = file.read(_CHUNK)
            if not read and (chunk.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in chunk[:200]):
                raise InputError(f"{name}, row 1: the file is UTF-16 text; UTF-8 was expected. {MEND}")
            begins = read - len(decoder.getstate()[0])
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                bad = error.object[error.start]
                raise InputError(_undecodable(opened, begins + error.start, bad, name)) from None
            if not chunk:
                return
            read += len(chunk)


def _undecodable(opened: Open, start: int, byte: int, name: str) -> str:
    """Where the first byte that is not UTF-8 stands."""
    header: list[str] = []
    row: list[str] = []
    number = 0
    # Latin-1 gives every byte a character, so rows and cells can be counted up to and with the bad one.
    with _cells_up_to(_ANY_SIZE), io.TextIOWrapper(opened(), encoding="latin-1", newline="") as text:
        for row in csv.reader(_up_to(text, start + 1)):
            header = header if number else row
            number += 1
    column = _column(number, len(row) - 1, header)
    return f"{name}, row {number}, column '{column}': {not_utf8(byte)} {MEND}"


def not_utf8(byte: int) -> str:
    """Return what is wrong with a byte that is not UTF-8, and what it would be in Windows' old code page.

    >>> not_utf8(0xE9)
    "the byte 0xe9 is not UTF-8 text (in Windows-1252 it is 'é'). UTF-8 was expected."
    """
    likely = bytes([byte]).decode("cp1252", errors="ignore")
    hint = f" (in Windows-1252 it is '{likely}')" if likely else ""
    return f"the byte {byte:#04x} is not UTF-8 text{hint}. UTF-8 was expected."


def _up_to(lines: Iterator[str], size: int) -> Iterator[str]:
    """The lines of a text, up to so many characters."""
    for line in lines:
        yield line[:size]
        size -= len(line)
        if size <= 0:
            return
