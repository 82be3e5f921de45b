"""The ground of every page in HTML: templates without their own whitespace, and no more style than the page uses."""

from __future__ import annotations

import re
from html import escape

from jinja2 import BaseLoader, Environment, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from quarterbook.document.dates import in_words

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r'("[^"]*")')
_AROUND = re.compile(r"\s*([{};,>])\s*|(:)\s+")
# A rule, or an at-rule that holds rules, itself in one.
_RULE = re.compile(r"([^{}]+)\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}")
_NO_NAME = re.compile(r"::?[a-z-]+(?:\([^()]*\))?|\[[^\]]*\]")
_NAME = re.compile(r"\.?[a-z][\w-]*")
_TAG = re.compile(r"<([a-z][a-z0-9]*)")
_CLASSES = re.compile(r' class=(?:"([^"]*)"|([^\s>]+))')
_NEEDS_NO_QUOTES = re.compile(r"[\w.#:-]+", re.ASCII)


class Tight(Extension):
    """Reads a template as one line: what is to stand between two words or tags says so."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the template without its line breaks and indents."""
        return "".join(map(str.strip, source.splitlines()))


def environment(loader: BaseLoader) -> Environment:
    """Return what renders a page: it escapes, it refuses a name it does not know, and it adds no whitespace."""
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, extensions=[Tight])
    made.filters.update(in_text=in_text, in_words=in_words, value=value)
    made.globals.update(style_for=style_for)
    return made


def in_text(text: str) -> Markup:
    """Escape what stands between tags, where a quotation mark is itself.

    >>> in_text("Ted's <b>")
    Markup("Ted's &lt;b&gt;")
    """
    return Markup(escape(text, quote=False))


def value(text: str) -> Markup:
    """Escape the value of an attribute, in quotes where it needs them.

    >>> value("para.1.1"), value("R&D plan")
    (Markup('para.1.1'), Markup('"R&amp;D plan"'))
    """
    return Markup(text) if _NEEDS_NO_QUOTES.fullmatch(text) else Markup('"{}"').format(text)


def style_for(body: str, css: str) -> Markup:
    """Return the rules of `css` for the elements and classes of `body`, without whitespace."""
    tags = set(_TAG.findall(body)) | {"html", "body"}
    classes = {f".{name}" for pair in _CLASSES.findall(body) for name in "".join(pair).split()}
    return Markup(_used(minified(css), tags | classes))


def minified(css: str) -> str:
    """Return the style without comments and without the whitespace that means nothing; strings stay as they are.

    >>> minified('p > b, i { margin: 0 auto; } /* why */ q::before { content: "a; b"; }')
    'p>b,i{margin:0 auto}q::before{content:"a; b"}'
    """
    parts = _STRING.split(_COMMENT.sub("", css))
    parts[::2] = [_AROUND.sub(r"\1\2", re.sub(r"\s+", " ", part)) for part in parts[::2]]
    return "".join(parts).replace(";}", "}").strip()


def _used(css: str, names: set[str]) -> str:
    """Return the rules that the names need.

    >>> _used("p b,td{margin:0}@media print{p{margin:1em}}@media screen{.a p{margin:0}}", {"p", "b"})
    'p b{margin:0}@media print{p{margin:1em}}'
    """
    kept = []
    for head, body in _RULE.findall(css):
        if head.startswith("@media"):
            inner = _used(body, names)
            kept += [f"{head}{{{inner}}}"] if inner else []
        elif head.startswith("@"):
            kept.append(f"{head}{{{body}}}")
        else:
            selectors = [one for one in re.split(r",(?![^(]*\))", head) if _needed(one, names)]
            kept += [f"{','.join(selectors)}{{{body}}}"] if selectors else []
    return "".join(kept)


def _needed(selector: str, names: set[str]) -> bool:
    return names.issuperset(_NAME.findall(_NO_NAME.sub("", selector)))
