"""The outputs of a code cell as blocks, whoever made them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from quarterbook.document.blocks import MIME, Block, Callout, Preformatted, from_json
from quarterbook.document.reading import markdown, runs
from quarterbook.document.reading.images import KINDS, picture
from quarterbook.document.reading.plain import one_line, terminal
from quarterbook.document.reading.settle import scrub, settle

Bundle = Mapping[str, Any]

# What a Python object without a text of its own prints, a memory address in it as often as not.
_OBJECT = re.compile(r"[\[(]?(?:<[^<>\n]*>[,\s]*)+[\])]?")
_NEEDS_BROWSER = re.compile(r"<(?:script|svg)\b", re.IGNORECASE)
_NAMES = {
    "application/javascript": "a script",
    "application/pdf": "a PDF file",
    "application/vnd.bokehjs_exec.v0+json": "a Bokeh chart",
    "application/vnd.jupyter.widget-view+json": "an interactive widget",
    "application/vnd.plotly.v1+json": "a Plotly chart",
    "text/html": "a page that needs a script",
}
_FAMILIES = (
    ("application/vnd.vega", "a Vega chart"),
    ("video/", "a video"),
    ("audio/", "a sound"),
    ("image/", "an image"),
)
# Characters of printed text that a paper shows: some four pages.
MOST_PRINTED = 10_000


def own_block(output: Mapping[str, Any]) -> Block | None:
    """Return the quarterbook block that an output holds, if it holds a valid one."""
    data = _bundle(output).get(MIME)
    try:
        return from_json(scrub(data)) if data is not None else None
    # pydantic's ValidationError is one; the other is how scrub refuses what nests too deep.
    except ValueError:
        return None


def blocks(outputs: Sequence[Mapping[str, Any]], place: str) -> Iterator[Block]:
    """Return the blocks of a cell's outputs, in order; what a program printed in pieces is one."""
    for stream, group in groupby(outputs, key=_stream):
        if stream:
            printed = terminal("".join(text(output.get("text")) for output in group))
            if printed.strip():
                yield Preformatted(text=_shortened(printed))
            continue
        for output in group:
            yield from _output(output, place)


def _shortened(printed: str) -> str:
    """What a paper shows of what was printed; the notebook keeps it all."""
    if len(printed) <= MOST_PRINTED:
        return printed
    left_out = printed.count("\n", MOST_PRINTED) + 1
    return f"{printed[:MOST_PRINTED]}\n… ({left_out:,} more lines are in the notebook)"


def text(value: object) -> str:
    """Return a notebook's text, which it may hold as one string or as a list of lines."""
    if isinstance(value, str):
        return value
    return "".join(line for line in value if isinstance(line, str)) if isinstance(value, list | tuple) else ""


def _stream(output: Mapping[str, Any]) -> str:
    return f"stream {output.get('name')}" if output.get("output_type") == "stream" else ""


def _bundle(output: Mapping[str, Any]) -> Bundle:
    data = output.get("data")
    return data if isinstance(data, Mapping) else {}


def _output(output: Mapping[str, Any], place: str) -> Iterator[Block]:
    if output.get("output_type") == "error":
        yield _error(output)
        return
    if (own := own_block(output)) is not None:
        yield from settle(own, place)
        return
    bundle = _bundle(output)
    for media_type, read in _READERS.items():
        if media_type in bundle:
            found = tuple(read(text(bundle[media_type]), _alt(output, media_type), place))
            if found:
                yield from (inner for block in found for inner in settle(block, place))
                return
    yield from _not_shown(bundle, place)


def _error(output: Mapping[str, Any]) -> Callout:
    name, value = one_line(str(output.get("ename", ""))), one_line(str(output.get("evalue", "")))
    lines = output.get("traceback")
    trace = terminal("\n".join(str(line) for line in lines)) if isinstance(lines, list | tuple) else ""
    title = f"{name}: {value}" if name and value else name or value or "Error"
    return Callout(tone="error", title=title, blocks=(Preformatted(text=trace),) if trace.strip() else ())


def _alt(output: Mapping[str, Any], media_type: str) -> str:
    metadata = output.get("metadata")
    if not isinstance(metadata, Mapping):
        return ""
    own = metadata.get(media_type)
    given = own.get("alt") if isinstance(own, Mapping) else None
    return text(given or metadata.get("alt"))


def _html(html: str, alt: str, place: str) -> tuple[Block, ...]:
    # Imported where it is used: most papers hold no HTML, and its parser takes 0.1 s to load.
    from quarterbook.document.reading import foreign

    return foreign.blocks(html, place)


def _markdown(source: str, alt: str, place: str) -> tuple[Block, ...]:
    return markdown.blocks(source, place)


def _text(printed: str, alt: str, place: str) -> tuple[Block, ...]:
    shown = terminal(printed)
    return (Preformatted(text=shown),) if shown.strip() and not _OBJECT.fullmatch(shown.strip()) else ()


_Reader = Callable[[str, str, str], tuple[Block, ...]]
# In the order of preference.
_READERS: dict[str, _Reader] = {
    "text/html": _html,
    **{media_type: partial(picture, media_type) for media_type in KINDS},
    "text/markdown": _markdown,
    "text/latex": _text,
    "text/plain": _text,
}


def _not_shown(bundle: Bundle, place: str) -> Iterator[Block]:
    """Yield a note of what could not be shown. An object's bare name, or a page of styles, is not missed."""
    quiet = {"text/plain"} if _NEEDS_BROWSER.search(text(bundle.get("text/html"))) else {"text/plain", "text/html"}
    kinds = dict.fromkeys(_name(media_type) for media_type in sorted(bundle) if media_type not in quiet)
    if kinds:
        yield runs.not_shown(", ".join(kinds), place)


def _name(media_type: str) -> str:
    families = (name for prefix, name in _FAMILIES if media_type.startswith(prefix))
    return _NAMES.get(media_type) or next(families, f"an output of the kind {one_line(media_type)}")
