"""Which counts are kept back, worked by hand: small ones, and those that would give them away."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterbook.analysis.disclosure.counts import ALL, Counts, Place
from quarterbook.analysis.disclosure.suppression import audit, kept_back
from quarterbook.periods import Period

MAY = Period.parse("May 2023")
QUARTERS = [Period.parse(f"2023-24 Q{number}") for number in (1, 2, 3, 4)]
NEXT_YEAR = Period.parse("2024-25 Q1")


def table(*rows: tuple[int, ...], period: Period = MAY) -> dict[Place, int]:
    """A table of counts: a row a group (a, b, c …), a column a category (x, y, z …); of one column, no category."""
    return {
        Place(period, "abcd"[down], "xyzw"[across] if len(row) > 1 else ALL): number
        for down, row in enumerate(rows)
        for across, number in enumerate(row)
    }


def hidden(*rows: tuple[int, ...], threshold: int = 5) -> set[str]:
    """What of a table is kept back, as 'ax' for a cell, 'a' or 'x' for a total, and 'all'."""
    return {_named(place) for place in kept_back(Counts(table(*rows)), threshold)}


def _named(place: Place) -> str:
    return f"{place.group}{place.category}" or "all"


@pytest.mark.parametrize("threshold", [3, 5, 100])
def test_only_counts_under_the_threshold_are_small(threshold: int) -> None:
    """One less is kept back, and the one total with it; the threshold itself, one more and nought are shown."""
    one_less = {_named(place) for place in kept_back(Counts(table((threshold - 1,), (500,))), threshold)}
    assert one_less >= {"a"}
    for number in (0, threshold, threshold + 1):
        assert not kept_back(Counts(table((number,), (500,))), threshold)


def test_with_no_threshold_everything_is_shown() -> None:
    assert not hidden((1, 2), (3, 4), threshold=0)


def test_of_two_cells_the_other_is_kept_back_or_their_total() -> None:
    """2 and 9 make 11. With 9 kept back, 2 may be from 1 to 10; with 11 kept back, anything from 1."""
    assert hidden((2,), (9,)) == {"a", "b"}


def test_a_pair_that_leaves_too_little_room_loses_its_total() -> None:
    """2 and 3 make 5: from 1 to 4 each is not enough for 5, so their total goes."""
    assert hidden((2,), (3,), (0,)) == {"a", "b", "all"}


def test_a_single_group_has_one_count_under_all_its_names() -> None:
    assert hidden((4,)) == {"a", "all"}
    assert hidden((5,)) == set()


def test_a_nought_is_shown_and_hides_nothing() -> None:
    """a has 2 and 0, so its total is 2 as well; column x must lose more than b's cell in it, or a's is told."""
    found = hidden((2, 0), (9, 8))
    assert found >= {"ax", "a"}
    assert "ay" not in found


def test_a_cell_of_two_by_two_takes_the_other_three_with_it() -> None:
    """By hand: ax is 2. With all four cells kept back and every total shown, ax may be from 1 to 10."""
    assert hidden((2, 9), (8, 17)) == {"ax", "ay", "bx", "by"}
    (one,) = audit(Counts(table((2, 9), (8, 17))), kept_back(Counts(table((2, 9), (8, 17))), 5), 5)
    assert (one.number, one.least, one.most, one.width) == (2, pytest.approx(1), pytest.approx(9), pytest.approx(8))


def test_the_cheapest_rectangle_of_three_by_three_is_taken() -> None:
    """By hand: of the four that have ax for a corner, that with by in the opposite one has the least to lose."""
    found = hidden((2, 7, 50), (6, 8, 60), (70, 80, 90))
    assert found == {"ax", "ay", "bx", "by"}


def test_a_diagonal_of_small_cells_is_joined_in_a_ring() -> None:
    """By hand: three small cells of one table, in a row and a column each, hide one another with three more at most."""
    found = hidden((1, 20, 9), (9, 1, 20), (20, 9, 1))
    assert found == {"ax", "az", "bx", "by", "cy", "cz"}


def test_totals_under_the_threshold_are_kept_back_too() -> None:
    assert hidden((1, 1), (1, 1)) == {"ax", "ay", "bx", "by", "a", "b", "x", "y", "all"}


def test_what_an_audit_finds_of_a_table_that_hides_too_little() -> None:
    ours = Counts(table((2, 9), (8, 17)))
    only = {Place(MAY, "a", "x")}
    (one,) = audit(ours, only, 5)
    assert (one.least, one.most, one.width) == (2, 2, 0)
    (one,) = audit(ours, ours.places(MAY), 5)
    assert (one.most, one.width) == (None, float("inf"))


def test_counts_of_separate_periods_say_nothing_of_each_other() -> None:
    """One person more in the next quarter is no count of one person: others may have come and gone."""
    both = table((20,), (30,), period=QUARTERS[0]) | table((21,), (30,), period=QUARTERS[1])
    assert not kept_back(Counts(both), 5)


def test_what_is_added_to_a_cumulative_count_is_a_count_too() -> None:
    both = table((20,), (30,), period=QUARTERS[0]) | table((21,), (40,), period=QUARTERS[1])
    found = kept_back(Counts(both, cumulative=True), 5)
    assert {place.period for place in found} == {QUARTERS[1]}
    assert Place(QUARTERS[1], "a") in found


def test_what_is_added_over_several_papers_is_a_count_too() -> None:
    """Nothing in the second quarter, two in the third: whoever takes the first from the third finds two as well."""
    numbers = (20, 20, 22, 40)
    ours = Counts(
        {Place(quarter, "a"): number for quarter, number in zip(QUARTERS, numbers, strict=True)}, cumulative=True
    )
    assert {place.period for place in kept_back(ours, 5)} == {QUARTERS[2]}
    told = {(one.since, one.place.period) for one in audit(ours, kept_back(ours, 5), 5)}
    assert told == {(QUARTERS[2], QUARTERS[2]), (QUARTERS[1], QUARTERS[2])}


def test_a_cumulative_count_begins_again_in_april() -> None:
    both = table((20,), (30,), period=QUARTERS[3]) | table((21,), (31,), period=NEXT_YEAR)
    assert not kept_back(Counts(both, cumulative=True), 5)


tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.tuples(*[st.sampled_from((0, 1, 2, 5, 9, 20))] * width), min_size=1, max_size=3)
)


@settings(max_examples=60)
@given(st.lists(tables, min_size=1, max_size=3), st.integers(3, 7), st.booleans(), st.randoms())
def test_a_pattern_depends_on_neither_later_periods_nor_the_order_of_rows(
    drawn: list[list[tuple[int, ...]]], threshold: int, cumulative: bool, random: Random
) -> None:
    numbers: dict[Place, int] = {}
    for quarter, rows in zip(QUARTERS, drawn, strict=False):
        width = len(drawn[0][0])
        fitted = [(row * 3)[:width] for row in rows]
        before = {place[1:]: number for place, number in numbers.items()}
        for place, number in table(*fitted, period=quarter).items():
            numbers[place] = number + (before.get(place[1:], 0) if cumulative else 0)
        for gone in [key for key in before if cumulative and Place(quarter, *key) not in numbers]:
            numbers[Place(quarter, *gone)] = before[gone]
    whole = kept_back(Counts(numbers, cumulative), threshold)
    mixed = [*numbers.items()]
    random.shuffle(mixed)
    assert kept_back(Counts(dict(mixed), cumulative), threshold) == whole
    for quarter in QUARTERS[: len(drawn)]:
        early = {place: number for place, number in numbers.items() if place.period <= quarter}
        assert kept_back(Counts(early, cumulative), threshold) == {one for one in whole if one.period <= quarter}
    assert all(one.width >= threshold - 1e-5 for one in audit(Counts(numbers, cumulative), whole, threshold))
