"""The pictures that a markdown text names, wherever it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple
from urllib.parse import unquote

from markdown_it.token import Token

from quarterbook.document.reading.markdown_parser import parser
from quarterbook.document.reading.plain import clean

_HTML = re.compile(r"<img\b[^>]*?\bsrc\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)


class Linked(NamedTuple):
    """A picture: the line of the text, counted from 1, that names it, its address, its alt text, and what it is in."""

    line: int
    address: str
    alt: str = ""
    within: Literal["text", "table", "html"] = "text"


def linked(text: str) -> Iterator[Linked]:
    r"""Yield the pictures of a markdown text in its order.

    >>> [(one.line, one.address, one.alt) for one in linked("# Map\n\nSee\n![The *map*](a%20map.png)")]
    [(4, 'a map.png', 'The map')]
    """
    in_table = False
    for token in parser().parse(clean(text)):
        in_table = token.type == "table_open" or (in_table and token.type != "table_close")
        line = (token.map or [0])[0] + 1
        if token.type == "html_block":
            yield from _of_html(token.content, line)
        elif token.type == "inline":
            for one in _of_inline(token, line):
                yield one._replace(within="table") if in_table else one


def address_of(image: Token) -> str:
    """Return the address of a picture as it was written."""
    return unquote(str(image.attrs.get("src", "")))


def alt_of(image: Token) -> str:
    """Return the alt text of a picture."""
    return "".join(child.content for child in image.children or ())


def _of_inline(inline: Token, line: int) -> Iterator[Linked]:
    for token in inline.children or ():
        if token.type == "image":
            yield Linked(line, address_of(token), alt_of(token))
        elif token.type == "html_inline":
            yield from _of_html(token.content, line)
        line += token.type in ("softbreak", "hardbreak")


def _of_html(html: str, line: int) -> Iterator[Linked]:
    for match in _HTML.finditer(html):
        yield Linked(line + html.count("\n", 0, match.start()), match[1], within="html")
