"""What the built papers of a quarter state, read from their files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from quarterbook.checks.across import Stated

# What a reserve holds is told by the year, so papers have to agree on it whatever their days.
TIMELESS = "reserves"


def read(folders: Mapping[str, Path]) -> dict[str, Stated]:
    """Return what the reports in these folders state, by name; those that are not built are left out."""
    found = {name: _stated(folder) for name, folder in folders.items() if (folder / "manifest.json").is_file()}
    return {name: one for name, one in found.items() if one is not None}


def _stated(folder: Path) -> Stated | None:
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        figures = json.loads((folder / "figures.json").read_text("utf-8"))["figures"]
        inputs = {one["role"]: one for one in manifest["inputs"]}
        return Stated(
            as_at=manifest["as_at"] or "",
            area=str(manifest["parameters"].get("area") or ""),
            notebook=inputs["notebook"]["path"],
            values={one["id"]: one["value"] for one in figures},
            definitions={one["id"]: one["definition"] for one in figures},
            timeless=_of(figures, inputs[TIMELESS]["sha256"]) if TIMELESS in inputs else {},
        )
    except (OSError, ValueError, KeyError):  # not as a build leaves it: it is no paper that could be held to anything
        return None


def _of(figures: Iterable[Mapping[str, Any]], sha256: str) -> dict[str, Any]:
    """The values that were worked out of one source alone."""
    return {
        one["id"]: one["value"] for one in figures if one["of"] and all(rows["sha256"] == sha256 for rows in one["of"])
    }
