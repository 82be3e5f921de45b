"""Clear days before a meeting: working days in England between the notice and the meeting, neither counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.clear_days import FEWEST, clear_days

DAYS = st.dates(date(2000, 1, 1), date(2035, 12, 31))


def day(iso: str) -> date:
    return date.fromisoformat(iso)


@pytest.mark.parametrize(
    ("published", "meeting", "clear"),
    [
        ("2023-11-13", "2023-11-21", 5),  # Monday, then the Tuesday of the week after
        ("2023-11-14", "2023-11-21", 4),
        ("2023-11-10", "2023-11-21", 6),
        ("2023-11-17", "2023-11-20", 0),  # Friday, then Monday: a weekend between
        ("2023-11-18", "2023-11-25", 5),  # from a Saturday to a Saturday
        ("2023-11-20", "2023-11-21", 0),
    ],
)
def test_working_days_between_are_counted_but_no_weekend(published: str, meeting: str, clear: int) -> None:
    assert clear_days(day(published), day(meeting)) == clear


@pytest.mark.parametrize(
    ("published", "meeting", "clear", "holiday"),
    [
        ("2024-03-28", "2024-04-02", 0, "Good Friday and Easter Monday"),
        ("2023-04-28", "2023-05-09", 4, "the May bank holiday, and that of the coronation on 8 May 2023"),
        ("2022-05-06", "2022-05-10", 1, "no coronation in another year"),
        ("2022-05-31", "2022-06-06", 1, "the platinum jubilee"),
        ("2022-09-16", "2022-09-20", 0, "the funeral of 19 September 2022"),
        ("2022-12-23", "2022-12-28", 0, "Christmas on a Sunday: 26 and 27 December are off"),
        ("2021-12-24", "2021-12-29", 0, "Christmas on a Saturday: 27 and 28 December are off"),
        ("2021-12-31", "2022-01-04", 0, "New Year's Day on a Saturday: 3 January is off"),
        ("2023-08-25", "2023-08-29", 0, "the summer bank holiday of England, late in August"),
        ("2023-08-04", "2023-08-08", 1, "not that of Scotland, early in August"),
        ("2024-11-29", "2024-12-03", 1, "nor Saint Andrew's Day"),
    ],
)
def test_bank_holidays_of_england_are_no_working_days(published: str, meeting: str, clear: int, holiday: str) -> None:
    assert clear_days(day(published), day(meeting)) == clear, holiday


def test_five_days_are_counted_across_the_end_of_a_year() -> None:
    # 28 and 29 December, 2, 3 and 4 January.
    assert clear_days(date(2023, 12, 27), date(2024, 1, 5)) == FEWEST
    assert clear_days(date(2023, 12, 28), date(2024, 1, 5)) == FEWEST - 1


@pytest.mark.parametrize("later", [0, 1, 30, 400])
def test_there_is_none_where_the_notice_comes_with_the_meeting_or_after_it(later: int) -> None:
    meeting = date(2023, 11, 21)
    assert clear_days(meeting + timedelta(days=later), meeting) == 0


@given(DAYS, st.integers(0, 400))
def test_they_are_never_more_than_the_weekdays_between(published: date, later: int) -> None:
    between = [published + timedelta(days=days) for days in range(1, later)]
    assert 0 <= clear_days(published, published + timedelta(days=later)) <= sum(day.weekday() < 5 for day in between)


@given(DAYS, st.integers(1, 200))
def test_each_day_between_counts_once_or_not_at_all(published: date, later: int) -> None:
    meeting = published + timedelta(days=later)
    one_more = clear_days(published, meeting + timedelta(days=1)) - clear_days(published, meeting)
    assert one_more == clear_days(meeting - timedelta(days=1), meeting + timedelta(days=1))
    assert one_more in (0, 1)
