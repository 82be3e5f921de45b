"""The index pages: of each quarter, and of all; read from the manifests of what is built."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, PackageLoader

from quarterbook.params.names import PACKS
from quarterbook.publishing import across
from quarterbook.publishing.index import PAGE
from quarterbook.rounding import NOT_SHOWN
from quarterbook.running import files
from quarterbook.running.manifest import SCHEMA
from quarterbook.writers.markup import environment

_FORMATS = {".html": "HTML", ".pdf": "PDF", ".docx": "Word", ".xlsx": "Excel", ".ipynb": "Notebook"}


@dataclass(frozen=True)
class Entry:
    """A built report as an index lists it: `files` are (name of the format, address from the quarter's folder).

    A paper that is not for publication has its public title, the reason, and no files.
    """

    slug: str
    title: str
    quarter: str
    as_at: str
    files: tuple[tuple[str, str], ...]
    findings: str
    withheld: str = ""


@dataclass(frozen=True)
class Committee:
    """A meeting's public pack as an index lists it."""

    name: str
    date: str
    draft: bool
    files: tuple[tuple[str, str], ...]


def write(out: Path) -> bytes:
    """Write `index.html` of every quarter's folder that holds built reports; returns that of the folder itself.

    A quarter's page tells what its papers say of one another, too.
    """
    quarters = {folder.name: entries(folder) for folder in sorted(out.iterdir()) if folder.is_dir()}
    quarters = {name: found for name, found in quarters.items() if found and not name.startswith(".")}
    for name, found in quarters.items():
        said = [finding.message for finding in across.write(out / name)]
        page = _page(name, [("", "", found)], packs(out / name), said, up="../index.html")
        files.write(out / name / PAGE, page)
    sections = [(name, f"{name}/", found) for name, found in quarters.items()]
    return _page("Reports", sections)


def entries(folder: Path) -> list[Entry]:
    """The built reports of a quarter's folder, by slug."""
    read = [(path.parent, json.loads(path.read_text("utf-8"))) for path in sorted(folder.glob("*/manifest.json"))]
    return [_entry(place, manifest) for place, manifest in read if manifest.get("schema") == SCHEMA]


def _entry(folder: Path, manifest: dict[str, Any]) -> Entry:
    if withheld := manifest.get("withheld"):
        title = manifest["public_title"] or "A paper that is not for publication"
        if manifest.get("in_part"):
            withheld = f"In part {withheld[0].lower()}{withheld[1:]}; its public version goes into the pack."
        return Entry(manifest["report"], title, manifest["quarter"] or "", manifest["as_at"] or "", (), "", withheld)
    found = json.loads((folder / "findings.json").read_text("utf-8"))
    built = {Path(output["path"]).suffix: output["path"] for output in manifest["outputs"]}
    if _keeps_back(folder):  # The notebook has the hash of the file of counts, against which guesses can be tried.
        built.pop(".ipynb", None)
    return Entry(
        slug=manifest["report"],
        title=manifest["title"] or manifest["report"],
        quarter=manifest["quarter"] or "",
        as_at=manifest["as_at"] or "",
        files=tuple((name, f"{folder.name}/{built[end]}") for end, name in _FORMATS.items() if end in built),
        findings=_counted(found),
    )


def _keeps_back(folder: Path) -> bool:
    """Whether a paper has a figure that is not shown."""
    figures = (folder / "figures.json").read_bytes()
    mark = NOT_SHOWN.encode()
    return mark in figures and any(one["display"] == NOT_SHOWN for one in json.loads(figures)["figures"])


def _counted(findings: list[dict[str, Any]]) -> str:
    numbers = {name: sum(one["severity"] == name for one in findings) for name in ("warning", "note")}
    told = [f"{number} {name}{'' if number == 1 else 's'}" for name, number in numbers.items() if number]
    return ", ".join(told) or "None"


def packs(folder: Path) -> list[Committee]:
    """The public packs of a quarter's folder, by the day of their meeting."""
    read = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob(f"{PACKS}/*-public.json"))]
    return sorted(map(_committee, read), key=lambda one: one.date)


def _committee(pack: dict[str, Any]) -> Committee:
    return Committee(
        name=pack["committee"],
        date=pack["date"],
        draft=pack["draft"],
        files=tuple((name, f"{PACKS}/{pack['files'][form]}") for form, name in (("html", "HTML"), ("pdf", "PDF"))),
    )


def _page(
    title: str,
    sections: list[tuple[str, str, list[Entry]]],
    packs: Sequence[Committee] = (),
    said: Sequence[str] = (),
    up: str = "",
) -> bytes:
    loaders = [PackageLoader(f"quarterbook.{room}", "templates") for room in ("publishing", "writers")]
    page = environment(ChoiceLoader(loaders)).get_template("index.html.j2")
    return page.render(title=title, sections=sections, packs=packs, said=said, up=up).encode()
