"""From a cell to a value: what each kind of column takes, on both sides of every threshold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quarterbook.quarters import MONTHS
from quarterbook.sources import cells
from quarterbook.sources.cells import DAY_FIRST, MONTH_FIRST

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def refusal(read: Callable[..., Any], *arguments: object) -> str:
    with pytest.raises(ValueError, match=r"\w") as caught:
        read(*arguments)
    return str(caught.value)


def tried(read: Callable[..., Any], *arguments: object) -> Any:
    """What comes of reading: the value, or the sentence of its refusal."""
    try:
        return read(*arguments)
    except ValueError as error:
        return str(error)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("  two   words \n of a line ", "two words of a line"),
        ("non\u00a0breaking", "non breaking"),
        ("", ""),
        (12.0, "12"),
        (0.1, "0.1"),
        (1e-07, "0.0000001"),
        (1e22, "10000000000000000000000"),
        (True, "yes"),
        (False, "no"),
        (date(2023, 6, 30), "2023-06-30"),
        ("=SUM(A1)", "=SUM(A1)"),
    ],
)
def test_text_is_what_the_cell_shows_with_white_space_folded(cell: object, expected: str) -> None:
    assert cells.text(cell) == expected


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1f", "\x7f", "\x85", "\x9f"])
def test_text_with_a_control_character_is_refused_by_its_name(letter: str) -> None:
    assert f"U+{ord(letter):04X}" in refusal(cells.text, f"a{letter}b")


@pytest.mark.parametrize("letter", ["\t", "\n", "\r", " ", "\xa0"])
def test_white_space_is_no_control_character(letter: str) -> None:
    assert cells.text(f"a{letter}b") == "a b"


@pytest.mark.parametrize("cell", ["1.10", "CS-01", "010", " 1.01.01 "])
def test_a_reference_is_the_text_as_written(cell: str) -> None:
    assert cells.reference(cell) == cell.strip()


def test_a_reference_that_a_spreadsheet_took_for_a_number_or_date_is_refused() -> None:
    assert cells.reference(12.0) == "12"
    assert "1.10 and 1.1 are the same" in refusal(cells.reference, 1.1)
    assert "not a date" in refusal(cells.reference, date(2023, 1, 2))


@given(DAYS)
def test_a_day_is_read_from_every_form_it_is_written_in(day: date) -> None:
    forms: list[tuple[object, str | None]] = [
        (day.isoformat(), None),
        (f"{day.day}/{day.month}/{day.year}", DAY_FIRST),
        (f"{day.day:02}.{day.month:02}.{day.year}", DAY_FIRST),
        (f"{day.month}-{day.day}-{day.year}", MONTH_FIRST),
        (f"{day.day} {MONTHS[day.month - 1]} {day.year}", None),
        (f" {day.day}  {MONTHS[day.month - 1][:3].upper()} {day.year} ", MONTH_FIRST),
        (day, None),
        (datetime(day.year, day.month, day.day, 23, 59), None),
    ]
    for cell, order in forms:
        assert cells.iso_date(cell, order) == day
        assert type(cells.iso_date(cell, order)) is date


@given(DAYS)
def test_iso_text_is_read_alike_whatever_the_order(day: date) -> None:
    assert cells.iso_date(day.isoformat(), DAY_FIRST) == cells.iso_date(day.isoformat(), MONTH_FIRST) == day


@given(st.text() | st.from_regex(r"[0-9]{1,4}[-/. ][0-9A-Za-z]{1,9}[-/. ][0-9]{1,4}", fullmatch=True))
@example("30/06/0023")
@example("31/12/9999")
@example("0000-01-01")
@example("٣٠/٠٦/٢٠٢٣")
def test_any_text_is_a_day_of_a_report_or_a_sentence(text: str) -> None:
    found = tried(cells.iso_date, text, DAY_FIRST)
    if isinstance(found, str):
        assert "2023-06-30" in found or "control characters" in found
    else:
        assert 1900 <= found.year <= 2199


@pytest.mark.parametrize("cell", ["1st April 2023", "1 apr 2023", "01 April 2023", "1 APRIL 2023"])
def test_a_named_month_may_be_short_and_its_day_an_ordinal(cell: str) -> None:
    assert cells.iso_date(cell, None) == date(2023, 4, 1)


def test_september_has_two_short_forms() -> None:
    assert cells.iso_date("30 Sep 2023", None) == cells.iso_date("30 Sept 2023", None) == date(2023, 9, 30)


def test_day_and_month_are_told_apart_by_the_house_alone() -> None:
    assert cells.iso_date("03/04/2023", DAY_FIRST) == date(2023, 4, 3)
    assert cells.iso_date("03/04/2023", MONTH_FIRST) == date(2023, 3, 4)
    assert "say date_order in the house file" in refusal(cells.iso_date, "03/04/2023", None)
    assert "say date_order in the house file" in refusal(cells.iso_date, "30/04/2023", None)


@pytest.mark.parametrize(
    ("cell", "order", "told"),
    [
        ("31/06/2023", DAY_FIRST, "a date that exists, such as 2023-06-30 (June 2023 has no day 31)"),
        ("29/02/2023", DAY_FIRST, "a date that exists, such as 2023-06-30 (February 2023 has no day 29)"),
        ("2023-02-30", None, "a date that exists, such as 2023-06-30 (February 2023 has no day 30)"),
        ("00/06/2023", DAY_FIRST, "a date that exists, such as 2023-06-30 (June 2023 has no day 0)"),
        ("30/13/2023", DAY_FIRST, "a date that exists, such as 2023-06-30 (there is no month 13)"),
        ("30/06/2023", MONTH_FIRST, "a date that exists, such as 2023-06-30 (there is no month 30)"),
        (
            "31/12/9999",
            DAY_FIRST,
            "a date from 1900 to 2199, such as 2023-06-30 (no date known: leave it blank)",
        ),
        ("30/06/23", DAY_FIRST, "a date such as 2023-06-30, or 30/06/2023"),
        ("30/06/23", MONTH_FIRST, "a date such as 2023-06-30, or 06/30/2023"),
        ("30/06/23", None, "a date such as 2023-06-30"),
        ("soon", None, "a date such as 2023-06-30"),
        ("Q1", None, "a date such as 2023-06-30"),
        ("1 Ma 2023", None, "a date such as 2023-06-30"),
        ("2023-06-30 10:00", None, "a date such as 2023-06-30"),
        (True, None, "a date such as 2023-06-30"),
    ],
)
def test_what_is_no_date_is_told_with_the_form_to_write(cell: object, order: str | None, told: str) -> None:
    assert refusal(cells.iso_date, cell, order) == told


def test_the_29_february_is_a_day_in_a_leap_year_only() -> None:
    assert cells.iso_date("29/02/2024", DAY_FIRST) == date(2024, 2, 29)
    assert "February 2100 has no day 29" in refusal(cells.iso_date, "29/02/2100", DAY_FIRST)


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2199, 12, 31)])
def test_years_are_taken_to_their_limits_and_not_beyond(day: date) -> None:
    assert cells.iso_date(day, None) == day
    beyond = day + timedelta(days=-1 if day.year == 1900 else 1)
    assert "a date from 1900 to 2199" in refusal(cells.iso_date, beyond, None)


@pytest.mark.parametrize("cell", [45107.0, "45107"])
def test_excels_count_of_days_is_refused_with_the_day_it_may_mean(cell: object) -> None:
    assert refusal(cells.iso_date, cell, DAY_FIRST) == (
        "a date such as 2023-06-30 (a bare number is Excel's count of days; 45107 may mean 2023-06-30): "
        "format the column as Date"
    )


@pytest.mark.parametrize("cell", [45107.5, 1e300, -1.0])
def test_a_number_that_is_no_count_of_days_is_refused_without_a_guess_at_nonsense(cell: float) -> None:
    assert "a bare number is Excel's count of days" in refusal(cells.iso_date, cell, None)


FIRST, SECOND = date(2006, 11, 1), date(2006, 11, 8)


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("2006-11-01", (FIRST,)), (FIRST, (FIRST,)), ("2006-11-01;", (FIRST,)), ("1/11/2006 ; ", (FIRST,)),
        ("2006-11-01; 8/11/2006", (FIRST, SECOND)), ("2006-11-01;2006-11-08;", (FIRST, SECOND)),
    ],
)  # fmt: skip
def test_days_are_parted_by_semicolons_as_references_are(cell: object, days: tuple[date, ...]) -> None:
    assert cells.dates(cell, DAY_FIRST) == days
    assert cells.references("a; b;") == ("a", "b")


@pytest.mark.parametrize("cell", ["soon", ";", " ; ", "2006-11-01, 2006-11-08", "2006-11-01 and 2006-11-08"])
def test_what_is_no_days_is_told_how_several_are_parted(cell: str) -> None:
    assert refusal(cells.dates, cell, None) == "a date such as 2023-06-30; several dates are parted by ';'"
    assert "parted" not in refusal(cells.iso_date, cell, None)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("0", 0.0), ("100", 100.0), ("100%", 100.0), ("0%", 0.0), ("1", 1.0), ("0.5%", 0.5), ("91.67", 91.67),
        (" 56 ", 56.0), ("056", 56.0), (56.0, 56.0), (0.0, 0.0), (100.0, 100.0), ("100.000", 100.0),
    ],
)  # fmt: skip
def test_a_percentage_is_a_plain_number_from_0_to_100(cell: object, expected: float) -> None:
    assert cells.percent(cell) == expected


@pytest.mark.parametrize(
    "cell", ["1,234", "92 %", "92 per cent", "-1", "-0.1%", ".5", "5.", "1e2", "½", "%", "56%%", "£5", "TRUE", True]
)
def test_a_percentage_in_another_form_is_refused_with_the_form_to_write(cell: object) -> None:
    assert refusal(cells.percent, cell) == "a number from 0 to 100, such as 92 or 92%, without spaces or commas"


@pytest.mark.parametrize("cell", ["100.0001", "101", "101%", 100.5, "1000000"])
def test_a_percentage_above_100_is_refused(cell: object) -> None:
    assert refusal(cells.percent, cell) == "a number from 0 to 100"


@pytest.mark.parametrize(("cell", "hundredfold"), [("0.92", "92"), (0.56, "56"), ("0.999", "99.9"), ("0.01", "1")])
def test_a_fraction_is_refused_with_the_percentage_it_may_mean(cell: object, hundredfold: str) -> None:
    assert refusal(cells.percent, cell) == (
        f"a number from 0 to 100 (write {hundredfold} if {cell} is a fraction, or {cell}% if it is not)"
    )


@given(st.decimals(1, 100, places=4))
def test_every_percentage_from_1_to_100_is_read_with_and_without_its_sign(value: Decimal) -> None:
    assert cells.percent(str(value)) == cells.percent(f"{value}%") == float(value)


@given(st.text() | st.floats() | st.from_regex(r"-?[0-9]{0,5}[.,]?[0-9]{0,5} ?%?", fullmatch=True))
def test_any_cell_is_a_percentage_from_0_to_100_or_a_sentence(cell: object) -> None:
    found = tried(cells.percent, cell)
    if isinstance(found, str):
        assert "a number from 0 to 100" in found or "control characters" in found
    else:
        assert 0 <= found <= 100


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("93", "93"), ("-2", "-2"), ("91.70", "91.70"), (0.1, "0.1"), (1e-07, "0.0000001"), (1234567.0, "1234567")],
)
def test_a_number_keeps_every_digit_that_was_written(cell: object, expected: str) -> None:
    assert f"{cells.number(cell):f}" == expected


@pytest.mark.parametrize("cell", ["1,234", "1 234", "£5", "5%", "+5", "(5)", ".5", "1e5", "", "NaN", float("nan"), "∞"])
def test_a_number_in_another_form_is_refused(cell: object) -> None:
    assert refusal(cells.number, cell) == ("a plain number such as 93, 91.7 or -2, without spaces, commas, % or £")


@pytest.mark.parametrize(
    ("cell", "expected"), [("yes", True), ("No", False), (" YES ", True), (True, True), (False, False)]
)
def test_yes_and_no_are_read_however_they_are_capitalised(cell: object, expected: bool) -> None:
    assert cells.yes_no(cell) is expected


@pytest.mark.parametrize("cell", ["y", "n", "true", "1", 1.0, ""])
def test_another_word_is_neither_yes_nor_no(cell: object) -> None:
    assert refusal(cells.yes_no, cell) == "yes or no"


def test_one_of_our_words_is_read_and_another_told_with_what_the_council_calls_them() -> None:
    read = cells.one_of({"not-started": "Not started", "completed": "completed"})
    assert read("NOT-STARTED") == "not-started"
    assert read(" completed ") == "completed"
    assert refusal(read, "done") == "one of Not started, completed"


def test_words_with_capitals_of_their_own_are_found() -> None:
    assert cells.one_of({"Green": "On track"})("green") == "Green"
