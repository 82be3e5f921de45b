"""A notebook's parameters cell is its schema: `name: type = default  # help`, a line each."""

from __future__ import annotations

import ast
import io
import json
import tokenize
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quarterbook.errors import InputError
from quarterbook.params.source_value import Unfit, source, text
from quarterbook.params.validation import Place

_TYPES = 'Use str, int, float, bool, list[…], dict[str, …], "source" or "optional source".'


# From a value, and its place within the parameter, to the value as the notebook gets it; raises `Unfit`.
Type = Callable[[Any, Place], Any]


@dataclass(frozen=True)
class Parameter:
    """One declared parameter; `help` is the comment on its line."""

    name: str
    type: Type
    default: Any
    help: str


def read(path: Path, shown: str) -> dict[str, Parameter]:
    """The parameters a notebook declares, in order. Raises `InputError` where its cell is no schema."""
    try:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        tagged = [cell for cell in cells if "parameters" in cell.get("metadata", {}).get("tags", [])]
        sources = ["".join(cell["source"]) for cell in tagged]
    except FileNotFoundError:
        raise InputError(f"There is no notebook {shown}.") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(f"{shown} is not a notebook of format 4. Open it in JupyterLab and save it again.") from None
    if len(sources) != 1:
        raise InputError(f"{shown}: one cell must have the tag 'parameters'; {len(sources)} have it.")
    return parse(sources[0], shown)


def parse(code: str, shown: str) -> dict[str, Parameter]:
    """The parameters that the code of a parameters cell declares. Raises `InputError`."""
    cell = f"{shown}, parameters cell"
    try:
        statements = ast.parse(code).body
    except SyntaxError as error:
        raise InputError(f"{cell}, line {error.lineno}: this is not 'name: type = default'.") from None
    comments = _comments(code)
    parameters: dict[str, Parameter] = {}
    for statement in statements:
        where = f"{cell}, line {statement.lineno}"
        if not (isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value):
            raise InputError(f"{where}: this is not 'name: type = default'.")
        name = statement.target.id
        if name in parameters:
            raise InputError(f"{where}: '{name}' is declared for the second time.")
        try:
            default = ast.literal_eval(statement.value)
        except (ValueError, TypeError):
            raise InputError(f"{where}: the default of '{name}' is not a plain value.") from None
        try:
            kind = _type(statement.annotation)
        except ValueError:
            written = ast.unparse(statement.annotation)
            raise InputError(f"{where}: '{written}' is not a type of a parameter. {_TYPES}") from None
        parameters[name] = Parameter(name, kind, default, comments.get(statement.end_lineno or statement.lineno, ""))
    return parameters


def fit(parameter: Parameter, value: Any) -> Any:
    """`value` as the parameter's type takes it; raises `Unfit`, saying where and what was expected."""
    return parameter.type(value, ())


def _comments(code: str) -> dict[int, str]:
    return {
        token.start[0]: token.string.lstrip("# ").rstrip()
        for token in tokenize.generate_tokens(io.StringIO(code).readline)
        if token.type == tokenize.COMMENT
    }


def _type(annotation: ast.expr) -> Type:
    """The type that an annotation names; raises ValueError where it names none of ours."""
    match annotation:
        case ast.Name(id=name) if name in _SCALARS:
            return _SCALARS[name]
        # In quotes, for they are not Python's own; and papermill, which reads the cell too, knows no `str | None`.
        case ast.Constant(value="source"):
            return source
        case ast.Constant(value="optional source"):
            return lambda value, place: None if value is None else source(value, place)
        case ast.Subscript(value=ast.Name(id="list"), slice=inner):
            return _list_of(_type(inner))
        case ast.Subscript(value=ast.Name(id="dict"), slice=ast.Tuple(elts=[ast.Name(id="str"), inner])):
            return _keys_of(_type(inner))
    raise ValueError


def _whole(value: Any, place: Place) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Unfit(place, value, "a whole number")
    return int(value)


def _number(value: Any, place: Place) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Unfit(place, value, "a number")
    return float(value)


def _true_or_false(value: Any, place: Place) -> bool:
    if not isinstance(value, bool):
        raise Unfit(place, value, "true or false")
    return value


_SCALARS: Mapping[str, Type] = {"str": text, "int": _whole, "float": _number, "bool": _true_or_false}


def _list_of(inner: Type) -> Type:
    def fitted(value: Any, place: Place) -> list[Any]:
        if not isinstance(value, list | tuple):
            raise Unfit(place, value, "a list (- item)")
        return [inner(one, (*place, number)) for number, one in enumerate(value)]

    return fitted


def _keys_of(inner: Type) -> Type:
    def fitted(value: Any, place: Place) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise Unfit(place, value, "a group of keys (key: value)")
        return {str(key): inner(one, (*place, str(key))) for key, one in value.items()}

    return fitted
