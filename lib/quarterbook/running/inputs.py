"""What goes into a report, before any of it is understood: its parameters settled, its sources by their hashes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quarterbook import sources
from quarterbook.errors import InputError
from quarterbook.hashes import sha256_of
from quarterbook.params import flat, house_file
from quarterbook.params.project import shown
from quarterbook.params.quarter_file import QuarterFile
from quarterbook.sources.loaded import Part


@dataclass(frozen=True)
class Input:
    """What a report reads: what it is, its path as records give it, and its hash as read.

    `parts` are what must be kept of it.
    """

    role: str
    path: str
    sha256: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Prepared:
    """A report ready to be checked and run; it can be handed to another process.

    `places` are where the quarter file gives its parameters, for what is told of them, and `problems` what is wrong
    with sources that could not be had. `withheld` says why a paper, or a part of it (`exempt_parts`), is not for
    publication, '' where all of it is; `public_title` is what the public may call it.
    What is published but for such parts is withheld `in_part`.
    """

    quarter: str
    slug: str
    title: str
    house: str
    root: Path
    notebook: Path
    parameters: dict[str, Any]
    inputs: tuple[Input, ...]
    places: dict[str, str]
    problems: tuple[str, ...] = ()
    withheld: str = ""
    public_title: str | None = None
    exempt_parts: bool = False
    in_part: bool = False


def prepare(file: QuarterFile, slug: str) -> Prepared:
    """Settle a report, and hash what it reads. Raises `InputError` where parameters or the house are not right."""
    parameters = flat.flat(file, slug)
    house = house_file.load(file.settings.house, file.root)
    notebook = flat.notebook_path(file.report(slug).notebook, file.root)
    inputs = [_input("notebook", notebook, file.root)]
    inputs += [_input("quarter_file", file.path, file.root)]
    house_path = house_file.path_of(file.settings.house, file.root)
    inputs += [_input("house", house_path, file.root)]
    if house.logo:
        inputs += [_input("logo", house_path.parent / house.logo, file.root)]
    places = {name: file.yaml.where(("reports", slug, "parameters", name)) for name in parameters}
    places["as_at"] = file.yaml.where(("reports", slug, "as_at"))  # a key of the report, not of its parameters
    problems: list[str] = []
    for name, source in parameters.items():
        if flat.register_of(name) is None or source is None:
            continue
        try:
            loaded = sources.load(source, file.root)
            inputs.append(Input(name, loaded.path, loaded.sha256, loaded.parts))
        except InputError as error:
            problems += [f"{problem} ({places[name]}, {name})" for problem in error.problems]
    report = file.report(slug)
    return Prepared(
        quarter=file.name,
        slug=slug,
        title=report.title,
        house=file.settings.house,
        root=file.root,
        notebook=notebook,
        parameters=parameters,
        inputs=tuple(inputs),
        places=places,
        problems=tuple(problems),
        withheld=report.kept_back.line if report.kept_back else "",
        public_title=report.shown_title,
        exempt_parts=report.exempt_parts is not None,
        in_part=report.withheld is None and report.exempt_parts is not None,
    )


def sha256_now(one: Input, prepared: Prepared) -> str:
    """The hash of an input as it is now. Raises OSError, or `InputError` where a source cannot be had any more."""
    if one.role in prepared.parameters and flat.register_of(one.role):
        return sources.load(prepared.parameters[one.role], prepared.root).sha256
    return sha256_of(prepared.root / one.path)


def _input(role: str, path: Path, root: Path) -> Input:
    digest = sha256_of(path)
    return Input(role, shown(path, root), digest, (Part(digest, path),))
