"""Projects by phase and by status: `projects.<what>.count`, each of all the rows of the register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from quarterbook.analysis.figures import Figure, SourceRows, count, lineage, share
from quarterbook.params.house_file import UNRATED, RatingScheme
from quarterbook.registers.frames import rows
from quarterbook.registers.project_dates import dates
from quarterbook.registers.projects import IN_PHASE, PHASES, UNDER_WAY, on_hold

# All that is under way: its place in the ids of figures, beside the phases.
OPEN = "under-way"


def by_phase(projects: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the projects of each phase, in the order of the file, and `under-way`: what is neither done nor gone."""
    phases = {phase: projects[projects["phase"] == phase] for phase in PHASES}
    return {**phases, OPEN: projects[projects["phase"].isin(UNDER_WAY)]}


def dated(projects: pd.DataFrame, as_at: str) -> dict[str, pd.DataFrame]:
    """Return what dates say of the projects under way: `dated`, `overdue`, `delivered`, `revised`."""
    ours, day = by_phase(projects)[OPEN], date.fromisoformat(as_at)
    known = [dates(row) for row in rows(ours)]
    return {
        "dated": ours.loc[[bool(one.due) for one in known]],
        "overdue": ours.loc[[one.is_past(day) for one in known]],
        "delivered": ours.loc[[one.is_done(day) for one in known]],
        "revised": ours.loc[[bool(one.original) for one in known]],
    }


def figures(projects: pd.DataFrame, scheme: RatingScheme, as_at: str, places: int = 0) -> tuple[Figure, ...]:
    """How many projects there are, in each phase, of each status, on hold, late or delivered.

    `projects.total`; `projects.<phase>.count` and `.percent`; `projects.<phase>.<rating>.count` of what is under way;
    `projects.<on-hold|dated|overdue|delivered|revised>.count`.
    """
    of = lineage(projects)
    total = count("projects.total", projects, of, "Projects in the register")
    made = [total]
    for phase, mine in by_phase(projects).items():
        words = IN_PHASE.get(phase, "under way: in the diagnostic phase or in delivery")
        number = count(f"projects.{phase}.count", mine, of, f"Projects {words}")
        made += [number, share(f"projects.{phase}.percent", number, total, f"Share of projects {words}", places)]
        if phase in (*UNDER_WAY, OPEN):
            made += _of_status(f"projects.{phase}", words, mine, scheme, of)
    told = "Projects under way whose status note begins by saying that they are on hold"
    made.append(count("projects.on-hold.count", projects[on_hold(projects)], of, told))
    words_of = {
        "dated": "have a due date",
        "overdue": "are past their due date on the day of the report, and not delivered",
        "delivered": "are delivered by the day of the report, as their dates say",
        "revised": "have another due date than at first",
    }
    for what, mine in dated(projects, as_at).items():
        made.append(count(f"projects.{what}.count", mine, of, f"Projects under way that {words_of[what]}"))
    return tuple(made)


def _of_status(
    begin: str, words: str, mine: pd.DataFrame, scheme: RatingScheme, of: tuple[SourceRows, ...]
) -> Iterator[Figure]:
    for name in scheme.names:
        rated = mine[mine["status"].isna() if name == UNRATED else mine["status"] == name]
        told = f"Projects {words}, rated {scheme.label(name)}" if name != UNRATED else f"Projects {words}, not rated"
        yield count(f"{begin}.{name}.count", rated, of, told)
