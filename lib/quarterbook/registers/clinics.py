"""The register of clinics: the meetings held, suggested or declined on indicators that worry a council."""

from __future__ import annotations

from quarterbook.registers.columns import Field
from quarterbook.registers.register import Register

# Held; suggested by the officers; or, of what the rules suggest, accepted, declined with a reason, or added by hand.
DECISIONS = ("held", "suggested", "accepted", "declined", "added")

CLINICS = Register(
    name="clinics",
    codes="C0",
    key=("clinic", "decision"),
    fields=(
        Field("clinic", required=True),
        Field("date", "dates", required=True, may_be_blank=True),
        Field("decision", "choice", required=True, choices=DECISIONS),
        Field("references", "references"),
        Field("reason"),
        Field("action"),
        Field("outcome"),
        Field("further_clinic"),
    ),
)
