"""The register of activity: what the scrutiny panels did, an item a row."""

from __future__ import annotations

from quarterbook.registers.actions import PROVENANCES
from quarterbook.registers.columns import Field
from quarterbook.registers.register import Register

KINDS = ("meeting", "working-group", "review", "consultation", "response", "training")

ACTIVITY = Register(
    name="activity",
    codes="V0",
    # Nothing names an item: a panel may take one subject up at several meetings, or with several guests at one.
    key=(),
    fields=(
        Field("panel", required=True),
        Field("date", "date", required=True, may_be_blank=True),
        Field("kind", "choice", required=True, choices=KINDS),
        Field("subject", required=True),
        Field("with", column="met_with"),
        Field("outcome"),
        Field("provenance", "choice", choices=PROVENANCES),
    ),
)
