"""The chart of offers by price, beside what the land was valued at."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from quarterbook.analysis.figures import Figure
from quarterbook.analysis.offers import figure_id, ranked, shown
from quarterbook.document.blocks import Chart, Column, Table
from quarterbook.document.budget.cells import amount, in_unit, money, notes
from quarterbook.document.charts.bars import bars
from quarterbook.document.offer_tables import named
from quarterbook.document.tables import cell
from quarterbook.money import MINUS
from quarterbook.registers.frames import rows

Figures = Mapping[str, Figure]
VALUATION = "Valuation"
# The valuation, an offer, and the one that officers prefer; words tell which it is, too.
VALUED, OFFERED, CHOSEN = "#5f6368", "#1f5a8a", "#2e7d4f"
# One bar compares nothing.
FEWEST = 2


def offers(figures: Figures, received: pd.DataFrame, preferred: str = "") -> list[Chart]:
    """Return a bar for the valuation and one an offer, the highest first.

    No chart is returned of a single bar, or where a price is below nought.
    """
    of = {f"{row.reference}: {named(row, preferred)}": row for row in rows(ranked(received))}
    prices = {label: figures[figure_id(row.reference, "price")] for label, row in of.items()}
    gaps = {label: figures.get(figure_id(row.reference, "gap")) for label, row in of.items()}
    valuation = figures.get("offers.valuation")
    drawn = ({VALUATION: valuation} if valuation else {}) | prices
    if len(drawn) < FEWEST or not prices or any((one.number or 0) < 0 for one in drawn.values()):
        return []
    each = "; ".join(f"{label} {one.display}{_apart(gaps[label])}" for label, one in prices.items())
    beside = f" beside the valuation of {valuation.display}" if valuation else ""
    colours = {VALUATION: VALUED} | {
        label: CHOSEN if row.reference == preferred else OFFERED for label, row in of.items()
    }
    return [
        Chart(
            title=_title(figures, [*prices.values()]),
            alt=f"Bar chart of {len(prices)} {'offer' if len(prices) == 1 else 'offers'}{beside}: {each}.",
            svg=bars(
                [*drawn],
                [float(one.number or 0) for one in drawn.values()],
                [one.display for one in drawn.values()],
                [colours[label] for label in drawn],
            ),
            table=_table(figures, received, drawn, gaps),
        )
    ]


def _title(figures: Figures, prices: list[Figure]) -> str:
    """How many offers reach the valuation; without one, how far they lie apart."""
    if "offers.valuation" not in figures:
        return f"Offers by price: from {prices[-1].display} to {prices[0].display}"
    reach, total = figures["offers.reaching.count"], figures["offers.count"].display
    told = f"{reach.display if reach.value else 'none'} of {total} {'reach' if (reach.number or 0) > 1 else 'reaches'}"
    return f"Offers against the valuation: {told} it"


def _apart(gap: Figure | None) -> str:
    """How far an offer is from the valuation: ' (£1,500 below)'."""
    if gap is None:
        return ""
    if not gap.value:
        return " (equal to it)"
    return f" ({gap.display.removeprefix(MINUS)} {'above' if (gap.number or 0) > 0 else 'below'})"


def _table(
    figures: Figures, received: pd.DataFrame, drawn: Mapping[str, Figure], gaps: Mapping[str, Figure | None]
) -> Table:
    """What the bars show, and how far each offer is from the valuation."""
    valued = VALUATION in drawn
    unit = shown(received)
    cells = tuple(
        (cell(label), amount(one), *((money(figures, gap.id) if (gap := gaps.get(label)) else (),) if valued else ()))
        for label, one in drawn.items()
    )
    heads = (in_unit("Price", unit), *((in_unit("Against the valuation", unit),) if valued else ()))
    return Table(
        caption="Offers by price",
        columns=(Column(label="Offer", width=2.6), *heads),
        rows=cells,
        row_header=True,
        note=notes(cells, figures),
    )
