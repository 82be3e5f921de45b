"""Build one report into a staging folder: executed notebook, formats, figures, findings, manifest."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from quarterbook import checks
from quarterbook.analysis.disclosure.shown import people_shown
from quarterbook.document.document import Document
from quarterbook.document.reader import read
from quarterbook.document.reading import exempt
from quarterbook.errors import InputError, ReportFailed
from quarterbook.findings import Finding
from quarterbook.params import house_file
from quarterbook.running import files, inputs, places, reading
from quarterbook.running.execute import execute
from quarterbook.running.inputs import Input, Prepared
from quarterbook.running.manifest import manifest
from quarterbook.sources import converted
from quarterbook.writers import WRITERS, glyphs

FIGURES_SCHEMA = "quarterbook/figures/1"


def stage(
    prepared: Prepared, formats: tuple[str, ...], folder: Path, store: Path, timeout: int, executed: bytes | None
) -> tuple[Finding, ...]:
    """Build a report into `folder`, and return what was found in it.

    Its sources are read before any kernel starts. Where it was `executed` before, with what goes in now,
    only what is made of that notebook is made anew. Raises `ReportFailed`, or `InputError` where an input or a figure
    is wrong.
    """
    start = time.perf_counter()
    os.environ[converted.STORE] = str(store)  # where a big file's copy is kept, for the kernel too
    if executed is None:
        reading.read(prepared, house_file.load(prepared.house, prepared.root))
    folder.mkdir(parents=True)
    name = f"{prepared.slug}.ipynb"
    _keep_inputs(prepared, store)
    if executed is None:
        notebook = _execute(prepared, folder / name, timeout)
        # Once more: what changed while the notebook ran may have been read before it did, or after.
        _same_bytes(prepared)
    else:
        files.write(folder / name, executed)
        notebook = nbformat.reads(executed, as_version=4)
    document = _document(notebook, prepared)
    findings = (*document.findings, *_of_people(document, prepared), *_format_findings(document, formats))
    findings = reading.allowed(findings, prepared)
    errors = [finding.message for finding in findings if finding.severity == "error"]
    if errors:
        raise InputError(errors)
    outputs = {
        name: (folder / name).read_bytes(),
        **{f"{prepared.slug}.{form}": WRITERS[form](document) for form in formats},
        "figures.json": _figures(document, prepared),
        "findings.json": _json([finding.as_json() for finding in findings]),
    }
    outputs["manifest.json"] = _json(manifest(prepared, outputs))
    # Outside the reproducible set: what a run took on this machine.
    outputs["run.json"] = _json({"seconds": round(time.perf_counter() - start, 3), "executed": executed is None})
    for path, data in outputs.items():
        if path != name:
            files.write(folder / path, data)
    return findings


def _execute(prepared: Prepared, output: Path, timeout: int) -> Any:
    try:
        return execute(prepared.notebook, prepared.parameters, output, prepared.root, timeout)
    except ReportFailed as failed:
        # If it is the data that cannot be, a check says so more plainly than a cell's error.
        problems = _problems(prepared)
        raise InputError(problems) if problems else failed from None


def _problems(prepared: Prepared) -> tuple[str, ...]:
    try:
        reading.check(prepared)
    except InputError as error:
        return error.problems
    except Exception:  # a notebook of somebody's own need not have what a check asks for
        return ()
    return ()


def _document(notebook: Any, prepared: Prepared) -> Document:
    if problem := exempt.problem(notebook, withheld=bool(prepared.withheld), parts=prepared.exempt_parts):
        raise InputError(f"{prepared.slug}: {problem}")
    document = read(notebook, prepared.title)
    _same_inputs(document, prepared)
    if prepared.withheld:
        front = document.front.model_copy(update={"classification": prepared.withheld})
        document = document.model_copy(update={"front": front})
    return document


def _of_people(document: Document, prepared: Prepared) -> Iterator[Finding]:
    house = house_file.load(prepared.house, prepared.root)
    counts = people_shown(placed.figure for placed in document.figures)
    return checks.n13_small_count_shown(counts, house.disclosure_threshold)


def _format_findings(document: Document, formats: tuple[str, ...]) -> tuple[Finding, ...]:
    return glyphs.findings(document) if "pdf" in formats else ()


def _keep_inputs(prepared: Prepared, store: Path) -> None:
    for one in prepared.inputs:
        if not all(places.keep(part, store) for part in one.parts):
            raise _changed(one)


def _same_bytes(prepared: Prepared) -> None:
    for one in prepared.inputs:
        try:
            same = inputs.sha256_now(one, prepared) == one.sha256
        except (OSError, InputError):
            same = False
        if not same:
            raise _changed(one)


def _changed(one: Input) -> InputError:
    return InputError(f"{one.path} changed while the report was being built. Build it again.")


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
