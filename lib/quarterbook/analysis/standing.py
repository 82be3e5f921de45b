"""Where a council stands in its comparison groups, as figures and in the rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from quarterbook.analysis.figures import Figure, SourceRows
from quarterbook.analysis.groups import standing
from quarterbook.analysis.outturn_figures import QUARTILES, READ, figure_id
from quarterbook.analysis.spc import Polarity
from quarterbook.analysis.units import rounded, with_unit
from quarterbook.rounding import exact, plain
from quarterbook.slugs import slug

ALL = "all areas"


def groups(outturns: pd.DataFrame, chosen: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...] | None]:
    """Return each comparison group by name, its areas or None for all of the file; none where the file has no areas.

    Without a choice there is one group, of all.
    """
    if outturns["area"].nunique() < 2:
        return {}
    return {name: tuple(areas) or None for name, areas in chosen.items()} or {ALL: None}


def stands(
    outturns: pd.DataFrame,
    headlines: pd.DataFrame,
    area: str,
    members: tuple[str, ...] | None,
    apart: Iterable[str] = (),
) -> pd.DataFrame:
    """Return where the council stands with the latest outturn of each indicator, one row each in their order.

    As `groups.standing`, with the indicator's `title`, `unit` and `decimals`. Raises ValueError for areas
    that the file does not have.
    """
    found = standing(outturns, area, members, _polarities(outturns, headlines), tuple(apart))
    latest = headlines[["reference", "period", "title", "unit", "decimals"]].assign(order=range(len(headlines)))
    merged = latest.merge(found.drop(columns="area"), on=["reference", "period"], how="inner", validate="one_to_one")
    # Among one there is no standing.
    merged = merged[merged["of"] > 1].sort_values("order").drop(columns="order")
    plainly = {name: [None if pd.isna(one) else int(one) for one in merged[name]] for name in ("rank", "quartile")}
    return merged.assign(
        **{name: pd.Series(values, index=merged.index, dtype="object") for name, values in plainly.items()}
    )


def informed(
    assessed: pd.DataFrame,
    outturns: pd.DataFrame,
    area: str,
    chosen: Mapping[str, tuple[str, ...] | None],
    nation: str = "",
    apart: Iterable[str] = (),
) -> pd.DataFrame:
    """Return a council's table with the quartiles and national averages that it lacks, from the other areas' outturns.

    Quartiles are those in the first group; averages are the outturns of the area `nation`, which is in no
    group. `quartile_among` names the group where the quartile is not a reported one, and `quartile_rows`
    and `comparator_rows` are the rows that such values came from (else None).
    """
    columns: dict[str, list[Any]] = {name: [] for name in _INFORMED}
    stood: dict[Any, Any] = {}
    name, members = next(iter(chosen.items()), ("", None))
    if name:
        others = (*apart, *([nation] if nation else []))
        found = standing(outturns, area, members, _polarities(outturns, assessed), others)
        stood = {(one.reference, one.period): one for one in found.itertuples()}
    average: dict[Any, Any] = {}
    row: Any
    for row in outturns[outturns["area"] == nation].itertuples() if nation else ():
        average[row.reference, row.period] = row
    for row in assessed.itertuples():
        ours: Any = stood.get((row.reference, row.period))
        theirs: Any = average.get((row.reference, row.period))
        worked_out = row.quartile is None and ours is not None and pd.notna(ours.quartile)
        taken = row.comparator is None and theirs is not None and theirs.actual is not None
        columns["quartile"].append(int(ours.quartile) if worked_out else row.quartile)
        columns["quartile_among"].append(name if worked_out else None)
        columns["quartile_rows"].append(ours.rows if worked_out else None)
        columns["comparator"].append(theirs.actual if taken else row.comparator)
        columns["comparator_rows"].append((theirs.Index,) if taken else None)
    return assessed.assign(
        **{name: pd.Series(values, index=assessed.index, dtype="object") for name, values in columns.items()}
    )


def _polarities(outturns: pd.DataFrame, known: pd.DataFrame) -> dict[str, Polarity]:
    """Which way is better, by reference; neither is with what the file has of indicators that are not known."""
    return {
        **dict.fromkeys(outturns["reference"], "none"),
        **dict(zip(known["reference"], known["polarity"], strict=True)),
    }


_INFORMED = ("quartile", "quartile_among", "quartile_rows", "comparator", "comparator_rows")


def figures(name: str, stood: pd.DataFrame) -> tuple[Figure, ...]:
    """`<reference slug>.<period slug>.<group slug>.<median|rank|quartile|of>` of each row."""
    return tuple(figure for row in stood.itertuples() for figure in _figures(name, row))


def figure_of(name: str, row: Any, part: str) -> str:
    """The id of one of a row's figures."""
    return figure_id(row.reference, row.period.slug, slug(name), part)


def _figures(name: str, row: Any) -> Iterator[Figure]:
    looked_at = (SourceRows(source=row.source, sha256=row.sha256, rows=tuple(sorted(set(row.rows)))),)
    shared: dict[str, Any] = {"rows": looked_at, "of": looked_at, "from_": (READ,)}
    named = f"{row.reference}, {row.period}, among {name}"
    median = rounded(row.median, row.decimals)
    yield Figure(
        id=figure_of(name, row, "median"),
        value=plain(median),
        exact=exact(Fraction(row.median)),
        unit=row.unit,
        display=with_unit(median, row.unit),
        definition=f"Median of {named}",
        **shared,
    )
    yield _whole(figure_of(name, row, "of"), row.of, str(row.of), f"Areas with a value of {named}", shared)
    if row.rank is not None:
        yield _whole(
            figure_of(name, row, "rank"),
            row.rank,
            str(row.rank),
            f"Rank of {named}; equal values share the best",
            shared,
        )
    if row.quartile is not None:
        words = f"Quartile of {named}: four times the rank, divided by the areas, rounded up"
        yield _whole(figure_of(name, row, "quartile"), row.quartile, QUARTILES[row.quartile], words, shared)


def _whole(figure: str, value: int, display: str, definition: str, shared: dict[str, Any]) -> Figure:
    return Figure(id=figure, value=value, exact=str(value), unit="", display=display, definition=definition, **shared)
