"""Files that land whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path


def sha256(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def write(path: Path, data: bytes) -> None:
    """Write a file whole: it is written beside its place and then put there in one move."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def land(staged: Path, target: Path, aside: Path) -> None:
    """Put a folder in its place; what stood there waits in `aside` until the new one is there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        aside.parent.mkdir(parents=True, exist_ok=True)
        target.rename(aside)
    staged.rename(target)
    shutil.rmtree(aside, ignore_errors=True)


def keep(path: Path, digest: str, store: Path) -> bool:
    """Keep a file's bytes in the store under their hash; False where they are not those of `digest` any more."""
    kept = store / digest
    if kept.is_file():
        return sha256(path.read_bytes()) == digest
    data = path.read_bytes()
    if sha256(data) != digest:
        return False
    write(kept, data)
    return True
