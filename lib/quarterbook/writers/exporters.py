"""The writers as nbconvert exporters: `jupyter nbconvert --to quarterbook_html | quarterbook_pdf`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nbconvert.exporters import Exporter
from traitlets import default

from quarterbook.document.document import Document
from quarterbook.document.reader import read
from quarterbook.writers import html, pdf


class _QuarterbookExporter(Exporter):
    """Reads any notebook into a Document and writes that."""

    write: Callable[[Document], bytes]

    def from_notebook_node(self, nb: Any, resources: Any = None, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        """Return the notebook in this format, and nbconvert's resources."""
        nb, resources = super().from_notebook_node(nb, resources, **kwargs)
        name = resources.get("metadata", {}).get("name", "")
        written = type(self).write(read(nb, name))
        return self.output(written), resources

    def output(self, written: bytes) -> str | bytes:
        """Return what nbconvert saves."""
        return written


class QuarterbookHTML(_QuarterbookExporter):
    """One accessible HTML file, without script."""

    export_from_notebook = "Quarterbook HTML"
    output_mimetype = "text/html"
    write = staticmethod(html.write)

    @default("file_extension")
    def _file_extension(self) -> str:
        return ".html"

    def output(self, written: bytes) -> str:
        """Return text: nbconvert writes an HTML file as text."""
        return written.decode()


class QuarterbookPDF(_QuarterbookExporter):
    """PDF/UA-1 and PDF/A-2a."""

    export_from_notebook = "Quarterbook PDF"
    output_mimetype = "application/pdf"
    write = staticmethod(pdf.write)

    @default("file_extension")
    def _file_extension(self) -> str:
        return ".pdf"
