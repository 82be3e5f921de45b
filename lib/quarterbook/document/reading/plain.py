"""Text from elsewhere, as any format can hold it: no control characters, no terminal codes."""

from __future__ import annotations

import re

# Control characters, lone surrogates and the two non-characters: XML (so Word and SVG) may hold none of them.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# ECMA-48: control sequences, operating system commands, and the short escapes.
_ANSI = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]")


def clean(text: str) -> str:
    r"""Return the text without control characters but tabs and line ends, which are all ``\n``.

    >>> clean("a\r\nb\x00c")
    'a\nbc'
    """
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    r"""Return the text cleaned, on one line, its runs of plain spaces made one (a no-break space stays).

    >>> one_line(" two\n  words ")
    'two words'
    """
    return spaced(clean(text)).strip()


def from_place(place: str) -> str:
    """Return where something is from, as words behind it; nothing in a text, which is a paper by itself.

    >>> from_place("cell 3"), from_place("")
    (' from cell 3', '')
    """
    return f" from {place}" if place else ""


def spaced(text: str) -> str:
    r"""Return the text with each run of spaces, tabs and line ends made one space, as HTML shows it.

    >>> spaced(" two\n  words ")
    ' two words '
    """
    return re.sub(r"[ \t\r\n\f]+", " ", text)


def terminal(text: str) -> str:
    r"""Return what a terminal would show in the end: no colours, progress lines at their last state.

    >>> terminal("\x1b[31mred\x1b[0m\n 10%\r 50%\r100%\ndone\n")
    'red\n100%\ndone'
    """
    lines = _ANSI.sub("", text).replace("\r\n", "\n").split("\n")
    return clean("\n".join(_overwritten(line).rstrip() for line in lines)).strip("\n")


def _overwritten(line: str) -> str:
    states = [_rubbed_out(state) for state in line.split("\r")]
    return next((state for state in reversed(states) if state.strip()), "")


def _rubbed_out(text: str) -> str:
    if "\b" not in text:
        return text
    kept: list[str] = []
    for character in text:
        if character != "\b":
            kept.append(character)
        elif kept:
            kept.pop()
    return "".join(kept)
