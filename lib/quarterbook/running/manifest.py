"""The manifest of a built report: what went in and what came out, by hash, and with what it was made."""

from __future__ import annotations

import platform
import re
import sys
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import quarterbook
from quarterbook.hashes import sha256
from quarterbook.running.inputs import Prepared

SCHEMA = "quarterbook/manifest/1"
# Libraries beneath ours that decide what is worked out or drawn.
_BENEATH = ("numpy", "nbformat", "markupsafe", "pydantic-core")

# Rooms of the package that come after a notebook has run.
_AFTER = ("writers", "publishing")


def manifest(prepared: Prepared, outputs: dict[str, bytes]) -> dict[str, Any]:
    """Return the manifest as JSON values: no clock, host, user or absolute path in it."""
    parameters = prepared.parameters
    return {
        "schema": SCHEMA,
        "report": prepared.slug,
        "title": parameters.get("title"),
        "quarter": parameters.get("quarter"),
        "as_at": parameters.get("as_at"),
        **({"withheld": prepared.withheld, "public_title": prepared.public_title} if prepared.withheld else {}),
        **({"in_part": True} if prepared.in_part else {}),
        "parameters": parameters,
        "inputs": [{"role": one.role, "path": one.path, "sha256": one.sha256} for one in prepared.inputs],
        "outputs": [
            {"path": name, "sha256": sha256(data), "bytes": len(data)} for name, data in sorted(outputs.items())
        ],
        **made_with(),
    }


@cache
def made_with() -> dict[str, Any]:
    """What every report of this environment is made with: package, Python, platform and libraries."""
    return {
        "package": {"name": "quarterbook", "version": quarterbook.__version__, **package_hashes()},
        "python": platform.python_version(),
        "platform": f"{sys.platform}-{platform.machine()}",
        "libraries": libraries(),
    }


@cache
def package_hashes() -> dict[str, str]:
    """The SHA-256 over every source file and template of the package, by name.

    `running` is over those alone that a notebook could see while it runs: not over what writes and publishes it.
    """
    root = Path(quarterbook.__file__).parent
    kept = sorted(path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    hashes = {path.relative_to(root): sha256(path.read_bytes()) for path in kept}
    running = {path: digest for path, digest in hashes.items() if path.parts[0] not in _AFTER}
    return {"sha256": _over(hashes), "running": _over(running)}


def _over(hashes: dict[Path, str]) -> str:
    told = "".join(f"{path.as_posix()} {digest}\n" for path, digest in hashes.items())
    return sha256(told.encode())


@cache
def libraries() -> dict[str, str]:
    """The versions of the libraries that a report is made with."""
    required = metadata.requires("quarterbook") or []
    names = {re.split(r"[^A-Za-z0-9._-]", line)[0].lower() for line in required if "extra ==" not in line}
    return {name: metadata.version(name) for name in sorted(names | set(_BENEATH))}
