"""Figures: their values, how they are shown, and the rows they keep."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from frames import HASH, SOURCE, plan
from quarterbook.analysis.figures import Figure, SourceRows, amount, count, lineage, share
from quarterbook.money import Shown, Unit
from quarterbook.rounding import NOT_KNOWN


def figure(figure_id: str, value: int) -> Figure:
    return Figure(id=figure_id, value=value, exact=str(value), unit="", display=str(value), definition="Actions")


def test_a_count_is_of_the_rows_counted_and_keeps_all_that_were_looked_at() -> None:
    everything = plan(percent_complete=[100, 50, 100])
    done = count("finance.done", everything[everything["percent_complete"] == 100], lineage(everything), "Done")
    assert (done.value, done.exact, done.display, done.unit) == (2, "2", "2", "")
    assert done.rows == (SourceRows(source=SOURCE, sha256=HASH, rows=(2, 4)),)
    assert done.of == (SourceRows(source=SOURCE, sha256=HASH, rows=(2, 3, 4)),)
    assert done.from_ == ()


def test_a_count_of_nothing_is_nought_of_the_rows_looked_at() -> None:
    everything = plan()
    none = count("finance.done", everything.iloc[:0], lineage(everything), "Done")
    assert (none.value, none.exact, none.display, none.rows) == (0, "0", "0", ())
    assert none.of == lineage(everything)


def test_thousands_are_set_with_a_comma_and_the_value_is_a_plain_number() -> None:
    many = plan(reference=[f"A-{number}" for number in range(1234)])
    counted = count("finance.total", many, (), "Actions")
    assert (counted.value, counted.exact, counted.display) == (1234, "1234", "1,234")


def test_a_share_is_rounded_half_up_and_names_what_it_came_from() -> None:
    everything = plan(percent_complete=[100, 50, 50])
    whole = count("finance.total", everything, lineage(everything), "Actions")
    part = count("finance.done", everything.iloc[:1], lineage(everything), "Done")
    percent = share("finance.done.percent", part, whole, "Share done")
    assert (percent.value, percent.exact, percent.display, percent.unit) == (33, "33.33333333", "33%", "%")
    assert percent.from_ == ("finance.done", "finance.total")
    assert (percent.rows, percent.of) == (part.rows, whole.of)


@pytest.mark.parametrize(
    ("places", "value", "display"),
    [(0, 67, "67%"), (1, 66.7, "66.7%"), (2, 66.67, "66.67%"), (6, 66.666667, "66.666667%")],
)
def test_a_house_chooses_the_decimal_places_of_a_share(places: int, value: float, display: str) -> None:
    percent = share("p", figure("a", 2), figure("b", 3), "Share", places)
    assert (percent.value, percent.display, percent.exact) == (value, display, "66.66666667")


def test_a_whole_share_keeps_its_places_in_print_and_is_a_whole_number_in_the_record() -> None:
    percent = share("p", figure("a", 3), figure("b", 3), "Share", 1)
    assert (percent.display, percent.as_json()["value"]) == ("100.0%", 100)


def test_a_share_of_nothing_has_no_value_and_says_so() -> None:
    percent = share("p", figure("a", 0), figure("b", 0), "Share")
    assert (percent.value, percent.exact, percent.number, percent.display) == (None, None, None, NOT_KNOWN)
    assert percent.from_ == ("a", "b")


def test_a_share_of_none_among_some_is_nought_per_cent() -> None:
    percent = share("p", figure("a", 0), figure("b", 3), "Share")
    assert (percent.value, percent.exact, percent.display) == (0, "0", "0%")


@given(st.integers(0, 300), st.integers(1, 300))
def test_a_share_is_within_half_a_point_of_the_truth(part: int, whole: int) -> None:
    percent = share("p", figure("a", min(part, whole)), figure("b", whole), "Share")
    assert percent.value is not None
    assert abs(percent.value * whole - 100 * min(part, whole)) * 2 <= whole


def test_rows_are_told_by_source_in_order_once_each() -> None:
    earlier, later = plan("data/b.csv", first_row=7, reference=["x", "y"]), plan("data/a.csv", reference=["z", "w"])
    assert lineage(earlier.iloc[::-1], later, earlier.iloc[:1]) == (
        SourceRows(source="data/a.csv", sha256=HASH, rows=(2, 3)),
        SourceRows(source="data/b.csv", sha256=HASH, rows=(7, 8)),
    )


def test_one_file_at_two_times_is_two_sources() -> None:
    now = plan()
    before = now.assign(sha256="1" * 64)
    assert [one.sha256[0] for one in lineage(now, before)] == ["0", "1"]


def test_a_frame_without_rows_adds_nothing() -> None:
    now = plan()
    assert lineage(now.iloc[:0]) == ()
    assert lineage(now, now.iloc[:0]) == lineage(now)


def test_row_numbers_are_plain_integers_that_json_can_hold() -> None:
    rows = lineage(plan(percent_complete=[1, 2]))[0].rows
    assert json.dumps(rows) == "[2, 3]"


def test_a_figure_is_written_under_the_contracts_names_and_read_back_the_same() -> None:
    everything = plan(percent_complete=[100, 50])
    whole = count("w", everything, lineage(everything), "Actions")
    percent = share("p", count("d", everything.iloc[:1], lineage(everything), "Done"), whole, "Share done")
    written = percent.as_json()
    assert list(written) == ["id", "value", "exact", "unit", "display", "definition", "rows", "of", "from"]
    assert written["from"] == ["d", "w"]
    assert written["rows"] == [{"source": SOURCE, "sha256": HASH, "rows": [2]}]
    assert Figure.model_validate(json.loads(json.dumps(written))) == percent


def test_a_figure_cannot_be_changed_nor_have_other_fields() -> None:
    made = figure("a", 1)
    with pytest.raises(ValidationError, match="frozen"):
        made.value = 2
    with pytest.raises(ValidationError, match="Extra inputs"):
        Figure.model_validate({**made.as_json(), "clock": "12:30"})


def test_the_number_of_a_figure_is_its_value_before_rounding() -> None:
    percent = share("p", figure("a", 11), figure("b", 12), "Share")
    assert (percent.value, str(percent.number)) == (92, "91.66666667")


def test_the_rows_counted_stand_whatever_a_filter_did_to_the_frame() -> None:
    shuffled = pd.concat([plan(first_row=9), plan(first_row=4, reference=["B-01"])])
    assert count("t", shuffled, (), "Actions").rows == (SourceRows(source=SOURCE, sha256=HASH, rows=(4, 9)),)


# --- amounts of money ----------------------------------------------------------------------------


def money(pounds: str | None, *, about: bool = False) -> Figure:
    return amount("m", None if pounds is None else Decimal(pounds), Shown(), "Amount", about=about)


@pytest.mark.parametrize(
    ("pounds", "value", "exact", "display"),
    [
        ("15979000", 15.979, "15.979", "£15.979m"),
        ("10554000.5", 10.554, "10.5540005", "£10.554m"),
        ("-1108500", -1.109, "-1.1085", "−£1.109m"),
        ("0", 0, "0", "£0.000m"),
        ("-0", 0, "0", "£0.000m"),
        ("-499", 0, "-0.000499", "£0.000m"),
        ("3000000", 3, "3", "£3.000m"),
        # Of very large amounts, every penny is kept.
        ("123456789012.34", 123456.789, "123456.78901234", "£123,456.789m"),
        ("0.000001", 0, "0.000000000001", "£0.000m"),
        ("-0.0000004", 0, "0", "£0.000m"),
    ],
)
def test_an_amount_is_shown_in_the_papers_unit_and_kept_before_rounding(
    pounds: str, value: float, exact: str, display: str
) -> None:
    made = money(pounds)
    assert (made.value, made.exact, made.display, made.unit) == (value, exact, display, "£m")


def test_the_tail_that_a_spreadsheet_leaves_is_cut_off() -> None:
    assert money("15979000.000000000931").exact == "15.979"


@pytest.mark.parametrize(
    ("unit", "pounds", "exact", "display"),
    [
        ("£", Fraction(100, 3), "33.333333", "£33.33"),
        ("£000", Fraction(-100_000, 3), "-33.333333333", "−£33.33k"),
        ("£m", Fraction(200_000_000, 3), "66.666666666667", "£66.67m"),
        ("£m", Fraction(3_000_000), "3", "£3.00m"),
        # Half a penny of what is shown goes up, from the exact amount and not from one that is rounded already.
        ("£", Fraction(1, 200), "0.005", "£0.01"),
        ("£", Fraction(1, 200) - Fraction(1, 10**9), "0.005", "£0.00"),
    ],
)
def test_an_amount_may_be_a_fraction_which_is_rounded_once(
    unit: Unit, pounds: Fraction, exact: str, display: str
) -> None:
    made = amount("m", pounds, Shown(unit, 2), "Amount")
    assert (made.exact, made.display) == (exact, display)


def test_an_amount_that_is_known_roughly_says_so_and_one_that_is_not_known_has_no_value() -> None:
    assert (money("15020000", about=True).display, money("15020000", about=True).exact) == ("about £15m", "15.02")
    assert (money("-550000", about=True).display, money("0", about=True).display) == ("about −£0.6m", "£0m")
    assert (money(None).value, money(None).exact, money(None).display) == (None, None, NOT_KNOWN)


@pytest.mark.parametrize(
    ("part", "whole", "of_size", "display"),
    [
        ("245000", "-1180000", True, "21%"),
        ("245000", "-1180000", False, "−21%"),
        ("-245000", "-1180000", True, "−21%"),
        ("-245000", "-1180000", False, "21%"),
        ("-245000", "1180000", True, "−21%"),
        ("-245000", "1180000", False, "−21%"),
        ("-4000", "1000000", True, "0%"),
        ("12345000", "1000000", False, "1,235%"),
    ],
)
def test_a_share_has_the_sign_of_its_part_where_it_is_of_the_size_of_the_whole(
    part: str, whole: str, of_size: bool, display: str
) -> None:
    percent = share("p", money(part), money(whole), "Share", of_size=of_size)
    assert percent.display == display
    assert percent.value == int(display.replace("−", "-").rstrip("%").replace(",", ""))


@pytest.mark.parametrize(("part", "whole"), [(None, "1"), ("1", None), ("1", "0")])
def test_a_share_of_what_is_not_known_or_nought_is_not_known(part: str | None, whole: str | None) -> None:
    percent = share("p", money(part), money(whole), "Share")
    assert (percent.value, percent.display) == (None, NOT_KNOWN)
