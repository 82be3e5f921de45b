"""What papers print of a measure of people, and what can be worked out from it: sums of the smallest parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from quarterbook.periods import APRIL, Period
from quarterbook.registers.frames import rows

# In the place of a group or a category: all of them.
ALL = ""


class Place(NamedTuple):
    """Where a paper prints a count: of which period, group and category, each of the last two perhaps `ALL`."""

    period: Period
    group: str = ALL
    category: str = ALL


class Sum(NamedTuple):
    """A count of people as the sum of `parts`, which were counted from the first to the last period of the two.

    Parts are named by the period in which they were added, never by how many they are.
    """

    since: Period
    place: Place
    parts: frozenset[Place]
    number: int


@dataclass(frozen=True)
class Counts:
    """The counts of one measure, by place; a group without categories has its count under `ALL`.

    A `cumulative` measure is counted from the beginning of the financial year (April), so that what was added between
    two periods is their difference; another is counted afresh in each.
    """

    numbers: Mapping[Place, int]
    cumulative: bool = False

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods in the order of time."""
        return tuple(sorted(self._of_period))

    def total(self, place: Place) -> int:
        """How many people a paper counts in a place."""
        return sum(self.numbers[one] for one in self.within(place))

    def places(self, period: Period) -> tuple[Place, ...]:
        """Every place in which the paper on a period prints a count, whatever the order of the rows.

        Of places that count the same rows, such as a group and its only category, each is named.
        """
        there = self._of_period[period]
        groups = [*sorted({one.group for one in there}), ALL]
        categories = [*sorted({one.category for one in there} - {ALL}), ALL]
        named = (Place(period, group, category) for group in groups for category in categories)
        return tuple(one for one in named if any(_covers(one, part) for part in there))

    def spells(self) -> Iterator[tuple[Period, ...]]:
        """The periods whose counts have parts in common: those of a year, where the measure is cumulative; else one."""
        if not self.cumulative:
            yield from ((period,) for period in self.periods)
            return
        years = dict.fromkeys(map(_year, self.periods))
        yield from (tuple(one for one in self.periods if _year(one) == year) for year in years)

    def parts(self, spell: tuple[Period, ...]) -> dict[Place, int]:
        """The smallest parts of a spell: how many were added in each period, by group and category."""
        before: dict[tuple[str, str], int] = {}
        added: dict[Place, int] = {}
        for period in spell:
            for one in sorted(self._of_period[period]):
                added[one] = self.numbers[one] - before.get(one[1:], 0)
                before[one[1:]] = self.numbers[one]
        return added

    def sums(self, spell: tuple[Period, ...], until: Period) -> Iterator[Sum]:
        """What can be read in the papers of a spell up to a period, or found by taking one paper's from another's.

        A sum since the first period of the spell is printed as it stands.
        """
        parts = self.parts(spell)
        for at, last in enumerate(spell[: spell.index(until) + 1]):
            for place in self.places(last):
                for since in spell[: at + 1]:
                    of = frozenset(one for one in parts if since <= one.period <= last and _covers(place, one))
                    yield Sum(since, place, of, sum(parts[one] for one in of))

    def within(self, place: Place) -> list[Place]:
        """The places in the file whose counts a paper adds up in a place."""
        return [one for one in self._of_period[place.period] if _covers(place, one)]

    @cached_property
    def _of_period(self) -> dict[Period, list[Place]]:
        found: dict[Period, list[Place]] = {}
        for one in self.numbers:
            found.setdefault(one.period, []).append(one)
        return found


def counts(people: pd.DataFrame, *, cumulative: bool = False) -> Counts:
    """Return the counts of the rows of one measure, which are no totals."""
    numbers = {
        Place(row.period, row.group, row.category if isinstance(row.category, str) else ALL): int(row.count)
        for row in rows(people)
    }
    return Counts(numbers, cumulative)


def _covers(place: Place, part: Place) -> bool:
    return place.group in (ALL, part.group) and place.category in (ALL, part.category)


def _year(period: Period) -> int:
    """The calendar year in which the financial year began that a period ends in."""
    return period.end.year - (period.end.month < APRIL)
