"""The register of performance indicators: what each measures, and which way is better."""

from __future__ import annotations

from quarterbook.registers.actions import PROVENANCES
from quarterbook.registers.columns import Field
from quarterbook.registers.register import Register

# Whether a higher value is better, a lower one, one near its target, or none is.
POLARITIES = ("higher", "lower", "band", "none")

INDICATORS = Register(
    name="indicators",
    codes="I0",
    key=("reference",),
    fields=(
        Field("reference", "reference", required=True),
        Field("title", required=True),
        Field("unit", required=True),
        Field("polarity", "choice", required=True, choices=POLARITIES),
        Field("theme"),
        Field("definition"),
        Field("decimals", "whole"),
        Field("frequency", "frequency"),
        Field("stretch", "yes-no"),
        Field("cumulative", "yes-no"),
        Field("tolerance", "tolerance"),
        Field("owner"),
        Field("provenance", "choice", choices=PROVENANCES),
    ),
)
