"""The quarter file: the reports of one council and one quarter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from quarterbook.errors import InputError, nearest
from quarterbook.params import house_file, meeting_problems, strict_yaml
from quarterbook.params.meeting import Confidential, Exempt, Meeting, Withheld
from quarterbook.params.names import ReportSlug, Slug
from quarterbook.params.project import shown
from quarterbook.params.strict_yaml import Yaml
from quarterbook.params.validation import IsoDate, Name, QuarterText, Settings, Table, Text, Texts, validate
from quarterbook.quarters import Quarter


def _notebook(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]+", text):
        raise ValueError(f"'{text}' is not the name of a notebook. Give the name alone, without folder and .ipynb.")
    return text


def _some(reports: Mapping[str, Report]) -> Mapping[str, Report]:
    if not reports:
        raise ValueError("no report is named here; at least one was expected.")
    return reports


class Report(Withheld):
    """One report: its notebook, its title and front matter, and the notebook's own parameters.

    `exempt_parts` says why what the notebook tags `exempt` is not for publication, in a paper that else is.
    """

    notebook: Annotated[Text, AfterValidator(_notebook)]
    title: Name
    as_at: IsoDate | None = None
    front_matter: Texts = {}
    parameters: Table = {}
    exempt_parts: Exempt | None = None

    @property
    def kept_back(self) -> Exempt | Confidential | None:
        """Why all of it, or a part, is not for publication; None where all of it is published."""
        return self.withheld or self.exempt_parts

    @property
    def shown_title(self) -> str | None:
        """What the public may call it; None where a paper that is withheld has no public title."""
        return self.withheld.public_title if self.withheld else self.title


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
    problems = [*_house_problems(settings, yaml, root)]
    for slug, report in settings.reports.items():
        problems += meeting_problems.two_reasons(report, ("reports", slug), yaml)
    for name, one in settings.meetings.items():
        problems += meeting_problems.problems(one, ("meetings", name), settings.reports, yaml)
    if problems:
        raise InputError(problems)
    return QuarterFile(path.resolve(), root, settings, yaml)


def _house_problems(settings: QuarterSettings, yaml: Yaml, root: Path) -> Iterator[str]:
    path = house_file.path_of(settings.house, root)
    if not path.is_file():
        known = [one.stem for one in path.parent.glob("*.yaml")]
        yield f"{yaml.where(('house',))}: there is no {shown(path, root)}. {nearest(settings.house, known)}"
