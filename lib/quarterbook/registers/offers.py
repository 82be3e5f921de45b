"""The register of offers: what is bid for a piece of the council's land, and on which terms."""

from __future__ import annotations

from quarterbook.registers.actions import PROVENANCES
from quarterbook.registers.columns import Field
from quarterbook.registers.register import Register

OFFERS = Register(
    name="offers",
    codes="L0",
    key=("reference",),
    fields=(
        Field("reference", "reference", required=True),
        # Who bids, and of what kind they are; never a person's name.
        Field("bidder", required=True),
        Field("price", "money", required=True),
        Field("conditions"),
        # Blank is not said, which is not the same as no.
        Field("conditional", "yes-no"),
        Field("deposit", "money"),
        Field("completion_date", "date"),
        Field("provenance", "choice", choices=PROVENANCES),
    ),
)
