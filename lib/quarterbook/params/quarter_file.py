"""The quarter file: the reports of one council and one quarter (DESIGN 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from quarterbook.errors import InputError, nearest
from quarterbook.params import strict_yaml
from quarterbook.params.project import shown
from quarterbook.params.strict_yaml import Yaml
from quarterbook.params.validation import AsTuple, IsoDate, QuarterText, Settings, Table, Text, Texts, validate
from quarterbook.quarters import Quarter


def _slug(text: str) -> str:
    if not text or not all(letter in "abcdefghijklmnopqrstuvwxyz0123456789-" for letter in text):
        raise ValueError(f"'{text}' names a folder: use small letters, digits and hyphens only.")
    return text


Slug = Annotated[Text, AfterValidator(_slug)]


class Exempt(Settings):
    """Why a paper is not for publication under Schedule 12A of the Local Government Act 1972."""

    paragraphs: Annotated[tuple[Annotated[int, Field(ge=1, le=7)], ...], AsTuple]
    reason: Text
    public_title: Text | None = None


class Confidential(Settings):
    """Why a paper is confidential under section 100A of the same Act."""

    reason: Text


class Report(Settings):
    """One report: its notebook, its title and front matter, and the notebook's own parameters."""

    notebook: Annotated[Text, Field(pattern=r"^[A-Za-z0-9_-]+$")]
    title: Text
    as_at: IsoDate | None = None
    front_matter: Texts = {}
    parameters: Table = {}
    exempt: Exempt | None = None
    confidential: Confidential | None = None

    @property
    def withheld(self) -> str:
        """The line that marks a paper not for publication, or ''."""
        if self.confidential:
            return "Confidential: not for publication (section 100A)"
        if self.exempt:
            numbers = ", ".join(str(number) for number in self.exempt.paragraphs)
            return f"Exempt: not for publication (Schedule 12A, paragraph {numbers})"
        return ""


class AgendaItem(Settings):
    """One item of an agenda: a title, or a report of this quarter."""

    title: Text | None = None
    note: Text | None = None
    report: Slug | None = None
    minutes: Text | None = None


class Meeting(Settings):
    """A meeting and its agenda (DESIGN 6)."""

    committee: Text
    date: IsoDate
    published: IsoDate | None = None
    time: Text | None = None
    place: Text | None = None
    agenda: Annotated[tuple[AgendaItem, ...], AsTuple] = ()


class QuarterSettings(Settings):
    """The keys of a quarter file."""

    quarter: QuarterText
    as_at: IsoDate | None = None
    house: Slug
    defaults: Table = {}
    reports: Mapping[Slug, Report]
    meetings: Mapping[Slug, Meeting] = {}

    @model_validator(mode="after")
    def _agenda_names_reports(self) -> QuarterSettings:
        for slug, meeting in self.meetings.items():
            for item in meeting.agenda:
                if item.report is not None and item.report not in self.reports:
                    raise ValueError(
                        f"meetings.{slug}: no report is called '{item.report}'. {nearest(item.report, self.reports)}"
                    )
                if item.report is None and item.title is None:
                    raise ValueError(f"meetings.{slug}: an agenda item needs a title or a report.")
        return self


@dataclass(frozen=True)
class QuarterFile:
    """A quarter file, read: its settings, where it stands, and the lines of its keys."""

    path: Path
    root: Path
    settings: QuarterSettings
    yaml: Yaml

    @property
    def name(self) -> str:
        """The file's stem, which names the folder under reports/."""
        return self.path.stem

    def report(self, slug: str) -> Report:
        """The report of a slug. Raises `InputError` with the nearest name."""
        reports = self.settings.reports
        if slug not in reports:
            raise InputError(f"{self.yaml.path}: no report is called '{slug}'. {nearest(slug, reports)}")
        return reports[slug]

    def as_at(self, slug: str) -> str:
        """The day a report speaks of: its own, else the file's, else the quarter's last."""
        end = Quarter.parse(self.settings.quarter).end.isoformat()
        return self.report(slug).as_at or self.settings.as_at or end


def load(path: Path, root: Path) -> QuarterFile:
    """Read a quarter file. Raises `InputError` with every problem of its keys."""
    yaml = strict_yaml.load(path, shown(path, root))
    return QuarterFile(path.resolve(), root, validate(QuarterSettings, yaml), yaml)
