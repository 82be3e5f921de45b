"""What is found when the papers of a meeting are held against its agenda, and its pack against the one before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from quarterbook.checks import meetings
from quarterbook.checks.meetings import Places
from quarterbook.document.pack import PackPaper
from quarterbook.errors import InputError
from quarterbook.findings import Finding
from quarterbook.packs import agenda, papers, texts
from quarterbook.packs.agenda import Listed
from quarterbook.params.meeting import AgendaItem, Appendix, Exempt
from quarterbook.params.quarter_file import QuarterFile
from quarterbook.running import current, inputs
from quarterbook.spans import days_in


def found(file: QuarterFile, name: str, pack: Iterable[PackPaper], out: Path) -> tuple[Finding, ...]:
    """Return what is found, in the order of the rules' codes, in the agenda and the papers of its packs."""
    meeting = file.settings.meetings[name]
    day = date.fromisoformat(meeting.date)
    findings = list(meetings.notice(date.fromisoformat(meeting.published) if meeting.published else None, day))
    for number, item in enumerate(meeting.agenda, 1):
        findings += _of_item(item, f"Agenda Item {number}", file, day)
    listed = agenda.listed(file, name)
    findings += meetings.g17_listed_twice(
        (one.called, one.source.report or texts.path_of(one.source)) for one in listed
    )
    for one in listed:
        findings += _of_text(one, file)
        findings += _of_minutes(one, file, day)
        findings += _of_build(one, file, out / file.name)
    for paper in pack:
        findings += [one for one in paper.document.findings if one.code == "G11"]
        fields = paper.document.front.fields
        findings += meetings.g02_other_day(paper.called, fields, day)
        findings += meetings.g03_other_committee(paper.called, fields, meeting.committee)
    # A paper that is in both packs is found out once.
    return tuple(sorted(dict.fromkeys(findings), key=lambda one: one.code))


def moved(folder: Path, written: Mapping[str, bytes]) -> Iterator[Finding]:
    """Yield what is elsewhere in a pack than in the one that stands in the folder, unless either is a draft."""
    for path in (path for path in written if path.endswith(".json")):
        before, now = _final(folder / path), _places(json.loads(written[path]))
        if before is not None and now is not None:
            yield from meetings.moved(path.removesuffix(".json"), before, now)


def older(folder: Path, packs: Iterable[str]) -> Iterator[Finding]:
    """Yield the final packs among these, which were made before the one that is made now."""
    for pack in packs:
        if is_final(folder / f"{pack}.json"):
            yield from meetings.g19_older_pack(pack)


def _of_item(item: AgendaItem, called: str, file: QuarterFile, day: date) -> Iterator[Finding]:
    whole: list[tuple[str, AgendaItem | Appendix]] = [(called, item)]
    whole += [(f"{called}, Appendix {at},", appendix) for at, appendix in enumerate(item.appendices, 1)]
    for name, one in whole:
        if one.late:
            yield from meetings.g04_late_item(name.rstrip(","), date.fromisoformat(one.late), day, one.urgent)
        why, parts = agenda.withheld(file, one), agenda.exempt_parts(file, one)
        if isinstance(why, Exempt):
            yield from meetings.g10_no_public_interest(name, why.public_interest)
        elif why is None and parts:
            yield from meetings.g10_no_public_interest(f"A part of {name.rstrip(',')}", parts.public_interest)


def _of_text(paper: Listed, file: QuarterFile) -> Iterator[Finding]:
    if path := texts.path_of(paper.source):
        text = texts.read(path, file.root)
        yield from text.findings
        yield from meetings.g13_without_a_word(paper.called, path, text.is_empty)


def _of_minutes(paper: Listed, file: QuarterFile, day: date) -> Iterator[Finding]:
    item = paper.source
    if not isinstance(item, AgendaItem) or not item.minutes:
        return
    held = papers.minutes_of(item, file)
    yield from meetings.g06_minute_skipped(paper.called, held.numbers)
    named = days_in(f"{item.title} {item.note}")
    yield from meetings.g14_undated_minutes(paper.called, held.day, named)
    if held.day:
        yield from meetings.g07_minutes_of_another_day(paper.called, held.day, named, day)


def _of_build(listed: Listed, file: QuarterFile, folder: Path) -> Iterator[Finding]:
    slug = listed.source.report
    failed = f"{slug}.failed.ipynb"
    if slug and (folder / slug / failed).is_file():
        yield from meetings.g09_built_before(listed.called, f"{folder.name}/{slug}/{failed}")
    if slug and papers.is_there(listed, file, folder.parent):
        yield from meetings.g15_changed_since(listed.called, _changed_since(slug, file, folder / slug))


def _changed_since(slug: str, file: QuarterFile, folder: Path) -> str:
    try:
        return current.changed_since(folder, inputs.prepare(file, slug))
    except InputError:
        return "its parameters changed, and are not right"


def is_final(path: Path) -> bool:
    """Whether a pack's JSON is that of a final pack."""
    return _final(path) is not None


def _final(path: Path) -> Places | None:
    """The papers of a final pack; None where there is no pack yet, a draft, or none as we leave it."""
    try:
        return _places(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _places(pack: Any) -> Places | None:
    """The pages of a final pack's papers, and what they are called, by title; None where it is a draft.

    Papers of one title are told apart by their number.
    """
    if pack["draft"] is not False:
        return None
    places: dict[str, tuple[str, str]] = {}
    for paper in (paper for item in pack["items"] for paper in item["papers"]):
        title, at = paper["title"], 1
        while title in places:
            at += 1
            title = f"{paper['title']} ({at})"
        places[title] = paper["pages"]["shown"], paper["called"]
    return places
