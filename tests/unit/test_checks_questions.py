"""Each rule of questions: what it finds, and the nearest innocent row that it does not."""

from __future__ import annotations

import pytest

from frames import questions_frame
from quarterbook import checks
from quarterbook.findings import Finding
from quarterbook.registers.questions import QUESTIONS

Row = dict[str, object]
IN_ORDER: Row = {"status": "answered", "answer": "So.", "part_of": None}


def found(code: str, *rows: Row) -> list[Finding]:
    """The findings of one rule in questions that are in order but for what is changed."""
    return [one for one in checks.questions(questions_frame(*(IN_ORDER | row for row in rows))) if one.code == code]


def only(code: str, *rows: Row, severity: str, column: str) -> str:
    """The message of the rule's one finding, which stands on the last row."""
    (one,) = found(code, *rows)
    place = (severity, "data/exampleshire/questions.csv", len(rows) + 1, column)
    assert (one.severity, one.source, one.row, one.column) == place
    return one.message


def test_questions_in_order_give_no_finding() -> None:
    rows = (
        IN_ORDER,
        {"status": "open"},
        {"number": "1a", "part_of": "1"},
        {"status": "part-answered", "answer": "Yes."},
    )
    assert checks.questions(questions_frame(*rows)) == checks.questions(QUESTIONS.empty()) == ()


@pytest.mark.parametrize("status", ["answered", "part-answered"])
def test_q10_finds_a_question_answered_with_no_answer(status: str) -> None:
    told = only("Q10", {"status": status, "answer": None}, severity="warning", column="answer")
    assert told == f"Question 1 is {status}, but no answer is given."


@pytest.mark.parametrize("changed", [{}, {"status": "open", "answer": None}, {"status": None, "answer": None}])
def test_q10_leaves_one_with_an_answer_and_one_that_is_open(changed: Row) -> None:
    assert found("Q10", changed) == []


def test_q11_finds_an_answer_to_an_open_question() -> None:
    told = only("Q11", {"status": "open"}, severity="note", column="status")
    assert told == "An answer is given to question 1, but it is still open."


@pytest.mark.parametrize(
    "changed", [{}, {"status": "part-answered"}, {"status": None}, {"status": "open", "answer": None}]
)
def test_q11_leaves_what_is_answered_and_what_is_open(changed: Row) -> None:
    assert found("Q11", changed) == []


def test_q12_finds_a_point_of_a_question_that_is_not_there() -> None:
    told = only("Q12", {"number": "12"}, {"number": "2a", "part_of": "2"}, severity="warning", column="part_of")
    assert told == "Question 2a is a point of 2, which is not there. Did you mean '12'?"


@pytest.mark.parametrize("part_of", ["1", None])
def test_q12_leaves_a_point_of_a_question_that_is_there_and_a_question_by_itself(part_of: object) -> None:
    assert found("Q12", {}, {"part_of": part_of}) == []


def test_findings_stand_in_the_order_of_their_codes() -> None:
    read = questions_frame({"part_of": "9"}, {"status": "open", "answer": "So."}, {"status": "answered"})
    assert [one.code for one in checks.questions(read)] == ["Q10", "Q11", "Q12"]
