"""The packs of a meeting, written: as PDF, as HTML and as JSON, tested for leaks, and landed whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quarterbook.document.pack import Audience, Pack, PageRange
from quarterbook.errors import InputError, nearest
from quarterbook.findings import Finding
from quarterbook.packs import agenda, compose, cross_checks, gate, listing, papers, selection
from quarterbook.packs.selection import Choice
from quarterbook.params import house_file
from quarterbook.params.names import PACKS
from quarterbook.params.quarter_file import QuarterFile
from quarterbook.running import files, places
from quarterbook.running.outcome import NO_INDEX, Index
from quarterbook.writers import pack_html, pack_pdf

AUDIENCES: tuple[Audience, ...] = ("public", "restricted")


@dataclass(frozen=True)
class Made:
    """The pack of an audience: its files by their paths in the folder of packs, and each paper with its pages.

    A paper that is left out, or that a draft has to do without, has none.
    """

    audience: Audience
    pack: Pack
    files: Mapping[str, bytes]
    papers: tuple[tuple[Choice, PageRange | None], ...]


@dataclass(frozen=True)
class Published:
    """The packs of a meeting, the folder that they stand in, and what was found on the way."""

    folder: Path
    packs: tuple[Made, ...]
    findings: tuple[Finding, ...]


def publish(
    file: QuarterFile,
    name: str,
    out: Path,
    audience: Audience | None = None,
    *,
    draft: bool = False,
    index: Index = NO_INDEX,
) -> Published:
    """Write the pack of a meeting for an audience, from the reports built in `out`.

    Without an audience that is the public, and members too where something on the agenda is not for publication. The
    `index` of the reports is written anew with it.

    Raises `InputError` for a meeting that is not there and, but for a draft, for a paper that is not there as it was
    built; `Blocked` where the public pack holds what is not for publication.
    """
    if name not in file.settings.meetings:
        raise InputError(f"No meeting is called '{name}' in {file.yaml.path}. {nearest(name, file.settings.meetings)}")
    with places.staging(out) as staging:
        if not draft:
            _all_there(file, name, out)
        folder = out / file.name / PACKS
        audiences = (audience,) if audience else audiences_of(file, name)
        made = tuple(_made(file, name, audience, out, draft=draft) for audience in audiences)
        findings = (
            *cross_checks.found(file, name, (paper for one in made for paper in one.pack.papers), out),
            *(finding for one in made for finding in cross_checks.moved(folder, one.files)),
        )
        _land(folder, made, staging / file.name)
        if index.is_needed(out):
            index.write(out)
    return Published(folder, made, findings)


def _all_there(file: QuarterFile, name: str, out: Path) -> None:
    """Raise `InputError` for the papers of an agenda that are not built, all at once, whoever the pack is for (G01)."""
    missing = [one for one in agenda.listed(file, name) if not papers.is_there(one, file, out)]
    if missing:
        told = [f"{one.called}: the report '{one.source.report}' is not there as it was built." for one in missing]
        raise InputError([*told, f"Build it, or make a --draft: quarterbook build {file.yaml.path}"])


def audiences_of(file: QuarterFile, name: str) -> tuple[Audience, ...]:
    """The audiences that a meeting needs a pack for."""
    restricted = any(one.restricted for one in selection.choices(file, name, "restricted"))
    return AUDIENCES if restricted else AUDIENCES[:1]


def _made(file: QuarterFile, name: str, audience: Audience, out: Path, *, draft: bool) -> Made:
    house = house_file.load(file.settings.house, file.root)
    chosen = selection.choices(file, name, audience)
    there = [one for one in chosen if not one.left_out and not (draft and not papers.is_there(one.paper, file, out))]
    pack = compose.pack(file, name, audience, there, house, out, draft=draft)
    pdf, ranges = pack_pdf.write(pack)
    base = f"{name}-{audience}"
    written = {
        f"{base}.pdf": pdf,
        **pack_html.write(pack, ranges, base),
        f"{base}.json": listing.write(pack, ranges, file.settings.meetings[name], base, audience),
    }
    if audience == "public":
        gate.counts(pack, house.disclosure_threshold)
        gate.public(file, name, out, written)
    pages = dict(zip(there, ranges, strict=True))
    return Made(audience, pack, written, tuple((one, pages.get(one)) for one in chosen))


def _land(folder: Path, made: Sequence[Made], staging: Path) -> None:
    """Put the packs in their folder; packs of other meetings and audiences stay as they are."""
    staged = staging / PACKS
    if folder.is_dir():
        shutil.copytree(folder, staged)
    for one in made:
        for before in _of_before(staged, one):
            shutil.rmtree(before)
        for path, data in one.files.items():
            files.write(staged / path, data)
    places.land(staged, folder, staging.parent / places.ASIDE / staging.name / PACKS)


def _of_before(staged: Path, made: Made) -> Iterator[Path]:
    """The folders in which a pack's pages of HTML stood before: one of a paper that is gone must not stay."""
    for name in {path.partition("/")[0] for path in made.files if "/" in path}:
        if (staged / name).is_dir():
            yield staged / name
