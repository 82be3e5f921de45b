"""The figures of revenue monitoring: variances of services, directorates and the council, and two projections."""

from __future__ import annotations

from decimal import Decimal

import pytest

from frames import HOUSE, by_id, looked_at, revenue_frame, rows_of
from quarterbook.analysis.budget import revenue, sums, year
from quarterbook.analysis.budget.revenue import by_directorate, by_service, of_latest_period
from quarterbook.analysis.figures import Figure
from quarterbook.materiality import Materiality
from quarterbook.periods import Period
from quarterbook.registers.revenue import REVENUE

Row = dict[str, object]
SOURCE = "data/exampleshire/revenue.csv"
# Both: a hundred thousand pounds, and a twentieth of the budget.
LIMITS = Materiality(Decimal(100_000), Decimal(5), both=True)
MIXED: list[Row] = [
    {"service": "Care", "budget": 4_000_000, "forecast": 4_400_000, "actual": 2_000_000},
    {"service": "Health", "budget": 1_000_000, "forecast": 950_000, "actual": 400_000},
    {"directorate": "Place", "service": "Roads", "budget": 2_000_000, "forecast": 1_900_000, "actual": 800_000},
    {"directorate": "Place", "service": "Parking", "budget": -500_000, "forecast": -400_000, "actual": -200_000},
    {"directorate": "Law", "service": "Elections", "budget": 300_000, "forecast": 300_000, "actual": 150_000},
]


def figures(*rows: Row, gone: int | None = 6, limits: Materiality = LIMITS) -> dict[str, Figure]:
    read = revenue_frame(*rows) if rows else REVENUE.empty()
    maker = sums.of_council("revenue", read, read, HOUSE)[0]
    return by_id((*year.figures(gone or 0), *revenue.figures(read, limits, maker, gone)))


def shown(made: dict[str, Figure], *names: str) -> list[str]:
    return [made[name].display for name in names]


# --- sums and variances --------------------------------------------------------------------------


def test_a_variance_is_the_forecast_less_the_budget_of_the_council_a_directorate_and_a_service() -> None:
    made = figures(*MIXED)
    assert shown(
        made, "budget.total", "actual.total", "forecast.total", "variance.total", "variance.total.percent"
    ) == [
        *("£6.800m", "£3.150m", "£7.150m", "£0.350m", "5%"),
    ]
    assert shown(made, "adults.budget", "adults.forecast", "adults.variance", "adults.variance.percent") == [
        *("£5.000m", "£5.350m", "£0.350m", "7%"),
    ]
    care = "adults.services.care"
    assert shown(made, f"{care}.budget", f"{care}.forecast", f"{care}.variance", f"{care}.variance.percent") == [
        *("£4.000m", "£4.400m", "£0.400m", "10%"),
    ]
    assert shown(made, "place.variance", "law.variance", "law.variance.percent") == ["£0.000m", "£0.000m", "0%"]
    assert shown(made, "adults.services.health.variance", "adults.services.health.variance.percent") == [
        "−£0.050m",
        "−5%",
    ]


def test_income_short_of_its_budget_is_overspent_in_pounds_and_in_per_cent() -> None:
    made = figures(*MIXED)
    name = "place.services.parking"
    assert shown(made, f"{name}.budget", f"{name}.variance", f"{name}.variance.percent") == [
        *("−£0.500m", "£0.100m", "20%"),
    ]


def test_of_a_budget_of_nought_there_is_no_share() -> None:
    made = figures({"service": "New", "budget": 0, "forecast": 90_000})
    assert shown(made, "variance.total", "variance.total.percent") == ["£0.090m", "n/a"]


def test_a_service_is_of_its_own_row_and_leads_to_all_through_its_directorate() -> None:
    made = figures(*MIXED)
    one = made["place.services.roads.variance"]
    assert rows_of(one.rows) == {(SOURCE, 4)}
    assert rows_of(one.of) == {(SOURCE, 4), (SOURCE, 5)}
    assert one.from_ == ("place.services.roads.forecast", "place.services.roads.budget", "place.budget")
    assert looked_at(one, made) == {(SOURCE, row) for row in range(2, 7)}


def test_totals_are_never_added_up() -> None:
    made = figures(*MIXED, {"directorate": "Total", "service": None, "budget": 6_800_000, "forecast": 7_150_000})
    assert shown(made, "budget.total", "variance.services.count") == ["£6.800m", "5"]


def test_one_service_of_one_directorate_is_the_council() -> None:
    made = figures({"service": "Care", "budget": 10, "forecast": 20})
    assert {made[name].exact for name in ("variance.total", "adults.variance", "adults.services.care.variance")} == {
        "0.00001"
    }


# --- what is material ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("forecast", "material"),
    [("2100000", True), ("2099999.99", False), ("1900000", True), ("1900000.01", False), ("2000000", False)],
)
def test_a_variance_is_material_from_both_limits_on_whichever_way_it_goes(forecast: str, material: bool) -> None:
    read = revenue_frame({"service": "Care", "forecast": forecast})
    assert by_service(read, LIMITS)["material"].tolist() == [material]
    assert by_directorate(read, LIMITS)["material"].tolist() == [material]


@pytest.mark.parametrize(("budget", "material"), [(2_000_000, True), (2_000_001, False)])
def test_a_share_of_the_budget_is_needed_too(budget: int, material: bool) -> None:
    read = revenue_frame({"service": "Care", "budget": budget, "forecast": budget + 100_000})
    assert by_service(read, LIMITS)["material"].tolist() == [material]


def test_directorates_and_services_that_vary_materially_are_counted() -> None:
    made = figures(*MIXED)
    assert shown(
        made,
        "variance.services.count",
        "variance.material-services.count",
        "variance.directorates.count",
        "variance.material-directorates.count",
    ) == ["5", "3", "3", "1"]
    assert rows_of(made["variance.material-directorates.count"].rows) == {(SOURCE, 2)}


def test_overspent_directorates_are_added_apart_from_the_underspent() -> None:
    made = figures(*MIXED, {"directorate": "Finance", "service": "Tax", "budget": 900_000, "forecast": 650_000})
    assert shown(made, "variance.over", "variance.under", "variance.total") == ["£0.350m", "−£0.250m", "£0.100m"]
    assert rows_of(made["variance.under"].rows) == {(SOURCE, 7)}


def test_directorates_stand_in_the_order_of_the_file_with_their_sums() -> None:
    table = by_directorate(revenue_frame(*MIXED), LIMITS)
    assert table[["directorate", "budget", "forecast", "variance"]].to_numpy().tolist() == [
        ["Adults", 5_000_000, 5_350_000, 350_000],
        ["Place", 1_500_000, 1_500_000, 0],
        ["Law", 300_000, 300_000, 0],
    ]


# --- projections ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        # 3,150,000 spent of 6,800,000.
        (0, ["n/a", "£9.950m"]),
        (1, ["£37.800m", "£9.383m"]),
        (5, ["£7.560m", "£7.117m"]),
        (6, ["£6.300m", "£6.550m"]),
        (12, ["£3.150m", "£3.150m"]),
    ],
)
def test_the_year_is_projected_at_the_rate_so_far_and_on_budget_from_now_on(gone: int, told: list[str]) -> None:
    assert shown(figures(*MIXED, gone=gone), "run-rate.total", "straight-line.total") == told


def test_a_directorate_is_projected_too_and_a_service_is_not() -> None:
    made = figures(*MIXED)
    assert shown(made, "adults.run-rate", "adults.straight-line") == ["£4.800m", "£4.900m"]
    assert not [name for name in made if ".services." in name and name.endswith(("run-rate", "straight-line"))]


def test_without_what_is_spent_there_is_no_projection() -> None:
    made = figures(*({**row, "actual": None} for row in MIXED))
    assert not [name for name in made if "actual" in name or "run-rate" in name or "straight-line" in name]


def test_with_some_of_what_is_spent_only_those_are_projected_of_which_all_is_known() -> None:
    made = figures(*MIXED[:1], MIXED[1] | {"actual": None}, *MIXED[2:])
    assert shown(made, "adults.actual", "place.actual", "actual.total") == ["n/a", "£0.600m", "n/a"]
    assert rows_of(made["adults.actual"].rows) == {(SOURCE, 2)}
    assert {name for name in made if "run-rate" in name} == {"place.run-rate", "law.run-rate"}


def test_no_services_come_to_nought_without_a_projection() -> None:
    made = figures()
    assert shown(made, "budget.total", "forecast.total", "variance.total", "variance.total.percent") == [
        *("£0.000m", "£0.000m", "£0.000m", "n/a"),
    ]
    assert not [name for name in made if "run-rate" in name]


def test_what_is_projected_is_rounded_once_and_not_to_the_penny_first() -> None:
    made = figures({"service": "Care", "budget": 100, "forecast": 100, "actual": 100}, gone=7)
    assert made["run-rate.total"].exact == "0.000171428571"
    assert made["straight-line.total"].exact == "0.000141666667"


@pytest.mark.parametrize("lacks", ["budget", "forecast"])
def test_a_service_without_a_budget_or_a_forecast_is_in_no_sum(lacks: str) -> None:
    rows = [*MIXED, {"service": "Day", "budget": 7_000_000, "forecast": 8_000_000, "actual": 9_000_000} | {lacks: None}]
    made = figures(*rows)
    assert {name: one.display for name, one in made.items()} == {
        name: one.display for name, one in figures(*MIXED).items()
    }
    # It was looked at all the same.
    assert rows_of(made["budget.total"].of) == {(SOURCE, row) for row in range(2, 8)}
    read = revenue_frame(*rows)
    assert revenue.monitored(read).index.tolist() == by_service(read, LIMITS).index.tolist() == [2, 3, 4, 5, 6]
    assert by_directorate(read, LIMITS)["variance"].tolist() == [350_000, 0, 0]


def test_a_directorate_of_which_nothing_can_be_compared_has_no_figures() -> None:
    rows: list[Row] = [*MIXED[:1], {"directorate": "Place", "service": "Roads", "forecast": None}]
    assert not [name for name in figures(*rows) if name.startswith("place.")]
    assert by_directorate(revenue_frame(*rows), LIMITS)["directorate"].tolist() == ["Adults"]


@pytest.mark.parametrize("rows", [[], MIXED[:1], MIXED])
def test_every_figure_names_only_figures_that_there_are(rows: list[Row]) -> None:
    made = figures(*rows)
    assert all(set(one.from_) <= set(made) for one in made.values())


# --- the latest period ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_at", "kept"),
    [("2023-06-30", [2]), ("2023-07-31", [2]), ("2023-08-01", [3]), ("2023-08-31", [3]), ("2024-03-31", [3])],
)
def test_the_rows_of_the_last_period_that_began_by_the_day_are_kept(as_at: str, kept: list[int]) -> None:
    read = revenue_frame({"service": "Care", "period": "June 2023"}, {"service": "Care", "period": "August 2023"})
    assert of_latest_period(read, as_at).index.tolist() == kept


def test_rows_without_a_period_are_of_every_one() -> None:
    read = revenue_frame({"service": "Care", "period": "June 2023"}, {"service": "Health", "period": None})
    assert of_latest_period(read, "2023-06-30").index.tolist() == [2, 3]
    assert of_latest_period(read, "2023-05-31").index.tolist() == [3]


JUNE, JULY, AUGUST = (f"{month} 2023" for month in ("June", "July", "August"))


@pytest.mark.parametrize(
    ("before", "as_at", "kept"),
    [
        (AUGUST, "2023-08-31", [3, 5]),
        (JULY, "2023-08-31", [2, 5]),
        (JUNE, "2023-08-31", [5]),
        ("2023-24 Q1", "2023-08-31", [5]),
        ("2023-24 Q2", "2023-08-31", [4, 5]),
        (AUGUST, "2023-06-30", [2, 5]),
    ],
)
def test_with_a_period_those_of_the_last_that_ended_before_it_are_kept(
    before: str, as_at: str, kept: list[int]
) -> None:
    rows = ({"service": "Care", "period": period} for period in (JUNE, JULY, AUGUST))
    read = revenue_frame(*rows, {"service": "Health", "period": None})
    assert of_latest_period(read, as_at, Period.parse(before)).index.tolist() == kept


def test_the_period_of_rows_is_the_one_that_they_say() -> None:
    said = revenue_frame({"service": "Care", "period": AUGUST}, {"service": "Health", "period": None})
    assert revenue.period(said) == Period.parse(AUGUST)
    assert revenue.period(revenue_frame({"service": "Care"})) is None
    assert revenue.period(REVENUE.empty()) is None


@pytest.mark.parametrize(
    ("period", "as_at", "gone"),
    [
        (AUGUST, "2023-08-31", 5),
        (None, "2023-08-31", 5),
        ("2023-24 Q1", "2023-06-30", 3),
        # Of another month than the day.
        (JULY, "2023-08-31", None),
        (AUGUST, "2023-08-30", None),
        ("2023-24 Q1", "2023-08-31", None),
        # Of another year.
        ("August 2022", "2023-08-31", None),
        ("2023-24", "2023-08-31", None),
        ("2023-24", "2024-03-31", 12),
    ],
)
def test_months_are_over_for_a_projection_where_the_rows_are_of_the_day(
    period: object, as_at: str, gone: int | None
) -> None:
    read = revenue_frame({"service": "Care", "period": period})
    assert revenue.months(read, as_at, "2023-24 Q2") == gone


def test_where_no_months_are_known_nothing_is_projected() -> None:
    made = figures(*MIXED, gone=None)
    assert made["actual.total"].display == "£3.150m"
    assert not [name for name in made if "run-rate" in name or "straight-line" in name]


def test_of_no_rows_none_are_kept_with_all_their_columns() -> None:
    read = revenue_frame({"service": "Care", "period": "June 2023"})
    for kept in (of_latest_period(REVENUE.empty(), "2023-05-31"), of_latest_period(read, "2023-05-31")):
        assert len(kept) == 0
        assert list(kept.columns) == list(read.columns)
