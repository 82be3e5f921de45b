"""Several files are written together or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from quarterbook.errors import UsageError
from quarterbook.running import files


@pytest.fixture
def drafts(tmp_path: Path) -> dict[Path, bytes]:
    return {tmp_path / "a" / "b" / "new": b"new", tmp_path / "also": b"also", tmp_path / "kept": b"after"}


@pytest.fixture
def before(tmp_path: Path) -> dict[Path, bytes]:
    (tmp_path / "kept").write_bytes(b"before")
    return {tmp_path / "kept": b"before"}


def there(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_all_of_them_land(tmp_path: Path, drafts: dict[Path, bytes], before: dict[Path, bytes]) -> None:
    files.write_together(drafts, before)
    assert there(tmp_path) == {"a/b/new": b"new", "also": b"also", "kept": b"after"}


@pytest.mark.parametrize("failing", [1, 2, 3])
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
@pytest.mark.parametrize("late", [False, True])
def test_when_one_fails_none_is_there(
    tmp_path: Path,
    drafts: dict[Path, bytes],
    before: dict[Path, bytes],
    monkeypatch: pytest.MonkeyPatch,
    failing: int,
    error: type[BaseException],
    late: bool,
) -> None:
    write, calls = files.write, []

    def fail_once(path: Path, data: bytes) -> None:
        calls.append(path)
        if len(calls) != failing or late:
            write(path, data)
        if len(calls) == failing:
            raise error

    monkeypatch.setattr(files, "write", fail_once)
    with pytest.raises(error):
        files.write_together(drafts, before)
    assert there(tmp_path) == {"kept": b"before"}
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_what_changed_in_the_meantime_is_left_alone(
    tmp_path: Path, drafts: dict[Path, bytes], before: dict[Path, bytes]
) -> None:
    (tmp_path / "kept").write_bytes(b"another's")
    with pytest.raises(UsageError, match="kept was changed in the meantime"):
        files.write_together(drafts, before)
    assert there(tmp_path) == {"kept": b"another's"}
    (tmp_path / "also").write_bytes(b"another's")
    with pytest.raises(UsageError, match="also was changed"):
        files.write_together(drafts, {tmp_path / "kept": b"another's"})
    assert there(tmp_path) == {"kept": b"another's", "also": b"another's"}
