"""Revenue as a chart and tables: from budget to forecast, by directorate, by service, and against projections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from quarterbook.analysis.budget.sentences import known
from quarterbook.analysis.figures import Figure
from quarterbook.document.blocks import Chart, Column, Runs, Table
from quarterbook.document.budget.cells import MADE_UP, in_unit, money, notes, percent, plain, position
from quarterbook.document.charts.waterfall import Bar, begins, waterfall
from quarterbook.document.tables import cell, illustrative, marked
from quarterbook.materiality import Materiality
from quarterbook.money import MINUS, SIZES, Shown, added
from quarterbook.registers.frames import rows
from quarterbook.slugs import slug

Figures = Mapping[str, Figure]
TOTAL = "Net budget"
ON_BUDGET = "From budget to forecast: on budget"


def from_budget_to_forecast(figures: Figures, directorates: pd.DataFrame, shown: Shown, limits: Materiality) -> Chart:
    """Return a bar for the budget, one for each directorate's variance, and one for the forecast."""
    start, end, total = figures["budget.total"], figures["forecast.total"], figures["variance.total"]
    varied = [row for row in rows(directorates) if row.variance]
    steps = [
        Bar(row.directorate, float(shown.value(row.variance)), _told(figures[f"{slug(row.directorate)}.variance"]))
        for row in sorted(varied, key=lambda row: -row.variance)
    ]
    ends = (
        Bar("Budget", float(shown.value(_sum(directorates, "budget"))), start.display),
        Bar("Forecast", float(shown.value(_sum(directorates, "forecast"))), end.display),
    )
    first = begins(ends[0], steps, ends[1])
    scale = f" (scale from {_in_words(first, shown)})" if first else ""
    each = "; ".join(f"{one.label} {one.told}" for one in steps) or "no directorate varies"
    table = by_directorate(figures, directorates, shown, limits)
    return Chart(
        title=f"From budget to forecast: {_told(total)} in all{scale}" if total.value else f"{ON_BUDGET}{scale}",
        alt=f"Waterfall chart from the budget of {start.display} to the forecast of {end.display}: {each}.",
        svg=waterfall(ends[0], steps, ends[1]),
        table=table,
    )


def variances(figures: Figures, directorates: pd.DataFrame, shown: Shown, limits: Materiality) -> Chart | Table:
    """Return the chart from budget to forecast, or its table alone where nothing varies."""
    draw = from_budget_to_forecast if any(directorates["variance"]) else by_directorate
    return draw(figures, directorates, shown, limits)


def _told(variance: Figure) -> str:
    """'£1.2m over', '£0.3m under'."""
    if not variance.value:
        return f"{variance.display}"
    return f"{variance.display.removeprefix(MINUS)} {'over' if (variance.number or 0) > 0 else 'under'}"


def _in_words(value: float, shown: Shown) -> str:
    """A round amount of the paper's unit, with no more decimal places than it has."""
    exact = Decimal(repr(value)).normalize()
    exponent = exact.as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    return Shown(shown.unit, places).in_words(exact * SIZES[shown.unit])


def _sum(directorates: pd.DataFrame, column: str) -> Decimal:
    return added(directorates[column])


def by_directorate(figures: Figures, directorates: pd.DataFrame, shown: Shown, limits: Materiality) -> Table:
    """Return a row a directorate: budget, spending so far, forecast, variance, and whether that is material."""
    whats = {"budget": "Budget", "actual": "Spent so far", "forecast": "Forecast", "variance": "Variance"}
    if "actual.total" not in figures:
        whats.pop("actual")
    listed = [
        (
            cell(row.directorate),
            *(money(figures, f"{slug(row.directorate)}.{what}") for what in whats),
            percent(figures, f"{slug(row.directorate)}.variance.percent"),
            cell(position(shown.rounded(row.variance), material=row.material)),
        )
        for row in rows(directorates)
    ]
    over, whole = _sum(directorates, "variance"), _sum(directorates, "budget")
    total = (
        cell(TOTAL),
        *(money(figures, f"{what}.total") for what in whats),
        percent(figures, "variance.total.percent"),
        cell(position(shown.rounded(over), material=limits.holds(over, whole))),
    )
    cells = (*listed, total)
    return Table(
        caption="Budget, forecast and variance by directorate",
        columns=(
            Column(label="Directorate", width=1.7),
            *(in_unit(words, shown) for words in whats.values()),
            Column(label="Share of budget", align="end", width=0.9),
            Column(label="Position", width=1.3),
        ),
        rows=cells,
        row_header=True,
        totals=1,
        note=notes(cells, figures),
    )


def projections(figures: Figures, directorates: pd.DataFrame, shown: Shown) -> list[Table]:
    """Return the officers' forecast beside the two projections; no table where nothing is known of spending so far."""
    if not known(figures, "run-rate.total"):
        return []
    whats = {"forecast": "Officers' forecast", "run-rate": "At the rate so far", "straight-line": "Rest spent evenly"}
    places = {row.directorate: f"{slug(row.directorate)}.{{}}" for row in rows(directorates)} | {TOTAL: "{}.total"}
    return [
        Table(
            caption="Forecast and projections by directorate",
            columns=(Column(label="Directorate", width=1.7), *(in_unit(words, shown) for words in whats.values())),
            rows=tuple(
                (cell(name), *(money(figures, form.format(what)) for what in whats)) for name, form in places.items()
            ),
            row_header=True,
            totals=1,
            note="Spending is rarely even over a year: a projection is a question to the forecast, and not an answer.",
        )
    ]


def changes(figures: Figures, directorates: pd.DataFrame, gone: Sequence[str], shown: Shown) -> Table:
    """Return each directorate's variance in the period before, now, and what it changed by.

    `gone` are the directorates of the period before that are there no more.
    """
    places = {row.directorate: f"{slug(row.directorate)}.variance" for row in rows(directorates)}
    places |= {f"{name} (no longer there)": f"{slug(name)}.variance" for name in gone}
    places[TOTAL] = "variance.total"
    cells = tuple(
        (
            cell(name),
            *(money(figures, f"{begin}{end}") for end in (".before", "", ".change")),
            cell(_movement(figures, f"{begin}.change")),
        )
        for name, begin in places.items()
    )
    return Table(
        caption="Variance: movement since the monitoring period before",
        columns=(
            Column(label="Directorate", width=1.7),
            *(in_unit(words, shown) for words in ("Before", "Now", "Change")),
            Column(label="Movement", width=1.1),
        ),
        rows=cells,
        row_header=True,
        totals=1,
        note=notes(cells, figures),
    )


def _movement(figures: Figures, name: str) -> str:
    if name not in figures:
        return "Gone"
    if not known(figures, name):
        return "New"
    change = figures[name].number or 0
    return "▲\N{NO-BREAK SPACE}Worse" if change > 0 else "▼\N{NO-BREAK SPACE}Better" if change < 0 else "The same"


def by_service(figures: Figures, services: pd.DataFrame, shown: Shown) -> Table:
    """Return every service with its budget, forecast and variance, and the totals; illustrative ones are marked."""
    spent = services["actual"].notna().any()
    whats = ["budget", *(["actual"] if spent else []), "forecast", "variance"]
    totals = [money(figures, f"{what}.total") for what in whats]
    heads = [in_unit("Budget", shown), *([in_unit("Spent so far", shown)] if spent else [])]
    heads += [in_unit("Forecast", shown), in_unit("Variance", shown), Column(label="Position", width=1.3)]
    cells = (*(_service(row, shown, spent=bool(spent)) for row in rows(services)), (cell(TOTAL), (), *totals, ()))
    return Table(
        caption="Budget, forecast and variance by service",
        columns=(Column(label="Service", width=2.6), Column(label="Directorate", width=1.6), *heads),
        rows=cells,
        row_header=True,
        totals=1,
        note=notes(cells, figures, MADE_UP if illustrative(services) else ""),
    )


def _service(row: Any, shown: Shown, *, spent: bool) -> tuple[Runs, ...]:
    return (
        cell(marked(row.service, row)),
        cell(row.directorate),
        plain(row.budget, shown),
        *((plain(row.actual, shown),) if spent else ()),
        plain(row.forecast, shown),
        plain(row.variance, shown),
        cell(position(shown.rounded(row.variance), material=row.material)),
    )
