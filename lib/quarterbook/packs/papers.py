"""The papers of a pack as Documents: reports as they were built, minutes and texts from markdown.

A public paper is read from its source without what is exempt, never made from a Document that holds it.
"""

from __future__ import annotations

from pathlib import Path

import nbformat

from quarterbook.document.blocks import Callout, FrontMatter, Paragraph, Run
from quarterbook.document.document import Document
from quarterbook.document.reader import read
from quarterbook.document.reading import exempt
from quarterbook.document.reading.numbering import number
from quarterbook.errors import Blocked, InputError
from quarterbook.packs import minutes, texts
from quarterbook.packs.agenda import Listed
from quarterbook.packs.selection import Choice
from quarterbook.params.meeting import AgendaItem, Exempt
from quarterbook.params.quarter_file import QuarterFile
from quarterbook.running import current


def is_there(paper: Listed, file: QuarterFile, out: Path) -> bool:
    """Whether a report is built, and as it was built; a text or minutes always are."""
    return paper.source.report is None or _built(file, paper.source.report, out) is not None


def document(choice: Choice, file: QuarterFile, out: Path, council: str, *, with_workings: bool = True) -> Document:
    """Return the Document of a paper, in the form that was chosen.

    Raises `InputError` where a report is not built or not as it was, and where a text cannot be read.
    """
    source = choice.paper.source
    if source.report:
        published = choice.form == "without its exempt parts"
        return _report(file, source.report, out, published=published, with_workings=with_workings)
    if isinstance(source, AgendaItem) and source.minutes:
        return _named(minutes_of(source, file).document, choice.paper.title, council)
    blocks = texts.read(source.text or "", file.root).blocks
    front = FrontMatter(title=choice.paper.title, council=council, numbering="none")
    return Document(front=front, blocks=number(blocks, "none"))


def minutes_of(item: AgendaItem, file: QuarterFile) -> minutes.Minutes:
    """Return the minutes of an item from its markdown file. Raises `InputError` where it cannot be read."""
    text = texts.read(item.minutes or "", file.root)
    return minutes.read(text, item.first_minute - 1)


def _named(held: Document, title: str, council: str) -> Document:
    """Minutes under the name of their committee and what the agenda calls them."""
    committee = held.front.title
    front = {"title": f"{committee}: {title}" if committee else title, "council": council}
    return held.model_copy(update={"front": held.front.model_copy(update=front)})


def notice(why: Exempt) -> Callout:
    """Return what stands for an exempt part of a paper."""
    said = f"Not for publication under {why.named} of Part 1 of Schedule 12A of the Local Government Act 1972."
    sentences = filter(None, (said, why.described, why.reason, why.public_interest))
    return Callout(
        title="Exempt",
        blocks=tuple(Paragraph(runs=(Run(text=sentence),), numbered=False) for sentence in sentences),
    )


def _report(file: QuarterFile, slug: str, out: Path, *, published: bool, with_workings: bool) -> Document:
    built = _built(file, slug, out)
    if built is None:
        raise InputError(
            f"The report '{slug}' is not there as it was built, or was changed since. "
            f"Build it: quarterbook build {file.yaml.path}"
        )
    report, notebook = file.report(slug), nbformat.reads(built, as_version=4)
    parts, withheld = report.exempt_parts is not None, report.withheld is not None
    if problem := exempt.problem(notebook, withheld=withheld, parts=parts):
        raise InputError(f"{file.yaml.where(('reports', slug))}: {problem}")
    told = notice(report.exempt_parts) if published and report.exempt_parts else None
    try:
        return read(notebook, report.title, told, with_workings=with_workings)
    except Blocked as error:
        raise Blocked(f"The report '{slug}': {problem}" for problem in error.problems) from None


def _built(file: QuarterFile, slug: str, out: Path) -> bytes | None:
    return current.as_built(out / file.name / slug, file.report(slug), file.root)
