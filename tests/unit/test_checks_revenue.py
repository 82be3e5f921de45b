"""Each rule of revenue monitoring: what it finds, and the nearest innocent row that it does not."""

from __future__ import annotations

import pandas as pd
import pytest

from frames import revenue_frame, savings_frame
from quarterbook import checks
from quarterbook.checks.findings import Finding
from quarterbook.registers.revenue import REVENUE
from quarterbook.registers.savings import SAVINGS

Row = dict[str, object]
IN_ORDER: Row = {"service": "Care", "budget": 2_000_000, "actual": 900_000, "forecast": 2_100_000}
SAVED: Row = {"reference": "A-1", "target": 400_000, "rating": "green"}


def found(
    code: str, *rows: Row, previous: pd.DataFrame | None = None, savings: pd.DataFrame | None = None
) -> list[Finding]:
    """The findings of one rule in services that are in order but for what is changed."""
    read = revenue_frame(*(IN_ORDER | row for row in rows))
    return [one for one in checks.revenue(read, previous, savings) if one.code == code]


def only(code: str, changed: Row, severity: str, column: str) -> str:
    """The message of the rule's one finding, which has this place."""
    (one,) = found(code, changed)
    assert (one.severity, one.source, one.row, one.column) == (severity, "data/exampleshire/revenue.csv", 2, column)
    return one.message


def before(*rows: Row) -> pd.DataFrame:
    return revenue_frame(*(IN_ORDER | row for row in rows))


def test_services_in_order_give_no_finding() -> None:
    read = revenue_frame(IN_ORDER)
    assert checks.revenue(read, None, None) == checks.revenue(read, REVENUE.empty(), SAVINGS.empty()) == ()
    assert checks.revenue(read, read, savings_frame(SAVED)) == ()
    assert checks.revenue(REVENUE.empty(), None, savings_frame(SAVED)) == ()


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


@pytest.mark.parametrize("changed", [{"budget": "1999999.999"}, {"service": "Other", "budget": 1}, {"forecast": 1}])
def test_r24_leaves_a_budget_that_is_the_same_to_the_penny_and_other_services(changed: Row) -> None:
    assert found("R24", {}, previous=before(changed)) == []


def test_r25_finds_services_that_are_new_and_gone() -> None:
    new, gone = found("R25", {}, {"service": "Homes"}, previous=before({}, {"directorate": "Place"}))
    assert [(one.severity, one.row, one.column) for one in (new, gone)] == [("note", 3, "service")] * 2
    assert new.message == "Homes (Adults) is new: it is not in the file before."
    assert gone.message == "Care (Place) is gone: it has a budget of £2,000,000 in the file before."


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
        {"actual": -100, "forecast": -200},
        {"service": "Total", "actual": 9_000_000},
    ],
)
def test_r27_leaves_what_is_within_the_forecast_income_and_totals(changed: Row) -> None:
    assert found("R27", changed) == []


def test_findings_stand_in_the_order_of_their_codes() -> None:
    read = revenue_frame(
        IN_ORDER | {"budget": 1, "actual": 9, "forecast": 8},
        IN_ORDER | {"service": "Total"},
        IN_ORDER | {"service": "x"},
    )
    codes = [one.code for one in checks.revenue(read, before({}), savings_frame(SAVED | {"directorate": "Place"}))]
    assert codes == sorted(codes)
    assert {"R20", "R23", "R24", "R25", "R27"} == {*codes}
