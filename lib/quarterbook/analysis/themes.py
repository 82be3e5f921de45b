"""The themes of a council plan and the sections of a theme: their actions and indicators, counted.

`<theme slug>.` begins what is said of a theme (see `ratings.figures` and `outturn_figures.overall`), and
`<theme slug>.<section slug>.` what is said of a section: `.total`, `.<rating>.count`, `.overdue.count`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from quarterbook.analysis import outturn_figures, ratings
from quarterbook.analysis.directorates import WHOLE, of, slugs
from quarterbook.analysis.figures import Figure, SourceRows, count, lineage
from quarterbook.analysis.targets import STATUSES
from quarterbook.params.house_file import RatingScheme
from quarterbook.slugs import slug

# Where actions and indicators stand that name no theme or no section: they are not left out.
NO_THEME, NO_SECTION = "No theme", "No section"
# What a paper tells of a theme's indicators.
_TOLD = ("indicators", "compared", "no-status", *STATUSES)


def placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return actions, or indicators, each in a theme and a section; what names none is under `No theme`.

    >>> placed(pd.DataFrame({"theme": ["Economy", None], "section": [None, "Roads"]})).to_numpy().tolist()
    [['Economy', 'No section'], ['No theme', 'Roads']]
    """
    nowhere = {"theme": NO_THEME, "section": NO_SECTION}
    return rows.assign(**{name: rows[name].fillna(words) for name, words in nowhere.items() if name in rows})


def named(actions: pd.DataFrame, indicators: pd.DataFrame, chosen: Iterable[str] = ()) -> dict[str, str]:
    """Return the themes of a paper: slug to name, as chosen, else in the files' order, `No theme` last.

    A theme may have indicators only. Raises ValueError for one that neither file has, and where two
    names give one slug.
    """
    both = [*actions["theme"], *indicators["theme"]]
    return slugs(sorted(both, key=NO_THEME.__eq__), chosen, "theme")


def sections(actions: pd.DataFrame, theme: str) -> dict[str, str]:
    """Return the sections of a theme's actions, slug to name, in the file's order, `No section` last."""
    names = of(actions, theme, "theme")["section"]
    return {slug(name): name for name in sorted(dict.fromkeys(names), key=NO_SECTION.__eq__)}


def of_theme(headlines: pd.DataFrame, indicators: pd.DataFrame, theme: str) -> pd.DataFrame:
    """Return the headlines of the indicators that belong to a theme."""
    return headlines[headlines["reference"].isin(of(indicators, theme, "theme")["reference"])]


def told(
    actions: pd.DataFrame, indicators: pd.DataFrame, outturns: pd.DataFrame, names: dict[str, str]
) -> tuple[pd.DataFrame, ...]:
    """Return the actions, indicators and outturns that a paper of some themes is about.

    An outturn of no indicator is of no theme, and so is in every paper.
    """
    inside = [rows[rows["theme"].isin(names.values())] for rows in (actions, indicators)]
    elsewhere = indicators[~indicators["theme"].isin(names.values())]
    return (*inside, outturns[~outturns["reference"].isin(elsewhere["reference"])])


def made_up(actions: pd.DataFrame, indicators: pd.DataFrame, names: Iterable[str]) -> tuple[str, ...]:
    """Return which themes are illustrative: every action is, and where there is none, every indicator."""

    def illustrative(theme: str) -> bool:
        rows = of(actions, theme, "theme")
        told = (rows if len(rows) else of(indicators, theme, "theme"))["provenance"]
        return len(told) > 0 and bool(told.eq("illustrative").all())

    return tuple(filter(illustrative, names))


def figures(
    actions: pd.DataFrame,
    indicators: pd.DataFrame,
    headlines: pd.DataFrame,
    assessed: pd.DataFrame,
    names: dict[str, str],
    scheme: RatingScheme,
    decimals: int = 0,
) -> tuple[Figure, ...]:
    """Every count of a plan, of its themes and of their sections; of indicators where there are any.

    `actions` are rated; they and the `indicators` are placed. `headlines` were chosen from `assessed`.
    """
    made = [*ratings.figures(actions, scheme, names, decimals, by="theme")]
    everything = lineage(actions)
    for place, theme in names.items():
        rows = of(actions, theme, "theme")
        for part, section in sections(actions, theme).items():
            inside = rows[rows["section"] == section]
            made += _of_section(f"{place}.{part}", f"{section} ({theme})", inside, everything, scheme)
    return (*made, *_of_indicators(indicators, headlines, assessed, names)) if len(indicators) else tuple(made)


def _of_section(
    place: str, name: str, rows: pd.DataFrame, everything: tuple[SourceRows, ...], scheme: RatingScheme
) -> list[Figure]:
    """What the paper tells of a section: no shares, since its actions are few."""
    kept = {f"{place}.total", *(f"{place}.{key}.count" for key in (*scheme.names, "overdue"))}
    return [one for one in ratings.of_place(place, name, rows, everything, scheme, 0) if one.id in kept]


def _of_indicators(
    indicators: pd.DataFrame, headlines: pd.DataFrame, assessed: pd.DataFrame, names: dict[str, str]
) -> Iterator[Figure]:
    looked_at = lineage(assessed, indicators)
    paper = indicators[indicators["theme"].isin(names.values())]
    made_up = paper[paper["provenance"] == "illustrative"]
    yield count("all.indicators-listed.count", paper, lineage(indicators), "Indicators of the paper's themes")
    definition = "Indicators of the paper's themes, marked illustrative"
    yield count("all.indicators-illustrative.count", made_up, lineage(indicators), definition)
    shown = headlines[headlines["reference"].isin(paper["reference"])]
    for place, theme in {**names, WHOLE: ""}.items():
        mine = of_theme(headlines, indicators, theme) if theme else shown
        who = f"Indicators of {theme or 'the whole paper'}"
        kept = {f"{place}.{word}.count" for word in _TOLD}
        yield from (one for one in outturn_figures.overall(mine, assessed, place, who, looked_at) if one.id in kept)
