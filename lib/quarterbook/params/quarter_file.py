"""The quarter file: the reports of one council and one quarter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from quarterbook.errors import InputError, nearest
from quarterbook.params import house_file, strict_yaml
from quarterbook.params.project import shown
from quarterbook.params.strict_yaml import Yaml
from quarterbook.params.validation import AsTuple, IsoDate, Name, QuarterText, Settings, Table, Text, Texts, validate
from quarterbook.quarters import Quarter
from quarterbook.slugs import slug

# The folder of a meeting's packs stands beside those of the reports.
PACKS = "packs"


def _slug(text: str) -> str:
    if not text.isascii() or not text or slug(text) != text:
        raise ValueError(
            f"'{text}' cannot be a name here: use small letters and digits, with single hyphens between words, "
            "as in 'directorate-plans'."
        )
    return text


def _report(text: str) -> str:
    if text == PACKS:
        raise ValueError(f"'{PACKS}' is the folder of committee packs; give the report another name.")
    return text


def report_name(text: str) -> str:
    """Return a text that can name a report, and its folder; raises ValueError with a sentence for one that cannot.

    >>> report_name("directorate-plans")
    'directorate-plans'
    """
    return _report(_slug(text))


def _notebook(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]+", text):
        raise ValueError(f"'{text}' is not the name of a notebook. Give the name alone, without folder and .ipynb.")
    return text


def _some(reports: Mapping[str, Report]) -> Mapping[str, Report]:
    if not reports:
        raise ValueError("no report is named here; at least one was expected.")
    return reports


Slug = Annotated[Text, AfterValidator(_slug)]
ReportSlug = Annotated[Text, AfterValidator(report_name)]


class Exempt(Settings):
    """Why a paper is not for publication under Schedule 12A of the Local Government Act 1972."""

    paragraphs: Annotated[tuple[Annotated[int, Field(ge=1, le=7)], ...], AsTuple]
    reason: Name
    public_title: Name | None = None


class Confidential(Settings):
    """Why a paper is confidential under section 100A of the same Act."""

    reason: Name


class Report(Settings):
    """One report: its notebook, its title and front matter, and the notebook's own parameters."""

    notebook: Annotated[Text, AfterValidator(_notebook)]
    title: Name
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
    """A meeting and its agenda."""

    committee: Name
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
    reports: Annotated[Mapping[ReportSlug, Report], AfterValidator(_some)]
    meetings: Mapping[Slug, Meeting] = {}


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
    """Read a quarter file. Raises `InputError` with every problem of its keys, or else of what they name."""
    yaml = strict_yaml.load(path, shown(path, root))
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", path.stem):
        raise InputError(f"{path.name}: the file's name names a folder: use letters, digits, hyphens and dots only.")
    settings = validate(QuarterSettings, yaml)
    problems = [*_house_problems(settings, yaml, root), *_agenda_problems(settings, yaml)]
    if problems:
        raise InputError(problems)
    return QuarterFile(path.resolve(), root, settings, yaml)


def _house_problems(settings: QuarterSettings, yaml: Yaml, root: Path) -> Iterator[str]:
    path = house_file.path_of(settings.house, root)
    if not path.is_file():
        known = [one.stem for one in path.parent.glob("*.yaml")]
        yield f"{yaml.where(('house',))}: there is no {shown(path, root)}. {nearest(settings.house, known)}"


def _agenda_problems(settings: QuarterSettings, yaml: Yaml) -> Iterator[str]:
    for meeting, one in settings.meetings.items():
        for number, item in enumerate(one.agenda):
            where = yaml.where(("meetings", meeting, "agenda", number))
            if item.report is None and item.title is None:
                yield f"{where}: an agenda item needs a title or a report."
            elif item.report is not None and item.report not in settings.reports:
                yield f"{where}: no report is called '{item.report}'. {nearest(item.report, settings.reports)}"
