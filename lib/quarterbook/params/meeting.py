"""A meeting in the quarter file: its agenda, and what of it is not for publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from quarterbook.errors import nearest
from quarterbook.params.names import Slug
from quarterbook.params.strict_yaml import Yaml
from quarterbook.params.validation import AsTuple, IsoDate, Name, Place, Settings, Text

MARKDOWN = ".md"
# What is exempt information, by the paragraph of Part 1 of Schedule 12A of the Local Government Act 1972. What is not
# open to the public has to be described in the Schedule's own terms (section 100B(5)).
DESCRIBED = {
    1: "relating to any individual",
    2: "likely to reveal the identity of an individual",
    3: (
        "relating to the financial or business affairs of any particular person (including the authority holding that "
        "information)"
    ),
    4: (
        "relating to any consultations or negotiations, or contemplated consultations or negotiations, in connection "
        "with any labour relations matter arising between the authority or a Minister of the Crown and employees of, "
        "or office holders under, the authority"
    ),
    5: "in respect of which a claim to legal professional privilege could be maintained in legal proceedings",
    6: (
        "which reveals that the authority proposes to give under any enactment a notice under or by virtue of which "
        "requirements are imposed on a person, or to make an order or direction under any enactment"
    ),
    7: (
        "relating to any action taken or to be taken in connection with the prevention, investigation or prosecution "
        "of crime"
    ),
}


def _markdown(text: str) -> str:
    if not text.endswith(MARKDOWN):
        raise ValueError(f"'{text}' is not a markdown file; its name would end with {MARKDOWN}.")
    return text


def _some(paragraphs: tuple[int, ...]) -> tuple[int, ...]:
    if not paragraphs:
        raise ValueError("no paragraph is named here; at least one was expected.")
    return tuple(dict.fromkeys(paragraphs))


MarkdownFile = Annotated[Text, AfterValidator(_markdown)]


class Reason(Settings):
    """Why something is not for publication, and what the public may know of it.

    `never` are names and words that must stand nowhere in a public pack; `also_public` is what both may say, so that it
    is no quotation there.
    """

    reason: Name
    public_title: Name | None = None
    never: Annotated[tuple[Name, ...], AsTuple] = ()
    also_public: Annotated[tuple[Text, ...], AsTuple] = ()


class Exempt(Reason):
    """Why something is not for publication under Schedule 12A of the Local Government Act 1972.

    `public_interest` is the council's own sentence on why keeping it back serves the public better.
    """

    paragraphs: Annotated[tuple[Annotated[int, Field(ge=1, le=7)], ...], AsTuple, AfterValidator(_some)]
    public_interest: Name | None = None

    @property
    def named(self) -> str:
        """Its paragraphs of the Schedule in words: "paragraphs 3 and 5"."""
        numbers = [str(number) for number in self.paragraphs]
        return f"paragraph {numbers[0]}" if len(numbers) == 1 else f"paragraphs {_and(numbers)}"

    @property
    def line(self) -> str:
        """The line that marks a page."""
        return f"Exempt: not for publication (Schedule 12A, {self.named})"

    @property
    def described(self) -> str:
        """A sentence that describes it in the terms of the Schedule, as section 100B(5) has it on the report."""
        kinds = [f"information {DESCRIBED[number]}" for number in self.paragraphs]
        told = "; and ".join(filter(None, ("; ".join(kinds[:-1]), kinds[-1])))
        return f"{told[0].upper()}{told[1:]} (Part 1 of Schedule 12A)."


class Confidential(Reason):
    """Why something may not be published at all: section 100A of the same Act."""

    @property
    def line(self) -> str:
        """The line that marks a page."""
        return "Confidential: not for publication (section 100A)"


class Withheld(Settings):
    """What may be exempt or confidential, but not both."""

    exempt: Exempt | None = None
    confidential: Confidential | None = None

    @property
    def withheld(self) -> Exempt | Confidential | None:
        """Why it is not for publication; None where it is."""
        return self.confidential or self.exempt


class Appendix(Withheld):
    """What goes behind a paper: another report of the quarter, or a text."""

    title: Name | None = None
    report: Slug | None = None
    text: MarkdownFile | None = None


class AgendaItem(Withheld):
    """One item of an agenda: a title alone, a report of this quarter, the minutes of a meeting before, or a text.

    Minutes whose headings have no numbers are counted from `first_minute`, where the meeting before them left off. One
    that was `late` was published on a day of its own, after the others; `urgent` says why it cannot wait, to the public
    too.
    """

    title: Name | None = None
    note: Text | None = None
    report: Slug | None = None
    minutes: MarkdownFile | None = None
    first_minute: Annotated[int, Field(ge=1)] = 1
    text: MarkdownFile | None = None
    appendices: Annotated[tuple[Appendix, ...], AsTuple] = ()
    late: IsoDate | None = None
    urgent: Text | None = None


class Meeting(Settings):
    """A meeting and its agenda. `published` is the day the agenda was.

    Without `print_workings`, how each figure was worked out is on the papers' pages of HTML, and not in the PDF.
    """

    committee: Name
    date: IsoDate
    published: IsoDate | None = None
    time: Text | None = None
    place: Text | None = None
    contact: Text | None = None
    print_workings: bool = True
    agenda: Annotated[tuple[AgendaItem, ...], AsTuple] = ()


def problems(meeting: Meeting, place: Place, reports: Mapping[str, Withheld], yaml: Yaml) -> Iterator[str]:
    """What is wrong with an agenda beyond its single keys, each with its line."""
    yield from _both_ways(meeting, place, reports, yaml)
    for number, item in enumerate(meeting.agenda):
        here = (*place, "agenda", number)
        yield from _problems(item, here, reports, yaml, ("report", "minutes", "text"))
        for at, appendix in enumerate(item.appendices):
            there = (*here, "appendices", at)
            yield from _problems(appendix, there, reports, yaml, ("report", "text"))
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
        if item.late and meeting.published and item.late <= meeting.published:
            day = f"the agenda was published on {meeting.published}"
            yield f"{yaml.where((*here, 'late'))}: {day}, so what is late was published after that."
        if item.late and item.late > meeting.date:
            yield f"{yaml.where((*here, 'late'))}: that is after the meeting, on {meeting.date}."


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
        yield f"{yaml.where(place)}: {what} has {_and(given)}; give the one that it is."
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


def _and(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"
