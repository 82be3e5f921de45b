"""Each rule of revenue monitoring: what it finds, and the nearest innocent row that it does not."""

from __future__ import annotations

import pandas as pd
import pytest

from frames import revenue_frame, savings_frame
from quarterbook import checks
from quarterbook.checks.revenue import r29_other_period
from quarterbook.findings import Finding
from quarterbook.registers.revenue import REVENUE
from quarterbook.registers.savings import SAVINGS

Row = dict[str, object]
DAY = ("2023-08-31", "2023-24 Q2")
IN_ORDER: Row = {"service": "Care", "budget": 2_000_000, "actual": 900_000, "forecast": 2_100_000}
SAVED: Row = {"reference": "A-1", "target": 400_000, "rating": "green"}


def found(
    code: str, *rows: Row, previous: pd.DataFrame | None = None, savings: pd.DataFrame | None = None
) -> list[Finding]:
    """The findings of one rule in services that are in order but for what is changed."""
    read = revenue_frame(*(IN_ORDER | row for row in rows))
    return [one for one in checks.revenue(read, previous, savings, *DAY) if one.code == code]


def only(code: str, changed: Row, severity: str, column: str) -> str:
    """The message of the rule's one finding, which has this place."""
    (one,) = found(code, changed)
    assert (one.severity, one.source, one.row, one.column) == (severity, "data/exampleshire/revenue.csv", 2, column)
    return one.message


def before(*rows: Row) -> pd.DataFrame:
    return revenue_frame(*(IN_ORDER | row for row in rows))


def test_services_in_order_give_no_finding() -> None:
    read = revenue_frame(IN_ORDER)
    assert checks.revenue(read, None, None, *DAY) == ()
    assert checks.revenue(read, REVENUE.empty(), SAVINGS.empty(), *DAY) == ()
    assert checks.revenue(read, read, savings_frame(SAVED), *DAY) == ()
    assert checks.revenue(REVENUE.empty(), None, savings_frame(SAVED), *DAY) == ()


def test_no_rule_stumbles_over_a_blank() -> None:
    blank = IN_ORDER | {"budget": None, "forecast": None, "actual": None}
    found = checks.revenue(revenue_frame(blank), revenue_frame(blank), savings_frame(SAVED), *DAY)
    assert {one.code for one in found} == {"R28"}


def test_r20_finds_services_that_do_not_add_up() -> None:
    (one,) = found("R20", {}, {"service": "Total", "forecast": "2100000.01"})
    assert (one.severity, one.row, one.column) == ("warning", 3, "forecast")
    assert one.message == (
        "The forecasts of the services of Adults add up to £2,100,000, which is £0.01 less than the total that row 3 "
        "gives (£2,100,000.01)."
    )


def test_r20_leaves_services_that_add_up() -> None:
    assert found("R20", {}, {"service": "Total"}, {"directorate": "Total", "service": None}) == []


def test_r21_finds_a_budget_and_a_forecast_a_hundredfold_apart() -> None:
    assert only("R21", {"forecast": 20_000}, "warning", "forecast") == (
        "The budget of Care (Adults) is £2,000,000, its forecast £20,000: pounds and thousands may be mixed."
    )


@pytest.mark.parametrize("changed", [{"forecast": "20000.01"}, {"forecast": 0}, {"actual": 1}, {"service": "Total"}])
def test_r21_leaves_less_than_a_hundredfold_what_is_spent_and_totals(changed: Row) -> None:
    assert found("R21", changed) == []


def test_r21_finds_an_amount_a_thousand_times_the_usual() -> None:
    others = [{"service": f"S{nth}"} for nth in range(3)]
    large = {"budget": 2_000_000_000, "forecast": 2_100_000_000}
    findings = found("R21", *others, large)
    assert [(one.severity, one.row, one.column) for one in findings] == [
        ("warning", 5, "budget"),
        ("warning", 5, "forecast"),
    ]
    assert findings[1].message == (
        "The forecast of Care (Adults) is £2,100,000,000, at least a thousand times the median of the other forecasts "
        "(£2,100,000): pounds and thousands may be mixed."
    )
    assert found("R21", *others[1:], large) == []
    assert found("R21", *others, {"budget": "1999999999", "forecast": "2099999999"}) == []
    assert found("R21", *others, {"budget": None, "forecast": None}) == []


def test_r22_finds_budgets_that_are_too_large_together() -> None:
    (one,) = found("R22", {"budget": "20000000000.01"})
    assert one.message.startswith("The budgets of the whole file add up to £20,000,000,000.01, so large that they may")
    assert one.message.endswith("as in 'Budget £', or in the house file (money: units: revenue).")
    assert found("R22", {"budget": "20000000000"}) == []


def test_r22_finds_budgets_that_are_too_small_together() -> None:
    (one,) = found("R22", {"budget": "500000"}, {"service": "Parking", "budget": "-499999.99"})
    assert (one.severity, one.source, one.row) == ("warning", "data/exampleshire/revenue.csv", None)
    assert one.message == (
        "The budgets of the whole file add up to no more than £999,999.99. If they are in thousands or millions, say "
        "so in the header, as in 'Budget £000', or in the house file (money: units: revenue)."
    )


@pytest.mark.parametrize("budgets", [["500000", "-500000"], ["1000000"], ["0"]])
def test_r22_leaves_a_million_in_either_direction_and_nought(budgets: list[str]) -> None:
    assert found("R22", *({"service": f"S{nth}", "budget": budget} for nth, budget in enumerate(budgets))) == []


def test_r23_finds_a_directorate_with_a_budget_but_no_saving() -> None:
    place = {"directorate": "Place", "service": "Roads"}
    (one,) = found("R23", {}, place, place | {"service": "Waste", "budget": 1}, savings=savings_frame(SAVED))
    assert (one.severity, one.row, one.column) == ("note", 3, "directorate")
    assert one.message == "Place has a budget of £2,000,001, but no saving."


def test_r23_leaves_directorates_with_a_saving_without_a_budget_and_all_where_no_savings_are_given() -> None:
    saved, place = savings_frame(SAVED), {"directorate": "Place", "service": "Roads"}
    assert found("R23", {}, savings=saved) == found("R23", place | {"budget": 0}, savings=saved) == []
    assert found("R23", place) == found("R23", place, savings=SAVINGS.empty()) == []
    assert found("R23", {}, {"directorate": "Total", "service": None}, savings=saved) == []


def test_r24_finds_a_budget_that_has_changed() -> None:
    previous = before({"budget": "1850000"}, {"directorate": "Place", "budget": 1})
    (one,) = found("R24", {}, {"service": "New"}, previous=previous)
    assert (one.severity, one.row, one.column) == ("note", 2, "budget")
    assert one.message == "The budget of Care (Adults) was £1,850,000 in the file before; it is now £2,000,000."


@pytest.mark.parametrize(
    "changed", [{"budget": "1999999.999"}, {"service": "Other", "budget": 1}, {"forecast": 1}, {"budget": None}]
)
def test_r24_leaves_a_budget_that_is_the_same_to_the_penny_and_other_services(changed: Row) -> None:
    assert found("R24", {}, previous=before(changed)) == []
    assert found("R24", {"budget": None}, previous=before({})) == []


def test_r25_finds_services_that_are_new_and_gone() -> None:
    new, gone = found("R25", {}, {"service": "Homes"}, previous=before({}, {"directorate": "Place"}))
    assert [(one.severity, one.row, one.column) for one in (new, gone)] == [("note", 3, "service")] * 2
    assert new.message == "Homes (Adults) is new: it is not in the file before."
    assert gone.message == "Care (Place) is gone: it has a budget of £2,000,000 in the file before."
    (gone,) = found("R25", previous=before({"budget": None}))
    assert gone.message == "Care (Adults) is gone: it has no budget in the file before."


def test_r25_leaves_services_of_both_files_totals_and_all_where_there_is_no_file_before() -> None:
    assert found("R25", {}, {"service": "Total"}, previous=before({})) == []
    assert found("R25", {}) == found("R25", {}, previous=REVENUE.empty()) == []


def test_r26_finds_each_period_that_is_left_out_on_its_first_row() -> None:
    read = revenue_frame(
        *({"service": f"S{month}", "period": month} for month in ("June 2023", "July 2023", "August 2023")),
        {"service": "More", "period": "June 2023"},
        {"service": "Unknown", "period": None},
    )
    findings = [*checks.r26_other_periods(read, read[read.index == 4])]
    assert {(one.code, one.severity, one.column) for one in findings} == {("R26", "note", "period")}
    assert [(one.row, one.message) for one in findings] == [
        (2, "2 rows of June 2023 are left out: the report is of another period."),
        (3, "1 row of July 2023 is left out: the report is of another period."),
        (6, "1 row without a period is left out: the report is of another period."),
    ]


def test_r26_leaves_a_file_of_which_every_row_is_kept() -> None:
    read = revenue_frame({"service": "Care", "period": "June 2023"})
    assert [*checks.r26_other_periods(read, read)] == []


def test_r27_finds_more_spent_than_is_forecast() -> None:
    assert only("R27", {"actual": "2100000.01"}, "warning", "actual") == (
        "£2,100,000.01 of Care (Adults) is spent already, more than the £2,100,000 that is forecast for the year."
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"actual": "2100000"},
        {"actual": None},
        {"actual": 1, "forecast": 0},
        {"actual": 9_000_000, "forecast": None},
        {"actual": -100, "forecast": -200},
        {"service": "Total", "actual": 9_000_000},
    ],
)
def test_r27_leaves_what_is_within_the_forecast_income_and_totals(changed: Row) -> None:
    assert found("R27", changed) == []


@pytest.mark.parametrize("column", ["budget", "forecast"])
def test_r28_finds_a_service_without_a_budget_or_a_forecast(column: str) -> None:
    assert only("R28", {column: None}, "warning", column) == (
        f"Care (Adults) has no {column}, so it is left out of the sums."
    )
    (one,) = found("R28", {}, {"service": "Homes", column: None})
    assert (one.row, one.column) == (3, column)
    assert len(found("R28", {"budget": None, "forecast": None})) == 2


def test_r28_finds_a_service_without_what_is_spent_where_others_have_it() -> None:
    (one,) = found("R28", {"actual": 0}, {"service": "Homes", "actual": None})
    assert (one.severity, one.row, one.column) == ("warning", 3, "actual")
    assert one.message == (
        "The spend to date of Homes (Adults) is blank, though others have it, so the sum of the amounts spent is not "
        "known."
    )


def test_r28_leaves_noughts_totals_and_spending_that_no_service_has() -> None:
    assert found("R28", {"budget": 0, "forecast": 0, "actual": 0}) == []
    assert found("R28", {"actual": None}, {"service": "Homes", "actual": None}) == []
    assert found("R28", {"actual": None}, {"service": "Total", "budget": None, "forecast": None}) == []
    assert found("R28", {}, {"service": "Total", "actual": None}) == []


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("June 2023", "ends 3 months into"),
        ("April 2023", "ends 1 month into"),
        ("2023-24 Q2", "ends 6 months into"),
        ("2023-24", "ends 12 months into"),
        ("August 2022", "does not end in"),
        ("April 2024", "does not end in"),
    ],
)
def test_r29_finds_a_period_that_does_not_end_with_the_month_of_the_report(period: str, told: str) -> None:
    assert only("R29", {"period": period}, "warning", "period") == (
        f"The monitoring is of {period}, which {told} 2023-24; the report is of 31 August 2023, with 5 months of that "
        "year over. So no projection is made."
    )


def test_r29_finds_each_period_once_on_its_first_row() -> None:
    periods = (None, "August 2023", "July 2023", "July 2023", "June 2023")
    findings = found("R29", *({"service": f"S{nth}", "period": period} for nth, period in enumerate(periods)))
    assert [one.row for one in findings] == [4, 6]


@pytest.mark.parametrize("as_at", ["2023-08-31", "2023-09-01", "2023-09-29"])
def test_r29_leaves_the_same_month_rows_without_a_period_and_totals(as_at: str) -> None:
    rows = (
        {"period": "August 2023"},
        {"service": "Homes", "period": None},
        {"service": "Total", "period": "June 2023"},
    )
    read = revenue_frame(*(IN_ORDER | row for row in rows))
    assert [*r29_other_period(read, as_at, "2023-24 Q2")] == []
    (one,) = r29_other_period(read, "2023-09-30", "2023-24 Q2")
    assert one.message == (
        "The monitoring is of August 2023, which ends 5 months into 2023-24; the report is of 30 September 2023, with "
        "6 months of that year over. So no projection is made."
    )


def test_r29_refuses_a_day_outside_the_year() -> None:
    with pytest.raises(ValueError, match="is not in the financial year"):
        [*r29_other_period(revenue_frame(IN_ORDER), "2024-04-01", "2023-24 Q2")]


def amounts(*pairs: tuple[object, object], directorate: str = "Adults") -> list[Row]:
    """Services of a directorate, with these budgets and forecasts."""
    return [
        {"directorate": directorate, "service": f"S{nth}", "budget": budget, "forecast": forecast}
        for nth, (budget, forecast) in enumerate(pairs)
    ]


PARTS = amounts((1_000_000, 1_500_000), (2_000_000, 1_900_000))
ROADS = amounts((5_000_000, 5_000_000), directorate="Place")


def test_r40_finds_a_service_that_is_the_sum_of_all_others() -> None:
    whole: Row = {"directorate": "Council", "service": "Everything", "budget": 8_000_000, "forecast": "8400000.001"}
    (one,) = found("R40", *PARTS, *ROADS, whole)
    assert (one.severity, one.row, one.column) == ("warning", 5, "budget")
    assert one.message == (
        "The budget (£8,000,000) and the forecast (£8,400,000) of Everything (Council) are the sums of those of all "
        "other services: it may be a total. If it is, say so in the house file (totals: revenue: [Everything])."
    )


def test_r40_finds_a_service_that_is_the_sum_of_the_others_of_its_directorate() -> None:
    whole: Row = {"service": "Adults", "budget": 3_000_000, "forecast": 3_400_000}
    (one,) = found("R40", *PARTS, whole, *ROADS)
    assert (one.row, one.column) == (4, "budget")
    assert " are the sums of those of the other services of Adults: it may be a total. " in one.message
    assert len(found("R40", *PARTS, whole)) == 1


@pytest.mark.parametrize(
    "rows",
    [
        [*PARTS, {"service": "Other", "budget": 3_000_000, "forecast": 3_400_001}],
        [*PARTS, {"service": "Other", "budget": "3000000.01", "forecast": 3_400_000}],
        [*PARTS, {"service": "Other", "budget": 3_000_000, "forecast": None}],
        [*PARTS, {"service": "Total", "budget": 3_000_000, "forecast": 3_400_000}],
        [*PARTS, {"directorate": "Place", "service": "Other", "budget": 3_000_000, "forecast": 3_400_000}, *ROADS],
        amounts((1_000_000, 1_000_000), (1_000_000, 1_000_000)),  # one other
        amounts((1_000_000, 1_000_000), (1_000_000, 1_000_000), (0, 0), (None, None)),
        amounts((0, 0), (0, 0), (0, 0)),
    ],
)
def test_r40_leaves_other_sums_declared_totals_few_others_and_noughts(rows: list[Row]) -> None:
    assert found("R40", *rows) == []


def test_findings_stand_in_the_order_of_their_codes() -> None:
    read = revenue_frame(
        IN_ORDER | {"budget": 1, "actual": 9, "forecast": 8, "period": "May 2023"},
        IN_ORDER | {"service": "y", "budget": 2, "forecast": 1_000},
        IN_ORDER | {"service": "Total"},
        IN_ORDER | {"service": "x", "budget": 3, "forecast": 1_008, "actual": None},
    )
    saved = savings_frame(SAVED | {"directorate": "Place"})
    codes = [one.code for one in checks.revenue(read, before({}), saved, *DAY)]
    assert codes == sorted(codes)
    assert {*codes} == {*(f"R{number}" for number in (*range(20, 26), *range(27, 30), 40))}
