"""Measures before and after a project: the first value, each that followed, and by how much the latest differs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from quarterbook.analysis import outturns as outturn
from quarterbook.analysis import standing
from quarterbook.analysis.figures import Figure, lineage, whole
from quarterbook.analysis.outturn_figures import READ, figure_id
from quarterbook.analysis.travel import direction
from quarterbook.analysis.units import MINUS, published, with_unit
from quarterbook.periods import Period
from quarterbook.registers.frames import rows
from quarterbook.rounding import exact, plain
from quarterbook.tolerance import Tolerance


def until(as_at: str) -> Period:
    """Return the last period of which a paper of a day takes outturns: the month of that day."""
    return Period.of_month(date.fromisoformat(as_at))


def table(
    outturns: pd.DataFrame, indicators: pd.DataFrame, as_at: str, area: str = "", tolerance: Tolerance | None = None
) -> pd.DataFrame:
    """Return a council's outturns beside what they measure, up to the month of a day; no other area informs it."""
    assessed = outturn.table(outturns, indicators, area, tolerance, until(as_at))
    return standing.informed(assessed, outturns, area, {}, "", ())


def series(assessed: pd.DataFrame) -> dict[str, list[Any]]:
    """Return the rows of each measure that have a value, oldest first; measures without one are left out."""
    told = assessed[assessed["actual"].notna()]
    return {
        str(reference): sorted(rows(mine), key=lambda row: row.period)
        for reference, mine in told.groupby("reference", sort=False)
    }


def change(taken: list[Any]) -> Decimal:
    """Return the latest value less the first, both as they are published."""
    first, latest = (published(row.actual, row.decimals) for row in (taken[0], taken[-1]))
    return Decimal(latest or 0) - Decimal(first or 0)


def travelled(taken: list[Any]) -> str | None:
    """Return whether the latest value is better than the first; None where no way is better."""
    first, latest = taken[0], taken[-1]
    return direction(latest.actual, first.actual, first.polarity, first.decimals, (latest.target, first.target))


def figures(assessed: pd.DataFrame) -> tuple[Figure, ...]:
    """How many measures there are, `measures.count` and `measures.repeated.count`, and how each of these changed.

    `<reference>.change` is of the latest value against the first, and `<reference>.travel` says which way that is.
    """
    known, of = series(assessed), lineage(assessed)
    repeated = {reference: taken for reference, taken in known.items() if len(taken) > 1}
    told = {
        "count": (known, "Measures with a value"),
        "repeated.count": (repeated, "Measures with more than one value: before and after"),
    }
    made = [
        whole(
            f"measures.{name}",
            len(ones),
            words,
            rows=lineage(assessed[assessed["reference"].isin(list(ones))]),
            of=of,
            from_=(READ,),
        )
        for name, (ones, words) in told.items()
    ]
    return (*made, *(one for taken in repeated.values() for one in _of(taken)))


def _of(taken: list[Any]) -> Iterator[Figure]:
    first, latest, by = taken[0], taken[-1], change(taken)
    origin = (*(figure_id(row.reference, row.period.slug, "actual") for row in taken), READ)
    named = f"{first.reference}, {latest.period} against {first.period}"
    # Of two percentages the difference is in points.
    size = with_unit(abs(by).normalize() if by else Decimal(0), "points" if first.unit == "%" else first.unit)
    yield Figure(
        id=figure_id(first.reference, "change"),
        value=plain(by),
        exact=exact(Fraction(by)),
        unit="points" if first.unit == "%" else first.unit,
        display=f"{'+' if by > 0 else MINUS if by < 0 else ''}{size}",
        definition=f"Change of {named}, both as published",
        from_=origin,
    )
    if (word := travelled(taken)) is not None:
        yield Figure(
            id=figure_id(first.reference, "travel"),
            value=word,
            exact=None,
            unit="",
            display=word,
            definition=f"Direction of {named}",
            from_=origin,
        )
