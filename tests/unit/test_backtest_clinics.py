"""The sample data of Rotherham give the figures of its paper on clinics, and the checks find what is odd in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from frames import by_id
from quarterbook import checks, registers
from quarterbook.analysis import clinics, outturns, triggers
from quarterbook.analysis.figures import Figure
from quarterbook.findings import Finding
from quarterbook.params import house_file
from quarterbook.params.house_file import House
from quarterbook.periods import Period
from quarterbook.running.checking import of_indicators

ROOT = Path(__file__).parents[2]
FILES = {
    "indicators": "indicators-2007-08-q1",
    "previous_indicators": "indicators-2006-07",
    "outturns": "outturns-2007-08-q1",
    "previous_outturns": "outturns-2006-07",
    "clinics": "clinics-2007-08-q1",
    "published_figures": "published-2007-08-q1",
}
PARAMETERS = {"quarter": "2007-08 Q1", "as_at": "2007-06-30", "held_in": "2006-07"}


@cache
def house() -> House:
    return house_file.load("rotherham", ROOT)


@cache
def register(name: str) -> pd.DataFrame:
    return registers.read(name.removeprefix("previous_"), f"data/rotherham/{FILES[name]}.csv", house(), ROOT)


@cache
def worked_out() -> tuple[dict[str, Figure], tuple[Finding, ...]]:
    figures, findings = of_indicators.found({name: register(name) for name in FILES}, PARAMETERS, house())
    return by_id(figures), findings


def figures() -> dict[str, Figure]:
    return worked_out()[0]


def messages(code: str) -> list[str]:
    return [one.message for one in worked_out()[1] if one.code == code]


# --- figures -------------------------------------------------------------------------------------

PRINTED = {
    # Violent crime
    "bv-127a.2005-06.actual": "21.8",
    "bv-127a.2006-07.actual": "22.2",
    "bv-127a.2006-07.target": "21.8",
    "bv-127a.2006-07.gap": "0.4 worse",
    "bv-127a.direction": "declined",
    # Vehicle crime
    "bv-128a.2006-07.gap": "2.7 worse",
    # Changes of circumstances
    "bv-78b.2005-06.actual": "19.8 days",
    "bv-78b.2006-07.actual": "19.7 days",
    "bv-78b.2006-07.target": "7 days",
    "bv-78b.2006-07.gap": "12.7 days worse",
    "bv-78b.2006-07.quartile": "worst",
    "bv-78b.2007-08-q1.actual": "9.53 days",
    "bv-78b.direction": "improved",
    # New claims
    "bv-78a.2005-06.actual": "27 days",
    "bv-78a.2006-07.actual": "27.8 days",
    "bv-78a.2006-07.gap": "0.8 days worse",
    "bv-78a.2007-08-q1.actual": "26.76 days",
    "bv-78a.direction": "declined",
    # Invoices
    "bv-8.2005-06.actual": "91%",
    "bv-8.2006-07.actual": "91%",
    "bv-8.2006-07.gap": "4.9 points worse",
    "bv-8.direction": "unchanged",
    # The equalities standard
    "bv-2a.2005-06.actual": "level 3",
    "bv-2a.2006-07.actual": "level 4",
    "bv-2a.2006-07.gap": "on target",
    "bv-2a.direction": "improved",
    # The top paid, by both definitions
    "bv-11c.2005-06.actual": "2.65%",
    "bv-11c.2006-07.actual": "2.99%",
    "bv-11c.direction": "improved",
    "bv-11a-cpa.2005-06.actual": "84",
    "bv-11a-cpa.2006-07.actual": "80",
    "bv-11a-cpa.direction": "declined",
    "bv-11b-cpa.2005-06.actual": "100",
    "bv-11b-cpa.2006-07.actual": "45",
    "bv-11b-cpa.direction": "declined",
    "bv-11c-cpa.2005-06.actual": "14",
    "bv-11c-cpa.2006-07.actual": "16",
    "bv-11c-cpa.direction": "improved",
    # Adult social services
    "paf-c32.direction": "declined",
    "paf-c72.2005-06.actual": "130",
    "paf-c72.2006-07.actual": "106.89",
    "paf-c72.direction": "improved",
    # Planning appeals
    "bv-204.2007-08-q1.actual": "50%",
    "bv-204.2007-08-q1.target": "26%",
    "bv-204.2007-08-q1.gap": "24 points worse",
    # Clinics
    "clinics.held.count": "12",
    "clinics.suggested.count": "5",
    "clinics.triggered.count": "8",
    "clinics.outside-year.count": "5",
    "clinics.open.count": "0",
}


@pytest.mark.parametrize("name", PRINTED)
def test_a_figure_of_the_paper_comes_out_of_the_rows(name: str) -> None:
    assert figures()[name].display == PRINTED[name]


def test_all_figures_that_the_paper_prints_are_worked_out_and_agree() -> None:
    published = register("published_figures")
    assert len(published) == 51
    assert set(published["id"]) <= set(figures())
    exact = {name: one.number for name, one in figures().items()}
    assert checks.f01_published_differs(published, exact) == ()


def test_the_months_of_new_claims_average_what_the_paper_prints() -> None:
    months = outturns.series(outturns.table(register("outturns"), register("indicators")), "BV 78a", 1)
    assert set(months["provenance"]) == {"illustrative"}
    year, quarter = months["actual"].iloc[:12], months["actual"].iloc[12:]
    assert (round(sum(year) / 12, 1), round(sum(quarter) / 3, 2)) == (
        figures()["bv-78a.2006-07.actual"].number,
        figures()["bv-78a.2007-08-q1.actual"].number,
    )


# --- what the rules find -------------------------------------------------------------------------


def test_the_rules_find_the_indicators_of_the_paper_and_each_has_been_dealt_with() -> None:
    table = outturns.table(register("outturns"), register("indicators"), "", house().tolerance_band)
    found = triggers.evidence(table, Period.parse(PARAMETERS["quarter"]))
    by_rule = {rule: [one.reference for one in found if one.rule == rule] for rule in triggers.RULES}
    assert by_rule == {
        "quartile-fell": ["BV 11a", "BV 78a", "BV 78b"],
        "stuck-low": ["BV 11b", "Ombudsman"],
        "off-target": ["BV 204", "PAF C32", "NEET"],
        "stretch-missed": ["PAF C32", "NEET"],
        "below-average": [],
    }
    runs = triggers.off_target_runs(table, Period.parse("2007-08 Q1"))
    suggested = clinics.suggestions(found, runs, register("clinics"), PARAMETERS["as_at"])
    assert [(one.reference, one.state) for one in suggested] == [
        ("BV 78b", "held"),
        ("BV 204", "proposed"),
        ("Ombudsman", "held"),
        ("BV 78a", "held"),
        ("BV 11a", "held"),
        ("BV 11b", "held"),
        ("PAF C32", "proposed"),
        ("NEET", "proposed"),
    ]


# --- findings ------------------------------------------------------------------------------------


def test_two_definitions_differ_from_the_file_before() -> None:
    assert [message.partition(" is now")[0] for message in messages("I32")] == [
        "The definition of BV 11c",
        "The title of PAF C32",
    ]


def test_the_one_value_that_was_restated_is_found() -> None:
    assert messages("I31") == ["The outturn of PAF C32 for 2006-07 was 80.4 in the file before; it is now 80.2."]


def test_five_clinics_were_held_outside_the_year_and_three_of_them_after_the_day_of_the_figures() -> None:
    assert [message.partition(" was held on ")[2] for message in messages("C12")] == [
        f"{day}; the paper speaks of 2006-07." for day in ("9 May 2007", *["10 July 2007"] * 3, "17 May 2007")
    ]
    assert len(messages("C13")) == 3


def test_no_computed_status_differs_from_the_papers() -> None:
    assert messages("I30") == []
