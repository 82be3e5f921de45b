"""The figures of indicators.

`<reference slug>.<period slug>.<actual|target|gap|comparator|quartile|direction>` is of one outturn;
`<reference slug>.direction` of the latest period of the length that the indicator is reported by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from quarterbook.analysis.figures import Figure, SourceRows, count, lineage, share
from quarterbook.analysis.targets import STATUSES
from quarterbook.analysis.travel import DIRECTIONS
from quarterbook.analysis.units import distance, rounded, with_unit
from quarterbook.rounding import exact, plain
from quarterbook.slugs import slug

QUARTILES = {1: "best", 2: "second", 3: "third", 4: "worst"}
# What the latest of every indicator is counted by, and how the count is described.
STATUS_WORDS = {"met": "met its target", "close": "missed its target within tolerance", "missed": "missed its target"}
# The figure that every choice of rows came from, so that none needs to list all rows of large registers.
READ = "all.outturns.count"


def figure_id(reference: str, *parts: str) -> str:
    """Return the id of an indicator's figure.

    >>> figure_id("BV 127a", "2006-07", "actual")
    'bv-127a.2006-07.actual'
    """
    return ".".join((slug(reference), *parts))


def figures(
    assessed: pd.DataFrame, headlines: pd.DataFrame, outturns: pd.DataFrame, indicators: pd.DataFrame
) -> tuple[Figure, ...]:
    """Every number of every outturn in the table, its direction, and each indicator's own direction.

    `outturns` and `indicators` are the registers as read: any outturn might have been the period before
    of another, and its indicator's row says which way is better.
    """
    everything = lineage(outturns, indicators)
    read = count(READ, outturns, everything, "Outturns in the register, of all indicators, periods and areas")
    made = [read]
    for reference, rows in assessed.groupby("reference", sort=False):
        of = lineage(rows, indicators[indicators["reference"] == reference])
        for at in range(len(rows)):
            made += _of_row(rows.iloc[[at]], of)
        made += _headline(str(reference), headlines[headlines["reference"] == reference], of)
    return tuple(made)


def _of_row(one: pd.DataFrame, of: tuple[SourceRows, ...]) -> Iterator[Figure]:
    row: Any = next(one.itertuples())
    rows, period = lineage(one), row.period.slug
    named = f"{row.reference}, {row.period}"
    values = {"actual": ("Outturn", row.actual, None), "target": ("Target", row.target, None)}
    values["comparator"] = ("National average", row.comparator, row.comparator_rows)
    for part, (words, value, elsewhere) in values.items():
        if value is not None:
            from_rows, looked_at, from_ = _origin(row, elsewhere, rows, of)
            figure = figure_id(row.reference, period, part)
            yield _number(figure, value, row, f"{words} of {named}", from_rows, looked_at, from_)
    if row.quartile is not None:
        how = "as reported" if row.quartile_among is None else f"among {row.quartile_among}"
        from_rows, looked_at, from_ = _origin(row, row.quartile_rows, rows, of)
        yield Figure(
            id=figure_id(row.reference, period, "quartile"),
            value=row.quartile,
            exact=str(row.quartile),
            unit="",
            display=QUARTILES[row.quartile],
            definition=f"Quartile of {named} {how}: best, second, third or worst",
            rows=from_rows,
            of=looked_at,
            from_=from_,
        )
    if row.gap is not None:
        yield _gap(row, named, rows, of)
    if row.direction is not None:
        against = (
            f"the period before ({row.before_period})" if row.before_period else "the value before, as its row gives it"
        )
        yield _direction(row, (period, "direction"), row.direction, f"{named} against {against}", rows, of)
    if row.direction_on_year is not None:
        words = f"{named} against the same period last year"
        yield _direction(row, (period, "direction-on-year"), row.direction_on_year, words, rows, of)


def _origin(
    row: Any, elsewhere: Iterable[int] | None, rows: tuple[SourceRows, ...], of: tuple[SourceRows, ...]
) -> tuple[tuple[SourceRows, ...], tuple[SourceRows, ...], tuple[str, ...]]:
    """A value's rows, those looked at and the figures they came from: its own, or of other areas, chosen from all."""
    if elsewhere is None:
        return rows, of, ()
    found = (SourceRows(source=row.source, sha256=row.sha256, rows=tuple(sorted(set(elsewhere)))),)
    return found, found, (READ,)


def _number(
    figure: str, value: Decimal, row: Any, definition: str, rows: Any, of: Any, from_: tuple[str, ...]
) -> Figure:
    shown = rounded(value, row.decimals)
    return Figure(
        id=figure,
        value=plain(shown),
        exact=exact(Fraction(value)),
        unit=row.unit,
        display=with_unit(shown, row.unit),
        definition=definition,
        rows=rows,
        of=of,
        from_=from_,
    )


def _gap(row: Any, named: str, rows: tuple[SourceRows, ...], of: tuple[SourceRows, ...]) -> Figure:
    period = row.period.slug
    return Figure(
        id=figure_id(row.reference, period, "gap"),
        value=plain(row.gap),
        exact=exact(Fraction(row.gap)),
        unit=row.unit,
        display=distance(row.gap, row.unit, band=row.polarity == "band"),
        definition=f"Distance from target of {named}, both as published; positive the wrong way",
        rows=rows,
        of=of,
        from_=(figure_id(row.reference, period, "actual"), figure_id(row.reference, period, "target")),
    )


def _direction(
    row: Any, parts: tuple[str, ...], word: str, words: str, rows: tuple[SourceRows, ...], of: tuple[SourceRows, ...]
) -> Figure:
    sources = [figure_id(row.reference, row.period.slug, "actual")]
    before = row.before_period if parts[-1] == "direction" else row.period.year_before()
    if before is not None:
        sources.append(figure_id(row.reference, before.slug, "actual"))
    return Figure(
        id=figure_id(row.reference, *parts),
        value=word,
        exact=None,
        unit="",
        display=word,
        definition=f"Direction of travel of {words}",
        rows=rows,
        of=of,
        from_=(*sources, READ),
    )


def _headline(reference: str, headlines: pd.DataFrame, of: tuple[SourceRows, ...]) -> Iterator[Figure]:
    row: Any
    for row in headlines.itertuples():
        if row.direction is not None:
            rows = lineage(headlines.loc[[row.Index]])
            yield _direction(row, ("direction",), row.direction, f"{reference}, latest period ({row.period})", rows, of)


def overall(
    headlines: pd.DataFrame,
    assessed: pd.DataFrame,
    place: str = "all",
    who: str = "Indicators",
    of: tuple[SourceRows, ...] | None = None,
) -> tuple[Figure, ...]:
    """How many indicators there are, and how many of them met, missed, improved …: `all.<word>.<count|percent>`.

    `headlines` were chosen from `assessed`, and that from all outturns read. Of some indicators only, `place` begins
    the ids, `who` says which these are, and `of` are the rows looked at.
    """
    of = lineage(assessed) if of is None else of

    def counted(word: str, rows: pd.DataFrame, definition: str) -> Figure:
        return count(f"{place}.{word}.count", rows, of, f"{who} {definition}", (READ,))

    compared = headlines[headlines["status"].notna()]
    moved = headlines[headlines["direction"].notna()]
    held = counted("compared", compared, "with a status against target, worked out or reported")
    travelled = counted("travelled", moved, "with a direction of travel")
    made = [
        counted("indicators", headlines, "with an outturn or a status"),
        held,
        travelled,
        counted(
            "no-status",
            headlines[headlines["status"].isna()],
            "without a status in their latest period",
        ),
    ]
    words = {word: f"whose latest outturn {STATUS_WORDS[word]}" for word in STATUSES}
    words |= {word: f"that {'are' if word == 'unchanged' else 'have'} {word}" for word in DIRECTIONS}
    for word, definition in words.items():
        column, rows, whole = ("status", compared, held) if word in STATUSES else ("direction", moved, travelled)
        number = counted(word, rows[rows[column] == word], definition)
        made += [
            number,
            share(f"{place}.{word}.percent", number, whole, f"Share of these: {_lowered(number.definition)}"),
        ]
    return tuple(made)


def _lowered(words: str) -> str:
    return f"{words[0].lower()}{words[1:]}"
