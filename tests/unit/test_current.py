"""What stands of a built report: its notebook where every file is as it was built, and nothing otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.hashes import sha256
from quarterbook.running.current import as_built
from small_project import write

FILES = {"plans.ipynb": "{}", "plans.html": "<p>", "figures.json": "[]"}


def manifest() -> dict[str, Any]:
    outputs = [{"path": name, "sha256": sha256(text.encode())} for name, text in FILES.items()]
    return {"report": "plans", "outputs": outputs}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        write(tmp_path / name, text)
    write(tmp_path / "manifest.json", json.dumps(manifest()))
    return tmp_path


def test_a_report_that_is_as_it_was_built_gives_its_notebook(folder: Path) -> None:
    write(folder / "run.json", "timings are no part of it")
    assert as_built(folder, withheld=False) == b"{}"


def test_a_report_that_was_built_as_published_is_not_there_as_one_that_is_withheld(folder: Path) -> None:
    assert as_built(folder, withheld=True) is None


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_not_as_it_was_built(folder: Path, name: str) -> None:
    write(folder / name, f"{FILES[name]} ")
    assert as_built(folder, withheld=False) is None


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_a_file_that_is_gone_is_not_as_it_was_built(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert as_built(folder, withheld=False) is None


def test_a_folder_in_a_files_place_is_not_as_it_was_built(folder: Path) -> None:
    (folder / "plans.html").unlink()
    (folder / "plans.html").mkdir()
    assert as_built(folder, withheld=False) is None


def test_nothing_stands_where_there_is_no_folder(tmp_path: Path) -> None:
    assert as_built(tmp_path / "nowhere", withheld=False) is None


def without(part: str) -> Callable[[dict[str, Any]], Any]:
    return lambda kept: {name: value for name, value in kept.items() if name != part}


BROKEN: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a list": lambda kept: [kept],
    "nothing": lambda _: None,
    "a text": lambda _: "manifest",
    "no outputs": without("outputs"),
    "no report": without("report"),
    "another report": lambda kept: kept | {"report": "other"},
    "outputs that are no list": lambda kept: kept | {"outputs": 1},
    "outputs that are texts": lambda kept: kept | {"outputs": ["plans.ipynb"]},
    "no output": lambda kept: kept | {"outputs": []},
    "outputs without a hash": lambda kept: kept | {"outputs": [{"path": "plans.ipynb"}]},
    "a path that is none": lambda kept: kept | {"outputs": [*kept["outputs"], {"path": None, "sha256": ""}]},
    "a report that is no text": lambda kept: kept | {"report": ["plans"]},
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_what_is_no_manifest_proves_nothing(folder: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    write(folder / "manifest.json", json.dumps(change(manifest())))
    assert as_built(folder, withheld=False) is None


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe{}"])
def test_a_manifest_that_cannot_be_read_proves_nothing(folder: Path, content: bytes) -> None:
    (folder / "manifest.json").write_bytes(content)
    assert as_built(folder, withheld=False) is None


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["report", "outputs", "path", "sha256"]), inner)
        ),
        max_leaves=8,
    )
)
def test_no_json_passes_for_a_manifest_or_stops_it(tmp_path_factory: pytest.TempPathFactory, content: object) -> None:
    folder = tmp_path_factory.getbasetemp() / "any-manifest"
    write(folder / "manifest.json", json.dumps(content))
    assert as_built(folder, withheld=False) is None
