"""A figure: one number of a paper, with its unit, its definition and the rows it came from."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from quarterbook.analysis.ranges import LAST_ROW
from quarterbook.money import MINUS, SIZES, Amount, Shown
from quarterbook.rounding import NOT_KNOWN, NOT_SHOWN, exact, half_up, plain

# Decimal places of pounds that an amount keeps before rounding.
PENNY_PARTS = 6


class SourceRows(BaseModel):
    """Rows of one source, numbered as a spreadsheet does (the header is row 1)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    sha256: str
    rows: tuple[Annotated[int, Field(ge=1, le=LAST_ROW)], ...]


class Figure(BaseModel):
    """One number as published (`value`, `display`) and before rounding (`exact`).

    `rows` are the rows counted or summed, `of` all the rows looked at before any filter, and
    `from_` the ids of the figures it was worked out from. A figure that cannot be worked out
    (a share of nothing) has no `value`; one that is a word, such as a direction of travel, has no
    `exact`; one that is kept back has neither, and no `rows`, whose number or choice could tell it.
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

    @property
    def is_withheld(self) -> bool:
        """Whether it is kept back because it could tell of a person."""
        return self.display == NOT_SHOWN


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
    return whole(figure_id, len(counted), definition, rows=lineage(counted), of=of, from_=from_)


def whole(
    figure_id: str,
    number: int,
    definition: str,
    *,
    unit: str = "",
    rows: tuple[SourceRows, ...] = (),
    of: tuple[SourceRows, ...] = (),
    from_: tuple[str, ...] = (),
) -> Figure:
    """A whole number, such as a count."""
    return Figure(
        id=figure_id,
        value=number,
        exact=str(number),
        unit=unit,
        display=f"{number:,}",
        definition=definition,
        rows=rows,
        of=of,
        from_=from_,
    )


def withheld(
    figure_id: str, definition: str, *, of: tuple[SourceRows, ...], unit: str = "", from_: tuple[str, ...] = ()
) -> Figure:
    """A figure that is not shown, because it could tell of a person; `of` are all the rows looked at, never some."""
    return Figure(
        id=figure_id, value=None, exact=None, unit=unit, display=NOT_SHOWN, definition=definition, of=of, from_=from_
    )


def share(
    figure_id: str, part: Figure, whole: Figure, definition: str, places: int = 0, *, of_size: bool = False
) -> Figure:
    """`part` of `whole` in per cent, rounded half up; of nothing, or of what is not known, a figure without a value.

    Of the size of a whole below nought, such as a budget of income, the share has the sign of the part. Where the part
    or the whole is kept back, so is the share.
    """
    if part.is_withheld or whole.is_withheld:
        return withheld(figure_id, definition, of=whole.of, unit="%", from_=(part.id, whole.id))
    ratio = None
    if part.number is not None and whole.number:
        divisor = abs(whole.number) if of_size else whole.number
        ratio = Fraction(part.number) / Fraction(divisor) * 100
    rounded = None if ratio is None else half_up(ratio, places)
    return Figure(
        id=figure_id,
        value=None if rounded is None else plain(rounded),
        exact=None if ratio is None else exact(ratio),
        unit="%",
        display=NOT_KNOWN if rounded is None else f"{MINUS if rounded < 0 else ''}{rounded.copy_abs():,}%",
        definition=definition,
        rows=part.rows,
        of=whole.of,
        from_=(part.id, whole.id),
    )


def amount(
    figure_id: str,
    pounds: Amount | None,
    shown: Shown,
    definition: str,
    *,
    rows: tuple[SourceRows, ...] = (),
    of: tuple[SourceRows, ...] = (),
    from_: tuple[str, ...] = (),
    about: bool = False,
) -> Figure:
    """An amount of money in the unit in which a paper shows it; None is not known, and `about` is known roughly."""
    value = None if pounds is None else shown.rounded(pounds, about=about)
    return Figure(
        id=figure_id,
        value=None if value is None else plain(value),
        exact=None if pounds is None else _in_full(pounds, shown),
        unit=shown.unit,
        display=NOT_KNOWN if pounds is None else shown.in_words(pounds, about=about),
        definition=definition,
        rows=rows,
        of=of,
        from_=from_,
    )


def _in_full(pounds: Amount, shown: Shown) -> str:
    """An amount before rounding, less the tail that a division or a spreadsheet's formula leaves."""
    places = PENNY_PARTS + len(str(SIZES[shown.unit])) - 1
    value = half_up(shown.value(pounds), places)
    text = f"{value if value else abs(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
