"""Tables of scrutiny: what each panel did, its reviews, and the tracker of recommendations."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from quarterbook.analysis.figures import Figure
from quarterbook.analysis.scrutiny import recommendations
from quarterbook.analysis.scrutiny.activity import by_date
from quarterbook.analysis.scrutiny.sentences import day
from quarterbook.document.blocks import Column, Runs, Table
from quarterbook.document.tables import ILLUSTRATIVE, MARK, cell, cited, illustrative, listing, marked, text_of
from quarterbook.quarters import in_words
from quarterbook.registers.frames import rows
from quarterbook.registers.tracker import known, overdue

NO_DATE, OVERDUE = "No date given", "Overdue"
# The heads of the columns of counts, and the ids that they show.
_COUNTS = {
    "Meetings": "meetings",
    "Items at meetings": "meetings.items",
    "Working groups": "working-groups",
    "Reviews": "reviews",
    "Consultations": "consultations",
    "Responses": "responses",
    "Training": "training",
}
_TRACKED = {
    "Made": "recommendations",
    "Answered": "recommendations.answered",
    "Overdue": "recommendations.overdue",
    "Accepted in full": "recommendations.accepted",
    "Accepted in part": "recommendations.accepted-in-part",
    "Carried out in full": "recommendations.implemented",
    "Carried out in part": "recommendations.implemented-in-part",
}
_TRACKER = (
    Column(label="Reference", width=1.2),
    Column(label="Recommendation", width=5),
    Column(label="Asked of", width=1.9),
    Column(label="Made", width=1.2),
    Column(label="Response due", width=1.2),
    Column(label="Response received", width=1.25),
    Column(label="Accepted", width=1),
    Column(label="Carried out", width=1),
    Column(label="Evidence, or what it waits for", width=2.8),
)
_EXTENTS = {"yes": "Yes", "in-part": "In part", "no": "No"}
_MADE_UP = f"{ILLUSTRATIVE} Illustrative: made up to show how the paper reads."
_TRACKED_MADE_UP = f"{ILLUSTRATIVE} Illustrative: the response, the decision, what came of it and the evidence."


def counts(figures: Mapping[str, Figure], places: Mapping[str, str]) -> list[Table]:
    """Return how many meetings, reviews and so on each panel had, a row a panel; none of no activity."""
    return _by_panel(figures, places, "Activity by panel", _COUNTS)


def tracked(figures: Mapping[str, Figure], panels: Mapping[str, str]) -> list[Table]:
    """Return what became of the recommendations of each panel, a row a panel; none of one alone."""
    return _by_panel(figures, panels, "Recommendations by panel", _TRACKED) if len(panels) > 1 else []


def _by_panel(
    figures: Mapping[str, Figure], panels: Mapping[str, str], caption: str, counted: Mapping[str, str]
) -> list[Table]:
    """A table of counts, with what they come to; a count that is nought everywhere is left out."""
    shown = {label: name for label, name in counted.items() if figures[f"{name}.count"].value}
    made = [
        (cell(name), *(cited(figures[f"{place}.{what}.count"]) for what in shown.values()))
        for place, name in panels.items()
    ]
    total = (cell("Total"), *(cited(figures[f"{what}.count"]) for what in shown.values()))
    table = Table(
        caption=caption,
        columns=(Column(label="Panel", width=2.4), *(Column(label=label, align="end") for label in shown)),
        rows=(*made, total) if len(made) > 1 else tuple(made),
        row_header=True,
        totals=1 if len(made) > 1 else 0,
    )
    return [table] if shown else []


def panel(activity: pd.DataFrame, name: str, as_at: str) -> list[Table]:
    """Return what a panel did, by day, without its reviews; none of nothing."""
    done = by_date(activity[activity["panel"].eq(name) & activity["kind"].ne("review")])
    made = [
        (
            cell(marked(f"{_when(row.date, as_at)}: {row.kind.replace('-', ' ')}", row)),
            cell(row.subject),
            cell(text_of(row.met_with)),
            cell(text_of(row.outcome)),
        )
        for row in rows(done)
    ]
    columns = (
        # In one: a row's name is then its own, or nearly, and the others have room.
        Column(label="Date and kind", width=2.1),
        Column(label="Subject", width=3.1),
        Column(label="Met with", width=3),
        Column(label="Outcome", width=2),
    )
    return listing(name, columns, made, _note(done))


def reviews(activity: pd.DataFrame) -> list[Table]:
    """Return the reviews, in the order of the register; none where there is none."""
    found = activity[activity["kind"] == "review"]
    made = [
        (cell(marked(row.panel, row)), cell(row.subject), cell(text_of(row.met_with)), cell(text_of(row.outcome)))
        for row in rows(found)
    ]
    columns = (
        Column(label="Panel", width=1.6),
        Column(label="Review", width=4),
        Column(label="With", width=2),
        Column(label="State", width=1.1),
    )
    return listing("Reviews", columns, made, _note(found))


def tracker(read: pd.DataFrame, as_at: str) -> list[Table]:
    """Return the tracker, a table a review: each recommendation, what was answered by a day, and what came of it.

    Of whom all of a review are asked, and when all were made, is told in the caption.
    """
    return [
        table
        for name, of_review in recommendations.by_review(known(read, as_at))
        for table in _of_review(of_review, name, as_at)
    ]


def _of_review(read: pd.DataFrame, name: str, as_at: str) -> list[Table]:
    made_up, late = recommendations.illustrative(read).index, overdue(read, as_at).index
    shared = {column: read[column].nunique(dropna=False) == 1 for column in ("asked_of", "made")}
    rows_made = [
        (
            cell(f"{row.reference}{MARK if row.Index in made_up else ''}"),
            cell(row.recommendation),
            () if shared["asked_of"] else cell(text_of(row.asked_of)),
            () if shared["made"] else _date(row.made),
            _date(row.response_due),
            cell(OVERDUE) if row.Index in late else _date(row.response_received),
            *(cell(_EXTENTS.get(one, "")) for one in (row.accepted, row.implemented)),
            cell(text_of(row.evidence)),
        )
        for row in rows(read)
    ]
    first = rows(read)[0]
    asked = f", asked of {first.asked_of}" if shared["asked_of"] and isinstance(first.asked_of, str) else ""
    made = f", made on {in_words(first.made)}" if shared["made"] and pd.notna(first.made) else ""
    caption = f"Recommendations of {name}{asked}{made}"
    return listing(caption, _TRACKER, rows_made, _TRACKED_MADE_UP if len(made_up) else "")


def _when(date: pd.Timestamp, as_at: str) -> str:
    return day(date, as_at) if pd.notna(date) else NO_DATE


def _date(one: pd.Timestamp) -> Runs:
    return cell(in_words(one)) if pd.notna(one) else ()


def _note(activity: pd.DataFrame) -> str:
    return _MADE_UP if illustrative(activity) else ""
