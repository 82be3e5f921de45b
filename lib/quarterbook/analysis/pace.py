"""Pace: how much of an action is done, against how much of its time has gone."""

from __future__ import annotations

import pandas as pd

# Percentage points behind a straight line from start to due date before an action is called far
# behind: a quarter of the way, one reporting period of a year's plan.
FAR_BEHIND = 25


def pace(rated: pd.DataFrame, as_at: str) -> pd.DataFrame:
    """Return the plan with `elapsed` (% of the time from start to due gone, 0 to 100), `lead_on_time` and `behind`.

    `lead_on_time` is percent complete less `elapsed`, in percentage points. Both are missing for
    actions without a start date, or due no later than they start.
    """
    whole = (rated["due_date"] - rated["start_date"]).dt.days
    gone = (pd.Timestamp(as_at) - rated["start_date"]).dt.days
    elapsed = (100 * gone / whole.where(whole > 0)).clip(0, 100)
    lead = rated["percent_complete"] - elapsed
    behind = rated["counted"] & ~rated["complete"] & (lead < -FAR_BEHIND)
    return rated.assign(elapsed=elapsed, lead_on_time=lead, behind=behind)
