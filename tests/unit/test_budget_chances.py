"""The delivery range as figures: chances as stated, what they make of each saving, and how near the simulation is."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from frames import HOUSE, by_id, rows_of, savings_frame
from quarterbook.analysis.budget import chances, savings, sums
from quarterbook.analysis.figures import Figure
from quarterbook.registers.savings import SAVINGS

Row = dict[str, object]
SOURCE = "data/exampleshire/savings.csv"
STATED = {"red": 0, "amber": 0.5, "green": 0.9, "achieved": 1}
CERTAIN = {"red": 0, "amber": 0, "green": 1, "achieved": 1}


def figures(*rows: Row, odds: dict[str, float] | None = None, runs: int = 1000) -> dict[str, Figure]:
    read = savings_frame(*rows) if rows else SAVINGS.empty()
    stated = chances.stated(odds or STATED)
    maker = sums.of_council("savings", read, read, HOUSE)[0]
    made = chances.delivery(read, stated, runs=runs, seed=1)
    return by_id((*savings.figures(read, maker, 6), *chances.figures(made, stated, read, maker)))


def amounts(made: dict[str, Figure]) -> list[str]:
    return [made[f"savings.delivery.{name}"].display for name in ("p10", "p50", "p90", "expected", "chance")]


# --- chances -------------------------------------------------------------------------------------


def test_chances_are_kept_as_they_are_written_worst_first() -> None:
    told = chances.stated({"achieved": 1.0, "green": 0.1, "amber": 0, "red": 0.0})
    assert list(told) == ["red", "amber", "green", "achieved"]
    assert told["green"] == Decimal("0.1")


@pytest.mark.parametrize(
    "wrong", [{}, {"red": 0, "amber": 0.5, "green": 0.9}, STATED | {"blue": 0.5}, dict.fromkeys(("a", "b"), 1)]
)
def test_every_rating_needs_a_chance_and_nothing_else_has_one(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"^a chance is needed of each of red, amber, green, achieved, and of nothing"):
        chances.stated(wrong)


@pytest.mark.parametrize(("chance", "fits"), [(0, True), (1, True), (-0.01, False), (1.01, False), (50, False)])
def test_a_chance_is_from_0_to_1(chance: float, fits: bool) -> None:
    if fits:
        assert chances.stated(STATED | {"amber": chance})["amber"] == Decimal(str(chance))
        return
    with pytest.raises(ValueError, match=rf"^a chance is from 0 to 1, and that of amber is {chance}\.$"):
        chances.stated(STATED | {"amber": chance})


def test_what_is_no_number_is_no_chance() -> None:
    with pytest.raises(ValueError, match="that of green is nan"):
        chances.stated(STATED | {"green": float("nan")})


# --- the range -----------------------------------------------------------------------------------


MANY: list[Row] = [
    {"reference": "A", "target": 400_000, "rating": "green"},
    {"reference": "B", "target": 300_000, "rating": "achieved", "delivered": 300_000},
    {"reference": "C", "target": 200_000, "rating": "amber", "delivered": 50_000},
    {"reference": "D", "target": 100_000},
    {"reference": "E", "target": 900_000, "rating": "green", "redirected": "yes"},
]
# Too small to show, but not certain.
SMALL: Row = {"reference": "Z", "target": 1, "rating": "amber"}


def totals(*rows: Row, **odds: float) -> set[Decimal]:
    """What the runs come to at all."""
    made = chances.delivery(savings_frame(*rows), chances.stated(CERTAIN | odds), runs=100, seed=1)
    return {made.quantile(Fraction(at, 100)) for at in range(1, 101)} | {made.expected}


def test_certain_chances_leave_one_total_and_no_range_to_tell_of() -> None:
    assert totals(*MANY) == {Decimal(750_000)}
    assert not [name for name in figures(*MANY, odds=CERTAIN) if name.startswith("savings.delivery.")]


def test_what_is_uncertain_at_all_makes_a_range_of_what_is_to_be_delivered() -> None:
    made = figures(*MANY, SMALL, odds=CERTAIN | {"amber": 0.5})
    assert amounts(made)[0] == "£0.750m"
    assert rows_of(made["savings.delivery.p50"].rows) == {(SOURCE, row) for row in (2, 3, 4, 5, 7)}


def test_what_has_no_rating_has_the_chance_of_red() -> None:
    assert totals({"reference": "A", "target": 5_000}, red=1) == {Decimal(5_000)}
    assert totals({"reference": "A", "target": 5_000}, amber=1) == {Decimal(0)}


def test_one_saving_comes_in_or_not() -> None:
    made = figures({"reference": "A", "target": 400_000, "rating": "amber"}, runs=10_000)
    assert amounts(made)[:4] == ["£0.000m", made["savings.delivery.p50"].display, "£0.400m", "£0.200m"]
    assert 48 <= float(made["savings.delivery.chance"].value or 0) <= 52


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"reference": "A", "target": 5_000, "rating": "green", "redirected": "yes"}],
        [{"reference": "A", "target": 0, "rating": "green"}],
        [{"reference": "A", "target": 5_000, "rating": "green"}, {"reference": "B", "target": -5_000}],
        [{"reference": "A", "target": -5_000, "rating": "green"}],
    ],
)
def test_where_nothing_is_to_be_delivered_or_less_there_is_no_range(rows: list[Row]) -> None:
    assert not [name for name in figures(*rows) if name.startswith("savings.delivery.")]


def test_a_penny_to_deliver_has_a_range() -> None:
    assert amounts(figures({"reference": "A", "target": "0.01", "rating": "amber"}))[:1] == ["£0.000m"]


@pytest.mark.parametrize("rating", ["red", "amber", "green", None])
@pytest.mark.parametrize(
    ("delivered", "left"), [(None, 300_000), (0, 300_000), (-100_000, 300_000), (-150_000, 250_000)]
)
def test_a_saving_below_nought_is_a_cost_that_is_certain_whatever_its_rating(
    rating: object, delivered: object, left: int
) -> None:
    sure: Row = {"reference": "A", "target": 400_000, "rating": "achieved"}
    cost: Row = {"reference": "B", "target": -100_000, "rating": rating, "delivered": delivered}
    assert totals(sure, cost, red=0.5, amber=0.5, green=0.5) == {Decimal(left)}
    assert chances.most(savings_frame(sure, cost), chances.stated(STATED)) == left
    # What is to be delivered counts the cost as it was planned.
    made = chances.delivery(savings_frame(sure, cost), chances.stated(STATED), runs=10, seed=1)
    assert (made.target, made.chance) == (300_000, int(left >= 300_000))


def test_the_most_is_all_that_has_any_chance() -> None:
    rows: list[Row] = [
        {"reference": "A", "target": 400_000, "rating": "amber", "delivered": 50_000},
        {"reference": "B", "target": 300_000, "rating": "red", "delivered": 20_000},
        {"reference": "C", "target": 200_000, "delivered": None},
        {"reference": "D", "target": 100_000, "rating": "achieved", "delivered": 130_000},
        {"reference": "E", "target": 900_000, "rating": "green", "redirected": "yes"},
    ]
    assert figures(*rows)["savings.delivery.most"].display == "£0.550m"
    assert figures(*rows, odds=STATED | {"red": 0.01})["savings.delivery.most"].display == "£1.030m"
    assert chances.most(savings_frame(*rows), chances.stated(STATED)) == 550_000


@pytest.mark.parametrize(
    ("forecast", "chance"), [(0, "100%"), (300_000, "100%"), (300_001, "50%"), (700_000, "50%"), (700_001, "0%")]
)
def test_the_chance_of_the_officers_forecast_is_of_the_same_runs(forecast: int, chance: str) -> None:
    made = figures(
        {"reference": "A", "target": 400_000, "rating": "amber", "forecast": 0},
        {"reference": "B", "target": 300_000, "rating": "achieved", "forecast": forecast},
        runs=100_000,
    )
    assert made["savings.delivery.forecast-chance"].display == chance
    assert made["savings.delivery.forecast-chance"].from_[0] == "savings.forecast"


def test_without_a_forecast_of_each_there_is_no_chance_of_it() -> None:
    rows: list[Row] = [{"reference": name, "target": 5_000, "rating": "amber"} for name in "AB"]
    assert "savings.delivery.forecast-chance" not in figures(*rows)
    assert "savings.delivery.forecast-chance" not in figures(rows[0] | {"forecast": 5_000}, rows[1])
    assert "savings.delivery.forecast-chance" in figures(*(row | {"forecast": 5_000} for row in rows))


def test_the_order_of_the_rows_changes_nothing_and_the_seed_is_kept() -> None:
    rows: list[Row] = [{"reference": f"A-{at}", "target": 10_000 * at, "rating": "amber"} for at in range(1, 9)]
    assert amounts(figures(*rows)) == amounts(figures(*reversed(rows))) == amounts(figures(*rows))


def test_the_range_names_the_chances_that_it_rests_on_and_its_error() -> None:
    made = figures({"reference": "A", "target": 400_000, "rating": "amber"}, runs=10_000)
    assert {name: made[f"savings.delivery.{name}.chance"].display for name in STATED} == {
        "red": "0%",
        "amber": "50%",
        "green": "90%",
        "achieved": "100%",
    }
    assert made["savings.delivery.runs"].display == "10,000"
    # Twice the root of a half times a half over ten thousand.
    assert (made["savings.delivery.error"].value, made["savings.delivery.error"].display) == (1, "1.00 points")
    assert made["savings.delivery.error"].from_ == ("savings.delivery.runs",)
    assert set(made["savings.delivery.p10"].from_) == {
        "savings.delivery.runs",
        *(f"savings.delivery.{name}.chance" for name in STATED),
    }
    ours = [one for one in made.values() if one.id.startswith("savings.delivery.")]
    assert all(set(one.from_) <= set(made) for one in ours)
