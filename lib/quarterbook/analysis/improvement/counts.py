"""The figures of an improvement plan.

`<section slug>.<what>.count` is of one section, `all.<what>.count` and `all.<what>.percent` of the whole plan;
`<reference slug>.days-past` tells how long a date of an action is past.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from quarterbook.analysis.figures import Figure, count, lineage, share
from quarterbook.analysis.improvement.progress import GAPS, STATES, due_actions, sections, with_gap
from quarterbook.registers.frames import rows as by_row
from quarterbook.registers.improvement_plan import ON_TARGET, SLIPPED, UNDER_WAY
from quarterbook.slugs import slug

ALL = "all"
ACTIONS = "actions.count"
# Names that no section may have, since its figures would be taken for others.
RESERVED = frozenset((ALL, "sections", "areas", "objectives", "actions"))
_STATES = {
    "complete": "that are complete",
    "overdue": "that are not complete, and all of whose dates are past",
    "next-due": "that are not complete, and whose next date is near",
    "later": "that are not complete, and whose next date is later",
    "open-ended": "that go on, or come again, with no date ahead",
    "undated": "that are not complete, and have no date yet",
}
_GAPS = {
    "no-date": "without a target date",
    "to-be-confirmed": "whose target date is to be confirmed",
    "in-words": "whose target date is told in words that name no day",
    "no-owner": "of which no owner is given",
    "no-measure": "without a progress measure",
}
_STATUSES = {
    ON_TARGET: "reported as on target",
    SLIPPED: "reported as slipped",
    UNDER_WAY: "reported as under way, whether on target or not",
}


def total(place: str) -> str:
    """The id of how many actions a section, or the plan, has.

    >>> total("ambitions"), total("all")
    ('ambitions.actions.count', 'actions.count')
    """
    return ACTIONS if place == ALL else f"{place}.{ACTIONS}"


def figures(assessed: pd.DataFrame) -> tuple[Figure, ...]:
    """Every count of an assessed plan, with those that are nought, and the shares of the whole plan."""
    return (*_extent(assessed), *_by_place(assessed), *_shares(assessed), *_days(assessed))


def _extent(assessed: pd.DataFrame) -> Iterator[Figure]:
    """How many sections, areas and objectives there are: each counted by the row in which it first stands."""
    of = lineage(assessed)
    parts = {
        "sections": (["section"], "Sections of the plan"),
        "areas": (["section", "priority_area"], "Priority areas of the plan"),
        "objectives": (["section", "priority_area", "objective"], "Objectives of the plan"),
    }
    for name, (columns, definition) in parts.items():
        named = assessed[assessed[columns[-1]].notna()].drop_duplicates(columns)
        yield count(f"{name}.count", named, of, definition)
    bare = assessed[assessed["unacted"]].drop_duplicates(parts["objectives"][0])
    yield count("objectives.no-action.count", bare, of, "Objectives of the plan without any action")


def _by_place(assessed: pd.DataFrame) -> Iterator[Figure]:
    of, actions = lineage(assessed), assessed[assessed["is_action"]]
    for place, name in {ALL: "", **sections(assessed)}.items():
        rows = actions[actions["section"] == name] if name else actions
        actions_of = f"Actions of {name or 'the plan'}"
        yield count(total(place), rows, of, actions_of)
        for key, (counted, words) in _groups(rows).items():
            yield count(f"{place}.{key}.count", counted, of, f"{actions_of} {words}")


def _groups(rows: pd.DataFrame) -> dict[str, tuple[pd.DataFrame, str]]:
    """What is counted among the actions of a section or of the plan."""
    return {
        **{state: (rows[rows["state"].eq(state)], _STATES[state]) for state in STATES},
        **{gap: (with_gap(rows, gap), _GAPS[gap]) for gap in GAPS},
        "not-reported": (rows[rows["on_target"].isna()], "of which nothing says whether they are on target"),
    }


def _shares(assessed: pd.DataFrame) -> Iterator[Figure]:
    """What is counted of the whole plan only, and the share of each count in it."""
    of, actions = lineage(assessed), assessed[assessed["is_action"]]
    reported = actions[actions["on_target"].notna()]
    only_here = {
        "dated": (actions[actions["dates"].map(len) > 0], "that name a date"),
        "revised": (actions[actions["revised"]], "whose date was revised"),
        "part-past": (actions[actions["part_past"]], "that are not complete, one date past and another ahead"),
        "reported": (reported, "of which something says whether they are on target"),
        "reported-complete": (reported[reported["status"].eq("complete")], "reported as complete"),
        **{name: (reported[reported["status"].eq(name)], words) for name, words in _STATUSES.items()},
        "other-words": (reported[reported["status"].isna()], "reported in words that the house file does not map"),
        "illustrative": (actions[actions["provenance"].eq("illustrative")], "that are illustrative"),
    }
    whole = count(total(ALL), actions, of, "")
    for key, (counted, words) in only_here.items():
        yield count(f"{ALL}.{key}.count", counted, of, f"Actions of the plan {words}")
    for key, (counted, words) in {**_groups(actions), **only_here}.items():
        part = count(f"{ALL}.{key}.count", counted, of, "")
        yield share(f"{ALL}.{key}.percent", part, whole, f"Share of the plan's actions {words}")


def _days(assessed: pd.DataFrame) -> Iterator[Figure]:
    row: Any
    for row in by_row(due_actions(assessed)):
        rows = lineage(assessed.loc[[row.Index]])
        days = int(row.days_past)
        yield Figure(
            id=days_id(row.reference),
            value=days,
            exact=str(days),
            unit="days",
            display=f"{days:,}",
            definition=f"Days since the latest date of {row.reference} that is past",
            rows=rows,
            of=rows,
        )


def days_id(reference: str) -> str:
    """The id of how long a date of an action is past.

    >>> days_id("1.5.1.1")
    '1-5-1-1.days-past'
    """
    return f"{slug(reference)}.days-past"
