"""How the figures of a register of money are made: as the house shows money, and of which rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from quarterbook.analysis import figures
from quarterbook.analysis.figures import Figure, SourceRows, lineage
from quarterbook.money import Amount, Shown, added
from quarterbook.params.house_file import House


@dataclass(frozen=True)
class Sums:
    """A maker of figures: `of` are the rows looked at, `through` the figures by which other rows were left out."""

    shown: Shown
    places: int
    of: tuple[SourceRows, ...] = ()
    through: tuple[str, ...] = ()

    def total(self, figure_id: str, rows: pd.DataFrame, column: str, definition: str, *, about: bool = False) -> Figure:
        """The sum of a column; not known unless every row has it."""
        known = rows[rows[column].notna()]
        pounds = added(known[column]) if len(known) == len(rows) else None
        return self.amount(figure_id, pounds, definition, known, about=about)

    def amount(
        self,
        figure_id: str,
        pounds: Amount | None,
        definition: str,
        rows: pd.DataFrame | None = None,
        from_: Iterable[str] = (),
        *,
        about: bool = False,
    ) -> Figure:
        """An amount, of the rows that it sums or of the figures that it was worked out from."""
        counted = () if rows is None else lineage(rows)
        origin = (*from_, *self.through)
        return figures.amount(
            figure_id, pounds, self.shown, definition, rows=counted, of=self.of, from_=origin, about=about
        )

    def count(self, figure_id: str, rows: pd.DataFrame, definition: str) -> Figure:
        """How many rows."""
        return figures.count(figure_id, rows, self.of, definition, self.through)

    def whole(self, figure_id: str, number: int, definition: str) -> Figure:
        """A whole number that is no count of rows."""
        return figures.whole(figure_id, number, definition, of=self.of, from_=self.through)

    def share(self, figure_id: str, part: Figure, whole: Figure, definition: str, *, of_size: bool = False) -> Figure:
        """A part of a whole, in per cent; of the size of the whole, where it may be below nought."""
        return figures.share(figure_id, part, whole, definition, self.places, of_size=of_size)

    def and_of(self, other: Sums) -> Sums:
        """Return the maker of figures that look at the rows of both."""
        rows: dict[tuple[str, str], set[int]] = {}
        for one in (*self.of, *other.of):
            rows.setdefault((one.source, one.sha256), set()).update(one.rows)
        of = tuple(SourceRows(source=name, sha256=sha, rows=tuple(sorted(at))) for (name, sha), at in rows.items())
        return replace(self, of=of, through=(*self.through, *other.through))


def of_council(register: str, ours: pd.DataFrame, read: pd.DataFrame, house: House) -> tuple[Sums, tuple[Figure, ...]]:
    """Return the maker of a council's figures of a register, and the figure of the rows read, where it needs one.

    `ours` are the council's rows, totals among them, of all that was `read`. Where the file has others too, figures
    name `all.<register>.count` among what they came from, and not each of ten thousand rows.
    """
    shown, places = house.money.shown, house.rounding.percent
    if len(ours) == len(read):
        return Sums(shown, places, lineage(read)), ()
    everything = figures.count(f"all.{register}.count", read, lineage(read), f"Rows of {register} in the file")
    return Sums(shown, places, lineage(ours), (everything.id,)), (everything,)
