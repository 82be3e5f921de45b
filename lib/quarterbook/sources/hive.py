"""A folder of a partitioned Parquet data set: its files, and the columns that the names of folders say of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from quarterbook.errors import InputError, nearest

ENDING = ".parquet"
MAX_FILES = 20_000
# What Hive, Spark and the like call the folder of rows that have no value.
_NO_VALUE = "__HIVE_DEFAULT_PARTITION__"


@dataclass(frozen=True)
class PartitionFile:
    """A file of a data set: its path from the data set's folder, and its partition columns with their values."""

    path: Path
    relative: str
    values: tuple[tuple[str, str], ...]


def files(folder: Path, given: str, root: Path) -> list[PartitionFile]:
    """Every file of a data set, in the order of their paths.

    Names that begin with a dot or an underline are the notes of whatever wrote it. Raises `InputError` where the
    folder holds no Parquet file, something else as well, or files whose partition columns differ.
    """
    found = sorted(_files(folder, (), given, root), key=lambda one: one.relative)
    others = [one.relative for one in found if Path(one.relative).suffix.lower() != ENDING]
    if not found or len(others) == len(found):
        raise InputError(f"{given}: the folder holds no file ending in {ENDING}. {_EXPECTED}")
    if others:
        raise InputError(f"{given}/{others[0]}: this is no {ENDING} file, but stands among them. Take it elsewhere.")
    if len(found) > MAX_FILES:
        raise InputError(f"{given}: the folder holds {len(found):,} files; at most {MAX_FILES:,} are read.")
    for one in found:
        if _columns(one) != _columns(found[0]):
            raise InputError(
                f"{given}: the folders differ: {found[0].relative} has {_told(found[0])}, but {one.relative} has "
                f"{_told(one)}. {_EXPECTED}"
            )
    return found


def left(found: Sequence[PartitionFile], where: Mapping[str, Sequence[str]], given: str) -> list[PartitionFile]:
    """The files whose partitions have what `where` wants of them; it may name other columns too.

    Raises `InputError` where no partition has a value that is wanted, or none has all of them.
    """
    own = {column: wanted for column, wanted in where.items() if column in _columns(found[0])}
    for column, wanted in own.items():
        known = {dict(one.values)[column] for one in found}
        if missing := [value for value in wanted if value not in known]:
            raise InputError([no_such_value(given, column, value, known) for value in missing])
    kept = [one for one in found if all(dict(one.values)[column] in wanted for column, wanted in own.items())]
    if not kept:
        raise InputError(none_together(given, own))
    return kept


def no_such_value(given: str, column: str, value: str, known: set[str]) -> str:
    """What is said of a value that no row has."""
    near = nearest(value, known - {""}) if known - {""} else "All of it is blank."
    return f"{given}: no row has '{value}' in the column '{column}'. {near}"


def none_together(given: str, where: Mapping[str, Sequence[str]]) -> str:
    """What is said where each value is there, but no row has all of them."""
    told = " and ".join(f"{' or '.join(repr(value) for value in wanted)} in '{name}'" for name, wanted in where.items())
    return f"{given}: no row has {told} at once."


_EXPECTED = "Folders such as area=E06000001/ with Parquet files were expected, all naming the same columns."


def _files(folder: Path, parts: tuple[str, ...], given: str, root: Path) -> Iterator[PartitionFile]:
    with os.scandir(folder) as entries:
        for entry in entries:
            below = (*parts, entry.name)
            if entry.name.startswith((".", "_")):
                continue
            path = Path(entry.path)
            if entry.is_symlink() and (entry.is_dir() or not path.resolve().is_relative_to(root)):
                raise InputError(f"{given}/{'/'.join(below)}: this is a link to elsewhere. Put there what it leads to.")
            if entry.is_dir():
                yield from _files(path, below, given, root)
            else:
                yield PartitionFile(path, "/".join(below), _values(parts))


def _values(parts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    pairs = (part.split("=", 1) for part in parts if "=" in part)
    return tuple((" ".join(unquote(column).split()), _value(written)) for column, written in pairs)


def _value(written: str) -> str:
    return "" if written == _NO_VALUE else unquote(written).strip()


def _columns(one: PartitionFile) -> tuple[str, ...]:
    return tuple(column for column, _ in one.values)


def _told(one: PartitionFile) -> str:
    return ", ".join(_columns(one)) or "none"
