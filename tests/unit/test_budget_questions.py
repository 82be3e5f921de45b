"""Questions to the executive: which are points of which, and how many there are of each status."""

from __future__ import annotations

import pytest

from frames import by_id, questions_frame, rows_of
from quarterbook.analysis.budget import questions
from quarterbook.registers.questions import QUESTIONS

Row = dict[str, object]
SOURCE = "data/exampleshire/questions.csv"


def tree(*told: tuple[str, str | None]) -> list[tuple[str, list[str]]]:
    read = questions_frame(*({"number": number, "part_of": above} for number, above in told))
    return [(one.number, [point.number for point in points]) for one, points in questions.with_points(read)]


@pytest.mark.parametrize(
    ("told", "made"),
    [
        ([], []),
        ([("1", None), ("2", None)], [("1", []), ("2", [])]),
        ([("1", None), ("1a", "1"), ("1b", "1"), ("2", None)], [("1", ["1a", "1b"]), ("2", [])]),
        # Wherever in the file its points are.
        ([("1a", "1"), ("2", None), ("1", None)], [("2", []), ("1", ["1a"])]),
        # A point of a question that is not there stands by itself.
        ([("1", None), ("9a", "9")], [("1", []), ("9a", [])]),
        # A point of a point is one of the question.
        ([("1", None), ("1a", "1"), ("1ai", "1a")], [("1", ["1a", "1ai"])]),
        ([("9a", "9"), ("9ai", "9a")], [("9a", ["9ai"])]),
        # Points of themselves are not lost.
        ([("1", "1"), ("2", None)], [("1", []), ("2", [])]),
        ([("1", "2"), ("2", "1"), ("3", "2")], [("1", []), ("2", []), ("3", [])]),
    ],
)
def test_a_question_has_its_points_and_nothing_is_lost(
    told: list[tuple[str, str | None]], made: list[tuple[str, list[str]]]
) -> None:
    if told:
        assert tree(*told) == made
    else:
        assert [*questions.with_points(QUESTIONS.empty())] == made


def test_questions_are_counted_without_their_points_by_status() -> None:
    rows: list[Row] = [
        {"number": "1", "status": "answered", "answer": "So."},
        {"number": "1a", "part_of": "1", "status": "part-answered"},
        {"number": "2", "status": None},
        {"number": "3", "status": "open"},
    ]
    made = by_id(questions.figures(questions_frame(*rows)))
    assert {name: one.value for name, one in made.items()} == {
        "questions.count": 3,
        "questions.points.count": 1,
        "questions.open.count": 2,
        "questions.part-answered.count": 0,
        "questions.answered.count": 1,
    }
    assert rows_of(made["questions.open.count"].rows) == {(SOURCE, 4), (SOURCE, 5)}
    assert len(rows_of(made["questions.answered.count"].of)) == 4


def test_no_questions_are_none() -> None:
    assert {one.value for one in questions.figures(QUESTIONS.empty())} == {0}
