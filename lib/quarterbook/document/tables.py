"""Tables of the actions register: the rating key, and a plan action by action."""

from __future__ import annotations

import pandas as pd

from quarterbook.analysis.figures import Figure
from quarterbook.document.blocks import Column, Run, Runs, Table
from quarterbook.params.house_file import UNRATED, RatingScheme
from quarterbook.quarters import in_words
from quarterbook.rounding import reported

UNRATED_SYMBOL = "?"
ILLUSTRATIVE = "†"
_MADE_UP = "made up so that the totals are those published"
_WHY = Column(label="Why", width=3.2)
_PLAN = (
    Column(label="Reference", width=1.05),
    Column(label="Action", width=3),
    Column(label="Due", width=1.4),
    Column(label="Complete", align="end", width=0.9),
    Column(label="Rating", width=1.05),
    _WHY,
    Column(label="Commentary", width=4),
)


def rating_key(scheme: RatingScheme) -> Table:
    """Return what each rating means."""
    return Table(
        caption="What the ratings mean",
        columns=(Column(label="Rating"), Column(label="Meaning", width=5)),
        rows=tuple((cell(labelled(name, scheme)), cell(level.meaning)) for name, level in scheme.levels.items()),
        row_header=True,
    )


def plan(rated: pd.DataFrame, caption: str, scheme: RatingScheme, made_up: str = _MADE_UP) -> Table:
    """Return a plan, an action a row; illustrative ones are marked, and the note says why they were `made_up`.

    Why an action has its rating is told where the rule gives it, not where the officer does.
    """
    kept = [at for at, column in enumerate(_PLAN) if column is not _WHY or scheme.rule == "computed"]
    rows = [_action(row, scheme) for _, row in rated.iterrows()]
    marked = bool((rated["provenance"] == "illustrative").any())
    return Table(
        caption=caption,
        columns=tuple(_PLAN[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in rows),
        row_header=True,
        note=f"{ILLUSTRATIVE} An illustrative action, {made_up}." if marked else "",
    )


def labelled(name: str, scheme: RatingScheme) -> str:
    """A rating by symbol and word."""
    symbol = UNRATED_SYMBOL if name == UNRATED else scheme.levels[name].symbol
    return f"{symbol} {scheme.label(name)}"


def _action(row: pd.Series, scheme: RatingScheme) -> tuple[Runs, ...]:
    mark = f" {ILLUSTRATIVE}" if row["provenance"] == "illustrative" else ""
    outside = row["outside_control"] is True and pd.notna(row["reason"])
    reason = f" {row['reason'].rstrip('.')}." if outside else ""
    return (
        cell(f"{row['reference']}{mark}"),
        cell(row["title"]),
        cell(in_words(row["due_date"])),
        cell(f"{reported(row['percent_complete'])}%"),
        cell(labelled(row["rating"], scheme) if pd.notna(row["rating"]) else "Not counted"),
        cell(f"{row['why']}{reason}"),
        cell(row["commentary"] if pd.notna(row["commentary"]) else ""),
    )


def cell(text: str) -> Runs:
    """Return a cell of plain text; none of no text."""
    return (Run(text=text),) if text else ()


def cited(figure: Figure) -> Runs:
    """Return a cell of a figure as it is shown, linked to how it was worked out."""
    return (Run(text=figure.display, figure=figure.id),) if figure.display else ()
