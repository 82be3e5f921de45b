"""Reserves rolled forward: balances year by year, what is drawn, and how long each lasts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from frames import HOUSE, by_id, looked_at, reserves_frame, rows_of
from quarterbook.analysis.budget import reserves, sums
from quarterbook.analysis.budget.reserves import Year, rolled, runway
from quarterbook.analysis.figures import Figure
from quarterbook.periods import Period
from quarterbook.registers.reserves import RESERVES

Row = dict[str, object]
SOURCE = "data/exampleshire/reserves.csv"


def years(opening: int, *movements: int, actual: int = 0) -> tuple[Year, ...]:
    """Years from 2023/24 on, the first few of them actual."""
    made: list[Year] = []
    for nth, movement in enumerate(movements):
        start = made[-1].closing if made else Decimal(opening)
        basis = "actual" if nth < actual else "forecast"
        year = Period.parse(f"{2023 + nth}/{24 + nth}")
        made.append(Year(year, basis, start, Decimal(movement), start + movement))
    return tuple(made)


def figures(*rows: Row) -> dict[str, Figure]:
    read = reserves_frame(*rows) if rows else RESERVES.empty()
    return by_id(reserves.figures(read, sums.of_council("reserves", read, read, HOUSE)[0]))


def shown(made: dict[str, Figure], name: str) -> list[str]:
    return [made[f"{name}.{what}"].display for what in ("approved", "drawn", "to-draw", "committed", "balance")]


PLAN: list[Row] = [
    {"year": "2022/23", "opening": 5_000_000, "movement": -300_000, "basis": "actual"},
    {"year": "2023/24", "movement": -388_000},
    {"year": "2024/25", "movement": -420_000},
]


# --- rolled forward ------------------------------------------------------------------------------


def balances(*rows: Row) -> list[tuple[str, Decimal, Decimal]]:
    return [(str(one.year), one.opening, one.closing) for one in rolled(reserves_frame(*rows))]


def test_a_reserve_is_rolled_from_its_first_year_whatever_the_order() -> None:
    assert balances(PLAN[2], PLAN[0], PLAN[1]) == [
        ("2022-23", 5_000_000, 4_700_000),
        ("2023-24", 4_700_000, 4_312_000),
        ("2024-25", 4_312_000, 3_892_000),
    ]


def test_an_opening_balance_that_is_given_is_used_and_a_closing_one_is_carried_on_to_where_none_is() -> None:
    told = [PLAN[0] | {"closing": 4_500_000}, PLAN[1], PLAN[2] | {"opening": 4_000_000, "closing": 1}]
    assert balances(*told) == [
        ("2022-23", 5_000_000, 4_700_000),
        # Opens with what the file says that the year before closed with.
        ("2023-24", 4_500_000, 4_112_000),
        # Opens as its own row says, and closes with its own sum.
        ("2024-25", 4_000_000, 3_580_000),
    ]
    made = figures(*told)
    assert shown(made, "general-reserve")[-1] == "£3.580m"


@pytest.mark.parametrize(("opening", "years"), [(None, 0), (4_000_000, 2)])
def test_over_a_missing_year_only_an_opening_balance_leads(opening: object, years: int) -> None:
    assert len(balances(PLAN[0], PLAN[2] | {"opening": opening})) == years


def test_one_whose_first_year_has_no_opening_is_not_rolled_and_has_no_figures() -> None:
    rows: list[Row] = [{"year": "2022/23", "movement": 5}, {"year": "2023/24", "opening": 5, "movement": 5}]
    assert rolled(reserves_frame(*rows)) == ()
    made = figures(*rows, PLAN[0] | {"reserve": "Other"})
    assert not [name for name in made if name.startswith("general-reserve.")]
    assert (made["reserves.count"].value, made["reserves.approved"].display) == (1, "£5.000m")


def test_reserves_stand_in_the_order_of_the_file() -> None:
    read = reserves_frame(*(PLAN[0] | {"reserve": name} for name in ("B", "A")), {"reserve": "Total", "movement": 0})
    assert list(reserves.by_reserve(read)) == ["B", "A"]


# --- figures -------------------------------------------------------------------------------------


def test_what_was_drawn_and_is_to_be_drawn_leave_the_balance() -> None:
    made = figures(*PLAN)
    assert shown(made, "general-reserve") == ["£5.000m", "£0.300m", "£0.808m", "£1.108m", "£3.892m"]
    assert shown(made, "reserves") == shown(made, "general-reserve")
    assert rows_of(made["general-reserve.approved"].rows) == {(SOURCE, 2)}
    assert rows_of(made["general-reserve.to-draw"].rows) == {(SOURCE, 3), (SOURCE, 4)}
    assert made["general-reserve.balance"].definition == (
        "General reserve: balance after 2024-25, once all of this is drawn"
    )


def test_all_reserves_are_added_up() -> None:
    second: Row = {"reserve": "Second", "year": "2023/24", "opening": 1_000_000, "movement": 250_000}
    made = figures(*PLAN, second)
    assert shown(made, "second") == ["£1.000m", "£0.000m", "−£0.250m", "−£0.250m", "£1.250m"]
    assert shown(made, "reserves") == ["£6.000m", "£0.300m", "£0.558m", "£0.858m", "£5.142m"]
    assert set(made["reserves.drawn"].from_) == {"general-reserve.drawn", "second.drawn"}
    assert made["second.runway"].value is None
    assert made["second.runway"].display == "n/a"


def test_a_single_actual_year_has_nothing_to_be_drawn_and_no_end() -> None:
    made = figures(PLAN[0])
    assert shown(made, "general-reserve") == ["£5.000m", "£0.300m", "£0.000m", "£0.300m", "£4.700m"]
    assert made["general-reserve.runway"].display == "n/a"


def test_no_reserves_come_to_nought() -> None:
    made = figures()
    assert shown(made, "reserves") == ["£0.000m"] * 5
    assert made["reserves.count"].value == 0


def test_every_figure_names_only_figures_that_there_are_and_reaches_the_rows() -> None:
    made = figures(*PLAN)
    for name, one in made.items():
        assert set(one.from_) <= set(made), name
        assert looked_at(one, made) == {(SOURCE, row) for row in (2, 3, 4)}, name


# --- runway --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "lasts"),
    [
        # After the plan the mean draw goes on: 4 left, 3 a year on the mean of two years.
        (years(10, -4, -2), 2 + Fraction(4, 3)),
        # What was drawn in actual years is history.
        (years(10, -4, -2, actual=1), 1 + Fraction(4, 2)),
        # Spent at the end of the plan to the penny.
        (years(6, -4, -2), Fraction(2)),
        # Overdrawn in the second year, of whose draw of 4 it can pay 2.
        (years(6, -4, -4), 1 + Fraction(1, 2)),
        # Added to first: 12 at the end, after a net draw of 2 in two years.
        (years(14, 2, -4), 2 + Fraction(12 * 2, 2)),
        # Overdrawn before the plan begins.
        (years(-1, -4), Fraction(0)),
        (years(1, -4, -4, actual=1), Fraction(0)),
        # Empty when the plan begins.
        (years(0, -4), Fraction(0)),
        # Overdrawn, and left alone or paid into for a year.
        (years(-1, 0, -4), Fraction(0)),
        (years(-5, 2, -4), Fraction(0)),
        (years(-5, 4), Fraction(0)),
        # Overdrawn on the way, though the plan ends in plus and adds to it in all: 1 of a draw of 2 can be paid.
        (years(1, -2, 5), Fraction(1, 2)),
        (years(4, -2, -3, 9), 1 + Fraction(2, 3)),
        # In actual years it was, which is history.
        (years(1, -2, 3, -1, actual=2), 1 + Fraction(1)),
    ],
)
def test_a_reserve_lasts_as_long_as_it_can_pay_the_planned_draws(plan: tuple[Year, ...], lasts: Fraction) -> None:
    assert runway(plan) == lasts


@pytest.mark.parametrize("plan", [(), years(10, -4, actual=1), years(10, 0), years(10, 4, -4), years(-5, 6)])
def test_where_the_plan_draws_nothing_from_it_a_reserve_has_no_end(plan: tuple[Year, ...]) -> None:
    assert runway(plan) is None


@pytest.mark.parametrize(
    ("rows", "lowest"),
    [
        (PLAN, "£3.892m"),
        ([*PLAN, {"year": "2025/26", "movement": -3_900_000}, {"year": "2026/27", "movement": 2_000_000}], "−£0.008m"),
        (PLAN[:1], "£4.700m"),
    ],
)
def test_the_lowest_is_what_it_holds_at_the_end_of_some_year(rows: list[Row], lowest: str) -> None:
    made = figures(*rows)
    assert made["general-reserve.lowest"].display == lowest
    assert "reserves.lowest" not in made


def test_the_runway_is_a_figure_with_a_tenth_of_a_year() -> None:
    # 3,892,000 at 404,000 a year after the two years of the plan: 2 + 9.6336...
    one = figures(*PLAN)["general-reserve.runway"]
    assert (one.value, one.display, one.unit) == (11.6, "11.6 years", "years")
    assert one.exact == "11.63366337"
