"""The register of questions: what members asked of the executive, and what came back."""

from __future__ import annotations

from quarterbook.registers.columns import Field
from quarterbook.registers.register import Register

STATUSES = ("open", "part-answered", "answered")

QUESTIONS = Register(
    name="questions",
    codes="Q0",
    key=("number",),
    fields=(
        Field("number", "reference", required=True),
        Field("text", required=True),
        Field("theme"),
        # The number of the question that this is a point of.
        Field("part_of", "reference"),
        Field("asked_of"),
        Field("answer"),
        Field("status", "choice", choices=STATUSES),
    ),
)
