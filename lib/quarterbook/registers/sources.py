"""A data source as read: its bytes, their hash, its header and its rows under the spreadsheet's own numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from quarterbook.errors import InputError, nearest
from quarterbook.params.credentials import REFUSED, has_password
from quarterbook.params.project import inside
from quarterbook.registers import csv_file, excel_file, parquet_file
from quarterbook.registers.cells import Row, shown

MAX_FILE = 500_000_000
# From a file's ending to the reader of its bytes: (bytes, sheet, name for messages) -> rows, header first.
READERS: dict[str, Callable[[bytes, str, str], list[Row]]] = {
    ".csv": csv_file.read,
    ".xlsx": excel_file.read,
    ".parquet": parquet_file.read,
}


@dataclass(frozen=True)
class Loaded:
    """The bytes of a source, as yet unread.

    `name` is what the rows' origin is called and `given` what messages call it, `path` the place that records
    list. `again` gets the bytes anew; `kept` says that they must be kept, since they may not be had twice.
    """

    name: str
    given: str
    path: str
    data: bytes
    rows: Callable[[bytes], list[Row]]
    again: Callable[[], bytes]
    kept: bool = False


@dataclass(frozen=True)
class RawTable:
    """A source before any column is understood. `source` is its path from the project root, or its query's name."""

    source: str
    sha256: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def split(source: str) -> tuple[str, str]:
    """Path and sheet of a source such as 'data/x.xlsx#Actions'.

    >>> split("data/x.xlsx#Actions"), split("data/plan #2.csv")
    (('data/x.xlsx', 'Actions'), ('data/plan #2.csv', ''))
    """
    path, _, sheet = source.partition("#")
    # A name may hold a # of its own: only after a file's ending does a sheet follow.
    return (path, sheet) if PurePosixPath(path).suffix.strip() else (source, "")


def read(source: object, root: Path) -> RawTable:
    """Read a source whole. Raises `InputError`, saying where and how to mend it."""
    return table(load(source, root))


def load(source: object, root: Path, held: bytes | None = None) -> Loaded:
    """Get the bytes of a source: a file's path, or {sql: …, database: …}. Raises `InputError`.

    `held` is what a query gave before, so that a database is not asked again.
    """
    if isinstance(source, str) and not source.strip():
        raise InputError("A source is an empty text. Where there is no file, leave the parameter out.")
    if isinstance(source, str):
        return _file(source, root)
    if isinstance(source, Mapping) and set(source) == {"sql", "database"}:
        return _query(source, root, held)
    raise InputError(
        "A source must be the path of a file, such as data/….csv or data/….xlsx#Sheet, or {sql: …, database: …}; "
        f"this is a {type(source).__name__}."
    )


def table(loaded: Loaded) -> RawTable:
    """The header and the rows of a source. Raises `InputError` where there are none."""
    rows = loaded.rows(loaded.data)
    if not rows:
        raise InputError(f"{loaded.given}: the file is empty. Row 1 must hold the column names. Export the file again.")
    header = tuple(" ".join(shown(cell).split()) for cell in rows[0][1])
    if not any(header):
        raise InputError(f"{loaded.given}, row 1: the row is blank; it must hold the column names.")
    body = tuple((number, cells) for number, cells in rows[1:] if any(cell != "" for cell in cells))
    if not body:
        raise InputError(
            f"{loaded.given}: there is a header in row 1 and no row beneath it. Export the file again, or "
            "leave the parameter out where there is nothing to report."
        )
    return RawTable(loaded.name, hashlib.sha256(loaded.data).hexdigest(), header, body)


def _query(source: Mapping[str, str], root: Path, held: bytes | None) -> Loaded:
    # SQLAlchemy's import costs a tenth of a second in every kernel, and few quarters ask a database.
    from quarterbook.registers import database

    asked = database.parse(source, root)
    again = partial(database.ask, asked)
    data = again() if held is None else held
    return Loaded(
        asked.name, asked.name, asked.name, data, lambda data: csv_file.read(data, "", asked.name), again, kept=True
    )


def _file(source: str, root: Path) -> Loaded:
    if has_password(source):
        raise InputError(f"A source is the path of a file, or {{sql: …, database: …}}; {REFUSED}")
    path = _file_of(source, root)
    given, sheet = split(source)
    ending = path.suffix.lower()
    if ending not in READERS:
        raise InputError(f"{given}: files ending in {', '.join(READERS)} are read, not '{path.suffix}'.")
    try:
        if path.stat().st_size > MAX_FILE:
            raise InputError(f"{given}: the file has {path.stat().st_size:,} bytes; at most {MAX_FILE:,} are read.")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{given}: the file cannot be read ({error.strerror}). Is it open in Excel?") from None
    shown_path = path.relative_to(root).as_posix()
    name = shown_path + (f"#{sheet}" if sheet else "")
    rows = READERS[ending]
    return Loaded(name, given, shown_path, data, lambda data: rows(data, sheet, given), path.read_bytes)


def _file_of(source: str, root: Path) -> Path:
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
