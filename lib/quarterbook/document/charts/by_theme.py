"""The heat map of themes by rating."""

from __future__ import annotations

from collections.abc import Mapping

from quarterbook.analysis.figures import Figure
from quarterbook.analysis.sentences import joined
from quarterbook.document.blocks import Chart, Table
from quarterbook.document.charts.by_rating import seen
from quarterbook.document.charts.heat import heat
from quarterbook.document.tables import labelled
from quarterbook.params.house_file import UNRATED, RatingScheme

# As many themes as a title names.
_FEW = 2


def themes(figures: Mapping[str, Figure], names: Mapping[str, str], scheme: RatingScheme, table: Table) -> Chart:
    """Return a row a theme and a column a rating, darker the larger the share; `table` has the same numbers."""
    names = {place: name.replace("\N{NO-BREAK SPACE}", " ") for place, name in names.items()}
    keys = [key for key in scheme.names if key != UNRATED or figures["all.unrated.count"].value]
    told = [[_told(figures, f"{place}.{key}") for key in keys] for place in names]
    each = [
        f"{name}: {', '.join(f'{scheme.label(key)} {words}' for key, words in zip(keys, row, strict=True))}"
        for name, row in zip(names.values(), told, strict=True)
    ]
    shares = [[float(figures[f"{place}.{key}.percent"].value or 0) for key in keys] for place in names]
    return Chart(
        title=_seen(figures, names, scheme),
        alt=f"Heat map of {'the one theme' if len(names) == 1 else 'the themes'} by rating. {'. '.join(each)}.",
        svg=heat([*names.values()], [labelled(key, scheme) for key in keys], shares, told),
        table=table,
    )


def _seen(figures: Mapping[str, Figure], names: Mapping[str, str], scheme: RatingScheme) -> str:
    """Which theme has the smallest share of the best rating."""
    best = next(iter(scheme.levels))
    shares = {place: figures[f"{place}.{best}.percent"] for place in names}
    rated = {place: one for place, one in shares.items() if one.number is not None}
    if not rated:
        return "Ratings by theme: no actions to rate"
    least = min(rated.values(), key=lambda one: one.number or 0)
    which = [names[place] for place, one in rated.items() if one.number == least.number]
    label = scheme.label(best)
    if len(rated) == 1:
        place = next(iter(rated))
        most = max(scheme.names, key=lambda name: figures[f"{place}.{name}.count"].value or 0)
        what = seen(figures[f"{place}.{most}.count"], figures[f"{place}.total"], scheme.label(most))
        return f"{which[0]}: {what}"
    least_of = f"the smallest share of {label}"
    if len(which) > _FEW:
        return f"Ratings by theme: {least_of} is {least.display}"
    have = "has" if len(which) == 1 else "have"
    return f"Ratings by theme: {joined(which)} {have} {least_of}, {least.display}"


def _told(figures: Mapping[str, Figure], cell: str) -> str:
    number, share = figures[f"{cell}.count"], figures[f"{cell}.percent"]
    return f"{number.display} ({share.display})" if number.value else number.display
