"""What changed since the monitoring period before, of savings and of variances."""

from __future__ import annotations

from decimal import Decimal

import pytest

from frames import HOUSE, by_id, looked_at, revenue_frame, rows_of, savings_frame
from quarterbook.analysis.budget import changes, revenue, savings, sums
from quarterbook.analysis.budget.changes import MOVEMENTS
from quarterbook.analysis.figures import Figure
from quarterbook.materiality import Materiality
from quarterbook.registers.revenue import REVENUE
from quarterbook.registers.savings import SAVINGS

Row = dict[str, object]
BEFORE = "data/exampleshire/before.csv"
ONE: Row = {"reference": "A", "target": 100_000, "rating": "amber"}


def figures(now: list[Row], before: list[Row]) -> dict[str, Figure]:
    """Of savings, with what they changed from."""
    ours = savings_frame(*now) if now else SAVINGS.empty()
    theirs = (savings_frame(*before) if before else SAVINGS.empty()).assign(source=BEFORE)
    maker = sums.of_council("savings", ours, ours, HOUSE)[0]
    both = maker.and_of(sums.of_council("previous-savings", theirs, theirs, HOUSE)[0])
    return by_id((*savings.figures(ours, maker, 0), *changes.figures_of_savings(ours, theirs, both)))


def movements(now: list[Row], before: list[Row]) -> dict[str, object]:
    """Those that some saving made."""
    made = figures(now, before)
    return {kind: number for kind in MOVEMENTS if (number := made[f"savings.{kind}.count"].value)}


@pytest.mark.parametrize(
    ("before", "now", "moved"),
    [
        ("amber", "amber", {}),
        ("amber", "green", {"better": 1}),
        ("green", "achieved", {"better": 1}),
        ("red", "achieved", {"better": 1}),
        ("amber", "red", {"worse": 1}),
        ("achieved", "green", {"worse": 1}),
        (None, "red", {}),
        ("red", None, {}),
        (None, None, {}),
    ],
)
def test_a_rating_is_better_or_worse_where_both_periods_have_one(
    before: object, now: object, moved: dict[str, int]
) -> None:
    assert movements([ONE | {"rating": now}], [ONE | {"rating": before}]) == moved


@pytest.mark.parametrize(
    ("before", "now", "moved"),
    [
        ("no", "yes", {"newly-redirected": 1}),
        (None, "yes", {"newly-redirected": 1}),
        ("yes", "yes", {}),
        ("yes", "no", {"no-longer-redirected": 1}),
        ("yes", None, {"no-longer-redirected": 1}),
        ("no", "no", {}),
    ],
)
def test_one_is_redirected_or_is_no_longer_where_it_was_there_and_was_otherwise(
    before: object, now: object, moved: dict[str, int]
) -> None:
    was, today = {"redirected": before, "rating": None}, {"redirected": now, "rating": None}
    assert movements([ONE | today], [ONE | was]) == moved


@pytest.mark.parametrize(
    ("before", "now", "moved"),
    [
        ("no", "no", {"better": 1}),
        ("no", "yes", {"newly-redirected": 1}),
        ("yes", "no", {"no-longer-redirected": 1}),
        ("yes", "yes", {}),
    ],
)
def test_a_rating_that_changes_counts_only_where_it_is_redirected_in_neither_period(
    before: str, now: str, moved: dict[str, int]
) -> None:
    was, today = {"redirected": before, "rating": "red"}, {"redirected": now, "rating": "green"}
    assert movements([ONE | today], [ONE | was]) == moved


def test_a_new_one_was_never_redirected_before() -> None:
    assert movements([ONE | {"redirected": "no"}], [ONE | {"reference": "B", "redirected": "yes"}]) == {
        "new": 1,
        "gone": 1,
    }


def test_new_and_gone_are_matched_by_reference_only() -> None:
    assert movements([ONE], [ONE | {"reference": "B"}]) == {"new": 1, "gone": 1}
    assert movements([ONE], [ONE | {"title": "Other", "directorate": "Place"}]) == {}
    assert movements([ONE | {"redirected": "yes"}], []) == {"new": 1}
    assert movements([], [ONE]) == {"gone": 1}
    assert movements([], []) == {}


def test_what_is_gone_is_a_row_of_the_file_before() -> None:
    made = figures([ONE], [ONE, ONE | {"reference": "B"}])
    assert rows_of(made["savings.gone.count"].rows) == {(BEFORE, 3)}
    assert (BEFORE, 2) in looked_at(made["savings.better.count"], made)


def test_each_ratings_sum_is_compared_with_that_of_the_period_before() -> None:
    now = [ONE, ONE | {"reference": "B", "rating": "green"}, ONE | {"reference": "C", "redirected": "yes"}]
    before = [ONE | {"target": 250_000}, ONE | {"reference": "C", "rating": "red"}]
    made = figures(now, before)
    told = {
        name: (made[f"savings.{name}.before"].display, made[f"savings.{name}.change"].display)
        for name in ("red", "amber", "green", "unrated", "at-risk", "to-deliver")
    }
    assert told == {
        "red": ("£0.100m", "−£0.100m"),
        "amber": ("£0.250m", "−£0.150m"),
        "green": ("£0.000m", "£0.100m"),
        "unrated": ("£0.000m", "£0.000m"),
        "at-risk": ("£0.350m", "−£0.250m"),
        "to-deliver": ("£0.350m", "−£0.150m"),
    }
    assert made["savings.red.change"].from_ == ("savings.red", "savings.red.before")


# --- variances -----------------------------------------------------------------------------------


def variances(now: list[Row], before: list[Row]) -> dict[str, Figure]:
    ours = revenue_frame(*now)
    theirs = (revenue_frame(*before) if before else REVENUE.empty()).assign(source=BEFORE)
    maker = sums.of_council("revenue", ours, ours, HOUSE)[0]
    directorates = revenue.by_directorate(ours, Materiality(Decimal(1)))
    both = maker.and_of(sums.of_council("previous-revenue", theirs, theirs, HOUSE)[0])
    return by_id(
        (
            *revenue.figures(ours, Materiality(), maker, 0),
            *changes.figures_of_revenue(theirs, directorates, both),
        )
    )


def test_a_directorates_variance_is_compared_and_so_is_the_councils() -> None:
    now: list[Row] = [
        {"service": "Care", "budget": 100_000, "forecast": 160_000},
        {"directorate": "Place", "service": "Roads", "budget": 100_000, "forecast": 70_000},
    ]
    before: list[Row] = [
        {"service": "Care", "budget": 90_000, "forecast": 110_000},
        {"service": "Health", "budget": 10_000, "forecast": 10_000},
        {"directorate": "Gone", "service": "Parks", "budget": 10_000, "forecast": 15_000},
    ]
    made = variances(now, before)
    assert {name: one.display for name, one in made.items() if name.endswith((".before", ".change"))} == {
        "adults.variance.before": "£0.020m",
        "adults.variance.change": "£0.040m",
        "gone.variance.before": "£0.005m",
        "place.variance.before": "n/a",
        "place.variance.change": "n/a",
        "variance.total.before": "£0.025m",
        "variance.total.change": "£0.005m",
    }
    assert rows_of(made["variance.total.before"].rows) == {(BEFORE, row) for row in (2, 3, 4)}


def test_a_directorate_that_is_gone_has_what_it_was_and_no_change() -> None:
    now: list[Row] = [{"service": "Care"}]
    before: list[Row] = [
        *now,
        {"directorate": "Law", "service": "Law", "budget": 10_000, "forecast": 25_000},
        {"directorate": "Place", "service": "Roads", "forecast": None},
        {"directorate": "Total", "service": None},
    ]
    made = variances(now, before)
    assert changes.gone_since(revenue_frame(*before), revenue.by_directorate(revenue_frame(*now), Materiality())) == [
        "Law"
    ]
    assert made["law.variance.before"].display == "£0.015m"
    assert rows_of(made["law.variance.before"].rows) == {(BEFORE, 3)}
    assert {"law.variance", "law.variance.change", "place.variance.before"}.isdisjoint(made)
    assert changes.gone_since(REVENUE.empty(), revenue.by_directorate(revenue_frame(*now), Materiality())) == []


def test_a_name_in_other_capitals_or_signs_is_the_same_directorate_as_its_figures_are() -> None:
    now: list[Row] = [{"directorate": "Children's Care", "service": "Care", "budget": 100_000, "forecast": 160_000}]
    before: list[Row] = [
        {"directorate": "Children’s care", "service": "Care", "budget": 100_000, "forecast": 110_000},
        {"directorate": "LAW", "service": "Law", "budget": 1_000, "forecast": 2_000},
        {"directorate": "Law", "service": "Courts", "budget": 1_000, "forecast": 3_000},
    ]
    made = variances(now, before)
    assert (made["children-s-care.variance.before"].display, made["children-s-care.variance.change"].display) == (
        *("£0.010m", "£0.050m"),
    )
    assert made["law.variance.before"].display == "£0.003m"
    assert (
        len(changes.gone_since(revenue_frame(*before), revenue.by_directorate(revenue_frame(*now), Materiality()))) == 1
    )


def test_a_service_that_cannot_be_compared_was_in_no_sum_before() -> None:
    now: list[Row] = [{"service": "Care", "budget": 100_000, "forecast": 160_000}]
    made = variances(now, [*now, {"service": "Day", "budget": 5_000_000, "forecast": None}])
    assert made["variance.total.change"].display == "£0.000m"
    assert made["adults.variance.before"].display == "£0.060m"


def test_against_an_empty_file_nothing_is_known() -> None:
    made = variances([{"service": "Care"}], [])
    assert {
        made[f"{name}.{what}"].value for name in ("variance.total", "adults.variance") for what in ("before", "change")
    } == {None}
