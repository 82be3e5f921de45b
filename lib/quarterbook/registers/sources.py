"""A data source as read: its file, its hash, its header and its rows under the spreadsheet's own numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from quarterbook.errors import InputError, nearest
from quarterbook.params.project import inside
from quarterbook.registers import csv_file, excel_file
from quarterbook.registers.cells import Row, shown

MAX_FILE = 500_000_000
# From a file's ending to the reader of its bytes: (bytes, sheet, name for messages) -> rows, header first.
READERS: dict[str, Callable[[bytes, str, str], list[Row]]] = {".csv": csv_file.read, ".xlsx": excel_file.read}


@dataclass(frozen=True)
class RawTable:
    """A source before any column is understood. `source` is its path from the project root."""

    source: str
    sha256: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def split(source: object) -> tuple[str, str]:
    """Path and sheet of a source such as 'data/x.xlsx#Actions'. Raises `InputError` where it is no path.

    >>> split("data/x.xlsx#Actions"), split("data/plan #2.csv")
    (('data/x.xlsx', 'Actions'), ('data/plan #2.csv', ''))
    """
    if not isinstance(source, str):
        raise InputError(
            f"A source must be the path of a file for now, such as data/….csv or data/….xlsx#Sheet; this is {source!r}."
        )
    path, _, sheet = source.partition("#")
    # A name may hold a # of its own: only after a file's ending does a sheet follow.
    return (path, sheet) if PurePosixPath(path).suffix.strip() else (source, "")


def file_of(source: object, root: Path) -> Path:
    """The file of a source. Raises `InputError` where it is outside the project or not there."""
    text, _ = split(source)
    path = inside(text, root)
    try:
        if path.is_file():
            return path
        known = [one.name for one in path.parent.glob("*") if one.is_file()] if path.parent.is_dir() else []
        folder = path.is_dir()
    except OSError as error:
        raise InputError(f"'{text[:60]}' cannot be read ({error.strerror}).") from None
    if folder:
        raise InputError(f"'{text}' is a folder. Name a file in it, such as data/….csv.")
    raise InputError(f"{text}: there is no such file. {nearest(path.name, known) if known else ''}".rstrip())


def read(source: object, root: Path) -> RawTable:
    """Read a source whole. Raises `InputError`, saying where and how to mend it."""
    path = file_of(source, root)
    text, sheet = split(source)
    if path.suffix.lower() not in READERS:
        raise InputError(f"{text}: files ending in {', '.join(READERS)} are read, not '{path.suffix}'.")
    try:
        if path.stat().st_size > MAX_FILE:
            raise InputError(f"{text}: the file has {path.stat().st_size:,} bytes; at most {MAX_FILE:,} are read.")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{text}: the file cannot be read ({error.strerror}). Is it open in Excel?") from None
    rows = READERS[path.suffix.lower()](data, sheet, text)
    if not rows:
        raise InputError(f"{text}: the file is empty. Row 1 must hold the column names. Export the file again.")
    header = tuple(" ".join(shown(cell).split()) for cell in rows[0][1])
    if not any(header):
        raise InputError(f"{text}, row 1: the row is blank; it must hold the column names.")
    body = tuple((number, cells) for number, cells in rows[1:] if any(cell != "" for cell in cells))
    if not body:
        raise InputError(f"{text}: there is a header in row 1 and no row beneath it. Export the file again.")
    named = path.relative_to(root).as_posix() + (f"#{sheet}" if sheet else "")
    return RawTable(named, hashlib.sha256(data).hexdigest(), header, body)
