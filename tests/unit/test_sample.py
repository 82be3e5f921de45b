"""The sample of a new report is read by any house, in its own headers and words."""

from __future__ import annotations

import csv
import io

import pytest

from projects import REPOSITORY
from quarterbook.analysis import pace, ratings
from quarterbook.checks import actions as rules
from quarterbook.params import house_file
from quarterbook.params.house_file import House
from quarterbook.registers import sample
from quarterbook.registers.actions import ACTIONS
from quarterbook.registers.register import frame
from quarterbook.sources import csv_file
from quarterbook.sources.source import RawTable

HOUSES = sorted(path.stem for path in (REPOSITORY / "params" / "houses").glob("*.yaml"))
DAY = "2023-06-30"


def read(house: House, data: bytes) -> RawTable:
    rows = csv_file.read(data, "", "sample.csv")
    return RawTable("sample.csv", "0" * 64, tuple(str(cell) for cell in rows[0][1]), tuple(rows[1:]))


def rows(house: House) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sample.actions(house, DAY).decode())))


@pytest.mark.parametrize("name", HOUSES)
def test_each_house_reads_it_and_finds_the_gap(name: str) -> None:
    house = house_file.load(name, REPOSITORY)
    plan = frame(read(house, sample.actions(house, DAY)), ACTIONS, house)
    rated = pace.pace(ratings.rate(plan, DAY, house.ratings), DAY)
    assert len(rated) == 6
    assert set(rated["provenance"]) == {"illustrative"}
    assert (rated["rating"] == rated["reported_rating"]).all()
    assert [one.code for one in rules(rated, DAY, house.ratings)] == ["A16"]


def test_it_is_in_the_council_s_headers_words_and_order_of_dates() -> None:
    house = House.model_validate(
        {
            "council": "Testshire",
            "columns": {"actions": {"reference": "Ref, no", "outside_control": "Not ours?"}},
            "values": {"stage": {"Under way": "in-progress"}, "outside_control": {"Y": "yes", "N": "no"}},
            "date_order": {"actions": "month-first"},
        }
    )
    first, second = rows(house)[:2]
    assert (second["Ref, no"], second["stage"], second["Not ours?"]) == ("EX-02", "Under way", "N")
    assert (first["due_date"], first["reported_rating"]) == ("05/31/2023", "Green")
    frame(read(house, sample.actions(house, DAY)), ACTIONS, house)


def test_without_an_order_of_dates_they_are_iso() -> None:
    assert rows(House(council="Testshire"))[0]["due_date"] == "2023-05-31"


def test_levels_of_any_name_are_used() -> None:
    levels = {
        name: {"label": name.title(), "meaning": "It is so", "clause": "so", "symbol": "x", "colour": "#000000"}
        for name in ("on-course", "slipping", "stuck")
    }
    house = House.model_validate({"council": "Testshire", "ratings": {"rule": "reported", "levels": levels}})
    assert [row["reported_rating"] for row in rows(house)] == [
        *("On-Course", "On-Course", "On-Course", "Stuck", "Slipping", "On-Course"),
    ]


def test_a_column_that_stands_for_two_is_written_once() -> None:
    house = House.model_validate({"council": "T", "columns": {"actions": {"reference": "Name", "title": "Name"}}})
    header = sample.actions(house, DAY).decode().splitlines()[0].split(",")
    assert header.count("Name") == 1
    assert frame(read(house, sample.actions(house, DAY)), ACTIONS, house)["title"].iloc[0] == "EX-01"
