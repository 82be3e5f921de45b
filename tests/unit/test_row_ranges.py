"""Row numbers as text, there and back, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.analysis.ranges import LAST_ROW, ranges, rows


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((), ""),
        ((2,), "2"),
        ((2, 3), "2-3"),
        ((2, 4), "2 4"),
        (tuple(range(2, 62)), "2-61"),
        ((*range(2, 62), 63, 70, 71, 72), "2-61 63 70-72"),
        ((1, LAST_ROW), "1 9999999"),
    ],
)
def test_rows_are_told_in_ranges_and_read_again(numbers: tuple[int, ...], text: str) -> None:
    assert ranges(numbers) == text
    assert rows(text) == numbers


def test_rows_are_told_in_order_and_once() -> None:
    assert ranges([9, 3, 2, 3, 10]) == "2-3 9-10"


@given(st.sets(st.integers(1, 60)) | st.sets(st.integers(1, LAST_ROW), max_size=20))
def test_any_rows_come_back(numbers: set[int]) -> None:
    assert rows(ranges(numbers)) == tuple(sorted(numbers))


@given(st.text(alphabet="0123456789- ", max_size=7))
def test_any_text_is_rows_in_order_or_refused(text: str) -> None:
    try:
        found = rows(text)
    except ValueError:
        return
    assert list(found) == sorted(set(found))


@pytest.mark.parametrize(
    "text",
    [
        *("0", "-2", "2-", "-", "02", "2.0", "2,3", "2–3", "two", "2-3-4", "²", "٢", "10000000", "2-10000000"),
        *(" ", " 2", "2 ", "2  3", "2\n3", "2\n"),
    ],
)
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a row, nor a range of rows"):
        rows(text)


@pytest.mark.parametrize("text", ["3 2", "2 2", "3-2", "2-5 5", "2-5 4-9", "7 2-5", "1-9 1-9"])
def test_rows_out_of_order_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="are not in order"):
        rows(text)
