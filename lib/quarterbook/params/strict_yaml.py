"""YAML as people mean it: text stays as written, and nothing in it can become anything else.

Of YAML 1.1's guesses only these are kept: `true`, `false`, `null`, whole numbers and plain
decimals. `NO`, `12:30`, `010` and `2023-06-30` are text. Tags, anchors, aliases and repeated keys
are refused, so a few lines cannot grow into gigabytes and no value can become an object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import yaml

from quarterbook.errors import InputError

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]+")


class WrittenInt(int):
    """A whole number that remembers how it was written."""

    written: str


class WrittenFloat(float):
    """A decimal that remembers how it was written: `15.10` is not `15.1` where text is asked for."""

    written: str


@dataclass(frozen=True)
class Yaml:
    """The value of a file and the line on which each of its keys and items stands."""

    path: str
    value: Any
    lines: dict[tuple[str | int, ...], int]

    def where(self, place: tuple[str | int, ...]) -> str:
        """File and line of a place, or of the nearest place above it."""
        while place and place not in self.lines:
            place = place[:-1]
        return f"{self.path}, line {self.lines.get(place, 1)}"


def as_written(value: Any) -> Any:
    """The text of a number where text is wanted, so that money and codes survive; else `value`."""
    return getattr(value, "written", value)


def load(path: Path, shown: str) -> Yaml:
    """Read a YAML file strictly; `shown` is the path that messages give. Raises `InputError`."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{shown}: there is no such file.") from None
    except OSError as error:
        raise InputError(f"{shown}: the file cannot be read ({error.strerror}).") from None
    if len(data) > MAX_BYTES:
        raise InputError(f"{shown}: the file has {len(data):,} bytes; at most {MAX_BYTES:,} are read.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(f"{shown}, line {line}: the file is not UTF-8 text. Save it again as UTF-8.") from None
    return loads(text, shown)


def loads(text: str, shown: str) -> Yaml:
    """Read YAML text strictly. Raises `InputError`."""
    reader = _Reader(shown)
    try:
        value = reader.document(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise InputError(f"{shown}, line {line}: this is not YAML: {error.problem or error.context}.") from None
    except yaml.YAMLError as error:
        raise InputError(f"{shown}: this is not YAML: {str(error).splitlines()[0]}.") from None
    return Yaml(shown, value, reader.lines)


class _Reader:
    """Builds plain values from YAML events, noting lines."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.lines: dict[tuple[str | int, ...], int] = {}

    def document(self, events: Iterator[yaml.Event]) -> Any:
        value: Any = None
        seen = False
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    self.refuse(event, "a second document begins here; a file holds one")
                seen = True
                value = self.value(next(events), events, ())
        return value

    def value(self, event: yaml.Event, events: Iterator[yaml.Event], place: tuple[str | int, ...]) -> Any:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self.refuse(event, "anchors and aliases (& and *) are not used here; write the value out")
        if getattr(event, "tag", None) not in (None, "!"):
            self.refuse(event, f"the tag {event.tag} is not used here; write the plain value")
        if len(place) > MAX_DEPTH:
            self.refuse(event, f"values are nested more than {MAX_DEPTH} deep")
        self.lines.setdefault(place, event.start_mark.line + 1)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(events, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(events, place)
        return _scalar(event.value, plain=event.implicit[0])

    def mapping(self, events: Iterator[yaml.Event], place: tuple[str | int, ...]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag not in (None, "!"):
                self.refuse(event, "a key must be plain text")
            key = event.value
            if key in values:
                self.refuse(event, f"the key '{key}' stands here for the second time")
            self.lines[(*place, key)] = event.start_mark.line + 1
            values[key] = self.value(next(events), events, (*place, key))
        return values

    def sequence(self, events: Iterator[yaml.Event], place: tuple[str | int, ...]) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            values.append(self.value(event, events, (*place, len(values))))
        return values

    def refuse(self, event: yaml.Event, why: str) -> NoReturn:
        raise InputError(f"{self.shown}, line {event.start_mark.line + 1}: {why}.")


def _scalar(text: str, *, plain: bool) -> Any:
    if not plain:
        return text
    if text in _WORDS:
        return _WORDS[text]
    for form, kind in ((_WHOLE, WrittenInt), (_DECIMAL, WrittenFloat)):
        if form.fullmatch(text):
            number = kind(text)
            number.written = text
            return number
    return text
