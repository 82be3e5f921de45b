"""Targets: how far each outturn is from what was promised, and whether that is met.

Better is higher, lower, or near the target (a band), as the indicator's polarity says. An outturn is
`met` where it is as good as its target or better; `close` where it is worse by no more than the
tolerance; else `missed`. In a band it is met within the tolerance and missed outside.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd

from quarterbook.analysis.units import published
from quarterbook.tolerance import Tolerance

MET, CLOSE, MISSED = "met", "close", "missed"
STATUSES = (MET, CLOSE, MISSED)


def gap(actual: Decimal | None, target: Decimal | None, polarity: str) -> Decimal | None:
    """Return the distance from target in the indicator's own unit: positive the wrong way.

    In a band every distance is the wrong way. Without a polarity there is none.

    >>> gap(Decimal("22.2"), Decimal("21.8"), "lower"), gap(Decimal("91"), Decimal("95.9"), "higher")
    (Decimal('0.4'), Decimal('4.9'))
    """
    if actual is None or target is None:
        return None
    match polarity:
        case "higher":
            return target - actual
        case "lower":
            return actual - target
        case "band":
            return abs(actual - target)
    return None


def status(distance: Decimal | None, target: Decimal | None, polarity: str, tolerance: Tolerance | None) -> str | None:
    """Return `met`, `close` or `missed` for a distance; None where it cannot be said.

    >>> status(Decimal("0.4"), Decimal("21.8"), "lower", Tolerance.parse("2%"))
    'close'
    """
    if distance is None or target is None or (polarity == "band" and tolerance is None):
        return None
    within = tolerance is not None and distance <= tolerance.of(target)
    if polarity == "band":
        return MET if within else MISSED
    return MET if distance <= 0 else CLOSE if within else MISSED


def assess(table: pd.DataFrame, tolerance: Tolerance | None) -> pd.DataFrame:
    """Return the table of outturns with `gap`, `computed`, `status` and `as_reported`.

    Outturn and target are compared as they are published, at the indicator's decimal places.
    `tolerance` is the house's, for indicators without their own. `status` is the one computed; where
    actual and target do not give one, it is the officers' (`as_reported`), if that is one of ours.
    """
    gaps: list[Decimal | None] = []
    computed: list[str | None] = []
    row: Any
    for row in table.itertuples():
        actual, target = published(row.actual, row.decimals), published(row.target, row.decimals)
        gaps.append(gap(actual, target, row.polarity))
        computed.append(status(gaps[-1], target, row.polarity, row.tolerance or tolerance))
    said = [one if one in STATUSES else None for one in table["reported_status"].str.lower()]
    settled = [ours or theirs for ours, theirs in zip(computed, said, strict=True)]
    return table.assign(
        gap=pd.Series(gaps, index=table.index, dtype="object"),
        computed=pd.Series(computed, index=table.index, dtype="object"),
        status=pd.Series(settled, index=table.index, dtype="object"),
        as_reported=[ours is None and theirs is not None for ours, theirs in zip(computed, said, strict=True)],
    )
