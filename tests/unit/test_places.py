"""A report's place is never left empty, whatever happens while it is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from quarterbook.errors import LockedError, UsageError
from quarterbook.running import files, places


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
    path.write_bytes(b"as read")
    digest = files.sha256(b"as read")
    assert places.keep(path.read_bytes, digest, store)
    assert (store / digest).read_bytes() == b"as read"
    path.write_bytes(b"changed")
    assert not places.keep(path.read_bytes, digest, store)
    path.unlink()
    assert not places.keep(path.read_bytes, digest, store)
