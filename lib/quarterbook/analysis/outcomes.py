"""Sentences on one indicator: its outturns before and after, against its target, and what came since."""

from __future__ import annotations

from typing import Any

import pandas as pd

from quarterbook.analysis.outturn_figures import figure_id
from quarterbook.analysis.sentences import Sentence
from quarterbook.analysis.targets import CLOSE, MET, MISSED

# Of a long series, as many outturns as a cell tells; the trend line shows the others.
MOST_TOLD = 4
_STATUS = {MET: "met its target", CLOSE: "missed its target within tolerance", MISSED: "missed its target"}


def outcome(rows: pd.DataFrame) -> list[Sentence]:
    """One indicator's latest outturns, against its target; `rows` are its periods of one length, in order."""
    told: list[Any] = [row for row in rows.itertuples() if row.actual is not None]
    if not told:
        statuses: list[str] = [status for status in rows["status"] if status is not None]
        reported = statuses[-1] if statuses else ""
        said = f" It {_STATUS[reported]}, as the officers report." if reported else ""
        return [Sentence(f"No outturn is given.{said}")]
    shown, last = told[-MOST_TOLD:], told[-1]
    values = {f"period-{at}": when(row) for at, row in enumerate(shown)}
    series = [f"{{{_of(row, 'actual')}}} ({{period-{at}}})" for at, row in enumerate(shown)]
    made = [Sentence(f"{', then '.join(series)}{_travelled(last)}.", {**values, "before": str(last.before_period)})]
    if last.gap is not None and last.computed is not None:
        made.append(Sentence(f"Against a target of {{{_of(last, 'target')}}}: {{{_of(last, 'gap')}}}."))
    elif last.status is not None:
        made.append(Sentence(f"It {_STATUS[last.status]}, as the officers report."))
    if last.quartile is not None:
        made.append(Sentence(f"Quartile: {{{_of(last, 'quartile')}}}."))
    return [*made, *([Sentence("{note}", {"note": str(last.note)})] if pd.notna(last.note) else [])]


def when(row: Any) -> str:
    """The period of an outturn, and that it is provisional."""
    return f"{row.period}, provisional" if row.provisional is True else str(row.period)


def since(row: Any) -> list[Sentence]:
    """What came after an indicator's latest full period; nothing where nothing did."""
    if row.since is None:
        return []
    values = {"period": str(row.since)}
    reported = ", as the officers report" if row.since_as_reported else ""
    status = f"it {_STATUS[row.since_status]}{reported}" if row.since_status is not None else ""
    if row.since_actual is None:
        return [Sentence(f"In {{period}} {status}.", values)]
    end = f"; {status}" if status else ""
    return [Sentence(f"In {{period}}: {{{figure_id(row.reference, row.since.slug, 'actual')}}}{end}.", values)]


def _of(row: Any, part: str) -> str:
    return figure_id(row.reference, row.period.slug, part)


def _travelled(row: Any) -> str:
    if row.direction is None:
        return ""
    return f": {{{_of(row, 'direction')}}}{' on {before}' if row.before_period is not None else ''}"
