"""Direction of travel: each outturn against the period before, and against the same period last year.

A running total (a cumulative indicator) starts anew each year, so its period before is the same one of
last year. Values are compared as they are published, at the indicator's decimal places.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd

from quarterbook.analysis.units import published

IMPROVED, DECLINED, UNCHANGED = "improved", "declined", "unchanged"
DIRECTIONS = (IMPROVED, UNCHANGED, DECLINED)


def direction(
    now: Decimal | None,
    before: Decimal | None,
    polarity: str,
    decimals: int | None = None,
    targets: tuple[Decimal | None, Decimal | None] = (None, None),
) -> str | None:
    """Return `improved`, `declined` or `unchanged`; None where a value is missing or no way is better.

    In a band, nearer its target is better: `targets` are those of now and before.

    >>> direction(Decimal("106.89"), Decimal(130), "lower"), direction(Decimal(91), Decimal(91), "higher")
    ('improved', 'unchanged')
    """
    now, before = published(now, decimals), published(before, decimals)
    if now is None or before is None:
        return None
    match polarity:
        case "higher":
            better = now - before
        case "lower":
            better = before - now
        case "band":
            target = published(targets[0], decimals)
            if target is None:
                return None
            target_before = published(targets[1], decimals)
            better = abs(before - (target if target_before is None else target_before)) - abs(now - target)
        case _:
            return None
    return UNCHANGED if not better else IMPROVED if better > 0 else DECLINED


def travel(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table of outturns with `before` and `direction`, and `year_before` and `direction_on_year`.

    Both befores are values in the indicator's unit. `before` is the actual of the period before of the same
    length; where the table lacks it, the row's own `previous` (then `before_period` is missing). A year has
    no other year before it than the period before.
    """
    row: Any
    there: dict[tuple[str, Any], Any] = {}
    for row in table.itertuples():
        there[row.reference, row.period] = row
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    for row in table.itertuples():
        year = there.get((row.reference, row.period.year_before()))
        last = year if row.cumulative is True else there.get((row.reference, row.period.before()))
        if last is not None and last.actual is None:
            last = None
        before = row.previous if last is None else last.actual
        targets = (row.target, None if last is None else last.target)
        columns["before"].append(before)
        columns["before_period"].append(None if last is None else last.period)
        columns["direction"].append(direction(row.actual, before, row.polarity, row.decimals, targets))
        of_year = year if year is not None and row.period.months < 12 else None
        columns["year_before"].append(None if of_year is None else of_year.actual)
        columns["direction_on_year"].append(
            None
            if of_year is None
            else direction(row.actual, of_year.actual, row.polarity, row.decimals, (row.target, of_year.target))
        )
    return table.assign(
        **{name: pd.Series(values, index=table.index, dtype="object") for name, values in columns.items()}
    )


_COLUMNS = ("before", "before_period", "direction", "year_before", "direction_on_year")
