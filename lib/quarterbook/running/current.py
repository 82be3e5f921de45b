"""Whether a report must be built again, and why: what would go in now against the manifest of what is there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quarterbook.checks.findings import Finding
from quarterbook.running import files
from quarterbook.running.inputs import Prepared
from quarterbook.running.manifest import manifest


def reason(prepared: Prepared, formats: tuple[str, ...], folder: Path) -> str:
    """Why a report must be built, naming the file or key; '' where `folder` holds what a build would give.

    What is there is trusted by its hashes only, not by its times.
    """
    kept = _read(folder / "manifest.json")
    if not isinstance(kept, dict) or "outputs" not in kept:
        return "it is not built yet"
    # Through JSON, so that both sides have the same kinds of values.
    now = json.loads(json.dumps(manifest(prepared, {})))
    for part in (name for name in now if name != "outputs"):
        if kept.get(part) != now[part]:
            return _difference(part, kept.get(part), now[part])
    outputs = {output["path"]: output["sha256"] for output in kept["outputs"]}
    built = {name for name in ("html", "pdf") if f"{prepared.slug}.{name}" in outputs}
    if built != set(formats):
        return f"it was built as {', '.join(sorted(built)) or 'no format'}"
    for name, digest in outputs.items():
        path = folder / name
        if not path.is_file() or files.sha256(path.read_bytes()) != digest:
            return f"{name} is not as it was built"
    return "the last build failed" if (folder / f"{prepared.slug}.failed.ipynb").exists() else ""


def findings(folder: Path) -> tuple[Finding, ...]:
    """What was found when a current report was built."""
    return tuple(Finding.model_validate(one) for one in _read(folder / "findings.json"))


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
            "package": "quarterbook itself changed",
        }.get(part, f"{part} changed")
    return f"the {part} changed"


def _first_difference(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    return next(
        name for name in (*now, *before) if before.get(name) != now.get(name) or (name in before) != (name in now)
    )
