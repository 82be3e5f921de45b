"""What the scrutiny panels did: counted by kind, by panel and by day."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from quarterbook.analysis.figures import Figure, SourceRows, count, lineage, whole
from quarterbook.slugs import slug

# How a kind of activity is called in the ids of figures, and in their definitions.
KINDS = {
    "meeting": ("meetings", "Formal meetings"),
    "working-group": ("working-groups", "Meetings of working groups"),
    "review": ("reviews", "Reviews"),
    "consultation": ("consultations", "Consultations"),
    "response": ("responses", "Responses to consultations"),
    "training": ("training", "Items of training"),
}
# What is counted by day, however many items it had.
SITTINGS = ("meeting", "working-group")


def places(activity: pd.DataFrame, together: str) -> dict[str, str]:
    """The panels by slug, in the order of the register; what they did `together`, if anything, is last.

    >>> places(pd.DataFrame({"panel": ["All panels", "Homes", "Streets", "Homes"]}), "all panels")
    {'homes': 'Homes', 'streets': 'Streets', 'all-panels': 'All panels'}
    """
    names = sorted(dict.fromkeys(activity["panel"]), key=lambda name: slug(name) == slug(together))
    return {slug(name): name for name in names}


def by_date(activity: pd.DataFrame) -> pd.DataFrame:
    """Return activity by day, what has none last, in the order of the register within a day."""
    return activity.sort_values("date", kind="stable", na_position="last")


def sittings(activity: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return the first item of each meeting of a kind: a panel has one a day, and none on no day."""
    of_kind = activity[activity["kind"].eq(kind) & activity["date"].notna()]
    return of_kind.drop_duplicates(["panel", "date"])


def to_come(activity: pd.DataFrame, as_at: str) -> pd.DataFrame:
    """Return what is dated after a day."""
    return activity[activity["date"] > pd.Timestamp(as_at)]


def figures(activity: pd.DataFrame, as_at: str, together: str) -> tuple[Figure, ...]:
    """Counts by kind and panel: `<kind>.count`, `<kind>.to-come.count`, `<panel slug>.<kind>.count`.

    A kind is `meetings`, `working-groups`, `reviews`, `consultations`, `responses` or `training`; the first two are
    counted by day, with their items as `meetings.items.count`, and those without a date as `meetings.undated.count`.
    And `panels.count`, `panels.with-meetings.count`, `meetings.together.count` (of what the panels did `together`),
    `activity.count`, `activity.illustrative.count`.
    """
    of, named = lineage(activity), places(activity, together)
    shared = activity["panel"].map(slug) == slug(together)
    panels, joint = activity[~shared], activity[shared & activity["kind"].eq("meeting")]
    meet = panels[panels["kind"].eq("meeting") & panels["date"].notna()]
    made_up = activity[activity["provenance"] == "illustrative"]
    return (
        count("activity.count", activity, of, "Items of scrutiny activity"),
        count("activity.illustrative.count", made_up, of, "Items of scrutiny activity that are illustrative"),
        *(
            whole(f"panels.{name}", rows["panel"].nunique(), words, rows=lineage(rows), of=of)
            for name, rows, words in (
                ("count", panels, "Scrutiny panels"),
                ("with-meetings.count", meet, "Scrutiny panels with a formal meeting of their own"),
            )
        ),
        _number("meetings.together.count", joint, "meeting", of, "Formal meetings of the panels together"),
        *(figure for kind in KINDS for figure in _of_kind(activity, kind, as_at, of)),
        *(
            figure
            for place, name in named.items()
            for figure in _of_panel(activity[activity["panel"] == name], place, name, of)
        ),
    )


def _of_kind(activity: pd.DataFrame, kind: str, as_at: str, of: tuple[SourceRows, ...]) -> Iterator[Figure]:
    name, words = KINDS[kind]
    items = activity[activity["kind"] == kind]
    yield _number(f"{name}.count", items, kind, of, words)
    yield _number(f"{name}.to-come.count", to_come(items, as_at), kind, of, f"{words} after the day of the report")
    if kind in SITTINGS:
        what = f"{words}: items"
        yield count(f"{name}.items.count", items[items["date"].notna()], of, what)
        yield count(f"{name}.undated.count", items[items["date"].isna()], of, f"{what} that have no date")


def _of_panel(rows: pd.DataFrame, place: str, name: str, of: tuple[SourceRows, ...]) -> Iterator[Figure]:
    for kind, (plural, words) in KINDS.items():
        items = rows[rows["kind"] == kind]
        yield _number(f"{place}.{plural}.count", items, kind, of, f"{words}, {name}")
        if kind in SITTINGS:
            dated = items[items["date"].notna()]
            yield count(f"{place}.{plural}.items.count", dated, of, f"{words}, {name}: items")


def _number(figure_id: str, items: pd.DataFrame, kind: str, of: tuple[SourceRows, ...], words: str) -> Figure:
    """How many there are of a kind: items, or the days of a panel with any."""
    if kind not in SITTINGS:
        return count(figure_id, items, of, words)
    dated = items[items["date"].notna()]
    return whole(figure_id, len(sittings(items, kind)), words, rows=lineage(dated), of=of)
