"""Tables of clinics: those proposed, what the rules find, those held by date, and one for each."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from frames import clinics_frame, indicators_frame, outturns_frame
from quarterbook.analysis import clinics, outturn_figures, outturns, standing, triggers
from quarterbook.analysis.clinics import Suggestion
from quarterbook.document import clinic_tables
from quarterbook.document.blocks import Table
from quarterbook.document.paper import Paper
from quarterbook.periods import Period
from table_texts import texts

OUTTURNS: list[dict[str, object]] = [
    {"reference": "A", "period": "2005-06", "actual": 20},
    {"reference": "A", "period": "2006-07", "actual": "19.7", "target": 7, "quartile": 4},
    {"reference": "A", "period": "2007-08 Q1", "actual": "9.53"},
    {"reference": "B", "period": "2007-08 Q1", "actual": 50, "target": 26},
    {"reference": "C", "period": "2007-08 Q1", "reported_status": "missed"},
    {"reference": "D", "period": "2006-07", "actual": 5},
]
TITLES = {"A": "Wait", "B": "Appeals", "C": "Neither", "D": "Pay"}


def worked(
    register: pd.DataFrame, rows: list[dict[str, object]] = OUTTURNS
) -> tuple[Paper, Any, Any, tuple[Suggestion, ...]]:
    """A paper with all figures; the table of outturns, the headlines and what the rules suggest."""
    defined = indicators_frame(
        *(
            {"reference": one, "title": title, "unit": "days", "polarity": "lower", "frequency": "year"}
            for one, title in TITLES.items()
        )
    )
    read = outturns_frame(*rows)
    table = standing.informed(outturns.table(read, defined), read, "", {})
    headlines = outturns.headline(table)
    found = triggers.evidence(table, Period.parse("2007-08 Q1"))
    suggested = clinics.suggestions(
        found, triggers.off_target_runs(table, Period.parse("2007-08 Q1")), register, "2007-06-30"
    )
    paper = Paper()
    paper.add(outturn_figures.figures(table, headlines, read, defined))
    paper.add(clinics.figures(register, suggested, table, ""))
    return paper, table, headlines, suggested


# --- proposed ------------------------------------------------------------------------------------


def proposed(*rows: dict[str, object]) -> list[Table]:
    register = clinics_frame(*({"decision": "suggested"} | row for row in rows))
    paper, _, _, suggested = worked(register)
    return clinic_tables.proposals(paper, register, suggested)


def test_a_proposal_has_its_reason_what_the_rules_find_and_who_decided() -> None:
    (table,) = proposed(
        {"clinic": "Appeals", "references": "B", "reason": "Half are allowed."},
        {"clinic": "Young people", "references": "C", "decision": "accepted"},
        {"clinic": "Pay", "references": "D", "decision": "added"},
        {"clinic": "Transport"},
    )
    miss = "Its target was missed in 2007-08 Q1"
    assert texts(table) == [
        ("Appeals", "Half are allowed.", f"{miss}: 50 days against 26 days, 24 days worse.", "Suggested"),
        ("Young people", "", f"{miss}, as the officers report.", "Accepted"),
        ("Pay", "", "No rule finds it.", "Added"),
        ("Transport", "", "No rule finds it.", "Suggested"),
    ]
    assert table.row_header


def test_a_proposal_on_several_indicators_has_what_is_found_of_each() -> None:
    (table,) = proposed({"clinic": "Both", "references": "C; B; D"})
    assert texts(table)[0][2] == (
        "C: Its target was missed in 2007-08 Q1, as the officers report. "
        "B: Its target was missed in 2007-08 Q1: 50 days against 26 days, 24 days worse."
    )


def test_without_proposals_there_is_no_table() -> None:
    assert proposed() == []


# --- held ----------------------------------------------------------------------------------------


def test_clinics_held_stand_by_their_first_day_and_those_without_one_last() -> None:
    register = clinics_frame(
        {"clinic": "Undated"},
        {"clinic": "Late", "date": "2007-05-01", "references": "A; B"},
        {"clinic": "Twice", "date": "2007-01-26; 2007-03-20"},
        {"clinic": "Early", "date": "2006-10-05"},
    )
    (table,) = clinic_tables.held(clinics.by_date(register))
    assert texts(table) == [
        ("Early", "5 October 2006", ""),
        ("Twice", "26 January 2007 and 20 March 2007", ""),
        ("Late", "1 May 2007", "A, B"),
        ("Undated", "", ""),
    ]
    assert clinic_tables.held(clinics_frame()) == []


# --- found ---------------------------------------------------------------------------------------


def found(*rows: dict[str, object], outturns: list[dict[str, object]] = OUTTURNS) -> list[Table]:
    paper, _, _, suggested = worked(clinics_frame(*rows), outturns)
    return clinic_tables.found(paper, suggested, {one: f"{one}: {title}" for one, title in TITLES.items()})


def test_what_the_rules_find_is_a_row_an_indicator_with_its_decision() -> None:
    (table,) = found({"clinic": "No", "references": "C", "decision": "declined", "reason": "It is known."})
    assert [column.label for column in table.columns] == [
        *("Indicator", "What the rules find", "Off target", "Decision"),
    ]
    miss = "Its target was missed in 2007-08 Q1"
    assert texts(table) == [
        (
            "B: Appeals",
            f"{miss}: 50 days against 26 days, 24 days worse.",
            "By 92% of its target, in 1 period",
            "For decision",
        ),
        ("C: Neither", f"{miss}, as the officers report.", "", "Declined: It is known."),
    ]
    assert table.note.startswith("Off target: ")


def test_declined_clinics_stand_with_those_proposed() -> None:
    rows = (
        {"clinic": "Yes", "decision": "accepted", "references": "B", "reason": "It is high."},
        {"clinic": "No", "decision": "declined", "references": "Z", "reason": "It is known."},
    )
    paper, _, _, suggested = worked(clinics_frame(*rows), OUTTURNS)
    (table,) = clinic_tables.proposals(paper, clinics_frame(*rows), suggested)
    assert table.caption == "Clinics proposed and declined"
    assert [(row[0], row[1], row[3]) for row in texts(table)] == [
        ("Yes", "It is high.", "Accepted"),
        ("No", "It is known.", "Declined"),
    ]


def test_how_far_off_target_is_left_out_where_none_is_known() -> None:
    (table,) = found(outturns=[row for row in OUTTURNS if row["reference"] == "C"])
    assert [column.label for column in table.columns] == ["Indicator", "What the rules find", "Decision"]
    assert (len(texts(table)[0]), table.note) == (3, "")


def test_where_the_rules_find_nothing_there_is_no_table() -> None:
    assert found(outturns=OUTTURNS[-1:]) == []


# --- one clinic ----------------------------------------------------------------------------------


def clinic(**row: object) -> Table:
    register = clinics_frame({"clinic": "Benefits"} | row)
    paper, table, headlines, _ = worked(register)
    return clinic_tables.clinic(paper, next(register.itertuples()), table, headlines)


def test_a_clinic_tells_why_when_what_was_done_and_what_came_of_it() -> None:
    table = clinic(
        date="2007-05-17; 2007-06-01",
        references="A",
        reason="It fell.",
        action="Sifting is quicker.",
        outcome="A little less.",
        further_clinic="In October.",
    )
    assert table.caption == "Benefits"
    assert [column.label for column in table.columns] == ["Item", "Details", "Trend"]
    assert texts(table) == [
        ("Reason", "It fell.", ""),
        ("Date", "17 May 2007 and 1 June 2007", ""),
        ("Progress", "Sifting is quicker.", ""),
        ("Outcome", "A little less.", ""),
        (
            "A: Wait",
            "20 days (2005-06), then 19.7 days (2006-07): improved on 2005-06. "
            "Against a target of 7 days: 12.7 days worse. Quartile: worst. In 2007-08 Q1: 9.53 days.",
            "Trend: 20 days, 19.7 days",
        ),
        ("Further clinic", "In October.", ""),
    ]
    assert table.rows[4][2][0].sparkline is not None


@pytest.mark.parametrize("references", [None, "B", "Z"])
def test_a_clinic_without_a_trend_has_no_column_for_it(references: str | None) -> None:
    table = clinic(references=references)
    assert [column.label for column in table.columns] == ["Item", "Details"]
    assert texts(table)[:1] == [("Date", "No date is given.")]
    assert len(table.rows) == (2 if references == "B" else 1)


def test_the_indicators_of_a_clinic_stand_in_the_order_of_their_register() -> None:
    assert [row[0] for row in texts(clinic(references="D; A"))][1:] == ["A: Wait", "D: Pay"]
