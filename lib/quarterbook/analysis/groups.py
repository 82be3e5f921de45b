"""Comparison groups: where a council stands among others, by rank, by quartile and against the median."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Context, Decimal
from typing import Any

import pandas as pd

from quarterbook.analysis.spc import Polarity
from quarterbook.errors import nearest

# A quartile of fewer is no quarter of anything.
FEWEST_FOR_QUARTILES = 4
# Wide enough that half of the sum of any two values is exact.
_EXACT = Context(prec=1000)
_KEPT = ["reference", "period", "area", "actual", "source", "sha256"]


def standing(
    outturns: pd.DataFrame,
    area: str,
    members: tuple[str, ...] | None,
    polarity: Mapping[str, Polarity],
    apart: tuple[str, ...] = (),
) -> pd.DataFrame:
    """Return where the council `area` stands in its group, a row for each of its rows, in their order.

    The group is `members`, or all areas of `outturns`; less those `apart` (an aggregate such as the
    nation), and always with the council itself. Each row has the council's `reference`, `period`,
    `area`, `actual`, `source` and `sha256`, and:

    - `of`: how many areas of the group have a value; areas without one are not counted;
    - `rank`: 1 is best by `polarity`, and equal values share the best rank (1, 2, 2, 4);
    - `quartile`: 1 (best) to 4, the ranks parted into quarters: 4 * rank / of, rounded up, so equal
      values share the better one; missing with fewer than four values;
    - `median`: of the group's values, in their unit and exactly: the mean of the middle two;
    - `rows`: the rows looked at, by the index of `outturns`, in order.

    Rank and quartile are missing where the council has no value, and where `polarity` is `band` or
    `none`: nothing is best there. The method is that of the Improvement Service's Local Government
    Benchmarking Framework, which ranks 32 councils in quartiles of eight. Raises ValueError for an
    area, or a reference, that is not known, and for rows that cannot be told apart.

    >>> outturns = pd.DataFrame({
    ...     "reference": "E1", "period": "2023-24", "area": ["Barsetshire", "Borsetshire", "Mercia", "Wessex"],
    ...     "actual": [Decimal(95), Decimal(97), Decimal(97), Decimal(92)], "source": "e1.csv", "sha256": "0" * 64,
    ... })
    >>> found = standing(outturns, "Barsetshire", None, {"E1": "higher"})
    >>> found[["of", "rank", "quartile", "median", "rows"]].values.tolist()
    [[4, 3, 3, Decimal('96'), (0, 1, 2, 3)]]
    """
    _all_known((area, *(members or ()), *apart), outturns["area"].dropna())
    _told_apart(outturns)
    ours = outturns[outturns["area"] == area]
    _all_known(ours["reference"].unique(), polarity)
    group = (set(outturns["area"].dropna()) if members is None else set(members)) - set(apart) | {area}
    values, rows = _gathered(outturns[outturns["area"].isin(group)])
    found = []
    for reference, period, actual in zip(ours["reference"], ours["period"], _decimals(ours), strict=True):
        among = sorted(values[reference, period])
        rank = _rank(actual, among, polarity[reference])
        quartile = None if rank is None or len(among) < FEWEST_FOR_QUARTILES else -(-4 * rank // len(among))
        found.append((len(among), rank, quartile, median(among), tuple(sorted(rows[reference, period]))))
    added = pd.DataFrame(found, index=ours.index, columns=["of", "rank", "quartile", "median", "rows"], dtype=object)
    # Side by side, not joined: in a file with a column a period, several rows share a number.
    return pd.concat([ours[_KEPT], added.astype({"of": "int64", "rank": "Int64", "quartile": "Int64"})], axis=1)


def median(values: Sequence[Decimal]) -> Decimal | None:
    """Return the middle one of sorted values, or the exact mean of the middle two; None of none.

    >>> median([Decimal("1"), Decimal("2.5")]), median([Decimal(1), Decimal(2), Decimal(9)]), median([])
    (Decimal('1.75'), Decimal('2'), None)
    """
    if not values:
        return None
    half = len(values) // 2
    if len(values) % 2:
        return values[half]
    return _EXACT.divide(_EXACT.add(values[half - 1], values[half]), Decimal(2))


def _rank(actual: Decimal | None, among: Sequence[Decimal], polarity: Polarity) -> int | None:
    """One more than the values that are better."""
    if actual is None or polarity in ("band", "none"):
        return None
    return 1 + (bisect_left(among, actual) if polarity == "lower" else len(among) - bisect_right(among, actual))


def _gathered(
    group: pd.DataFrame,
) -> tuple[dict[tuple[str, Hashable], list[Decimal]], dict[tuple[str, Hashable], list[int]]]:
    """The values and the rows of the group, for each reference and period."""
    # Not a groupby: it would have to sort the periods, and hand over three thousand frames of thirty rows.
    values: dict[tuple[str, Hashable], list[Decimal]] = {}
    rows: dict[tuple[str, Hashable], list[int]] = {}
    for reference, period, actual, row in zip(
        group["reference"], group["period"], _decimals(group), group.index, strict=True
    ):
        rows.setdefault((reference, period), []).append(row)
        among = values.setdefault((reference, period), [])
        if actual is not None:
            among.append(actual)
    return values, rows


def _decimals(frame: pd.DataFrame) -> list[Decimal | None]:
    there = frame["actual"].notna()
    return [value if known else None for value, known in zip(frame["actual"], there, strict=True)]


def _all_known(names: Iterable[Any], known: Iterable[Any]) -> None:
    valid = set(known)
    told = [f"{name!r} is not known. {nearest(name, valid)}" for name in dict.fromkeys(names) if name not in valid]
    if told:
        raise ValueError("\n".join(told))


def _told_apart(outturns: pd.DataFrame) -> None:
    """An area must have one value for a reference and period."""
    twice = outturns[outturns.duplicated(["reference", "period", "area"])]
    if len(twice):
        first = twice.iloc[0]
        raise ValueError(f"{first['area']} has two values of {first['reference']} for {first['period']}.")
