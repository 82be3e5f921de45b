"""Parquet: one file's rows in their order, read by DuckDB shut off from all but that file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from quarterbook.errors import InputError
from quarterbook.sources import typed
from quarterbook.sources.cells import Row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MAX_CELLS = 20_000_000
# What has a type of its own here; all else, such as lists, is taken as DuckDB writes it.
_TYPED = ("BOOLEAN", "DOUBLE", "DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "DECIMAL")
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": "1",
    "temp_directory": "",
    "allow_persistent_secrets": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}

# Folders of a path that look like partitions are none of a file's columns.
TABLE = "read_parquet(?, hive_partitioning = false)"


def read(data: bytes, sheet: str, name: str) -> list[Row]:
    """Every row with its number, the header as row 1. Raises `InputError`."""
    if sheet:
        raise InputError(f"{name}: a Parquet file has no sheets; leave out '#{sheet}'.")
    import duckdb

    try:
        # DuckDB reads a path only, and what is read must be the bytes that were hashed.
        with tempfile.TemporaryDirectory(prefix="quarterbook-") as folder, duckdb.connect(config=CONFIG) as database:
            path = Path(folder) / "data.parquet"
            path.write_bytes(data)
            shut(database, str(path))
            return _rows(database, str(path), name)
    except InputError:
        raise
    except Exception:  # a broken file brings up whatever its reader stumbles on
        raise unreadable(name) from None


def unreadable(name: str) -> InputError:
    """What is said of a file that DuckDB cannot read."""
    return InputError(f"{name}: this is not a Parquet file that can be read. Export it again, without encryption.")


def shut(database: DuckDBPyConnection, *paths: str) -> None:
    """Let a database reach these files and nothing else."""
    quoted = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    database.execute("SET TimeZone = 'UTC'")
    database.execute(f"SET allowed_paths = [{quoted}]")
    database.execute("SET enable_external_access = false")


def header(database: DuckDBPyConnection, path: str) -> list[str]:
    """The names of a file's columns; not those of DuckDB's table, which renames what stands twice."""
    return _top_level(database.execute("SELECT name, num_children FROM parquet_schema(?)", [path]).fetchall())


def count(database: DuckDBPyConnection, path: str) -> int:
    """How many rows a file has."""
    return int(database.execute("SELECT num_rows FROM parquet_file_metadata(?)", [path]).fetchall()[0][0])


def columns(database: DuckDBPyConnection, path: str) -> list[tuple[str, str]]:
    """Each column as a query names it, and as a query takes it so that nothing is rounded."""
    found = database.execute(f"SELECT * FROM {TABLE} LIMIT 0", [path]).description or []
    return [(_quoted(name), _taken(_quoted(name), str(kind))) for name, kind, *_ in found]


def _rows(database: DuckDBPyConnection, path: str, name: str) -> list[Row]:
    names = header(database, path)
    if (count(database, path) + 1) * len(names) > MAX_CELLS:
        raise InputError(f"{name}: the file holds more than {MAX_CELLS:,} cells; it is not read.")
    taken = ", ".join(one for _, one in columns(database, path))
    found = database.execute(f"SELECT {taken} FROM {TABLE}", [path]).fetchall()
    rows = (tuple(typed.cell(value) for value in row) for row in found)
    named = tuple(one.strip() for one in names)
    return list(enumerate((named, *rows), start=1))


def _top_level(nodes: Iterable[tuple[str, int | None]]) -> list[str]:
    """The names of the columns among a schema's nodes, which stand parent first, the root before all."""
    names = []
    inside = 0
    for name, children in list(nodes)[1:]:
        if inside:
            inside += (children or 0) - 1
        else:
            names.append(name)
            inside = children or 0
    return names


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _taken(quoted: str, kind: str) -> str:
    """A column as the query takes it."""
    if kind == "FLOAT":
        # By its shortest digits: as a double, 91.7 would become 91.69999694824219.
        return f"CAST(CAST({quoted} AS VARCHAR) AS DOUBLE)"
    return quoted if kind.split("(")[0] in _TYPED else f"CAST({quoted} AS VARCHAR)"
