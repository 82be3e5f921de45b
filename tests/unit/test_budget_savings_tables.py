"""Savings as charts and tables: every column, few of them, one saving, and what moved since the period before."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from frames import TOTALLED, by_id, savings_frame
from quarterbook.analysis.budget import chances, changes, savings, sums
from quarterbook.analysis.figures import Figure
from quarterbook.document.blocks import Chart, Table
from quarterbook.document.budget import savings_tables as tables
from quarterbook.money import Shown
from quarterbook.params.house_file import House
from quarterbook.params.money_style import MoneyStyle
from table_texts import heads, texts

THOUSANDS = TOTALLED.model_copy(update={"money": MoneyStyle(shown_in="£000", places=0)})
CHANCES = {"red": Decimal(0), "amber": Decimal("0.5"), "green": Decimal("0.9"), "achieved": Decimal(1)}
RED: dict[str, object] = {"reference": "A-1", "target": 1_250_000, "rating": "red", "delivered": 0, "forecast": 500_000}
DONE = {"reference": "A-2", "target": 400_000, "rating": "achieved", "delivered": 400_000, "forecast": 400_000}
GREEN = {"reference": "P-1", "directorate": "Place", "target": 350_000, "rating": "green", "forecast": 350_000}
MOVED = {
    "reference": "P-2",
    "directorate": "Place",
    "target": 200_000,
    "redirected": "yes",
    "redirected_to": "Contingency",
    "recurrent": "no",
    "carried_forward": "yes",
}
TOTAL = {"reference": "Total", "directorate": None, "title": None, "target": 2_200_000}


def worked(read: pd.DataFrame, *, before: pd.DataFrame | None = None, house: House = TOTALLED) -> dict[str, Figure]:
    """The figures of a register of savings."""
    of = sums.of_council("savings", read, read, house)[0]
    made = [*savings.figures(read, of, 5)]
    simulated = chances.delivery(read, CHANCES, runs=500, seed=1)
    made += chances.figures(simulated, CHANCES, read, of)
    if before is not None:
        made += changes.figures_of_savings(
            read, before, of.and_of(sums.of_council("previous-savings", before, before, house)[0])
        )
    return by_id(made)


def one_by_one(*rows: dict[str, object]) -> Table:
    read = savings_frame(*rows)
    return tables.one_by_one(worked(read), read, Shown())


def table_of(chart: Chart) -> Table:
    assert chart.table is not None
    return chart.table


def test_a_chart_by_rating_says_in_words_what_it_shows_and_has_its_data_as_a_table() -> None:
    figures = worked(savings_frame(RED, DONE, GREEN, MOVED, TOTAL))
    chart = tables.by_rating(figures, Shown())
    assert chart.title == "Savings by rating: £1.250m of the £2.000m to deliver is red or amber"
    assert chart.alt == (
        "Bar chart of the savings to deliver, £2.000m, by rating: Red £1.250m (63%), Amber £0.000m (0%), "
        "Green £0.350m (18%), Achieved £0.400m (20%)."
    )
    assert "<svg" in chart.svg
    table = table_of(chart)
    assert heads(table) == ["Rating", "Savings", "Amount (£m)", "Share"]
    assert texts(table) == [
        ("▼ Red", "1", "1.250", "63%"),
        ("▲ Amber", "0", "0.000", "0%"),
        ("✓ Green", "1", "0.350", "18%"),
        ("★ Achieved", "1", "0.400", "20%"),
        ("To deliver", "3", "2.000", ""),
    ]
    assert (table.totals, table.row_header) == (1, True)


def test_savings_without_a_rating_have_a_bar_where_there_are_some() -> None:
    figures = worked(savings_frame(RED, {**GREEN, "rating": None}))
    chart = tables.by_rating(figures, Shown())
    assert texts(table_of(chart))[-2] == ("? No rating", "1", "0.350", "22%")
    assert "No rating £0.350m (22%)" in chart.alt


def test_a_period_before_adds_what_each_rating_was_and_by_how_much_it_changed() -> None:
    now, before = savings_frame(RED, GREEN), savings_frame({**RED, "rating": "amber"}, GREEN)
    table = table_of(tables.by_rating(worked(now, before=before), Shown()))
    assert heads(table)[-2:] == ["Period before (£m)", "Change (£m)"]
    assert [row[-2:] for row in texts(table)] == [
        ("0.000", "1.250"),
        ("1.250", "(1.250)"),
        ("0.350", "0.000"),
        ("0.000", "0.000"),
        ("1.600", "0.000"),
    ]
    assert table.note == "Amounts in brackets are negative."
    assert table.rows[1][-1][0].spoken == "minus 1.250"


def test_directorates_add_up_to_all_and_a_rating_that_nobody_has_is_no_column() -> None:
    figures = worked(savings_frame(RED, DONE, GREEN, MOVED, TOTAL), house=THOUSANDS)
    table = tables.by_directorate(figures, ["Adults", "Place"], THOUSANDS.money.shown)
    assert heads(table) == [
        "Directorate",
        *(f"{what} (£000)" for what in ("Identified", "Redirected", "To deliver", "▼ Red", "✓ Green", "★ Achieved")),
    ]
    assert texts(table) == [
        ("Adults", "1,650", "0", "1,650", "1,250", "0", "400"),
        ("Place", "550", "200", "350", "0", "350", "0"),
        ("All directorates", "2,200", "200", "2,000", "1,250", "350", "400"),
    ]
    assert table.totals == 1


def test_every_saving_is_listed_with_what_became_of_it() -> None:
    marked = {**RED, "recurrent": "yes", "provenance": "illustrative"}
    table = one_by_one(marked, DONE, GREEN, MOVED, TOTAL)
    assert heads(table) == [
        "Reference",
        "Saving",
        *(f"{what} (£m)" for what in ("Target", "Delivered", "Forecast")),
        "Rating",
        "Kind",
    ]
    assert texts(table) == [
        ("A-1 †", "Title", "1.250", "0.000", "0.500", "▼ Red", "Recurrent"),
        ("A-2", "Title", "0.400", "0.400", "0.400", "★ Achieved", ""),
        ("P-1", "Title", "0.350", "", "0.350", "✓ Green", ""),
        ("P-2", "Title", "0.200", "", "", "Redirected to Contingency", "One-off, carried forward"),
        ("All savings", "", "2.200", "", "1.250", "", ""),
    ]
    assert table.totals == 1
    assert table.note == "† Illustrative: made up so that the totals are those published."


def test_all_savings_are_a_row_whose_sums_are_known_where_each_says() -> None:
    table = one_by_one(RED, DONE)
    assert texts(table)[-1][:5] == ("All savings", "", "1.650", "0.400", "0.900")
    assert [run.figure for cell in table.rows[-1] for run in cell if run.figure] == [
        *("savings.identified", "savings.delivered", "savings.forecast"),
    ]


def test_columns_that_no_saving_fills_are_left_out() -> None:
    table = one_by_one({"reference": "A-1", "target": 1_250_000, "rating": "red"})
    assert heads(table) == ["Reference", "Saving", "Target (£m)", "Rating"]
    assert texts(table) == [("A-1", "Title", "1.250", "▼ Red"), ("All savings", "", "1.250", "")]
    assert table.note == ""


def test_a_saving_redirected_to_nothing_and_one_without_a_rating_say_so() -> None:
    table = one_by_one({**MOVED, "redirected_to": None}, {**GREEN, "rating": None})
    assert [row[-2] for row in texts(table)[:-1]] == ["Redirected", "? No rating"]


def test_movements_are_counted_and_named() -> None:
    now = savings_frame(RED, {**GREEN, "reference": "N-1"}, MOVED)
    before = savings_frame({**RED, "rating": "amber"}, {**MOVED, "redirected": "no", "rating": "red"}, GREEN)
    table = tables.movements(worked(now, before=before), changes.of_savings(now, before))
    assert texts(table) == [
        ("Rating better", "0", "None"),
        ("Rating worse", "1", "A-1"),
        ("Redirected since then", "1", "P-2"),
        ("No longer redirected", "0", "None"),
        ("New in the list", "1", "N-1"),
        ("Gone from the list", "1", "P-1"),
    ]
    assert [row[1][0].figure for row in table.rows][1] == "savings.worse.count"


def test_what_is_assumed_of_each_rating_is_told() -> None:
    table = tables.assumed(worked(savings_frame(RED, DONE, GREEN)), Shown())
    assert texts(table) == [
        ("▼ Red", "1.250", "0%"),
        ("▲ Amber", "0.000", "50%"),
        ("✓ Green", "0.350", "90%"),
        ("★ Achieved", "0.400", "100%"),
    ]


def test_the_range_stands_beside_what_is_delivered_forecast_and_to_be_delivered() -> None:
    figures = worked(savings_frame(RED, DONE, {**GREEN, "delivered": 0}))
    chart = tables.delivery(figures, Shown())
    low, middle, high = (figures[f"savings.delivery.{name}"].display for name in ("p10", "p50", "p90"))
    assert chart.title == f"Savings may come to {low} to {high}, of £2.000m to deliver"
    assert chart.alt.endswith(
        f"Officers' forecast £1.250m, Simulated, P10 to P90 {low} to {high}, To deliver £2.000m. Half of the simulated "
        f"years come to no more than {middle}."
    )
    table = table_of(chart)
    assert heads(table) == ["Amount of savings", "Savings (£m)"]
    named = dict(texts(table))
    assert named["Expected: delivered, and the rest of each by its chance"] == "0.715"
    assert (named["Delivered so far"], named["To deliver"]) == ("0.400", "2.000")
    assert list(named)[-1] == "To deliver"
    assert table.totals == 1


def test_a_range_of_savings_of_which_little_is_known_leaves_the_rest_out() -> None:
    rows = [{name: row[name] for name in ("reference", "target", "rating")} for row in (RED, DONE, GREEN)]
    chart = tables.delivery(worked(savings_frame(*rows)), Shown())
    assert [row[0].split(",")[0] for row in texts(table_of(chart))] == [
        "Simulated years",
        "Simulated years",
        "Simulated years",
        "Expected: delivered",
        "To deliver",
    ]
    assert chart.alt == (
        "Chart of amounts on one scale: Simulated, P10 to P90 £0.400m to £0.750m, To deliver £2.000m. Half of the "
        "simulated years come to no more than £0.750m."
    )
