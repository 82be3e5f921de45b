"""Options of the command line: a flag goes before `QUARTERBOOK_*`, and that before `[tool.quarterbook]`."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from quarterbook.errors import UsageError
from quarterbook.running.batch import Options

FORMATS = ("html", "pdf")
DEFAULTS = {"out": "reports", "formats": "html,pdf", "timeout": "600"}
KNOWN = (*DEFAULTS, "jobs")


def build_options(
    root: Path, *, out: str | None, formats: str | None, jobs: int | None, only: list[str], dry_run: bool
) -> Options:
    """The options of a build, settled. Raises `UsageError` for one that cannot be."""
    project = _project(root)

    def settled(name: str, flag: object) -> str | None:
        environment = os.environ.get(f"QUARTERBOOK_{name.upper()}")
        chosen = flag if flag is not None else environment or project.get(name, DEFAULTS.get(name))
        return None if chosen is None else str(chosen)

    wanted = tuple(dict.fromkeys(part.strip() for part in str(settled("formats", formats)).split(",")))
    for name in wanted:
        if name not in FORMATS:
            raise UsageError(f"There is no format '{name}'. Formats: {', '.join(FORMATS)}.")
    # A relative folder given here is from where the user stands; one of the project's is from its root.
    base = Path.cwd() if out is not None else root
    return Options(
        out=(base / str(settled("out", out))).resolve(),
        formats=wanted,
        only=tuple(only),
        jobs=_at_least_one("jobs", settled("jobs", jobs) or str(_cores())),
        timeout=_at_least_one("timeout", str(settled("timeout", None))),
        dry_run=dry_run,
    )


def _project(root: Path) -> dict[str, object]:
    path = root / "pyproject.toml"
    if not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text("utf-8")).get("tool", {}).get("quarterbook", {})
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"pyproject.toml cannot be read: {error}.") from None
    unknown = sorted(set(found) - set(KNOWN))
    if unknown:
        raise UsageError(f"pyproject.toml: [tool.quarterbook] has no option '{unknown[0]}'. Known: {', '.join(KNOWN)}.")
    return {name: ",".join(value) if isinstance(value, list) else value for name, value in found.items()}


def _at_least_one(name: str, text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise UsageError(f"{name} must be a whole number from 1, not '{text}'.")
    return int(text)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
