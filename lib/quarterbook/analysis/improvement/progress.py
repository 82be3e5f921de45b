"""How far each action of an improvement plan is, by the dates it names and by what is reported of it.

A date in words is over on its last day. Of an action with several dates, the last decides whether it is overdue and
the first still ahead is the next. What goes on or comes again has no last date, so it is never overdue.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd

from quarterbook.registers.frames import rows as by_row
from quarterbook.registers.improvement_plan import COMPLETE, STATUSES
from quarterbook.slugs import slug
from quarterbook.when import When

# Each action is in one of these; what a table or a chart calls it.
STATES = {
    "complete": "Complete",
    "overdue": "Overdue",
    "next-due": "Due next",
    "later": "Due later",
    "open-ended": "Open-ended",
    "undated": "No date yet",
}
# What a plan may leave open of an action: what the target date, the owner and the measure lack.
GAPS = {
    "no-date": "No target date",
    "to-be-confirmed": "Target date still to be confirmed",
    "in-words": "Target date in words that name no day",
    "no-owner": "No owner given",
    "no-measure": "No progress measure",
}
_PLACE = ["section", "priority_area", "objective"]


def in_order(plan: pd.DataFrame) -> pd.DataFrame:
    """Return the plan with sections, priority areas and objectives each in one place, in the order they first stand.

    Rows that name no area or no objective go before those of their section that do.
    """
    ranks = pd.DataFrame({name: pd.factorize(plan[name])[0] for name in _PLACE}, index=plan.index)
    return plan.loc[ranks.sort_values(_PLACE, kind="stable").index]


def sections(plan: pd.DataFrame) -> dict[str, str]:
    """Return the sections of a plan, slug to name, in the order in which they first stand."""
    return {slug(name): name for name in dict.fromkeys(plan["section"])}


def ahead(day: date, months: int) -> date:
    """Return the day so many months later; from the last of a month, the last of another.

    >>> ahead(date(2007, 7, 31), 3), ahead(date(2007, 8, 15), 6)
    (datetime.date(2007, 10, 31), datetime.date(2008, 2, 15))
    """
    after = day + timedelta(days=1)
    months += after.year * 12 + after.month - 1
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(after.day, monthrange(year, month)[1])) - timedelta(days=1)


def assess(plan: pd.DataFrame, as_at: str, months_ahead: int) -> pd.DataFrame:
    """Return the plan in order, with what can be said of each row on the day of the report.

    Added are `is_action`, `status` (one of `STATUSES`, or missing), `complete`, `dates` (the spans that hold now),
    `last_due`, `next_due` and `last_past` (days), `days_past` (since the latest date that is past), `revised`,
    `part_past` (a date is past, another ahead), `gaps` (keys of `GAPS`), `state` (a key of `STATES`; missing
    where there is no action) and `unacted` (of an objective that has no action in any row). What is next due within
    `months_ahead` is `next-due`.
    """
    ordered = in_order(plan)
    day = date.fromisoformat(as_at)
    told = [_told(row, day, ahead(day, months_ahead)) for row in by_row(ordered)]
    columns = [
        *("is_action", "status", "complete", "dates", "last_due", "next_due", "last_past", "days_past"),
        *("revised", "part_past", "gaps", "state"),
    ]
    added = pd.DataFrame(told, index=ordered.index, columns=columns, dtype="object")
    flags = ["is_action", "complete", "revised", "part_past"]
    assessed = pd.concat([ordered, added.astype(dict.fromkeys(flags, "bool"))], axis=1)
    acted = assessed.groupby(_PLACE, dropna=False)["is_action"].transform("any")
    return assessed.assign(unacted=assessed["objective"].notna() & ~acted)


def _told(row: Any, day: date, soon: date) -> dict[str, Any]:
    held = holding(row)
    dates = held.target
    lasts = sorted(span.last for span in dates)
    past, to_come = [one for one in lasts if one <= day], [one for one in lasts if one > day]
    status = row.on_target.lower() if pd.notna(row.on_target) and row.on_target.lower() in STATUSES else None
    complete = status == COMPLETE or held.is_done(day)
    is_action = pd.notna(row.action)
    next_due = to_come[0] if to_come else None
    state = None
    if is_action:
        state = _state(complete, next_due, soon, open_ended=held.is_open, dated=bool(dates))
    return {
        "is_action": is_action,
        "status": status,
        "complete": complete,
        "dates": dates,
        "last_due": lasts[-1] if lasts else None,
        "next_due": next_due,
        "last_past": past[-1] if past else None,
        "days_past": (day - past[-1]).days if past else None,
        "revised": held.is_moved,
        "part_past": bool(is_action and not complete and past and (to_come or held.is_open)),
        "gaps": tuple(_gaps(row, held)) if is_action else (),
        "state": state,
    }


def _state(complete: bool, next_due: date | None, soon: date, *, open_ended: bool, dated: bool) -> str:
    if complete:
        return "complete"
    if next_due is not None:
        return "next-due" if next_due <= soon else "later"
    if open_ended:
        return "open-ended"
    return "overdue" if dated else "undated"


def holding(row: Any) -> When:
    """Return the target date of an action as it holds now, revised by the column for that."""
    return (row.target_date or When("")).revised(row.revised_date)


def _gaps(row: Any, held: When) -> Iterator[str]:
    if row.target_date is None and row.revised_date is None:
        yield "no-date"
    elif not held.target and not held.is_open and not held.done:
        yield "to-be-confirmed" if held.unknown else "in-words"
    if pd.isna(row.owner):
        yield "no-owner"
    if pd.isna(row.measure):
        yield "no-measure"


def with_gap(assessed: pd.DataFrame, gap: str) -> pd.DataFrame:
    """Return the actions of which the plan leaves this open."""
    # Of no actions, a bare list would choose columns.
    return assessed[pd.Series([gap in gaps for gaps in assessed["gaps"]], index=assessed.index, dtype="bool")]


def due_actions(assessed: pd.DataFrame) -> pd.DataFrame:
    """Return the actions of which a date is past and which are not complete: overdue, or with another date ahead."""
    return assessed[assessed["state"].eq("overdue") | assessed["part_past"]]
