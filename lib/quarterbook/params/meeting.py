"""A meeting in the quarter file: its agenda, and what of it is not for publication."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from quarterbook.params.names import Slug
from quarterbook.params.validation import AsTuple, IsoDate, Name, Settings, Text

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
        return f"paragraph {numbers[0]}" if len(numbers) == 1 else f"paragraphs {joined(numbers)}"

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


class Timed(Withheld):
    """What was published on a day of its own where it was `late`, after the agenda.

    `urgent` says why it cannot wait, to the public too.
    """

    late: IsoDate | None = None
    urgent: Text | None = None


class Appendix(Timed):
    """What goes behind a paper: another report of the quarter, or a text."""

    title: Name | None = None
    report: Slug | None = None
    text: MarkdownFile | None = None


class AgendaItem(Timed):
    """One item of an agenda: a title alone, a report of this quarter, the minutes of a meeting before, or a text.

    Minutes whose headings have no numbers are counted from `first_minute`, where the meeting before them left off.
    """

    title: Name | None = None
    note: Text | None = None
    report: Slug | None = None
    minutes: MarkdownFile | None = None
    first_minute: Annotated[int, Field(ge=1)] = 1
    text: MarkdownFile | None = None
    appendices: Annotated[tuple[Appendix, ...], AsTuple] = ()


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


def joined(words: list[str]) -> str:
    """Return two words or more as a sentence lists them.

    >>> joined(["1", "2", "7"])
    '1, 2 and 7'
    """
    return f"{', '.join(words[:-1])} and {words[-1]}"
