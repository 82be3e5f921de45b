"""The register of reserves: what each held at the start, and what is added to it or drawn from it, year by year."""

from __future__ import annotations

from quarterbook.registers.actions import PROVENANCES
from quarterbook.registers.columns import Field
from quarterbook.registers.register import Register

BASES = ("actual", "forecast")

RESERVES = Register(
    name="reserves",
    codes="R1",
    key=("reserve", "year", "area"),
    labels=("reserve",),
    fields=(
        Field("reserve", required=True),
        Field("year", "year", required=True),
        # Below nought it is drawn on.
        Field("movement", "money", required=True),
        Field("basis", "choice", required=True, choices=BASES),
        Field("opening", "money"),
        Field("closing", "money"),
        Field("area"),
        Field("provenance", "choice", choices=PROVENANCES),
    ),
)
