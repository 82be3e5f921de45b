"""A quarter file's text with one report more; its comments and layout stay as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from quarterbook.errors import InputError
from quarterbook.params import strict_yaml

# Spaces before a report under `reports:`, and between one level and the next, where the file has none to go by.
STEP = 2
_PLAIN = re.compile(r"[A-Za-z][\w ,/().'-]*")


def entry(slug: str, report: Mapping[str, Any], indent: int = STEP, step: int = STEP) -> str:
    r"""Return a report as it stands under `reports:`, a line a key.

    >>> entry("visits", {"title": "Visits: what \"we\" saw", "parameters": {"recommendations": ["Note it."]}})
    '  visits:\n    title: "Visits: what \\"we\\" saw"\n    parameters:\n      recommendations:\n        - Note it.\n'
    """
    return "".join(f"{' ' * indent}{line}\n" for line in _lines({slug: report}, step))


def with_report(text: str, slug: str, report: Mapping[str, Any], shown: str) -> str:
    """Return the text of a quarter file with a report at the end of its `reports`.

    Raises `InputError`, with the entry to paste, where the file is laid out in a way in which it cannot be put there.
    """
    expected = dict(strict_yaml.loads(text, shown).value)
    expected["reports"] = {**expected["reports"], slug: dict(report)}
    for candidate in _candidates(text, slug, report):
        try:
            if strict_yaml.loads(candidate, shown).value == expected:
                return candidate
        except InputError:
            continue
    raise InputError(
        f"{shown} is laid out in a way in which the report cannot be added to it. Write a line a key under reports:, "
        f"as here, and try again; or begin another quarter file with it:\nreports:\n{entry(slug, report)}".rstrip()
    )


def _candidates(text: str, slug: str, report: Mapping[str, Any]) -> Iterator[str]:
    """The text with the entry after the last line of the reports; else after the blank lines beneath it."""
    top: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    reports = next(value for key, value in top.value if key.value == "reports")
    if reports.flow_style:
        return
    indent, end = reports.start_mark.column, reports.end_mark.index
    inner = reports.value[-1][1]
    column = inner.start_mark.column if isinstance(inner, yaml.MappingNode) and not inner.flow_style else 0
    step = column - indent if column > indent else STEP
    ends = "\r\n" if "\r\n" in text else "\n"
    added = entry(slug, report, indent, step).replace("\n", ends)
    lines = text[:end].splitlines(keepends=True)
    below = len(lines)
    while _is_loose(lines[below - 1], indent):
        below -= 1
    for at in (below, len(lines)):
        above = "".join(lines[:at])
        gap = "" if above.endswith(("\n", "\r")) else ends
        yield f"{above}{gap}{added}{text[len(above) :]}"


def _is_loose(line: str, indent: int) -> bool:
    """Whether a line is blank, or a comment that stands further out than the reports do."""
    bare = line.strip()
    return not bare or (bare.startswith("#") and len(line) - len(line.lstrip()) < indent)


def _lines(value: Any, step: int) -> Iterator[str]:
    """The lines of a mapping or a list of texts."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            if isinstance(one, str):
                yield f"{key}: {_scalar(one)}"
            else:
                yield f"{key}:"
                yield from (f"{' ' * step}{line}" for line in _lines(one, step))
    else:
        yield from (f"- {_scalar(one)}" for one in value)


def _scalar(text: str) -> str:
    """A text on one line: as it stands where YAML reads it back as that, else in quotation marks."""
    plain = _PLAIN.fullmatch(text) and strict_yaml.loads(f"- {text}", "").value == [text]
    # What JSON escapes, YAML reads.
    return text if plain else json.dumps(text, ensure_ascii=False)
