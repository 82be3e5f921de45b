"""What the command line says of packs: their files, what was found, and what is in, what is out and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quarterbook.document.pack import PageRange
from quarterbook.packs import agenda
from quarterbook.packs.publish import Made, Published
from quarterbook.packs.selection import Choice
from quarterbook.params.quarter_file import QuarterFile
from quarterbook.progress import told
from quarterbook.writers.pack_html import in_words


def lines(published: Published, file: QuarterFile, meeting: str, *, explain: bool) -> Iterator[str]:
    """Yield what a terminal shows: each finding, each file but the pages of single papers, and what `explain` asks."""
    folder = published.folder
    where = folder.relative_to(file.root) if folder.is_relative_to(file.root) else folder
    for finding in published.findings:
        yield told(finding)
    for made in published.packs:
        for path in (path for path in made.files if "/" not in path):
            yield f"{where.as_posix()}/{path}"
    if explain:
        for made in published.packs:
            yield ""
            yield f"{meeting}, {made.audience}:"
            yield from _explained(made, file, meeting)


def as_json(published: Published) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "folder": f"{published.folder.parent.name}/{published.folder.name}",
        "files": [path for made in published.packs for path in made.files],
        "findings": [finding.as_json() for finding in published.findings],
        "papers": [
            {
                "audience": made.audience,
                "called": choice.paper.called,
                "title": choice.paper.title,
                "in": pages is not None,
                "form": choice.form,
                "pages": str(pages) if pages else None,
                "why": why(choice, pages),
            }
            for made in published.packs
            for choice, pages in made.papers
        ],
    }


def why(choice: Choice, pages: PageRange | None) -> str:
    """Why a paper is in a pack in its form, or is not."""
    if pages is None and not choice.left_out:
        return "not built yet"
    if choice.withheld is None:
        return "for publication"
    also = "".join(f" May be said in public: “{text}”." for text in choice.withheld.also_public)
    return f"{choice.withheld.line}. {choice.withheld.reason}{also}"


def _explained(made: Made, file: QuarterFile, meeting: str) -> Iterator[str]:
    papers = {choice.paper.item for choice, _ in made.papers}
    for number, item in enumerate(file.settings.meetings[meeting].agenda, 1):
        if number not in papers:
            yield f"  Agenda Item {number}, {agenda.title_of(file, item)}: title alone, as no paper goes with it"
        # A paper that a draft has to do without is out in each of its forms alike, which is said once.
        yield from dict.fromkeys(_line(*one) for one in made.papers if one[0].paper.item == number)


def _line(choice: Choice, pages: PageRange | None) -> str:
    place = f"in, {in_words(pages).replace('P', 'p', 1)}" if pages else "out"
    form = f" ({choice.form})" if pages and choice.form != "whole" else ""
    return f"  {choice.paper.called}, {choice.paper.title}: {place}{form}: {why(choice, pages)}"
