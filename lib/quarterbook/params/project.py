"""The project folder: where params/, notebooks/ and data/ stand, and paths within it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from quarterbook.errors import InputError, UsageError


def is_root(folder: Path) -> bool:
    """Whether a folder holds both params/ and notebooks/."""
    return (folder / "params").is_dir() and (folder / "notebooks").is_dir()


def find_root(*starts: Path) -> Path:
    """Return the nearest folder upward from the first of `starts` that has one; raises `UsageError` if none has."""
    for start in starts:
        for folder in (start.resolve(), *start.resolve().parents):
            if is_root(folder):
                return folder
    raise UsageError("No project here: no folder upward holds both params/ and notebooks/. Say where with --root DIR.")


def shown(path: Path, root: Path) -> str:
    """The path as messages and records give it: from the project root, with forward slashes."""
    path = path.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def inside(text: str, root: Path) -> Path:
    """The place that a relative path in a quarter file names. Raises `InputError` if it leaves the project."""
    if "\\" in text:
        raise InputError(f"'{text}' holds a backslash. Write / between folders, on every system, such as data/….")
    try:
        path = (root / PurePosixPath(text)).resolve()
    except ValueError:
        raise InputError(f"{text!r} cannot be a path. Give one from the project's folder, such as data/….") from None
    if PurePosixPath(text).is_absolute() or not path.is_relative_to(root):
        raise InputError(f"'{text}' is outside the project. Give a path from the project's folder, such as data/….")
    return path
