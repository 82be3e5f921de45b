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
from quarterbook.document.blocks import Column, Runs, Table
from quarterbook.document.paper import Paper
from quarterbook.document.scorecard import trend
from quarterbook.document.tables import cell, filled, strung, text_of
from quarterbook.quarters import in_words

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
                cell(text_of(row.reason)),
                strung(rules) or cell("No rule finds it."),
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
            strung([paper.runs(each) for each in sentences.reasons(one.evidence, paper.figures)]),
            strung([paper.runs(each) for each in sentences.how_far(one)]),
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
    kept, shown = filled(columns, rows, keep=(1, 3))
    note = _HOW_FAR if len(kept) == len(columns) else ""
    table = Table(caption="What the rules find", columns=kept, rows=shown, row_header=True, note=note)
    return [table] if rows else []


def clinic(paper: Paper, row: Any, assessed: pd.DataFrame, headlines: pd.DataFrame) -> Table:
    """Return one clinic: reason, dates, progress and outcome, with the figures before and after of each indicator."""
    indicators: Any = headlines[headlines["reference"].isin(row.references or ())].itertuples()
    rows = [
        (cell("Reason"), cell(text_of(row.reason)), ()),
        (cell("Date"), cell(" and ".join(map(in_words, row.date or ())) or "No date is given."), ()),
        (cell("Progress"), cell(text_of(row.action)), ()),
        (cell("Outcome"), cell(text_of(row.outcome)), ()),
        *(_indicator(paper, one, assessed) for one in indicators),
        (cell("Further clinic"), cell(text_of(row.further_clinic)), ()),
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
    return cell(titled(row.reference, row.title, row.unit)), strung(told), trend(of_length)
