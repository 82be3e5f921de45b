"""Offers for a piece of land: ranked by price, held against its valuation, and the best that could be had for it.

Under section 123 of the Local Government Act 1972 a council needs the Secretary of State's consent to dispose of land
for less than the best that can reasonably be obtained, short tenancies apart. The figures say by how much an offer is
below the valuation and below the highest offer. Whether a higher one can reasonably be obtained, its conditions and
all, is for the council to judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

import pandas as pd

from quarterbook import money
from quarterbook.analysis.budget.sums import Sums
from quarterbook.analysis.figures import Figure, lineage, whole
from quarterbook.money import Shown
from quarterbook.registers.frames import rows
from quarterbook.rounding import half_up
from quarterbook.slugs import slug

# What ids of figures begin with beside the references of the offers, after `offers.`.
RESERVED = frozenset(
    [
        *("count", "unconditional", "conditional", "unsaid", "illustrative"),
        *("valuation", "reaching", "highest", "highest-unconditional", "preferred"),
    ]
)
# Whether an offer is conditional: what is said of it, by what the register has.
TERMS = {"unconditional": False, "conditional": True, "unsaid": None}
_SAID = {
    "unconditional": "that are unconditional",
    "conditional": "that are conditional",
    "unsaid": "of which nobody says whether they are conditional",
}


def valued(text: str) -> Decimal | None:
    """Return a valuation as a parameter gives it; None of no text.

    Raises ValueError where it is no amount, or not above nought.

    >>> valued("£1,234,500"), valued("")
    (Decimal('1234500'), None)
    """
    if not text:
        return None
    try:
        amount = money.parse(text)
    except ValueError as expected:
        raise ValueError(f"'{text}' cannot be read; expected {expected}.") from None
    if not amount:
        raise ValueError("land is valued at more than nought. Leave the valuation out where there is none.")
    return amount


def shown(offers: pd.DataFrame, valuation: Decimal | None = None) -> Shown:
    """Return how the amounts are shown: in full pounds, as bids are weighed, with the pence where there are any."""
    amounts = [one for one in (*offers["price"], *offers["deposit"], valuation) if one is not None]
    whole = all(half_up(one, 2) == half_up(one, 0) for one in amounts)
    return Shown("£", 0 if whole else 2)


def ranked(offers: pd.DataFrame) -> pd.DataFrame:
    """Return the offers with their `rank`, the highest price first; equal prices share the better rank.

    Equal prices stand in the order of the register.
    """
    prices = _to_the_penny(offers)
    ordered = sorted(range(len(offers)), key=lambda at: -prices.iloc[at])
    high_to_low = sorted(prices, reverse=True)
    return offers.iloc[ordered].assign(rank=[high_to_low.index(price) + 1 for price in high_to_low])


def of_terms(offers: pd.DataFrame, terms: str) -> pd.DataFrame:
    """Return the offers that are `unconditional`, `conditional`, or of which that is `unsaid`."""
    wanted, said = TERMS[terms], offers["conditional"]
    return offers[said.isna() if wanted is None else said.eq(wanted).fillna(False).astype(bool)]


def highest(offers: pd.DataFrame) -> pd.DataFrame:
    """Return the offers of the highest price: one, or several that are equal; none of none."""
    prices = _to_the_penny(offers)
    return offers[prices == max(prices, default=None)]


def reaching(offers: pd.DataFrame, valuation: Decimal) -> pd.DataFrame:
    """Return the offers at or above the valuation."""
    return offers[_to_the_penny(offers) >= half_up(valuation, 2)]


def _to_the_penny(offers: pd.DataFrame) -> pd.Series:
    """Prices without the tail of a spreadsheet's formula, which must not part two that are equal."""
    return offers["price"].map(partial(half_up, places=2))


def preferred_of(offers: pd.DataFrame, reference: str) -> pd.DataFrame:
    """Return the offer of a reference; none where none is named."""
    return offers[offers["reference"] == reference]


def figure_id(reference: str, what: str) -> str:
    """Return the id of a figure of one offer.

    >>> figure_id("LOT/1", "price")
    'offers.lot-1.price'
    """
    return f"offers.{slug(reference)}.{what}"


def figures(offers: pd.DataFrame, valuation: Decimal | None, preferred: str, places: int = 0) -> tuple[Figure, ...]:
    """The figures of offers, all under `offers.`, shares with so many `places`.

    `count` and `<terms>.count` (see `TERMS`); `highest.price`, `highest-unconditional.price` (not known where there is
    none); `<reference>.rank` and `<reference>.price`. With a valuation `valuation`, `reaching.count` (offers at or
    above it) and `<reference>.gap` (price less valuation). With a preferred offer `preferred.price`,
    `preferred.below-highest` and, with a valuation, `preferred.below-valuation`: above nought where it is below; and
    the same as a `percent`.
    """
    sums = Sums(shown(offers, valuation), places, lineage(offers))
    return (
        *_counts(offers, sums),
        *_valuation(offers, valuation, sums),
        *_one_by_one(offers, valuation, sums),
        *_highest(offers, sums),
        *_preferred(offers, valuation, preferred, sums),
    )


def _counts(offers: pd.DataFrame, sums: Sums) -> Iterator[Figure]:
    yield sums.count("offers.count", offers, "Offers received")
    for terms, said in _SAID.items():
        yield sums.count(f"offers.{terms}.count", of_terms(offers, terms), f"Offers received {said}")
    made_up = offers[offers["provenance"].eq("illustrative")]
    yield sums.count("offers.illustrative.count", made_up, "Offers received that are illustrative")


def _valuation(offers: pd.DataFrame, valuation: Decimal | None, sums: Sums) -> Iterator[Figure]:
    if valuation is None:
        return
    yield Sums(sums.shown, sums.places).amount("offers.valuation", valuation, "What the land was valued at")
    definition = "Offers received that are at or above the valuation"
    yield sums.count("offers.reaching.count", reaching(offers, valuation), definition)


def _one_by_one(offers: pd.DataFrame, valuation: Decimal | None, sums: Sums) -> Iterator[Figure]:
    order = ranked(offers)
    for row in rows(order):
        name, mine = row.reference, order.loc[[row.Index]]
        price = figure_id(name, "price")
        yield sums.total(price, mine, "price", f"Price that {name} offers")
        definition = f"Rank of {name} among the offers by price"
        yield whole(figure_id(name, "rank"), row.rank, definition, rows=lineage(mine), of=sums.of)
        if valuation is not None:
            definition = f"What {name} offers, less the valuation"
            yield sums.amount(
                figure_id(name, "gap"), row.price - valuation, definition, mine, (price, "offers.valuation")
            )


def _highest(offers: pd.DataFrame, sums: Sums) -> Iterator[Figure]:
    for name, among, words in (
        ("highest", offers, "Highest price offered"),
        ("highest-unconditional", of_terms(offers, "unconditional"), "Highest price offered without conditions"),
    ):
        at = highest(among)
        yield sums.amount(f"offers.{name}.price", next(iter(at["price"]), None), words, at)


def _preferred(offers: pd.DataFrame, valuation: Decimal | None, preferred: str, sums: Sums) -> Iterator[Figure]:
    mine = preferred_of(offers, preferred)
    if mine.empty:
        return
    price = next(iter(mine["price"]))
    words = "the offer that officers prefer"
    yield sums.total("offers.preferred.price", mine, "price", f"Price of {words}")
    best = {"highest": ("offers.highest.price", max(offers["price"]), "the highest offer")}
    if valuation is not None:
        best["valuation"] = ("offers.valuation", valuation, "the valuation")
    for name, (origin, amount, told) in best.items():
        begin, from_ = f"offers.preferred.below-{name}", ("offers.preferred.price", origin)
        below = sums.amount(begin, amount - price, f"By how much {words} is below {told}", mine, from_)
        yield below
        share = f"Share of {told} by which {words} is below it"
        yield sums.share(f"{begin}.percent", below, sums.amount(origin, amount, ""), share, of_size=True)
