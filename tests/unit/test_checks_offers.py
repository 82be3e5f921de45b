"""The register of offers, and each rule on it: what it finds, and the nearest innocent row that it does not."""

from __future__ import annotations

import pandas as pd
import pytest

from frames import offers_frame
from quarterbook import checks
from quarterbook.findings import Finding
from quarterbook.registers.offers import OFFERS
from quarterbook.registers.register import RegisterError

Row = dict[str, object]
AS_AT = "2023-11-21"
IN_ORDER: Row = {"price": "100,000", "conditional": "no", "deposit": 10_000, "completion_date": "2024-03-28"}


def found(code: str, *rows: Row) -> list[Finding]:
    """The findings of one rule in offers that are in order but for what is changed."""
    return [one for one in checks.offers(offers_frame(*(IN_ORDER | row for row in rows)), AS_AT) if one.code == code]


def only(code: str, row: Row, column: str) -> str:
    """The message of the rule's one finding, which stands on the second of two rows."""
    (one,) = found(code, {}, row)
    assert (one.severity, one.source, one.row, one.column) == ("warning", "data/exampleshire/offers.csv", 3, column)
    return one.message


def test_an_offer_is_read_with_its_terms() -> None:
    (row,) = offers_frame(IN_ORDER | {"conditional": "yes", "conditions": "A survey"}).itertuples()
    assert (row.reference, row.bidder, row.price, row.deposit) == ("O-1", "Bidder 1", 100_000, 10_000)
    assert (row.conditional, row.conditions, row.completion_date) == (True, "A survey", pd.Timestamp("2024-03-28"))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"reference": "O-1"}, "column 'reference': 'O-1' stands in row 2 already; give each row its own. [L03]"),
        ({"bidder": None}, "column 'bidder': the cell is blank; bidder must be filled in. [L02]"),
        ({"price": None}, "column 'price': the cell is blank; price must be filled in. [L02]"),
        ({"price": "£2.5m"}, "column 'price': '£2.5m' cannot be read; expected an amount in £, "),
        ({"conditional": "maybe"}, "column 'conditional': 'maybe' cannot be read; expected "),
        ({"completion_date": "soon"}, "column 'completion_date': 'soon' cannot be read; expected a date "),
    ],
)
def test_what_stops_the_offers_is_told_with_its_place(row: Row, told: str) -> None:
    with pytest.raises(RegisterError) as refused:
        offers_frame(IN_ORDER, IN_ORDER | row)
    assert str(refused.value).startswith(f"data/exampleshire/offers.csv, row 3, {told}")


def test_offers_in_order_give_no_finding() -> None:
    bare = offers_frame({"price": 1})
    for read in (offers_frame(IN_ORDER, IN_ORDER | {"deposit": None, "completion_date": None}), bare, OFFERS.empty()):
        assert checks.offers(read, AS_AT) == ()


@pytest.mark.parametrize(("price", "told"), [("0", "£0"), ("(500)", "−£500")])
def test_l10_finds_a_price_that_is_not_above_nought(price: str, told: str) -> None:
    assert only("L10", {"price": price}, "price") == f"The price that O-2 offers is {told}."


@pytest.mark.parametrize("price", ["0.01", "1"])
def test_l10_leaves_a_price_above_nought(price: str) -> None:
    assert found("L10", {"price": price}) == []


def test_l11_finds_a_deposit_above_the_price() -> None:
    told = only("L11", {"deposit": "100,000.01"}, "deposit")
    assert told == "The deposit of O-2 is £100,000.01, and its price only £100,000."


@pytest.mark.parametrize("deposit", ["100,000", "100,000.000001", None])
def test_l11_leaves_a_deposit_up_to_the_price_and_none(deposit: object) -> None:
    assert found("L11", {"deposit": deposit}) == []


def test_l12_finds_a_completion_before_the_day_of_the_report() -> None:
    told = only("L12", {"completion_date": "2023-11-20"}, "completion_date")
    assert told == "O-2 would be completed on 20 November 2023, before the day of the report."


@pytest.mark.parametrize("day", ["2023-11-21", "2023-11-22", None])
def test_l12_leaves_a_completion_on_that_day_and_later_and_none(day: object) -> None:
    assert found("L12", {"completion_date": day}) == []


def test_findings_stand_in_the_order_of_their_codes() -> None:
    read = offers_frame({"price": 5, "completion_date": "2023-11-20"}, {"price": 5, "deposit": 6}, {"price": 0})
    assert [one.code for one in checks.offers(read, AS_AT)] == ["L10", "L11", "L12"]
