"""SVG from elsewhere, made safe to embed as an image: it runs nothing and fetches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.dom import minidom
from xml.parsers.expat import ExpatError

_NAMESPACE = "http://www.w3.org/2000/svg"
# matplotlib writes a bare DOCTYPE. One with an internal subset could define entities, and is refused.
_BARE_DOCTYPE = re.compile(r"<!DOCTYPE\s+svg\b[^\[\]<>]*>", re.IGNORECASE)
_DECLARATION = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DROPPED = {
    *("audio", "canvas", "embed", "foreignobject", "handler", "iframe", "listener", "metadata", "object", "script"),
    *("animate", "animatecolor", "animatemotion", "animatetransform", "discard", "set", "video"),
}
_INNER_TARGET = re.compile(r"#\S*|data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
_ADDRESSES = frozenset({"href", "src", "base", "data", "srcset", "action", "formaction", "ping"})
# In CSS a backslash can spell any word, so none is let through.
_FETCHING_CSS = re.compile(
    r"@import|\\|expression\s*\(|url\(\s*(?![\s'\"]*#)|image-set\(|\bsrc\(|javascript:", re.IGNORECASE
)


def clean_svg(text: str) -> str | None:
    """Return the SVG without all that runs, moves or fetches; None if it is not SVG.

    >>> clean_svg('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script><g/></svg>')
    '<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>'
    """
    text = _BARE_DOCTYPE.sub("", text.strip().removeprefix("\ufeff"), count=1)
    if _DECLARATION.search(text):
        return None
    try:
        root = minidom.parseString(text).documentElement
        if root is None or root.localName != "svg" or root.namespaceURI not in (_NAMESPACE, None):
            return None
        namespace = root.namespaceURI
        if namespace is None:
            root.setAttribute("xmlns", _NAMESPACE)
        _clean(root, namespace)
        return str(root.toxml())
    # A nesting beyond Python's stack is no picture; LookupError: an encoding nobody knows.
    except (ExpatError, ValueError, LookupError, RecursionError):
        return None


def svg_title(text: str) -> str:
    """Return the title that a clean SVG gives itself, or "".

    >>> svg_title('<svg xmlns="http://www.w3.org/2000/svg"><title>Actions by rating</title></svg>')
    'Actions by rating'
    """
    root = minidom.parseString(text).documentElement
    children = _elements(root) if root is not None else iter(())
    titles = (child for child in children if child.localName == "title")
    return next((" ".join(_text(title).split()) for title in titles), "")


def _clean(element: minidom.Element, namespace: str | None) -> None:
    for child in list(element.childNodes):
        if isinstance(child, minidom.Element):
            if _kept(child, namespace):
                _clean(child, namespace)
            else:
                element.removeChild(child)
        elif not isinstance(child, minidom.Text):
            element.removeChild(child)
    for name, value in list(element.attributes.items()):
        if not _attribute_kept(name.rpartition(":")[2].lower(), value):
            element.removeAttribute(name)


def _kept(element: minidom.Element, namespace: str | None) -> bool:
    name = (element.localName or "").lower()
    if element.namespaceURI != namespace or name in _DROPPED:
        return False
    return name != "style" or not _FETCHING_CSS.search(_text(element))


def _attribute_kept(name: str, value: str) -> bool:
    if name.startswith("on"):
        return False
    if name in _ADDRESSES:
        return _INNER_TARGET.fullmatch(value.strip()) is not None
    return not _FETCHING_CSS.search(value)


def _elements(element: minidom.Element) -> Iterator[minidom.Element]:
    return (child for child in element.childNodes if isinstance(child, minidom.Element))


def _text(element: minidom.Element) -> str:
    return "".join(child.data for child in element.childNodes if isinstance(child, minidom.Text))
