"""How a block shows itself in JupyterLab: as HTML, as a line of text, and as data."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from html import escape
from typing import Any

from quarterbook.document import blocks as kinds
from quarterbook.document.sparkline import svg


def bundle(block: Any) -> dict[str, Any]:
    """Return the block by media type; the text is the same on every run, unlike Python's own repr."""
    return {kinds.MIME: kinds.to_json(block), "text/html": html(block), "text/plain": text(block)}


def text(block: Any) -> str:
    """Return a line that says what the block is."""
    match block:
        case kinds.FrontMatter() | kinds.Chart():
            return f"{block.kind}: {block.title}"
        case kinds.Heading():
            return f"{'#' * block.level} {block.text}"
        case kinds.Paragraph():
            return "".join(run.text for run in block.runs)
        case kinds.Lines():
            return "\n".join("".join(run.text for run in line) for line in block.lines)
        case kinds.Table():
            return f"table: {block.caption} ({len(block.rows)} rows)"
        case kinds.FigureSet():
            return f"figures: {len(block.figures)}"
        case kinds.FindingSet():
            return f"findings: {len(block.findings)}"
        case kinds.Group():
            return "\n".join(text(one) for one in block.blocks)
        case _:
            return str(block.kind)


def html(block: Any) -> str:
    """Return the block as HTML, everything in it escaped."""
    match block:
        case kinds.FrontMatter():
            fields = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in block.fields)
            return f"<h1>{escape(block.title)}</h1><dl>{fields}</dl>"
        case kinds.Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case kinds.Paragraph():
            return f"<p>{_runs(block.runs)}</p>"
        case kinds.Lines():
            return f'<p style="text-align: {block.align}">{"<br>".join(map(_runs, block.lines))}</p>'
        case kinds.Items():
            tag = "ol" if block.ordered else "ul"
            inner = "".join(f"<li>{''.join(html(one) for one in item)}</li>" for item in block.items)
            return f"<{tag}>{inner}</{tag}>"
        case kinds.Table():
            labels = {place: _runs(label) for place, label in block.groups}
            rows = [[_runs(c) for c in r] for r in block.rows]
            return _table(block.caption, [column.label for column in block.columns], rows, labels)
        case kinds.Chart():
            return f"<figure><figcaption>{escape(block.title)}</figcaption>{_drawing(block.svg, block.alt)}</figure>"
        case kinds.Picture():
            source = f"data:{block.image.media_type};base64,{block.image.base64}"
            return f'<img alt="{escape(block.alt)}" src="{escape(source)}">'
        case kinds.Callout(tone="quotation"):
            return f"<blockquote>{''.join(html(one) for one in block.blocks)}</blockquote>"
        case kinds.Callout():
            return f"<p><strong>{escape(block.title)}</strong></p>{''.join(html(one) for one in block.blocks)}"
        case kinds.Preformatted():
            return f"<pre>{escape(block.text)}</pre>"
        case kinds.FigureSet():
            rows = [[escape(f.id), escape(f.display), escape(f.definition)] for f in block.figures]
            return _table(f"{len(rows)} figures", ["Figure", "Value", "Definition"], rows)
        case kinds.FindingSet():
            found = [[escape(f.code), f.severity, str(f.row or ""), escape(f.message)] for f in block.findings]
            return _table(f"{len(found)} findings", ["Code", "Severity", "Row", "Finding"], found)
        case kinds.Group():
            return "".join(html(one) for one in block.blocks)
        case _:
            return "<p>The published paper lists here how each figure it cites was worked out.</p>"


def _runs(runs: kinds.Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: kinds.Run) -> str:
    if run.sparkline:
        return _drawing(svg(run.sparkline), run.text)
    return f"<strong>{escape(run.text)}</strong>" if run.strong else escape(run.text)


def _drawing(drawn: str, alt: str) -> str:
    # As an image, which JupyterLab shows of a notebook it does not trust yet; an svg element it would drop.
    data = base64.b64encode(drawn.encode()).decode()
    return f'<img alt="{escape(alt)}" src="data:image/svg+xml;base64,{data}">'


def _table(caption: str, labels: list[str], rows: list[list[str]], groups: Mapping[int, str] | None = None) -> str:
    # JupyterLab sets cells to the right, which is for numbers; these are mostly words.
    left = 'style="text-align: left"'
    # Each group is a body of its own, which its label heads.
    across = {
        place: f"{'</tbody><tbody>' if place else ''}"
        f'<tr><th scope="rowgroup" colspan="{len(labels)}" {left}>{said}</th></tr>'
        for place, said in (groups or {}).items()
    }
    head = "".join(f'<th scope="col" {left}>{escape(label)}</th>' for label in labels)
    body = "".join(
        f"{across.get(place, '')}<tr>{''.join(f'<td {left}>{cell}</td>' for cell in row)}</tr>"
        for place, row in enumerate(rows)
    )
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
