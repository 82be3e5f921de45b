"""The rules of an improvement plan: one function a rule, each from an assessed plan to findings.

`assessed` is the plan with what can be said of each row on the day of the report, in the order of the plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd

from quarterbook.checks.rules import RULES
from quarterbook.findings import Finding
from quarterbook.quarters import in_words
from quarterbook.registers.frames import rows as by_row
from quarterbook.registers.improvement_plan import STATUSES
from quarterbook.when import When


def m10_objective_without_action(assessed: pd.DataFrame) -> Iterator[Finding]:
    """An objective, or a row of one, without an action."""
    for row in by_row(assessed[~assessed["is_action"]]):
        if pd.isna(row.objective):
            message = f"{row.reference} names neither an objective nor an action."
        elif row.unacted:
            message = f"The objective '{row.objective}' ({row.reference}) has no action."
        else:
            message = f"{row.reference} has no action; other rows of its objective have."
        yield RULES["M10"].on(row, "action", message)


def m11_date_not_understood(assessed: pd.DataFrame) -> Iterator[Finding]:
    """A target date of which nothing can be made."""
    for row, column, when in _dates(assessed):
        if not when.is_understood:
            message = f"The date of {row.reference} is not understood: '{when}'."
            yield RULES["M11"].on(row, column, message)


def m12_date_understood_in_part(assessed: pd.DataFrame) -> Iterator[Finding]:
    """A target date with words that may mean something."""
    for row, column, when in _dates(assessed):
        if when.is_understood and when.left:
            message = f"The date of {row.reference}, '{when}', is understood but for '{when.left}'."
            yield RULES["M12"].on(row, column, message)


def m13_no_target_date(assessed: pd.DataFrame) -> Iterator[Finding]:
    """An action without a target date."""
    blank = assessed["target_date"].isna() & assessed["revised_date"].isna()
    yield from _missing(assessed, blank, "M13", "target_date", "a target date", "has no target date")


def m14_no_owner(assessed: pd.DataFrame) -> Iterator[Finding]:
    """An action without an owner: a blank may also be meant to share the cell above it."""
    yield from _missing(assessed, assessed["owner"].isna(), "M14", "owner", "an owner", "has no owner given")


def m15_no_measure(assessed: pd.DataFrame) -> Iterator[Finding]:
    """An action without a measure of its progress."""
    blank = assessed["measure"].isna()
    yield from _missing(assessed, blank, "M15", "measure", "a progress measure", "has no progress measure")


def m16_overdue(assessed: pd.DataFrame) -> Iterator[Finding]:
    """Not complete, and the last of its dates is past."""
    for row in by_row(assessed[assessed["state"].eq("overdue")]):
        message = f"{row.reference} was due by {in_words(row.last_due)} and is not complete."
        yield RULES["M16"].on(row, _column(row), message)


def m17_past_and_not_reported(assessed: pd.DataFrame) -> Iterator[Finding]:
    """Not complete, a date is past, and nothing says whether it is on target."""
    past = assessed["is_action"] & ~assessed["complete"] & assessed["last_past"].notna()
    for row in by_row(assessed[past & assessed["on_target"].isna()]):
        message = (
            f"A date of {row.reference}, {in_words(row.last_past)}, is past; nothing says whether it is on target."
        )
        yield RULES["M17"].on(row, "on_target", message)


def m18_revised_earlier(assessed: pd.DataFrame) -> Iterator[Finding]:
    """A revised date earlier than the one it replaces, within one text or between two columns."""
    for row in by_row(assessed):
        for column, before, now in _revisions(row):
            if now < before:
                message = (
                    f"{row.reference} was due by {in_words(before)}; its revised date, {in_words(now)}, is earlier."
                )
                yield RULES["M18"].on(row, column, message)


def m19_dates_out_of_order(assessed: pd.DataFrame) -> Iterator[Finding]:
    """Dates of an action that are repeated, or do not stand in the order of time."""
    for row, column, when in _dates(assessed):
        lasts = [span.last for span in when.due]
        if len({*lasts}) < len(lasts):
            message = f"A date of {row.reference} is repeated: '{when}'."
        elif any(after < before for before, after in pairwise(lasts)):
            message = f"The dates of {row.reference} do not stand in order: '{when}'."
        else:
            continue
        yield RULES["M19"].on(row, column, message)


def m20_complete_with_date_ahead(assessed: pd.DataFrame) -> Iterator[Finding]:
    """Complete, while one of its dates is still ahead."""
    for row in by_row(assessed[assessed["is_action"] & assessed["complete"] & assessed["next_due"].notna()]):
        if not any(when.delivered for when in _whens(row)):
            message = f"{row.reference} is complete, though {in_words(row.last_due)}, a date of it, is still ahead."
            yield RULES["M20"].on(row, "on_target", message)


def m21_action_twice(assessed: pd.DataFrame) -> Iterator[Finding]:
    """The same action in two rows."""
    first: dict[str, Any] = {}
    for row in by_row(assessed[assessed["is_action"]]):
        before = first.setdefault(" ".join(row.action.casefold().split()), row)
        if before is not row:
            dates = "" if str(before.target_date) == str(row.target_date) else ", with another target date"
            message = f"'{row.action}' is the action of {before.reference} and again of {row.reference}{dates}."
            yield RULES["M21"].on(row, "action", message)


def m22_unknown_status(assessed: pd.DataFrame) -> Iterator[Finding]:
    """Words on whether an action is on target that are none of ours; told once a word."""
    words: dict[str, Any] = {}
    for row in by_row(assessed[assessed["on_target"].notna() & assessed["status"].isna()]):
        words.setdefault(row.on_target.lower(), row)
    for row in words.values():
        message = (
            f"'{row.on_target}' is none of {', '.join(STATUSES)}. Say in the house file which it stands for "
            "(values: on_target)."
        )
        yield RULES["M22"].on(row, "on_target", message)


def m23_delivered_after_report(assessed: pd.DataFrame, as_at: str) -> Iterator[Finding]:
    """Said to be delivered on a day, or in a month, that has not come."""
    for row, column, when in _dates(assessed):
        firsts = [span.first for span in when.delivered]
        if firsts and max(firsts) > date.fromisoformat(as_at):
            message = f"{row.reference} is told as delivered after the day of the report: '{when}'."
            yield RULES["M23"].on(row, column, message)


def improvement_plan(assessed: pd.DataFrame, as_at: str) -> tuple[Finding, ...]:
    """What the rules find in an assessed improvement plan, in the order of their codes."""
    return (
        *m10_objective_without_action(assessed),
        *m11_date_not_understood(assessed),
        *m12_date_understood_in_part(assessed),
        *m13_no_target_date(assessed),
        *m14_no_owner(assessed),
        *m15_no_measure(assessed),
        *m16_overdue(assessed),
        *m17_past_and_not_reported(assessed),
        *m18_revised_earlier(assessed),
        *m19_dates_out_of_order(assessed),
        *m20_complete_with_date_ahead(assessed),
        *m21_action_twice(assessed),
        *m22_unknown_status(assessed),
        *m23_delivered_after_report(assessed, as_at),
    )


def _missing(
    assessed: pd.DataFrame, blank: pd.Series, code: str, column: str, what: str, has_none: str
) -> Iterator[Finding]:
    """A finding for each action where this is blank; one for all of several where it is blank in each."""
    actions = assessed[assessed["is_action"]]
    lacking = actions[blank[actions.index]]
    if len(lacking) == len(actions) > 1:
        yield RULES[code].finding(f"No action of the plan has {what}.", actions["source"].iloc[0])
        return
    for row in by_row(lacking):
        yield RULES[code].on(row, column, f"{row.reference} {has_none}.")


def _whens(row: Any) -> list[When]:
    return [one for one in (row.target_date, row.revised_date) if isinstance(one, When)]


def _dates(assessed: pd.DataFrame) -> Iterator[tuple[Any, str, When]]:
    """Each row with each of its dates, and the column in which that stands."""
    for row in by_row(assessed):
        for column in ("target_date", "revised_date"):
            if isinstance(when := getattr(row, column), When):
                yield row, column, when


def _column(row: Any) -> str:
    """The column of the dates that hold."""
    return "revised_date" if isinstance(row.revised_date, When) and row.revised_date.target else "target_date"


def _revisions(row: Any) -> Iterator[tuple[str, date, date]]:
    """Each pair of last dates, before and now, with the column in which the later said stands."""
    target, revised = row.target_date, row.revised_date
    for column, when in (("target_date", target), ("revised_date", revised)):
        if isinstance(when, When) and when.was and when.due:
            yield column, max(span.last for span in when.was), max(span.last for span in when.due)
    if isinstance(target, When) and isinstance(revised, When) and target.last_due and revised.last_due:
        yield "revised_date", target.last_due, revised.last_due
