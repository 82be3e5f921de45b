"""The tables of a plan by theme: all themes side by side, a theme's sections, its indicators, and the links between."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from quarterbook.analysis.figures import Figure
from quarterbook.analysis.theme_sentences import WHY
from quarterbook.analysis.themes import NO_SECTION
from quarterbook.document import scorecard
from quarterbook.document.blocks import Block, Column, Heading, Paragraph, Run, Runs, Table
from quarterbook.document.paper import Paper
from quarterbook.document.tables import ILLUSTRATIVE, MARK, cell, cited, illustrative, labelled, plan
from quarterbook.params.house_file import UNRATED, RatingScheme
from quarterbook.registers.actions import NOT_COUNTED, STAGES

# The heading that every theme's part links back to.
OVERVIEW = "overview"
_DARKER = "The darker a cell of the chart, the larger that share of the theme's actions."
_MARKED = f"{ILLUSTRATIVE} Illustrative: {WHY}."
_APART = "Withdrawn and carried-forward actions are left out."
_TARGETS = {"met": "Targets met", "close": "Targets close", "missed": "Targets missed"}
# Columns that are left out where no theme has any.
_SELDOM = (UNRATED, "paused", "close")


def marked(names: Mapping[str, str], made_up: Collection[str]) -> dict[str, str]:
    r"""Return the names of themes by slug, the illustrative ones with their mark.

    >>> marked({"roads": "Roads"}, ["Roads"])
    {'roads': 'Roads\xa0†'}
    """
    return {place: f"{name}{MARK}" if name in made_up else name for place, name in names.items()}


def overview(figures: Mapping[str, Figure], names: Mapping[str, str], scheme: RatingScheme) -> Table:
    """Return a row a theme, whose name links to its part of the paper: actions by rating and stage, and indicators."""
    heads = {"total": "Actions", **{key: labelled(key, scheme) for key in scheme.names}}
    stages = [stage for stage in STAGES if stage not in NOT_COUNTED]
    told = stages if any(figures[_id("all", stage)].value for stage in stages) else []
    heads |= {key: key.replace("-", " ").capitalize() for key in (*told, "overdue")}
    heads |= _TARGETS if "all.indicators.count" in figures else {}
    kept = [key for key in heads if key not in _SELDOM or figures[_id("all", key)].value]
    rows = [((Run(text=name, heading=anchor(place)),), *_counts(figures, place, kept)) for place, name in names.items()]
    apart = any(figures[_id("all", stage)].value for stage in NOT_COUNTED)
    made_up = any(ILLUSTRATIVE in name for name in names.values())
    notes = (_DARKER, _APART if apart else "", _MARKED if made_up else "", _indicators_made_up(figures))
    return Table(
        caption="The plan by theme",
        columns=(Column(label="Theme", width=3.4), *(Column(label=heads[key], align="end") for key in kept)),
        rows=(*rows, (cell("All themes"), *_counts(figures, "all", kept))),
        row_header=True,
        totals=1,
        note=" ".join(filter(None, notes)),
    )


def sections(
    figures: Mapping[str, Figure], place: str, name: str, parts: Mapping[str, str], scheme: RatingScheme
) -> list[Table]:
    """Return a row a section of a theme, whose name links to its actions: how many are rated what, and overdue.

    A theme whose actions name no section has no such table.
    """
    if not has_sections(parts):
        return []
    keys = [key for key in scheme.names if key != UNRATED or figures[f"{place}.{UNRATED}.count"].value]
    heads = {"total": "Actions", **{key: labelled(key, scheme) for key in keys}, "overdue": "Overdue"}
    rows = [
        ((Run(text=section, heading=anchor(place, part)),), *_counts(figures, f"{place}.{part}", heads, noughts=False))
        for part, section in parts.items()
    ]
    table = Table(
        caption=f"{name}: actions by section and rating",
        columns=(Column(label="Section", width=3), *(Column(label=words, align="end") for words in heads.values())),
        rows=(*rows, (cell("All sections"), *_counts(figures, place, heads))),
        row_header=True,
        totals=1,
    )
    return [table]


def indicators(paper: Paper, assessed: pd.DataFrame, headlines: pd.DataFrame, name: str) -> list[Table]:
    """Return the scorecard of a theme's indicators, marked where values are illustrative; none of none."""
    if headlines.empty:
        return []
    made_up = illustrative(headlines)
    mark = MARK if made_up and ILLUSTRATIVE not in name else ""
    table = scorecard.scorecard(paper, assessed, headlines, f"{name}: indicators{mark}")
    return [table.model_copy(update={"note": f"{table.note} {_MARKED}"}) if made_up else table]


def anchor(place: str, section: str = "") -> str:
    """Return what names a theme's heading, or a section's, to those who link to it.

    >>> anchor("roads"), anchor("roads", "lamps")
    ('theme.roads', 'theme.roads.lamps')
    """
    return ".".join(filter(None, ("theme", place, section)))


def actions(
    rows: pd.DataFrame, place: str, name: str, parts: Mapping[str, str], scheme: RatingScheme
) -> tuple[Block, ...]:
    """Return a theme's actions by section: of each its heading (but not of one alone), its actions, the way back."""
    made: list[Block] = []
    for part, section in parts.items():
        head = Heading(text=section, level=4, numbered=False, anchor=anchor(place, part))
        caption = f"{name}, {section}" if has_sections(parts) else f"{name}, action by action"
        made += [head] if has_sections(parts) else []
        made += [plan(rows[rows["section"] == section], caption, scheme, WHY), back(name, place)]
    return tuple(made)


def has_sections(parts: Mapping[str, str]) -> bool:
    """Whether a theme is parted at all: not if its actions name no section."""
    return not {*parts.values()} <= {NO_SECTION}


def back(name: str = "", place: str = "") -> Paragraph:
    """Return a line of links: back to a theme, where it is named, and to the overview.

    >>> "".join(run.text for run in back("Roads", "roads").runs)
    'Back to Roads or the overview'
    """
    theme = (Run(text=name, heading=anchor(place)), Run(text=" or ")) if name else ()
    runs = (Run(text="Back to "), *theme, Run(text="the overview", heading=OVERVIEW))
    return Paragraph(runs=runs, numbered=False)


def _indicators_made_up(figures: Mapping[str, Figure]) -> str:
    """What the note says where the values of indicators are illustrative, which stand beside published actions."""
    number, listed = (figures.get(f"all.indicators-{word}.count") for word in ("illustrative", "listed"))
    if number is None or listed is None or not number.value:
        return ""
    return f"{'All' if number.value == listed.value else 'Some'} indicators are illustrative too."


def _counts(
    figures: Mapping[str, Figure], place: str, keys: Iterable[str], *, noughts: bool = True
) -> tuple[Runs, ...]:
    """Counts, linked to how they were worked out: of many small ones, noughts are not, or they would fill pages."""
    counts = [figures[_id(place, key)] for key in keys]
    return tuple(cited(one) if noughts or one.value else cell(one.display) for one in counts)


def _id(place: str, key: str) -> str:
    return f"{place}.total" if key == "total" else f"{place}.{key}.count"
