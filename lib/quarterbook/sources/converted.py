"""A CSV file of any size as a Parquet file in the store, made once: the same cells, of which a few can be read fast."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from quarterbook.errors import InputError
from quarterbook.hashes import sha256_of
from quarterbook.sources import csv_file, parquet_file
from quarterbook.sources.cells import Cell, Row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# The store, where a build says which; else that of the project's own reports.
STORE = "QUARTERBOOK_STORE"
# Of how the files are made: another version is another file.
VERSION = 1
HEADER = "header"
_LOCK, _MAKING = ".lock", ".making-"
# A batch is rows enough to be fast, and characters few enough to be small.
_ROWS, _CHARACTERS = 20_000, 4_000_000
_CONFIG: dict[str, str | bool | int | float | list[str]] = {**parquet_file.CONFIG, "memory_limit": "160MB"}


def store(root: Path) -> Path:
    """The folder in which what reports read is kept under its hash."""
    return root / (os.environ.get(STORE) or Path("reports", ".store"))


def parquet(path: Path, digest: str, name: str, folder: Path) -> Path | None:
    """Return the Parquet file in `folder` of a CSV whose hash is `digest`, made now where it is not there unharmed.

    Its columns are `c0` and so on, all text, a row for each beneath the header, blank ones too; the header is JSON
    in its notes, as `HEADER`. None where the CSV has no header with a name in it. Raises `InputError` as `csv_file`
    does, where the CSV is not that of the hash any more, and where the store cannot be written.
    """
    from filelock import FileLock

    made = folder / f"{digest}-{VERSION}.parquet"
    if _is_unharmed(made):
        return made
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # One conversion at a time: each takes its memory, and two of one file would do the same.
        with FileLock(folder / _LOCK):
            if _is_unharmed(made):
                return made
            _clear(folder)
            with tempfile.TemporaryDirectory(dir=folder, prefix=_MAKING) as making:
                draft = _convert(path, name, Path(making))
                if sha256_of(path) != digest:
                    raise InputError(f"{name}: the file changed while it was being read. Try again.")
                if draft is None:
                    return None
                # The hash first: without its file it is nothing, while the file without its hash is made again.
                note = Path(making, "hash")
                note.write_text(f"{sha256_of(draft)}\n", "ascii")
                note.replace(_note(made))
                draft.replace(made)
                return made
    except OSError as error:
        raise InputError(
            f"{name}: it is read by way of a copy in {folder.name}/, which cannot be written ({error.strerror}). "
            f"Say in {STORE} where it can be."
        ) from None


def _note(made: Path) -> Path:
    return made.with_suffix(".sha256")


def _is_unharmed(made: Path) -> bool:
    try:
        return sha256_of(made) == _note(made).read_text("ascii").strip()
    except (OSError, ValueError):
        return False


def _clear(folder: Path) -> None:
    """Take away what a conversion that was cut off left."""
    import shutil

    for left in folder.glob(f"{_MAKING}*"):
        shutil.rmtree(left, ignore_errors=True)


def _convert(path: Path, name: str, folder: Path) -> Path | None:
    import duckdb

    draft = folder / "rows.parquet"
    with closing(csv_file.stream(lambda: path.open("rb"), name)) as rows:
        _, header = next(rows, (1, ()))
        if not any(header):
            return None
        # On disk, since the whole need not fit in the memory; and shut off, as any reader of data is.
        with duckdb.connect(str(folder / "rows.duckdb"), config=_CONFIG) as database:
            parquet_file.shut(database, str(draft))
            _fill(database, len(header), rows)
            notes = json.dumps(header).replace("'", "''")
            quoted = str(draft).replace("'", "''")
            database.execute(
                f"COPY cells TO '{quoted}' (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{HEADER}: '{notes}'}})"
            )
    return draft


def _fill(database: DuckDBPyConnection, width: int, rows: Iterable[Row]) -> None:
    names = [f"c{place}" for place in range(width)]
    database.execute(f"CREATE TABLE cells ({', '.join(f'{name} VARCHAR' for name in names)})")
    database.begin()
    insert = f"INSERT INTO cells SELECT {', '.join('unnest(?::VARCHAR[])' for _ in names)}"
    for batch in _batches(rows):
        database.execute(insert, [list(cells) for cells in zip(*batch, strict=True)])
    database.commit()


def _batches(rows: Iterable[Row]) -> Iterator[list[tuple[Cell, ...]]]:
    batch: list[tuple[Cell, ...]] = []
    size = 0
    for _, cells in rows:
        batch.append(cells)
        size += sum(len(str(cell)) for cell in cells)
        if len(batch) >= _ROWS or size >= _CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
