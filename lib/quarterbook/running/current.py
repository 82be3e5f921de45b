"""Whether a report must be built again, and why: what would go in now against the manifest of what is there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quarterbook.checks.findings import Finding
from quarterbook.running import files
from quarterbook.running.inputs import Prepared
from quarterbook.running.manifest import manifest


@dataclass(frozen=True)
class Need:
    """Why a report must be built, '' where it must not.

    `executed` is its notebook as it was run before, where no more is needed than to write it out again.
    """

    reason: str = ""
    executed: bytes | None = None


def need(prepared: Prepared, formats: tuple[str, ...], folder: Path) -> Need:
    """What a report needs, naming the file or key that changed; nothing where `folder` holds what a build would give.

    What is there is trusted by its hashes only, not by its times.
    """
    kept = _read(folder / "manifest.json")
    if not isinstance(kept, dict) or "outputs" not in kept:
        return Need("it is not built yet")
    # Through JSON, so that both sides have the same kinds of values.
    now = json.loads(json.dumps(manifest(prepared, {})))
    for part in (name for name in now if name not in ("outputs", "package")):
        if kept.get(part) != now[part]:
            return Need(_difference(part, kept.get(part), now[part]))
    before, package = kept.get("package") or {}, now["package"]
    if before.get("running") != package["running"]:
        return Need("quarterbook itself changed")
    outputs = {output["path"]: output["sha256"] for output in kept["outputs"]}
    notebook = _proved(folder / f"{prepared.slug}.ipynb", outputs.pop(f"{prepared.slug}.ipynb", ""))
    if notebook is None:
        return Need(f"{prepared.slug}.ipynb is not as it was built")
    if (folder / f"{prepared.slug}.failed.ipynb").exists():
        return Need("the last build failed")
    if before != package:
        return Need("how quarterbook writes reports changed", notebook)
    built = {name for name in ("html", "pdf") if f"{prepared.slug}.{name}" in outputs}
    if built != set(formats):
        return Need(f"it was built as {', '.join(sorted(built)) or 'no format'}", notebook)
    for name, digest in outputs.items():
        if _proved(folder / name, digest) is None:
            return Need(f"{name} is not as it was built", notebook)
    return Need()


def findings(folder: Path) -> tuple[Finding, ...]:
    """What was found when a current report was built."""
    return tuple(Finding.model_validate(one) for one in _read(folder / "findings.json"))


def _proved(path: Path, digest: str) -> bytes | None:
    """A file's bytes, or None where they are not those of a hash."""
    data = path.read_bytes() if path.is_file() else b""
    return data if files.sha256(data) == digest else None


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
