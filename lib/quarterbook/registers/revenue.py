"""The register of revenue monitoring: what each service may spend in the year, and what it is expected to."""

from __future__ import annotations

from quarterbook.registers.actions import PROVENANCES
from quarterbook.registers.columns import Field
from quarterbook.registers.register import Register

REVENUE = Register(
    name="revenue",
    codes="R0",
    key=("directorate", "service", "period", "area"),
    labels=("directorate", "service"),
    fields=(
        Field("directorate", required=True),
        Field("service", required=True),
        # Blank in a row of a service of which nobody knows: it is left out of the sums, with a finding.
        Field("budget", "money", required=True, may_be_blank=True),
        Field("forecast", "money", required=True, may_be_blank=True),
        Field("actual", "money"),
        Field("period", "period"),
        Field("area"),
        Field("provenance", "choice", choices=PROVENANCES),
    ),
)
