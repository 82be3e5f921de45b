"""Clinics: those decided on, those outside the year, and what is decided on what the rules find."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest

from frames import by_id, clinics_frame, indicators_frame, outturns_frame, rows_of
from quarterbook.analysis import clinics, outturns, triggers
from quarterbook.analysis.clinics import Suggestion
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.outturn_figures import READ
from quarterbook.analysis.triggers import Evidence, Run
from quarterbook.periods import Period

AS_AT = "2007-06-30"
CLINICS, OUTTURNS = "data/exampleshire/clinics.csv", "data/exampleshire/outturns.csv"
DECISIONS = ("held", "suggested", "accepted", "added", "declined")


def one_each() -> pd.DataFrame:
    return clinics_frame(*({"clinic": decision, "decision": decision} for decision in DECISIONS))


def on(*references: str, rule: str = "off-target") -> tuple[Evidence, ...]:
    return tuple(Evidence(one, rule, Period.parse("2006-07"), {}) for one in references)


def state(*rows: dict[str, object], as_at: str = AS_AT) -> tuple[str, str, str]:
    """What is decided on indicator A, by which clinic, and why."""
    register = clinics_frame(*({"clinic": f"Clinic {at}", "references": "A"} | row for at, row in enumerate(rows)))
    (one,) = clinics.suggestions(on("A"), {}, register, as_at)
    return one.state, one.clinic, one.reason


# --- the register --------------------------------------------------------------------------------


def test_clinics_are_chosen_by_their_decision_in_the_order_of_the_register() -> None:
    assert clinics.decided(one_each(), "added", "held")["clinic"].tolist() == ["held", "added"]
    assert clinics.decided(one_each(), *clinics.PROPOSED)["clinic"].tolist() == ["suggested", "accepted", "added"]
    assert len(clinics.decided(one_each())) == 0


@pytest.mark.parametrize(
    ("dates", "outside"),
    [
        ("2006-03-31", True),
        ("2006-04-01", False),
        ("2007-03-31", False),
        ("2007-04-01", True),
        ("2006-04-01; 2007-03-31", False),
        ("2006-04-01; 2007-04-01", True),
        (None, False),
    ],
)
def test_a_clinic_is_outside_the_year_where_one_of_its_days_is(dates: str | None, outside: bool) -> None:
    register = clinics_frame({"clinic": "One", "date": dates})
    assert len(clinics.outside(register, "2006-07")) == outside


def test_only_held_clinics_are_outside_a_year_and_only_of_a_year_that_is_named() -> None:
    assert len(clinics.outside(clinics_frame({"clinic": "One", "date": "2009-01-01"}), "")) == 0
    proposed = clinics_frame({"clinic": "One", "date": "2009-01-01", "decision": "suggested"})
    assert len(clinics.outside(proposed, "2006-07")) == 0
    assert len(clinics.outside(clinics_frame(), "2006-07")) == 0


# --- what is decided -----------------------------------------------------------------------------


@pytest.mark.parametrize("decision", clinics.PROPOSED)
def test_what_the_officers_propose_is_proposed(decision: str) -> None:
    assert state({"decision": decision, "reason": "It fell."}) == ("proposed", "Clinic 0", "It fell.")


@pytest.mark.parametrize(("reason", "told"), [("It is known.", "It is known."), (None, "")])
def test_what_the_officers_decline_is_declined_with_their_reason(reason: str | None, told: str) -> None:
    assert state({"decision": "declined", "reason": reason}) == ("declined", "Clinic 0", told)


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2006-06-30", "30 June 2006"),
        ("2006-06-29", ""),
        ("2008-06-29", "29 June 2008"),
        ("2008-06-30", ""),
        ("2005-01-01; 2007-01-01", "1 January 2007"),
        (None, ""),
    ],
)
def test_a_clinic_within_a_year_of_the_day_of_the_figures_counts_as_held(date: str | None, told: str) -> None:
    assert state({"date": date}) == (("held", "Clinic 0", told) if told else ("open", "", ""))


def test_only_a_clinic_on_the_indicator_counts() -> None:
    assert state({"references": "B; C", "date": AS_AT}, {"references": None, "date": AS_AT}) == ("open", "", "")
    assert state({"references": "B; A", "date": AS_AT})[0] == "held"
    assert state() == ("open", "", "")


def test_a_proposal_stands_before_a_refusal_and_that_before_a_clinic_held() -> None:
    held, declined, proposed = {"date": AS_AT}, {"decision": "declined", "reason": "No."}, {"decision": "added"}
    assert state(held, declined, proposed) == ("proposed", "Clinic 2", "")
    assert state(held, declined) == ("declined", "Clinic 1", "No.")


def test_suggestions_stand_in_the_order_of_the_rank_with_all_their_evidence() -> None:
    found = (*on("A", "B"), *on("A", rule="stuck-low"))
    runs = {"B": Run(2, Fraction(9))}
    first, second = clinics.suggestions(found, runs, clinics_frame(), AS_AT)
    assert (first.reference, first.run, [one.rule for one in first.evidence]) == ("B", runs["B"], ["off-target"])
    assert (second.reference, second.run) == ("A", triggers.NOT_OFF)
    assert [one.rule for one in second.evidence] == ["off-target", "stuck-low"]


def test_nothing_found_is_nothing_suggested() -> None:
    assert clinics.suggestions((), {"A": Run(1, Fraction(1))}, one_each(), AS_AT) == ()


# --- figures -------------------------------------------------------------------------------------

MISSES = [
    {"reference": "A", "period": "2004-05", "actual": 4, "target": 3},
    {"reference": "A", "period": "2005-06", "actual": 8, "target": 10},
    {"reference": "A", "period": "2006-07", "actual": "8.96", "target": 10},
    {"reference": "B", "period": "2006-07", "reported_status": "missed"},
    {"reference": "C", "period": "2006-07", "actual": 1, "target": 1},
]


def figures(*rows: dict[str, object], year: str = "2006-07") -> dict[str, Figure]:
    """The figures of the clinics given and of the misses above."""
    defined = indicators_frame(*({"reference": one} for one in "ABC"))
    table = outturns.table(outturns_frame(*MISSES), defined)
    found = triggers.evidence(table, Period.parse("2006-07 Q4"))
    register = clinics_frame(*rows)
    suggested = clinics.suggestions(found, triggers.off_target_runs(table, Period.parse("2006-07 Q4")), register, AS_AT)
    return by_id(clinics.figures(register, suggested, table, year))


def test_clinics_are_counted_by_their_decision() -> None:
    rows = [{"clinic": f"{one} {at}", "decision": one} for one in DECISIONS for at in range(len(one))]
    made = figures(*rows)
    assert {one: made[f"clinics.{one}.count"].value for one in DECISIONS} == {one: len(one) for one in DECISIONS}
    assert made["clinics.proposed.count"].value == len("suggestedacceptedadded")
    assert rows_of(made["clinics.held.count"].rows) == {(CLINICS, row) for row in range(2, 6)}
    assert rows_of(made["clinics.held.count"].of) == {(CLINICS, row) for row in range(2, 2 + len(rows))}


@pytest.mark.parametrize(
    ("year", "value", "definition"),
    [
        ("2006-07", 1, "Clinics held on a day outside 2006-07"),
        ("", 0, "Clinics held outside the year that the paper names"),
    ],
)
def test_clinics_outside_the_year_are_counted_where_one_is_named(year: str, value: int, definition: str) -> None:
    rows = [{"clinic": "Early", "date": "2006-05-01"}, {"clinic": "Late", "date": "2007-05-01"}]
    figure = figures(*rows, year=year)["clinics.outside-year.count"]
    assert (figure.value, figure.definition) == (value, definition)
    assert rows_of(figure.rows) == ({(CLINICS, 3)} if value else set())


def test_what_the_rules_find_is_counted_with_the_rows_that_they_speak_of() -> None:
    made = figures({"clinic": "One", "decision": "declined", "references": "A"})
    triggered, still = made["clinics.triggered.count"], made["clinics.open.count"]
    assert (triggered.value, rows_of(triggered.rows)) == (2, {(OUTTURNS, 4), (OUTTURNS, 5)})
    assert (still.value, rows_of(still.rows)) == (1, {(OUTTURNS, 5)})
    assert rows_of(triggered.of) == {(CLINICS, 2), *((OUTTURNS, row) for row in range(2, 7))}
    assert triggered.from_ == still.from_ == (READ,)


def test_each_indicator_found_is_told_how_long_and_how_far_it_is_off_target() -> None:
    made = figures()
    told = {name: (one.value, one.exact, one.display) for name, one in made.items() if ".off-target." in name}
    assert told == {
        "a.off-target.periods": (2, "2", "2"),
        "a.off-target.percent": (30, "30.4", "30%"),
        "b.off-target.periods": (0, "0", "0"),
        "b.off-target.percent": (0, "0", "0%"),
    }
    assert rows_of(made["a.off-target.percent"].rows) == {(OUTTURNS, 3), (OUTTURNS, 4)}
    assert rows_of(made["a.off-target.percent"].of) == {(OUTTURNS, 2), (OUTTURNS, 3), (OUTTURNS, 4)}
    assert rows_of(made["b.off-target.periods"].rows) == set()


def test_without_clinics_and_outturns_all_counts_are_nought() -> None:
    table = outturns.table(outturns_frame(), indicators_frame({"reference": "A"}))
    none: tuple[Suggestion, ...] = ()
    made = clinics.figures(clinics_frame(), none, table, "2006-07")
    assert {one.display for one in made} == {"0"}
