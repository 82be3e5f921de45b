"""The figures of savings: what is identified, redirected, to be delivered and at risk, and how far it is."""

from __future__ import annotations

import pytest

from frames import HOUSE, by_id, looked_at, rows_of, savings_frame
from quarterbook.analysis.budget import savings, sums, year
from quarterbook.analysis.figures import Figure
from quarterbook.registers.savings import SAVINGS, to_deliver

Row = dict[str, object]
SOURCE = "data/exampleshire/savings.csv"
MIXED: list[Row] = [
    {"reference": "A-1", "target": 1_000_000, "rating": "red", "delivered": 0, "forecast": 0},
    {"reference": "A-2", "target": 500_000, "rating": "amber", "delivered": 100_000, "forecast": 300_000},
    {
        **{"reference": "A-3", "target": 250_000, "rating": "green", "directorate": "Place"},
        **{"delivered": 0, "forecast": 0},
    },
    {"reference": "A-4", "target": 250_000, "rating": "achieved", "delivered": 250_000, "forecast": 250_000},
    {"reference": "A-5", "target": 2_000_000, "redirected": "yes", "redirected_to": "Reserves"},
]


def figures(*rows: Row, gone: int = 6) -> dict[str, Figure]:
    read = savings_frame(*rows) if rows else SAVINGS.empty()
    maker, _ = sums.of_council("savings", read, read, HOUSE)
    return by_id((*year.figures(gone), *savings.figures(read, maker, gone)))


def shown(made: dict[str, Figure], *names: str) -> list[str]:
    return [made[f"savings.{name}"].display for name in names]


# --- what is identified, redirected, rated -------------------------------------------------------


def test_identified_less_redirected_is_to_be_delivered_and_each_rating_is_a_part_of_it() -> None:
    made = figures(*MIXED)
    assert shown(made, "identified", "redirected", "to-deliver") == ["£4.000m", "£2.000m", "£2.000m"]
    assert shown(made, "red", "amber", "green", "achieved") == ["£1.000m", "£0.500m", "£0.250m", "£0.250m"]
    assert shown(made, "red.percent", "amber.percent", "green.percent", "at-risk.percent") == [
        *("50%", "25%", "13%", "75%"),
    ]
    assert shown(made, "at-risk", "unrated", "unrated.percent") == ["£1.500m", "£0.000m", "0%"]
    names = ("identified", "redirected", "to-deliver", "red", "at-risk", "unrated")
    assert shown(made, *(f"{name}.count" for name in names)) == ["5", "1", "4", "1", "2", "0"]


def test_each_sum_keeps_the_rows_that_it_adds_up_and_looks_at_all() -> None:
    made = figures(*MIXED)
    assert rows_of(made["savings.at-risk"].rows) == {(SOURCE, 2), (SOURCE, 3)}
    assert rows_of(made["savings.redirected"].rows) == {(SOURCE, 6)}
    assert rows_of(made["savings.at-risk"].of) == {(SOURCE, row) for row in range(2, 7)}
    assert made["savings.at-risk.percent"].from_ == ("savings.at-risk", "savings.to-deliver")


def test_a_directorate_has_its_own_sums() -> None:
    made = figures(*MIXED)
    assert (made["adults.savings.identified"].display, made["place.savings.identified"].display) == (
        "£3.750m",
        "£0.250m",
    )
    assert (made["adults.savings.at-risk.percent"].display, made["place.savings.at-risk.percent"].display) == (
        "86%",
        "0%",
    )
    assert "adults.savings.identified.count" not in made
    assert made["adults.savings.delivered"].display == "£0.350m"


def test_one_that_was_redirected_counts_with_no_rating_whatever_its_row_says() -> None:
    made = figures({"reference": "A", "target": 10, "rating": "red", "redirected": "yes"}, *MIXED[1:2])
    assert shown(made, "red", "red.count", "at-risk") == ["£0.000m", "0", "£0.500m"]


@pytest.mark.parametrize("said", ["no", None])
def test_a_blank_is_not_redirected(said: object) -> None:
    assert shown(figures(MIXED[0] | {"redirected": said}, MIXED[4]), "to-deliver.count") == ["1"]


def test_what_has_no_rating_is_told_apart() -> None:
    made = figures({"reference": "A", "target": 300_000}, {"reference": "B", "target": 100_000, "rating": "green"})
    assert shown(made, "unrated", "unrated.count", "unrated.percent", "at-risk") == ["£0.300m", "1", "75%", "£0.000m"]


def test_where_everything_is_redirected_nothing_is_a_share_of_what_is_to_be_delivered() -> None:
    made = figures({"reference": "A", "target": 300_000, "redirected": "yes"})
    assert shown(made, "identified", "redirected", "to-deliver") == ["£0.300m", "£0.300m", "£0.000m"]
    assert shown(made, "red.percent", "at-risk.percent") == ["n/a", "n/a"]
    assert shown(made, "delivered", "run-rate", "behind", "shortfall") == ["£0.000m"] * 4


def test_totals_are_never_added_up() -> None:
    total: Row = {"reference": "Total", "directorate": None, "title": None, "target": 4_000_000}
    assert shown(figures(*MIXED, total), "identified", "identified.count") == ["£4.000m", "5"]


def test_no_savings_come_to_nought() -> None:
    assert shown(figures(), "identified", "to-deliver", "at-risk", "identified.count") == [*["£0.000m"] * 3, "0"]


def test_targets_below_nought_are_added_up_as_they_are() -> None:
    made = figures({"reference": "A", "target": -200_000, "rating": "red"}, *MIXED[2:3])
    assert shown(made, "identified", "red", "red.percent") == ["£0.050m", "−£0.200m", "−400%"]


def test_kinds_are_told_where_some_row_says_so_and_then_of_those_to_be_delivered() -> None:
    assert "savings.recurrent" not in figures(*MIXED)
    made = figures(MIXED[0] | {"recurrent": "yes"}, MIXED[1] | {"recurrent": "no"}, MIXED[4] | {"recurrent": "yes"})
    assert shown(made, "recurrent", "recurrent.count", "recurrent.percent") == ["£1.000m", "1", "67%"]
    assert "savings.carried-forward" not in made


def test_by_rating_has_every_group_worst_first_and_the_five_ratings_make_up_the_whole() -> None:
    read = savings_frame(*MIXED)
    groups = savings.by_rating(read)
    assert list(groups) == ["red", "amber", "green", "achieved", "unrated", "at-risk"]
    indices = [row for name in savings.RATED for row in groups[name].index]
    assert sorted(indices) == sorted(to_deliver(read).index)


# --- how far it is -------------------------------------------------------------------------------


def test_progress_is_worked_out_by_hand() -> None:
    # 2,000,000 to be delivered; 350,000 delivered and 550,000 forecast; six months of twelve.
    made = figures(*MIXED)
    assert shown(made, "delivered", "forecast", "run-rate", "due-by-now", "behind", "shortfall") == [
        *("£0.350m", "£0.550m", "£0.700m", "£1.000m", "£0.650m", "£1.450m"),
    ]


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        (0, ["n/a", "£0.000m", "−£0.350m"]),
        (1, ["£4.200m", "£0.167m", "−£0.183m"]),
        (5, ["£0.840m", "£0.833m", "£0.483m"]),
        (12, ["£0.350m", "£2.000m", "£1.650m"]),
    ],
)
def test_the_rate_is_not_known_before_a_month_is_over_and_is_what_is_delivered_at_the_end(
    gone: int, told: list[str]
) -> None:
    assert shown(figures(*MIXED, gone=gone), "run-rate", "due-by-now", "behind") == told


@pytest.mark.parametrize("blank", [[0, 2], [0]])
def test_what_not_every_row_says_is_not_known(blank: list[int]) -> None:
    rows = [row | {"delivered": None, "forecast": None} if at in blank else row for at, row in enumerate(MIXED[:3])]
    made = figures(*rows)
    assert shown(made, "delivered", "forecast", "run-rate", "behind", "shortfall") == ["n/a"] * 5
    assert made["savings.delivered"].value is None
    assert made["savings.due-by-now"].display == "£0.875m"
    assert rows_of(made["savings.delivered"].rows) == {(SOURCE, at + 2) for at in range(3) if at not in blank}


def test_what_only_a_redirected_one_lacks_is_known_and_each_directorate_by_itself() -> None:
    made = figures(MIXED[0], MIXED[1], MIXED[4])
    assert shown(made, "delivered", "forecast", "shortfall") == ["£0.100m", "£0.300m", "£1.200m"]
    made = figures(*MIXED[:2], MIXED[2] | {"delivered": None})
    assert (made["adults.savings.delivered"].display, made["place.savings.delivered"].display) == ("£0.100m", "n/a")


def test_what_is_projected_is_rounded_once_and_not_to_the_penny_first() -> None:
    row: Row = {"reference": "A", "target": 100, "delivered": 100, "rating": "green"}
    made = figures(row, gone=7)
    assert made["savings.run-rate"].exact == "0.000171428571"
    assert made["savings.due-by-now"].exact == "0.000058333333"
    assert made["savings.behind"].exact == "-0.000041666667"


def test_more_may_be_forecast_than_is_to_be_delivered() -> None:
    made = figures(MIXED[3] | {"forecast": 400_000})
    assert shown(made, "shortfall", "behind") == ["−£0.150m", "−£0.125m"]


def test_every_figure_names_only_figures_that_there_are_and_reaches_the_rows() -> None:
    made = figures(*MIXED)
    for name, one in made.items():
        assert set(one.from_) <= set(made), name
        if not name.startswith("year."):
            assert looked_at(one, made), name
