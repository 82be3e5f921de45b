"""Prose from templates: a number in a sentence is a figure, never typed.

A template is a sentence of markdown with names in braces. A name is a figure's id, or one of the
values given with it (text from a register or a parameter), which is set as text and never read as
markdown. `{id:action|actions}` sets the number with its noun, and `{size of id}` sets it without its minus, for
where the words say which way it goes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from quarterbook.analysis.figures import Figure
from quarterbook.document.blocks import Paragraph, Run, Runs
from quarterbook.document.reading import markdown
from quarterbook.errors import QuarterbookError, nearest
from quarterbook.money import MINUS

# Names that hold a digit and are no figure: of law, and of parts of a paper.
NAMES_WITH_DIGITS = (
    r"[Ss]ections? \d+[A-Z]?",
    r"Schedule \d+[A-Z]?",
    r"Appendix \d+",
)
_NAMES = re.compile("|".join(rf"\b{name}\b" for name in NAMES_WITH_DIGITS))
_SIZE_OF = "size of "
_PLACE = re.compile(r"\{([^{}:]+)(?::([^{}|]*)\|([^{}]*))?\}")


class ProseError(QuarterbookError):
    """A template that cannot be published: a typed number, or a name that is neither figure nor value."""


def typed_number(template: str) -> str | None:
    """The first digit of a template, with what stands about it, that is neither figure nor a name of law.

    >>> typed_number("{a.percent} of actions") is None, typed_number("See Section 151.") is None
    (True, True)
    >>> typed_number("About 93% of actions")
    'About 93% of actions'
    """
    words = _PLACE.sub(lambda place: f"… {place[2] or ''} {place[3] or ''}", template)
    bare = _NAMES.sub(lambda name: "x" * len(name[0]), words)
    digit = re.search(r"\d", bare)
    return None if digit is None else bare[max(digit.start() - 20, 0) : digit.end() + 20].strip()


def compose(template: str, figures: Mapping[str, Figure], values: Mapping[str, Any]) -> Runs:
    """The runs of a template. Raises `ProseError` for a typed number, an unknown name or a stray brace."""
    number = typed_number(template)
    if number is not None:
        raise ProseError(f"A number is typed into the prose: '…{number}…'. Name the figure in braces instead.")
    if {"{", "}"} & set(_PLACE.sub("", template)):
        raise ProseError(f"A brace encloses no name in the prose: '{template}'. Write {{name}} or {{name:one|many}}.")
    parsed = markdown.blocks(template)
    if len(parsed) != 1 or not isinstance(parsed[0], Paragraph):
        raise ProseError(f"The prose is not one paragraph: '{template}'.")
    runs: list[Run] = []
    for run in parsed[0].runs:
        done = 0
        for place in _PLACE.finditer(run.text):
            runs.append(_like(run, run.text[done : place.start()]))
            runs.append(_filled(run, place, figures, values))
            done = place.end()
        runs.append(_like(run, run.text[done:]))
    return tuple(run for run in runs if run.text)


def _like(run: Run, text: str, figure: str | None = None) -> Run:
    return run.model_copy(update={"text": text, "figure": figure})


def _filled(run: Run, place: re.Match[str], figures: Mapping[str, Figure], values: Mapping[str, Any]) -> Run:
    name, singular, plural = place.groups()
    name, sized = name.removeprefix(_SIZE_OF), name.startswith(_SIZE_OF)
    if name in values:
        return _like(run, str(values[name]))
    if name not in figures:
        raise ProseError(f"The prose names '{name}', which is no figure. {nearest(name, [*figures, *values])}")
    figure = figures[name]
    if figure.is_withheld:
        raise ProseError(f"The prose names '{name}', which is not shown. Say that it is not, in words.")
    noun = "" if singular is None else f" {singular if figure.value == 1 else plural}"
    # Not only at the beginning: 'about −£0.5m'.
    shown = figure.display.replace(MINUS, "", 1) if sized else figure.display
    return _like(run, shown + noun, name)
