"""The packs of a meeting, written: as PDF, as HTML and as JSON, tested for leaks, and landed whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quarterbook.document.pack import Audience, Pack, PageRange
from quarterbook.errors import Blocked, InputError, nearest
from quarterbook.findings import Finding
from quarterbook.packs import agenda, compose, cross_checks, gate, listing, papers, selection, texts
from quarterbook.packs.selection import Choice
from quarterbook.params import house_file
from quarterbook.params.names import PACKS
from quarterbook.params.project import shown
from quarterbook.params.quarter_file import QuarterFile
from quarterbook.running import files, places
from quarterbook.running.outcome import NO_INDEX, Index
from quarterbook.writers import pack_html, pack_pdf

DRAFT = "-draft"
KINDS = ("pdf", "html", "json")
AUDIENCES: tuple[Audience, ...] = ("public", "restricted")


@dataclass(frozen=True)
class Made:
    """The pack of an audience: its files by their paths in the folder of packs, and each paper with its pages.

    A paper that is left out, or that a draft has to do without, has none.
    """

    audience: Audience
    base: str
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

    Raises `InputError` for a meeting that is not there or has no agenda, for a text that is not there and, but for a
    draft, for a paper that is not there as it was built; `Blocked` where the public pack holds what is not for
    publication.
    """
    if name not in file.settings.meetings:
        raise InputError(f"No meeting is called '{name}' in {file.yaml.path}. {nearest(name, file.settings.meetings)}")
    if not file.settings.meetings[name].agenda:
        raise InputError(f"{file.yaml.where(('meetings', name))}: the agenda of the meeting has no item yet.")
    if unread := [*texts.problems(file, name)]:
        raise InputError(unread)
    if not draft:
        _all_there(file, name, out)
    with places.staging(out) as staging:
        folder = out / file.name / PACKS
        audiences = (audience,) if audience else audiences_of(file, name)
        try:
            made = tuple(_made(file, name, one, out, draft=draft) for one in audiences)
        except Blocked as error:
            raise _with_one_before(error, folder, name) from None
        findings = (
            *cross_checks.found(file, name, (paper for one in made for paper in one.pack.papers), out),
            *(finding for one in made for finding in cross_checks.moved(folder, one.files)),
            *cross_checks.older(folder, (f"{name}-{one}" for one in AUDIENCES if audience and one not in audiences)),
        )
        gone = _gone(name, made, draft=draft, whole=audience is None)
        _land(folder, made, gone, staging / file.name)
        if index.is_needed(out):
            index.write(out)
    return Published(folder, made, findings)


def _all_there(file: QuarterFile, name: str, out: Path) -> None:
    """Raise `InputError` for the papers of an agenda that are not built, all at once, whoever the pack is for (G01)."""
    missing = [one for one in agenda.listed(file, name) if not papers.is_there(one, file, out)]
    if missing:
        told = [
            f"{one.called}: the report '{one.source.report}' is not there as it was built, or was changed since."
            for one in missing
        ]
        where = shown(out, file.root) if out.is_relative_to(file.root) else str(out)
        elsewhere = "" if where == "reports" else f" --out {where}"
        raise InputError([*told, f"Build it, or make a --draft: quarterbook build {file.yaml.path}{elsewhere}"])


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
    base = _base(out / file.name / PACKS, name, audience, draft=draft)
    written = {
        f"{base}.pdf": pdf,
        **pack_html.write(pack, ranges, base),
        f"{base}.json": listing.write(pack, ranges, file.settings.meetings[name], base, audience),
    }
    if audience == "public":
        gate.counts(pack, house.disclosure_threshold)
        gate.public(file, name, out, written)
    pages = dict(zip(there, ranges, strict=True))
    return Made(audience, base, pack, written, tuple((one, pages.get(one)) for one in chosen))


def _base(folder: Path, name: str, audience: Audience, *, draft: bool) -> str:
    """What the files of a pack are called; a draft never stands in the place of a final pack."""
    base = f"{name}-{audience}"
    return f"{base}{DRAFT}" if draft and cross_checks.is_final(folder / f"{base}.json") else base


def _land(folder: Path, made: Sequence[Made], gone: Iterable[str], staging: Path) -> None:
    """Put the packs in their folder, in the place of their own of before and of what is gone; all else stays."""
    staged = staging / PACKS
    if folder.is_dir():
        shutil.copytree(folder, staged)
    for base in {*(one.base for one in made), *gone}:
        shutil.rmtree(staged / base, ignore_errors=True)
        for kind in KINDS:
            (staged / f"{base}.{kind}").unlink(missing_ok=True)
    for path, data in (file for one in made for file in one.files.items()):
        files.write(staged / path, data)
    places.land(staged, folder, staging.parent / places.ASIDE / staging.name / PACKS)


def _gone(name: str, made: Sequence[Made], *, draft: bool, whole: bool) -> Iterator[str]:
    """Packs of the meeting that are no longer: drafts of what is final now, and one that nobody needs any more."""
    if draft:
        return
    audiences = AUDIENCES if whole else tuple(one.audience for one in made)
    for audience in audiences:
        yield f"{name}-{audience}"
        yield f"{name}-{audience}{DRAFT}"


def _with_one_before(error: Blocked, folder: Path, name: str) -> Blocked:
    """The error, with what stands there for all to see from before."""
    before = folder / f"{name}-{AUDIENCES[0]}.pdf"
    if not before.is_file():
        return error
    path = before.relative_to(folder.parents[2]).as_posix()
    return Blocked([*error.problems, f"The public pack that was made before still stands there: {path}"])
