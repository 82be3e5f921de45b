"""Options of the command line: a flag goes before `QUARTERBOOK_*`, and that before `[tool.quarterbook]`."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from quarterbook.errors import UsageError, nearest
from quarterbook.params.credentials import has_password
from quarterbook.running import cluster as clusters
from quarterbook.running.outcome import Options

FORMATS = ("html", "pdf")
DEFAULTS = {"out": "reports", "formats": "html,pdf", "timeout": "600", "cluster": "", "share": ""}
KNOWN = (*DEFAULTS, "jobs")


def build_options(
    root: Path,
    *,
    out: str | None,
    formats: str | None,
    jobs: int | None,
    only: list[str],
    dry_run: bool,
    force: bool,
    cluster: str | None = None,
    share: str | None = None,
) -> Options:
    """The options of a build, settled. Raises `UsageError` for one that cannot be."""
    settle = partial(_settled, project=_project(root))
    wanted, said = settle("formats", formats)
    names = tuple(dict.fromkeys(part.strip() for part in wanted.split(",")))
    for name in names:
        if name not in FORMATS:
            raise UsageError(f"{said}: there is no format '{name}'. Formats: {', '.join(FORMATS)}.")
    reports = folder(root, out)
    scheduler = _cluster(*settle("cluster", cluster))
    if share is not None and not scheduler:
        raise UsageError("--share is what the machines of a --cluster share; there is none here.")
    return Options(
        out=reports,
        formats=names,
        only=tuple(only),
        jobs=_at_least_one(*settle("jobs", jobs)),
        timeout=_at_least_one(*settle("timeout", None)),
        dry_run=dry_run,
        force=force,
        cluster=scheduler,
        share=_share(*settle("share", share), reports, Path.cwd() if share is not None else root),
    )


def folder(root: Path, out: str | None) -> Path:
    """The folder of reports, settled. Raises `UsageError` where none is named."""
    name, said = _settled("out", out, _project(root))
    if not name:
        raise UsageError(f"{said}: the name of a folder was expected.")
    # A relative folder given here is from where the user stands; one of the project's is from its root.
    return ((Path.cwd() if out is not None else root) / name).resolve()


def _cluster(address: str, said: str) -> str:
    if address and not clusters.is_address(address):
        raise UsageError(f"{said}: '{address}' is no cluster. Write local, tcp://host:port or tls://host:port.")
    return address


def _share(share: str, said: str, out: Path, base: Path) -> str:
    """The share's address; a folder is from where an option's other folders are, and the reports' own by default."""
    if has_password(share):
        raise UsageError(f"{said}: a password stands in the address. Take it out: each machine has its credentials.")
    if clusters.is_remote(share):
        return share
    return str((base / share).resolve() if share else out)


def _settled(name: str, flag: object, project: Mapping[str, object]) -> tuple[str, str]:
    """The text of an option, and who said it: the flag, the environment, pyproject.toml or nobody."""
    variable = f"QUARTERBOOK_{name.upper()}"
    if flag is not None:
        return str(flag), f"--{name}"
    if os.environ.get(variable):
        return os.environ[variable], variable
    if name in project:
        return str(project[name]), f"pyproject.toml, [tool.quarterbook] {name}"
    return DEFAULTS[name] if name in DEFAULTS else str(_cores()), name


def _project(root: Path) -> dict[str, object]:
    path = root / "pyproject.toml"
    if not path.is_file():
        return {}
    try:
        tools = tomllib.loads(path.read_text("utf-8")).get("tool", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"pyproject.toml cannot be read: {error}.") from None
    found = tools.get("quarterbook", {}) if isinstance(tools, dict) else {}
    if not isinstance(found, dict):
        raise UsageError("pyproject.toml: [tool.quarterbook] must be a table of options.")
    for name in found:
        if name not in KNOWN:
            raise UsageError(f"pyproject.toml: [tool.quarterbook] has no option '{name}'. {nearest(name, KNOWN)}")
    return {name: ",".join(map(str, value)) if isinstance(value, list) else value for name, value in found.items()}


def _at_least_one(text: str, said: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise UsageError(f"{said}: a whole number from 1 was expected, not '{text}'.")
    return int(text)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
