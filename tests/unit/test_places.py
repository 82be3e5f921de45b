"""A report's place is never left empty, whatever happens while it is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from quarterbook.errors import LockedError, UsageError
from quarterbook.hashes import sha256
from quarterbook.running import places
from quarterbook.sources.loaded import Part


def folder(path: Path, word: str) -> Path:
    path.mkdir(parents=True)
    (path / "paper.html").write_text(word, "utf-8")
    return path


def test_a_new_report_takes_the_place_of_the_old(tmp_path: Path) -> None:
    target = folder(tmp_path / "reports" / "q" / "paper", "old")
    places.land(folder(tmp_path / "staged", "new"), target, tmp_path / "aside" / "q" / "paper")
    assert (target / "paper.html").read_text("utf-8") == "new"


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, OSError])
def test_what_is_cut_off_between_the_two_moves_puts_the_old_one_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, interruption: type[BaseException]
) -> None:
    target = folder(tmp_path / "reports" / "q" / "paper", "old")
    staged, rename = folder(tmp_path / "staged", "new"), Path.rename

    def cut_off(self: Path, to: Path) -> Path:
        if self == staged:
            raise interruption
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", cut_off)
    with pytest.raises(interruption):
        places.land(staged, target, tmp_path / "aside" / "q" / "paper")
    assert (target / "paper.html").read_text("utf-8") == "old"


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file", "utf-8")
    for out in (tmp_path / "reports", tmp_path / "reports" / "below"):
        with pytest.raises(UsageError, match=r"cannot be written to .*--out"), places.staging(out):
            pass


def test_a_locked_folder_is_told_as_such(tmp_path: Path) -> None:
    with places.staging(tmp_path), pytest.raises(LockedError, match="Another build"), places.staging(tmp_path):
        pass


def test_bytes_are_kept_under_their_hash_only_while_they_are_those(tmp_path: Path) -> None:
    path, store = tmp_path / "x.csv", tmp_path / ".store"
    digest = sha256(b"as read")
    part = Part(digest, path)
    assert not places.keep(part, store)
    path.write_bytes(b"changed")
    assert not places.keep(part, store)
    assert not store.exists() or not list(store.iterdir())
    path.write_bytes(b"as read")
    assert places.keep(part, store)
    assert (store / digest).read_bytes() == b"as read"


def test_what_is_in_no_file_is_kept_too(tmp_path: Path) -> None:
    digest = sha256(b"of a query")
    assert places.keep(Part(digest, data=b"of a query"), tmp_path)
    assert (tmp_path / digest).read_bytes() == b"of a query"
