"""The share of a cluster, what an order says, and what is told of a worker that differs."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from projects import tiny
from quarterbook.errors import UsageError
from quarterbook.params import quarter_file
from quarterbook.running.cluster.order import difference, paths
from quarterbook.running.cluster.share import Share, ShareError
from quarterbook.running.inputs import Input, prepare
from quarterbook.running.manifest import made_with, manifest
from quarterbook.sources.loaded import Part


def test_what_is_put_is_had_by_its_hash_and_put_once(tmp_path: Path) -> None:
    share = Share(str(tmp_path / "share"))
    name = share.put(b"words", ".store")
    assert name == f".store/{hashlib.sha256(b'words').hexdigest()}"
    assert Share(f"file://{tmp_path}/share").get(name) == b"words"
    written = (tmp_path / "share" / name).stat().st_mtime_ns
    assert share.put(b"words", ".store") == name
    assert (tmp_path / "share" / name).stat().st_mtime_ns == written
    assert [path.name for path in (tmp_path / "share" / ".store").iterdir()] == [name.removeprefix(".store/")]


def test_what_is_not_what_its_name_says_is_not_taken(tmp_path: Path) -> None:
    share = Share(str(tmp_path))
    name = share.put(b"words", ".store")
    (tmp_path / name).write_bytes(b"other words")
    with pytest.raises(ShareError, match="is not what it was"):
        share.get(name)
    with pytest.raises(ShareError, match="is not what it was"):
        share.fetch(name, tmp_path / "here" / "words")
    assert list((tmp_path / "here").iterdir()) == []


def test_a_file_goes_there_and_back_whole(tmp_path: Path) -> None:
    (tmp_path / "words").write_bytes(b"words")
    share, name = Share(str(tmp_path / "share")), f".store/{hashlib.sha256(b'words').hexdigest()}"
    share.send(tmp_path / "words", name)
    share.fetch(name, tmp_path / "here" / "again")
    assert (tmp_path / "here" / "again").read_bytes() == b"words"


def test_a_folder_of_a_build_is_cleared_and_others_are_not(tmp_path: Path) -> None:
    share = Share(str(tmp_path))
    kept, cleared = share.put(b"kept", ".store"), share.put(b"cleared", ".staging-1")
    assert (share.has(kept), share.has(cleared)) == (True, True)
    share.clear(".staging-1")
    share.clear(".staging-2")
    assert (share.has(kept), share.has(cleared)) == (True, False)
    assert [path.name for path in tmp_path.iterdir()] == [".store"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("memory://share", "no other process can read the memory of this one"),
        ("nowhere://share", "Protocol not known: nowhere"),
    ],
)
def test_an_address_that_is_no_share_is_refused(address: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        Share(address)


def test_all_that_a_manifest_says_of_machine_and_code_is_compared(tmp_path: Path) -> None:
    file = tiny(tmp_path, {"paper": ["'well'"]})
    prepared = prepare(quarter_file.load(file, tmp_path), "paper")
    ours = made_with()
    assert {name: manifest(prepared, {})[name] for name in ours} == ours
    assert difference(ours, made_with()) == ""


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"python": "3.10.1"}, "python is 3.10.1 there"),
        ({"platform": "darwin-arm64"}, "platform is darwin-arm64 there"),
        ({"libraries": made_with()["libraries"] | {"pandas": "2.0.0"}}, "pandas is 2.0.0 there"),
        ({"package": made_with()["package"] | {"sha256": "0"}}, "the code of quarterbook there is not that of here"),
        ({"package": made_with()["package"] | {"running": "0"}}, "the code of quarterbook there is not that of here"),
        ({"package": made_with()["package"] | {"version": "0.0.1"}}, "version is 0.0.1 there"),
    ],
)
def test_a_difference_is_named(changed: dict[str, Any], told: str) -> None:
    assert difference(made_with(), made_with() | changed).startswith(told)


def test_inputs_are_put_where_a_report_looks_for_them(tmp_path: Path) -> None:
    file = tiny(tmp_path, {"paper": ["'well'"]})
    prepared = prepare(quarter_file.load(file, tmp_path), "paper")
    found = {one.role: paths(one.parts[0], one, prepared) for one in prepared.inputs}
    assert found == {
        "notebook": {"notebooks/paper.ipynb"},
        "quarter_file": {"params/exampleshire-2023-24-q1.yaml"},
        "house": {"params/houses/exampleshire.yaml"},
    }
    prepared = replace(prepared, parameters={**prepared.parameters, "actions": "data/latest.xlsx#Plan"})
    # A link is put at its own place too, and what a query gave nowhere.
    part, one = Part("", prepared.root / "data" / "2023.xlsx"), Input("actions", "", "", ())
    assert paths(part, one, prepared) == {"data/2023.xlsx", "data/latest.xlsx"}
    assert paths(Part("", data=b"a"), one, prepared) == set()
