"""What suggests a clinic: each rule by itself on both sides of its threshold, runs off target, and the order."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frames import indicators_frame, outturns_frame
from quarterbook.analysis import outturns, triggers
from quarterbook.analysis.triggers import Evidence, Run
from quarterbook.periods import Period

NOW = "2007-08 Q1"


def table(*rows: dict[str, object], **indicator: object) -> pd.DataFrame:
    """One indicator's outturns, assessed."""
    read = outturns_frame(*({"reference": "A"} | row for row in rows))
    return outturns.table(read, indicators_frame({"reference": "A", **indicator}))


def evidence(*rows: dict[str, object], period: str = NOW, **indicator: object) -> tuple[Evidence, ...]:
    return triggers.evidence(table(*rows, **indicator), Period.parse(period))


def rules(*rows: dict[str, object], period: str = NOW, **indicator: object) -> list[str]:
    return [one.rule for one in evidence(*rows, period=period, **indicator)]


def quartiles(*places: int | None, first: int = 2006) -> list[dict[str, object]]:
    """Years with these quartiles."""
    return [{"period": f"{first + at}-{first + at - 1999:02}", "quartile": one} for at, one in enumerate(places)]


# --- quartiles -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("places", "found"),
    [((1, 2), ["quartile-fell"]), ((2, 2), []), ((2, 1), []), ((1, 4), ["quartile-fell"]), ((2,), [])],
)
def test_a_quartile_fell_where_it_is_worse_than_the_one_before(places: tuple[int, ...], found: list[str]) -> None:
    assert rules(*quartiles(*places), period="2008-09") == found


def test_only_the_latest_quartile_is_looked_at() -> None:
    assert rules(*quartiles(1, 2, 2), period="2008-09") == []
    assert rules(*quartiles(2, 1, 2), period="2008-09") == ["quartile-fell"]


def test_a_quartile_that_was_not_given_is_not_stepped_over() -> None:
    assert rules(*quartiles(1, None, 2), period="2008-09") == []


def test_a_quarters_quartile_is_held_against_the_quarter_before_or_else_the_year_before() -> None:
    year, last, now = ({"period": one, "quartile": at} for one, at in (("2006-07 Q1", 1), ("2006-07 Q4", 2), (NOW, 2)))
    assert rules(year, last, now) == []
    (found,) = evidence(year, now)
    assert (found.rule, str(found.period), str(found.before)) == ("quartile-fell", NOW, "2006-07 Q1")


@pytest.mark.parametrize(
    ("places", "found"),
    [
        ((3, 3), ["stuck-low"]),
        ((4, 4), ["stuck-low"]),
        ((4, 3), ["stuck-low"]),
        ((3, 4), ["quartile-fell", "stuck-low"]),
        ((3, 2), []),
        ((2, 3), ["quartile-fell"]),
        ((2, 2), []),
        ((3,), []),
    ],
)
def test_a_quartile_is_stuck_where_it_is_third_or_worst_for_two_years(
    places: tuple[int, ...], found: list[str]
) -> None:
    assert rules(*quartiles(*places), period="2008-09") == found


def test_two_quarters_in_a_row_are_not_two_years() -> None:
    assert rules({"period": "2006-07 Q4", "quartile": 3}, {"period": NOW, "quartile": 3}) == []
    assert rules({"period": "2006-07 Q1", "quartile": 3}, {"period": NOW, "quartile": 3}) == ["stuck-low"]


def test_evidence_of_quartiles_names_both_figures() -> None:
    fell, stuck = evidence(*quartiles(3, 4), period="2008-09")
    assert fell.figures == stuck.figures == {"quartile": "a.2007-08.quartile", "before-quartile": "a.2006-07.quartile"}
    assert (str(stuck.period), str(stuck.before)) == ("2007-08", "2006-07")


# --- off target ----------------------------------------------------------------------------------

MISSED = {"actual": 4, "target": 5}


@pytest.mark.parametrize(
    ("actual", "tolerance", "found"),
    [("5", None, []), ("4.9", None, ["off-target"]), ("4.5", "0.5", []), ("4.4", "0.5", ["off-target"])],
)
def test_an_outturn_is_off_target_where_it_missed_it(actual: str, tolerance: str | None, found: list[str]) -> None:
    assert rules({"period": NOW, "actual": actual, "target": 5}, tolerance=tolerance) == found


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ("2007-08 Q1", True),
        ("June 2007", True),
        ("May 2007", False),
        ("2006-07 Q4", False),
        ("2006-07", False),
    ],
)
def test_only_what_ends_with_the_latest_quarter_is_off_target(period: str, found: bool) -> None:
    assert rules({"period": period, **MISSED}) == (["off-target"] if found else [])


@pytest.mark.parametrize(("quarter", "found"), [("2006-07 Q4", ["off-target"]), ("2006-07 Q3", [])])
def test_a_year_is_off_target_in_its_last_quarter(quarter: str, found: list[str]) -> None:
    assert rules({"period": "2006-07", **MISSED}, period=quarter) == found


def test_off_target_names_the_figures_there_are() -> None:
    (shown,) = evidence({"period": NOW, **MISSED})
    assert shown.figures == {part: f"a.2007-08-q1.{part}" for part in ("actual", "target", "gap")}
    (told,) = evidence({"period": NOW, "reported_status": "missed"})
    assert (told.rule, told.figures, told.before) == ("off-target", {}, None)


# --- stretch targets -----------------------------------------------------------------------------


@pytest.mark.parametrize("outturn", [MISSED, {"reported_status": "missed"}])
@pytest.mark.parametrize(("stretch", "found"), [("yes", ["stretch-missed"]), ("no", []), (None, [])])
def test_a_stretch_target_missed_is_found_in_any_period(
    outturn: dict[str, object], stretch: str | None, found: list[str]
) -> None:
    assert rules({"period": "2006-07", **outturn}, stretch=stretch) == found


@pytest.mark.parametrize("outturn", [{"actual": 5, "target": 5}, {"reported_status": "met"}])
def test_a_stretch_target_that_was_met_last_is_not_found(outturn: dict[str, object]) -> None:
    assert rules({"period": "2005-06", **MISSED}, {"period": "2006-07", **outturn}, stretch="yes") == []


def test_a_period_that_says_nothing_of_a_stretch_target_is_stepped_over() -> None:
    (found,) = evidence({"period": "2005-06", **MISSED}, {"period": "2006-07", "actual": 9}, stretch="yes")
    assert (found.rule, str(found.period)) == ("stretch-missed", "2005-06")


# --- the national average ------------------------------------------------------------------------


def average(*pairs: tuple[object, object]) -> list[dict[str, object]]:
    """Quarters up to now, each with an outturn and a national average."""
    quarters = ("2006-07 Q3", "2006-07 Q4", NOW)[-len(pairs) :]
    return [
        {"period": period, "actual": actual, "comparator": other}
        for period, (actual, other) in zip(quarters, pairs, strict=True)
    ]


@pytest.mark.parametrize(
    ("polarity", "before", "now", "found"),
    [
        ("higher", 51, 49, True),
        ("higher", 50, 49, True),
        ("higher", 51, 50, False),
        ("higher", 49, 48, False),
        ("higher", 49, 51, False),
        ("lower", 49, 51, True),
        ("lower", 50, 51, True),
        ("lower", 49, 50, False),
        ("lower", 51, 52, False),
        ("band", 50, 51, False),
        ("none", 51, 49, False),
    ],
)
def test_an_outturn_fell_below_average_where_it_is_worse_and_was_not(
    polarity: str, before: int, now: int, found: bool
) -> None:
    assert rules(*average((before, 50), (now, 50)), polarity=polarity) == (["below-average"] if found else [])


def test_each_outturn_is_held_against_the_average_of_its_own_period() -> None:
    assert rules(*average((50, 40), (50, 60))) == ["below-average"]
    assert rules(*average((50, 60), (50, 60))) == []


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        (("51", "50"), ("49.95", "50"), False),  # published as 50
        (("51", "50"), ("49.94", "50"), True),
        (("51", "50"), ("50", "50.04"), False),
        (("51", "50"), ("50", "50.05"), True),
        (("49.95", "50"), ("49", "50"), True),  # it was as good as the average
        (("49.94", "50"), ("49", "50"), False),
    ],
)
def test_outturn_and_average_are_compared_as_they_are_published(
    before: tuple[str, str], now: tuple[str, str], found: bool
) -> None:
    assert rules(*average(before, now), decimals=1) == (["below-average"] if found else [])


def test_without_an_average_before_nothing_fell() -> None:
    assert rules(*average((49, 50))) == rules(*average((51, None), (49, 50))) == []
    assert rules(*average((51, 50), (None, 50), (49, 50))) == []


def test_without_a_period_before_the_average_of_a_year_before_is_taken() -> None:
    rows = average((49, 50))
    (found,) = evidence({"period": "2006-07 Q1", "actual": 51, "comparator": 50}, *rows)
    assert str(found.before) == "2006-07 Q1"
    assert found.figures == {
        "actual": "a.2007-08-q1.actual",
        "comparator": "a.2007-08-q1.comparator",
        "before-actual": "a.2006-07-q1.actual",
        "before-comparator": "a.2006-07-q1.comparator",
    }


# --- all rules -----------------------------------------------------------------------------------


def test_a_period_after_the_reports_quarter_is_not_looked_at() -> None:
    rows = [
        {"period": "2006-07 Q4", "actual": 60, "target": 50, "comparator": 50, "quartile": 1},
        {"period": NOW, "actual": 40, "target": 50, "comparator": 50, "quartile": 4},
    ]
    every = ["quartile-fell", "off-target", "stretch-missed", "below-average"]
    assert rules(*rows, stretch="yes") == every
    assert rules(*rows, stretch="yes", period="2006-07 Q4") == []


def test_outturns_that_are_all_later_or_none_at_all_are_no_evidence() -> None:
    assert rules({"period": "2008-09", **MISSED}, stretch="yes") == []
    assert rules() == []


@pytest.mark.parametrize(
    ("rule", "worse", "better"),
    [
        ("quartile-fell", {"quartile": 2}, {"quartile": 1}),
        ("stuck-low", {"quartile": 3}, {"quartile": 3}),
        ("stretch-missed", MISSED, {}),
        ("stretch-missed", {"reported_status": "missed"}, {}),
        ("below-average", {"actual": 49, "comparator": 50}, {"actual": 51, "comparator": 50}),
    ],
)
@pytest.mark.parametrize(
    ("before", "period", "quarter", "told"),
    [
        ("2004-05 Q1", "2005-06 Q1", "2007-08 Q1", False),  # two years to the day
        ("2004-05 Q1", "2005-06 Q1", "2006-07 Q4", True),
        ("2003-04", "2004-05", "2007-08 Q1", False),
        ("2003-04", "2004-05", "2006-07 Q4", False),
        ("2003-04", "2004-05", "2006-07 Q3", True),
        ("2004-05", "2005-06", "2007-08 Q1", True),
        ("2004-05 Q2", "2005-06 Q2", "2007-08 Q1", True),
    ],
)
def test_what_ended_two_years_or_more_before_the_quarter_is_no_evidence(
    rule: str, worse: dict[str, object], better: dict[str, object], before: str, period: str, quarter: str, told: bool
) -> None:
    rows = ({"period": before, **better}, {"period": period, **worse})
    assert rules(*rows, period=quarter, stretch="yes") == ([rule] if told else [])


def test_an_old_period_may_be_what_a_later_one_is_held_against() -> None:
    rows = ({"period": "2004-05", "quartile": 1}, {"period": "2005-06", "quartile": 2})
    assert rules(*rows) == ["quartile-fell"]


# --- runs ----------------------------------------------------------------------------------------


def runs_of(rows: pd.DataFrame) -> dict[str, Run]:
    """The runs up to the latest period."""
    return triggers.off_target_runs(rows, max(rows["period"]))


def run(*pairs: tuple[object, object], **indicator: object) -> Run:
    """The run of an indicator with years of these outturns and targets."""
    rows = [
        {"period": f"200{at}-0{at + 1}", "actual": actual, "target": target}
        for at, (actual, target) in enumerate(pairs)
    ]
    return runs_of(table(*rows, **indicator)).get("A", triggers.NOT_OFF)


def test_a_run_is_of_periods_of_one_length_since_a_year_holds_its_quarters() -> None:
    missed = {"actual": 8, "target": 10}
    rows = table(
        {"period": "2006-07 Q3", **missed}, {"period": "2006-07 Q4", **missed}, {"period": "2006-07", **missed}
    )
    assert runs_of(rows) == {"A": Run(1, Fraction(20))}


def test_a_run_that_ended_long_ago_is_none() -> None:
    rows = table({"period": "2006-07", "actual": 8, "target": 10})
    assert triggers.off_target_runs(rows, Period.parse("2008-09")) == {}
    assert triggers.off_target_runs(rows, Period.parse("2008-09 Q3")) == {"A": Run(1, Fraction(20))}


def test_a_run_is_the_latest_misses_in_a_row_with_their_gaps_added_up() -> None:
    assert run((5, 10), (8, 10)) == Run(2, Fraction(70))
    assert run((2, 3)) == Run(1, Fraction(100, 3))


@pytest.mark.parametrize(
    ("pairs", "tolerance", "expected"),
    [
        ([(5, 10), (10, 10), (8, 10)], None, Run(1, Fraction(20))),
        ([(5, 10), (9, 10), (8, 10)], "1", Run(1, Fraction(20))),
        ([(5, 10), (9, 10), (8, 10)], None, Run(3, Fraction(80))),
        ([(5, 10), (10, 10)], None, Run(0, Fraction(0))),
        ([(5, 10), (9, 10)], "1", Run(0, Fraction(0))),
    ],
)
def test_a_run_is_broken_by_a_target_met_or_nearly_so(
    pairs: list[tuple[object, object]], tolerance: str | None, expected: Run
) -> None:
    assert run(*pairs, tolerance=tolerance) == expected


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(5, 10), (8, 10), (9, None)], Run(2, Fraction(70))),  # since the last that can be held there is no gap
        ([(5, 10), (8, 10), (None, 10)], Run(2, Fraction(70))),
        ([(5, 10), (7, None), (8, 10)], Run(1, Fraction(20))),
        ([(5, 10), (None, 10), (8, 10)], Run(1, Fraction(20))),
        ([(5, 10), (None, None), (8, 10), (6, 10)], Run(2, Fraction(60))),
    ],
)
def test_a_run_is_broken_by_a_period_that_cannot_be_held_against_a_target(
    pairs: list[tuple[object, object]], expected: Run
) -> None:
    assert run(*pairs) == expected


def test_a_run_is_broken_by_a_period_that_is_not_in_the_file() -> None:
    rows = [{"period": period, **MISSED} for period in ("2003-04", "2005-06", "2006-07")]
    assert runs_of(table(*rows))["A"].periods == 2
    rows.insert(1, {"period": "2004-05", **MISSED})
    assert runs_of(table(*rows))["A"].periods == 4


@pytest.mark.parametrize(
    ("frequency", "periods"),
    [("year", 2), ("quarter", 3), ("month", 3), (None, 3)],  # a month's is of its latest's length
)
def test_a_run_is_of_the_length_that_the_indicator_is_reported_by(frequency: str | None, periods: int) -> None:
    names = ("2005-06", "2006-07", "2006-07 Q3", "2006-07 Q4", "2007-08 Q1")
    rows = table(*({"period": name, **MISSED} for name in names), frequency=frequency)
    assert runs_of(rows) == {"A": Run(periods, Fraction(20 * periods))}


def test_a_year_that_was_met_has_no_run_though_a_quarter_since_missed() -> None:
    rows = [{"period": "2006-07", "actual": 5, "target": 5}, {"period": NOW, **MISSED}]
    assert runs_of(table(*rows, frequency="year")) == {}
    assert runs_of(table(*rows)) == {"A": Run(1, Fraction(20))}


def test_a_run_adds_up_gaps_of_values_as_they_are_published() -> None:
    assert run(("8.04", 10), decimals=1) == Run(1, Fraction(20))
    assert run(("8.05", 10), decimals=1) == Run(1, Fraction(19))
    assert run(("9.95", 10), decimals=1) == triggers.NOT_OFF


def test_an_indicator_without_targets_has_no_run() -> None:
    assert runs_of(table({"period": "2006-07", "reported_status": "missed"})) == {}


def test_a_target_of_nought_counts_as_missed_by_all_of_it() -> None:
    assert run((3, 0), (12, 10), polarity="lower") == Run(2, Fraction(120))


def test_a_gap_is_a_share_of_the_size_of_a_negative_target() -> None:
    assert run((-12, -10)) == Run(1, Fraction(20))


# --- the order -----------------------------------------------------------------------------------


def found(*references: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(one, "off-target", Period.parse(NOW), {}) for one in references)


def test_the_furthest_stand_first_then_the_longest_then_as_they_were() -> None:
    runs = {
        "near": Run(9, Fraction(5)),
        "far": Run(1, Fraction(50)),
        "long": Run(3, Fraction(20)),
        "short": Run(2, Fraction(20)),
        "same": Run(2, Fraction(20)),
        "not found": Run(9, Fraction(99)),
    }
    references = found("unknown", "near", "short", "same", "long", "far", "none")
    assert triggers.ranked(references, runs) == ("far", "long", "short", "same", "near", "unknown", "none")


def test_an_indicator_that_several_rules_find_stands_once() -> None:
    assert triggers.ranked(found("B", "A", "B"), {}) == ("B", "A")


RUNS = st.dictionaries(
    st.sampled_from("ABCDE"), st.builds(Run, st.integers(0, 3), st.fractions(0, 3, max_denominator=2))
)


@given(st.lists(st.sampled_from("ABCDEF")), RUNS)
def test_whatever_the_runs_each_reference_stands_once_and_no_further_one_after(
    references: list[str], runs: dict[str, Any]
) -> None:
    order = triggers.ranked(found(*references), runs)
    assert sorted(order) == sorted(set(references))
    off = [runs.get(one, triggers.NOT_OFF) for one in order]
    assert off == sorted(off, key=lambda one: (one.distance, one.periods), reverse=True)
