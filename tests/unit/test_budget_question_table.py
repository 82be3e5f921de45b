"""The questions of scrutiny: as a list with their points, and as a table with what came back."""

from __future__ import annotations

from frames import questions_frame
from quarterbook.document.blocks import Items, Paragraph
from quarterbook.document.budget import question_table
from table_texts import texts


def told(block: object) -> str:
    assert isinstance(block, Paragraph)
    assert not block.numbered
    return "".join(run.text for run in block.runs)


def test_questions_are_a_list_with_the_points_of_each_under_it() -> None:
    (asked,) = question_table.asked(
        questions_frame(
            {"number": "1", "text": "Why?"},
            {"number": "1a", "part_of": "1", "text": "And when?"},
            {"number": "1b", "part_of": "1", "text": "And where?"},
            {"number": "2", "text": "Who?"},
        )
    )
    assert isinstance(asked, Items)
    assert asked.ordered
    (why, points), (who,) = asked.items
    assert (told(why), told(who)) == ("Why?", "Who?")
    assert isinstance(points, Items)
    assert [told(one) for (one,) in points.items] == ["And when?", "And where?"]


def test_without_questions_there_is_no_list() -> None:
    assert question_table.asked(questions_frame()) == []


def test_a_table_of_questions_has_what_came_back() -> None:
    table = question_table.table(
        questions_frame(
            {"theme": "Homes", "asked_of": "Director of Place", "status": "answered", "answer": "Soon."},
            {"number": "1a", "part_of": "1", "text": "When?", "status": "part-answered"},
            {"text": "Who?"},
        )
    )
    assert [column.label for column in table.columns] == ["No.", "Theme", "Question", "Asked of", "Status", "Answer"]
    assert texts(table) == [
        ("1", "Homes", "Why?", "Director of Place", "Answered", "Soon."),
        ("1a", "", "When?", "", "Answered in part", ""),
        ("3", "", "Who?", "", "Open", ""),
    ]
    assert table.row_header


def test_columns_that_no_question_fills_are_left_out() -> None:
    assert [column.label for column in question_table.table(questions_frame({})).columns] == [
        "No.",
        "Question",
        "Status",
    ]
