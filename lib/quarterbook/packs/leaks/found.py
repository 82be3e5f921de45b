"""A text that stands somewhere in a file, as it was found there."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Found(NamedTuple):
    """A text of a file, or the SHA-256 of a picture, and where in it.

    It is `one` text as somebody wrote it, many texts `joined`, where words may stand side by side by chance, a `name`
    that a machine has for something, of which a single word says nothing, or `raw`: no text of words, whose letters
    follow one another as bytes do.
    """

    place: str
    text: str
    kind: Literal["one", "joined", "name", "raw"] = "one"
