"""The actions register: what a directorate plan promises, and how far each action is."""

from __future__ import annotations

from quarterbook.registers.columns import Field
from quarterbook.registers.register import Register

STAGES = ("not-started", "in-progress", "paused", "completed", "carried-forward", "withdrawn")
# Counted apart, outside the denominators.
NOT_COUNTED = ("carried-forward", "withdrawn")
PROVENANCES = ("published", "illustrative")

ACTIONS = Register(
    name="actions",
    codes="A0",
    key=("reference",),
    fields=(
        Field("reference", "reference", required=True),
        Field("title", required=True),
        Field("directorate", required=True),
        Field("due_date", "date", required=True),
        Field("percent_complete", "percent", required=True),
        Field("theme"),
        Field("section"),
        Field("stage", "choice", choices=STAGES),
        Field("start_date", "date"),
        Field("original_due_date", "date"),
        Field("completed_date", "date"),
        Field("previous_reference", "reference"),
        Field("reported_rating", "rating"),
        Field("outside_control", "yes-no"),
        Field("reason"),
        Field("on_track", "yes-no"),
        Field("lead"),
        Field("commentary"),
        Field("provenance", "choice", choices=PROVENANCES),
    ),
)
