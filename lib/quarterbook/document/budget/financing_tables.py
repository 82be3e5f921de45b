"""Capital financing and reserves as tables."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from quarterbook.analysis.budget.capital import LABELS, by_source
from quarterbook.analysis.budget.reserves import by_reserve, rolled
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.sentences import joined
from quarterbook.document.blocks import Column, Run, Runs, Table
from quarterbook.document.budget.cells import MADE_UP, in_unit, money, percent, plain
from quarterbook.document.tables import MARK, cell, illustrative
from quarterbook.money import Shown
from quarterbook.slugs import slug

Figures = Mapping[str, Figure]
DRAWS = "A negative draw, in brackets, is an addition. Years are counted from the last actual one on."


def capital(figures: Figures, register: pd.DataFrame, shown: Shown) -> Table:
    """Return a row a source of capital financing: planned, achieved, forecast, and what is still to come."""
    whats = {"planned": "Planned", "achieved": "Achieved", "forecast": "Forecast", "outstanding": "Still to come"}
    whats = {what: words for what, words in whats.items() if figures[f"capital.all-sources.{what}"].value is not None}
    groups = by_source(register)
    places = {_marked(LABELS[name], mine): name for name, mine in groups.items()} | {"All sources": "all-sources"}
    about = any(figures[f"capital.{name}.planned"].display.startswith("about") for name in places.values())
    made_up = any(map(illustrative, groups.values()))
    # Of a programme of which nobody says what is achieved, or that is nought, no share is known.
    shares = {name: percent(figures, f"capital.{name}.outstanding.percent") for name in places.values()}
    known = any(shares.values())
    notes = ["Where only a round sum was published, amounts are shown as 'about' so much."] * about
    return Table(
        caption="Capital financing by source",
        columns=(
            Column(label="Source", width=1.6),
            *(in_unit(words, shown) for words in whats.values()),
            *([Column(label="Still to come, of the programme", align="end", width=1.2)] if known else []),
        ),
        rows=tuple(
            (
                cell(label),
                *(money(figures, f"capital.{name}.{what}") for what in whats),
                *((shares[name],) if known else ()),
            )
            for label, name in places.items()
        ),
        row_header=True,
        totals=1,
        note=" ".join([*notes, *([MADE_UP] * made_up)]),
    )


def reserves(figures: Figures, register: pd.DataFrame, shown: Shown) -> Table:
    """Return a row a reserve: what it opened with, what is drawn and to be drawn, what is left, how long it lasts."""
    whats = {"approved": "At the start", "drawn": "Drawn", "to-draw": "To be drawn", "balance": "Left"}
    listed = {name: mine for name, mine in by_reserve(register).items() if f"{slug(name)}.balance" in figures}
    rows = [
        (
            cell(_marked(name, mine)),
            *(money(figures, f"{slug(name)}.{what}") for what in whats),
            _years(figures[f"{slug(name)}.runway"]),
        )
        for name, mine in listed.items()
    ]
    total = (cell("All reserves"), *(money(figures, f"reserves.{what}") for what in whats), ())
    made_up = any(map(illustrative, listed.values()))
    return Table(
        caption="Reserves: drawn, to be drawn and left",
        columns=(
            Column(label="Reserve", width=1.7),
            *(in_unit(words, shown) for words in whats.values()),
            Column(label="Lasts (years)", align="end"),
        ),
        rows=(*rows, total),
        row_header=True,
        totals=1,
        note=" ".join(filter(None, [DRAWS, _unopened(register, listed), MADE_UP if made_up else ""])),
    )


def _unopened(register: pd.DataFrame, listed: Mapping[str, pd.DataFrame]) -> str:
    """Which reserves the table leaves out, for want of what they opened with."""
    left_out = [name for name in by_reserve(register) if name not in listed]
    are = "it is" if len(left_out) == 1 else "they are"
    return f"What {joined(left_out)} opened with is not known, so {are} left out." if left_out else ""


def year_by_year(register: pd.DataFrame, shown: Shown) -> Table:
    """Return a row a reserve and year: what it opens with, the movement, and what it closes with."""
    listed = {name: mine for name, mine in by_reserve(register).items() if rolled(mine)}
    made_up = any(map(illustrative, listed.values()))
    return Table(
        caption="Reserves year by year",
        columns=(
            Column(label="Reserve", width=1.8),
            Column(label="Year"),
            Column(label="Basis"),
            *(in_unit(words, shown) for words in ("Opening", "Movement", "Closing")),
        ),
        rows=tuple(
            (
                cell(_marked(name, mine)),
                cell(str(one.year)),
                cell(one.basis.capitalize()),
                *(plain(pounds, shown) for pounds in (one.opening, one.movement, one.closing)),
            )
            for name, mine in listed.items()
            for one in rolled(mine)
        ),
        row_header=True,
        note="Opening and movement make closing; a negative movement, in brackets, is a draw."
        + (f" {MADE_UP}" if made_up else ""),
    )


def _years(runway: Figure) -> Runs:
    """How long a reserve lasts, in a column that says years."""
    if runway.value is None:
        return cell("No draw planned")
    return (Run(text=runway.display.removesuffix(" years"), figure=runway.id),)


def _marked(name: str, rows: pd.DataFrame) -> str:
    return f"{name}{MARK}" if illustrative(rows) else name
