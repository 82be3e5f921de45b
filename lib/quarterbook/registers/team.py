"""The register of a team: its roles, what each is for, and how many full-time equivalents it is."""

from __future__ import annotations

from quarterbook.registers.actions import PROVENANCES
from quarterbook.registers.columns import Field
from quarterbook.registers.register import Register

TEAM = Register(
    name="team",
    codes="P1",
    key=("role", "purpose"),
    fields=(
        # The post, never a person.
        Field("role", required=True),
        Field("purpose"),
        Field("fte", "number", required=True, may_be_blank=True),
        Field("provenance", "choice", choices=PROVENANCES),
    ),
)
