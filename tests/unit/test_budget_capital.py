"""The figures of capital financing: by source, what is achieved, and what is still to come."""

from __future__ import annotations

import pytest

from frames import HOUSE, by_id, capital_frame, rows_of
from quarterbook.analysis.budget import capital, sums
from quarterbook.analysis.figures import Figure
from quarterbook.registers.capital import CAPITAL, FUNDING

Row = dict[str, object]
SOURCE = "data/exampleshire/capital.csv"
# In the order of a file, which is not that of a paper.
MIXED: list[Row] = [
    {"source": "grant", "title": "Roads", "planned": 4_000_000, "achieved": 1_000_000, "forecast": 3_500_000},
    {"source": "receipts", "title": "Land", "planned": 3_000_000, "achieved": 500_000, "forecast": 2_000_000},
    {"source": "reserves", "title": "Own", "planned": 1_000_000, "achieved": 1_000_000, "forecast": 1_000_000},
    {"source": "borrowing", "title": "Fleet", "planned": 2_000_000, "achieved": 0, "forecast": 2_000_000},
]


def figures(*rows: Row) -> dict[str, Figure]:
    read = capital_frame(*rows) if rows else CAPITAL.empty()
    return by_id(capital.figures(read, sums.of_council("capital", read, read, HOUSE)[0]))


def shown(made: dict[str, Figure], source: str) -> list[str]:
    whats = ("planned", "achieved", "forecast", "outstanding", "outstanding.percent")
    return [made[f"capital.{source}.{what}"].display for what in whats]


def test_every_source_has_a_name_in_words() -> None:
    assert tuple(capital.LABELS) == FUNDING


def test_sources_stand_in_the_order_of_a_paper_whatever_that_of_the_file() -> None:
    assert list(capital.by_source(capital_frame(*MIXED))) == ["receipts", "reserves", "grant", "borrowing"]


def test_each_source_and_all_of_them_are_added_up() -> None:
    made = figures(*MIXED)
    assert shown(made, "receipts") == ["£3.000m", "£0.500m", "£2.000m", "£2.500m", "25%"]
    assert shown(made, "reserves") == ["£1.000m", "£1.000m", "£1.000m", "£0.000m", "0%"]
    assert shown(made, "grant") == ["£4.000m", "£1.000m", "£3.500m", "£3.000m", "30%"]
    assert shown(made, "all-sources") == ["£10.000m", "£2.500m", "£8.500m", "£7.500m", "75%"]
    assert made["capital.receipts-and-reserves"].display == "£4.000m"
    assert rows_of(made["capital.receipts-and-reserves"].rows) == {(SOURCE, 3), (SOURCE, 4)}
    assert "capital.revenue.planned" not in made
    assert set(made["capital.receipts.outstanding.percent"].from_) == {
        "capital.receipts.outstanding",
        "capital.all-sources.planned",
    }


def test_what_is_not_given_is_not_known() -> None:
    made = figures({"title": "Land"})
    assert shown(made, "receipts") == ["£1.000m", "n/a", "n/a", "n/a", "n/a"]
    assert shown(made, "all-sources") == ["£1.000m", "n/a", "n/a", "n/a", "n/a"]


def test_where_one_row_does_not_say_what_is_achieved_nothing_of_its_source_or_of_all_is_known_to_be_outstanding() -> (
    None
):
    made = figures({"title": "Land", "achieved": 400_000}, {"title": "Depot"}, {"source": "grant", "achieved": 250_000})
    assert shown(made, "receipts") == ["£2.000m", "n/a", "n/a", "n/a", "n/a"]
    assert made["capital.receipts.outstanding.of-planned"].display == "n/a"
    assert shown(made, "grant") == ["£1.000m", "£0.250m", "n/a", "£0.750m", "25%"]
    assert shown(made, "all-sources") == ["£3.000m", "n/a", "n/a", "n/a", "n/a"]


def test_what_is_outstanding_is_a_share_of_the_whole_programme_and_of_its_own_source() -> None:
    made = figures(*MIXED)
    assert {name: made[f"capital.{name}.outstanding.of-planned"].display for name in ("receipts", "reserves")} == {
        "receipts": "83%",
        "reserves": "0%",
    }
    assert made["capital.all-sources.outstanding.of-planned"].display == "75%"
    assert made["capital.receipts.outstanding.of-planned"].from_ == (
        "capital.receipts.outstanding",
        "capital.receipts.planned",
    )
    none = figures({"planned": 0, "achieved": 0}, {"source": "grant"})
    assert none["capital.receipts.outstanding.of-planned"].display == "n/a"


def test_more_may_be_achieved_than_was_planned() -> None:
    assert shown(figures({"achieved": 1_250_000}), "receipts")[3:] == ["−£0.250m", "−25%"]


def test_a_sum_with_one_approximate_amount_is_about_so_much() -> None:
    made = figures({"planned": 10_640_000, "achieved": 960_000, "approximate": "yes"}, *MIXED[:1])
    assert shown(made, "receipts") == ["about £10.6m", "£0.960m", "n/a", "about £9.7m", "66%"]
    assert shown(made, "grant")[0] == "£4.000m"
    assert made["capital.all-sources.planned"].display == "about £14.6m"
    assert made["capital.receipts.planned"].exact == "10.64"


@pytest.mark.parametrize("rows", [[], [{"source": "Total", "planned": 5_000_000}]])
def test_no_rows_but_a_total_come_to_nought(rows: list[Row]) -> None:
    made = figures(*rows)
    assert {name for name in made if not name.startswith("capital.all-sources.")} == {"capital.receipts-and-reserves"}
    assert made["capital.all-sources.planned"].display == "£0.000m"
    assert made["capital.all-sources.outstanding.percent"].display == "n/a"
