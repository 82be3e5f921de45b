"""HTML from elsewhere as blocks: what it says, never its markup.

nh3 takes out scripts, styles and event handlers first; what is left is read for its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import nh3
from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from quarterbook.document.blocks import Block, Callout, Preformatted, Run, Runs
from quarterbook.document.reading import runs
from quarterbook.document.reading.foreign_tables import read_table
from quarterbook.document.reading.grid import unnamed
from quarterbook.document.reading.images import SVG, from_data_address, not_included, picture
from quarterbook.document.reading.plain import clean, spaced
from quarterbook.document.reading.runs import Piece

_STRONG, _EMPHASIS, _CODE = {"strong": True}, {"emphasis": True}, {"code": True}
_STYLES = {
    **{"b": _STRONG, "strong": _STRONG},
    **{"cite": _EMPHASIS, "dfn": _EMPHASIS, "em": _EMPHASIS, "i": _EMPHASIS, "var": _EMPHASIS},
    **{"code": _CODE, "kbd": _CODE, "samp": _CODE, "tt": _CODE},
}
_INLINE = {
    *_STYLES,
    *("a", "abbr", "bdi", "big", "data", "del", "font", "ins", "label", "mark", "q", "rp", "rt", "ruby", "s"),
    *("small", "span", "strike", "sub", "sup", "time", "u"),
}
_STRUCK_OUT = frozenset({"del", "s", "strike"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOXES = {
    *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "col", "colgroup", "dd"),
    *("details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html"),
    *("img", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "select", "summary"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
_TAGS = {*_INLINE, *_HEADINGS, *_BOXES}
_SPANS = {"colspan", "rowspan"}
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}, "td": _SPANS, "th": _SPANS}
_DROPPED_WHOLE = {"script", "style", "iframe", "noembed", "noframes", "template", "svg", "title", "textarea"}
_LINKS = {"http", "https", "mailto", "tel", "data"}
_ONLY_SVG = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<svg\b.*</svg\s*>\s*", re.DOTALL | re.IGNORECASE)
# Shown by a browser only, so a paper says that it is missing.
_PLAYED = {
    "iframe": "an embedded page",
    "object": "an embedded file",
    "embed": "an embedded file",
    "video": "a video",
    "audio": "a sound",
    "canvas": "a drawing made by a script",
}
# Lists, quotations and tables nested deeper than this are read as running text: no page is wide enough for them.
_DEEPEST = 8


def blocks(html: str, place: str) -> tuple[Block, ...]:
    """Return what the HTML shows, as blocks; () if it shows nothing without its scripts.

    >>> [block.text for block in blocks("<h2>Plan</h2><script>alert(1)</script>", "cell 1")]
    ['Plan']
    """
    if _ONLY_SVG.fullmatch(html):
        return picture(SVG, html, "", place)
    missing = (runs.not_shown(what, place) for what in dict.fromkeys(_played(html)))
    return (*runs.paragraphs(pieces(html, place), numbered=False), *missing)


def pieces(html: str, place: str) -> list[Piece]:
    """Return what the HTML shows, as runs and blocks."""
    safe = nh3.clean(
        clean(html),
        tags=_TAGS,
        clean_content_tags=_DROPPED_WHOLE,
        attributes=_ATTRIBUTES,
        url_schemes=_LINKS,
        link_rel=None,
    )
    # In an element, as Beautiful Soup warns of text that looks like a file's name or an address.
    soup = BeautifulSoup(f"<div>{safe}</div>", "html.parser")
    try:
        return list(_children(soup, Run(text=""), place, 0))
    # Thousands of tags in one another: their words are kept.
    except RecursionError:
        return [Run(text=spaced(soup.get_text(" ")))]


def _played(html: str) -> Iterator[str]:
    return (_PLAYED[match.lower()] for match in re.findall(rf"<({'|'.join(_PLAYED)})\b", html, re.IGNORECASE))


def _children(parent: Tag, style: Run, place: str, depth: int) -> Iterator[Piece]:
    for child in parent.children:
        yield from _read(child, style, place, depth)


def _read(tag: PageElement, style: Run, place: str, depth: int) -> Iterator[Piece]:
    if not isinstance(tag, Tag):
        yield style.model_copy(update={"text": spaced(str(tag))})
        return
    match tag.name:
        case "br":
            yield runs.BREAK
        case "img":
            alt = str(tag.get("alt") or "")
            yield from from_data_address(str(tag.get("src") or ""), alt, place) or (not_included(alt),)
        case "pre":
            if text := tag.get_text().strip("\n"):
                yield Preformatted(text=text)
        case "table" if depth < _DEEPEST:
            yield read_table(tag, lambda cell: _cell_runs(cell, place, depth + 1), unnamed(place))
        case "ul" | "ol" | "blockquote" if depth < _DEEPEST:
            yield from _nested(tag, place, depth + 1)
        case name if name in _HEADINGS:
            yield from runs.heading(_children(tag, style, place, depth), _HEADINGS[name])
        case name if name in _INLINE:
            yield from _inline(tag, style, place, depth)
        case name:
            strong = {"strong": True} if name in ("dt", "summary", "legend") else {}
            yield None
            yield from _children(tag, style.model_copy(update=strong), place, depth)
            yield None


def _inline(tag: Tag, style: Run, place: str, depth: int) -> Iterator[Piece]:
    link = {"link": runs.safe_link(tag.get("href"))} if tag.name == "a" else {}
    changes = {**_STYLES.get(tag.name, {}), **link}
    inner = _children(tag, style.model_copy(update=changes), place, depth)
    # Words struck out must not read as if they stood.
    marks = ("[struck out: ", "]") if tag.name in _STRUCK_OUT else ("“", "”") if tag.name == "q" else ("", "")
    yield style.model_copy(update={"text": marks[0]})
    yield from inner
    yield style.model_copy(update={"text": marks[1]})


def _nested(tag: Tag, place: str, depth: int) -> Iterator[Block]:
    plain = Run(text="")
    if tag.name == "blockquote":
        if quoted := runs.paragraphs(_children(tag, plain, place, depth), numbered=False):
            yield Callout(tone="quotation", title="", blocks=quoted)
        return
    start = str(tag.get("start", "1"))
    yield from runs.items(
        _entries(tag, place, depth),
        ordered=tag.name == "ol",
        start=int(start) if re.fullmatch(r"-?[0-9]{1,6}", start) else 1,
    )


def _entries(tag: Tag, place: str, depth: int) -> list[tuple[Block, ...]]:
    """Return the list's items. What stands between them (a list straight in a list) goes with the one before."""
    entries: list[tuple[Block, ...]] = [()]
    for child in tag.children:
        read = runs.paragraphs(_read(child, Run(text=""), place, depth), numbered=False)
        if isinstance(child, Tag) and child.name == "li":
            entries.append(read)
        else:
            entries[-1] += read
    return entries[0:1] * bool(entries[0]) + entries[1:]


def _cell_runs(cell: Tag, place: str, depth: int) -> Runs:
    return runs.cell_runs(_children(cell, Run(text=""), place, depth))
