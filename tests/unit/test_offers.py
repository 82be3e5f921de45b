"""Offers: ranked, parted by their terms, and weighed against the valuation and the best of them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frames import by_id, looked_at, offers_frame, rows_of
from quarterbook.analysis import offers
from quarterbook.analysis.figures import Figure
from quarterbook.money import Shown
from quarterbook.registers.offers import OFFERS

Row = dict[str, object]
SOURCE = "data/exampleshire/offers.csv"
VALUATION = Decimal(100_000)
# Of four offers the third is the highest, the second and the fourth are equal, and of one nobody says its terms.
ROWS: tuple[Row, ...] = (
    {"price": 80_000, "conditional": "no"},
    {"price": 100_000, "conditional": "no"},
    {"price": 125_000, "conditional": "yes"},
    {"price": 100_000, "provenance": "illustrative"},
)


def figures(*rows: Row, valuation: Decimal | None = VALUATION, preferred: str = "") -> dict[str, Figure]:
    return by_id(offers.figures(offers_frame(*rows), valuation, preferred))


def shown(made: dict[str, Figure]) -> dict[str, str]:
    return {name.removeprefix("offers."): figure.display for name, figure in made.items()}


def test_the_highest_is_first_and_equal_prices_share_the_better_rank() -> None:
    order = offers.ranked(offers_frame(*ROWS))
    assert [*zip(order["reference"], order["rank"], strict=True)] == [("O-3", 1), ("O-2", 2), ("O-4", 2), ("O-1", 4)]


def test_the_tail_of_a_formula_parts_no_equal_prices() -> None:
    tail = offers_frame({"price": "100000"}, {"price": "100000.0000001"}, {"price": "99999.99"})
    assert offers.ranked(tail)["rank"].tolist() == [1, 1, 3]
    assert offers.ranked(tail)["reference"].tolist() == ["O-1", "O-2", "O-3"]
    assert len(offers.highest(tail)) == 2
    assert len(offers.reaching(tail, VALUATION)) == 2


@given(st.lists(st.integers(-5, 5), max_size=8))
def test_a_rank_is_one_more_than_the_offers_that_are_higher(prices: list[int]) -> None:
    read = offers_frame(*({"price": price} for price in prices)) if prices else OFFERS.empty()
    order = offers.ranked(read)
    assert sorted(order.index) == sorted(read.index)
    assert [*order["price"]] == sorted(prices, reverse=True)
    assert [*order["rank"]] == [1 + sum(other > price for other in prices) for price in order["price"]]
    assert {*offers.highest(read).index} == {*order.index[order["rank"] == 1]}


@pytest.mark.parametrize(
    ("terms", "references"), [("unconditional", ["O-1", "O-2"]), ("conditional", ["O-3"]), ("unsaid", ["O-4"])]
)
def test_an_offer_of_which_nobody_says_is_neither(terms: str, references: list[str]) -> None:
    assert offers.of_terms(offers_frame(*ROWS), terms)["reference"].tolist() == references


@pytest.mark.parametrize(("text", "amount"), [("£100,000", 100_000), ("£0.5m", 500_000), ("£0.01", Decimal("0.01"))])
def test_a_valuation_is_an_amount_as_a_sentence_has_it(text: str, amount: object) -> None:
    assert offers.valued(text) == amount


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("100000", "'100000' cannot be read; expected an amount such as £0.5m, £250k or £250,000."),
        ("much", "'much' cannot be read; expected an amount such as £0.5m, £250k or £250,000."),
        ("£0", "land is valued at more than nought. Leave the valuation out where there is none."),
    ],
)
def test_what_is_no_valuation_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(why)}$"):
        offers.valued(text)


def test_no_valuation_is_none() -> None:
    assert offers.valued("") is None


@pytest.mark.parametrize(
    ("row", "valuation", "places"),
    [
        ({"price": 5}, None, 0),
        ({"price": 5, "deposit": 1}, Decimal("7.00"), 0),
        ({"price": "5.0000001"}, None, 0),
        ({"price": "5.50"}, None, 2),
        ({"price": 5, "deposit": "0.01"}, None, 2),
        ({"price": 5}, Decimal("7.25"), 2),
    ],
)
def test_amounts_are_in_full_pounds_with_pence_where_there_are_any(
    row: Row, valuation: Decimal | None, places: int
) -> None:
    assert offers.shown(offers_frame(row), valuation) == Shown("£", places)


def test_every_figure_of_four_offers() -> None:
    assert shown(figures(*ROWS, preferred="O-1")) == {
        "count": "4",
        "unconditional.count": "2",
        "conditional.count": "1",
        "unsaid.count": "1",
        "illustrative.count": "1",
        "valuation": "£100,000",
        "reaching.count": "3",
        **{"o-3.price": "£125,000", "o-3.rank": "1", "o-3.gap": "£25,000"},
        **{"o-2.price": "£100,000", "o-2.rank": "2", "o-2.gap": "£0"},
        **{"o-4.price": "£100,000", "o-4.rank": "2", "o-4.gap": "£0"},
        **{"o-1.price": "£80,000", "o-1.rank": "4", "o-1.gap": "−£20,000"},
        "highest.price": "£125,000",
        "highest-unconditional.price": "£100,000",
        "preferred.price": "£80,000",
        **{"preferred.below-highest": "£45,000", "preferred.below-highest.percent": "36%"},
        **{"preferred.below-valuation": "£20,000", "preferred.below-valuation.percent": "20%"},
    }


def test_every_id_is_of_offers_and_every_definition_stands_once() -> None:
    made = figures(*ROWS, preferred="O-1")
    assert {name.split(".")[0] for name in made} == {"offers"}
    assert len({figure.definition for figure in made.values()}) == len(made)


@pytest.mark.parametrize(
    ("preferred", "below_highest", "below_valuation"),
    [("O-3", "£0", "−£25,000"), ("O-2", "£25,000", "£0"), ("O-1", "£45,000", "£20,000")],
)
def test_what_is_preferred_is_below_above_or_neither(preferred: str, below_highest: str, below_valuation: str) -> None:
    made = shown(figures(*ROWS, preferred=preferred))
    assert (made["preferred.below-highest"], made["preferred.below-valuation"]) == (below_highest, below_valuation)


def test_without_a_valuation_nothing_is_held_against_one() -> None:
    made = shown(figures(*ROWS, valuation=None, preferred="O-1"))
    assert not [name for name in made if "valuation" in name or name.endswith(".gap") or name.startswith("reaching")]
    assert made["preferred.below-highest"] == "£45,000"


@pytest.mark.parametrize("preferred", ["", "O-9"])
def test_without_a_preferred_offer_there_is_no_figure_of_one(preferred: str) -> None:
    assert not [name for name in figures(*ROWS, preferred=preferred) if "preferred" in name]


def test_of_conditional_offers_alone_the_highest_unconditional_is_not_known() -> None:
    made = figures({"price": 5, "conditional": "yes"}, {"price": 6})
    assert made["offers.highest-unconditional.price"].value is None
    assert made["offers.highest.price"].value == 6


def test_no_offers_make_figures_of_nothing() -> None:
    made = by_id(offers.figures(OFFERS.empty(), VALUATION, ""))
    assert (made["offers.count"].value, made["offers.highest.price"].value) == (0, None)


def test_a_price_below_nought_has_a_share_with_the_sign_of_the_part() -> None:
    made = figures({"price": -100}, {"price": -150}, valuation=None, preferred="O-2")
    assert made["offers.preferred.below-highest"].value == 50
    assert made["offers.preferred.below-highest.percent"].value == 50


def test_a_figure_names_its_rows_and_all_that_could_change_it() -> None:
    made = figures(*ROWS, preferred="O-1")
    everything = {(SOURCE, row) for row in range(2, 6)}
    for name, figure in made.items():
        assert looked_at(figure, made) == (set() if name == "offers.valuation" else everything), name
    assert rows_of(made["offers.highest.price"].rows) == {(SOURCE, 4)}
    assert rows_of(made["offers.reaching.count"].rows) == {(SOURCE, 3), (SOURCE, 4), (SOURCE, 5)}
    assert rows_of(made["offers.o-1.gap"].rows) == {(SOURCE, 2)}
    assert made["offers.preferred.below-valuation"].from_ == ("offers.preferred.price", "offers.valuation")
    assert made["offers.preferred.below-highest.percent"].from_ == (
        "offers.preferred.below-highest",
        "offers.highest.price",
    )
