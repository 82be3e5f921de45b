"""What a worker is asked and what it answers: small, since files go through the share, by their hashes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from quarterbook import sources
from quarterbook.errors import QuarterbookError
from quarterbook.findings import Finding
from quarterbook.params import flat, house_file
from quarterbook.params.project import shown
from quarterbook.running.inputs import Input, Prepared
from quarterbook.sources.loaded import Part


@dataclass(frozen=True)
class Order:
    """A report to build, with no bytes of its inputs in it.

    `files` says for each path of the project that it reads what holds it in the share, and `executed` what holds its
    notebook as it was run before, '' where it must be run. What comes of it goes to the folder `build` of the share,
    for as long as `token` is there. `made_with` is what the client has of code and libraries.
    """

    prepared: Prepared
    files: Mapping[str, str]
    executed: str
    formats: tuple[str, ...]
    timeout: int
    share: str
    build: str
    token: str
    made_with: Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """A report built, or why it is not: `files` says for each of its files what holds it in the share.

    Where the worker may not build it, having not what the client has, `differs` says what.
    """

    worker: str
    files: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    error: QuarterbookError | None = None
    differs: str = ""


def paths(part: Part, one: Input, prepared: Prepared) -> set[str]:
    """Where a report looks for a part of an input within the project: where it stands, and as the quarter file says."""
    if part.file is None:
        return set()
    given = prepared.parameters.get(one.role)
    if one.role == "notebook":
        given = prepared.notebook.relative_to(prepared.root).as_posix()
    elif one.role == "house":
        given = house_file.path_of(prepared.house, prepared.root).relative_to(prepared.root).as_posix()
    elif flat.register_of(one.role) is None or not isinstance(given, str):
        return {shown(part.file, prepared.root)}
    return {shown(part.file, prepared.root), sources.split(given)[0]}


def difference(here: Mapping[str, Any], there: Mapping[str, Any]) -> str:
    """What differs first between two machines' code and libraries, '' where nothing does.

    >>> difference({"python": "3.11.9"}, {"python": "3.11.8"})
    'python is 3.11.8 there and 3.11.9 here'
    >>> difference({"libraries": {"pandas": "3.1.1"}}, {"libraries": {}})
    'pandas is none there and 3.1.1 here'
    >>> difference({"package": {"version": "1", "sha256": "a"}}, {"package": {"version": "1", "sha256": "b"}})
    'the code of quarterbook there is not that of here'
    """
    for part, ours, theirs in _parts(here, there):
        if ours != theirs and part in ("sha256", "running"):
            return "the code of quarterbook there is not that of here"
        if ours != theirs:
            return f"{part} is {theirs or 'none'} there and {ours or 'none'} here"
    return ""


def _parts(here: Mapping[str, Any], there: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for part in (*here, *(name for name in there if name not in here)):
        ours, theirs = here.get(part), there.get(part)
        if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
            yield from _parts(ours, theirs)
        else:
            yield part, ours, theirs
