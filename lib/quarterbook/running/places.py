"""The folder of built reports: its lock, what is being built in it, and how a report takes its place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from quarterbook.errors import LockedError, UsageError
from quarterbook.running import files
from quarterbook.sources.loaded import Part

STORE, LOCK, STAGING, ASIDE = ".store", ".lock", ".staging-", "aside"


@contextmanager
def staging(out: Path, *, dry_run: bool = False) -> Iterator[Path]:
    """Yield a folder for what is being built, beside the reports and under their lock.

    A dry run makes and locks nothing. Raises `LockedError` where another build holds the lock.
    """
    if dry_run:
        yield out
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
        with FileLock(out / LOCK, timeout=0):
            _recover(out)
            with tempfile.TemporaryDirectory(dir=out, prefix=STAGING, ignore_cleanup_errors=True) as folder:
                yield Path(folder)
    except Timeout:
        raise LockedError(
            f"Another build is writing to {out.name}/. Wait until it ends, or build with --out."
        ) from None
    except OSError as error:
        raise UsageError(
            f"The reports cannot be written to {out.name}/: {error.strerror}. Choose another --out."
        ) from None


def land(staged: Path, target: Path, aside: Path) -> None:
    """Put a report's folder in its place; what stood there waits in `aside` until the new one is there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside.parent.mkdir(parents=True, exist_ok=True)
    try:
        if target.exists():
            target.rename(aside)
        staged.rename(target)
    except BaseException:
        if aside.exists() and not target.exists():
            aside.rename(target)
        raise


def keep(part: Part, store: Path) -> bool:
    """Keep what was read under its hash; False where a file is not that any more. Of a file nothing is held."""
    place = store / part.sha256
    if place.is_file():
        return True
    if part.file is None:
        files.write(place, part.data)
        return True
    try:
        return files.copy(part.file, place, part.sha256)
    except FileNotFoundError:
        return False


def _recover(out: Path) -> None:
    """Put back what a build that was cut off had moved aside, and clear what it left."""
    for left in out.glob(f"{STAGING}*"):
        for aside in (left / ASIDE).glob("*/*"):
            target = out / aside.parent.name / aside.name
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                aside.rename(target)
        shutil.rmtree(left, ignore_errors=True)
