"""Exit codes, which of several stands for all, and the names that messages offer."""

from __future__ import annotations

import itertools

import pytest

from quarterbook.errors import (
    InputError,
    LockedError,
    QuarterbookError,
    ReportFailed,
    UsageError,
    nearest,
    worst,
)

# Where several apply, 5, 3, 4, 1 in that order.
ORDER = (5, 3, 4, 1, 0)


@pytest.mark.parametrize(("first", "second"), list(itertools.combinations(ORDER, 2)))
def test_the_graver_of_two_codes_stands_for_both_in_either_order(first: int, second: int) -> None:
    assert worst([first, second]) == first
    assert worst([second, first]) == first


def test_all_codes_together_give_the_gravest_and_none_gives_success() -> None:
    assert worst(ORDER) == 5
    assert worst([]) == 0
    assert worst(code for code in (0, 0)) == 0


def test_a_code_outside_the_order_is_never_taken_for_success() -> None:
    assert worst([0, 2]) == 2
    assert worst([2, 1]) == 1


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("x"), 2),
        (InputError("x"), 3),
        (ReportFailed("x"), 1),
        (LockedError("x"), 75),
        (QuarterbookError("x"), 1),
    ],
)
def test_each_error_has_the_exit_code_of_the_contract(error: QuarterbookError, code: int) -> None:
    assert error.exit_code == code


def test_an_input_error_tells_every_problem_on_a_line_of_its_own() -> None:
    error = InputError(name for name in ("one", "two"))
    assert error.problems == ("one", "two")
    assert str(error) == "one\ntwo"


def test_an_input_error_of_one_sentence_is_not_taken_letter_by_letter() -> None:
    assert InputError("abc").problems == ("abc",)


def test_a_near_name_is_offered_alone_and_far_ones_as_a_sorted_list() -> None:
    assert nearest("drectorates", ["plan", "directorates"]) == "Did you mean 'directorates'?"
    assert nearest("xyz", ["plan", "directorates"]) == "Known here: 'directorates', 'plan'."
    assert nearest("xyz", []) == "Nothing may be given here."
