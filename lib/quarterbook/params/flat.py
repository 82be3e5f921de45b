"""From a quarter file to the flat parameters that papermill takes: one mapping a report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from quarterbook.errors import InputError, nearest
from quarterbook.params import notebook_parameters
from quarterbook.params.notebook_parameters import Parameter
from quarterbook.params.project import shown
from quarterbook.params.quarter_file import QuarterFile
from quarterbook.params.strict_yaml import as_written

# The registers of DESIGN 3, and the csv of what was published: a parameter so named is a data source.
REGISTERS = ("actions", "indicators", "outturns", "clinics", "savings", "revenue", "capital", "reserves", "projects")
SOURCES = (*REGISTERS, "published_figures")
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
    problems = [
        f"{file.yaml.where(('reports', slug, 'parameters', name))}: the notebook {report.notebook} has no parameter "
        f"'{name}'. {nearest(name, set(declared) - set(GIVEN))}"
        for name in report.parameters
        if name not in declared
    ] + [
        f"{file.yaml.where(('reports', slug, 'parameters', name))}: '{name}' is given by the report itself, "
        "not under parameters."
        for name in report.parameters
        if name in GIVEN
    ]
    given: dict[str, Any] = {
        "quarter": file.settings.quarter,
        "as_at": file.as_at(slug),
        "house": file.settings.house,
        "title": report.title,
        "front_matter": dict(report.front_matter),
    }
    settled = {}
    for name, parameter in declared.items():
        place: tuple[str, ...] = ("reports", slug, "parameters", name)
        if name in given:
            value = given[name]
        elif name in report.parameters:
            value = report.parameters[name]
        elif name in file.settings.defaults:
            value, place = file.settings.defaults[name], ("defaults", name)
        else:
            value = None if register_of(name) else parameter.default
        try:
            settled[name] = notebook_parameters.fit(parameter, value)
        except ValueError:
            problems.append(f"{file.yaml.where(place)}: {_unfit(parameter, value)}")
    if problems:
        raise InputError(problems)
    return settled


def _unfit(parameter: Parameter, value: Any) -> str:
    about = f" ({parameter.help})" if parameter.help else ""
    if value is None:
        return f"'{parameter.name}'{about} is not given; {parameter.expected} was expected."
    told = as_written(value) if not isinstance(value, bool) else str(value).lower()
    return f"'{parameter.name}'{about}: {parameter.expected} was expected, but this is '{told}'."


def to_yaml(parameters: dict[str, Any]) -> str:
    """The flat file as YAML that papermill reads back to the same values."""
    return yaml.safe_dump(parameters, sort_keys=False, allow_unicode=True, width=100)
