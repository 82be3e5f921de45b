"""The register of capital financing: from which sources the year's programme is to be paid."""

from __future__ import annotations

from quarterbook.registers.actions import PROVENANCES
from quarterbook.registers.columns import Field
from quarterbook.registers.register import Register

# The council's own first; what depends on sales or on others after them.
FUNDING = ("receipts", "reserves", "revenue", "grant", "contributions", "borrowing")

CAPITAL = Register(
    name="capital",
    codes="K0",
    key=("source", "title", "area"),
    labels=("source", "title"),
    fields=(
        Field("source", "choice", required=True, choices=FUNDING, column="funding"),
        Field("title"),
        Field("planned", "money", required=True),
        Field("achieved", "money"),
        Field("forecast", "money"),
        # Where only a round sum is known: it is then shown as 'about'.
        Field("approximate", "yes-no"),
        Field("area"),
        Field("provenance", "choice", choices=PROVENANCES),
    ),
)
