"""Movement since the quarter before: what each project did, matched on its reference."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from quarterbook.analysis.figures import Figure, count, lineage
from quarterbook.params.house_file import RatingScheme
from quarterbook.registers.frames import rows
from quarterbook.registers.project_dates import dates
from quarterbook.registers.projects import COMPLETED, DELIVERY, DIAGNOSTIC, PHASES, SUBSUMED, UNDER_WAY
from quarterbook.sources.cells import folded

# The kinds of movement, and what each says of a project. One project may make several.
MOVEMENTS = {
    "new": "New",
    "to-delivery": "From the diagnostic phase to delivery",
    "completed": "Completed",
    "subsumed": "Subsumed in another programme",
    "back": "Back to an earlier phase",
    "gone": "Gone without being completed or subsumed",
    "better": "Status better",
    "worse": "Status worse",
    "later": "Due date moved later",
    "earlier": "Due date moved earlier",
    "dated": "Due date given for the first time",
    "delivered": "Delivered, and not completed yet",
    "quantified": "Benefit put in figures for the first time",
    "renamed": "Title changed",
}
GONE = "gone"


def compare(now: pd.DataFrame, before: pd.DataFrame, scheme: RatingScheme, as_at: str) -> pd.DataFrame:
    """Return a project a row, of this quarter's register and then what is gone, with a column a movement.

    Both registers are read on the day of the report: what they call delivered after it is not delivered yet.
    A project that was completed or subsumed by then, and is not in the register now, is not gone.
    """
    was = {row.reference: row for row in rows(before)}
    here: dict[str, Any] = {
        kind: [test(row, was.get(row.reference)) for row in rows(now)]
        for kind, test in _tests(scheme, date.fromisoformat(as_at)).items()
    }
    kept = ["reference", "title", "source", "sha256"]
    missing = before[~before["reference"].isin(now["reference"]) & before["phase"].isin(UNDER_WAY)]
    nothing_else: dict[str, Any] = {kind: kind == GONE for kind in MOVEMENTS}
    gone = missing[kept].assign(**nothing_else)
    moved = now[kept].assign(**{GONE: False, **here})[[*kept, *MOVEMENTS]]
    return pd.concat([moved, gone]) if len(gone) else moved


def figures(moved: pd.DataFrame, now: pd.DataFrame, before: pd.DataFrame) -> tuple[Figure, ...]:
    """How many projects made each movement: `projects.moved.<movement>.count`."""
    of = lineage(now, before)
    return tuple(
        count(
            f"projects.moved.{kind}.count", moved[moved[kind].astype(bool)], of, f"Projects since last quarter: {told}"
        )
        for kind, told in ((kind, f"{words[0].lower()}{words[1:]}") for kind, words in MOVEMENTS.items())
    )


def _tests(scheme: RatingScheme, day: date) -> dict[str, Callable[[Any, Any], bool]]:
    """Whether a project, with its row of the quarter before or None, made each movement."""
    order = {name: place for place, name in enumerate(scheme.levels)}

    def step(row: Any, old: Any) -> int:
        """How far a status fell; nought where there is none to compare."""
        return 0 if old is None else order.get(row.status, 0) - order.get(old.status, 0) if _both(row, old) else 0

    def moved(row: Any, old: Any) -> int:
        """Whether a due date moved later (above nought) or earlier."""
        then, due = _due(old), _due(row)
        return 0 if then is None or due is None else (due > then) - (due < then)

    return {
        "new": lambda row, old: old is None,
        "to-delivery": lambda row, old: old is not None and (old.phase, row.phase) == (DIAGNOSTIC, DELIVERY),
        "completed": lambda row, old: old is not None and old.phase in UNDER_WAY and row.phase == COMPLETED,
        "subsumed": lambda row, old: old is not None and old.phase != SUBSUMED and row.phase == SUBSUMED,
        "back": lambda row, old: old is not None and PHASES.index(row.phase) < PHASES.index(old.phase),
        "better": lambda row, old: step(row, old) < 0,
        "worse": lambda row, old: step(row, old) > 0,
        "later": lambda row, old: moved(row, old) > 0,
        "earlier": lambda row, old: moved(row, old) < 0,
        "dated": lambda row, old: old is not None and _due(old) is None and _due(row) is not None,
        "delivered": lambda row, old: (
            old is not None and row.phase in UNDER_WAY and dates(row).is_done(day) and not dates(old).is_done(day)
        ),
        "quantified": lambda row, old: (
            old is not None and row.benefit_amount is not None and old.benefit_amount is None
        ),
        "renamed": lambda row, old: old is not None and folded(row.title) != folded(old.title),
    }


def _both(row: Any, old: Any) -> bool:
    return bool(pd.notna(row.status) and pd.notna(old.status))


def _due(row: Any) -> date | None:
    return None if row is None else dates(row).last
