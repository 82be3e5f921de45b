"""Markdown as tokens: CommonMark with tables and strikethrough, and math left as it was written."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

# As pandoc reads $: math does not begin or end with a space, and no digit follows it ("$5 to $6" is money).
_MATH = re.compile(r"\$\$.+?\$\$|\$(?![\s$])[^$]+?(?<!\s)\$(?!\d)", re.DOTALL)


class _Parser(MarkdownIt):
    """A parser that leaves addresses be: each is judged when it is read (`runs.safe_link`)."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's own name
        return True


@cache
def parser() -> MarkdownIt:
    """Return the parser of markdown."""
    made = _Parser("commonmark").enable(["table", "strikethrough"])
    made.inline.ruler.before("backticks", "math", _math)
    return made


def _math(state: StateInline, silent: bool) -> bool:
    """Math stays as it was written: no emphasis is read in ``$a*b*c$``."""
    match = _MATH.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("text", "", 0).content = match.group()
    state.pos = match.end()
    return True
