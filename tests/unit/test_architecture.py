"""The house's own rules: which room may import which, and how large a module may be."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from projects import REPOSITORY

PACKAGE = REPOSITORY / "lib" / "quarterbook"
# In their order.
ROOMS = [
    *("params", "sources", "registers", "checks", "analysis"),
    *("document", "writers", "running", "packs", "publishing"),
]
# What any room may use, and what stands behind all of them.
GROUND = {
    *("clear_days", "errors", "findings", "hashes", "materiality", "money", "periods", "quarters", "rounding", "slugs"),
    *("spans", "tolerance", "when"),
}
TOP = {"asked", "cli", "explained", "options", "progress", "__main__"}
LONGEST = 250


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The rooms, or modules beside them, that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "quarterbook":
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {name.name.split(".")[1] for name in node.names if name.name.startswith("quarterbook.")}
    return found - {"__version__"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_what_stands_before_it(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if room in ROOMS:
        assert imported(path) <= GROUND | set(ROOMS[: ROOMS.index(room) + 1])
    elif room in GROUND:
        assert imported(path) <= GROUND
    else:
        assert room in TOP | {"__init__"}


def test_a_module_is_one_thing() -> None:
    assert [path for path in modules() if len(path.read_text("utf-8").splitlines()) > LONGEST] == []


def test_every_folder_of_the_package_is_installed() -> None:
    for folder in {path.parent for path in modules()}:
        assert (folder / "__init__.py").is_file(), folder


def test_only_sources_read_data() -> None:
    readers = ("read_csv", "read_excel", "read_parquet", "load_workbook", "csv.reader")
    for path in modules():
        if "sources" not in path.parts:
            assert not [word for word in readers if word in path.read_text("utf-8")], path


def test_gitignore_keeps_lib() -> None:
    lines = (REPOSITORY / ".gitignore").read_text("utf-8").split()
    assert not {"lib", "lib/", "/lib", "/lib/"} & set(lines)
