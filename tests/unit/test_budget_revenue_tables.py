"""Revenue as a chart and tables: over, under and on budget, with and without spending so far, large and small."""

from __future__ import annotations

import csv
from decimal import Decimal

import pandas as pd
import pytest

from frames import TOTALLED, by_id, revenue_frame
from projects import REPOSITORY
from quarterbook import registers
from quarterbook.analysis.budget import changes, revenue, sums
from quarterbook.analysis.figures import Figure
from quarterbook.document.blocks import Chart, Table
from quarterbook.document.budget import revenue_tables as tables
from quarterbook.materiality import Materiality
from quarterbook.money import Shown
from quarterbook.params import house_file
from quarterbook.params.house_file import House
from quarterbook.params.money_style import MoneyStyle
from table_texts import heads, texts

LIMITS = Materiality(Decimal(500_000), Decimal(2), both=True)
THOUSANDS = TOTALLED.model_copy(update={"money": MoneyStyle(shown_in="£000", places=0)})
POUNDS = TOTALLED.model_copy(update={"money": MoneyStyle(shown_in="£", places=2)})
OVER: dict[str, object] = {"service": "Care", "budget": 10_000_000, "forecast": 11_000_000, "actual": 5_000_000}
UNDER = {"directorate": "Place", "service": "Roads", "budget": 4_000_000, "forecast": 3_900_000, "actual": 1_500_000}
EVEN = {"directorate": "Law", "service": "Law", "budget": 1_000_000, "forecast": 1_000_000, "actual": 400_000}
INCOME = {"directorate": "Place", "service": "Parking", "budget": -1_000_000, "forecast": -900_000, "actual": -300_000}


def worked(
    *rows: dict[str, object], gone: int = 5, house: House = TOTALLED
) -> tuple[dict[str, Figure], pd.DataFrame, pd.DataFrame]:
    """The figures, the directorates and the services of some rows."""
    read = revenue_frame(*rows)
    of = sums.of_council("revenue", read, read, house)[0]
    figures = by_id(revenue.figures(read, LIMITS, of, gone))
    return figures, revenue.by_directorate(read, LIMITS), revenue.by_service(read, LIMITS)


def test_directorates_have_what_they_may_spend_and_will_and_the_last_row_is_a_total() -> None:
    figures, directorates, _ = worked(OVER, UNDER, INCOME, EVEN)
    table = tables.by_directorate(figures, directorates, Shown(), LIMITS)
    assert heads(table) == [
        "Directorate",
        *(f"{what} (£m)" for what in ("Budget", "Spent so far", "Forecast", "Variance")),
        "Share of budget",
        "Position",
    ]
    assert texts(table) == [
        ("Adults", "10.000", "5.000", "11.000", "1.000", "10%", "▲ Over, material"),
        ("Place", "3.000", "1.200", "3.000", "0.000", "0%", "On budget"),
        ("Law", "1.000", "0.400", "1.000", "0.000", "0%", "On budget"),
        ("Net budget", "14.000", "6.600", "15.000", "1.000", "7%", "▲ Over, material"),
    ]
    assert (table.totals, table.row_header, table.note) == (1, True, "")
    linked = {run.figure for row in table.rows for cell in row for run in cell if run.figure}
    assert {"adults.variance", "variance.total", "variance.total.percent"} <= linked <= set(figures)


def test_a_negative_amount_stands_in_brackets_and_is_heard() -> None:
    figures, directorates, services = worked(OVER, UNDER, house=THOUSANDS)
    table = tables.by_directorate(figures, directorates, THOUSANDS.money.shown, LIMITS)
    assert table.columns[1].label == "Budget (£000)"
    row = table.rows[1]
    assert [(run.text, run.spoken) for cell in row[4:6] for run in cell] == [
        ("(100)", "minus 100"),
        ("(3%)", "minus 3%"),
    ]
    cell = tables.by_service(figures, services, Shown()).rows[1][5]
    assert [(run.text, run.spoken) for run in cell] == [("(0.100)", "minus 0.100")]


def test_without_spending_so_far_there_is_no_column_of_it_and_no_projection() -> None:
    rows = [{name: row[name] for name in row if name != "actual"} for row in (OVER, UNDER)]
    figures, directorates, services = worked(*rows)
    assert heads(tables.by_directorate(figures, directorates, Shown(), LIMITS))[1:4] == [
        "Budget (£m)",
        "Forecast (£m)",
        "Variance (£m)",
    ]
    assert "Spent so far (£m)" not in heads(tables.by_service(figures, services, Shown()))
    assert tables.projections(figures, directorates, Shown()) == []


def test_spending_of_some_services_only_leaves_the_others_blank() -> None:
    figures, directorates, services = worked(OVER, {**UNDER, "actual": None})
    assert [row[2] for row in texts(tables.by_directorate(figures, directorates, Shown(), LIMITS))] == ["5.000", "", ""]
    assert [row[3] for row in texts(tables.by_service(figures, services, Shown()))] == ["5.000", "", ""]
    assert tables.projections(figures, directorates, Shown()) == []


def test_one_service_makes_every_table() -> None:
    figures, directorates, services = worked(OVER)
    assert len(tables.by_directorate(figures, directorates, Shown(), LIMITS).rows) == 2
    assert texts(tables.by_service(figures, services, Shown())) == [
        ("Care", "Adults", "10.000", "5.000", "11.000", "1.000", "▲ Over, material"),
        ("Net budget", "", "10.000", "5.000", "11.000", "1.000", ""),
    ]
    (table,) = tables.projections(figures, directorates, Shown())
    assert texts(table) == [("Adults", "11.000", "12.000", "10.833"), ("Net budget", "11.000", "12.000", "10.833")]
    assert heads(table)[1:] == ["Officers' forecast (£m)", "At the rate so far (£m)", "Rest spent evenly (£m)"]
    assert table.totals == 1


def test_before_a_month_is_over_nothing_is_projected() -> None:
    figures, directorates, _ = worked(OVER, gone=0)
    assert tables.projections(figures, directorates, Shown()) == []


def test_totals_of_the_file_are_no_services() -> None:
    total = {"directorate": "Adults", "service": "Total", "budget": 10_000_000, "forecast": 11_000_000}
    figures, _, services = worked(OVER, total)
    assert [row[0] for row in texts(tables.by_service(figures, services, Shown()))] == ["Care", "Net budget"]


def test_illustrative_services_are_marked_and_the_mark_is_explained() -> None:
    figures, _, services = worked({**OVER, "provenance": "illustrative"}, {**UNDER, "provenance": "published"})
    table = tables.by_service(figures, services, Shown())
    assert [row[0] for row in texts(table)] == ["Care †", "Roads", "Net budget"]
    assert table.note == (
        "† Illustrative: made up so that the totals are those published. Amounts in brackets are negative."
    )
    assert table.totals == 1
    figures, _, services = worked(OVER)
    assert "†" not in tables.by_service(figures, services, Shown()).note


@pytest.mark.parametrize(
    ("rows", "title", "alt"),
    [
        (
            (OVER, UNDER, EVEN),
            "From budget to forecast: £0.900m over in all (scale from £14.4m)",
            "Waterfall chart from the budget of £15.000m to the forecast of £15.900m: Adults £1.000m over; "
            "Place £0.100m under.",
        ),
        (
            (UNDER, EVEN),
            "From budget to forecast: £0.100m under in all (scale from £4.84m)",
            "Waterfall chart from the budget of £5.000m to the forecast of £4.900m: Place £0.100m under.",
        ),
        (
            (EVEN,),
            "From budget to forecast: on budget",
            "Waterfall chart from the budget of £1.000m to the forecast of £1.000m: no directorate varies.",
        ),
    ],
)
def test_a_chart_says_in_words_what_it_shows_and_has_its_data_as_a_table(
    rows: tuple[dict[str, object], ...], title: str, alt: str
) -> None:
    figures, directorates, _ = worked(*rows)
    chart = tables.from_budget_to_forecast(figures, directorates, Shown(), LIMITS)
    assert (chart.title, chart.alt) == (title, alt)
    assert "<svg" in chart.svg
    assert chart.table is not None
    assert texts(chart.table) == texts(tables.by_directorate(figures, directorates, Shown(), LIMITS))


def test_a_scale_that_does_not_begin_at_nought_says_so() -> None:
    figures, directorates, _ = worked(OVER, EVEN)
    chart = tables.from_budget_to_forecast(figures, directorates, Shown(), LIMITS)
    assert chart.title.endswith(" in all (scale from £10.4m)")
    figures, directorates, _ = worked({**OVER, "forecast": 30_000_000})
    chart = tables.from_budget_to_forecast(figures, directorates, Shown(), LIMITS)
    assert chart.title.endswith(" in all")


@pytest.mark.parametrize(
    ("house", "scale"),
    [(TOTALLED, "£10.4m"), (THOUSANDS, "£10,400k"), (POUNDS, "£10,400,000")],
)
def test_the_scale_is_told_in_the_unit_of_the_paper(house: House, scale: str) -> None:
    figures, directorates, _ = worked(OVER, EVEN, house=house)
    chart = tables.from_budget_to_forecast(figures, directorates, house.money.shown, LIMITS)
    assert chart.title.endswith(f"(scale from {scale})")


def test_where_something_varies_there_is_a_chart_and_else_its_table_alone() -> None:
    for rows, there in (((OVER, EVEN), Chart), ((EVEN,), Table), ((OVER, {**OVER, "service": "Day"}), Chart)):
        figures, directorates, _ = worked(*rows)
        assert isinstance(tables.variances(figures, directorates, Shown(), LIMITS), there)


@pytest.mark.parametrize(
    ("forecast", "position"),
    [
        (10_500_000, "▲ Over, material"),
        (10_499_999, "▲ Over"),
        (9_500_000, "▼ Under, material"),
        (9_500_001, "▼ Under"),
        # As it is shown.
        (10_000_499, "On budget"),
        (9_999_501, "On budget"),
    ],
)
def test_a_position_is_that_of_the_variance_as_it_is_shown_and_may_be_material_in_all(
    forecast: int, position: str
) -> None:
    figures, directorates, services = worked({**OVER, "forecast": forecast})
    told = texts(tables.by_directorate(figures, directorates, Shown(), LIMITS))
    assert [row[-1] for row in told] == [position, position]
    assert texts(tables.by_service(figures, services, Shown()))[0][-1] == position


def test_notes_say_what_the_brackets_and_the_rounding_need() -> None:
    figures, directorates, _ = worked({**OVER, "forecast": 9_999_000, "actual": 500})
    table = tables.by_directorate(figures, directorates, Shown(), LIMITS)
    assert table.note == (
        "Amounts in brackets are negative. Amounts are rounded, and may not add up to the last digit."
    )
    figures, directorates, _ = worked({**OVER, "actual": 500})
    note = tables.by_directorate(figures, directorates, Shown(), LIMITS).note
    assert note == "Amounts are rounded, and may not add up to the last digit."


def test_the_bars_of_the_sample_lead_from_its_budget_to_its_forecast_as_printed_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = []
    monkeypatch.setattr(tables, "waterfall", lambda *bars: drawn.append(bars) or "<svg/>")
    house = house_file.load("tameside", REPOSITORY)
    read = registers.read("revenue", "data/tameside/revenue-2023-24-m5.csv", house, REPOSITORY)
    of = sums.of_council("revenue", read, read, house)[0]
    figures = by_id(revenue.figures(read, house.materiality.limits, of, 5))
    directorates = revenue.by_directorate(read, house.materiality.limits)
    chart = tables.from_budget_to_forecast(figures, directorates, house.money.shown, house.materiality.limits)
    ((start, steps, end),) = drawn

    def printed(told: str) -> Decimal:
        size = Decimal(told.split("m")[0].lstrip("£"))
        return -size if told.endswith("under") else size

    assert sum(map(printed, (step.told for step in steps)), printed(start.told)) == printed(end.told)
    assert start.value + sum(step.value for step in steps) == pytest.approx(end.value, abs=1e-9)
    assert [step.value for step in steps] == sorted((step.value for step in steps), reverse=True)
    with (REPOSITORY / "data/tameside/published-2023-24-q2.csv").open(encoding="utf-8", newline="") as file:
        published = {row["id"]: row["published"] for row in csv.DictReader(file)}
    assert chart.title == f"From budget to forecast: £{published['variance.total']}m over in all (scale from £212m)"


def test_a_change_since_the_period_before_is_told_by_word_and_a_new_directorate_as_new() -> None:
    figures, directorates, _ = worked(OVER, UNDER, EVEN, {**EVEN, "directorate": "Homes"})
    gone = {"directorate": "Parks", "service": "Trees", "budget": 500_000, "forecast": 450_000}
    before = revenue_frame({**OVER, "forecast": 10_400_000}, UNDER, {**EVEN, "forecast": 1_100_000}, gone)
    of = sums.of_council("revenue", before, before, TOTALLED)[0]
    figures |= by_id(changes.figures_of_revenue(before, directorates, of))
    assert changes.gone_since(before, directorates) == ["Parks"]
    table = tables.changes(figures, directorates, changes.gone_since(before, directorates), Shown())
    assert heads(table) == ["Directorate", "Before (£m)", "Now (£m)", "Change (£m)", "Movement"]
    assert texts(table) == [
        ("Adults", "0.400", "1.000", "0.600", "▲ Worse"),
        ("Place", "(0.100)", "(0.100)", "0.000", "The same"),
        ("Law", "0.100", "0.000", "(0.100)", "▼ Better"),
        ("Homes", "", "0.000", "", "New"),
        ("Parks (no longer there)", "(0.050)", "", "", "Gone"),
        ("Net budget", "0.350", "0.900", "0.550", "▲ Worse"),
    ]
    assert table.totals == 1
