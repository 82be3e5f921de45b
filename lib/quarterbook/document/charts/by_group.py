"""The chart of people by group, or by category where there is one group; of what is not shown there is no bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quarterbook.analysis.disclosure.counts import Place
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.people.figures import count_id, share_id
from quarterbook.analysis.sentences import joined
from quarterbook.document.blocks import Chart, Table
from quarterbook.document.charts.bars import bars
from quarterbook.periods import Period
from quarterbook.rounding import NOT_SHOWN_SPOKEN

_COLOURS = ("#1f5a8a", "#2e7d4f", "#6a3d9a", "#c77700", "#5f6368")


def people(
    figures: Mapping[str, Figure],
    measure: str,
    period: Period,
    groups: Sequence[str],
    categories: Sequence[str],
    table: Table,
) -> Chart | Table:
    """Return a bar a group, with `table`, which has the same counts; that alone where no two could be compared."""
    bar = (
        {group: Place(period, group) for group in groups}
        if len(groups) > 1
        else {category: Place(period, category=category) for category in categories}
    )
    bar = {label: place for label, place in bar.items() if count_id(measure, place) in figures}
    if len(bar) < 2 or not any(figures[count_id(measure, place)].value for place in bar.values()):
        return table
    everybody = figures[count_id(measure, Place(period))]
    counts = [figures[count_id(measure, place)] for place in bar.values()]
    shares = [figures[share_id(measure, place)] for place in bar.values()]
    told = [_told(one, share) for one, share in zip(counts, shares, strict=True)]
    each = "; ".join(
        f"{label}: {NOT_SHOWN_SPOKEN if one.is_withheld else words}"
        for label, one, words in zip(bar, counts, told, strict=True)
    )
    known = "" if everybody.is_withheld else f"the {everybody.display} "
    everybody_counted = f"{known}{'person' if everybody.value == 1 else 'people'} counted"
    return Chart(
        title=f"{period}: {_seen(everybody, counts, [*bar])}",
        alt=f"Bar chart of {everybody_counted} in {period}, {measure}. {each}.",
        svg=bars(
            [*bar],
            [int(one.value or 0) for one in counts],
            told,
            [_COLOURS[at % len(_COLOURS)] for at in range(len(bar))],
        ),
        table=table,
    )


def _seen(everybody: Figure, counts: Sequence[Figure], labels: Sequence[str]) -> str:
    """What is seen; nothing is said of which is the largest where one of them is not shown."""
    if any(one.is_withheld for one in (everybody, *counts)):
        return "people counted, some of them not shown"
    if everybody.value == 1:
        return f"the one person counted is in {labels[[one.value for one in counts].index(1)]}"
    most = max(int(one.value or 0) for one in counts)
    which = [label for label, one in zip(labels, counts, strict=True) if one.value == most]
    if len(which) > 1:
        return f"{everybody.display} people, as many in each of {joined(which)}"
    return f"{which[0]} is the largest group, with {most:,} of {everybody.display} people"


def _told(number: Figure, share: Figure) -> str:
    return number.display if share.value is None else f"{number.display} ({share.display})"
