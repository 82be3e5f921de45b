"""Tables and the chart of offers: what each row says, what is left out, and what is marked."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from frames import by_id, offers_frame
from quarterbook.analysis import offers
from quarterbook.analysis.figures import Figure
from quarterbook.document import charts, offer_tables
from quarterbook.document.blocks import Chart, Table
from quarterbook.document.reading.svg import clean_svg
from quarterbook.registers.offers import OFFERS
from table_texts import heads, texts

Row = dict[str, object]
ROWS: tuple[Row, ...] = (
    {
        "price": 80_000,
        "conditional": "no",
        "deposit": 8_000,
        "completion_date": "2024-03-28",
        "provenance": "illustrative",
    },
    {"price": 125_000, "conditional": "yes", "conditions": "A survey"},
    {"price": 100_000},
)


def figures(*rows: Row, valuation: int | None = 100_000, preferred: str = "") -> dict[str, Figure]:
    read = offers_frame(*rows) if rows else OFFERS.empty()
    return by_id(offers.figures(read, None if valuation is None else Decimal(valuation), preferred))


def chart(*rows: Row, valuation: int | None = 100_000, preferred: str = "") -> Chart:
    (drawn,) = charts.offers(figures(*rows, valuation=valuation), offers_frame(*rows), preferred)
    return drawn


def table(drawn: Chart) -> Table:
    assert drawn.table is not None
    return drawn.table


def test_offers_stand_by_price_with_their_terms() -> None:
    (listed,) = offer_tables.ranked(figures(*ROWS), offers_frame(*ROWS), Decimal(100_000), "O-1")
    assert heads(listed) == ["Offer", "Bidder", "Rank", "Price (£)", "Conditional", "Deposit (£)", "Completion"]
    assert texts(listed) == [
        ("O-2", "Bidder 2", "1", "125,000", "Yes", "", ""),
        ("O-3", "Bidder 3", "2", "100,000", "Not said", "", ""),
        ("O-1 †", "Bidder 1, preferred", "3", "80,000", "No", "8,000", "28 March 2024"),
    ]
    assert listed.note == offer_tables.MADE_UP
    assert [cell.figure for row in listed.rows for run in (row[2], row[3]) for cell in run] == [
        f"offers.{name}.{what}" for name in ("o-2", "o-3", "o-1") for what in ("rank", "price")
    ]


def test_what_no_offer_gives_has_no_column_and_nothing_made_up_no_note() -> None:
    (listed,) = offer_tables.ranked(figures({"price": "5.50"}), offers_frame({"price": "5.50"}))
    assert heads(listed) == ["Offer", "Bidder", "Rank", "Price (£)", "Conditional"]
    assert texts(listed) == [("O-1", "Bidder 1", "1", "5.50", "Not said")]
    assert listed.note == ""


def test_conditions_stand_by_price_where_there_are_any() -> None:
    rows = (*ROWS, {"price": 130_000, "conditions": "Planning permission", "provenance": "illustrative"})
    (listed,) = offer_tables.conditions(offers_frame(*rows))
    assert texts(listed) == [("O-4 †", "Bidder 4", "Planning permission"), ("O-2", "Bidder 2", "A survey")]
    assert listed.note == offer_tables.MADE_UP
    assert offer_tables.conditions(offers_frame(ROWS[0], ROWS[2])) == []


def test_of_no_offers_there_is_neither_table_nor_chart() -> None:
    empty = OFFERS.empty()
    assert offer_tables.ranked(figures(), empty) == offer_tables.conditions(empty) == []
    assert charts.offers(figures(), empty) == []


def test_the_chart_says_what_is_seen_and_its_alternative_every_number() -> None:
    drawn = chart(*ROWS, preferred="O-1")
    assert drawn.title == "Offers against the valuation: 2 of 3 reach it"
    assert drawn.alt == (
        "Bar chart of 3 offers beside the valuation of £100,000: O-2: Bidder 2 £125,000 (£25,000 above); "
        "O-3: Bidder 3 £100,000 (equal to it); O-1: Bidder 1, preferred £80,000 (£20,000 below)."
    )
    assert heads(table(drawn)) == ["Offer", "Price (£)", "Against the valuation (£)"]
    assert texts(table(drawn)) == [
        ("Valuation", "100,000", ""),
        ("O-2: Bidder 2", "125,000", "25,000"),
        ("O-3: Bidder 3", "100,000", "0"),
        ("O-1: Bidder 1, preferred", "80,000", "(20,000)"),
    ]
    assert table(drawn).note == "Amounts in brackets are negative."


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (ROWS[:1], "none of 1 reaches it"),
        (ROWS[1:2], "1 of 1 reaches it"),
        (ROWS[:2], "1 of 2 reaches it"),
        (ROWS[1:], "2 of 2 reach it"),
    ],
)
def test_the_title_counts_the_offers_that_reach_the_valuation(rows: tuple[Row, ...], title: str) -> None:
    assert chart(*rows).title == f"Offers against the valuation: {title}"


def test_without_a_valuation_the_offers_are_seen_beside_each_other() -> None:
    drawn = chart(*ROWS, valuation=None)
    assert drawn.title == "Offers by price: from £80,000 to £125,000"
    assert drawn.alt.startswith("Bar chart of 3 offers: O-2: Bidder 2 £125,000; O-3")
    assert texts(table(drawn)) == [
        ("O-2: Bidder 2", "125,000"),
        ("O-3: Bidder 3", "100,000"),
        ("O-1: Bidder 1", "80,000"),
    ]


@pytest.mark.parametrize(
    ("rows", "valuation"), [(ROWS[:1], None), ((ROWS[0], {"price": -1}), 100_000), ((), 100_000), ((), None)]
)
def test_one_bar_alone_is_not_drawn_nor_a_price_below_nought(rows: tuple[Row, ...], valuation: int | None) -> None:
    read = offers_frame(*rows) if rows else OFFERS.empty()
    assert charts.offers(figures(*rows, valuation=valuation), read) == []


def test_a_price_of_nought_is_drawn() -> None:
    assert chart({"price": 0}).title == "Offers against the valuation: none of 1 reaches it"


def test_bars_are_told_by_label_and_number_and_differ_in_pattern() -> None:
    drawn = chart(*ROWS, preferred="O-1").svg
    assert {"Valuation", "£100,000", "O-2: Bidder 2", "£125,000", "O-1: Bidder 1, preferred"} <= set(
        re.findall(r"<!-- (.+?) -->", drawn)
    )
    assert drawn.count("<pattern") == 3
    assert clean_svg(drawn)


def test_the_same_offers_make_the_same_bytes() -> None:
    assert chart(*ROWS) == chart(*ROWS)
