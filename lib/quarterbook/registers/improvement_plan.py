"""The register of an improvement plan: what is to be done towards which objective, by when, and how far it is."""

from __future__ import annotations

from quarterbook.registers.actions import PROVENANCES
from quarterbook.registers.columns import Field
from quarterbook.registers.register import Register

# What may be said of an action in the column that tells whether it is on target; other words are kept as they are.
COMPLETE, ON_TARGET, SLIPPED, UNDER_WAY = STATUSES = ("complete", "on-target", "slipped", "under-way")

IMPROVEMENT_PLAN = Register(
    name="improvement_plan",
    codes="M0",
    key=("reference",),
    fields=(
        Field("reference", "reference", required=True),
        Field("section", required=True),
        Field("priority_area"),
        Field("objective"),
        # An objective without an action has a row of its own.
        Field("action", required=True, may_be_blank=True),
        Field("target_date", "when", required=True, may_be_blank=True),
        # Where dates that were put off have a column of their own; else target_date says it in words.
        Field("revised_date", "when"),
        Field("measure"),
        Field("on_target", choices=STATUSES),
        Field("owner"),
        Field("update"),
        Field("provenance", "choice", choices=PROVENANCES),
    ),
)
