"""Sentences on indicators and clinics: grammar for none, one and many, and every number a figure."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frames import clinics_frame, indicators_frame, outturns_frame
from quarterbook.analysis import clinic_sentences as sentences
from quarterbook.analysis import clinics, outcomes, outturn_figures, outturns, standing, triggers
from quarterbook.analysis.clinics import Suggestion
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.sentences import Sentence
from quarterbook.analysis.triggers import Run
from quarterbook.document.paper import Paper
from quarterbook.periods import Period

Rows = list[dict[str, object]]
NOT_ENGLISH = re.compile(
    r"(?<![\d.])1 (?:clinics|indicators|periods|further clinics)\b|(?<![\d.])[02-9]\d* (?:clinic|indicator|period)\b"
    r"|n/a|None\b(?! of the)|nan"
)


def counted(**values: int) -> Paper:
    """A paper with counts, and shares where it has what they are shares of; `__` stands for a dot, `_` for a hyphen."""
    paper = Paper()
    for name, value in values.items():
        figure = name.replace("__", ".").replace("_", "-")
        paper.add([_figure(f"{figure}.count", value)])
        if figure.startswith("all."):
            paper.add([_figure(f"{figure}.percent", 50, "%")])
    return paper


def _figure(name: str, value: int, unit: str = "") -> Figure:
    return Figure(id=name, value=value, exact=str(value), unit=unit, display=f"{value}{unit}", definition="Some")


def said(paper: Paper, *told: Sentence) -> list[str]:
    """What is printed, set as the paper's own prose."""
    texts = ["".join(run.text for run in paper.prose(one).runs) for one in told]
    assert not [text for text in texts if NOT_ENGLISH.search(text)]
    return texts


def worked(
    rows: Rows, period: str = "2007-08 Q1", clinic: dict[str, object] | None = None, **indicator: object
) -> tuple[Paper, Any, Any, tuple[Suggestion, ...]]:
    """A paper on one indicator with its figures; its table, headlines and suggestions."""
    defined = indicators_frame({"reference": "A", "unit": "days", **indicator})
    read = outturns_frame(*({"reference": "A"} | row for row in rows))
    table = standing.informed(outturns.table(read, defined), read, "", {})
    headlines = outturns.headline(table)
    register = clinics_frame(*([{"clinic": "Clinic", "references": "A"} | clinic] if clinic else []))
    found = triggers.evidence(table, Period.parse(period))
    suggested = clinics.suggestions(
        found, triggers.off_target_runs(table, Period.parse(period)), register, "2007-06-30"
    )
    paper = Paper()
    paper.add(outturn_figures.figures(table, headlines, read, defined))
    paper.add(outturn_figures.overall(headlines, table))
    paper.add(clinics.figures(register, suggested, table, "2006-07"))
    return paper, table, headlines, suggested


# --- clinics held and proposed -------------------------------------------------------------------


MANY = "The clinics are these, by date; Appendix A sets out each of them."
ONE = "The clinic is this; Appendix A sets it out."


@pytest.mark.parametrize(
    ("number", "outside", "told"),
    [
        (0, 0, ["No clinic is known to have been held."]),
        (1, 0, [ONE]),
        (1, 1, [ONE, "The paper lists it for 2006-07; it was held outside it."]),
        (12, 0, [MANY]),
        (12, 1, [MANY, "The paper lists them for 2006-07; 1 of them was held outside it, as its date shows."]),
        (12, 5, [MANY, "The paper lists them for 2006-07; 5 of them were held outside it, as their dates show."]),
    ],
)
def test_clinics_held_are_told_for_none_one_and_many(number: int, outside: int, told: list[str]) -> None:
    paper = counted(clinics__held=number, clinics__outside_year=outside)
    assert said(paper, *sentences.held(paper.figures, "2006-07")) == told


@pytest.mark.parametrize(
    ("held", "proposed", "found", "told"),
    [
        (0, 0, 0, []),
        (
            12,
            5,
            8,
            [
                "12 clinics have been held, 5 further clinics are proposed and the rules find 8 indicators that may "
                "call for one."
            ],
        ),
        (
            1,
            1,
            1,
            [
                "1 clinic has been held, 1 further clinic is proposed and the rules find 1 indicator that may call for "
                "one."
            ],
        ),
        (0, 2, 0, ["2 clinics are proposed."]),
        (0, 0, 3, ["The rules find 3 indicators that may call for one."]),
    ],
)
def test_the_summary_tells_of_what_there_is(held: int, proposed: int, found: int, told: list[str]) -> None:
    paper = counted(
        clinics__held=held, clinics__proposed=proposed, clinics__triggered=found, all__indicators=0, all__compared=0
    )
    assert said(paper, *sentences.summary(paper.figures)) == [*told, "No indicator has an outturn."]


@pytest.mark.parametrize(
    ("number", "declined", "told"),
    [
        (0, 0, "No further clinic is proposed."),
        (1, 0, "1 clinic is proposed."),
        (5, 0, "5 clinics are proposed."),
        (5, 1, "5 clinics are proposed; 1 clinic that the rules suggest is declined."),
        (0, 2, "No further clinic is proposed; 2 clinics that the rules suggest are declined."),
    ],
)
def test_clinics_proposed_and_declined_are_told_for_none_one_and_many(number: int, declined: int, told: str) -> None:
    paper = counted(clinics__proposed=number, clinics__declined=declined)
    assert said(paper, sentences.proposed(paper.figures)) == [told]


@pytest.mark.parametrize(
    ("number", "still", "told"),
    [
        (0, 0, "The rules find no indicator that calls for a clinic."),
        (
            1,
            0,
            "The rules find 1 indicator in the data; on it a clinic is proposed or declined, or was held within "
            "a year.",
        ),
        (
            1,
            1,
            "The rules find 1 indicator in the data. On it no clinic is proposed or declined, and none was held within "
            "a year.",
        ),
        (
            8,
            0,
            "The rules find 8 indicators in the data; on each a clinic is proposed or declined, or was held within "
            "a year.",
        ),
        (
            8,
            1,
            "The rules find 8 indicators in the data. On 1 of them no clinic is proposed or declined, and none was "
            "held within a year.",
        ),
    ],
)
def test_what_the_rules_find_is_told_for_none_one_and_many(number: int, still: int, told: str) -> None:
    paper = counted(clinics__triggered=number, clinics__open=still)
    assert said(paper, sentences.triggered(paper.figures)) == [told]


def test_the_rules_are_told_without_a_typed_number() -> None:
    assert said(Paper(), sentences.RULES)[0].startswith("The rules find an indicator whose quartile fell,")


# --- the overview --------------------------------------------------------------------------------


def overview(**values: int) -> list[str]:
    words = ("indicators", "compared", "travelled", "met", "close", "missed", "improved", "unchanged", "declined")
    paper = counted(**{f"all__{word}": values.get(word, 0) for word in words})
    return said(paper, *sentences.overview(paper.figures))


def test_the_overview_tells_what_there_is_and_only_that() -> None:
    assert overview(indicators=20, compared=3, met=2, missed=1, travelled=4, improved=2, unchanged=1, declined=1) == [
        "Of 20 indicators, 3 have a status against target in the latest period reported: 2 (50%) met it and 1 (50%) "
        "missed it.",
        "4 indicators have a direction of travel since the period before: 2 (50%) improved, 1 (50%) stayed the same "
        "and 1 (50%) declined.",
    ]
    assert overview(indicators=1, compared=1, close=1, travelled=1, declined=1) == [
        "Of 1 indicator, 1 has a status against target in the latest period reported: close.",
        "1 indicator has a direction of travel since the period before: declined.",
    ]


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "No indicator has an outturn."),
        (1, "The 1 indicator has no status against target."),
        (2, "None of the 2 indicators has a status against target."),
    ],
)
def test_indicators_without_targets_are_told_so(number: int, told: str) -> None:
    assert overview(indicators=number) == [told]


@given(st.lists(st.integers(0, 12), min_size=6, max_size=6), st.integers(0, 12))
def test_whatever_the_counts_nothing_that_is_nought_is_told(parts: list[int], without: int) -> None:
    met, close, missed, improved, unchanged, declined = parts
    compared, travelled = met + close + missed, improved + unchanged + declined
    told = overview(
        indicators=max(compared, travelled) + without,
        **{"compared": compared, "met": met, "close": close, "missed": missed},
        **{"travelled": travelled, "improved": improved, "unchanged": unchanged, "declined": declined},
    )
    assert not re.search(r"(?<!\d)0 ", " ".join(told))


# --- why -----------------------------------------------------------------------------------------


def because(rows: Rows, period: str = "2007-08 Q1", **indicator: object) -> list[str]:
    paper, _, _, suggested = worked(rows, period, **indicator)
    return [text for one in suggested for text in said(paper, *sentences.reasons(one.evidence, paper.figures))]


def test_a_fallen_quartile_is_told_from_where_to_where() -> None:
    rows: Rows = [{"period": "2005-06", "quartile": 1}, {"period": "2006-07", "quartile": 2}]
    assert because(rows) == ["Its quartile fell from best (2005-06) to second (2006-07)."]


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        (3, 3, "It has been in the third quartile for two years (2005-06 and 2006-07)."),
        (4, 3, "It has been in the worst and then the third quartile for two years (2005-06 and 2006-07)."),
    ],
)
def test_a_quartile_stuck_low_is_told_by_its_name_or_both(then: int, now: int, told: str) -> None:
    assert because([{"period": "2005-06", "quartile": then}, {"period": "2006-07", "quartile": now}]) == [told]


def test_a_missed_target_is_told_with_its_figures() -> None:
    rows: Rows = [{"period": "2007-08 Q1", "actual": "9.5", "target": 7}]
    assert because(rows, polarity="lower", stretch="yes") == [
        "Its target was missed in 2007-08 Q1: 9.5 days against 7 days, 2.5 days worse.",
        "It is a stretch target.",
    ]


def test_a_stretch_target_missed_in_an_earlier_period_is_told_by_itself() -> None:
    assert because([{"period": "2006-07", "actual": 8, "target": 9}], stretch="yes") == [
        "Its stretch target was missed in 2006-07: 8 days against 9 days, 1 day worse."
    ]
    rows: Rows = [{"period": "2006-07", "reported_status": "missed"}, {"period": "2007-08 Q1", "actual": 5}]
    assert because(rows, stretch="yes") == ["Its stretch target was missed in 2006-07, as the officers report."]


def test_a_miss_that_only_the_officers_report_is_told_as_theirs() -> None:
    rows: Rows = [{"period": "2007-08 Q1", "reported_status": "missed"}]
    assert because(rows, stretch="yes") == [
        "Its target was missed in 2007-08 Q1, as the officers report.",
        "It is a stretch target.",
    ]


def test_a_fall_below_the_average_is_told_with_both_periods() -> None:
    rows: Rows = [
        {"period": "2005-06", "actual": 51, "comparator": 50},
        {"period": "2006-07", "actual": 47, "comparator": "48.5"},
    ]
    assert because(rows, unit="%") == [
        "It became worse than the national average: 47% against 48.5% (2006-07), after 51% against 50% (2005-06)."
    ]


# --- how far, and what is decided ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("years", "told"),
    [(1, "By 10% of its target, in 1 period"), (2, "By 20% of its targets in all, in 2 periods in a row")],
)
def test_how_far_off_target_is_told_in_per_cent_and_periods(years: int, told: str) -> None:
    rows: Rows = [{"period": f"200{7 - at}-0{8 - at}", "actual": 9, "target": 10} for at in range(years)]
    paper, _, _, (one,) = worked(rows, "2007-08 Q4")
    assert said(paper, *sentences.how_far(one)) == [told]


def test_what_is_not_off_target_is_not_told_how_far() -> None:
    _, _, _, (one,) = worked([{"period": "2007-08 Q1", "reported_status": "missed"}])
    assert sentences.how_far(one) == []


@pytest.mark.parametrize(
    ("state", "reason", "told"),
    [
        ("proposed", "It fell.", "Proposed above"),
        ("declined", "It is known.", "Declined: It is known."),
        ("declined", "", "Declined; no reason is given"),
        ("held", "17 May 2007", "Clinic held on 17 May 2007"),
        ("open", "", "For decision"),
    ],
)
def test_a_decision_is_told_in_words(state: Any, reason: str, told: str) -> None:
    assert sentences.decision(Suggestion("A", (), Run(0, Fraction(0)), state, "Invoices", reason)) == told


# --- the outcome of a clinic ---------------------------------------------------------------------


def outcome(rows: Rows, **indicator: object) -> list[str]:
    paper, table, _, _ = worked(rows, **indicator)
    return said(paper, *outcomes.outcome(outturns.series(table, "A", 12)))


def test_an_outcome_tells_each_year_the_way_it_went_and_its_target() -> None:
    rows: Rows = [
        {"period": "2004-05", "actual": 21},
        {"period": "2005-06", "actual": 20},
        {"period": "2006-07", "actual": "19.7", "target": 7, "quartile": 4},
    ]
    assert outcome(rows, polarity="lower") == [
        "21 days (2004-05), then 20 days (2005-06), then 19.7 days (2006-07): improved on 2005-06.",
        "Against a target of 7 days: 12.7 days worse.",
        "Quartile: worst.",
    ]


def test_an_outcome_on_target_says_so() -> None:
    assert outcome([{"period": "2006-07", "actual": 1, "target": 1}]) == [
        "1 day (2006-07).",
        "Against a target of 1 day: on target.",
    ]


@pytest.mark.parametrize(
    ("said_of_it", "told"),
    [
        ("met", "met its target"),
        ("close", "missed its target within tolerance"),
        ("missed", "missed its target"),
    ],
)
def test_an_outcome_without_a_target_has_the_officers_status(said_of_it: str, told: str) -> None:
    assert outcome([{"period": "2006-07", "actual": 5, "reported_status": said_of_it}]) == [
        "5 days (2006-07).",
        f"It {told}, as the officers report.",
    ]


def test_of_an_outcome_a_year_without_a_figure_is_not_told() -> None:
    assert outcome([{"period": "2005-06", "actual": 5}, {"period": "2006-07"}]) == ["5 days (2005-06)."]
    assert outcome([{"period": "2006-07"}]) == ["No outturn is given."]
    assert outcome([{"period": "2006-07", "reported_status": "missed"}]) == [
        "No outturn is given. It missed its target, as the officers report."
    ]


def test_in_a_band_without_tolerance_an_outcome_tells_no_distance() -> None:
    assert outcome([{"period": "2006-07", "actual": 5, "target": 4}], polarity="band") == ["5 days (2006-07)."]


@pytest.mark.parametrize(
    ("later", "told"),
    [
        (None, []),
        ({"actual": "9.53"}, ["In 2007-08 Q1: 9.53 days."]),
        ({"reported_status": "missed"}, ["In 2007-08 Q1 it missed its target, as the officers report."]),
    ],
)
def test_what_came_since_is_told_where_something_did(later: dict[str, object] | None, told: list[str]) -> None:
    rows: Rows = [{"period": "2006-07", "actual": 5}, *([{"period": "2007-08 Q1", **later}] if later else [])]
    paper, _, headlines, _ = worked(rows, frequency="year")
    assert said(paper, *outcomes.since(next(headlines.itertuples()))) == told


def test_titles_of_periods_are_text_and_each_number_is_a_figure() -> None:
    rows: Rows = [{"period": "2005-06", "actual": 5}, {"period": "2006-07", "actual": 6, "target": 7}]
    paper, table, _, _ = worked(rows)
    runs = [run for one in outcomes.outcome(outturns.series(table, "A", 12)) for run in paper.prose(one).runs]
    assert [run.figure for run in runs if run.figure] == [
        *("a.2005-06.actual", "a.2006-07.actual", "a.2006-07.direction"),
        *("a.2006-07.target", "a.2006-07.gap"),
    ]
