"""Settings models: strict, frozen, and errors that say file, line and key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

from quarterbook.errors import InputError, nearest
from quarterbook.params.strict_yaml import Yaml, as_written
from quarterbook.quarters import Quarter

Place = tuple[str | int, ...]


class Settings(BaseModel):
    """Base of all settings: frozen, no unknown keys, no guessing between types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _iso(text: str) -> str:
    try:
        if len(text) == 10:
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise ValueError(f"'{text}' is not a date. Write it as in 2023-06-30.")


def _quarter(text: str) -> str:
    return str(Quarter.parse(text))


Text = Annotated[str, BeforeValidator(as_written)]
IsoDate = Annotated[Text, AfterValidator(_iso)]
QuarterText = Annotated[Text, AfterValidator(_quarter)]
Table = Annotated[Mapping[Text, Any], AfterValidator(lambda value: MappingProxyType(dict(value)))]
Texts = Annotated[Mapping[Text, Text], AfterValidator(lambda value: MappingProxyType(dict(value)))]
# A list in YAML, a tuple in frozen settings.
AsTuple = BeforeValidator(lambda value: tuple(value) if isinstance(value, list) else value)

Model = TypeVar("Model", bound=Settings)

_EXPECTED = {
    "string_type": "text was expected",
    "int_type": "a whole number was expected",
    "float_type": "a number was expected",
    "bool_type": "true or false was expected",
    "mapping_type": "keys with values were expected (key: value)",
    "model_type": "keys with values were expected (key: value)",
    "tuple_type": "a list was expected (- item)",
    "list_type": "a list was expected (- item)",
    "missing": "this key is missing",
}


def validate(model: type[Model], yaml: Yaml) -> Model:
    """The settings in `yaml`; raises `InputError` with every problem, each with file, line and key."""
    try:
        return model.model_validate({} if yaml.value is None else yaml.value)
    except ValidationError as errors:
        raise InputError([_sentence(model, yaml, error) for error in errors.errors()]) from None


def _sentence(model: type[Settings], yaml: Yaml, error: Any) -> str:
    place: Place = error["loc"]
    kind, key = error["type"], ".".join(str(part) for part in place)
    if kind == "extra_forbidden":
        known = _keys(model, place[:-1])
        return f"{yaml.where(place)}: unknown key '{key}'. {nearest(str(place[-1]), known)}"
    if kind == "missing":
        return f"{yaml.where(place[:-1])}: the key '{key}' is missing."
    if kind == "value_error":
        return f"{yaml.where(place)}: {key}: {error['ctx']['error']}"
    expected = _EXPECTED.get(kind, error["msg"][:1].lower() + error["msg"][1:])
    return f"{yaml.where(place)}: {key}: {expected}, but this is {_told(error['input'])}."


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "empty"
    if isinstance(value, list):
        return "a list"
    return "a group of keys" if isinstance(value, dict) else f"'{as_written(value)}'"


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
