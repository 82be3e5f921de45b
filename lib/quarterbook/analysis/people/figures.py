"""How many people there are, as figures: by period, group and category, with their totals and shares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from quarterbook.analysis.disclosure.counts import ALL, Counts, Place, counts
from quarterbook.analysis.disclosure.suppression import kept_back
from quarterbook.analysis.figures import Figure, SourceRows, count, lineage, share, whole, withheld
from quarterbook.periods import Period
from quarterbook.slugs import slug

THRESHOLD = "disclosure.threshold"
# Which has N13 look at each count that is shown once more.
UNIT = "people"
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
    made_up = counted[counted["provenance"] == "illustrative"]
    printed = _Printed(counted, measure, ours, kept_back(ours, threshold), of)
    return (
        whole(THRESHOLD, threshold, "Counts of fewer people than this are not shown"),
        count(f"{slug(measure)}.data.count", counted, of, f"Counts in the data, {measure}"),
        count(f"{slug(measure)}.data.illustrative.count", made_up, of, f"Counts that are illustrative, {measure}"),
        *(figure for period in ours.periods for figure in printed.of_period(period, places)),
    )


@dataclass(frozen=True)
class _Printed:
    """The rows of a measure, what they count, and which of that is kept back."""

    rows: pd.DataFrame
    measure: str
    counts: Counts
    hidden: frozenset[Place]
    of: tuple[SourceRows, ...]

    def of_period(self, period: Period, places: int) -> Iterator[Figure]:
        """The counts of a period, then the shares of its groups and categories."""
        made = {place: self._count(place) for place in self.counts.places(period)}
        yield from made.values()
        for place, figure in made.items():
            if (place.group == ALL) != (place.category == ALL):
                what = f"Share of all, {figure.definition}"
                yield share(share_id(self.measure, place), figure, made[Place(period)], what, places)

    def _count(self, place: Place) -> Figure:
        since = " since April" if self.counts.cumulative else ""
        who = ", ".join(filter(None, (self.measure, f"{place.period}{since}", place.group, place.category)))
        if place in self.hidden:
            return withheld(count_id(self.measure, place), who, of=self.of, unit=UNIT)
        added = self.rows.iloc[[self._at[one] for one in self.counts.within(place)]]
        number = self.counts.total(place)
        return whole(count_id(self.measure, place), number, who, unit=UNIT, rows=lineage(added), of=self.of)

    @cached_property
    def _at(self) -> dict[Place, int]:
        """Where in the rows each count stands."""
        return {place: at for at, place in enumerate(self.counts.numbers)}
