"""How many people there are, as figures: by period, group and category, with their totals and shares."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pandas as pd

from quarterbook.analysis.disclosure.counts import ALL, Counts, Place, counts
from quarterbook.analysis.disclosure.suppression import kept_back
from quarterbook.analysis.figures import Figure, SourceRows, count, lineage, share, whole, withheld
from quarterbook.slugs import slug

THRESHOLD = "disclosure.threshold"
# What ids begin with, or have in a group's place, beside the measure and its groups.
RESERVED_MEASURES = frozenset({"all", "disclosure"})
RESERVED_GROUPS = frozenset({"all", "data"})


def count_id(measure: str, place: Place) -> str:
    """Return the id of a count.

    >>> from quarterbook.periods import Period
    >>> may = Period.parse("May 2023")
    >>> count_id("Care leavers", Place(may, "18", "Out of area")), count_id("Care leavers", Place(may))
    ('care-leavers.may-2023.18.out-of-area.count', 'care-leavers.may-2023.all.count')
    """
    parts = [slug(measure), place.period.slug, slug(place.group) if place.group else "all", slug(place.category)]
    return ".".join([*filter(None, parts), "count"])


def share_id(measure: str, place: Place) -> str:
    """Return the id of a group's share of all, or of a category's."""
    return f"{count_id(measure, place).removesuffix('.count')}.percent"


def figures(
    counted: pd.DataFrame, measure: str, threshold: int, *, cumulative: bool = False, places: int = 0
) -> tuple[Figure, ...]:
    """What a paper prints of a measure, period by period; what must not be known is a figure without a value.

    `<measure>.<period>.<group>.<category>.count`, with `all` for all groups and nothing for all categories; the share
    of each group, and of each category, as `.percent` in place of `.count`, to so many decimal places. And
    `<measure>.data.count` and `<measure>.data.illustrative.count`, of rows; `disclosure.threshold` is the house's.
    """
    ours, of = counts(counted, cumulative=cumulative), lineage(counted)
    hidden = kept_back(ours, threshold)
    made_up = counted[counted["provenance"] == "illustrative"]
    return (
        whole(THRESHOLD, threshold, "Counts of fewer people than this are not shown"),
        count(f"{slug(measure)}.data.count", counted, of, f"Counts in the data, {measure}"),
        count(f"{slug(measure)}.data.illustrative.count", made_up, of, f"Counts that are illustrative, {measure}"),
        *(
            figure
            for period in ours.periods
            for figure in _of_period(counted, measure, ours, ours.places(period), hidden, of, places)
        ),
    )


def _of_period(
    counted: pd.DataFrame,
    measure: str,
    ours: Counts,
    printed: Collection[Place],
    hidden: Collection[Place],
    of: tuple[SourceRows, ...],
    places: int,
) -> Iterator[Figure]:
    made = {place: _count(counted, measure, ours, place, hidden, of) for place in printed}
    yield from made.values()
    for place, figure in made.items():
        if (place.group == ALL) != (place.category == ALL):
            everybody = made[Place(place.period)]
            yield share(share_id(measure, place), figure, everybody, f"Share of all, {figure.definition}", places)


def _count(
    counted: pd.DataFrame,
    measure: str,
    ours: Counts,
    place: Place,
    hidden: Collection[Place],
    of: tuple[SourceRows, ...],
) -> Figure:
    since = " since April" if ours.cumulative else ""
    who = ", ".join(filter(None, (measure, f"{place.period}{since}", place.group, place.category)))
    if place in hidden:
        return withheld(count_id(measure, place), who, of=of)
    there = counted[
        (counted["period"] == place.period)
        & counted["group"].isin([place.group] if place.group else counted["group"])
        & (counted["category"].eq(place.category) if place.category else True)
    ]
    return whole(count_id(measure, place), ours.total(place), who, rows=lineage(there), of=of)
