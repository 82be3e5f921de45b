"""The register of other work: what a team helped with outside its programme, and what came of it."""

from __future__ import annotations

from quarterbook.registers.actions import PROVENANCES
from quarterbook.registers.columns import Field
from quarterbook.registers.projects import BENEFIT_KINDS
from quarterbook.registers.register import Register

OTHER_WORK = Register(
    name="other_work",
    codes="P2",
    key=("work",),
    fields=(
        Field("work", required=True),
        Field("benefit"),
        Field("benefit_kind", "choice", choices=BENEFIT_KINDS),
        Field("benefit_amount", "money"),
        Field("provenance", "choice", choices=PROVENANCES),
    ),
)
