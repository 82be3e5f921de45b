"""A data source as read: its bytes, their hash, its header and its rows under the spreadsheet's own numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from quarterbook.errors import InputError
from quarterbook.hashes import sha256
from quarterbook.params.credentials import REFUSED, has_password
from quarterbook.sources import big_file, csv_file, excel_file, parquet_file
from quarterbook.sources.cells import Row, shown
from quarterbook.sources.loaded import Loaded, Part, place_of

MAX_FILE = 500_000_000
# From a file's ending to the reader of its bytes: (bytes, sheet, name for messages) -> rows, header first.
READERS: dict[str, Callable[[bytes, str, str], list[Row]]] = {
    ".csv": csv_file.read,
    ".xlsx": excel_file.read,
    ".parquet": parquet_file.read,
}


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
    """Find a source and hash it: a file's path, {sql: …, database: …} or {file: …, where: …}. Raises `InputError`.

    `held` is what a query gave before, so that a database is not asked again.
    """
    if isinstance(source, str) and not source.strip():
        raise InputError("A source is an empty text. Where there is no file, leave the parameter out.")
    if isinstance(source, str):
        return _file(source, root)
    if isinstance(source, Mapping) and set(source) == {"sql", "database"}:
        return _query(source, root, held)
    if isinstance(source, Mapping) and {"file", "where"} & set(source):
        return big_file.load(source, root)
    raise InputError(
        "A source must be the path of a file, such as data/….csv or data/….xlsx#Sheet, {sql: …, database: …} or "
        f"{{file: …, where: …}}; this is a {type(source).__name__}."
    )


def table(loaded: Loaded) -> RawTable:
    """The header and the rows of a source. Raises `InputError` where there are none."""
    rows = loaded.rows()
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
    return RawTable(loaded.name, loaded.sha256, header, body)


def _query(source: Mapping[str, str], root: Path, held: bytes | None) -> Loaded:
    # SQLAlchemy's import costs a tenth of a second in every kernel, and few quarters ask a database.
    from quarterbook.sources import database

    asked = database.parse(source, root)
    data = database.ask(asked) if held is None else held
    digest = sha256(data)
    rows = partial(csv_file.read, data, "", asked.name)
    return Loaded(asked.name, asked.name, asked.name, digest, rows, (Part(digest, data=data),))


def _file(source: str, root: Path) -> Loaded:
    if has_password(source):
        raise InputError(f"A source is the path of a file, or {{sql: …, database: …}}; {REFUSED}")
    given, sheet = split(source)
    path = place_of(given, root)
    if path.is_dir():
        raise InputError(f"'{given}' is a folder. Name a file in it, such as data/….csv.")
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
    digest, rows = sha256(data), partial(READERS[ending], data, sheet, given)
    return Loaded(name, given, shown_path, digest, rows, (Part(digest, path),))
