"""Variation: which series are long enough for limits, which are shown, and what is said of them."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from frames import by_id, indicators_frame, outturns_frame, rows_of
from quarterbook.analysis import outturn_figures, outturns, standing, variation
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.outturn_figures import READ
from quarterbook.analysis.variation import Variation
from quarterbook.document.paper import Paper
from quarterbook.quarters import MONTHS

OUTTURNS = "data/exampleshire/outturns.csv"
CALM = (10, 12, 11, 12, 10, 11)
RISING = (1, 2, 3, 4, 5, 6, 7)
Rows = list[dict[str, object]]


def months(*actuals: object, reference: str = "A") -> Rows:
    """Months from January 2006 with these outturns."""
    return [
        {"reference": reference, "period": f"{MONTHS[at % 12]} {2006 + at // 12}", "actual": actual}
        for at, actual in enumerate(actuals)
    ]


def quarters(*actuals: object) -> Rows:
    return [
        {"reference": "A", "period": f"{2001 + at // 4}-{2 + at // 4:02} Q{at % 4 + 1}", "actual": actual}
        for at, actual in enumerate(actuals)
    ]


def table(rows: Rows, references: str = "A", **indicator: object) -> pd.DataFrame:
    defined = indicators_frame(*({"reference": one, "unit": "days"} | indicator for one in references))
    return outturns.table(outturns_frame(*rows), defined)


def found(*actuals: object, **indicator: object) -> tuple[Variation, ...]:
    return variation.variations(table(months(*actuals), **indicator))


def figures(*actuals: object, **indicator: object) -> dict[str, Figure]:
    return by_id(variation.figures(found(*actuals, **indicator)))


def told(rows: Rows, references: str = "A", **indicator: object) -> list[str]:
    """The sentences on the series of indicators, all of them shown, with a paper's figures."""
    defined = indicators_frame(*({"reference": one, "unit": "days"} | indicator for one in references))
    read = outturns_frame(*rows)
    assessed = standing.informed(outturns.table(read, defined), read, "", {})
    series = variation.variations(assessed)
    paper = Paper()
    paper.add(outturn_figures.figures(assessed, outturns.headline(assessed), read, defined))
    paper.add((*variation.overall(series, assessed), *variation.figures(series)))
    return ["".join(run.text for run in paper.prose(one).runs) for one in variation.sentences(series, series)]


def said(*actuals: object, **indicator: object) -> str:
    """The sentence on one series."""
    return told(months(*actuals), **indicator)[1]


# --- which series --------------------------------------------------------------------------------


def test_six_outturns_are_enough_for_limits_and_five_are_not() -> None:
    assert [len(one.rows) for one in found(*CALM)] == [6]
    assert found(*CALM[:5]) == ()


def test_a_period_without_an_outturn_is_no_point() -> None:
    assert found(*CALM[:5], None) == ()
    (one,) = found(None, *CALM, None)
    assert one.values == [Decimal(value) for value in CALM]
    assert one.rows.index.tolist() == [3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize("there", [True, False])
def test_a_series_begins_after_its_last_gap(there: bool) -> None:
    """Whether the row is there without an outturn, or is not there at all."""

    def points(*actuals: object) -> list[int]:
        rows = [row for row in months(*actuals) if there or row["actual"] is not None]
        return [len(one.rows) for one in variation.variations(table(rows))]

    assert points(*CALM[:3], None, *CALM[3:]) == []
    assert points(*CALM, None, *CALM[:5]) == []
    assert points(*CALM, None, *CALM) == [6]
    assert points(*CALM, None, 7, None, *CALM, 11) == [7]
    assert points(*CALM, *CALM) == [12]


def test_a_gap_in_one_length_is_none_in_another() -> None:
    rows = [*quarters(*CALM), *months(*CALM[:3], None, *CALM[3:])]
    assert [(one.reference, one.length) for one in variation.variations(table(rows))] == [("A", "quarter")]


@pytest.mark.parametrize(("cumulative", "series"), [("yes", 0), ("no", 1), (None, 1)])
def test_a_running_total_has_no_limits(cumulative: str | None, series: int) -> None:
    assert len(found(*CALM, cumulative=cumulative)) == series


def test_each_length_of_an_indicator_is_a_series_of_its_own_in_the_order_of_the_indicators() -> None:
    rows = [*quarters(*CALM), *months(*CALM), *months(*CALM, reference="B")]
    series = variation.variations(table(rows, "BA"))
    assert [(one.reference, one.length) for one in series] == [("B", "month"), ("A", "month"), ("A", "quarter")]
    assert [name for name in by_id(variation.figures(series)) if name.endswith("points")] == [
        *("b.month.points", "a.month.points", "a.quarter.points"),
    ]


def test_lengths_are_not_put_together_to_make_a_series() -> None:
    assert variation.variations(table([*quarters(*CALM[:5]), *months(*CALM[:5])])) == ()


@pytest.mark.parametrize(
    ("polarity", "kind"),
    [("higher", "improving"), ("lower", "concerning"), ("band", "special cause"), ("none", "special cause")],
)
def test_what_a_signal_means_is_told_by_the_polarity(polarity: str, kind: str) -> None:
    assert [one.kind for one in found(*RISING, polarity=polarity)] == [kind]
    assert [one.kind for one in found(*CALM, polarity=polarity)] == ["common cause"]


def test_screened_limits_leave_out_a_range_far_above_the_others() -> None:
    rows = table(months(*CALM, *CALM, 60))
    ((plain,), (screened,)) = (variation.variations(rows, screened) for screened in (False, True))
    assert (plain.limits.left_out, screened.limits.left_out) == (0, 1)
    assert screened.limits.upper < plain.limits.upper


# --- which are shown -----------------------------------------------------------------------------


def test_a_series_is_shown_where_it_is_chosen_or_else_where_its_latest_point_signals() -> None:
    rows = [*months(*CALM), *months(*RISING, reference="B"), *quarters(*RISING)]
    series = variation.variations(table(rows, "AB"))
    assert [(one.reference, one.length) for one in variation.charted(series)] == [("A", "quarter"), ("B", "month")]
    assert [(one.reference, one.length) for one in variation.charted(series, ["A"])] == [
        *(("A", "month"), ("A", "quarter")),
    ]
    assert variation.charted(series, ["Z"]) == []


@pytest.mark.parametrize(("number", "shown"), [(6, "ABCDEF"), (7, "ABCDEF")])
def test_of_many_that_signal_the_first_few_are_shown(number: int, shown: str) -> None:
    references = "ABCDEFG"[:number]
    rows = [row for one in references for row in months(*RISING, reference=one)]
    series = variation.variations(table(rows, references))
    assert "".join(one.reference for one in variation.charted(series)) == shown
    assert len(variation.charted(series, references)) == number


# --- figures -------------------------------------------------------------------------------------


def test_a_series_has_its_numbers_as_figures() -> None:
    made = figures(*RISING)
    assert {name: (one.value, one.exact, one.display) for name, one in made.items()} == {
        "a.month.points": (7, "7", "7"),
        "a.month.signals": (7, "7", "7"),
        "a.month.mean": (4, "4", "4 days"),
        "a.month.lower-limit": (1.3, "1.34", "1.3 days"),
        "a.month.upper-limit": (6.7, "6.66", "6.7 days"),
    }
    months_looked_at = {(OUTTURNS, row) for row in range(2, 9)}
    for figure in made.values():
        assert rows_of(figure.rows) == rows_of(figure.of) == months_looked_at
        assert (figure.from_[0], len(figure.from_), figure.from_[-1]) == ("a.january-2006.actual", 8, READ)


@pytest.mark.parametrize(
    ("actuals", "decimals", "mean"),
    [
        (CALM, 0, (11, "11 days")),
        ((10, 12, 11, 12, 10, 12), 0, (11.2, "11.2 days")),
        (("10.25", *CALM[1:]), 2, (11.04, "11.04 days")),
        (("10.245", *CALM[1:]), 3, (11.041, "11.041 days")),
        (("10.027", *CALM[1:]), 4, (11.005, "11.005 days")),
    ],
)
def test_a_mean_has_as_many_places_as_its_values_and_one_at_least(
    actuals: tuple[object, ...], decimals: int, mean: tuple[object, str]
) -> None:
    figure = figures(*actuals, decimals=decimals)["a.month.mean"]
    assert (figure.value, figure.display) == mean


@pytest.mark.parametrize(("number", "trial"), [(11, True), (12, False)])
def test_limits_of_fewer_than_twelve_points_are_called_trial_limits(number: int, trial: bool) -> None:
    actuals = (CALM * 2)[:number]
    made = figures(*actuals)
    limits = [made[f"a.month.{line}"].definition.endswith("(a trial limit)") for line in ("lower-limit", "upper-limit")]
    assert limits == [trial, trial]
    assert "trial" not in made["a.month.mean"].definition
    assert ("trial limits since fewer than twelve points made them" in said(*actuals)) == trial


def test_how_many_series_there_are_and_how_many_signal_is_counted() -> None:
    assessed = table([*months(*CALM), *months(*RISING, reference="B"), *months(9, reference="C")], "ABC")
    series, signalling = variation.overall(variation.variations(assessed), assessed)
    assert (series.id, series.value, len(rows_of(series.rows))) == ("all.series.count", 2, 13)
    assert (signalling.id, signalling.value, len(rows_of(signalling.rows))) == ("all.signalling.count", 1, 7)
    assert rows_of(series.of) == {(OUTTURNS, row) for row in range(2, 16)}
    assert series.from_ == signalling.from_ == (READ,)


# --- sentences -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("series", "lead"),
    [
        ([CALM[:5]], "No series has enough outturns for control limits."),
        ([CALM], "1 series has enough outturns for control limits; its latest point is ordinary variation."),
        ([RISING], "1 series has enough outturns for control limits; its latest point signals a change."),
        (
            [CALM, CALM],
            "2 series have enough outturns for control limits; all their latest points are ordinary variation.",
        ),
        (
            [CALM, RISING, CALM],
            "3 series have enough outturns for control limits; the latest point of 1 of them signals a change.",
        ),
    ],
)
def test_series_and_signals_are_told_for_none_one_and_many(series: list[tuple[int, ...]], lead: str) -> None:
    rows = [row for one, actuals in zip("ABC", series, strict=False) for row in months(*actuals, reference=one)]
    sentences = told(rows, "ABC"[: len(series)])
    assert sentences[0] == lead
    assert len(sentences) == 1 + (len(series) if len(rows) > 5 else 0)


def test_only_what_is_shown_is_told_by_itself() -> None:
    series = found(*RISING)
    assert len(variation.sentences(series, [])) == 1
    assert variation.sentences(series, series)[1].values["reference"] == "A"


def test_a_calm_series_is_told_without_a_signal() -> None:
    assert said(*CALM * 2) == (
        "The 12 months of A vary around a mean of 11 days, between limits of 7.4 days and 14.6 days. "
        "No point signals a change."
    )


@pytest.mark.parametrize(
    ("polarity", "verdict"),
    [("higher", "improvement"), ("lower", "concern"), ("band", "change"), ("none", "change")],
)
def test_a_signal_is_told_with_its_rule_and_what_it_means(polarity: str, verdict: str) -> None:
    assert said(*RISING, polarity=polarity).endswith(
        "7 points signal a change (outside the limits, in a run of 7 or more rising or falling and near the same "
        f"limit, 2 of 3 in a row). The latest point is part of a signal of {verdict}."
    )


def test_a_single_point_that_signals_is_told_in_the_singular_and_what_is_past_as_past() -> None:
    assert said(*CALM, 30, *CALM).endswith(
        "1 point signals a change (outside the limits). The latest point is ordinary variation."
    )
