"""The rules of the actions register: one function a rule, each from a rated plan to findings.

Columns named here are ours; rows are the spreadsheet's own.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pandas as pd

from quarterbook.checks.rules import RULES
from quarterbook.findings import Finding
from quarterbook.params.house_file import RatingScheme
from quarterbook.rounding import half_up, reported

# Ratings whose actions a paper explains (Rochdale's paper of 31 July 2023, after paragraph 3.3).
EXPLAINED = ("red", "amber", "purple")
# "80% of sites" is a share of something else; "80% complete" speaks of the action.
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|per ?cent\b)(?!\s+of\b)")
_NUMBERED = re.compile(r"(.*?)(\d+)")


def a10_status_missing(rated: pd.DataFrame, scheme: RatingScheme) -> list[Finding]:
    """No status where the scheme takes the officer's own."""
    if scheme.rule == "computed":
        return []
    blank = rated[rated["counted"] & rated["reported_rating"].isna()]
    return [
        RULES["A10"].on(row, "reported_rating", f"{row.reference} has no status, so it is unrated.")
        for row in blank.itertuples()
    ]


def a11_completed_below_100(rated: pd.DataFrame) -> list[Finding]:
    """Stage completed, percentage below 100."""
    rows = rated[(rated["stage"] == "completed") & (rated["percent_complete"] < 100)]
    return [
        RULES["A11"].on(
            row, "percent_complete", f"{row.reference} is completed but {_percent(row.percent_complete)} complete."
        )
        for row in rows.itertuples()
    ]


def a12_full_but_not_completed(rated: pd.DataFrame) -> list[Finding]:
    """Percentage 100, stage another than completed."""
    rows = rated[rated["counted"] & (rated["percent_complete"] == 100) & rated["stage"].notna()]
    return [
        RULES["A12"].on(row, "stage", f"{row.reference} is 100% complete but its stage is {_spaced(row.stage)}.")
        for row in rows[rows["stage"] != "completed"].itertuples()
    ]


def a13_due_before_start(rated: pd.DataFrame) -> list[Finding]:
    """Due before it starts."""
    rows = rated[rated["due_date"] < rated["start_date"]]
    return [
        RULES["A13"].on(
            row, "due_date", f"{row.reference} is due on {_day(row.due_date)} but starts on {_day(row.start_date)}."
        )
        for row in rows.itertuples()
    ]


def a14_completed_in_future(rated: pd.DataFrame, as_at: str) -> list[Finding]:
    """Completed after the day of the report."""
    rows = rated[rated["completed_date"] > pd.Timestamp(as_at)]
    return [
        RULES["A14"].on(
            row, "completed_date", f"{row.reference} is completed on {_day(row.completed_date)}, after {as_at}."
        )
        for row in rows.itertuples()
    ]


def a15_completed_late(rated: pd.DataFrame) -> list[Finding]:
    """Completed after its due date."""
    rows = rated[rated["late"]]
    return [
        RULES["A15"].on(
            row,
            "completed_date",
            f"{row.reference} was completed on {_day(row.completed_date)}; it was due on {_day(row.due_date)}.",
        )
        for row in rows.itertuples()
    ]


def a16_reference_gap(rated: pd.DataFrame) -> list[Finding]:
    """A number left out in a run of references that share their beginning (1.02.08, 1.02.10)."""
    runs: dict[str, list[tuple[int, str, Any]]] = {}
    row: Any
    for row in rated.itertuples():
        if match := _NUMBERED.fullmatch(str(row.reference)):
            runs.setdefault(match[1], []).append((int(match[2]), match[2], row))
    findings = []
    for beginning, run in runs.items():
        for (before, digits, _), (after, _, row) in pairwise(sorted(run, key=lambda one: one[0])):
            if after - before > 1:
                first, last = (f"{beginning}{number:0{len(digits)}}" for number in (before + 1, after - 1))
                what = f"{first} is" if first == last else f"{first} to {last} are"
                findings.append(RULES["A16"].on(row, "reference", f"{what} missing from the run of references."))
    return findings


def a17_reported_differs(rated: pd.DataFrame, scheme: RatingScheme) -> list[Finding]:
    """The officer's rating is not the one the rule gives."""
    rows = rated[rated["computed"].notna() & rated["reported_rating"].notna()]
    return [
        RULES["A17"].on(
            row,
            "reported_rating",
            f"{row.reference} is reported {scheme.label(str(row.reported_rating))}; "
            f"by the rule it is {scheme.label(str(row.computed))}. {row.why}",
        )
        for row in rows[rows["computed"] != rows["reported_rating"]].itertuples()
    ]


def a18_commentary_missing(rated: pd.DataFrame, scheme: RatingScheme) -> list[Finding]:
    """No commentary on an action that the paper must explain."""
    rows = rated[rated["rating"].isin(EXPLAINED) & rated["commentary"].isna()]
    return [
        RULES["A18"].on(row, "commentary", f"{row.reference} is {scheme.label(str(row.rating))} and has no commentary.")
        for row in rows.itertuples()
    ]


def a19_commentary_percentage(rated: pd.DataFrame) -> list[Finding]:
    """The commentary says another percentage than the row."""
    findings = []
    for row in rated[rated["commentary"].notna()].itertuples():
        for cited in _PERCENT.findall(str(row.commentary)):
            if float(cited) != row.percent_complete:
                message = (
                    f"The commentary on {row.reference} says {cited}%; the row says {_percent(row.percent_complete)}."
                )
                findings.append(RULES["A19"].on(row, "commentary", message))
    return findings


def a20_due_date_moved(moved: pd.DataFrame) -> list[Finding]:
    """Another due date than in the quarter before; `moved` is indexed by row."""
    return [
        RULES["A20"].on(
            row,
            "due_date",
            f"{row.reference} was due on {_day(row.due_date_before)} last quarter; "
            f"it is now due on {_day(row.due_date)}.",
        )
        for row in moved[moved["re-baselined"].astype(bool)].itertuples()
    ]


def a21_far_behind(paced: pd.DataFrame) -> list[Finding]:
    """Far less done than the time gone would have."""
    return [
        RULES["A21"].on(
            row,
            "percent_complete",
            f"{row.reference} is {_percent(row.percent_complete)} complete "
            f"with {half_up(Decimal(str(row.elapsed)))}% of its time gone.",
        )
        for row in paced[paced["behind"]].itertuples()
    ]


def actions(rated: pd.DataFrame, as_at: str, scheme: RatingScheme) -> tuple[Finding, ...]:
    """What the rules find in a rated and paced plan, in the order of their codes."""
    return (
        *a10_status_missing(rated, scheme),
        *a11_completed_below_100(rated),
        *a12_full_but_not_completed(rated),
        *a13_due_before_start(rated),
        *a14_completed_in_future(rated, as_at),
        *a15_completed_late(rated),
        *a16_reference_gap(rated),
        *a17_reported_differs(rated, scheme),
        *a18_commentary_missing(rated, scheme),
        *a19_commentary_percentage(rated),
        *a21_far_behind(rated),
    )


def _day(day: object) -> str:
    return str(pd.Timestamp(str(day)).date())


def _percent(percent: object) -> str:
    return f"{reported(float(str(percent)))}%"


def _spaced(stage: object) -> str:
    return str(stage).replace("-", " ")
