"""What a new report begins with, made from templates: its notebook, its entry, its test, and a first quarter file.

What goes into a template goes in as a value (JSON, which Python and YAML both read), so that no title can become code.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from importlib.resources import files as resources
from pathlib import Path
from string import Template
from typing import Any

from quarterbook.params import notebook_parameters
from quarterbook.params.house_file import House
from quarterbook.registers import sample

_TEMPLATES = resources("quarterbook.running") / "templates"
_HEADING = "A new report"


def in_words(slug: str) -> str:
    """A report's name as a title.

    >>> in_words("site-visits")
    'Site visits'
    """
    words = slug.replace("-", " ")
    return words[0].upper() + words[1:]


def first_house() -> bytes:
    """The house of a project that has none."""
    return (_TEMPLATES / "house.yaml").read_bytes()


def first_quarter_file() -> str:
    """The quarter file of a project that has none, as far as its reports."""
    return (_TEMPLATES / "quarter.yaml").read_text("utf-8")


def entry(notebook: str, data: str, title: str) -> dict[str, Any]:
    """The report as a quarter file has it; `notebook` and `data` are paths."""
    return {
        "notebook": Path(notebook).stem,
        "title": title,
        "front_matter": {"Report to": "Name the committee here"},
        "parameters": {
            "actions": data,
            "purpose": "Say here why the committee gets this paper.",
            "recommendations": ["Note what this paper says."],
            "contact": "Name a role or a team here, with its address.",
        },
    }


def notebook(slug: str, defaults: Mapping[str, str]) -> Any:
    """The report's notebook, as yet not executed, with defaults of its own for some of its parameters."""
    import nbformat

    made = nbformat.reads((_TEMPLATES / "report.ipynb").read_text("utf-8"), as_version=4)
    about = next(cell for cell in made.cells if cell.id == "about")
    about.source = about.source.replace(_HEADING, in_words(slug))
    parameters = next(cell for cell in made.cells if cell.id == "parameters")
    parameters.source = _with_defaults(parameters.source, defaults)
    return made


def report_test(slug: str, quarter_file: str, data: str, house: House) -> bytes:
    """A test that builds the report and counts the rows of its data without quarterbook."""
    text = (_TEMPLATES / "test_report.py.txt").read_text("utf-8")
    values = {
        "quarter_file": quarter_file,
        "report": slug,
        "actions": data,
        "directorate": sample.header(house, "directorate"),
    }
    literals = {name: _literal(value) for name, value in values.items()}
    return Template(text).substitute(literals, slug=slug).encode()


def _with_defaults(source: str, defaults: Mapping[str, str]) -> str:
    """A parameters cell in which some defaults are others.

    >>> _with_defaults('title: str = "A paper"  # its title', {"title": "# {x}"})
    'title: str = "# {x}"  # its title'
    """
    helps = {name: parameter.help for name, parameter in notebook_parameters.parse(source, "the template").items()}
    lines = []
    for statement in ast.parse(source).body:
        assert isinstance(statement, ast.AnnAssign)
        assert statement.value is not None
        name, kind, value = (
            ast.get_source_segment(source, part) for part in (statement.target, statement.annotation, statement.value)
        )
        given = _literal(defaults[str(name)]) if name in defaults else value
        lines.append(f"{name}: {kind} = {given}  # {helps[str(name)]}")
    return "\n".join(lines)


def _literal(text: str) -> str:
    """A text as Python and JSON both write it."""
    return json.dumps(text, ensure_ascii=False)
