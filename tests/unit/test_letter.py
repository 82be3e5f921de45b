"""Letters of scrutiny: head and foot, the council's own paragraphs, and lists."""

from __future__ import annotations

from quarterbook.document import letter
from quarterbook.document.blocks import Items, Lines, Paragraph, Run


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


def test_texts_are_a_list_in_their_order_and_none_of_none() -> None:
    (items,) = letter.listed(["Keep it **so**.", "Say why."])
    assert isinstance(items, Items)
    assert not items.ordered
    assert [told(one) for (one,) in items.items] == ["Keep it **so**.", "Say why."]
    assert letter.listed([]) == []
