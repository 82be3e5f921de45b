"""Files that land whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from quarterbook.errors import UsageError
from quarterbook.hashes import sha256_of

_UMASK = os.umask(0)
os.umask(_UMASK)


def digest(path: Path) -> str | None:
    """The SHA-256 of a file's bytes, or None where there is no such file."""
    try:
        return sha256_of(path)
    except OSError:
        return None


def write(path: Path, data: bytes) -> None:
    """Write a file whole: it is written beside its place and then put there in one move."""
    with _landing(path) as file:
        file.write(data)


def copy(source: Path, path: Path, digest: str) -> bool:
    """Copy a file of any size whole, as `write` does; False, and no copy, where its SHA-256 is not `digest`."""
    try:
        with source.open("rb") as read, _landing(path) as file:
            found = hashlib.sha256()
            while piece := read.read(1 << 20):
                found.update(piece)
                file.write(piece)
            if found.hexdigest() != digest:
                raise _OtherBytes
    except _OtherBytes:
        return False
    return True


class _OtherBytes(Exception):
    """A file is not the one that was to be copied."""


@contextmanager
def _landing(path: Path) -> Iterator[BinaryIO]:
    """Yield a file to write to, which is put in its place where nothing goes wrong, and else leaves no trace."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
        Path(name).chmod(0o666 & ~_UMASK)  # as any new file here; mkstemp makes it the user's alone
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_together(drafts: Mapping[Path, bytes], before: Mapping[Path, bytes]) -> None:
    """Write several files, or none of them; `before` has what those hold that are there already.

    What is written when something goes wrong is taken back, with the folders made for it. Raises `UsageError` for
    a file that is there and not in `before`, or is not as it was.
    """
    folders = {parent for path in drafts for parent in path.parents if not parent.exists()}
    written: list[Path] = []
    try:
        for path, data in drafts.items():
            if (path.read_bytes() if os.path.lexists(path) else None) != before.get(path):
                raise UsageError(f"{path.name} was changed in the meantime, so nothing was written. Try again.")
            written.append(path)
            write(path, data)
    except BaseException:
        for path in written:
            if path in before:
                write(path, before[path])
            else:
                path.unlink(missing_ok=True)
        for folder in sorted(folders, reverse=True):
            with suppress(OSError):
                folder.rmdir()
        raise
