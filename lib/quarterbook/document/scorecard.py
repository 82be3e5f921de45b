"""The scorecard: a row an indicator, and where the council stands among others."""

from __future__ import annotations

from typing import Any

import pandas as pd

from quarterbook.analysis.outturn_figures import figure_id
from quarterbook.analysis.outturns import series
from quarterbook.analysis.sentences import Sentence
from quarterbook.analysis.standing import figure_of
from quarterbook.analysis.units import bare, rounded, titled, with_unit
from quarterbook.analysis.variation import Variation
from quarterbook.document.blocks import Chart, Column, Run, Runs, Sparkline, Table
from quarterbook.document.charts import series as series_chart
from quarterbook.document.paper import Paper
from quarterbook.document.tables import ILLUSTRATIVE, MARK, cell, filled, illustrative

# Symbol and word, so that neither colour nor the symbol alone tells it. A mark keeps to its word.
STATUS = {"met": "✓\N{NO-BREAK SPACE}Met", "close": "≈\N{NO-BREAK SPACE}Close", "missed": "✗\N{NO-BREAK SPACE}Missed"}
DIRECTION = {
    "improved": "▲\N{NO-BREAK SPACE}Improved",
    "unchanged": "↔\N{NO-BREAK SPACE}Unchanged",
    "declined": "▼\N{NO-BREAK SPACE}Declined",
}
NOTE = "▲ means better and ▼ worse, whichever way the number went. Close means missed within tolerance."
_SCORECARD = (
    Column(label="Indicator", width=3),
    Column(label="Latest outturn", width=1.8),
    Column(label="Target", width=0.9),
    Column(label="Status", width=1.5),
    Column(label="Direction", width=1.3),
    Column(label="Quartile", width=1.1),
    Column(label="Since then", width=1.8),
    Column(label="Trend", width=1.3),
)
# Of a long series, as many points as a small line can show: three years of months.
MOST_POINTS = 36


def scorecard(paper: Paper, assessed: pd.DataFrame, headlines: pd.DataFrame, caption: str) -> Table:
    """Return a row an indicator: its latest outturn, target, status, direction, quartile and trend.

    A column that would say nothing in any row is left out.
    """
    rows: Any = headlines.itertuples()
    has_status = bool(headlines["status"].notna().any())
    cells = [_scored(paper, row, series(assessed, row.reference, row.period.months), has_status) for row in rows]
    columns, told = filled(_SCORECARD, cells)
    return Table(caption=caption, columns=columns, rows=told, row_header=True, note=NOTE)


def control_chart(one: Variation) -> Chart:
    """Return the control chart of a series, with its limits and signals, and its target if that is one for all."""
    row: Any = [*one.rows.itertuples()][-1]
    made_up = illustrative(one.rows)
    chart = series_chart.xmr(
        f"{one.reference}, {row.title}",
        [str(period) for period in one.rows["period"]],
        one.values,
        one.limits,
        one.signals,
        row.unit,
        target=row.target if set(one.rows["target"]) == {row.target} else None,
        decimals=row.decimals,
        caption=f"{one.reference} by {one.length}",
        runs_of_values=[_bare(each) for each in one.rows.itertuples()],
    )
    if not made_up or chart.table is None:
        return chart
    note = f"{chart.table.note} {ILLUSTRATIVE} Illustrative: some of these values are made up."
    return chart.model_copy(
        update={"title": f"{chart.title}{MARK}", "table": chart.table.model_copy(update={"note": note})}
    )


def _bare(row: Any) -> Runs:
    """An outturn without its unit, which the head of its column says."""
    figure = figure_id(row.reference, row.period.slug, "actual")
    return (Run(text=bare(rounded(row.actual, row.decimals), row.unit), figure=figure),)


def _scored(paper: Paper, row: Any, of_length: pd.DataFrame, has_status: bool) -> tuple[Runs, ...]:
    return (
        cell(titled(row.reference, row.title, row.unit)),
        _outturn(paper, row),
        _figure(paper, row, "target") if row.target is not None else (),
        _status(paper, row) if has_status else (),
        _direction(row),
        _quartile(paper, row, of_length),
        _since(paper, row),
        trend(of_length),
    )


def _outturn(paper: Paper, row: Any) -> Runs:
    if row.actual is None:
        return cell(f"No figure ({row.period.unbroken})")
    provisional = ", provisional" if row.provisional is True else ""
    return (*_figure(paper, row, "actual"), Run(text=f" ({row.period.unbroken}{provisional})"))


def _status(paper: Paper, row: Any) -> Runs:
    if row.status is None:
        return cell("No target" if row.target is None else "Not told")
    told = cell(STATUS[row.status] + (", as reported" if row.as_reported else ""))
    return (*told, Run(text=", "), *_figure(paper, row, "gap")) if row.gap and not row.as_reported else told


def _since(paper: Paper, row: Any) -> Runs:
    """What came after the latest outturn, and its status where that can be said."""
    if row.since is None:
        return ()
    reported = ", as reported" if row.since_as_reported else ""
    status = f"{STATUS[row.since_status]}{reported}" if row.since_status is not None else ""
    period = f" ({row.since.unbroken})"
    if row.since_actual is None:
        return cell(f"{status}{period}")
    actual = Sentence(f"{{{figure_id(row.reference, row.since.slug, 'actual')}}}{{period}}", {"period": period})
    return (*paper.runs(actual), *cell(f", {status}" if status else ""))


def trend(of_length: pd.DataFrame) -> Runs:
    """Return a small line of an indicator's latest outturns and target, with its numbers as text; none of one."""
    rows: list[Any] = [*of_length.itertuples()][-MOST_POINTS:]
    told = [row for row in rows if row.actual is not None]
    if len(told) < 2:
        return ()
    values = ", ".join(with_unit(rounded(row.actual, row.decimals), row.unit) for row in told)
    target = rows[-1].target
    line = Sparkline(
        values=tuple(None if row.actual is None else float(row.actual) for row in rows),
        target=None if target is None else float(target),
    )
    return (Run(text=f"Trend: {values}", sparkline=line),)


def standing(paper: Paper, name: str, stood: pd.DataFrame) -> Table:
    """Return where the council stands in a group with each latest outturn: median, rank and quartile."""

    def told(row: Any, part: str) -> Sentence | str:
        figure = figure_of(name, row, part)
        return Sentence(f"{{{figure}}}") if figure in paper.figures else ""

    rows: Any = stood.itertuples()
    return paper.table(
        f"Standing among {name}",
        [
            Column(label="Indicator", width=3.2),
            Column(label="Latest outturn", width=1.5),
            Column(label="Median", width=1.2),
            Column(label="Rank", width=0.9),
            Column(label="Areas", width=0.8),
            Column(label="Quartile", width=1),
        ],
        [
            (
                titled(row.reference, row.title, row.unit),
                _period_of(paper, row),
                *(told(row, part) for part in ("median", "rank", "of", "quartile")),
            )
            for row in rows
        ],
        note="Rank and quartile go from best to worst; equal values share the better one.",
    )


def _period_of(paper: Paper, row: Any) -> Sentence | str:
    figure = figure_id(row.reference, row.period.slug, "actual")
    if figure not in paper.figures:
        return f"No figure ({row.period.unbroken})"
    return Sentence(f"{{{figure}}} ({{when}})", {"when": row.period.unbroken})


def _figure(paper: Paper, row: Any, part: str) -> Runs:
    return paper.runs(Sentence(f"{{{figure_id(row.reference, row.period.slug, part)}}}"))


def _direction(row: Any) -> Runs:
    """The direction against the period before, and against a year before where that is another period."""
    told: list[Run] = []
    for part, words in (("direction", ""), ("direction-on-year", " on last year")):
        word = getattr(row, part.replace("-", "_"))
        if word is not None:
            comma = [Run(text=", ")] if told else []
            figure = figure_id(row.reference, row.period.slug, part)
            told += [*comma, Run(text=f"{DIRECTION[word]}{words}", figure=figure)]
    return tuple(told)


def _quartile(paper: Paper, row: Any, of_length: pd.DataFrame) -> Runs:
    """The quartile, and the one before where it moved."""
    if row.quartile is None:
        return ()
    now = _capital(_figure(paper, row, "quartile"))
    before = [one for one in of_length.itertuples() if one.period == row.period.before() and one.quartile is not None]
    if not before or before[0].quartile == row.quartile:
        return now
    return (*now, Run(text=", was "), *_figure(paper, before[0], "quartile"))


def _capital(runs: Runs) -> Runs:
    return tuple(run.model_copy(update={"text": run.text.capitalize()}) for run in runs)
