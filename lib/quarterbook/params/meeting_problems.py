"""What is wrong with a meeting in the quarter file beyond its single keys, each with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quarterbook.errors import nearest
from quarterbook.params.meeting import AgendaItem, Appendix, Meeting, Timed, Withheld, joined
from quarterbook.params.strict_yaml import Yaml
from quarterbook.params.validation import Place


def problems(meeting: Meeting, place: Place, reports: Mapping[str, Withheld], yaml: Yaml) -> Iterator[str]:
    """Yield what is wrong with a meeting's agenda; `reports` are those of its quarter file."""
    yield from _both_ways(meeting, place, reports, yaml)
    for number, item in enumerate(meeting.agenda):
        here = (*place, "agenda", number)
        yield from _problems(item, here, reports, yaml, ("report", "minutes", "text"))
        for at, appendix in enumerate(item.appendices):
            there = (*here, "appendices", at)
            yield from _problems(appendix, there, reports, yaml, ("report", "text"))
            yield from _untimely(appendix, there, meeting, yaml)
            kept_back = _kept_back(item, reports)
            if kept_back and appendix.report in reports and not _kept_back(appendix, reports):
                yield (
                    f"{yaml.where((*there, 'report'))}: the paper before it is not for publication, but the report "
                    f"'{appendix.report}' would be published; say under reports why it is not."
                )
        if item.appendices and not (item.report or item.text):
            yield f"{yaml.where((*here, 'appendices'))}: only a report or a text has appendices."
        if item.first_minute != 1 and not item.minutes:
            yield f"{yaml.where((*here, 'first_minute'))}: only minutes have a first minute."
        yield from _untimely(item, here, meeting, yaml)


def _untimely(one: Timed, place: Place, meeting: Meeting, yaml: Yaml) -> Iterator[str]:
    if one.late and meeting.published and one.late <= meeting.published:
        day = f"the agenda was published on {meeting.published}"
        yield f"{yaml.where((*place, 'late'))}: {day}, so what is late was published after that."
    if one.late and one.late > meeting.date:
        yield f"{yaml.where((*place, 'late'))}: that is after the meeting, on {meeting.date}."


def _kept_back(item: AgendaItem | Appendix, reports: Mapping[str, Withheld]) -> bool:
    """Whether an item, or its report, is not for publication."""
    report = reports.get(item.report or "")
    return bool(item.withheld or (report and report.withheld))


def _both_ways(meeting: Meeting, place: Place, reports: Mapping[str, Withheld], yaml: Yaml) -> Iterator[str]:
    """A text that is published with one item and not for publication with another."""
    texts: dict[str, tuple[bool, Place]] = {}
    for number, item in enumerate(meeting.agenda):
        here = (*place, "agenda", number)
        above = _kept_back(item, reports)
        parts: list[tuple[AgendaItem | Appendix, Place]] = [(item, here)]
        parts += [(one, (*here, "appendices", at)) for at, one in enumerate(item.appendices)]
        for one, there in parts:
            kept_back = bool(one.withheld or above)
            if one.text and texts.setdefault(one.text, (kept_back, there))[0] != kept_back:
                first = yaml.where(texts[one.text][1])
                yield (
                    f"{yaml.where((*there, 'text'))}: {one.text} is published and not for publication on one agenda "
                    f"({first})."
                )


def two_reasons(one: Withheld, place: Place, yaml: Yaml) -> Iterator[str]:
    """Say so where something is both exempt and confidential."""
    if one.exempt and one.confidential:
        yield f"{yaml.where(place)}: exempt and confidential are two things; give the one that it is."


def _problems(
    item: AgendaItem | Appendix, place: Place, reports: Mapping[str, Withheld], yaml: Yaml, kinds: tuple[str, ...]
) -> Iterator[str]:
    given = [kind for kind in kinds if getattr(item, kind) is not None]
    what = "an appendix" if isinstance(item, Appendix) else "an agenda item"
    if len(given) > 1:
        yield f"{yaml.where(place)}: {what} has {joined(given)}; give the one that it is."
    if isinstance(item, Appendix) and not given:
        yield f"{yaml.where(place)}: an appendix needs a report or a text."
    elif item.title is None and "report" not in given:
        yield f"{yaml.where(place)}: {what} needs a title or a report."
    yield from two_reasons(item, place, yaml)
    if item.report is not None and item.report not in reports:
        yield f"{yaml.where((*place, 'report'))}: no report is called '{item.report}'. {nearest(item.report, reports)}"
    elif item.report is not None and item.withheld and not reports[item.report].withheld:
        what = "confidential" if item.confidential else "exempt"
        yield (
            f"{yaml.where((*place, what))}: the report '{item.report}' itself would be published; "
            f"say under reports that it is {what}."
        )
