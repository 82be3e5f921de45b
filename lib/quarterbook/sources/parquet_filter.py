"""Some rows of Parquet files of any size: DuckDB reads what the filter leaves and no more, under a limit of memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quarterbook.errors import InputError, nearest
from quarterbook.sources import hive, parquet_file, typed
from quarterbook.sources.cells import Row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CONFIG: dict[str, str | bool | int | float | list[str]] = {**parquet_file.CONFIG, "memory_limit": "160MB"}
# How many values of a column are looked through for one that is near.
_MOST_KNOWN = 10_000
_FETCHED = 5_000
_NUMBER = "file_row_number"
_TABLE = f"read_parquet(?, hive_partitioning = false, {_NUMBER} = true)"

# What each column must read as, one of several texts.
Where = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Piece:
    """A Parquet file, and the columns with one value for all of its rows that it does not hold itself.

    `header` names the entry of the file's own notes in which its column names stand as JSON; '' where the columns
    bear them.
    """

    path: Path
    name: str
    more: tuple[tuple[str, str], ...] = ()
    header: str = ""


@dataclass(frozen=True)
class _File:
    """A piece opened: its header, its columns as queries name and take them, how many rows it has and stand before."""

    database: DuckDBPyConnection
    piece: Piece
    header: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    count: int
    above: int


def rows(pieces: Sequence[Piece], where: Where, given: str) -> list[Row]:
    """Return the header as row 1 and the rows in which each column of `where` reads as one of its values.

    Rows are numbered from 2 through the files in their order, whether they are taken or not. Raises `InputError`
    for a column or value that is not there, a filter that leaves no row, files whose columns differ, and too much.
    """
    import duckdb

    with duckdb.connect(config=CONFIG) as database:
        parquet_file.shut(database, *(str(piece.path) for piece in pieces))
        files = _opened(database, pieces, given)
        header = files[0].header
        _check_columns(header, where, given)
        taken: list[Row] = []
        seen: dict[str, set[str]] = {name: set() for name in where}
        for file in files:
            with _told(file.piece.name):
                keys = {name: _keys(file, name, wanted) for name, wanted in where.items()}
                for name, found in keys.items():
                    seen[name] |= set(found.values())
                if all(keys.values()):
                    taken += _taken(file, keys)
            if (len(taken) + 1) * len(header) > parquet_file.MAX_CELLS:
                most = f"{parquet_file.MAX_CELLS:,}"
                raise InputError(f"{given}: the filter leaves more than {most} cells; they are not read.")
        if any(file.count for file in files):
            _check_values(files, where, seen, given)
            if not taken:
                raise InputError(hive.none_together(given, where))
        return [(1, header), *taken]


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Tell of a file that cannot be read in a sentence."""
    import duckdb

    try:
        yield
    except InputError:
        raise
    except duckdb.OutOfMemoryException:
        raise InputError(
            f"{name}: the file cannot be read in {CONFIG['memory_limit']} of memory. Write it again with smaller row "
            "groups, such as 100,000 rows each, or filter by a column with fewer values."
        ) from None
    except Exception:  # a broken file brings up whatever its reader stumbles on
        raise parquet_file.unreadable(name) from None


def _opened(database: DuckDBPyConnection, pieces: Sequence[Piece], given: str) -> list[_File]:
    files: list[_File] = []
    above = 0
    for piece in pieces:
        path = str(piece.path)
        with _told(piece.name):
            own = _header(database, piece)
            columns = tuple(parquet_file.columns(database, path))
            count = parquet_file.count(database, path)
        more = tuple(column for column, _ in piece.more)
        for name in own:
            if name in more:
                raise InputError(f"{piece.name}: the column '{name}' stands in the file and in its folder's name, too.")
            if name.lower() == _NUMBER:
                raise InputError(f"{piece.name}: a column may not be called '{name}' here. Give it another name.")
        header = (*own, *more)
        if files and header != files[0].header:
            raise InputError(
                f"{given}: the files differ: {files[0].piece.name} has the columns {', '.join(files[0].header)}, but "
                f"{piece.name} has {', '.join(header)}."
            )
        files.append(_File(database, piece, header, columns, count, above))
        above += count
    return files


def _header(database: DuckDBPyConnection, piece: Piece) -> tuple[str, ...]:
    """The names of a piece's own columns, white space folded."""
    names = parquet_file.header(database, str(piece.path))
    if piece.header:
        notes = database.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(piece.path)]).fetchall()
        names = json.loads(next(value for key, value in notes if key == piece.header.encode()))
    return tuple(" ".join(name.split()) for name in names)


def _check_columns(header: Sequence[str], where: Where, given: str) -> None:
    problems = [
        f"{given}: there is no column '{name}' to filter by. {nearest(name, filter(None, header))}"
        for name in where
        if name not in header
    ]
    problems += [
        f"{given}, row 1: the column '{name}' stands {header.count(name)} times, so it cannot be filtered by."
        for name in where
        if header.count(name) > 1
    ]
    if problems:
        raise InputError(problems)


def _check_values(files: Sequence[_File], where: Where, seen: Mapping[str, set[str]], given: str) -> None:
    """Raise `InputError` for values that no row has, each with the nearest that one has."""
    problems = []
    for name, wanted in where.items():
        absent = [value for value in wanted if value not in seen[name]]
        known = _known(files, name) if absent else set()
        problems += [hive.no_such_value(given, name, value, known) for value in absent]
    if problems:
        raise InputError(problems)


def _known(files: Sequence[_File], name: str) -> set[str]:
    """The texts of a column, or the first many of them."""
    known: set[str] = set()
    for file in files:
        _, taken = file.columns[file.header.index(name)]
        query = f"SELECT DISTINCT {taken} FROM {_TABLE} LIMIT {_MOST_KNOWN}"
        known |= {typed.text(value) for (value,) in file.database.execute(query, [str(file.piece.path)]).fetchall()}
        if len(known) > _MOST_KNOWN:
            break
    return known


def _keys(file: _File, name: str, wanted: Sequence[str]) -> dict[str | None, str]:
    """What a column's cells that read as wanted are to DuckDB, as text, each with what it reads as."""
    column, taken = file.columns[file.header.index(name)]
    key = f"CAST({column} AS VARCHAR)"
    query, values = f"SELECT DISTINCT {key}, {taken} FROM {_TABLE}", [str(file.piece.path)]
    if taken == key and "" not in wanted:
        # As cells lose the white space around them only; so that not every reference goes through Python.
        query += f" WHERE {' OR '.join(f'contains({key}, ?)' for _ in wanted)}"
        values += wanted
    result = file.database.execute(query, values)
    keys: dict[str | None, str] = {}
    while found := result.fetchmany(_FETCHED):
        keys |= {key: text for key, value in found if (text := typed.text(value)) in wanted}
    return keys


def _taken(file: _File, keys: Mapping[str, Mapping[str | None, str]]) -> Iterator[Row]:
    """The rows of a file whose cells have the keys, in their order, up to one more than may be taken."""
    conditions = []
    values: list[Any] = [str(file.piece.path)]
    for name, own in keys.items():
        column, _ = file.columns[file.header.index(name)]
        texts = [key for key in own if key is not None]
        either = [f"CAST({column} AS VARCHAR) IN ({', '.join('?' * len(texts))})"] if texts else []
        either += [f"{column} IS NULL"] if None in own else []
        conditions.append(f"({' OR '.join(either)})")
        values += texts
    result = file.database.execute(
        f"SELECT {_NUMBER}, {', '.join(taken for _, taken in file.columns)} FROM {_TABLE} "
        f"{'WHERE ' if conditions else ''}{' AND '.join(conditions)} "
        f"LIMIT {parquet_file.MAX_CELLS // len(file.header) + 1}",
        values,
    )
    more = tuple(value for _, value in file.piece.more)
    while found := result.fetchmany(_FETCHED):
        for number, *cells in found:
            yield file.above + number + 2, (*map(typed.cell, cells), *more)
