"""The place that client and workers share: a folder, or any address of fsspec. What it holds is named by its hash."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import fsspec

from quarterbook.errors import UsageError
from quarterbook.hashes import sha256, sha256_of


class ShareError(Exception):
    """What is in the share is not what its name says."""


class Share:
    """A share, opened by one thread; others open their own. What goes wrong there is raised as it is, mostly OSError.

    Raises `UsageError` where the address is none.
    """

    def __init__(self, address: str) -> None:
        try:
            self._system, root = fsspec.url_to_fs(address)
        except (ValueError, ImportError) as error:
            raise UsageError(f"--share {address}: {str(error).rstrip('.')}.") from None
        self._root = root.rstrip("/")
        protocols = self._system.protocol
        if "memory" in ((protocols,) if isinstance(protocols, str) else protocols):
            raise UsageError(f"--share {address}: no other process can read the memory of this one. Name a folder.")

    def put(self, data: bytes, folder: str) -> str:
        """Put bytes under their hash into a folder of the share, if they are not there; returns their name there."""
        name = f"{folder}/{sha256(data)}"
        self._land(name, lambda draft: self._system.pipe_file(draft, data))
        return name

    def send(self, path: Path, name: str) -> None:
        """Put a file of any size into the share, if it is not there; the end of `name` is its hash."""
        self._land(name, lambda draft: self._system.put_file(str(path), draft))

    def get(self, name: str) -> bytes:
        """The bytes of a name, proved by their hash. Raises `ShareError`, or OSError."""
        data: bytes = self._system.cat_file(self._at(name))
        self._prove(name, sha256(data))
        return data

    def fetch(self, name: str, path: Path) -> None:
        """Write the file of a name, of any size, proved by its hash. Raises `ShareError`, or OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{uuid4().hex}")
        try:
            self._system.get_file(self._at(name), str(draft))
            self._prove(name, sha256_of(draft))
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

    def has(self, name: str) -> bool:
        """Whether a name is there now."""
        # A listing that was kept does not know what others have put there.
        self._system.invalidate_cache()
        return bool(self._system.exists(self._at(name)))

    def clear(self, folder: str) -> None:
        """Take away a folder, as far as that is possible."""
        with suppress(Exception):
            self._system.invalidate_cache()
            self._system.rm(self._at(folder), recursive=True)

    def _land(self, name: str, write: Callable[[str], object]) -> None:
        if self.has(name):
            return
        self._system.makedirs(self._at(name.rpartition("/")[0]), exist_ok=True)
        draft = self._at(f"{name}.{uuid4().hex}")
        try:
            write(draft)
            self._system.mv(draft, self._at(name))
        except Exception:
            with suppress(Exception):
                self._system.rm_file(draft)
            if not self.has(name):  # nor has another one put it there meanwhile
                raise

    def _prove(self, name: str, digest: str) -> None:
        if digest != name.rpartition("/")[2]:
            raise ShareError(f"{name} in the share is not what it was when it was put there.")

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}"
