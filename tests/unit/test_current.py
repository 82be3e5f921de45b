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
from quarterbook.params.meeting import Confidential, Exempt
from quarterbook.params.quarter_file import Report
from quarterbook.running import current
from small_project import write

NOTEBOOK = b"A notebook"
REPORT = Report(notebook="update", title="Plans")
FILES = {"plans.ipynb": "{}", "plans.html": "<p>", "figures.json": "[]"}


def manifest() -> dict[str, Any]:
    outputs = [{"path": name, "sha256": sha256(text.encode())} for name, text in FILES.items()]
    inputs = [{"role": "notebook", "path": "notebooks/update.ipynb", "sha256": sha256(NOTEBOOK)}]
    return {"report": "plans", "inputs": inputs, "outputs": outputs}


def as_built(folder: Path, report: Report = REPORT) -> bytes | None:
    return current.as_built(folder, report, folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "notebooks" / "update.ipynb", NOTEBOOK.decode())
    for name, text in FILES.items():
        write(tmp_path / name, text)
    write(tmp_path / "manifest.json", json.dumps(manifest()))
    return tmp_path


def test_a_report_that_is_as_it_was_built_gives_its_notebook(folder: Path) -> None:
    write(folder / "run.json", "timings are no part of it")
    assert as_built(folder) == b"{}"


EXEMPT = Exempt(paragraphs=(3,), reason="Prices", public_title="A matter")
KEPT_BACK = {
    "published": REPORT,
    "exempt": REPORT.model_copy(update={"exempt": EXEMPT}),
    "for another paragraph": REPORT.model_copy(update={"exempt": EXEMPT.model_copy(update={"paragraphs": (5,)})}),
    "with another title": REPORT.model_copy(update={"exempt": EXEMPT.model_copy(update={"public_title": "Land"})}),
    "without a title": REPORT.model_copy(update={"exempt": EXEMPT.model_copy(update={"public_title": None})}),
    "confidential": REPORT.model_copy(update={"confidential": Confidential(reason="An order")}),
    "in part": REPORT.model_copy(update={"exempt_parts": EXEMPT}),
}


@pytest.mark.parametrize("now", KEPT_BACK)
@pytest.mark.parametrize("before", KEPT_BACK)
def test_a_report_that_was_kept_back_otherwise_is_not_there(folder: Path, before: str, now: str) -> None:
    built = KEPT_BACK[before]
    if why := built.kept_back:
        told = {"withheld": why.line, "public_title": built.shown_title}
        write(folder / "manifest.json", json.dumps(manifest() | told))
    assert (as_built(folder, KEPT_BACK[now]) is not None) == (before == now)


def test_another_reason_of_the_same_paragraph_needs_no_build(folder: Path) -> None:
    """Nothing of it is in what was built; what may never be said is looked for in packs alone."""
    told = {"withheld": EXEMPT.line, "public_title": "A matter"}
    write(folder / "manifest.json", json.dumps(manifest() | told))
    other = EXEMPT.model_copy(update={"reason": "Bids", "public_interest": "x", "never": ("A",), "also_public": ("B",)})
    assert as_built(folder, REPORT.model_copy(update={"exempt": other})) == b"{}"


@pytest.mark.parametrize("said", [f"{NOTEBOOK.decode()} ", None])
def test_a_report_whose_notebook_is_another_or_gone_is_not_there(folder: Path, said: str | None) -> None:
    notebook = folder / "notebooks" / "update.ipynb"
    notebook.unlink() if said is None else write(notebook, said)
    assert as_built(folder) is None


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_not_as_it_was_built(folder: Path, name: str) -> None:
    write(folder / name, f"{FILES[name]} ")
    assert as_built(folder) is None


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_a_file_that_is_gone_is_not_as_it_was_built(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert as_built(folder) is None


def test_a_folder_in_a_files_place_is_not_as_it_was_built(folder: Path) -> None:
    (folder / "plans.html").unlink()
    (folder / "plans.html").mkdir()
    assert as_built(folder) is None


def test_nothing_stands_where_there_is_no_folder(tmp_path: Path) -> None:
    assert as_built(tmp_path / "nowhere") is None


def without(part: str) -> Callable[[dict[str, Any]], Any]:
    return lambda kept: {name: value for name, value in kept.items() if name != part}


BROKEN: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a list": lambda kept: [kept],
    "nothing": lambda _: None,
    "a text": lambda _: "manifest",
    "no outputs": without("outputs"),
    "no report": without("report"),
    "no inputs": without("inputs"),
    "no notebook": lambda kept: kept | {"inputs": []},
    "inputs that are texts": lambda kept: kept | {"inputs": ["notebooks/update.ipynb"]},
    "inputs that are no list": lambda kept: kept | {"inputs": 1},
    "an input without a hash": lambda kept: kept | {"inputs": [{"role": "notebook"}]},
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
    assert as_built(folder) is None


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe{}"])
def test_a_manifest_that_cannot_be_read_proves_nothing(folder: Path, content: bytes) -> None:
    (folder / "manifest.json").write_bytes(content)
    assert as_built(folder) is None


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["report", "inputs", "role", "outputs", "path", "sha256"]), inner)
        ),
        max_leaves=8,
    )
)
def test_no_json_passes_for_a_manifest_or_stops_it(tmp_path_factory: pytest.TempPathFactory, content: object) -> None:
    folder = tmp_path_factory.getbasetemp() / "any-manifest"
    write(folder / "manifest.json", json.dumps(content))
    assert as_built(folder) is None
