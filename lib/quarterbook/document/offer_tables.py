"""Tables of offers for land: ranked by price, and what each is conditional on."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from quarterbook.analysis.figures import Figure
from quarterbook.analysis.offers import figure_id, shown
from quarterbook.analysis.offers import ranked as by_price
from quarterbook.document.blocks import Column, Table
from quarterbook.document.budget.cells import in_unit, money, notes, plain
from quarterbook.document.tables import ILLUSTRATIVE, cell, cited, illustrative, listing, marked, text_of
from quarterbook.quarters import in_words
from quarterbook.registers.frames import rows

Figures = Mapping[str, Figure]
TERMS = {True: "Yes", False: "No"}
NOT_SAID = "Not said"
PREFERRED = ", preferred"
MADE_UP = f"{ILLUSTRATIVE} Illustrative: made up to show how the paper reads."


def ranked(
    figures: Figures, offers: pd.DataFrame, valuation: Decimal | None = None, preferred: str = ""
) -> list[Table]:
    """Return the offers, the highest price first, with their terms; none where there is none."""
    unit = shown(offers, valuation)
    made = [
        (
            cell(marked(row.reference, row)),
            cell(named(row, preferred)),
            cited(figures[figure_id(row.reference, "rank")]),
            money(figures, figure_id(row.reference, "price")),
            cell(NOT_SAID if pd.isna(row.conditional) else TERMS[bool(row.conditional)]),
            plain(row.deposit, unit),
            cell("" if pd.isna(row.completion_date) else in_words(row.completion_date)),
        )
        for row in rows(by_price(offers))
    ]
    columns = (
        Column(label="Offer", width=0.9),
        Column(label="Bidder", width=2.2),
        Column(label="Rank", align="end", width=0.6),
        in_unit("Price", unit, width=1.1),
        Column(label="Conditional", width=1.1),
        in_unit("Deposit", unit, width=1.1),
        Column(label="Completion", width=1.5),
    )
    return listing("Offers received, by price", columns, made, notes(made, figures, _made_up(offers)))


def named(row: Any, preferred: str) -> str:
    """Return who makes an offer, and by word whether it is the one that officers prefer."""
    return f"{row.bidder}{PREFERRED}" if row.reference == preferred else str(row.bidder)


def conditions(offers: pd.DataFrame) -> list[Table]:
    """Return what offers are conditional on, the highest price first; none where nothing is said of any."""
    told = by_price(offers[offers["conditions"].notna()])
    made = [(cell(marked(row.reference, row)), cell(row.bidder), cell(text_of(row.conditions))) for row in rows(told)]
    columns = (
        Column(label="Offer", width=0.8),
        Column(label="Bidder", width=1.8),
        Column(label="Conditions", width=4),
    )
    return listing("Conditions of the offers", columns, made, _made_up(told))


def _made_up(offers: pd.DataFrame) -> str:
    return MADE_UP if illustrative(offers) else ""
