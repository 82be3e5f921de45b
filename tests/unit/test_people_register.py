"""The register of people: what its file must have, and what names a row."""

from __future__ import annotations

import pandas as pd
import pytest

from frames import HOUSE, people_frame
from quarterbook.analysis.people.measure import UNNAMED, name, of_measure, unfit, until
from quarterbook.periods import Period
from quarterbook.registers.people import PEOPLE
from quarterbook.registers.register import RegisterError

Row = dict[str, object]
TOTALLED = HOUSE.model_copy(update={"totals": {"people": ("Everybody",)}})


def refused(*rows: Row) -> str:
    with pytest.raises(RegisterError) as caught:
        people_frame(*rows)
    return str(caught.value).splitlines()[0].removeprefix("data/exampleshire/people.csv, ")


def test_a_count_is_read_with_its_period() -> None:
    (row,) = people_frame(
        {"period": "Q1 2023/24", "group": "18", "category": "In the borough", "count": "0"}
    ).itertuples()
    assert (row.period, row.group, row.category, row.count) == (Period.parse("2023-24 Q1"), "18", "In the borough", 0)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"measure": None}, "row 3, column 'measure': the cell is blank; measure must be filled in. [N02]"),
        ({"period": None}, "row 3, column 'period': the cell is blank; period must be filled in. [N02]"),
        ({"group": None}, "row 3, column 'group': the cell is blank; group must be filled in. [N02]"),
        ({"count": None}, "row 3, column 'count': the cell is blank; count must be filled in. [N02]"),
        ({"period": "lately"}, "row 3, column 'period': 'lately' cannot be read; expected a period "),
        ({"count": -1}, "row 3, column 'count': '-1' cannot be read; expected a number of people: whole, from 0 to "),
        ({"count": "2.5"}, "row 3, column 'count': '2.5' cannot be read; expected a number of people: whole, "),
        ({"count": "10000001"}, "row 3, column 'count': '10000001' cannot be read; expected a number of people: "),
        ({"count": "few"}, "row 3, column 'count': 'few' cannot be read; expected a number of people: "),
        ({"count": "c"}, "row 3, column 'count': 'c' cannot be read; expected a number of people: "),
        ({"group": "Group 1"}, "row 3, column 'measure': 'Tenants, May 2023, Group 1' stands in row 2 already; "),
        ({"group": "Total"}, "row 3, column 'group': 'Total' looks like a total, and would be added up "),
        ({"category": "Sub-total"}, "row 3, column 'category': 'Sub-total' looks like a total, "),
    ],
)
def test_what_stops_the_register_is_told_with_its_place(row: Row, told: str) -> None:
    assert refused({}, row).startswith(told)


@pytest.mark.parametrize("changed", [{"measure": "Lodgers"}, {"period": "June 2023"}, {"category": "Old"}])
def test_a_group_is_counted_once_for_a_measure_period_and_category(changed: Row) -> None:
    row: Row = {"group": "18", "category": "Young"}
    assert len(people_frame(row, row | changed)) == 2


def test_a_total_that_the_house_declares_is_left_out() -> None:
    read = people_frame({"count": 3}, {"group": "Everybody", "count": 3}, house=TOTALLED)
    assert of_measure(read)["group"].tolist() == ["Group 1"]
    assert read["count"].isna().tolist() == [False, True]


def test_the_measure_is_the_only_one_or_the_one_that_is_named() -> None:
    read = people_frame({}, {"measure": "Lodgers"})
    assert of_measure(read, "Lodgers")["measure"].tolist() == ["Lodgers"]
    assert name(of_measure(read, "Lodgers"), "Lodgers") == "Lodgers"
    assert name(of_measure(people_frame({}))) == "Tenants"
    assert name(of_measure(PEOPLE.empty())) == UNNAMED
    with pytest.raises(ValueError, match=r"the file counts several things\. Name .*: Tenants, Lodgers"):
        of_measure(read)
    with pytest.raises(ValueError, match=r"no row counts 'Lodger'. Did you mean 'Lodgers'\?"):
        of_measure(read, "Lodger")


@pytest.mark.parametrize(("as_at", "number"), [("2023-05-31", 1), ("2023-06-01", 2)])
def test_counts_of_periods_that_have_begun_are_taken(as_at: str, number: int) -> None:
    assert len(until(people_frame({}, {"period": "June 2023"}), as_at)) == number


@pytest.mark.parametrize("cumulative", [False, True])
def test_rows_with_and_without_a_category_cannot_be_added_up(cumulative: bool) -> None:
    assert unfit(people_frame({}, {"category": "Old"}), cumulative=cumulative).startswith(
        "some rows name a category and others none (row 2 is the first)."
    )


def series(*counts: tuple[str, int]) -> pd.DataFrame:
    return people_frame(*({"period": period, "count": number, "group": "18"} for period, number in counts))


def test_a_cumulative_count_must_not_fall_within_a_year_and_no_count_is_told() -> None:
    told = unfit(series(("April 2023", 41), ("May 2023", 39)), cumulative=True)
    assert told.startswith("the count of 18 falls from April 2023 to May 2023. ")
    assert not {"41", "39"} & set(told.split())
    gone = people_frame({"group": "18"}, {"group": "19"}, {"group": "19", "period": "June 2023"})
    assert unfit(gone, cumulative=True).startswith("the count of 18 falls from May 2023 to June 2023. ")


@pytest.mark.parametrize("later", [("May 2023", 41), ("May 2023", 42), ("April 2024", 1)])
def test_a_cumulative_count_may_stay_rise_or_begin_again(later: tuple[str, int]) -> None:
    assert unfit(series(("April 2023", 41), later), cumulative=True) == ""


def test_periods_of_a_cumulative_count_are_of_one_length() -> None:
    mixed = series(("April 2023", 4), ("2023-24 Q1", 5))
    assert unfit(mixed, cumulative=True).startswith("the periods are not all of one length")
    assert unfit(mixed, cumulative=False) == ""
    assert unfit(PEOPLE.empty(), cumulative=True) == ""
