"""Build one report into a staging folder: executed notebook, formats, figures, findings, manifest."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quarterbook.checks.findings import Finding
from quarterbook.document.document import Document
from quarterbook.errors import InputError, ReportFailed
from quarterbook.params.quarter_file import QuarterFile
from quarterbook.running import files, places
from quarterbook.running.execute import execute
from quarterbook.running.inputs import Prepared
from quarterbook.running.manifest import manifest

FIGURES_SCHEMA = "quarterbook/figures/1"


@dataclass(frozen=True)
class Staged:
    """A report built but not yet in its place."""

    slug: str
    folder: Path
    document: Document
    findings: tuple[Finding, ...]


def stage(
    file: QuarterFile, prepared: Prepared, formats: tuple[str, ...], folder: Path, store: Path, timeout: int
) -> Staged:
    """Build a report into `folder`. Raises `ReportFailed`, or `InputError` where an input or figure is wrong."""
    from quarterbook.document.reader import read

    slug = prepared.slug
    folder.mkdir(parents=True)
    _keep_inputs(prepared, store, again=False)
    notebook = execute(prepared.notebook, prepared.parameters, folder / f"{slug}.ipynb", file.root, timeout)
    # Once more: what changed while the notebook ran may have been read before it did, or after.
    _keep_inputs(prepared, store, again=True)
    document = read(notebook, file.report(slug).title)
    if prepared.withheld:
        front = document.front.model_copy(update={"classification": prepared.withheld})
        document = document.model_copy(update={"front": front})
    _same_inputs(document, prepared)
    findings = (*document.findings, *_format_findings(document, formats))
    errors = [finding.message for finding in findings if finding.severity == "error"]
    if errors:
        raise InputError(errors)
    outputs = {
        f"{slug}.ipynb": (folder / f"{slug}.ipynb").read_bytes(),
        **{f"{slug}.{name}": _writer(name)(document) for name in formats},
        "figures.json": _figures(document, prepared),
        "findings.json": _json([finding.as_json() for finding in findings]),
    }
    outputs["manifest.json"] = _json(manifest(prepared, outputs))
    for name, data in outputs.items():
        files.write(folder / name, data)
    return Staged(slug, folder, document, findings)


def _writer(name: str) -> Callable[[Document], bytes]:
    from quarterbook.writers import WRITERS

    return WRITERS[name]


def _format_findings(document: Document, formats: tuple[str, ...]) -> tuple[Finding, ...]:
    from quarterbook.writers import glyphs

    return glyphs.findings(document) if "pdf" in formats else ()


def _keep_inputs(prepared: Prepared, store: Path, *, again: bool) -> None:
    for one in prepared.inputs:
        if not places.keep(one.again if again else one.as_read, one.sha256, store):
            raise InputError(f"{one.path} changed while the report was being built. Build it again.")


def _same_inputs(document: Document, prepared: Prepared) -> None:
    """Every row a figure names must be of a file as it was read before the kernel started."""
    known = {one.sha256 for one in prepared.inputs}
    for placed in document.figures:
        for rows in (*placed.figure.rows, *placed.figure.of):
            if rows.sha256 not in known:
                raise ReportFailed(
                    f"The figure {placed.figure.id} comes from {rows.source}, which is not as it was when the build "
                    "began, or is no parameter of the report. Build it again."
                )


def _figures(document: Document, prepared: Prepared) -> bytes:
    """figures.json, a figure a line, so that two builds differ in the lines of the figures that moved."""
    head = {"schema": FIGURES_SCHEMA, "report": prepared.slug, "quarter": prepared.parameters.get("quarter")}
    lines = [json.dumps({**one.figure.as_json(), "cell": one.cell}, ensure_ascii=False) for one in document.figures]
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    body = ",\n".join(lines)
    return f'{opening}, "figures": [\n{body}\n]}}\n'.encode()


def _json(value: Any) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()
