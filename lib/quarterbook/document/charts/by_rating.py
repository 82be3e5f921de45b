"""The chart of actions by rating."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from quarterbook.analysis.figures import Figure
from quarterbook.document.blocks import Chart, Column, Table
from quarterbook.document.charts.bars import bars
from quarterbook.document.tables import cell, cited, labelled
from quarterbook.params.house_file import UNRATED, RatingScheme

ROUNDED = "Shares are rounded, so they do not add to one hundred."
UNRATED_COLOUR = "#5f6368"


def ratings(figures: Mapping[str, Figure], place: str, name: str, scheme: RatingScheme) -> Chart:
    """Return a bar a rating, for one directorate (or `all`), with the counts and shares as its table."""
    shown = [key for key in scheme.names if key != UNRATED or figures[f"{place}.{key}.count"].value]
    counts = [figures[f"{place}.{key}.count"] for key in shown]
    shares = [figures[f"{place}.{key}.percent"] for key in shown]
    labels = [labelled(key, scheme) for key in shown]
    told = [_told(number, percent) for number, percent in zip(counts, shares, strict=True)]
    total = figures[f"{place}.total"]
    most = max(range(len(shown)), key=lambda at: counts[at].value or 0)
    each = ", ".join(f"{scheme.label(key)} {words}" for key, words in zip(shown, told, strict=True))
    rows = [
        (cell(label), cited(number), cited(percent))
        for label, number, percent in zip(labels, counts, shares, strict=True)
    ]
    return Chart(
        title=f"{name}: {seen(counts[most], total, scheme.label(shown[most]))}",
        alt=f"Bar chart of the {total.display} action{'' if total.value == 1 else 's'} of {name} by rating: {each}.",
        svg=bars(labels, [int(number.value or 0) for number in counts], told, [_colour(key, scheme) for key in shown]),
        table=Table(
            caption=f"{name}: actions by rating",
            columns=(Column(label="Rating"), Column(label="Actions", align="end"), Column(label="Share", align="end")),
            rows=(*rows, (cell("All actions"), cited(total), ())),
            row_header=True,
            totals=1,
            note=rounded(shares),
        ),
    )


def seen(most: Figure, total: Figure, label: str) -> str:
    """What is seen of the rating that most actions have."""
    if not total.value:
        return "no actions to rate"
    if total.value == 1:
        return f"the one action is {label}"
    return f"{most.display} of {total.display} actions {'is' if most.value == 1 else 'are'} {label}"


def rounded(shares: Iterable[Figure]) -> str:
    """Say that shares are rounded where they do not add to one hundred as shown; '' where they do, or none is known."""
    return "" if sum(Decimal(str(one.value or 0)) for one in shares) in (0, 100) else ROUNDED


def _told(number: Figure, percent: Figure) -> str:
    return number.display if percent.value is None else f"{number.display} ({percent.display})"


def _colour(key: str, scheme: RatingScheme) -> str:
    return UNRATED_COLOUR if key == UNRATED else scheme.levels[key].colour
