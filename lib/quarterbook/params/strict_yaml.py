"""YAML as people mean it: text stays as written, and nothing in it can become anything else.

Of YAML 1.1's guesses only these are kept: `true`, `false`, `null`, whole numbers and plain
decimals. `NO`, `12:30`, `010` and `2023-06-30` are text. Tags, anchors, aliases, repeated keys and
halves of characters are refused, so a few lines cannot grow into gigabytes, no value can become an
object, and every text can be written out again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import yaml

from quarterbook.errors import InputError, nearest

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]+")
# What PyYAML says, and how an analyst mends it.
_TOLD = {
    r"'\t' that cannot start": "a tab stands here; indent with spaces",
    "that cannot start any token": "a text that begins with a mark such as @, ` or % must stand in quotation marks",
    "mapping values are not allowed here": (
        'a text that holds ": " must stand in quotation marks, and keys of one group must be indented alike'
    ),
    "found unexpected end of stream": "the quotation mark that opens here is never closed",
    "expected ',' or": "the bracket that opens here is not closed, or a comma is missing in it",
    "expected <block end>": (
        "this does not fit what stands above it; keys of one group must be indented alike, "
        "and a text with quotation marks inside must stand in quotation marks"
    ),
    "could not find expected ':'": "a key must be followed by a colon and a space (key: value)",
    "expected '<document start>'": "a second document begins here; a file holds one",
}
_OPENED = ("found unexpected end of stream", "expected ',' or")


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
        known = [one.name for one in path.parent.glob("*.yaml")]
        raise InputError(
            f"{shown}: there is no such file. {nearest(path.name, known) if known else ''}".rstrip()
        ) from None
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
        raise InputError(f"{shown}, line {_line(error)}: {_told(error)}.") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        code = ord(error.character) if isinstance(error.character, str) else error.character
        raise InputError(f"{shown}, line {line}: the control character U+{code:04X} may not stand here.") from None
    return Yaml(shown, value, reader.lines)


def _line(error: yaml.MarkedYAMLError) -> int:
    opened = any(found in str(error.problem) for found in _OPENED)
    mark: Any = error.context_mark if opened else error.problem_mark
    return int(mark.line) + 1 if mark else 1


def _told(error: yaml.MarkedYAMLError) -> str:
    """What PyYAML found, in an analyst's words where they are known."""
    problem = str(error.problem or error.context)
    return next((told for found, told in _TOLD.items() if found in problem), f"this is not YAML: {problem}")


class _Reader:
    """Builds plain values from YAML events, noting lines."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.lines: dict[tuple[str | int, ...], int] = {}

    def document(self, events: Iterator[Any]) -> Any:
        value: Any = None
        seen = False
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    self.refuse(event, "a second document begins here; a file holds one")
                seen = True
                value = self.value(next(events), events, ())
        return value

    def value(self, event: Any, events: Iterator[Any], place: tuple[str | int, ...]) -> Any:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self.refuse(event, "anchors and aliases (& and *) are not used here; write the value out")
        if getattr(event, "tag", None) is not None:
            self.refuse(event, f"the tag {event.tag} is not used here; write the plain value")
        if len(place) > MAX_DEPTH:
            self.refuse(event, f"values are nested more than {MAX_DEPTH} deep")
        self.lines.setdefault(place, self.line(event))
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(events, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(events, place)
        return _scalar(self.text(event), plain=event.implicit[0])

    def mapping(self, events: Iterator[Any], place: tuple[str | int, ...]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag is not None:
                self.refuse(event, "a key must be plain text")
            key = self.text(event)
            if key in values:
                self.refuse(event, f"the key '{key}' stands here for the second time")
            self.lines[(*place, key)] = self.line(event)
            values[key] = self.value(next(events), events, (*place, key))
        return values

    def sequence(self, events: Iterator[Any], place: tuple[str | int, ...]) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            values.append(self.value(event, events, (*place, len(values))))
        return values

    def text(self, event: Any) -> str:
        if any("\ud800" <= letter <= "\udfff" for letter in event.value):
            self.refuse(event, r"\ud800 to \udfff are halves of characters; write the character itself")
        return str(event.value)

    def refuse(self, event: Any, why: str) -> NoReturn:
        raise InputError(f"{self.shown}, line {self.line(event)}: {why}.")

    @staticmethod
    def line(event: Any) -> int:
        return int(event.start_mark.line) + 1


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
