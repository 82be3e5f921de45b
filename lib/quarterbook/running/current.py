"""Whether a report must be built again, and why: what would go in now against the manifest of what is there.

What is there is trusted by its hashes only, never by its times.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quarterbook.findings import Finding
from quarterbook.hashes import sha256
from quarterbook.params import flat
from quarterbook.params.project import shown
from quarterbook.params.quarter_file import QuarterFile, Report
from quarterbook.running import files
from quarterbook.running.inputs import Prepared
from quarterbook.running.manifest import SCHEMA, made_with, manifest

Formats = tuple[str, ...]


@dataclass(frozen=True)
class Need:
    """Why a report must be built, '' where it must not.

    `executed` is its notebook as it was run before, where no more is needed than to write it out again.
    """

    reason: str = ""
    executed: bytes | None = None


def unchanged(
    file: QuarterFile, slug: str, formats: Formats, folder: Path, digest: Callable[[Path], str | None]
) -> bool:
    """Whether nothing has changed, from the hashes of files alone; False also where those cannot tell.

    A report's parameters follow from its quarter file, its notebook and our package, so where the bytes of all files
    are the same nothing needs to be understood anew. `digest` gives the hash of a file, None where there is none.
    """
    kept = _read(folder / "manifest.json")
    same = {"schema": SCHEMA, "report": slug, **made_with()}
    if not isinstance(kept, dict) or any(kept.get(part) != value for part, value in same.items()):
        return False
    try:
        inputs = {one["role"]: one for one in kept["inputs"]}
        return (
            inputs["quarter_file"]["path"] == shown(file.path, file.root)
            and all(digest(file.root / one["path"]) == one["sha256"] for one in inputs.values())
            and not _outputs(kept, formats, folder).reason
        )
    except (KeyError, TypeError):  # not a manifest as a build leaves it
        return False


def need(prepared: Prepared, formats: Formats, folder: Path) -> Need:
    """What a report needs, naming the file or key that changed; nothing where `folder` has what a build would give."""
    kept = _read(folder / "manifest.json")
    if not isinstance(kept, dict) or "outputs" not in kept:
        return Need("it is not built yet")
    # Through JSON, so that both sides have the same kinds of values.
    now = json.loads(json.dumps(manifest(prepared, {})))
    for part in (name for name in now if name not in ("outputs", "package")):
        if kept.get(part) != now[part]:
            return Need(_difference(part, kept.get(part), now[part]))
    if (kept.get("package") or {}).get("running") != now["package"]["running"]:
        return Need("quarterbook itself changed")
    return _outputs(kept, formats, folder)


def as_built(folder: Path, report: Report, root: Path) -> bytes | None:
    """Return a built report's notebook; None where there is none, or a file of the report is not as it was built.

    So it is where what is exempt of it, or its notebook, which says that of its cells, was another when it was built.
    """
    kept = _read(folder / "manifest.json")
    why = report.kept_back
    try:
        notebook = next(one["sha256"] for one in kept["inputs"] if one["role"] == "notebook")
        same = notebook == files.digest(flat.notebook_path(report.notebook, root))
        same = same and kept.get("withheld", "") == (why.line if why else "")
        if not same or (why and kept["public_title"] != report.shown_title):
            return None
        outputs = {output["path"]: _proved(folder / output["path"], output["sha256"]) for output in kept["outputs"]}
        return None if None in outputs.values() else outputs[f"{kept['report']}.ipynb"]
    except (AttributeError, KeyError, StopIteration, TypeError):  # not a manifest as a build leaves it
        return None


def changed_since(folder: Path, prepared: Prepared) -> str:
    """Return what changed of what a built report was made from, as part of a sentence; '' where nothing did.

    A quarter file changes with every agenda: of that, only the report's parameters count. A source that cannot be had
    now is taken to be as it was.
    """
    kept = _read(folder / "manifest.json")
    now = json.loads(json.dumps(manifest(prepared, {})))
    try:
        before = {one["role"]: one["sha256"] for one in kept["inputs"]}
        parameters = kept["parameters"]
    except (KeyError, TypeError):  # not a manifest as a build leaves it
        return "its manifest changed"
    if parameters != now["parameters"]:
        return _difference("parameters", parameters, now["parameters"])
    changed = (one for one in now["inputs"] if before.get(one["role"]) != one["sha256"])
    return next((f"{one['path']} changed" for one in changed if one["role"] != "quarter_file"), "")


def findings(folder: Path) -> tuple[Finding, ...]:
    """What was found when a current report was built."""
    return tuple(Finding.model_validate(one) for one in _read(folder / "findings.json"))


def _outputs(kept: Mapping[str, Any], formats: Formats, folder: Path) -> Need:
    """What a report needs that would be run as it was run before."""
    slug = kept["report"]
    outputs = {output["path"]: output["sha256"] for output in kept["outputs"]}
    notebook = _proved(folder / f"{slug}.ipynb", outputs.pop(f"{slug}.ipynb", ""))
    if notebook is None:
        return Need(f"{slug}.ipynb is not as it was built")
    if (folder / f"{slug}.failed.ipynb").exists():
        return Need("the last build failed")
    if kept["package"] != made_with()["package"]:
        return Need("how quarterbook writes reports changed", notebook)
    built = {name for name in ("html", "pdf") if f"{slug}.{name}" in outputs}
    if built != set(formats):
        return Need(f"it was built as {', '.join(sorted(built)) or 'no format'}", notebook)
    changed = (name for name, digest in outputs.items() if _proved(folder / name, digest) is None)
    return next((Need(f"{name} is not as it was built", notebook) for name in changed), Need())


def _proved(path: Path, digest: str) -> bytes | None:
    """A file's bytes, or None where they are not those of a hash."""
    data = path.read_bytes() if path.is_file() else b""
    return data if sha256(data) == digest else None


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None


def _difference(part: str, before: Any, now: Any) -> str:
    if part == "inputs":
        before = {one["path"]: one["sha256"] for one in before or ()}
        now = {one["path"]: one["sha256"] for one in now}
        return f"{_first_difference(before, now)} changed"
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        name = _first_difference(before, now)
        return {
            "parameters": f"the parameter '{name}' changed",
            "libraries": f"{name} is another version",
        }.get(part, f"{part} changed")
    return f"the {part} changed"


def _first_difference(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    return next(
        name for name in (*now, *before) if before.get(name) != now.get(name) or (name in before) != (name in now)
    )
