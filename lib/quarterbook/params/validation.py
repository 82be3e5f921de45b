"""Settings models: strict, frozen, and errors that say file, line and key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

from quarterbook.errors import InputError, nearest
from quarterbook.params.strict_yaml import Yaml, as_written
from quarterbook.quarters import YEARS, Quarter

Place = tuple[str | int, ...]


class Settings(BaseModel):
    """Base of all settings: frozen, no unknown keys, no guessing between types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _iso(text: str) -> str:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) and date.fromisoformat(text).year in YEARS:
            return text
    except ValueError:
        pass
    raise ValueError(f"'{text}' is not a date. Write it as in 2023-06-30.")


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("this is blank; a text was expected.")
    return text


def _quarter(text: str) -> str:
    return str(Quarter.parse(text))


Text = Annotated[str, BeforeValidator(as_written)]
Name = Annotated[Text, AfterValidator(_filled)]
IsoDate = Annotated[Text, AfterValidator(_iso)]
QuarterText = Annotated[Text, AfterValidator(_quarter)]
Table = Annotated[Mapping[Text, Any], AfterValidator(lambda value: MappingProxyType(dict(value)))]
Texts = Annotated[Mapping[Text, Text], AfterValidator(lambda value: MappingProxyType(dict(value)))]
# A list in YAML, a tuple in frozen settings.
AsTuple = BeforeValidator(lambda value: tuple(value) if isinstance(value, list) else value)

Model = TypeVar("Model", bound=Settings)

_EXPECTED = {
    "string_type": "a text was expected",
    "int_type": "a whole number was expected",
    "float_type": "a number was expected",
    "bool_type": "true or false was expected",
    "dict_type": "keys with values were expected (key: value)",
    "mapping_type": "keys with values were expected (key: value)",
    "model_type": "keys with values were expected (key: value)",
    "tuple_type": "a list was expected (- item)",
    "list_type": "a list was expected (- item)",
    "literal_error": "{expected} was expected",
    "greater_than_equal": "a number from {ge} was expected",
    "less_than_equal": "a number up to {le} was expected",
    "string_too_long": "at most {max_length} character was expected",
}


def validate(model: type[Model], yaml: Yaml) -> Model:
    """The settings in `yaml`; raises `InputError` with every problem, each with file, line and key."""
    try:
        return model.model_validate({} if yaml.value is None else yaml.value)
    except ValidationError as errors:
        raise InputError([_sentence(model, yaml, error) for error in errors.errors()]) from None


def _sentence(model: type[Settings], yaml: Yaml, error: Any) -> str:
    # pydantic marks a key that is wrong itself, rather than its value, with '[key]'.
    place: Place = tuple(part for part in error["loc"] if part != "[key]")
    kind, where = error["type"], yaml.where(place)
    if kind == "extra_forbidden":
        return f"{where}: unknown key '{dotted(place)}'. {nearest(str(place[-1]), _keys(model, place[:-1]))}"
    if kind == "missing":
        return f"{yaml.where(place[:-1])}: the key '{dotted(place)}' is missing."
    about = f"{where}: {dotted(place)}: " if place else f"{where}: "
    if kind == "value_error":
        return f"{about}{error['ctx']['error']}"
    expected = _EXPECTED[kind].format(**error.get("ctx", {})) if kind in _EXPECTED else error["msg"]
    return f"{about}{expected}, but this is {told(error['input'])}."


def dotted(place: Place) -> str:
    """A place as people write it; items of a list count from 1.

    >>> dotted(("meetings", "panel", "agenda", 0, "title"))
    'meetings.panel.agenda.item 1.title'
    """
    return ".".join(f"item {part + 1}" if isinstance(part, int) else part for part in place)


def told(value: Any) -> str:
    """A value as messages name it."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "empty"
    if isinstance(value, list):
        return "a list"
    return "a group of keys" if isinstance(value, Mapping) else f"'{as_written(value)}'"


def _keys(model: type[Settings], place: Place) -> list[str]:
    """The keys that the model at a place knows; fields that map names to models pass a name through."""
    current: Any = model
    for part in place:
        if isinstance(current, type) and issubclass(current, BaseModel):
            field = current.model_fields.get(str(part))
            current = field.annotation if field else None
        else:
            current = next((one for one in _arguments(current) if _is_model(one)), None)
        if not _is_model(current):
            inner = [one for one in _arguments(current) if one is not type(None)]
            if len(inner) == 1 and _is_model(inner[0]):
                current = inner[0]
    return list(current.model_fields) if _is_model(current) else []


def _is_model(one: Any) -> bool:
    return isinstance(one, type) and issubclass(one, BaseModel)


def _arguments(annotation: Any) -> tuple[Any, ...]:
    return getattr(annotation, "__args__", ())
