"""Capital financing and reserves as tables: every column, few of them, and one row."""

from __future__ import annotations

import pandas as pd

from frames import TOTALLED, by_id, capital_frame, reserves_frame
from quarterbook.analysis.budget import capital, reserves, sums
from quarterbook.analysis.figures import Figure
from quarterbook.document.budget import financing_tables as tables
from quarterbook.money import Shown
from table_texts import heads, texts

SALES: dict[str, object] = {"title": "Depot", "planned": 3_000_000, "achieved": 500_000, "forecast": 1_500_000}
GRANT = {"source": "grant", "title": "Roads", "planned": 5_000_000, "achieved": 5_000_000, "forecast": 5_000_000}
ILLUSTRATIVE = "† Illustrative: made up so that the totals are those published."
LAST = {"year": "2022-23", "opening": 9_000_000, "movement": -1_000_000, "basis": "actual"}
NOW = {"year": "2023-24", "movement": -2_000_000}


def financed(read: pd.DataFrame) -> dict[str, Figure]:
    return by_id(capital.figures(read, sums.of_council("capital", read, read, TOTALLED)[0]))


def held(read: pd.DataFrame) -> dict[str, Figure]:
    return by_id(reserves.figures(read, sums.of_council("reserves", read, read, TOTALLED)[0]))


def test_each_source_has_a_row_and_the_last_is_all_of_them() -> None:
    total = {"source": "Total", "planned": 8_000_000, "achieved": 5_500_000}
    read = capital_frame(SALES, {**SALES, "title": "Land", "planned": 1_000_000, "achieved": 0}, GRANT, total)
    table = tables.capital(financed(read), read, Shown())
    assert heads(table) == [
        "Source",
        *(f"{what} (£m)" for what in ("Planned", "Achieved", "Forecast", "Still to come")),
        "Still to come, of the programme",
    ]
    assert texts(table) == [
        ("Capital receipts", "4.000", "0.500", "3.000", "3.500", "39%"),
        ("Grants", "5.000", "5.000", "5.000", "0.000", "0%"),
        ("All sources", "9.000", "5.500", "8.000", "3.500", "39%"),
    ]
    assert (table.totals, table.row_header, table.note) == (1, True, "")


def test_sources_of_which_only_the_plan_is_known_have_no_other_column() -> None:
    read = capital_frame({"planned": 2_500_000})
    table = tables.capital(financed(read), read, Shown())
    assert heads(table) == ["Source", "Planned (£m)"]
    assert texts(table) == [("Capital receipts", "2.500"), ("All sources", "2.500")]


def test_round_sums_are_shown_as_such_and_the_note_says_so() -> None:
    read = capital_frame({**SALES, "approximate": "yes", "provenance": "illustrative"}, GRANT)
    table = tables.capital(financed(read), read, Shown())
    assert texts(table)[0][:3] == ("Capital receipts †", "about 3", "0.500")
    assert texts(table)[1][:3] == ("Grants", "5.000", "5.000")
    assert texts(table)[2][1] == "about 8"
    assert table.note == f"Where only a round sum was published, amounts are shown as 'about' so much. {ILLUSTRATIVE}"


def test_more_achieved_than_planned_is_a_negative_rest_and_is_heard() -> None:
    read = capital_frame({**SALES, "achieved": 3_500_000})
    rest = tables.capital(financed(read), read, Shown()).rows[0][4][0]
    assert (rest.text, rest.spoken) == ("(0.500)", "minus 0.500")


def test_a_reserve_has_what_is_drawn_and_left_and_how_long_it_lasts() -> None:
    other = {"reserve": "Winter fund", "year": "2023-24", "opening": 1_000_000, "movement": 500_000}
    read = reserves_frame(LAST, NOW, {**other, "provenance": "illustrative"})
    table = tables.reserves(held(read), read, Shown())
    assert heads(table)[1:4] == ["At the start (£m)", "Drawn (£m)", "To be drawn (£m)"]
    assert heads(table)[4:] == ["Left (£m)", "Lasts (years)"]
    first, second, total = texts(table)
    assert first[:5] == ("General reserve", "9.000", "1.000", "2.000", "6.000")
    assert second == ("Winter fund †", "1.000", "0.000", "(0.500)", "1.500", "No draw planned")
    assert total[:5] == ("All reserves", "10.000", "1.000", "1.500", "7.500")
    assert table.totals == 1
    assert table.note == f"{tables.DRAWS} {ILLUSTRATIVE}"


def test_a_reserve_of_which_the_opening_balance_is_not_known_is_left_out_and_the_note_says_so() -> None:
    unknown = {"reserve": "Winter fund", "year": "2023-24", "movement": 500_000, "provenance": "illustrative"}
    read = reserves_frame(LAST, NOW, unknown)
    table = tables.reserves(held(read), read, Shown())
    assert [row[0] for row in texts(table)] == ["General reserve", "All reserves"]
    assert table.note == f"{tables.DRAWS} What Winter fund opened with is not known, so it is left out."
    # Nor is a mark explained that stands nowhere.
    years = tables.year_by_year(read, Shown())
    assert {row[0] for row in texts(years)} == {"General reserve"}
    assert "†" not in years.note
    read = reserves_frame(LAST, unknown, unknown | {"reserve": "Flood fund"})
    table = tables.reserves(held(read), read, Shown())
    assert table.note.endswith("What Winter fund and Flood fund opened with is not known, so they are left out.")


def test_where_every_reserve_is_known_the_note_is_of_the_draws_alone() -> None:
    read = reserves_frame(LAST, NOW)
    assert tables.reserves(held(read), read, Shown()).note == tables.DRAWS


def test_years_carry_on_from_each_other_and_the_mark_is_explained() -> None:
    read = reserves_frame(LAST, {**NOW, "provenance": "illustrative"})
    table = tables.year_by_year(read, Shown())
    assert heads(table) == ["Reserve", "Year", "Basis", "Opening (£m)", "Movement (£m)", "Closing (£m)"]
    assert texts(table) == [
        ("General reserve †", "2022-23", "Actual", "9.000", "(1.000)", "8.000"),
        ("General reserve †", "2023-24", "Forecast", "8.000", "(2.000)", "6.000"),
    ]
    assert table.rows[0][4][0].spoken == "minus 1.000"
    assert table.note.endswith(ILLUSTRATIVE)


def test_one_year_of_one_reserve_makes_both_tables() -> None:
    read = reserves_frame(LAST)
    assert "†" not in tables.year_by_year(read, Shown()).note
    assert len(tables.reserves(held(read), read, Shown()).rows) == 2
