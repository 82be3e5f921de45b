"""The register of improvement projects: what each is for, in which phase it is, and what came or is to come of it."""

from __future__ import annotations

import pandas as pd

from quarterbook.registers.actions import PROVENANCES
from quarterbook.registers.columns import Field
from quarterbook.registers.register import Register

# Tried for its worth; being done; done; gone on in another programme.
DIAGNOSTIC, DELIVERY, COMPLETED, SUBSUMED = "diagnostic", "delivery", "completed", "subsumed"
PHASES = (DIAGNOSTIC, DELIVERY, COMPLETED, SUBSUMED)
UNDER_WAY = (DIAGNOSTIC, DELIVERY)
# How a sentence says in which a project is.
IN_PHASE = {
    DIAGNOSTIC: "in the diagnostic phase",
    DELIVERY: "in delivery",
    COMPLETED: "completed",
    SUBSUMED: "subsumed",
}
BENEFIT_KINDS = ("grant", "saving", "cost-avoided", "income", "service")
# Of these a sum of money is to be expected.
MONEY_KINDS = ("grant", "saving", "cost-avoided", "income")
# How the note on the status of a project begins that is on hold.
HELD = r"\s*(?:on[ -]hold|paused)\b"

PROJECTS = Register(
    name="projects",
    codes="P0",
    # A project in two phases is told of by rule P10, which names both.
    key=("reference", "phase"),
    fields=(
        Field("reference", "reference", required=True),
        Field("title", required=True),
        Field("phase", "choice", required=True, choices=PHASES),
        # The officers' rating; what is over needs none.
        Field("status", "rating", required=True, may_be_blank=True),
        Field("status_note"),
        Field("outcome"),
        Field("update"),
        Field("due_date", "when"),
        # These two go before what the due date says in words.
        Field("revised_date", "when"),
        Field("delivered_date", "when"),
        Field("impact"),
        Field("benefit"),
        Field("benefit_kind", "choice", choices=BENEFIT_KINDS),
        Field("benefit_amount", "money"),
        Field("provenance", "choice", choices=PROVENANCES),
    ),
)


def on_hold(projects: pd.DataFrame) -> pd.Series:
    """Return which projects are under way, and on hold, as the note on their status begins by saying."""
    noted = projects["status_note"].fillna("").str.casefold().str.match(HELD)
    return noted & projects["phase"].isin(UNDER_WAY)
