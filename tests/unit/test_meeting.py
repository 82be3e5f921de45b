"""A meeting in the quarter file: what its agenda may hold, what is said where it is wrong, how pages are marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from quarterbook.errors import InputError
from quarterbook.params.meeting import DESCRIBED, AgendaItem, Appendix, Confidential, Exempt, Meeting, Withheld
from quarterbook.params.quarter_file import load
from small_project import QUARTER, project, write

# Its items begin at this line of the file.
FIRST = 15
MEETING = """\
meetings:
  panel:
    committee: Overview Panel
    date: 2023-11-21
    published: 2023-11-13
    agenda:
"""
EXEMPT = "{paragraphs: [3], reason: x}"


def read(folder: Path, *items: str) -> Meeting:
    text = QUARTER + MEETING + "".join(f"      - {item}\n" for item in items)
    root = project(folder)
    return load(write(root / "params" / "t.yaml", text), root).settings.meetings["panel"]


def problems(folder: Path, *items: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(folder, *items)
    return [problem.removeprefix("params/t.yaml, ") for problem in caught.value.problems]


GOOD = {
    "a title": "{title: Apologies, note: None were had.}",
    "a report": "{report: plans}",
    "a report under another title": "{title: The plans, report: plans}",
    "minutes": "{title: Minutes, minutes: data/minutes.md}",
    "a text": "{title: A text, text: data/text.md}",
    "appendices": "{report: plans, appendices: [{report: plans}, {title: Map, text: data/map.md}]}",
    "appendices of a text": "{title: A text, text: data/text.md, appendices: [{report: plans}]}",
    "exempt": f"{{title: A text, text: data/text.md, exempt: {EXEMPT}}}",
    "confidential": "{title: A text, text: data/text.md, confidential: {reason: x, public_title: A matter}}",
    "an exempt appendix of a confidential paper": (
        "{title: A text, text: data/text.md, confidential: {reason: x}, "
        f"appendices: [{{title: Map, text: data/map.md, exempt: {EXEMPT}}}]}}"
    ),
    "late by a day": "{report: plans, late: 2023-11-14}",
    "urgent": "{report: plans, late: 2023-11-14, urgent: It ends on Friday.}",
}


@pytest.mark.parametrize("item", GOOD.values(), ids=GOOD)
def test_what_an_agenda_may_hold_is_read(tmp_path: Path, item: str) -> None:
    (read_item,) = read(tmp_path, item).agenda
    assert isinstance(read_item, AgendaItem)


TWO = "exempt and confidential are two things; give the one that it is."
BAD = {
    "nothing": ("{note: x}", ["an agenda item needs a title or a report."]),
    "a text without a title": ("{text: x.md}", ["an agenda item needs a title or a report."]),
    "minutes without a title": ("{minutes: x.md}", ["an agenda item needs a title or a report."]),
    "two papers": (
        "{report: plans, minutes: x.md}",
        ["an agenda item has report and minutes; give the one that it is."],
    ),
    "three papers": (
        "{report: plans, minutes: x.md, text: x.md}",
        ["an agenda item has report, minutes and text; give the one that it is."],
    ),
    "another report": ("{report: plan}", ["no report is called 'plan'. Did you mean 'plans'?"]),
    "exempt and confidential": (f"{{title: x, exempt: {EXEMPT}, confidential: {{reason: x}}}}", [TWO]),
    "appendices of a title": (
        "{title: x, appendices: [{report: plans}]}",
        ["only a report or a text has appendices."],
    ),
    "appendices of minutes": (
        "{title: x, minutes: x.md, appendices: [{report: plans}]}",
        ["only a report or a text has appendices."],
    ),
    "an appendix of nothing": (
        "{report: plans, appendices: [{title: x}]}",
        ["an appendix needs a report or a text."],
    ),
    "an appendix that is blank": (
        "{report: plans, appendices: [{}]}",
        ["an appendix needs a report or a text."],
    ),
    "an appendix of a text without a title": (
        "{report: plans, appendices: [{text: x.md}]}",
        ["an appendix needs a title or a report."],
    ),
    "an appendix of two papers": (
        "{report: plans, appendices: [{report: plans, text: x.md}]}",
        ["an appendix has report and text; give the one that it is."],
    ),
    "an appendix of another report": (
        "{report: plans, appendices: [{report: plan}]}",
        ["no report is called 'plan'. Did you mean 'plans'?"],
    ),
    "an appendix both exempt and confidential": (
        "{report: plans, appendices: [{title: Map, text: data/map.md, "
        f"exempt: {EXEMPT}, confidential: {{reason: x}}}}]}}",
        [TWO],
    ),
    "an exempt item whose report is published": (
        f"{{report: plans, exempt: {EXEMPT}}}",
        ["the report 'plans' itself would be published; say under reports that it is exempt."],
    ),
    "late, after the meeting": (
        "{report: plans, late: 2023-11-22}",
        ["that is after the meeting, on 2023-11-21."],
    ),
    "late on the day": (
        "{report: plans, late: 2023-11-13}",
        ["the agenda was published on 2023-11-13, so what is late was published after that."],
    ),
    "an appendix that is late before the day": (
        "{report: plans, appendices: [{title: Map, text: data/map.md, late: 2023-11-13}]}",
        ["the agenda was published on 2023-11-13, so what is late was published after that."],
    ),
    "late before the day": (
        "{report: plans, late: 2023-11-12}",
        ["the agenda was published on 2023-11-13, so what is late was published after that."],
    ),
}


@pytest.mark.parametrize(("item", "told"), BAD.values(), ids=BAD)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, item: str, told: list[str]) -> None:
    assert problems(tmp_path, "{title: Apologies}", item) == [f"line {FIRST + 1}: {one}" for one in told]


def test_each_problem_has_the_line_of_its_key(tmp_path: Path) -> None:
    item = (
        "report: plans\n        late: 2023-11-01\n        appendices:\n          - title: Map\n          - report: plan"
    )
    assert [one.split(":")[0] for one in problems(tmp_path, item)] == [
        f"line {FIRST + 3}",
        f"line {FIRST + 4}",
        f"line {FIRST + 1}",
    ]


PLACE = f"line {FIRST}: meetings.panel.agenda.item 1"
WRONG = {
    "no markdown": (
        "{title: x, minutes: data/minutes.docx}",
        f"{PLACE}.minutes: 'data/minutes.docx' is not a markdown file; its name would end with .md.",
    ),
    "no paragraph": (
        "{title: x, exempt: {paragraphs: [], reason: x}}",
        f"{PLACE}.exempt.paragraphs: no paragraph is named here; at least one was expected.",
    ),
    "paragraph 0": (
        "{title: x, exempt: {paragraphs: [0], reason: x}}",
        f"{PLACE}.exempt.paragraphs.item 1: a number from 1 was expected, but this is '0'.",
    ),
    "paragraph 8": (
        "{title: x, exempt: {paragraphs: [1, 8], reason: x}}",
        f"{PLACE}.exempt.paragraphs.item 2: a number up to 7 was expected, but this is '8'.",
    ),
    "no reason": (
        "{title: x, exempt: {paragraphs: [1]}}",
        f"line {FIRST}: the key 'meetings.panel.agenda.item 1.exempt.reason' is missing.",
    ),
    "a blank reason": (
        "{title: x, confidential: {reason: ' '}}",
        f"{PLACE}.confidential.reason: this is blank; a text was expected.",
    ),
    "a blank title": ("{title: ' '}", f"{PLACE}.title: this is blank; a text was expected."),
    "no public interest in what is confidential": (
        "{title: x, confidential: {reason: x, public_interest: x}}",
        f"line {FIRST}: unknown key 'meetings.panel.agenda.item 1.confidential.public_interest'. "
        "Did you mean 'public_title'?",
    ),
    "no day": ("{title: x, late: soon}", f"{PLACE}.late: 'soon' is not a date. Write it as in 2023-06-30."),
    "a name that no report has": (
        "{report: The Plans}",
        f"{PLACE}.report: 'The Plans' cannot be a name here: use small letters and digits, with single hyphens "
        "between words, as in 'directorate-plans'.",
    ),
    "minutes behind a paper": (
        "{report: plans, appendices: [{minutes: x.md}]}",
        f"line {FIRST}: unknown key 'meetings.panel.agenda.item 1.appendices.item 1.minutes'. "
        "Known here: 'confidential', 'exempt', 'late', 'report', 'text', 'title', 'urgent'.",
    ),
}


@pytest.mark.parametrize(("item", "told"), WRONG.values(), ids=WRONG)
def test_a_wrong_key_or_value_is_told_with_its_place(tmp_path: Path, item: str, told: str) -> None:
    assert problems(tmp_path, item) == [told]


def test_without_a_day_of_publication_anything_may_be_late(tmp_path: Path) -> None:
    undated = (QUARTER + MEETING).replace("    published: 2023-11-13\n", "")
    root = project(tmp_path)
    file = load(write(root / "params" / "t.yaml", f"{undated}      - {{title: x, late: 1999-01-01}}\n"), root)
    assert file.settings.meetings["panel"].agenda[0].late == "1999-01-01"


def test_a_report_is_not_both_exempt_and_confidential(tmp_path: Path) -> None:
    both = QUARTER.replace("    title:", f"    exempt: {EXEMPT}\n    confidential: {{reason: x}}\n    title:")
    root = project(tmp_path)
    with pytest.raises(InputError) as caught:
        load(write(root / "params" / "t.yaml", both), root)
    assert caught.value.problems == (f"params/t.yaml, line 4: {TWO}",)


@pytest.mark.parametrize(
    ("paragraphs", "named"),
    [((3,), "paragraph 3"), ((3, 5), "paragraphs 3 and 5"), ((1, 2, 7), "paragraphs 1, 2 and 7")],
)
def test_pages_are_marked_with_the_paragraphs_of_the_schedule(paragraphs: tuple[int, ...], named: str) -> None:
    why = Exempt(paragraphs=paragraphs, reason="x")
    assert why.line == f"Exempt: not for publication (Schedule 12A, {named})"


@pytest.mark.parametrize("number", range(1, 8))
def test_each_paragraph_is_described(number: int) -> None:
    told = Exempt(paragraphs=(number,), reason="x").described
    assert told == f"Information {DESCRIBED[number]} (Part 1 of Schedule 12A)."


def test_several_paragraphs_are_described_one_after_another() -> None:
    assert Exempt(paragraphs=(1, 2, 7), reason="x").described == (
        "Information relating to any individual; information likely to reveal the identity of an individual; and "
        "information relating to any action taken or to be taken in connection with the prevention, investigation or "
        "prosecution of crime (Part 1 of Schedule 12A)."
    )


def test_what_is_confidential_is_marked_so_and_never_as_exempt() -> None:
    assert Confidential(reason="x").line == "Confidential: not for publication (section 100A)"


def test_what_is_withheld_has_a_reason_and_the_rest_none() -> None:
    exempt, confidential = Exempt(paragraphs=(3,), reason="x"), Confidential(reason="y")
    assert Withheld().withheld is None
    assert Withheld(exempt=exempt).withheld == exempt
    assert Appendix(confidential=confidential).withheld == confidential


@given(st.lists(st.integers(-2, 10)))
def test_paragraphs_are_one_to_seven_and_at_least_one(paragraphs: list[int]) -> None:
    given_ = {"paragraphs": paragraphs, "reason": "x"}
    if paragraphs and all(1 <= one <= 7 for one in paragraphs):
        why = Exempt.model_validate(given_)
        assert all(str(one) in why.line for one in paragraphs)
    else:
        with pytest.raises(ValidationError):
            Exempt.model_validate(given_)
