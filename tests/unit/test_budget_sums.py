"""How figures of money are made: rows summed, rows looked at, and one council's rows among those of many."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from frames import HOUSE, by_id, capital_frame, looked_at, revenue_frame, rows_of, savings_frame
from quarterbook.analysis.budget import capital, revenue, savings, sums, year
from quarterbook.materiality import Materiality
from quarterbook.money import Shown
from quarterbook.params.money_style import MoneyStyle
from quarterbook.registers.frames import of_area

SOURCE = "data/exampleshire/savings.csv"
TWO = savings_frame({"reference": "A", "target": 1_500_000, "delivered": 5}, {"reference": "B", "target": "0.40"})


def maker(read: pd.DataFrame = TWO, ours: pd.DataFrame | None = None) -> sums.Sums:
    return sums.of_council("savings", read if ours is None else ours, read, HOUSE)[0]


def test_a_total_is_known_where_every_row_has_the_amount() -> None:
    one = maker().total("t", TWO.iloc[:1], "delivered", "Delivered")
    assert (one.value, one.exact, one.unit, one.display) == (0, "0.000005", "£m", "£0.000m")
    assert (rows_of(one.rows), rows_of(one.of)) == ({(SOURCE, 2)}, {(SOURCE, 2), (SOURCE, 3)})
    assert maker().total("t", TWO, "target", "Target").exact == "1.5000004"


@pytest.mark.parametrize(("column", "had"), [("delivered", {(SOURCE, 2)}), ("forecast", set())])
def test_a_total_is_not_known_where_one_row_lacks_it_and_names_those_that_have_it(
    column: str, had: set[tuple[str, int]]
) -> None:
    one = maker().total("t", TWO, column, "Amount")
    assert (one.value, one.exact, one.display) == (None, None, "n/a")
    assert rows_of(one.rows) == had
    assert rows_of(one.of) == {(SOURCE, 2), (SOURCE, 3)}


def test_a_total_of_no_rows_is_nought() -> None:
    none = maker().total("t", TWO.iloc[:0], "forecast", "Forecast")
    assert (none.value, none.exact, none.display) == (0, "0", "£0.000m")


def test_money_is_shown_as_the_house_shows_it() -> None:
    house = HOUSE.model_copy(update={"money": MoneyStyle(shown_in="£000", places=1)})
    one = sums.of_council("savings", TWO, TWO, house)[0].total("t", TWO, "target", "Target")
    assert (one.value, one.exact, one.unit, one.display) == (1500, "1500.0004", "£000", "£1,500.0k")


@pytest.mark.parametrize(("said", "display"), [("yes", "about £1m"), ("no", "£1.000m"), (None, "£1.000m")])
def test_a_sum_is_approximate_where_one_row_of_it_is(said: object, display: str) -> None:
    read = capital_frame({"title": "A", "planned": 600_000, "approximate": said}, {"title": "B", "planned": 400_000})
    made = {one.id: one for one in capital.figures(read, sums.Sums(Shown(), 0))}
    assert made["capital.all-sources.planned"].display == display
    assert sums.Sums(Shown(), 0).total("t", read.iloc[1:], "planned", "Planned").display == "£0.400m"


def test_only_what_is_planned_is_known_roughly() -> None:
    read = capital_frame({"planned": 600_000, "achieved": 123_456, "forecast": 654_321, "approximate": "yes"})
    made = {one.id: one.display for one in capital.figures(read, sums.Sums(Shown(), 0))}
    assert [made[f"capital.receipts.{what}"] for what in ("planned", "achieved", "forecast")] == [
        *("about £0.6m", "£0.123m", "£0.654m"),
    ]


@pytest.mark.parametrize(("of_size", "display"), [(False, "50%"), (True, "−50%")])
def test_a_share_of_a_whole_below_nought_keeps_its_sign_unless_it_is_of_its_size(of_size: bool, display: str) -> None:
    part, whole = (maker().amount(name, Decimal(pounds), "Some") for name, pounds in (("p", -5), ("w", -10)))
    assert maker().share("s", part, whole, "Share", of_size=of_size).display == display


def test_an_amount_may_be_of_figures_only() -> None:
    one = maker().amount("t", Decimal(-400), "Some", from_=("a", "b"))
    assert (one.rows, one.from_, one.display, one.exact) == ((), ("a", "b"), "£0.000m", "-0.0004")


# --- several councils in a file ------------------------------------------------------------------


def test_a_file_of_one_council_needs_no_figure_of_the_rows_read() -> None:
    assert sums.of_council("savings", TWO, TWO, HOUSE)[1] == ()


def test_in_a_file_of_several_every_figure_leads_to_all_the_rows_read() -> None:
    rows = [{"reference": f"A-{area}", "target": 100_000, "rating": "red", "area": area} for area in "XYZ"]
    read = savings_frame(*rows)
    ours = of_area(read, "Y", "savings")
    made, extra = sums.of_council("savings", ours, read, HOUSE)
    assert [(one.id, one.value) for one in extra] == [("all.savings.count", 3)]
    figures = by_id((*extra, *year.figures(6), *savings.figures(ours, made, 6)))
    assert rows_of(figures["savings.red"].of) == {(SOURCE, 3)}
    for name, one in figures.items():
        if not name.startswith("year."):
            assert looked_at(one, figures) == {(SOURCE, row) for row in (2, 3, 4)}, name


def test_so_do_those_of_revenue_and_capital() -> None:
    areas = [{"area": area} for area in ("X", "Y")]
    spent = revenue_frame(*({"service": "Care", "actual": 5} | area for area in areas))
    ours = of_area(spent, "X", "services")
    made, extra = sums.of_council("revenue", ours, spent, HOUSE)
    figures = by_id((*extra, *year.figures(6), *revenue.figures(ours, Materiality(), made, 6)))
    funded = capital_frame(*areas)
    mine = of_area(funded, "X", "capital")
    made, extra = sums.of_council("capital", mine, funded, HOUSE)
    figures |= by_id((*extra, *capital.figures(mine, made)))
    for name, one in figures.items():
        if not name.startswith("year."):
            assert {row for _, row in looked_at(one, figures)} == {2, 3}, name


BEFORE = savings_frame({"reference": "A", "target": 1}).assign(source="data/before.csv")


def test_of_both_periods_looks_at_the_rows_of_each() -> None:
    both = maker().and_of(maker(BEFORE))
    assert rows_of(both.of) == {(SOURCE, 2), (SOURCE, 3), ("data/before.csv", 2)}
    assert (both.shown, both.places, both.through) == (maker().shown, maker().places, ())


def test_of_both_has_a_source_once_and_what_rows_of_either_were_left_out_through() -> None:
    one, other = (sums.of_council(name, TWO.iloc[at : at + 1], TWO, HOUSE)[0] for at, name in enumerate(("now", "was")))
    both = one.and_of(other)
    assert [(rows.source, rows.rows) for rows in both.of] == [(SOURCE, (2, 3))]
    assert both.through == ("all.now.count", "all.was.count")
    assert both.amount("t", Decimal(1), "Some", from_=("a",)).from_ == ("a", *both.through)
