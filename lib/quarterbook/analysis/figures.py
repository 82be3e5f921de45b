"""A figure: one number of a paper, with its unit, its definition and the rows it came from."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from quarterbook.rounding import NOT_KNOWN, exact, half_up, plain


class SourceRows(BaseModel):
    """Rows of one source, numbered as a spreadsheet does (the header is row 1)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    sha256: str
    rows: tuple[int, ...]


class Figure(BaseModel):
    """One number as published (`value`, `display`) and before rounding (`exact`).

    `rows` are the rows counted or summed, `of` all the rows looked at before any filter, and
    `from_` the ids of the figures it was worked out from. A figure that cannot be worked out
    (a share of nothing) has no `value`; one that is a word, such as a direction of travel, has no
    `exact`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: str
    value: int | float | str | None
    exact: str | None
    unit: str
    display: str
    definition: str
    rows: tuple[SourceRows, ...] = ()
    of: tuple[SourceRows, ...] = ()
    from_: tuple[str, ...] = Field(default=(), alias="from")

    def as_json(self) -> dict[str, Any]:
        """The figure as plain JSON values, under the names of figures.json."""
        return self.model_dump(mode="json", by_alias=True)

    @property
    def number(self) -> Decimal | None:
        """The value before rounding."""
        return None if self.exact is None else Decimal(self.exact)


def lineage(*frames: pd.DataFrame) -> tuple[SourceRows, ...]:
    """Return the rows of registers' frames by source, sources and rows in order."""
    # Not a groupby: it is done for every figure, and for the few rows of one a groupby takes forty times as long.
    rows: dict[tuple[str, str], set[int]] = {}
    for frame in frames:
        for *origin, row in zip(frame["source"].tolist(), frame["sha256"].tolist(), frame.index.tolist(), strict=True):
            rows.setdefault(tuple(origin), set()).add(row)
    return tuple(
        SourceRows(source=source, sha256=sha256, rows=tuple(sorted(numbers)))
        for (source, sha256), numbers in sorted(rows.items())
    )


def count(
    figure_id: str, counted: pd.DataFrame, of: tuple[SourceRows, ...], definition: str, from_: tuple[str, ...] = ()
) -> Figure:
    """How many rows there are in `counted`; `of` is the lineage of all the rows looked at."""
    number = len(counted)
    return Figure(
        id=figure_id,
        value=number,
        exact=str(number),
        unit="",
        display=f"{number:,}",
        definition=definition,
        rows=lineage(counted),
        of=of,
        from_=from_,
    )


def share(figure_id: str, part: Figure, whole: Figure, definition: str, places: int = 0) -> Figure:
    """`part` of `whole` in per cent, rounded half up; of nothing, a figure without a value."""
    ratio = Fraction(100 * int(part.value or 0), int(whole.value)) if whole.value else None
    rounded = None if ratio is None else half_up(ratio, places)
    return Figure(
        id=figure_id,
        value=None if rounded is None else plain(rounded),
        exact=None if ratio is None else exact(ratio),
        unit="%",
        display=NOT_KNOWN if rounded is None else f"{rounded}%",
        definition=definition,
        rows=part.rows,
        of=whole.of,
        from_=(part.id, whole.id),
    )
