"""One module a format, each written from a Document."""

from __future__ import annotations

from collections.abc import Callable

from quarterbook.document.document import Document
from quarterbook.writers import html, pdf

WRITERS: dict[str, Callable[[Document], bytes]] = {"html": html.write, "pdf": pdf.write}
