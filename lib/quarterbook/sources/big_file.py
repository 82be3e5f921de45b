"""A file too big to be read whole, of which a report takes some rows: {file: …, where: {column: value}}.

The file is a CSV, a Parquet file or the folder of a partitioned Parquet data set. Its hash and the numbers of its rows
are the file's own, whatever the filter. Of a folder only those files count whose partitions the filter leaves: the
hash is that of a list of them, a line each, of path and hash, in the order of their paths, be they many or one; and
rows are numbered through them in that order, so that a row's number and the list say where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from quarterbook.errors import InputError
from quarterbook.hashes import sha256, sha256_of
from quarterbook.params.source_value import FILE, WHERE, Unfit, source
from quarterbook.params.validation import dotted
from quarterbook.sources import converted, csv_file, hive, parquet_filter
from quarterbook.sources.cells import Row
from quarterbook.sources.loaded import Loaded, Part, place_of
from quarterbook.sources.parquet_filter import Piece, Where

# Bytes of the file, or of those of a folder that are read; what is taken of it has limits of its own.
MAX_FILE = 5_000_000_000
CONVERTED = "converted"
Stamp = tuple[int, int, int]


def load(given: Mapping[Any, Any], root: Path) -> Loaded:
    """Find and hash the files of a source; nothing is read of them yet. Raises `InputError`."""
    try:
        settled = source(given, ())
    except Unfit as unfit:
        raise InputError(f"{dotted(unfit.place)}: {unfit}" if unfit.place else str(unfit)) from None
    text = settled[FILE]
    where = {
        " ".join(column.split()): (value,) if isinstance(value, str) else tuple(dict.fromkeys(value))
        for column, value in settled[WHERE].items()
    }
    if len(where) < len(settled[WHERE]):
        raise InputError("where: two names of columns differ by white space only. Name each column once.")
    path = place_of(text, root)
    shown = path.relative_to(root).as_posix()
    try:
        return _folder(path, shown, where, root) if path.is_dir() else _file(path, shown, where, root)
    except OSError as error:
        raise InputError(f"{text}: the file cannot be read ({error.strerror}).") from None


def _file(path: Path, shown: str, where: Where, root: Path) -> Loaded:
    ending = path.suffix.lower()
    if ending not in _READERS:
        also = " An Excel workbook is taken whole: give its path alone." if ending == ".xlsx" else ""
        raise InputError(
            f"{shown}: rows can be taken of files ending in {', '.join(_READERS)} and of folders of Parquet files, not "
            f"of '{path.suffix}'.{also}"
        )
    _check_size(path.stat().st_size, shown)
    before = _stamps([path])
    digest = sha256_of(path)
    rows = partial(_unchanged, partial(_READERS[ending], path, digest, where, shown, root), [path], before, shown)
    return Loaded(shown, shown, shown, digest, rows, (Part(digest, path),))


def _folder(folder: Path, shown: str, where: Where, root: Path) -> Loaded:
    files = hive.left(hive.files(folder, shown, root), where, shown)
    _check_size(sum(one.path.stat().st_size for one in files), shown)
    paths = [one.path for one in files]
    before = _stamps(paths)
    digests = [sha256_of(path) for path in paths]
    listed = _listed(files, digests)
    rest = {column: wanted for column, wanted in where.items() if column not in dict(files[0].values)}
    pieces = [Piece(one.path, f"{shown}/{one.relative}", one.values) for one in files]

    rows = partial(_unchanged, partial(parquet_filter.rows, pieces, rest, shown), paths, before, shown)
    parts = [Part(digest, path) for path, digest in zip(paths, digests, strict=True)]
    digest = sha256(listed)
    return Loaded(shown, shown, shown, digest, rows, (Part(digest, data=listed), *parts))


def _listed(files: Sequence[hive.PartitionFile], digests: Sequence[str]) -> bytes:
    return "".join(f"{one.relative} {digest}\n" for one, digest in zip(files, digests, strict=True)).encode()


def _check_size(size: int, shown: str) -> None:
    if size > MAX_FILE:
        raise InputError(f"{shown}: the file has {size:,} bytes; at most {MAX_FILE:,} are looked through.")


def _parquet(path: Path, digest: str, where: Where, shown: str, root: Path) -> list[Row]:
    return parquet_filter.rows([Piece(path, shown)], where, shown)


def _csv(path: Path, digest: str, where: Where, shown: str, root: Path) -> list[Row]:
    copy = converted.parquet(path, digest, shown, converted.store(root) / CONVERTED)
    if copy is None:
        return [*islice(csv_file.stream(lambda: path.open("rb"), shown), 1)]
    return parquet_filter.rows([Piece(copy, shown, header=converted.HEADER)], where, shown)


_READERS: dict[str, Callable[[Path, str, Where, str, Path], list[Row]]] = {".csv": _csv, ".parquet": _parquet}


def _unchanged(rows: Callable[[], list[Row]], paths: Sequence[Path], before: list[Stamp], shown: str) -> list[Row]:
    """The rows of files that are after it as they were before they were hashed."""
    try:
        found = rows()
        same = _stamps(paths) == before
    except OSError:
        same = False
    if not same:
        raise InputError(f"{shown}: the file changed while it was being read. Try again.")
    return found


def _stamps(paths: Sequence[Path]) -> list[Stamp]:
    return [(found.st_ino, found.st_size, found.st_mtime_ns) for found in (path.stat() for path in paths)]
