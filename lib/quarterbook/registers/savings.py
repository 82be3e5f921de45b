"""The register of savings: what each is to bring in, how far it is, and what became of it."""

from __future__ import annotations

import pandas as pd

from quarterbook.registers.actions import PROVENANCES
from quarterbook.registers.columns import Field
from quarterbook.registers.frames import details
from quarterbook.registers.register import Register

# Not expected to be delivered; at risk; on track; delivered in full.
RATINGS = ("red", "amber", "green", "achieved")

SAVINGS = Register(
    name="savings",
    codes="S0",
    key=("reference", "area"),
    labels=("reference", "directorate"),
    fields=(
        Field("reference", "reference", required=True),
        Field("directorate", required=True),
        Field("title", required=True),
        Field("target", "money", required=True),
        # A saving that was redirected is rated no more.
        Field("rating", "choice", required=True, choices=RATINGS, may_be_blank=True),
        Field("delivered", "money"),
        Field("forecast", "money"),
        Field("redirected", "yes-no"),
        Field("redirected_to"),
        Field("recurrent", "yes-no"),
        Field("carried_forward", "yes-no"),
        Field("area"),
        Field("provenance", "choice", choices=PROVENANCES),
    ),
)


def to_deliver(savings: pd.DataFrame) -> pd.DataFrame:
    """Return the savings that are still to be delivered as they were identified: those that were not redirected."""
    rows = details(savings)
    return rows[~rows["redirected"].eq(True).fillna(False).astype(bool)]
