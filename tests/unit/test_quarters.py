"""Quarters of the financial year, their days, and the slugs that folders are named by."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.quarters import YEARS, Quarter, in_words
from quarterbook.slugs import slug

QUARTERS = st.builds(Quarter, st.sampled_from(YEARS), st.integers(1, 4))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023-24 Q1", date(2023, 4, 1), date(2023, 6, 30)),
        ("2023-24 Q2", date(2023, 7, 1), date(2023, 9, 30)),
        ("2023-24 Q3", date(2023, 10, 1), date(2023, 12, 31)),
        ("2023-24 Q4", date(2024, 1, 1), date(2024, 3, 31)),
        ("1999-00 Q4", date(2000, 1, 1), date(2000, 3, 31)),
    ],
)
def test_a_quarter_runs_within_the_financial_year_from_april(text: str, start: date, end: date) -> None:
    quarter = Quarter.parse(text)
    assert (quarter.start, quarter.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "2023-24 Q0", "2023-24 Q5", "2023-24Q1", "2023-24 q1", "2023/24 Q1", "2023-2024 Q1", "Q1 2023-24",
        " 2023-24 Q1", "2023-24 Q1\n", "", "２０２３-24 Q1", "0000-01 Q1", "1899-00 Q1", "9999-00 Q4",
    ],
)  # fmt: skip
def test_what_is_not_a_quarter_is_refused_with_the_form_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="Write it as in '2023-24 Q1'"):
        Quarter.parse(text)


@pytest.mark.parametrize("text", ["2023-23 Q1", "2023-25 Q1", "1999-01 Q1"])
def test_a_year_must_be_followed_by_the_next(text: str) -> None:
    with pytest.raises(ValueError, match="is followed by"):
        Quarter.parse(text)


def test_the_first_and_last_years_are_read() -> None:
    assert Quarter.parse("1900-01 Q1").start == date(1900, 4, 1)
    assert Quarter.parse("2199-00 Q4").end == date(2200, 3, 31)


@given(QUARTERS)
def test_a_quarter_is_read_back_from_its_own_text(quarter: Quarter) -> None:
    assert Quarter.parse(str(quarter)) == quarter


@given(QUARTERS)
def test_quarters_follow_each_other_without_gap_or_overlap(quarter: Quarter) -> None:
    assert quarter.next().start == quarter.end + timedelta(days=1)
    assert quarter.next().previous() == quarter
    assert quarter < quarter.next()


def test_days_are_written_in_english() -> None:
    assert in_words(date(2023, 6, 30)) == "30 June 2023"
    assert Quarter.parse("2023-24 Q4").period == "1 January to 31 March 2024"
    assert Quarter.parse("2023-24 Q4").name == "Quarter 4"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Corporate Services", "corporate-services"),
        ("Neighbourhoods (Corporate Support)", "neighbourhoods-corporate-support"),
        ("--A__b  c--", "a-b-c"),
        ("2023/24", "2023-24"),
        ("Ynys Môn", "ynys-môn"),
        ("...", ""),
    ],
)
def test_a_slug_keeps_letters_and_digits_with_one_hyphen_between(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_an_accented_letter_is_one_letter_however_it_was_typed() -> None:
    assert slug("Mo\u0302n") == slug("M\u00f4n") == "m\u00f4n"


@given(st.text())
def test_a_slug_is_its_own_slug_and_has_no_hyphen_at_its_ends(text: str) -> None:
    once = slug(text)
    assert slug(once) == once
    assert once.strip("-") == once
    assert "--" not in once
