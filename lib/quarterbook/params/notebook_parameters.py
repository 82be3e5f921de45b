"""A notebook's parameters cell is its schema: `name: type = default  # help`, a line each."""

from __future__ import annotations

import ast
import io
import json
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quarterbook.errors import InputError
from quarterbook.params.strict_yaml import as_written

# Types in quotes are not Python's own. papermill reads the cell too, and knows no `str | None`.
SOURCE, OPTIONAL_SOURCE = "source", "optional source"
_PATH = "the path of a file, such as data/….csv or data/….xlsx#Sheet,"
_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    SOURCE: _PATH,
    OPTIONAL_SOURCE: _PATH,
}
_SCALARS: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}


@dataclass(frozen=True)
class Parameter:
    """One declared parameter. `type` is its annotation; `help` the comment on its line."""

    name: str
    type: ast.expr
    default: Any
    help: str

    @property
    def expected(self) -> str:
        """What the type takes, in words."""
        return _in_words(self.type)


def read(path: Path, shown: str) -> dict[str, Parameter]:
    """The parameters a notebook declares, in order. Raises `InputError` where its cell is no schema."""
    try:
        cells = json.loads(path.read_text("utf-8"))["cells"]
    except FileNotFoundError:
        raise InputError(f"There is no notebook {shown}.") from None
    except (ValueError, KeyError, TypeError):
        raise InputError(f"{shown} is not a notebook of format 4.") from None
    tagged = [cell for cell in cells if "parameters" in cell.get("metadata", {}).get("tags", [])]
    if len(tagged) != 1:
        raise InputError(f"{shown}: one cell must have the tag 'parameters'; {len(tagged)} have it.")
    return parse("".join(tagged[0]["source"]), shown)


def parse(source: str, shown: str) -> dict[str, Parameter]:
    """The parameters that the source of a parameters cell declares. Raises `InputError`."""
    comments = {
        token.start[0]: token.string.lstrip("# ").rstrip()
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    parameters = {}
    for statement in ast.parse(source).body:
        if not (isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value):
            raise InputError(f"{shown}: line {statement.lineno} of the parameters cell is not 'name: type = default'.")
        _check_type(statement.annotation, shown)
        try:
            default = ast.literal_eval(statement.value)
        except ValueError:
            raise InputError(f"{shown}: the default of '{statement.target.id}' is not a plain value.") from None
        help_text = comments.get(statement.end_lineno or statement.lineno, "")
        parameters[statement.target.id] = Parameter(statement.target.id, statement.annotation, default, help_text)
    return parameters


def fit(parameter: Parameter, value: Any) -> Any:
    """`value` as the parameter's type takes it; raises ValueError, saying what was expected, if it does not."""
    return _fit(parameter.type, value)


def _check_type(node: ast.expr, shown: str) -> None:
    try:
        _in_words(node)
    except (KeyError, AttributeError, TypeError, IndexError):
        raise InputError(
            f"{shown}: '{ast.unparse(node)}' is not a type of a parameter. "
            "Use str, int, float, bool, list[…], dict[str, …], \"source\" or \"optional source\"."
        ) from None


def _in_words(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript):
        inner = node.slice.elts[1] if isinstance(node.slice, ast.Tuple) else node.slice
        return {"list": "a list, each item ", "dict": "keys, each value "}[node.value.id] + _in_words(inner)  # type: ignore[attr-defined]
    return _WORDS[node.value if isinstance(node, ast.Constant) else node.id]  # type: ignore[attr-defined,index]


def _fit(node: ast.expr, value: Any) -> Any:
    if isinstance(node, ast.Constant):
        return _fit_source(value, optional=node.value == OPTIONAL_SOURCE)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple):
        if isinstance(value, Mapping):
            return {str(key): _fit(node.slice.elts[1], one) for key, one in value.items()}
    elif isinstance(node, ast.Subscript):
        if isinstance(value, list | tuple):
            return [_fit(node.slice, one) for one in value]
    elif isinstance(node, ast.Name):
        return _fit_scalar(_SCALARS[node.id], value)
    raise ValueError


def _fit_source(value: Any, *, optional: bool) -> Any:
    """A path, or where a database is asked: {sql: …, database: …}."""
    if value is None and optional:
        return None
    if isinstance(value, Mapping) and set(value) == {"sql", "database"}:
        return {key: _fit_scalar(str, one) for key, one in value.items()}
    return _fit_scalar(str, value)


def _fit_scalar(kind: type, value: Any) -> Any:
    if kind is str:
        value = as_written(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
        raise ValueError
    return kind(value)
