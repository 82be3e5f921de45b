"""The risks in words: each where the figures show it, and not where they just do not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget_paper import CARE, LIMITS, held, said, saving, spent, worked
from frames import revenue_frame
from quarterbook.analysis.budget.revenue import by_directorate
from quarterbook.analysis.budget.risks import risks as all_risks
from quarterbook.document.paper import Paper

Row = dict[str, object]


def risks(**given: object) -> dict[str, str]:
    """What is said of each risk, by its name."""
    paper, _, told = worked(**given)
    texts = [text.partition(". ") for text in said(paper, told)]
    assert len({name for name, _, _ in texts}) == len(texts)
    return {name: rest for name, _, rest in texts}


def test_where_the_figures_show_no_risk_none_is_told() -> None:
    assert risks() == {}
    assert risks(savings_rows=[saving(rating="achieved", delivered=1_000_000)], revenue_rows=[spent(990_000)]) == {}


# --- savings -------------------------------------------------------------------------------------


def test_one_red_saving_is_one() -> None:
    told = risks(savings_rows=[saving(rating="red"), saving("B", 5_000_000, "achieved")])
    assert told["Savings not delivered"] == "1 saving worth £1.000m is not expected to be delivered this year."


def test_several_red_savings_are_several_with_what_is_amber() -> None:
    rows = [saving(rating="red"), saving("B", rating="red"), saving("C", 500_000, "amber")]
    assert risks(savings_rows=rows)["Savings not delivered"] == (
        "2 savings worth £2.000m are not expected to be delivered this year; a further £0.500m is at risk."
    )


def test_amber_alone_is_a_risk() -> None:
    assert risks(savings_rows=[saving(rating="amber")])["Savings at risk"] == (
        "£1.000m of what is to be delivered is rated amber."
    )
    assert "Savings at risk" not in risks(savings_rows=[saving(rating="amber", redirected="yes")])


UNLIKELY = "Savings target unlikely to be met"


def test_a_target_that_cannot_be_reached_is_a_risk() -> None:
    assert risks(savings_rows=[saving(rating="red"), saving("B", 500_000, "amber")])[UNLIKELY] == (
        "Nine in ten of the simulated years come to no more than £0.500m. The £1.500m to deliver cannot be reached: "
        "all savings that are given any chance come to £0.500m."
    )


@pytest.mark.parametrize(("share", "told"), [("49.99", True), ("50", False), ("100", False), ("0", True)])
def test_a_target_that_fewer_than_half_of_the_years_reach_is_a_risk(share: str, told: bool) -> None:
    figures = worked([saving(rating="amber")])[0].figures
    chance = figures["savings.delivery.chance"].model_copy(update={"exact": share, "value": round(float(share))})
    directorates = by_directorate(revenue_frame(CARE), LIMITS)
    texts = [one.template for one in all_risks({**figures, chance.id: chance}, directorates, {})]
    assert any(text.startswith(f"**{UNLIKELY}.**") for text in texts) is told


def test_where_all_is_certain_no_target_is_unlikely() -> None:
    assert UNLIKELY not in risks(savings_rows=[saving(rating="achieved")])
    assert UNLIKELY not in risks(savings_rows=[saving(rating="red")])


def test_what_is_redirected_is_not_saved_as_planned() -> None:
    rows = [saving(), saving("B", 500_000, None, redirected="yes")]
    assert risks(savings_rows=rows)["Savings redirected"] == (
        "£0.500m (33% of what was identified) is not saved as planned: other budgets have to bear it."
    )
    assert "Savings redirected" not in risks(savings_rows=[saving(), saving("B", 400, redirected="yes")])


def test_what_does_not_recur_has_to_be_found_again() -> None:
    rows = [saving(recurrent="no"), saving("B", 500_000, recurrent="yes"), saving("C", 250_000)]
    assert risks(savings_rows=rows)["One-off savings"] == (
        "£1.000m of what is to be delivered has to be found again next year."
    )
    assert "One-off savings" not in risks(savings_rows=rows[1:])
    assert "One-off savings" not in risks(savings_rows=rows[2:])
    assert "One-off savings" not in risks(savings_rows=[rows[0] | {"redirected": "yes"}, *rows[1:]])


@pytest.mark.parametrize(("delivered", "behind"), [(499_000, "£0.001m"), (500_000, ""), ("499999.90", ""), (None, "")])
def test_savings_behind_an_even_pace_are_late(delivered: object, behind: str) -> None:
    told = risks(savings_rows=[saving(delivered=delivered)]).get("Late savings", "")
    assert told == (
        f"What is delivered is {behind} behind an even pace, so more has to be delivered in each of the months left."
        if behind
        else ""
    )


def test_at_the_end_of_the_year_they_are_missed() -> None:
    told = risks(savings_rows=[saving(delivered=900_000)], gone=12)
    assert told["Savings missed"] == "What is delivered is £0.100m less than was to be."
    assert "Late savings" not in told


# --- spending ------------------------------------------------------------------------------------


def test_material_overspends_are_told_and_underspends_are_not() -> None:
    assert risks(revenue_rows=[spent(1_100_000)])["Overspending"] == (
        "A material overspend is forecast in Adults (£0.100m)."
    )
    place = spent(1_200_000, directorate="Place")
    assert risks(revenue_rows=[spent(1_100_000), place])["Overspending"] == (
        "Material overspends are forecast in Adults (£0.100m) and Place (£0.200m)."
    )
    assert "Overspending" not in risks(revenue_rows=[spent(1_099_999), spent(500_000, directorate="Place")])


def test_underspends_hide_overspends_where_the_council_overspends_still() -> None:
    rows = [spent(1_300_000), spent(900_000, directorate="Place")]
    assert risks(revenue_rows=rows)["Overspends hidden by underspends"] == (
        "Directorates that overspend do so by £0.300m in all; underspends elsewhere take £0.100m off it, and may not "
        "recur."
    )
    level = [spent(1_300_000), spent(700_000, directorate="Place")]
    assert "Overspends hidden by underspends" not in risks(revenue_rows=level)


@pytest.mark.parametrize(
    ("actual", "gone", "told"),
    [(501_000, 6, True), (500_000, 6, False), ("500000.20", 6, False), (1_100_000, 12, False), (None, 6, False)],
)
def test_a_forecast_below_the_rate_so_far_is_a_risk_while_the_year_lasts(actual: object, gone: int, told: bool) -> None:
    at_risk = risks(revenue_rows=[CARE | {"actual": actual}], gone=gone)
    assert at_risk.get("Forecast below the rate so far") == (
        "Spending at the rate so far would come to £1.002m, more than the £1.000m that the officers forecast."
        if told
        else None
    )


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [(1_000_000, 1_050_000, True), (800_000, 850_000, True), (1_050_000, 1_050_000, False), (900_000, 800_000, False)],
)
def test_a_variance_that_got_worse_is_a_risk(before: object, now: object, told: bool) -> None:
    at_risk = risks(revenue_rows=[spent(now)], before=[spent(before)])
    assert at_risk.get("Worsening") == (
        "The variance is worse by £0.050m since the monitoring period before." if told else None
    )


# --- capital, reserves ---------------------------------------------------------------------------


@pytest.mark.parametrize(("achieved", "left"), [(900_000, "£0.100m"), (1_000_000, ""), (1_100_000, ""), (None, "")])
def test_receipts_still_to_come_are_a_risk(achieved: object, left: str) -> None:
    told = risks(capital_rows=[{"achieved": achieved}]).get("Receipts not achieved", "")
    assert told == (
        f"Of capital receipts, {left} is still to come. What does not come this year has to be borrowed, or the "
        "programme cut or put off."
        if left
        else ""
    )


@pytest.mark.parametrize(
    ("forecast", "short"),
    [
        (950_000, "; by the end of the year, the officers forecast £0.050m less than planned"),
        (1_000_000, ""),
        (None, ""),
    ],
)
def test_receipts_that_officers_forecast_not_to_come_are_told(forecast: object, short: str) -> None:
    told = risks(capital_rows=[{"achieved": 900_000, "forecast": forecast}])["Receipts not achieved"]
    assert told.startswith(f"Of capital receipts, £0.100m is still to come{short}. What does not come this year")


def test_receipts_of_which_one_row_is_not_known_are_no_risk_that_the_figures_show() -> None:
    assert risks(capital_rows=[{"achieved": 0}, {"title": "Land"}]) == {}
    # Other sources than receipts are not waited for.
    assert risks(capital_rows=[{"source": "grant", "achieved": 0}]) == {}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (held(4_000_000, 0, -1_000_000), {}),
        (held(3_000_000, 0, -1_000_000), {}),
        (
            held(2_900_000, 0, -1_000_000),
            {
                "Reserve running out": "General reserve lasts 2.9 years at the planned draw, and can then pay for "
                "nothing more."
            },
        ),
        (
            held(1_000_000, 0, -1_400_000),
            {"Reserve overdrawn": "General reserve would be overdrawn by £0.400m at the end of 2023-24."},
        ),
        # Overdrawn on the way, though the plan ends in plus.
        (
            [*held(1_000_000, 0, -1_400_000), {"year": "2024/25", "movement": 900_000}],
            {"Reserve overdrawn": "General reserve would be overdrawn by £0.400m at the end of 2023-24."},
        ),
        (
            [*held(5_000_000, 0, -1_000_000), {"year": "2024/25", "movement": -4_500_000}],
            {"Reserve overdrawn": "General reserve would be overdrawn by £0.500m at the end of 2024-25."},
        ),
        (
            [*held(0, 0, 500_000), {"year": "2024/25", "movement": -500_000}, {"year": "2025/26", "movement": -0.4}],
            {
                "Reserve running out": "General reserve lasts 2.0 years at the planned draw, and can then pay for "
                "nothing more."
            },
        ),
        (held(0, 0, -0.4), {"Reserve running out": "General reserve has nothing left for the draws that are planned."}),
        (held(1_000_000), {}),
    ],
)
def test_a_reserve_that_runs_out_is_a_risk(rows: list[Row], told: dict[str, str]) -> None:
    assert risks(reserves_rows=rows) == told


def test_each_reserve_is_told() -> None:
    first, second = held(1_000_000, 0, -1_400_000), [row | {"reserve": "B"} for row in held(100_000, 0, -100_000)]
    paper, _, told = worked(reserves_rows=[*first, *second])
    assert isinstance(paper, Paper)
    assert [text.partition(".")[0] for text in said(paper, told)] == ["Reserve overdrawn", "Reserve running out"]
    assert paper.figures["b.runway"].number == Decimal(1)
