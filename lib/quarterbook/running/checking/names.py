"""Names in the ids of figures: each needs a slug, of its own, that means nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from quarterbook.registers.frames import rows
from quarterbook.slugs import slug


class Named(NamedTuple):
    """What an id names, part by part, of which a message tells the last; and its row, where a row names it."""

    parts: tuple[str, ...]
    row: int | None = None
    source: str = ""

    @property
    def told(self) -> str:
        """The name with its row."""
        return f"'{self.parts[-1]}'" if self.row is None else f"'{self.parts[-1]}' (row {self.row})"

    def first(self, again: Named) -> str:
        """The name, and where it stands if that is in another file than the one that comes `again`."""
        return f"'{self.parts[-1]}'" + (f" (row {self.row} of {self.source})" if self.source != again.source else "")


def in_rows(frame: pd.DataFrame, *columns: str) -> list[Named]:
    """Return what the rows name in columns, each of which is a part of an id."""
    return [Named(tuple(getattr(row, name) for name in columns), row.Index, row.source) for row in rows(frame)]


def unfit(named: Mapping[str, Iterable[Named]], reserved: Collection[str] = ()) -> dict[str, str]:
    """Return the parameters whose names cannot stand in the ids of figures, and why; the first of each.

    No two names of any of the parameters may share a slug. `reserved` are slugs that cannot begin an id.

    >>> unfit({"groups": [Named(("A & B",)), Named(("a-b",))]})["groups"]
    "'A & B' and 'a-b' differ only in signs or capitals, so their figures would have one id. Change one of them."
    >>> unfit({"groups": [Named(("All",))]}, {"all"})["groups"]
    "'All' cannot stand in the id of a figure: it means something else. Rename it."
    """
    known: dict[tuple[str, ...], Named] = {}
    found = {
        name: next(filter(None, (_unfit(one, reserved, known) for one in ones)), "") for name, ones in named.items()
    }
    return {name: why for name, why in found.items() if why}


def _unfit(one: Named, reserved: Collection[str], known: dict[tuple[str, ...], Named]) -> str:
    """Why a name cannot stand in an id beside those `known` by their slugs, which it joins; '' where it can."""
    slugs = tuple(map(slug, one.parts))
    if "" in slugs:
        return f"{one.told} cannot stand in the id of a figure: a name needs a letter or a digit. Rename it."
    if slugs[0] in reserved:
        return f"{one.told} cannot stand in the id of a figure: it means something else. Rename it."
    if (first := known.setdefault(slugs, one)).parts == one.parts:
        return ""
    why = "differ only in signs or capitals, so their figures would have one id. Change one of them."
    return f"{first.first(one)} and {one.told} {why}"
