"""What people wrote that papers are made of: statements, agendas, cells of registers, texts.

What a notebook says by itself it says in every paper of its kind, and no paper quotes another by it; but what one
says that makes no other is somebody's own.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from quarterbook import sources
from quarterbook.errors import InputError
from quarterbook.hashes import sha256
from quarterbook.packs import texts as texts_of
from quarterbook.packs.selection import Choice
from quarterbook.params import flat
from quarterbook.params.quarter_file import QuarterFile


def texts(file: QuarterFile, hidden: Iterable[Choice], shown: Iterable[Choice]) -> Iterator[str]:
    """Yield what was written for papers: a report's statements and the cells of its registers; a text.

    A picture of a text is the SHA-256 of its bytes.
    """
    kinds = [list(hidden), list(shown)]
    slugs = [{one.paper.source.report for one in kind} - {None} for kind in kinds]
    notebooks = [{file.report(slug or "").notebook for slug in kind} for kind in slugs]
    for name in sorted(notebooks[0] ^ notebooks[1]):
        cells = json.loads((file.root / "notebooks" / f"{name}.ipynb").read_text("utf-8"))["cells"]
        yield from ("".join(cell["source"]) for cell in cells)
    for source in {one.paper.source for kind in kinds for one in kind}:
        if source.report:
            report = file.report(source.report)
            yield from _strings([report.title, report.front_matter, report.parameters])
            for name, given in report.parameters.items():
                if flat.register_of(name) and given:
                    yield from _cells(given, file.root)
        elif path := texts_of.path_of(source):
            text = texts_of.read(path, file.root)
            yield text.said
            yield from (sha256(b64decode(image.base64)) for image in text.pictures.values())


def shared(file: QuarterFile, hidden: Iterable[Choice], shown: Iterable[Choice]) -> Iterator[str]:
    """Yield what reports of both kinds say by right: the quarter's defaults, and the same statement under one name."""
    yield from _strings(file.settings.defaults)
    theirs = _statements(file, shown)
    yield from (text for name, text in _statements(file, hidden) if (name, text) in theirs)


def _statements(file: QuarterFile, choices: Iterable[Choice]) -> set[tuple[str, str]]:
    reports = [file.report(one.paper.source.report) for one in choices if one.paper.source.report]
    return {
        (name, str(given)) for one in reports for name, given in (*one.parameters.items(), *one.front_matter.items())
    }


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict) or hasattr(value, "values"):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)


def _cells(source: object, root: Path) -> Iterator[str]:
    with suppress(InputError):  # a source that has gone since the report was built
        for _, cells in sources.table(sources.load(source, root)).rows:
            yield from filter(None, map(str, cells))
