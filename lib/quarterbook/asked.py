"""What the command line asks for: quarter files, the project that they are of, and reports by name."""

from __future__ import annotations

import glob
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from quarterbook.errors import InputError, UsageError, nearest


def quarter_files(patterns: Sequence[str], root: Path | None) -> tuple[list[Any], list[Any]]:
    """The quarter files of the patterns, and an outcome for each that cannot be read.

    Raises `UsageError` where two give one folder.
    """
    from quarterbook.params import quarter_file
    from quarterbook.running.outcome import Outcome

    files, unread = [], []
    for path in (path for pattern in patterns for path in _matches(pattern)):
        try:
            files.append(quarter_file.load(Path(path), root_of([path], root)))
        except InputError as error:
            unread.append(Outcome(Path(path).stem, "", "refused", error.problems, code=error.exit_code))
    names = [file.name for file in files]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise UsageError(f"The quarter file '{twice[0]}' is named twice; each gives one folder under reports/.")
    return files, unread


def _matches(pattern: str) -> list[str]:
    """The paths of a pattern, for shells that leave `*` as it is; the pattern itself where nothing matches."""
    if not glob.has_magic(pattern) or Path(pattern).exists():
        return [pattern]
    return sorted(glob.glob(pattern)) or [pattern]  # noqa: PTH207 a Path's own glob takes no absolute pattern


def root_of(patterns: Sequence[str], root: Path | None) -> Path:
    """The project's folder: the one given, else the nearest upward. Raises `UsageError` where that is none."""
    from quarterbook.params import project

    if root is not None:
        if not project.is_root(root):
            raise UsageError(f"--root {root}: that folder does not hold params/ and notebooks/.")
        return root.resolve()
    return project.find_root(Path(patterns[0]).parent, Path.cwd())


def known_slugs(only: Sequence[str], files: Sequence[Any]) -> None:
    """Raise `InputError` for a report that none of the files has."""
    known = {slug for file in files for slug in file.settings.reports}
    for slug in only:
        if files and slug not in known:
            raise InputError(f"No report is called '{slug}' in these quarter files. {nearest(slug, known)}")
