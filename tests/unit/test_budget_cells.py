"""Cells of money: without their unit, negatives in brackets and by word."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quarterbook.analysis import figures
from quarterbook.analysis.figures import Figure
from quarterbook.document.blocks import Run
from quarterbook.document.budget import cells
from quarterbook.money import Shown, Unit
from quarterbook.rounding import NOT_KNOWN


def made(pounds: int | None, shown: Shown = Shown(), *, about: bool = False) -> Figure:  # noqa: B008
    known = None if pounds is None else Decimal(pounds)
    return figures.amount("adults.variance", known, shown, "Variance: Adults", about=about)


@pytest.mark.parametrize(
    ("unit", "places", "pounds", "text", "spoken"),
    [
        ("£m", 3, 15_979_000, "15.979", ""),
        ("£m", 3, -320_400, "(0.320)", "minus 0.320"),
        ("£m", 3, 0, "0.000", ""),
        ("£m", 3, -400, "0.000", ""),  # nothing, as shown, has no sign
        ("£m", 1, 1_234_560_000, "1,234.6", ""),
        ("£000", 0, -1_180_000, "(1,180)", "minus 1,180"),
        ("£", 2, -1_234, "(1,234.00)", "minus 1,234.00"),
    ],
)
def test_an_amount_has_no_unit_and_a_negative_one_stands_in_brackets_and_is_heard(
    unit: Unit, places: int, pounds: int, text: str, spoken: str
) -> None:
    shown = Shown(unit, places)
    assert cells.amount(made(pounds, shown)) == (Run(text=text, spoken=spoken, figure="adults.variance"),)
    assert cells.plain(Decimal(pounds), shown) == (Run(text=text, spoken=spoken),)


@pytest.mark.parametrize(
    ("pounds", "text", "spoken"),
    [
        (11_500_000, "about 11.5", ""),
        (15_020_000, "about 15", ""),
        (-950_000, "about (1)", "about minus 1"),
        (0, "0", ""),
    ],
)
def test_what_is_known_roughly_says_so(pounds: int, text: str, spoken: str) -> None:
    assert cells.amount(made(pounds, about=True)) == (Run(text=text, spoken=spoken, figure="adults.variance"),)


def test_what_is_not_known_is_left_out_of_a_table_and_said_where_it_stands_alone() -> None:
    unknown = made(None)
    assert cells.amount(unknown) == (Run(text=NOT_KNOWN, figure="adults.variance"),)
    assert cells.money({unknown.id: unknown}, unknown.id) == ()
    assert cells.money({}, "adults.actual") == ()
    assert cells.plain(None, Shown()) == ()
    assert cells.plain(float("nan"), Shown()) == ()


@pytest.mark.parametrize(
    ("part", "text", "spoken"), [(60_000, "6%", ""), (-60_000, "(6%)", "minus 6%"), (-4_000, "0%", "")]
)
def test_a_share_keeps_its_sign_in_brackets(part: int, text: str, spoken: str) -> None:
    whole = made(1_000_000).model_copy(update={"id": "adults.budget"})
    share = figures.share("share", made(part), whole, "Variance of budget", 0)
    assert cells.percent({"share": share}, "share") == (Run(text=text, spoken=spoken, figure="share"),)


def test_a_share_of_nothing_is_left_out() -> None:
    share = figures.share("share", made(1), made(0), "Variance of budget", 0)
    assert cells.percent({"share": share}, "share") == ()
    assert cells.percent({}, "share") == ()


@pytest.mark.parametrize(
    ("variance", "material", "told"),
    [
        (Decimal(1), False, "▲ Over"),
        (Decimal(1), True, "▲ Over, material"),
        (Decimal(-1), True, "▼ Under, material"),
        (Decimal(0), False, "On budget"),
    ],
)
def test_a_position_is_told_by_word_and_not_by_a_symbol_alone(variance: Decimal, material: bool, told: str) -> None:
    assert cells.position(variance, material=material) == told.replace("▲ ", "▲\u00a0").replace("▼ ", "▼\u00a0")


@pytest.mark.parametrize("unit", ["£", "£000", "£m"])
def test_a_column_says_its_unit_and_stands_at_the_end(unit: Unit) -> None:
    column = cells.in_unit("Budget", Shown(unit, 0), 0.9)
    assert (column.label, column.align, column.width) == (f"Budget ({unit})", "end", 0.9)
