"""The papers of a pack as Documents: reports as they were built, minutes and texts from markdown.

A public paper is read from its source without what is exempt, never made from a Document that holds it.
"""

from __future__ import annotations

from pathlib import Path

import nbformat

from quarterbook.document.blocks import Callout, FrontMatter, Paragraph, Run
from quarterbook.document.document import Document
from quarterbook.document.reader import read
from quarterbook.document.reading import cells, exempt, markdown
from quarterbook.document.reading.numbering import number
from quarterbook.errors import InputError
from quarterbook.packs import minutes
from quarterbook.packs.agenda import Listed
from quarterbook.params.meeting import Exempt
from quarterbook.params.quarter_file import QuarterFile
from quarterbook.running import current


def document(paper: Listed, file: QuarterFile, out: Path, council: str, *, public: bool) -> Document:
    """Return the Document of a paper; a `public` one holds nothing that is exempt.

    Raises `InputError` where the paper is withheld from the public, where a report is not built or not as it was,
    where parts of it are exempt and nothing says why, and where a text cannot be read.
    """
    if public and paper.withheld:
        raise InputError(f"{paper.called} is not for publication and has no place in a public pack.")
    source = paper.source
    if source.report:
        return _report(file, source.report, out, public=public)
    if held := getattr(source, "minutes", None):
        return minutes.read(_text(file.root, held), held).document
    path = source.text or ""
    blocks = markdown.blocks(_text(file.root, path), path, without_title=True)
    front = FrontMatter(title=paper.title, council=council, numbering="none")
    return Document(front=front, blocks=number(blocks, "none"))


def notice(why: Exempt) -> Callout:
    """Return what stands for an exempt part of a paper."""
    said = f"Not for publication under {why.named} of Schedule 12A of the Local Government Act 1972."
    sentences = filter(None, (said, why.reason, why.public_interest))
    return Callout(
        title="Exempt",
        blocks=tuple(Paragraph(runs=(Run(text=sentence),), numbered=False) for sentence in sentences),
    )


def _report(file: QuarterFile, slug: str, out: Path, *, public: bool) -> Document:
    built = current.as_built(out / file.name / slug)
    if built is None:
        raise InputError(
            f"The report '{slug}' is not there as it was built. Build it: quarterbook build {file.yaml.path}"
        )
    report, notebook = file.report(slug), nbformat.reads(built, as_version=4)
    parts = report.exempt_parts
    if public and not parts and any(exempt.tagged(cells.tags(cell)) for cell in notebook.cells):
        raise InputError(
            f"{file.yaml.where(('reports', slug))}: cells of the report '{slug}' are tagged '{exempt.TAG}', but its "
            "'exempt_parts' do not say why. Without a reason they cannot be left out of a public pack."
        )
    return read(notebook, report.title, notice(parts) if public and parts else None)


def _text(root: Path, path: str) -> str:
    try:
        return (root / path).read_text("utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise InputError(f"{path} cannot be read: it is no text in UTF-8.") from None
