"""A rule: its code, its severity, and the findings that it makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from quarterbook.findings import Finding, Severity


@dataclass(frozen=True)
class Rule:
    """A rule: what it finds, and how grave that is. An error stops the report."""

    code: str
    severity: Severity
    finds: str

    def finding(self, message: str, source: str | None = None) -> Finding:
        """A finding of the rule on no row in particular."""
        return Finding(code=self.code, severity=self.severity, message=message, source=source)

    def on(self, row: Any, column: str, message: str) -> Finding:
        """A finding on a row of a register (as `itertuples` gives it)."""
        return Finding(
            code=self.code,
            severity=self.severity,
            message=message,
            source=row.source,
            row=int(row.Index),
            column=column,
        )
