"""The data-quality section: findings counted as figures, and listed."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from quarterbook.analysis.figures import Figure, SourceRows, lineage, whole
from quarterbook.analysis.sentences import Sentence, joined
from quarterbook.checks.rules import RULES
from quarterbook.document.blocks import Column, Heading, Run, Table
from quarterbook.document.reading.workings import ranges
from quarterbook.findings import SEVERITIES, Finding, Severity, by_severity

_COLUMNS = (
    Column(label="Code", width=0.6),
    Column(label="Severity", width=0.9),
    Column(label="Where", width=2.2),
    Column(label="Finding", width=4),
)


def heading(findings: Sequence[Finding]) -> Heading:
    """The section's heading: findings have a page on its side, for their tables; a sentence without any has none."""
    return Heading(text="Data quality", numbered=False, appendix=bool(findings), landscape=bool(findings))


def figures(findings: Sequence[Finding], *looked_at: pd.DataFrame) -> tuple[Figure, ...]:
    """How many findings there are of each severity: `all.finding-<severity>.count`.

    `looked_at` are the registers' frames that the checks read; of these come the figures' rows.
    """
    of = lineage(*looked_at) if looked_at else ()
    return tuple(
        whole(
            _id(severity),
            number,
            f"Findings in the data of severity '{severity}'",
            rows=_rows_with(severity, findings, of),
            of=of,
        )
        for severity, number in by_severity(findings).items()
    )


def _rows_with(severity: Severity, findings: Sequence[Finding], of: tuple[SourceRows, ...]) -> tuple[SourceRows, ...]:
    at = {(one.source, one.row) for one in findings if one.severity == severity}
    rows = (one.model_copy(update={"rows": tuple(row for row in one.rows if (one.source, row) in at)}) for one in of)
    return tuple(one for one in rows if one.rows)


def sentence(findings: Sequence[Finding]) -> Sentence:
    """What leads the table of findings, or says that there are none."""
    counts = by_severity(findings)
    parts = [f"{{{_id(severity)}:{severity}|{severity}s}}" for severity, number in counts.items() if number]
    if not parts:
        return Sentence("The checks found nothing to report in the data.")
    each_is = "it is" if len(findings) == 1 else "each is"
    return Sentence(f"The checks found {joined(parts)} in the data. Nothing has been corrected; {each_is} listed here.")


def tables(findings: Sequence[Finding], most_alike: int | None = None) -> list[Table]:
    """The findings as a table, the gravest first, else in the order given; no table where there are none.

    Of more than `most_alike` that one rule has in one column of a file there is one line, with their rows.
    """
    alike: dict[tuple[str, str | None, str | None], list[Finding]] = {}
    for one in findings:
        alike.setdefault((one.code, one.source, one.column), []).append(one)
    told: list[Finding] = []
    for one in sorted(findings, key=lambda one: SEVERITIES.index(one.severity)):
        same = alike[one.code, one.source, one.column]
        if most_alike is None or len(same) <= most_alike or any(other.row is None for other in same):
            told.append(one)
        elif one is same[0]:
            told.append(_together(same))
    rows = [
        ((Run(text=one.code),), (Run(text=one.severity),), (Run(text=_where(one)),), (Run(text=one.message),))
        for one in told
    ]
    return [Table(caption="Findings in the data", columns=_COLUMNS, rows=tuple(rows), row_header=True)] if rows else []


def _together(same: Sequence[Finding]) -> Finding:
    """Several findings of a rule as one: what it finds, and in which rows."""
    rows = ranges(one.row for one in same if one.row is not None)
    message = f"{RULES[same[0].code].finds} This is so in {len(same):,} rows: {', '.join(rows)}."
    return same[0].model_copy(update={"message": message, "row": None})


def _id(severity: Severity) -> str:
    return f"all.finding-{severity}.count"


def _where(finding: Finding) -> str:
    file = finding.source.rsplit("/", 1)[-1] if finding.source else ""
    row = f"row {finding.row}" if finding.row is not None else ""
    return ", ".join(part for part in (file, row, finding.column or "") if part)
