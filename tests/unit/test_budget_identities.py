"""Sums that must be equal, as figures: how many were checked, how many break, and by how much."""

from __future__ import annotations

import pandas as pd
import pytest

from frames import HOUSE, by_id, revenue_frame, rows_of, savings_frame
from quarterbook.analysis.budget import identities, sums
from quarterbook.analysis.figures import Figure
from quarterbook.checks import identities as checked

TOTAL: dict[str, object] = {"directorate": "Total", "service": None, "budget": 4_000_000, "forecast": 4_000_000}
TWO: list[dict[str, object]] = [{"service": "Care"}, {"service": "Health"}]


def figures(read: pd.DataFrame, ones: tuple[checked.Identity, ...]) -> dict[str, Figure]:
    return by_id(identities.figures(ones, read, sums.of_council("revenue", read, read, HOUSE)[0]))


def of_revenue(**total: object) -> dict[str, Figure]:
    read = revenue_frame(*TWO, TOTAL | total)
    return figures(read, checked.revenue(read))


def test_sums_that_hold_have_no_difference() -> None:
    made = of_revenue()
    assert {name: one.display for name, one in made.items()} == {
        "all.identity.revenue-total.checked": "2",
        "all.identity.revenue-total.broken": "0",
    }
    assert identities.kinds(made) == ["revenue-total"]
    assert identities.sentence(made).template.endswith("All sums agree.")


@pytest.mark.parametrize(("forecast", "broken"), [("4000000.004", 0), ("4000000.01", 1), ("3999999.99", 1)])
def test_a_sum_breaks_from_a_penny_on(forecast: str, broken: int) -> None:
    assert of_revenue(forecast=forecast)["all.identity.revenue-total.broken"].value == broken


def test_the_difference_is_the_largest_without_its_sign_and_of_the_rows_that_break() -> None:
    made = of_revenue(budget=4_300_000, forecast=3_900_000)
    assert made["all.identity.revenue-total.broken"].value == 2
    assert made["all.identity.revenue-total.difference"].display == "£0.300m"
    assert rows_of(made["all.identity.revenue-total.difference"].rows) == {("data/exampleshire/revenue.csv", 4)}
    assert identities.sentence(made).template.startswith(
        "The amounts of the files were added up against each other. Not"
    )


def test_kinds_stand_in_the_order_of_a_paper_and_each_has_its_words() -> None:
    read = savings_frame({"reference": "A", "target": 5}, {"reference": "Total", "target": 6, "directorate": None})
    made = of_revenue() | figures(read, checked.savings(read))
    assert identities.kinds(made) == ["savings-redirected", "savings-ratings", "savings-total", "revenue-total"]
    assert set(identities.kinds(made)) <= set(identities.WORDS)


def test_nothing_checked_has_no_figures() -> None:
    assert figures(revenue_frame(*TWO), ()) == {}
    assert identities.kinds({}) == []
