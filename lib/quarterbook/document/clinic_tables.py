"""Tables of clinics: those proposed, what the rules find, and one for each that was held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from quarterbook.analysis import clinic_sentences as sentences
from quarterbook.analysis import outcomes
from quarterbook.analysis.clinics import Suggestion
from quarterbook.analysis.outturns import series
from quarterbook.analysis.units import titled
from quarterbook.document.blocks import Column, Run, Runs, Table
from quarterbook.document.paper import Paper
from quarterbook.document.scorecard import trend
from quarterbook.document.tables import cell
from quarterbook.quarters import in_words

_OFF_TARGET = 2  # its place
_HOW_FAR = "Off target: the gaps of its latest periods in a row that missed, each as a share of the target, added up."


def proposals(paper: Paper, clinics: pd.DataFrame, suggestions: Iterable[Suggestion]) -> list[Table]:
    """Return the clinics proposed or declined, with the officers' reason, and what the rules say of them."""
    known = {one.reference: one for one in suggestions}
    rows = []
    row: Any
    for row in clinics.itertuples():
        evidence = [each for one in row.references or () if one in known for each in known[one].evidence]
        rules = [paper.runs(each) for each in sentences.reasons(evidence, paper.figures)]
        rows.append(
            (
                cell(row.clinic),
                _maybe(row.reason),
                _joined(rules) or cell("No rule finds it."),
                cell(row.decision.capitalize()),
            )
        )
    columns = (
        Column(label="Clinic", width=2.2),
        Column(label="Reason", width=3),
        Column(label="What the rules find", width=2.6),
        Column(label="Decision", width=1.1),
    )
    also = " and declined" if clinics["decision"].eq("declined").any() else ""
    caption = f"Clinics proposed{also}"
    return [Table(caption=caption, columns=columns, rows=tuple(rows), row_header=True)] if rows else []


def held(clinics: pd.DataFrame) -> list[Table]:
    """Return the clinics held, in the order given, with their days and indicators; none of none."""
    rows: Any = clinics.itertuples()
    made = tuple(
        (
            cell(row.clinic),
            cell(" and ".join(map(in_words, row.date or ()))),
            cell(", ".join(dict.fromkeys(row.references or ()))),
        )
        for row in rows
    )
    columns = (Column(label="Clinic", width=3), Column(label="Date", width=2), Column(label="Indicators", width=2.4))
    return [Table(caption="Clinics held, by date", columns=columns, rows=made, row_header=True)] if made else []


def found(paper: Paper, suggestions: Iterable[Suggestion], titles: Mapping[str, str]) -> list[Table]:
    """Return what the rules find, a row an indicator, those furthest and longest off target first; none of nothing.

    How far off target is left out where none of them is.
    """
    told = [*suggestions]
    rows = [
        (
            cell(titles[one.reference]),
            _joined([paper.runs(each) for each in sentences.reasons(one.evidence, paper.figures)]),
            _joined([paper.runs(each) for each in sentences.how_far(one)]),
            cell(sentences.decision(one)),
        )
        for one in told
    ]
    columns = (
        Column(label="Indicator", width=2.2),
        Column(label="What the rules find", width=3.2),
        Column(label="Off target", width=1.2),
        Column(label="Decision", width=2),
    )
    kept = [at for at in range(len(columns)) if at != _OFF_TARGET or any(row[at] for row in rows)]
    table = Table(
        caption="What the rules find",
        columns=tuple(columns[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in rows),
        row_header=True,
        note=_HOW_FAR if _OFF_TARGET in kept else "",
    )
    return [table] if rows else []


def clinic(paper: Paper, row: Any, assessed: pd.DataFrame, headlines: pd.DataFrame) -> Table:
    """Return one clinic: reason, dates, progress and outcome, with the figures before and after of each indicator."""
    indicators: Any = headlines[headlines["reference"].isin(row.references or ())].itertuples()
    rows = [
        (cell("Reason"), _maybe(row.reason), ()),
        (cell("Date"), cell(" and ".join(map(in_words, row.date or ())) or "No date is given."), ()),
        (cell("Progress"), _maybe(row.action), ()),
        (cell("Outcome"), _maybe(row.outcome), ()),
        *(_indicator(paper, one, assessed) for one in indicators),
        (cell("Further clinic"), _maybe(row.further_clinic), ()),
    ]
    rows = [cells for cells in rows if cells[1]]
    width = 3 if any(line for _, _, line in rows) else 2
    columns = (
        Column(label="Item", width=1.8),
        Column(label="Details", width=4.6),
        Column(label="Trend", width=1.1),
    )
    return Table(
        caption=row.clinic, columns=columns[:width], rows=tuple(cells[:width] for cells in rows), row_header=True
    )


def _indicator(paper: Paper, row: Any, assessed: pd.DataFrame) -> tuple[Runs, Runs, Runs]:
    of_length = series(assessed, row.reference, row.period.months)
    told = [paper.runs(one) for one in (*outcomes.outcome(of_length), *outcomes.since(row))]
    return cell(titled(row.reference, row.title, row.unit)), _joined(told), trend(of_length)


def _joined(parts: list[Runs]) -> Runs:
    made: list[Run] = []
    for part in filter(None, parts):
        made += [Run(text=" "), *part] if made else part
    return tuple(made)


def _maybe(text: str | float) -> Runs:
    return cell(str(text)) if pd.notna(text) else ()
