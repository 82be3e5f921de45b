"""A data source found but not yet understood: what it is called, its hash, how to read it and how to keep it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from quarterbook.errors import InputError, nearest
from quarterbook.params.project import inside
from quarterbook.sources.cells import Row


@dataclass(frozen=True)
class Part:
    """Bytes that a source is made of, under their hash: a file's, or those of `data`, which are in no file."""

    sha256: str
    file: Path | None = None
    data: bytes = b""


@dataclass(frozen=True)
class Loaded:
    """A source, its rows as yet unread.

    `name` is what the rows' origin is called and `given` what messages call it, `path` the place that records list.
    `sha256` is the hash of its bytes as they were found. `rows` reads the rows, header first; it may take long, and
    raises `InputError`. `parts` are what must be kept so that the source can be read again: nothing is held of a file
    but its path, while what a query gave is held, since it may not be had twice.
    """

    name: str
    given: str
    path: str
    sha256: str
    rows: Callable[[], list[Row]]
    parts: tuple[Part, ...]


def place_of(text: str, root: Path) -> Path:
    """The file or folder that a path in a quarter file names. Raises `InputError` where there is none."""
    path = inside(text, root)
    try:
        if path.is_file() or path.is_dir():
            return path
        known = [one.name for one in path.parent.glob("*") if one.is_file()] if path.parent.is_dir() else []
    except OSError as error:
        raise InputError(f"'{text[:60]}' cannot be read ({error.strerror}).") from None
    raise InputError(f"{text}: there is no such file. {nearest(path.name, known) if known else ''}".rstrip())
