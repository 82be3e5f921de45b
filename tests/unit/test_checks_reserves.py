"""Each rule of reserves: what it finds, and the nearest innocent row that it does not."""

from __future__ import annotations

import pytest

from frames import reserves_frame
from quarterbook import checks
from quarterbook.checks.balances import balances
from quarterbook.findings import Finding
from quarterbook.registers.reserves import RESERVES

Row = dict[str, object]
AS_AT, SOURCE = "2023-08-31", "data/exampleshire/reserves.csv"
PAST: Row = {"year": "2022/23", "opening": 5_000_000, "movement": -300_000, "basis": "actual", "closing": 4_700_000}
NOW: Row = {"year": "2023/24", "opening": 4_700_000, "movement": -400_000, "basis": "forecast", "closing": 4_300_000}


def found(code: str, *rows: Row, as_at: str = AS_AT) -> list[Finding]:
    return [one for one in checks.reserves(reserves_frame(*rows), as_at) if one.code == code]


def only(code: str, *rows: Row, place: tuple[int, str], as_at: str = AS_AT) -> str:
    """The message of the rule's one finding, a warning at this place."""
    (one,) = found(code, *rows, as_at=as_at)
    assert (one.severity, one.source, one.row, one.column) == ("warning", SOURCE, *place)
    return one.message


def test_reserves_in_order_give_no_finding() -> None:
    total = {"reserve": "Total", "year": None, "basis": None, "opening": -9, "movement": -9, "closing": 9}
    assert checks.reserves(reserves_frame(PAST, NOW, total), AS_AT) == checks.reserves(RESERVES.empty(), AS_AT) == ()


def test_balances_are_carried_on_from_year_to_year_in_the_order_of_the_file() -> None:
    last = {"year": "2024/25", "movement": 100, "opening": None, "closing": None}
    found = balances(reserves_frame(last, NOW | {"opening": None, "closing": None}, PAST))
    assert [one.row.Index for one in found] == [2, 3, 4]
    assert [one.first for one in found] == [False, False, True]
    assert [one.opening for one in found] == [4_300_000, 4_700_000, 5_000_000]
    assert [one.closing for one in found] == [4_300_100, 4_300_000, 4_700_000]


def test_balances_of_which_nothing_is_known_are_none() -> None:
    (one,) = balances(reserves_frame({"year": "2023/24", "movement": 1}))
    assert (one.opening, one.rolled, one.closing) == (None, None, None)


def test_r30_finds_a_year_that_does_not_add_up() -> None:
    assert only("R30", PAST | {"closing": "4700000.01"}, place=(2, "closing")) == (
        "The opening balance of General reserve and its movement in 2022-23 add up to £4,700,000, which is £0.01 less "
        "than the closing balance that row 2 gives (£4,700,000.01)."
    )


@pytest.mark.parametrize("changed", [{"closing": "4700000.001"}, {"closing": None}, {"opening": None}])
def test_r30_leaves_a_year_that_adds_up_or_does_not_say(changed: Row) -> None:
    assert found("R30", PAST | changed) == []


@pytest.mark.parametrize("closing", [4_700_000, None])
def test_r31_finds_a_year_that_opens_otherwise_than_the_one_before_closed(closing: object) -> None:
    rows = (PAST | {"closing": closing}, NOW | {"opening": 4_800_000, "closing": None})
    assert only("R31", *rows, place=(3, "opening")) == (
        "General reserve opens 2023-24 with £4,800,000, which is £100,000 more than what it closed 2022-23 with "
        "(£4,700,000)."
    )


@pytest.mark.parametrize(
    "changed", [{"opening": "4700000.001"}, {"opening": None}, {"year": "2024/25", "opening": 1}, {"reserve": "Other"}]
)
def test_r31_leaves_the_same_sum_a_blank_other_years_and_other_reserves(changed: Row) -> None:
    assert found("R31", PAST, NOW | changed) == []


def test_r32_finds_a_reserve_from_which_more_is_drawn_than_it_holds() -> None:
    rows = (PAST, NOW | {"opening": None, "movement": "-4700000.01", "closing": None})
    assert only("R32", *rows, place=(3, "movement")) == (
        "General reserve would be overdrawn by £0.01 at the end of 2023-24."
    )
    only("R32", NOW | {"opening": None, "closing": -1}, place=(2, "movement"))


@pytest.mark.parametrize("changed", [{"movement": -4_700_000}, {"movement": "-4700000.001"}, {"opening": None}])
def test_r32_leaves_one_that_is_used_up_and_one_of_which_nothing_is_known(changed: Row) -> None:
    assert found("R32", NOW | {"closing": None} | changed) == []


@pytest.mark.parametrize("as_at", ["2023-03-31", "2023-08-31"])
def test_r33_finds_a_forecast_in_a_year_that_is_over(as_at: str) -> None:
    assert only("R33", PAST | {"basis": "forecast"}, as_at=as_at, place=(2, "basis")) == (
        "The movement of General reserve in 2022-23 is called forecast, but the year ended on 31 March 2023."
    )
    assert found("R33", PAST, as_at=as_at) == []


@pytest.mark.parametrize("as_at", ["2022-04-01", "2023-03-30"])
def test_r33_finds_an_actual_movement_in_a_year_that_is_not_over(as_at: str) -> None:
    assert only("R33", PAST, as_at=as_at, place=(2, "basis")) == (
        "The movement of General reserve in 2022-23 is called actual, but the year ends only on 31 March 2023."
    )
    assert found("R33", PAST | {"basis": "forecast"}, as_at=as_at) == []


def test_r34_finds_a_reserve_that_opens_with_nothing_known() -> None:
    assert only("R34", PAST | {"opening": None}, NOW, place=(2, "opening")) == (
        "General reserve has no opening balance in 2022-23, and no year before it."
    )
    only("R34", PAST, NOW | {"year": "2024/25", "opening": None}, place=(3, "opening"))


def test_r34_leaves_years_that_can_be_carried_on_and_an_opening_of_nought() -> None:
    assert found("R34", NOW | {"opening": None}, PAST) == found("R34", PAST | {"opening": 0}) == []


def test_r35_finds_years_that_are_missing_whatever_their_order() -> None:
    later = NOW | {"year": "2025/26", "opening": 1}
    assert only("R35", later, PAST, place=(2, "year")) == (
        "General reserve has 2022-23 and 2025-26, but no year between them."
    )
    only("R35", PAST, NOW | {"year": "2024/25"}, place=(3, "year"))
    assert len(found("R35", PAST, NOW | {"year": "2024/25"}, NOW | {"year": "2026/27"})) == 2


def test_r35_leaves_years_that_follow_on_each_other_one_year_and_other_reserves() -> None:
    assert found("R35", NOW, PAST, NOW | {"year": "2024/25"}) == found("R35", PAST) == []
    assert found("R35", PAST, NOW | {"reserve": "Other", "year": "2025/26"}) == []


def test_findings_stand_in_the_order_of_their_codes() -> None:
    rows = (
        PAST | {"basis": "forecast", "closing": 1},
        NOW | {"movement": -5_000_000},
        NOW | {"reserve": "B", "opening": None},
        NOW | {"reserve": "B", "year": "2025/26"},
    )
    assert [one.code for one in checks.reserves(reserves_frame(*rows), AS_AT)] == [
        "R30",
        "R30",
        "R31",
        "R32",
        "R33",
        "R34",
        "R35",
    ]
