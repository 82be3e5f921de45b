"""Markdown as blocks: CommonMark with tables and strikethrough; its raw HTML read as any HTML from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from markdown_it.token import Token

from quarterbook.document.blocks import Block, Callout, Image, Preformatted, Run, Runs, Table
from quarterbook.document.reading import runs
from quarterbook.document.reading.grid import Align, to_table, unnamed
from quarterbook.document.reading.images import described, from_data_address, not_included, picture
from quarterbook.document.reading.linked_pictures import address_of, alt_of
from quarterbook.document.reading.markdown_parser import parser
from quarterbook.document.reading.plain import clean
from quarterbook.document.reading.runs import Piece

Attachments = Mapping[str, Mapping[str, Any]]

_DROPPED_WHOLE = ("script", "style")
_STRUCK_OUT = ("s", "del", "strike")


class _Source(NamedTuple):
    place: str
    attachments: Attachments
    pictures: Mapping[str, Image] = {}


def blocks(
    text: str,
    place: str = "this cell",
    attachments: Attachments | None = None,
    pictures: Mapping[str, Image] | None = None,
    *,
    without_title: bool = False,
) -> tuple[Block, ...]:
    r"""Return the blocks of a markdown text; `without_title` leaves out its first level-1 heading.

    `place` is what readers are told that tables and pictures are from, "" where they need not be. `pictures` are those
    that stand in files, by the addresses that the text has for them.

    >>> [block.kind for block in blocks("# Plan\n\nWe *will* build:\n\n- homes")]
    ['heading', 'paragraph', 'items']
    """
    tokens = _joined(parser().parse(clean(text)))
    at = _title_at(tokens)
    if without_title and at is not None:
        tokens = [*tokens[:at], *tokens[at + 3 :]]
    return tuple(_read(iter(tokens), _Source(place, attachments or {}, pictures or {}), nested=False))


def title(text: str) -> str:
    r"""Return what the first level-1 heading of a markdown text says, or "".

    >>> title("Words\n\n# The *plan*")
    'The plan'
    """
    tokens = parser().parse(clean(text))
    at = _title_at(tokens)
    if at is None:
        return ""
    said = runs.heading(_inline(tokens[at + 1], _Source("", {})), 2)
    return next((block.text for block in said if block.kind == "heading"), "")


def inline(text: str) -> Runs:
    """Return the runs of one paragraph's markdown.

    >>> [(run.text, run.strong) for run in inline("We **will** build")]
    [('We ', False), ('will', True), (' build', False)]
    """
    (token,) = parser().parseInline(clean(text))
    return runs.cell_runs(_inline(token, _Source("this cell", {})))


def _title_at(tokens: Sequence[Token]) -> int | None:
    return next((at for at, token in enumerate(tokens) if token.type == "heading_open" and _is_title(token)), None)


def _is_title(token: Token) -> bool:
    return token.tag == "h1" and token.level == 0


def _joined(tokens: Iterable[Token]) -> list[Token]:
    """Return the tokens with neighbouring blocks of HTML made one: markdown ends them at a blank line."""
    joined: list[Token] = []
    for token in tokens:
        if joined and token.type == joined[-1].type == "html_block":
            joined[-1] = joined[-1].copy(content=joined[-1].content + token.content)
        else:
            joined.append(token)
    return joined


def _read(tokens: Iterator[Token], source: _Source, *, nested: bool) -> Iterator[Block]:
    """Return the blocks up to the end of the list item or quotation that the tokens stand in."""
    for token in tokens:
        match token.type:
            case "list_item_close" | "blockquote_close":
                return
            case "paragraph_open":
                yield from runs.paragraphs(_inline(next(tokens), source), numbered=not nested)
            case "heading_open":
                yield from runs.heading(_inline(next(tokens), source), int(token.tag[1:]))
            case "bullet_list_open" | "ordered_list_open":
                entries = [tuple(_read(tokens, source, nested=True)) for _ in _while(tokens, "list_item_open")]
                ordered = token.type == "ordered_list_open"
                yield from runs.items(entries, ordered=ordered, start=int(token.attrs.get("start", 1)))
            case "blockquote_open":
                if quoted := tuple(_read(tokens, source, nested=True)):
                    yield Callout(tone="quotation", title="", blocks=quoted)
            case "table_open":
                yield _table(tokens, source)
            case "fence" | "code_block":
                if text := token.content.rstrip("\n"):
                    yield Preformatted(text=text)
            case "html_block":
                # Imported where it is used: most papers hold no HTML, and its parser takes 0.1 s to load.
                from quarterbook.document.reading import foreign

                yield from foreign.blocks(token.content, source.place)


def _while(tokens: Iterator[Token], kind: str) -> Iterator[Token]:
    for token in tokens:
        if token.type != kind:
            return
        yield token


def _table(tokens: Iterator[Token], source: _Source) -> Table:
    rows: list[list[Runs]] = []
    aligns: list[Align] = []
    for token in tokens:
        match token.type:
            case "table_close":
                break
            case "tr_open":
                rows.append([])
            case "th_open" | "td_open":
                rows[-1].append(runs.cell_runs(_inline(next(tokens), source)))
                if token.type == "th_open":
                    aligns.append("end" if "right" in str(token.attrs.get("style", "")) else "start")
    labels = ["".join(run.text for run in cell) for cell in rows[0]]
    return to_table(labels, rows[1:], caption=unnamed(source.place), aligns=aligns)


def _inline(inline: Token, source: _Source) -> Iterator[Piece]:
    styles = [Run(text="")]
    dropped = ""
    for token in inline.children or ():
        style = styles[-1]
        if token.type == "html_inline":
            name, closing = _tag(token.content)
            if name in _DROPPED_WHOLE:
                dropped = "" if closing else name
            elif not dropped:
                yield from _html_inline(token.content, name, closing, source)
        elif dropped:
            continue
        elif token.nesting == 1:
            styles.append(style.model_copy(update=_change(token)))
            if token.type == "s_open":
                yield _struck_out(closing=False)
        elif token.nesting == -1:
            if token.type == "s_close":
                yield _struck_out(closing=True)
            styles.pop()
        elif token.type == "image":
            yield from _image(token, source)
        elif token.type == "hardbreak":
            yield runs.BREAK
        elif token.type == "softbreak":
            yield style.model_copy(update={"text": " "})
        else:
            code = {"code": True} if token.type == "code_inline" else {}
            yield style.model_copy(update={"text": token.content.replace("\n", " "), **code})


def _change(token: Token) -> dict[str, Any]:
    match token.type:
        case "strong_open":
            return {"strong": True}
        case "em_open":
            return {"emphasis": True}
        case "link_open":
            return {"link": runs.safe_link(token.attrs.get("href"))}
    return {}


def _struck_out(*, closing: bool) -> Run:
    """Words struck out must not read as if they stood."""
    return Run(text="]" if closing else "[struck out: ")


def _tag(html: str) -> tuple[str, bool]:
    match = re.match(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)", html)
    return (match[2].lower(), bool(match[1])) if match else ("", False)


def _html_inline(html: str, name: str, closing: bool, source: _Source) -> Iterator[Piece]:
    if name == "br":
        yield runs.BREAK
    elif name in _STRUCK_OUT:
        yield _struck_out(closing=closing)
    elif name == "img":
        from quarterbook.document.reading import foreign

        yield from foreign.pieces(html, source.place)


def _image(token: Token, source: _Source) -> Iterator[Piece]:
    alt, address = alt_of(token), address_of(token)
    if address in source.pictures:
        yield from described(source.pictures[address], alt, source.place)
        return
    bundle = (
        source.attachments.get(address.removeprefix("attachment:"), {}) if address.startswith("attachment:") else {}
    )
    for media_type, data in bundle.items():
        if found := picture(media_type, "".join(data), alt, source.place):
            yield from found
            return
    yield from from_data_address(address, alt, source.place) or (not_included(alt),)
