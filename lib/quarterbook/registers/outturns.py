"""The register of outturns: what each indicator came to in a period, against what was promised."""

from __future__ import annotations

from quarterbook.registers.actions import PROVENANCES
from quarterbook.registers.columns import Field
from quarterbook.registers.register import Register

OUTTURNS = Register(
    name="outturns",
    codes="I1",
    key=("reference", "period", "area"),
    spread="actual",
    fields=(
        Field("reference", "reference", required=True),
        Field("period", "period", required=True),
        Field("actual", "measure", required=True, may_be_blank=True),
        Field("target", "measure"),
        Field("previous", "measure"),
        Field("quartile", "quartile"),
        Field("comparator", "measure"),
        Field("reported_status"),
        Field("note"),
        Field("provisional", "yes-no"),
        Field("area"),
        Field("provenance", "choice", choices=PROVENANCES),
    ),
)
