"""Periods of an indicator: the forms they are written in, their days, and their order."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.periods import EXPECTED, MONTH, MOST_YEARS, QUARTER, YEAR, Period
from quarterbook.quarters import MONTHS, YEARS, Quarter

MONTHLY = st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(Period.of_month)
QUARTERLY = st.builds(Quarter, st.sampled_from(YEARS), st.integers(1, 4)).map(Period.of_quarter)
YEARLY = st.builds(
    lambda year, first_month: Period(date(year + 1, first_month, 1), YEAR),
    st.sampled_from(YEARS),
    st.sampled_from([1, 4]),
)
SEVERAL = st.builds(
    lambda year, years: Period(date(year + years, 4, 1), YEAR * years),
    st.sampled_from(YEARS),
    st.integers(2, MOST_YEARS),
)
PERIODS = MONTHLY | QUARTERLY | YEARLY | SEVERAL


def refusal(text: str) -> str:
    with pytest.raises(ValueError, match=r"a period such as") as caught:
        Period.parse(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "start", "end", "shown"),
    [
        ("2006/07", date(2006, 4, 1), date(2007, 3, 31), "2006-07"),
        ("2006-07", date(2006, 4, 1), date(2007, 3, 31), "2006-07"),
        ("2006-2007", date(2006, 4, 1), date(2007, 3, 31), "2006-07"),
        ("2006–07", date(2006, 4, 1), date(2007, 3, 31), "2006-07"),
        ("1999/00", date(1999, 4, 1), date(2000, 3, 31), "1999-00"),
        ("1999/2000", date(1999, 4, 1), date(2000, 3, 31), "1999-00"),
        ("2007-08 Q1", date(2007, 4, 1), date(2007, 6, 30), "2007-08 Q1"),
        ("2007-08 Q4", date(2008, 1, 1), date(2008, 3, 31), "2007-08 Q4"),
        ("Q1 2007/08", date(2007, 4, 1), date(2007, 6, 30), "2007-08 Q1"),
        ("Quarter 1 2007/08", date(2007, 4, 1), date(2007, 6, 30), "2007-08 Q1"),
        ("Qtr 3, 2007-2008", date(2007, 10, 1), date(2007, 12, 31), "2007-08 Q3"),
        ("2007/08 quarter 2", date(2007, 7, 1), date(2007, 9, 30), "2007-08 Q2"),
        ("2007/08Q2", date(2007, 7, 1), date(2007, 9, 30), "2007-08 Q2"),
        ("April 2007", date(2007, 4, 1), date(2007, 4, 30), "April 2007"),
        ("Apr 2007", date(2007, 4, 1), date(2007, 4, 30), "April 2007"),
        ("Apr-07", date(2007, 4, 1), date(2007, 4, 30), "April 2007"),
        ("APR 07", date(2007, 4, 1), date(2007, 4, 30), "April 2007"),
        ("Sept 2007", date(2007, 9, 1), date(2007, 9, 30), "September 2007"),
        ("december 2007", date(2007, 12, 1), date(2007, 12, 31), "December 2007"),
        ("Feb 2008", date(2008, 2, 1), date(2008, 2, 29), "February 2008"),
        ("2007", date(2007, 1, 1), date(2007, 12, 31), "2007"),
        ("2015-18", date(2015, 4, 1), date(2018, 3, 31), "2015-18"),
        ("  2006/07 \n Q1 ", date(2006, 4, 1), date(2006, 6, 30), "2006-07 Q1"),
    ],
)
def test_a_period_is_read_in_every_form_that_councils_write(text: str, start: date, end: date, shown: str) -> None:
    period = Period.parse(text)
    assert (period.start, period.end, str(period)) == (start, end, shown)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "Ma 2007", "Mayo 2007", "13/2007", "04/2007", "2007-04-01", "2007/08 Q5", "2007/08 Q0", "Q1",
        "Q1 2007", "2007-008 Q1", "Q1 2007-008", "2007-1 Q1", "2006-08 Q1", "2007--08", "April", "April 007", "07-Apr",
        "n/a", "207", "20070", "2006/07/08", "2006-07 total",
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_the_forms_to_write(text: str) -> None:
    assert refusal(text) == EXPECTED


@pytest.mark.parametrize(
    ("text", "year", "follows"),
    [("2007-04", "2007", "08"), ("2007-07", "2007", "08"), ("2007/06", "2007", "08"), ("2007-2007", "2007", "08"),
     ("1999-99", "1999", "00"), ("2007-0008", "2007", "08"), ("2007-04 Q1", "2007", "08")],
)  # fmt: skip
def test_a_month_in_figures_or_a_year_followed_by_itself_is_refused(text: str, year: str, follows: str) -> None:
    assert refusal(text) == f"{EXPECTED} ({year} is followed by {follows})"


def test_a_period_has_so_many_years_and_no_more() -> None:
    assert Period.parse(f"2000-0{MOST_YEARS}").months == MOST_YEARS * YEAR
    assert refusal(f"2000-0{MOST_YEARS + 1}").endswith("(2000 is followed by 01)")
    assert str(Period.parse("1998-2001")) == str(Period.parse("1998/01")) == "1998-01"


@pytest.mark.parametrize("text", ["0203", "1899", "2200", "1899/00", "2200-01", "Dec 1899", "Jan 2200", "2200-01 Q1"])
def test_a_year_of_no_report_is_refused_with_those_that_are(text: str) -> None:
    assert refusal(text) == f"{EXPECTED}, from 1900 to 2199"


@pytest.mark.parametrize("text", ["1900", "2199", "1900-01", "2199-00", "January 1900", "December 2199", "2199-00 Q4"])
def test_the_first_and_last_years_are_read(text: str) -> None:
    assert str(Period.parse(text)) == text


@pytest.mark.parametrize(("text", "year"), [("Apr-00", 2000), ("Apr-29", 2029), ("Apr-30", 1930), ("Apr-99", 1999)])
def test_a_year_of_two_digits_is_of_the_century_that_a_spreadsheet_takes(text: str, year: int) -> None:
    assert Period.parse(text).start.year == year


@given(PERIODS)
def test_a_period_is_read_back_from_its_own_text_and_from_a_slash(period: Period) -> None:
    assert Period.parse(str(period)) == Period.parse(str(period).replace("-", "/")) == period


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_month_is_read_from_its_name_whole_or_cut_to_three_letters_or_more(day: date) -> None:
    name = MONTHS[day.month - 1]
    assert {Period.parse(f"{name[:end]} {day.year}") for end in range(3, len(name) + 1)} == {Period.of_month(day)}


@given(PERIODS)
def test_the_period_before_ends_the_day_before_unless_it_is_of_several_years(period: Period) -> None:
    before = period.before()
    assert before.months == period.months
    assert before < period
    if period.months <= YEAR:
        assert before.end == period.start - timedelta(days=1)
    else:
        assert before == period.year_before()


@given(PERIODS)
def test_a_year_before_is_the_same_part_of_the_year(period: Period) -> None:
    past = period.year_before()
    assert (past.start.month, past.end.month, past.months) == (period.start.month, period.end.month, period.months)
    assert (past.start.year, past.end.year) == (period.start.year - 1, period.end.year - 1)


@given(PERIODS)
def test_a_period_begins_on_a_first_and_ends_on_a_last_day_of_a_month(period: Period) -> None:
    assert period.start.day == (period.end + timedelta(days=1)).day == 1
    assert period.start < period.end < period.after


@given(st.lists(PERIODS, max_size=8))
def test_periods_are_in_the_order_of_their_ends_and_the_shorter_first(periods: list[Period]) -> None:
    for first, second in pairwise(sorted(periods)):
        assert (first.end, first.months) <= (second.end, second.months)


def test_a_month_and_a_quarter_stand_before_the_year_that_ends_with_them() -> None:
    texts = ["2006-07", "March 2007", "April 2007", "2006-07 Q4", "2006", "2004-07"]
    assert [str(one) for one in sorted(map(Period.parse, texts))] == [
        "2006", "March 2007", "2006-07 Q4", "2006-07", "2004-07", "April 2007",
    ]  # fmt: skip


def test_before_crosses_the_year() -> None:
    texts = {"April 2007": "March 2007", "2007-08 Q1": "2006-07 Q4", "2000-01": "1999-00", "2007": "2006"}
    assert {text: str(Period.parse(text).before()) for text in texts} == texts
    assert str(Period.parse("January 2007").before()) == "December 2006"
    assert str(Period.parse("2015-18").before()) == "2014-17"


@pytest.mark.parametrize(
    ("text", "slug"),
    [("2006/07", "2006-07"), ("Q1 2007/08", "2007-08-q1"), ("Apr-07", "april-2007"), ("2007", "2007"),
     ("2015/18", "2015-18")],
)  # fmt: skip
def test_a_slug_has_the_form_of_figure_ids(text: str, slug: str) -> None:
    assert Period.parse(text).slug == slug


def test_two_periods_have_two_slugs_however_alike() -> None:
    periods = {Period.parse(text) for text in ("2007", "2007/08", "Q1 2007/08", "April 2007", "2007/09", "2006/08")}
    assert len({period.slug for period in periods}) == len(periods) == 6


def test_a_narrow_cell_keeps_a_period_on_one_line() -> None:
    assert Period.parse("2007-08 Q1").unbroken == "2007-08\N{NO-BREAK SPACE}Q1"


def test_a_day_lies_in_its_month_and_a_quarter_is_a_period_of_three() -> None:
    assert Period.of_month(date(2007, 12, 31)) == Period.parse("December 2007")
    assert Period.of_month(date(2007, 12, 31)).months == MONTH
    assert Period.of_quarter(Quarter.parse("2006-07 Q4")) == Period.parse("2006-07 Q4")
    assert Period.of_quarter(Quarter.parse("2006-07 Q4")).months == QUARTER


@pytest.mark.parametrize(
    ("period", "old"),
    [
        ("2005-06 Q1", True),  # two years to the day
        ("June 2005", True),
        ("2004-05", True),
        ("July 2005", False),
        ("2005-06 Q2", False),
        ("2005-06", False),
        ("2007-08 Q1", False),
    ],
)
def test_a_period_is_old_that_ended_two_years_or_more_before_the_quarter(period: str, old: bool) -> None:
    assert Period.parse(period).is_old(Period.parse("2007-08 Q1")) is old
