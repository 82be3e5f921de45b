"""Where a council stands: groups, ranks with the latest outturns, what others' outturns lend, and their figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from frames import by_id, indicators_frame, looked_at, outturns_frame, rows_of
from quarterbook.analysis import outturn_figures, outturns, standing
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.outturn_figures import READ

OURS = "Barsetshire"
AREAS = (OURS, "Borsetshire", "Mercia", "Wessex")
INDICATORS, OUTTURNS = "data/exampleshire/indicators.csv", "data/exampleshire/outturns.csv"
Rows = list[dict[str, object]]


def of_areas(*actuals: object, reference: str = "A", period: str = "2006-07", **ours: object) -> Rows:
    """A row an area with these outturns, the council's first; a keyword is a cell of the council's."""
    rows = [
        {"reference": reference, "period": period, "area": area, "actual": actual}
        for area, actual in zip(AREAS, actuals, strict=False)
    ]
    return [rows[0] | ours, *rows[1:]]


def read(rows: Rows) -> pd.DataFrame:
    return outturns_frame(*rows)


def stood(
    rows: Rows, members: tuple[str, ...] | None = None, apart: tuple[str, ...] = (), **indicator: object
) -> pd.DataFrame:
    """Where Barsetshire stands with its latest outturns of indicators A and B."""
    defined = indicators_frame(*({"reference": one, "frequency": "year"} | indicator for one in "AB"))
    headlines = outturns.headline(outturns.table(read(rows), defined, OURS))
    return standing.stands(read(rows), headlines, OURS, members, apart)


def informed(
    rows: Rows, chosen: dict[str, tuple[str, ...] | None] | None = None, nation: str = "", **indicator: object
) -> list[Any]:
    """Barsetshire's rows with what the other areas lend them."""
    table = outturns.table(read(rows), indicators_frame({"reference": "A", **indicator}), OURS)
    chosen = {"all areas": None} if chosen is None else chosen
    return [*standing.informed(table, read(rows), OURS, chosen, nation).itertuples()]


# --- groups --------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [[], of_areas(1), [{"reference": "A", "period": "2006"}]])
def test_without_a_second_area_there_is_nothing_to_compare_with(rows: Rows) -> None:
    assert standing.groups(read(rows), {"Neighbours": ["Mercia"]}) == {}


def test_the_groups_are_those_chosen_or_one_of_all() -> None:
    two = read(of_areas(1, 2))
    assert standing.groups(two, {}) == {"all areas": None}
    assert standing.groups(two, {"All": [], "Near": ["Mercia", "Wessex"]}) == {
        "All": None,
        "Near": ("Mercia", "Wessex"),
    }


# --- standing with the latest outturns -----------------------------------------------------------


def test_a_council_stands_with_the_latest_outturn_of_each_indicator_in_their_order() -> None:
    rows = [
        *of_areas(9, 9, 9, 9, reference="B"),
        *of_areas(1, 2, 3, 4, period="2005-06"),
        *of_areas(4, 3, 2, 1, period="2006-07", quartile=2),
    ]
    found = stood(rows)
    assert [(one.reference, str(one.period), one.of, one.rank, one.quartile) for one in found.itertuples()] == [
        ("A", "2006-07", 4, 1, 1),
        ("B", "2006-07", 4, 1, 1),
    ]
    assert found["median"].tolist() == [Decimal("2.5"), 9]
    assert "reported" not in found.columns
    assert [*found.iloc[0][["title", "unit", "decimals"]]] == ["Title", "%", None]


def test_what_cannot_be_worked_out_is_none_and_no_number() -> None:
    (few,) = stood(of_areas(3, 2, 1)).itertuples()
    assert (few.of, few.rank, few.quartile) == (3, 1, None)
    (band,) = stood(of_areas(4, 3, 2, 1), polarity="band").itertuples()
    assert (band.rank, band.quartile, band.median) == (None, None, Decimal("2.5"))


def test_an_indicator_of_which_no_area_has_a_value_is_left_out() -> None:
    assert len(stood(of_areas(None, None, reported_status="met"))) == 0


def test_without_a_value_of_its_own_a_council_has_a_median_and_no_rank() -> None:
    (one,) = stood(of_areas(None, 5, 7, reported_status="met")).itertuples()
    assert (one.of, one.rank, one.quartile, one.median) == (2, None, None, 6)


def test_among_fewer_than_two_areas_there_is_no_standing() -> None:
    assert stood(of_areas(1, 2))["of"].tolist() == [2]
    assert len(stood(of_areas(1, None))) == 0
    assert len(stood(of_areas(None, 5, reported_status="met"))) == 0
    assert len(stood(of_areas(1, 2), (OURS,))) == 0
    both = stood([*of_areas(1, None), *of_areas(1, 2, reference="B")])
    assert both["reference"].tolist() == ["B"]


def test_a_group_is_its_members_less_those_apart_and_the_council() -> None:
    rows = of_areas(1, 2, 3, 4)
    assert stood(rows, ("Mercia",))["of"].tolist() == [2]
    assert stood(rows, None, ("Mercia", "Wessex"))["of"].tolist() == [2]


def test_an_area_that_the_file_does_not_have_is_told() -> None:
    with pytest.raises(ValueError, match=r"'Merica' is not known. Did you mean 'Mercia'\?"):
        stood(of_areas(1, 2, 3), ("Merica",))


def test_an_area_without_outturns_of_our_indicators_has_no_part_in_the_group() -> None:
    rows = [*of_areas(1, 2), {"reference": "Z", "period": "2006-07", "area": "Wessex", "actual": 5}]
    assert len(stood(rows, ("Wessex",))) == 0
    assert stood(rows, ("Borsetshire", "Wessex"))["of"].tolist() == [2]
    assert informed(rows, {"Near": ("Wessex",)})[0].quartile is None
    assert len(stood([{**row, "reference": "Z"} for row in of_areas(1, 2)])) == 0


# --- what others lend ----------------------------------------------------------------------------


def test_a_quartile_that_is_not_reported_is_worked_out_in_the_first_group() -> None:
    (one,) = informed(of_areas(1, 2, 3, 4), {"All": None, "Near": ("Mercia",)})
    assert (one.quartile, one.quartile_among, one.quartile_rows) == (4, "All", (2, 3, 4, 5))
    (few,) = informed(of_areas(1, 2, 3, 4), {"Near": ("Mercia",), "All": None})
    assert (few.quartile, few.quartile_among, few.quartile_rows) == (None, None, None)


def test_a_reported_quartile_is_kept() -> None:
    (one,) = informed(of_areas(1, 2, 3, 4, quartile=2))
    assert (one.quartile, one.quartile_among, one.quartile_rows) == (2, None, None)


def test_the_national_average_is_the_nations_outturn_where_the_row_gives_none() -> None:
    (one,) = informed(of_areas(1, 2, 3, 4), nation="Wessex")
    assert (one.comparator, one.comparator_rows) == (4, (5,))
    assert (one.quartile, one.quartile_among) == (None, None)
    (own,) = informed(of_areas(1, 2, 3, 4, comparator=9), nation="Wessex")
    assert (own.comparator, own.comparator_rows) == (9, None)
    (none,) = informed(of_areas(1, 2, 3, None), nation="Wessex")
    assert (none.comparator, none.comparator_rows) == (None, None)


def test_another_period_or_indicator_of_the_nation_lends_nothing() -> None:
    rows = [*of_areas(1), *of_areas(None, 5, period="2005-06")[1:], *of_areas(None, 6, reference="B")[1:]]
    assert informed(rows, nation="Borsetshire")[0].comparator is None


def test_without_groups_and_nation_the_table_is_as_it_was() -> None:
    (one,) = informed(of_areas(1, quartile=3, comparator=2), {})
    assert (one.quartile, one.comparator) == (3, 2)
    assert (one.quartile_among, one.quartile_rows, one.comparator_rows) == (None, None, None)


def test_what_is_lent_is_a_figure_with_the_rows_of_the_others() -> None:
    rows = of_areas(1, 2, 3, 4)
    defined = indicators_frame({"reference": "A"})
    table = outturns.table(read(rows), defined, OURS)
    table = standing.informed(table, read(rows), OURS, {"all areas": None}, "")
    made = by_id(outturn_figures.figures(table, outturns.headline(table), read(rows), defined))
    quartile = made["a.2006-07.quartile"]
    assert quartile.definition == "Quartile of A, 2006-07 among all areas: best, second, third or worst"
    assert rows_of(quartile.rows) == {(OUTTURNS, row) for row in (2, 3, 4, 5)}
    assert (INDICATORS, 2) in looked_at(quartile, made)


# --- figures -------------------------------------------------------------------------------------


def figures(found: pd.DataFrame, name: str = "Near & far") -> dict[str, Figure]:
    return by_id(standing.figures(name, found))


def test_where_a_council_stands_is_told_in_figures() -> None:
    made = figures(stood(of_areas("1.25", 2, "3.5", 4, quartile=1), decimals=1))
    assert {name: (one.value, one.exact, one.display) for name, one in made.items()} == {
        "a.2006-07.near-far.median": (2.8, "2.75", "2.8%"),
        "a.2006-07.near-far.of": (4, "4", "4"),
        "a.2006-07.near-far.rank": (4, "4", "4"),
        "a.2006-07.near-far.quartile": (4, "4", "worst"),
    }
    for figure in made.values():
        assert rows_of(figure.rows) == rows_of(figure.of) == {(OUTTURNS, row) for row in (2, 3, 4, 5)}
        assert figure.from_ == (READ,)
        assert figure.definition.endswith(("among Near & far", "the best", "rounded up"))


def test_what_is_not_known_has_no_figure() -> None:
    assert [*figures(stood(of_areas(3, 2, 1)))] == [f"a.2006-07.near-far.{part}" for part in ("median", "of", "rank")]
    assert [*figures(stood(of_areas(None, 1, 2, reported_status="met")))] == [
        *("a.2006-07.near-far.median", "a.2006-07.near-far.of"),
    ]


def test_the_id_of_a_figure_is_that_of_its_group() -> None:
    (row,) = stood(of_areas(1, 2)).itertuples()
    assert standing.figure_of("Near & far", row, "rank") in figures(stood(of_areas(1, 2)))


def test_records_that_share_a_row_of_a_wide_file_stand_each_by_itself() -> None:
    rows = [*of_areas(1, 2, 3, 4, period="2005-06"), *of_areas(4, 3, 2, 1)]
    wide = read(rows)
    wide.index = pd.Index([2, 3, 4, 5] * 2, name="row")
    defined = indicators_frame({"reference": "A", "frequency": "year"})
    table = standing.informed(outturns.table(wide, defined, OURS), wide, OURS, {"all": None}, "Wessex")
    assert table["comparator"].tolist() == [4, 1]
    found = standing.stands(wide, outturns.headline(table), OURS, None)
    assert [(one.rank, one.rows) for one in found.itertuples()] == [(1, (2, 3, 4, 5))]
    assert rows_of(figures(found)["a.2006-07.near-far.rank"].rows) == {(OUTTURNS, row) for row in (2, 3, 4, 5)}
