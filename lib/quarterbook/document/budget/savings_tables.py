"""Savings as a chart and tables: by rating, by directorate, one by one, and what moved since the period before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from quarterbook.analysis.budget import changes
from quarterbook.analysis.budget.savings import RATED
from quarterbook.analysis.budget.sentences import some
from quarterbook.analysis.figures import Figure
from quarterbook.document.blocks import Chart, Column, Runs, Table
from quarterbook.document.budget.cells import MADE_UP, amount, in_unit, money, notes, percent, plain
from quarterbook.document.charts.bars import bars
from quarterbook.document.charts.ranges import Range, ranges
from quarterbook.document.tables import cell, cited, filled, illustrative, marked, text_of
from quarterbook.money import Shown
from quarterbook.registers.frames import details, rows
from quarterbook.registers.savings import to_deliver
from quarterbook.slugs import slug

Figures = Mapping[str, Figure]
LABELS = {
    "red": "▼\N{NO-BREAK SPACE}Red",
    "amber": "▲\N{NO-BREAK SPACE}Amber",
    "green": "✓\N{NO-BREAK SPACE}Green",
    "achieved": "★\N{NO-BREAK SPACE}Achieved",
    "unrated": "?\N{NO-BREAK SPACE}No rating",
}
COLOURS = {"red": "#b3261e", "amber": "#c77700", "green": "#2e7d4f", "achieved": "#1f4e79", "unrated": "#5f6368"}


def by_rating(figures: Figures, shown: Shown) -> Chart:
    """Return a bar a rating of what is to be delivered, with amounts, numbers and shares as its table."""
    names = [name for name in RATED if name != "unrated" or figures["savings.unrated.count"].value]
    sums = [figures[f"savings.{name}"] for name in names]
    shares = [figures[f"savings.{name}.percent"] for name in names]
    told = [f"{one.display} ({share.display})" for one, share in zip(sums, shares, strict=True)]
    words = [LABELS[name].split("\N{NO-BREAK SPACE}", 1)[1] for name in names]
    whole, at_risk = figures["savings.to-deliver"], figures["savings.at-risk"]
    moved = "savings.red.before" in figures
    heads = [Column(label="Rating"), Column(label="Savings", align="end"), in_unit("Amount", shown)]
    heads += [Column(label="Share", align="end")]
    heads += [in_unit("Period before", shown), in_unit("Change", shown)] if moved else []
    cells = tuple(_of_rating(figures, name, moved=moved) for name in (*names, "to-deliver"))
    return Chart(
        title=f"Savings by rating: {at_risk.display} of the {whole.display} to deliver is red or amber",
        alt=f"Bar chart of the savings to deliver, {whole.display}, by rating: "
        + ", ".join(f"{word} {what}" for word, what in zip(words, told, strict=True))
        + ".",
        svg=bars(
            [LABELS[name] for name in names],
            [max(_size(one), 0) for one in sums],
            told,
            [COLOURS[name] for name in names],
        ),
        table=Table(
            caption="Savings to deliver, by rating",
            columns=tuple(heads),
            rows=cells,
            row_header=True,
            totals=1,
            note=notes(cells, figures),
        ),
    )


def _of_rating(figures: Figures, name: str, *, moved: bool) -> tuple[Runs, ...]:
    begin = f"savings.{name}"
    number = figures[f"{begin}.count"]
    cells = (
        cell(LABELS.get(name, "To deliver")),
        cited(number),
        money(figures, begin),
        percent(figures, f"{begin}.percent"),
    )
    return (*cells, money(figures, f"{begin}.before"), money(figures, f"{begin}.change")) if moved else cells


def by_directorate(figures: Figures, directorates: list[str], shown: Shown) -> Table:
    """Return a row a directorate: identified, redirected, to deliver, and of that each rating."""
    whats = {"identified": "Identified", "redirected": "Redirected", "to-deliver": "To deliver"}
    whats |= {name: LABELS[name] for name in RATED if some(figures, f"savings.{name}")}
    places = {**{name: f"{slug(name)}.savings" for name in directorates}, "All directorates": "savings"}
    cells = tuple(
        (cell(name), *(money(figures, f"{begin}.{what}") for what in whats)) for name, begin in places.items()
    )
    return Table(
        caption="Savings by directorate",
        columns=(Column(label="Directorate", width=1.6), *(in_unit(words, shown) for words in whats.values())),
        rows=cells,
        row_header=True,
        totals=1,
        note=notes(cells, figures, "Identified less redirected is to deliver; the ratings add up to it."),
    )


def one_by_one(figures: Figures, savings: pd.DataFrame, shown: Shown) -> Table:
    """Return every saving, with what became of it, and the totals; illustrative ones are marked."""
    heads = (
        Column(label="Reference", width=1),
        Column(label="Saving", width=3.2),
        in_unit("Target", shown, 0.9),
        in_unit("Delivered", shown, 0.9),
        in_unit("Forecast", shown, 0.9),
        Column(label="Rating", width=1.7),
        Column(label="Kind", width=1.3),
    )
    listed = [_saving(row, shown) for row in rows(details(savings))]
    sums = [money(figures, f"savings.{what}") for what in ("identified", "delivered", "forecast")]
    total = (cell("All savings"), (), *sums, (), ())
    columns, told = filled(heads, [*listed, total], keep=(1, 2), totals=1)
    made_up = MADE_UP if illustrative(details(savings)) else ""
    return Table(
        caption="Savings, one by one",
        columns=columns,
        rows=told,
        row_header=True,
        totals=1,
        note=" ".join(filter(None, [_of_which(savings), made_up])),
    )


def _of_which(savings: pd.DataFrame) -> str:
    """What the totals leave out: of savings that were redirected, what is delivered or forecast all the same."""
    redirected = details(savings).drop(index=to_deliver(savings).index)
    known = redirected[["delivered", "forecast"]].notna().any(axis=None)
    return "The totals delivered and forecast are of the savings to deliver." if known else ""


def _saving(row: Any, shown: Shown) -> tuple[Runs, ...]:
    redirected = _is(row.redirected)
    to = f" to {row.redirected_to}" if redirected and text_of(row.redirected_to) else ""
    rating = f"Redirected{to}" if redirected else LABELS[text_of(row.rating) or "unrated"]
    kinds = ["" if pd.isna(row.recurrent) else "recurrent" if row.recurrent else "one-off"]
    told = ", ".join(filter(None, [*kinds, "carried forward" if _is(row.carried_forward) else ""]))
    return (
        cell(marked(row.reference, row)),
        cell(row.title),
        plain(row.target, shown),
        plain(row.delivered, shown),
        plain(row.forecast, shown),
        cell(rating),
        cell(f"{told[:1].upper()}{told[1:]}"),
    )


def _is(said: object) -> bool:
    """Whether a yes or no says yes; a blank does not."""
    return said is not pd.NA and bool(said)


def movements(figures: Figures, moved: pd.DataFrame) -> Table:
    """Return a row a movement since the period before: how many savings made it, and which."""
    kinds = {kind: figures[f"savings.{kind}.count"] for kind in changes.MOVEMENTS}
    return Table(
        caption="Savings: movement since the monitoring period before",
        columns=(
            Column(label="Movement", width=2),
            Column(label="Savings", align="end", width=0.8),
            Column(label="Which", width=4),
        ),
        rows=tuple(
            (
                cell(changes.MOVEMENTS[kind]),
                cited(number),
                cell(", ".join(moved.loc[moved[kind].astype(bool), "reference"]) or "None"),
            )
            for kind, number in kinds.items()
        ),
        row_header=True,
    )


def assumed(figures: Figures, shown: Shown) -> Table:
    """Return the chance of delivery that is assumed of each rating."""
    return Table(
        caption="What is assumed of each rating",
        columns=(Column(label="Rating"), in_unit("To deliver", shown), Column(label="Chance of delivery", align="end")),
        rows=tuple(
            (cell(LABELS[name]), money(figures, f"savings.{name}"), percent(figures, f"savings.delivery.{name}.chance"))
            for name in RATED
            if f"savings.delivery.{name}.chance" in figures
        ),
        row_header=True,
    )


def delivery(figures: Figures, shown: Shown) -> Chart:
    """Return the range that savings may come to, beside what is delivered, projected, forecast and to be delivered."""
    low, middle, high = (figures[f"savings.delivery.{name}"] for name in ("p10", "p50", "p90"))
    beside = {
        "Delivered so far": "savings.delivered",
        "At the rate so far": "savings.run-rate",
        "Officers' forecast": "savings.forecast",
        "To deliver": "savings.to-deliver",
    }
    there = {words: figures[name] for words, name in beside.items() if figures[name].value is not None}
    marks = [Range(words, _size(one), _size(one), _size(one), one.display) for words, one in there.items()]
    told = f"{low.display} to {high.display}"
    simulated = Range("Simulated, P10 to P90", _size(low), _size(middle), _size(high), told)
    drawn = [*marks[:-1], simulated, marks[-1]]
    simulation = {
        "Simulated years, P10: one in ten comes to no more": low,
        "Simulated years, P50: half come to no more": middle,
        "Simulated years, P90: nine in ten come to no more": high,
        "Expected: delivered, and the rest of each by its chance": figures["savings.delivery.expected"],
    }
    listed = [*there.items()]
    whole = figures["savings.to-deliver"]
    return Chart(
        title=f"Savings may come to {low.display} to {high.display}, of {whole.display} to deliver",
        alt=f"Chart of amounts on one scale: {', '.join(f'{row.label} {row.told}' for row in drawn)}. "
        f"Half of the simulated years come to no more than {middle.display}.",
        svg=ranges(drawn),
        table=Table(
            caption="What the savings may come to",
            columns=(Column(label="Amount of savings", width=3), in_unit("Savings", shown)),
            rows=tuple((cell(words), amount(one)) for words, one in [*listed[:-1], *simulation.items(), listed[-1]]),
            row_header=True,
            totals=1,
            note="P10, P50 and P90 are what one, five and nine in ten of the simulated years do not exceed.",
        ),
    )


def _size(figure: Figure) -> float:
    return float(figure.value or 0)
