"""The letter of scrutiny: its head and foot, its questions with their points, and the table of them."""

from __future__ import annotations

from frames import questions_frame
from quarterbook.document.blocks import Items, Lines, Paragraph, Run, Table
from quarterbook.document.budget import letter


def texts(table: Table) -> list[tuple[str, ...]]:
    assert all(len(row) == len(table.columns) for row in table.rows)
    return [tuple("".join(run.text for run in cell) for cell in row) for row in table.rows]


def told(block: object) -> str:
    assert isinstance(block, Paragraph)
    assert not block.numbered
    return "".join(run.text for run in block.runs)


def test_the_head_has_to_whom_when_the_greeting_and_the_subject() -> None:
    address, *below = letter.head(["First Deputy", "Town Hall"], "9 November 2023", "Dear First Deputy", "The budget")
    assert address == Lines(lines=((Run(text="First Deputy"),), (Run(text="Town Hall"),)))
    assert [told(one) for one in below] == ["9 November 2023", "Dear First Deputy,", "The budget"]
    assert [run.strong for one in below if isinstance(one, Paragraph) for run in one.runs] == [False, False, True]


def test_a_greeting_has_one_comma_and_what_is_not_given_is_left_out() -> None:
    assert [told(one) for one in letter.head([], "", "Dear Mayor,", "")] == ["Dear Mayor,"]
    assert letter.head([], "", "", "") == []


def test_the_foot_leaves_room_to_sign_above_the_roles() -> None:
    foot = letter.foot(["Chair of Scrutiny", "Vice-chair"])
    assert ["".join(run.text for run in line) for line in foot.lines] == [
        "Yours sincerely,",
        "",
        "Chair of Scrutiny",
        "Vice-chair",
    ]


def test_the_council_s_own_paragraphs_have_no_numbers() -> None:
    first, second = letter.paragraphs(["Thank **you**.", "Goodbye."])
    assert (told(first), told(second)) == ("Thank you.", "Goodbye.")
    assert letter.paragraphs([]) == []


def test_questions_are_a_list_with_the_points_of_each_under_it() -> None:
    (asked,) = letter.asked(
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
    assert letter.asked(questions_frame()) == []


def test_a_table_of_questions_has_what_came_back() -> None:
    table = letter.table(
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
    assert [column.label for column in letter.table(questions_frame({})).columns] == ["No.", "Question", "Status"]
