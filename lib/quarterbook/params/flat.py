"""From a quarter file to the flat parameters that papermill takes: one mapping a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from quarterbook.errors import InputError, nearest
from quarterbook.params import notebook_parameters
from quarterbook.params.notebook_parameters import Parameter
from quarterbook.params.project import shown
from quarterbook.params.quarter_file import QuarterFile
from quarterbook.params.register_names import SOURCES
from quarterbook.params.source_value import Unfit
from quarterbook.params.validation import Place, dotted

GIVEN = ("quarter", "as_at", "house", "title", "front_matter")


def register_of(parameter: str) -> str | None:
    """The register that a parameter is a source of, or None.

    >>> register_of("previous_actions"), register_of("directorates")
    ('actions', None)
    """
    name = parameter.removeprefix("previous_")
    return name if name in SOURCES else None


def notebook_path(notebook: str, root: Path) -> Path:
    """Where the notebook of a name stands."""
    return root / "notebooks" / f"{notebook}.ipynb"


def flat(file: QuarterFile, slug: str) -> dict[str, Any]:
    """Every parameter of a report's notebook, settled. Raises `InputError` with all that is wrong.

    What the report gives goes before the quarter file's defaults, and those before the notebook's
    own; but a source that neither gives is absent, so that no report shows another council's data.
    """
    report = file.report(slug)
    path = notebook_path(report.notebook, file.root)
    if not path.is_file():
        known = [one.stem for one in path.parent.glob("*.ipynb")]
        where = file.yaml.where(("reports", slug, "notebook"))
        raise InputError(f"{where}: there is no {shown(path, file.root)}. {nearest(report.notebook, known)}")
    declared = notebook_parameters.read(path, shown(path, file.root))
    problems = [*_unknown_defaults(file), *_not_parameters(file, slug, declared)]
    settled = {}
    for name, parameter in declared.items():
        value, place = _given(file, slug, parameter)
        try:
            settled[name] = notebook_parameters.fit(parameter, value)
        except Unfit as unfit:
            problems.append(_sentence(file, slug, parameter, place, unfit))
    if problems:
        raise InputError(problems)
    return settled


def _given(file: QuarterFile, slug: str, parameter: Parameter) -> tuple[Any, Place | None]:
    """A parameter's value, and the place in the quarter file that gives it (None where none does)."""
    report, name = file.report(slug), parameter.name
    by_the_report: dict[str, tuple[Any, Place]] = {
        "quarter": (file.settings.quarter, ("quarter",)),
        "as_at": (file.as_at(slug), ("as_at",)),
        "house": (file.settings.house, ("house",)),
        "title": (report.title, ("reports", slug, "title")),
        "front_matter": (dict(report.front_matter), ("reports", slug, "front_matter")),
    }
    if name in by_the_report:
        return by_the_report[name]
    if name in report.parameters:
        return report.parameters[name], ("reports", slug, "parameters", name)
    if name in file.settings.defaults:
        return file.settings.defaults[name], ("defaults", name)
    return (None if register_of(name) else parameter.default), None


def _unknown_defaults(file: QuarterFile) -> Iterator[str]:
    """Defaults that no notebook of the file declares: a default is for those that do, but not for none."""
    if not file.settings.defaults:
        return
    known: set[str] = set()
    paths = (notebook_path(report.notebook, file.root) for report in file.settings.reports.values())
    for path in dict.fromkeys(paths):
        known |= set(notebook_parameters.read(path, shown(path, file.root))) if path.is_file() else set()
    for name in file.settings.defaults:
        if name in GIVEN or name not in known:
            near = nearest(name, known - set(GIVEN))
            yield f"{file.yaml.where(('defaults', name))}: no notebook of this file has a parameter '{name}'. {near}"


def _not_parameters(file: QuarterFile, slug: str, declared: Mapping[str, Parameter]) -> Iterator[str]:
    """What is wrong with the names under a report's parameters."""
    report = file.report(slug)
    for name in report.parameters:
        where = file.yaml.where(("reports", slug, "parameters", name))
        if name in GIVEN:
            yield f"{where}: '{name}' does not stand under parameters; give it as a key of the report or of the file."
        elif name not in declared:
            near = nearest(name, set(declared) - set(GIVEN))
            yield f"{where}: the notebook {report.notebook} has no parameter '{name}'. {near}"


def _sentence(file: QuarterFile, slug: str, parameter: Parameter, place: Place | None, unfit: Unfit) -> str:
    name = f"'{dotted((parameter.name, *unfit.place))}'"
    about = f"{name} ({parameter.help})" if parameter.help else name
    if place is not None:
        return f"{file.yaml.where((*place, *unfit.place))}: {about}: {unfit}"
    where = file.yaml.where(("reports", slug, "parameters"))
    if register_of(parameter.name):
        return f"{where}: {about} is not given; the notebook {file.report(slug).notebook} needs it."
    return f"{where}: {about} is not given, and its default in the notebook does not fit: {unfit}"


def to_yaml(parameters: dict[str, Any]) -> str:
    """The flat file as YAML that papermill reads back to the same values."""
    return yaml.dump(parameters, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


class _Dumper(yaml.SafeDumper):
    """Escapes what is not printable: PyYAML's own writer lets a next-line character become a space."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if text.isprintable() else '"')


_Dumper.add_representer(str, _text)
