"""The register of people: how many there are of each group, and of each category within it, period by period."""

from __future__ import annotations

from quarterbook.registers.actions import PROVENANCES
from quarterbook.registers.columns import Field
from quarterbook.registers.register import Register

PEOPLE = Register(
    name="people",
    codes="N0",
    key=("measure", "period", "group", "category"),
    # What is added up is worked out here, so that all of it can be kept back where it must.
    labels=("group", "category"),
    fields=(
        Field("measure", required=True),
        Field("period", "period", required=True),
        Field("group", required=True),
        Field("category"),
        Field("count", "people", required=True),
        Field("provenance", "choice", choices=PROVENANCES),
    ),
)
