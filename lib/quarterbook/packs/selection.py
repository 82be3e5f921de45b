"""What of an agenda goes into the pack of an audience, in the order of its pages, and why.

What is for publication comes first, in the agenda's order, then what was late, by its day. What is not has pages of
its own behind that. So a page has one number in both packs, and what was published once keeps its numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from quarterbook.document.pack import Audience
from quarterbook.packs import agenda
from quarterbook.packs.agenda import Listed
from quarterbook.params.meeting import Confidential, Exempt
from quarterbook.params.quarter_file import QuarterFile

Form = Literal["whole", "without its exempt parts", "with its exempt parts", "left out"]


@dataclass(frozen=True)
class Choice:
    """A paper, the form in which the pack has it, and why it is not for publication (None where all of it is)."""

    paper: Listed
    form: Form
    withheld: Exempt | Confidential | None = None

    @property
    def left_out(self) -> bool:
        """Whether the pack does without it."""
        return self.form == "left out"

    @property
    def restricted(self) -> bool:
        """Whether it holds what only members may see."""
        return self.withheld is not None and self.form in ("whole", "with its exempt parts")


def choices(file: QuarterFile, meeting: str, audience: Audience) -> tuple[Choice, ...]:
    """Return what becomes of each paper of a meeting's agenda, in the order of their pages; those left out come last.

    A paper with exempt parts is in the restricted pack twice: as it is published, and with them.
    """
    made = [choice for paper in agenda.listed(file, meeting) for choice in _of(file, paper, audience)]
    return tuple(sorted(made, key=lambda one: (one.left_out, one.restricted, one.paper.late)))


def _of(file: QuarterFile, paper: Listed, audience: Audience) -> Iterator[Choice]:
    parts = agenda.exempt_parts(file, paper.source)
    if paper.withheld:
        yield Choice(paper, "whole" if audience == "restricted" else "left out", paper.withheld)
    elif parts:
        yield Choice(paper, "without its exempt parts", parts)
        if audience == "restricted":
            yield Choice(paper, "with its exempt parts", parts)
    else:
        yield Choice(paper, "whole")
