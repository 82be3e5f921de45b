"""The tracker of recommendations: what scrutiny recommended, what was answered, and what came of it."""

from __future__ import annotations

import pandas as pd

from quarterbook.registers.actions import PROVENANCES
from quarterbook.registers.columns import Field
from quarterbook.registers.register import Register

# In full, in part, or not; blank is not answered, or not known yet.
EXTENTS = ("yes", "in-part", "no")
# What is known from a response on.
_FOLLOWS = ("response_received", "accepted", "implemented", "evidence")

TRACKER = Register(
    name="tracker",
    codes="T0",
    key=("reference",),
    fields=(
        Field("reference", "reference", required=True),
        Field("panel", required=True),
        Field("recommendation", required=True),
        Field("review"),
        Field("made", "date"),
        Field("asked_of"),
        Field("response_due", "date"),
        Field("response_received", "date"),
        Field("accepted", "choice", choices=EXTENTS),
        Field("implemented", "choice", choices=EXTENTS),
        Field("evidence"),
        Field("provenance", "choice", choices=PROVENANCES),
        # Of the response and what follows, where the recommendation itself comes from elsewhere.
        Field("tracker_provenance", "choice", choices=PROVENANCES),
    ),
)


def known(tracker: pd.DataFrame, as_at: str) -> pd.DataFrame:
    """Return the tracker as a day knows it: a response after that day is not there yet, nor what came of it."""
    later = tracker["response_received"] > pd.Timestamp(as_at)
    return tracker.assign(**{column: tracker[column].mask(later) for column in _FOLLOWS})


def answered(tracker: pd.DataFrame, as_at: str) -> pd.DataFrame:
    """Return the recommendations answered by a day: with a response that is dated, or that says what is accepted."""
    read = known(tracker, as_at)
    return read[_answered(read)]


def overdue(tracker: pd.DataFrame, as_at: str) -> pd.DataFrame:
    """Return the recommendations whose response was due on or before a day, and is not there on that day."""
    read = known(tracker, as_at)
    return read[~_answered(read) & (read["response_due"] <= pd.Timestamp(as_at))]


def carried_out(tracker: pd.DataFrame) -> pd.DataFrame:
    """Return the recommendations that are carried out, in full or in part."""
    return tracker[tracker["implemented"].isin(("yes", "in-part"))]


def unproved(tracker: pd.DataFrame, as_at: str) -> pd.DataFrame:
    """Return the recommendations that are carried out by a day, in full or in part, with no evidence given."""
    done = carried_out(known(tracker, as_at))
    return done[done["evidence"].isna()]


def _answered(tracker: pd.DataFrame) -> pd.Series:
    return tracker["response_received"].notna() | tracker["accepted"].notna()
