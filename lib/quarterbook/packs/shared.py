"""What papers have in common by right, so that a public one does not quote another by saying it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from quarterbook.packs.selection import Choice
from quarterbook.params.quarter_file import QuarterFile, Report

# The rooms whose sentences papers are made of.
_SPEAKING = ("analysis", "checks", "document")


def texts(file: QuarterFile, hidden: Iterable[Choice], shown: Iterable[Choice]) -> Iterator[str]:
    """Yield what reports of both kinds share: sentences of ours, a notebook, defaults, and a statement of one name."""
    yield _ours()
    yield str(file.settings.defaults)
    kept_back = _slugs(hidden)
    both = [[file.report(slug) for slug in slugs] for slugs in (kept_back, _slugs(shown) - kept_back)]
    notebooks = [{report.notebook for report in reports} for reports in both]
    for name in notebooks[0] & notebooks[1]:
        cells = json.loads((file.root / "notebooks" / f"{name}.ipynb").read_text("utf-8"))["cells"]
        yield from ("".join(cell["source"]) for cell in cells)
    theirs = [pair for report in both[1] for pair in _statements(report)]
    yield from (text for report in both[0] for name, text in _statements(report) if (name, text) in theirs)


def _slugs(choices: Iterable[Choice]) -> set[str]:
    return {one.paper.source.report for one in choices if one.paper.source.report}


def _statements(report: Report) -> Iterator[tuple[str, str]]:
    yield from ((name, str(given)) for name, given in report.parameters.items())
    yield from report.front_matter.items()


@cache
def _ours() -> str:
    return "\n".join(_sources(files("quarterbook"), _SPEAKING))


def _sources(folder: Traversable, names: Iterable[str] | None = None) -> Iterator[str]:
    for one in sorted(folder.iterdir(), key=lambda path: path.name):
        if names is not None and one.name not in names:
            continue
        if one.is_dir():
            yield from _sources(one)
        elif one.name.endswith(".py"):
            yield one.read_text("utf-8")
