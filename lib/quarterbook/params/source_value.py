"""The value of a source: a path, {sql: …, database: …}, or {file: …, where: {column: value}}."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quarterbook.errors import nearest
from quarterbook.params import credentials
from quarterbook.params.strict_yaml import as_written
from quarterbook.params.validation import Place, told

FILE, WHERE = "file", "where"


class Unfit(ValueError):
    """A value that a parameter does not take; `place` says where within it."""

    def __init__(self, place: Place, value: Any, expected: str) -> None:
        super().__init__(f"{expected} was expected, but this is {told(value)}.")
        self.place = place


class _Refused(Unfit):
    """A value of which there is something else to tell than what it is, such as a password."""

    def __init__(self, place: Place, why: str) -> None:
        ValueError.__init__(self, why)
        self.place = place


def text(value: Any, place: Place, expected: str = "a text") -> str:
    """A text, or a number as it was written. Raises `Unfit`."""
    value = as_written(value)
    if not isinstance(value, str):
        raise Unfit(place, value, expected)
    return value


def source(value: Any, place: Place) -> Any:
    """The source that a value says, with its numbers as they were written. Raises `Unfit`."""
    if isinstance(value, Mapping) and set(value) == {"sql", "database"}:
        address = _address(value["database"], (*place, "database"), "a text")
        return {"sql": text(value["sql"], (*place, "sql")), "database": address}
    if isinstance(value, Mapping) and {FILE, WHERE} & set(value):
        return _rows_of_a_file(value, place)
    return _address(value, place, "the path of a file, such as data/….csv or data/….xlsx#Sheet,")


def _rows_of_a_file(value: Mapping[Any, Any], place: Place) -> dict[str, Any]:
    for key in value:
        if key not in (FILE, WHERE):
            raise _Refused((*place, str(key)), f"unknown key. {nearest(str(key), (FILE, WHERE))}")
    for key in (FILE, WHERE):
        if key not in value:
            raise _Refused(
                place, f"the key '{key}' is missing; {{file: data/…, where: {{column: value}}}} was expected."
            )
    where = value[WHERE]
    if not isinstance(where, Mapping):
        raise Unfit((*place, WHERE), where, "a column of the file with its value (column: value)")
    if not where:
        raise _Refused((*place, WHERE), "it is empty; name a column of the file with its value (column: value).")
    wanted = {str(as_written(column)): _wanted(one, (*place, WHERE, str(column))) for column, one in where.items()}
    return {FILE: _address(value[FILE], (*place, FILE), "the path of a file or folder"), WHERE: wanted}


def _wanted(value: Any, place: Place) -> str | list[str]:
    """A value or several, as the cells of a column read."""
    if isinstance(value, list | tuple) and value:
        return [text(one, (*place, number)) for number, one in enumerate(value)]
    return text(value, place, "a value or a list of values, as the cells read,")


def _address(value: Any, place: Place, expected: str) -> str:
    address = text(value, place, expected)
    if credentials.has_password(address):
        raise _Refused(place, credentials.REFUSED)
    return address
