"""A finding: what a data-quality rule saw, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


class Finding(BaseModel):
    """One thing that a rule found. `row` is the spreadsheet's own number (the header is row 1)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    severity: Severity
    message: str
    source: str | None = None
    row: int | None = None
    column: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The finding as plain JSON values, under the names of findings.json."""
        return self.model_dump(mode="json")


def on_rows(findings: Iterable[Finding], *frames: pd.DataFrame) -> tuple[Finding, ...]:
    """The findings that stand on rows of registers' frames, or on no row."""
    there = {place for rows in frames for place in zip(rows["source"], rows.index, strict=True)}
    return tuple(one for one in findings if one.row is None or (one.source, one.row) in there)


def by_severity(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings there are of each severity, the gravest first, zeros included."""
    counts = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in SEVERITIES}
