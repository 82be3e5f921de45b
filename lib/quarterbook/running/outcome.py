"""What a build is asked for, and what became of each of its reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from quarterbook.findings import Finding


@dataclass(frozen=True)
class Options:
    """How to build: where to, in which formats, which slugs (all where none is named), how many at once.

    `cluster` is the address of a scheduler, '' where reports are built here, and `share` what its workers share.
    """

    out: Path
    formats: tuple[str, ...]
    only: tuple[str, ...] = ()
    jobs: int = 1
    timeout: int = 600
    dry_run: bool = False
    force: bool = False
    cluster: str = ""
    share: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of one report, or of what else of a quarter file could not be read (`slug` is then '').

    `reason` is why the report was built, or would be; a current one has none.
    """

    quarter: str
    slug: str
    status: Literal["built", "current", "failed", "refused", "ready"]
    messages: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    code: int = 0
    reason: str = ""

    @property
    def name(self) -> str:
        """What a user calls it: quarter and report."""
        return f"{self.quarter}/{self.slug}" if self.slug else self.quarter


Tell = Callable[[Outcome], None]


class Index(NamedTuple):
    """The pages over all reports of a folder: whether they must be written, and how."""

    is_needed: Callable[[Path], bool]
    write: Callable[[Path], None]


NO_INDEX = Index(lambda out: False, lambda out: None)
