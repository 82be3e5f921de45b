"""Revenue as a chart and tables: from budget to forecast, by directorate, by service, and against projections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from quarterbook.analysis.budget.sentences import known
from quarterbook.analysis.figures import Figure
from quarterbook.document.blocks import Chart, Column, Runs, Table
from quarterbook.document.budget.cells import BRACKETS, ILLUSTRATIVE, in_unit, money, percent, plain, position
from quarterbook.document.charts.waterfall import Bar, begins, waterfall
from quarterbook.document.tables import cell
from quarterbook.money import MINUS, Shown
from quarterbook.registers.frames import rows
from quarterbook.slugs import slug

Figures = Mapping[str, Figure]
TOTAL = "Net budget"


def from_budget_to_forecast(figures: Figures, directorates: pd.DataFrame, shown: Shown) -> Chart:
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
    scale = f"The scale of the chart begins at £{first:,g}{_suffix(shown)}, and not at nought. " if first else ""
    each = "; ".join(f"{one.label} {one.told}" for one in steps) or "no directorate varies"
    table = by_directorate(figures, directorates, shown)
    return Chart(
        title=f"From budget to forecast: {_told(total)} in all"
        if total.value
        else "From budget to forecast: on budget",
        alt=f"Waterfall chart from the budget of {start.display} to the forecast of {end.display}: {each}.",
        svg=waterfall(ends[0], steps, ends[1]),
        table=table.model_copy(update={"note": f"{scale}{table.note}"}),
    )


def _told(variance: Figure) -> str:
    """'£1.2m over', '£0.3m under'."""
    if not variance.value:
        return f"{variance.display}"
    return f"{variance.display.removeprefix(MINUS)} {'over' if (variance.number or 0) > 0 else 'under'}"


def _suffix(shown: Shown) -> str:
    return {"£": "", "£000": "k", "£m": "m"}[shown.unit]


def _sum(directorates: pd.DataFrame, column: str) -> Any:
    return sum(directorates[column])


def by_directorate(figures: Figures, directorates: pd.DataFrame, shown: Shown) -> Table:
    """Return a row a directorate: budget, spending so far, forecast, variance, and whether that is material."""
    whats = {"budget": "Budget", "actual": "Spent so far", "forecast": "Forecast", "variance": "Variance"}
    if "actual.total" not in figures:
        whats.pop("actual")
    listed = [
        (
            cell(row.directorate),
            *(money(figures, f"{slug(row.directorate)}.{what}") for what in whats),
            percent(figures, f"{slug(row.directorate)}.variance.percent"),
            cell(position(row.variance, material=row.material)),
        )
        for row in rows(directorates)
    ]
    over = figures["variance.total"].number or 0
    total = (
        cell(TOTAL),
        *(money(figures, f"{what}.total") for what in whats),
        percent(figures, "variance.total.percent"),
        cell(position(over, material=False)),
    )
    return Table(
        caption="Budget, forecast and variance by directorate",
        columns=(
            Column(label="Directorate", width=1.7),
            *(in_unit(words, shown) for words in whats.values()),
            Column(label="Share of budget", align="end", width=0.9),
            Column(label="Position", width=1.3),
        ),
        rows=(*listed, total),
        row_header=True,
        totals=1,
        note=BRACKETS,
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


def changes(figures: Figures, directorates: pd.DataFrame, shown: Shown) -> Table:
    """Return each directorate's variance in the period before, now, and what it changed by."""
    places = {row.directorate: f"{slug(row.directorate)}.variance" for row in rows(directorates)}
    places[TOTAL] = "variance.total"
    return Table(
        caption="Variance: movement since the monitoring period before",
        columns=(
            Column(label="Directorate", width=1.7),
            *(in_unit(words, shown) for words in ("Before", "Now", "Change")),
            Column(label="Movement", width=1.1),
        ),
        rows=tuple(
            (
                cell(name),
                *(money(figures, f"{begin}{end}") for end in (".before", "", ".change")),
                cell(_movement(figures, f"{begin}.change")),
            )
            for name, begin in places.items()
        ),
        row_header=True,
        totals=1,
        note=BRACKETS,
    )


def _movement(figures: Figures, name: str) -> str:
    if not known(figures, name):
        return "New"
    change = figures[name].number or 0
    return "▲\N{NO-BREAK SPACE}Worse" if change > 0 else "▼\N{NO-BREAK SPACE}Better" if change < 0 else "The same"


def by_service(services: pd.DataFrame, shown: Shown) -> Table:
    """Return every service with its budget, forecast and variance; illustrative ones are marked."""
    spent = services["actual"].notna().any()
    heads = [in_unit("Budget", shown), *([in_unit("Spent so far", shown)] if spent else [])]
    heads += [in_unit("Forecast", shown), in_unit("Variance", shown), Column(label="Position", width=1.3)]
    return Table(
        caption="Budget, forecast and variance by service",
        columns=(Column(label="Service", width=2.6), Column(label="Directorate", width=1.6), *heads),
        rows=tuple(_service(row, shown, spent=bool(spent)) for row in rows(services)),
        row_header=True,
        note=f"{BRACKETS} {ILLUSTRATIVE}" if services["provenance"].eq("illustrative").any() else BRACKETS,
    )


def _service(row: Any, shown: Shown, *, spent: bool) -> tuple[Runs, ...]:
    mark = " †" if row.provenance == "illustrative" else ""
    return (
        cell(f"{row.service}{mark}"),
        cell(row.directorate),
        plain(row.budget, shown),
        *((plain(row.actual, shown),) if spent else ()),
        plain(row.forecast, shown),
        plain(row.variance, shown),
        cell(position(row.variance, material=row.material)),
    )
