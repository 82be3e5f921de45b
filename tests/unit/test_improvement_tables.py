"""The tables of an improvement plan, and the chart of its sections."""

from __future__ import annotations

import pandas as pd
import pytest

from frames import by_id, improvement_frame
from quarterbook.analysis.improvement import counts, progress
from quarterbook.document import improvement_tables as tables
from quarterbook.document.blocks import Chart, Table
from quarterbook.document.charts.stacked import Part, stacked
from table_texts import heads, texts, words

AS_AT, MONTHS = "2023-06-30", 3
Row = dict[str, object]


def assessed(*rows: Row) -> pd.DataFrame:
    return progress.assess(improvement_frame(*rows), AS_AT, MONTHS)


def groups(table: Table) -> list[tuple[int, str]]:
    return [(at, words(label)) for at, label in table.groups]


# --- section by section --------------------------------------------------------------------------


def chart(*rows: Row) -> Chart:
    plan = assessed(*rows)
    return tables.by_section(by_id(counts.figures(plan)), progress.sections(plan), AS_AT, MONTHS)


def test_a_section_is_a_row_and_a_bar_with_what_it_has_of_each_state() -> None:
    made = chart({"on_target": "complete"}, {"target_date": "July 2023"}, {"section": "B", "target_date": "July 2023"})
    assert made.table is not None
    assert heads(made.table) == ["Section", "Complete", "Due next", "All"]
    assert texts(made.table) == [
        ("Ambitions", "1", "1", "2"),
        ("B", "0", "1", "1"),
        ("All sections", "1", "2", "3"),
    ]
    assert made.table.totals == 1
    assert made.table.note == "Due next: by 30 September 2023."
    assert made.title == "The plan, section by section: of 3 actions 1 is complete"
    assert made.alt == (
        "Bar chart of actions by section: Ambitions 2 (complete 1, due next 1); B 1 (complete 0, due next 1)."
    )
    assert all(run.figure for row in made.table.rows for cell in row[1:] for run in cell)


def test_one_action_and_none_complete_are_told_as_such() -> None:
    made = chart({})
    assert made.title == "The plan, section by section: of 1 action none is complete"
    assert made.table is not None
    assert (heads(made.table), made.table.note) == (["Section", "Due later", "All"], "")


PARTS = [Part("Done", "#2e7d4f", ""), Part("Late", "#e9a29b", "xx")]


def test_a_part_too_narrow_for_its_number_goes_without_and_nought_is_not_drawn() -> None:
    drawn = stacked(["A", "B"], [[90, 1], [3, 0]], PARTS)
    assert [number for number in ("90", "1", "91", "3") if f"<!-- {number} -->" in drawn] == ["90", "91", "3"]
    assert "<!-- 0 -->" not in drawn
    boxes = [stacked(["A"], [sizes], PARTS).count('clip-path="url') for sizes in ([3, 0], [3, 1])]
    assert boxes[1] == boxes[0] + 1


def test_no_bars_and_bars_of_nothing_are_drawn_all_the_same() -> None:
    assert "<svg" in stacked([], [], PARTS)
    assert "<!-- 0 -->" in stacked(["A"], [[0, 0]], PARTS)
    assert stacked(["A"], [[2, 1]], PARTS) == stacked(["A"], [[2, 1]], PARTS)


def test_long_names_of_sections_wrap() -> None:
    drawn = stacked(["Consultation, Communication and Community Involvement"], [[1, 1]], PARTS)
    assert "<!-- Consultation, Communication and -->" in drawn


# --- what is past --------------------------------------------------------------------------------


def test_what_is_overdue_stands_before_what_has_more_to_come() -> None:
    plan = assessed(
        {"target_date": "March 2023 March 2024", "on_target": "slipped"},
        {"target_date": "May 2023", "on_target": "Report produced"},
        {"target_date": "May 2023", "on_target": "complete"},
    )
    (table,) = tables.past(by_id(counts.figures(plan)), plan)
    assert groups(table) == [(0, "Overdue"), (1, "A date is past, and more are to come")]
    assert table.note == "Of several dates that are past, the latest is given."
    assert texts(table) == [
        ("1.2", "Action 2", "31 May 2023", "30", "Report produced", "Owner"),
        ("1.1", "Action 1", "31 March 2023", "91", "▼ Slipped", "Owner"),
    ]


@pytest.mark.parametrize(
    ("day", "told", "note"),
    [("30 June 2023", "None", "None: due on the day of this report itself."), ("29 June 2023", "1", "")],
)
def test_what_is_due_on_the_day_of_the_report_is_said_to_be(day: str, told: str, note: str) -> None:
    plan = assessed({"target_date": day})
    (table,) = tables.past(by_id(counts.figures(plan)), plan)
    assert (texts(table)[0][2:4], table.note) == ((day, told), note)
    assert table.rows[0][3][0].figure == "1-1.days-past"


def test_a_list_of_one_kind_has_one_label_and_no_empty_column() -> None:
    plan = assessed({"target_date": "May 2023", "on_target": None, "owner": None})
    (table,) = tables.past(by_id(counts.figures(plan)), plan)
    assert groups(table) == [(0, "Overdue")]
    assert (heads(table), table.note) == (["Reference", "Key action", "Was due", "Days past"], "")
    assert tables.past({}, assessed({})) == []


# --- what is left open ---------------------------------------------------------------------------


def test_what_is_left_open_is_listed_by_section_under_what_it_is() -> None:
    plan = assessed(
        {"owner": None},
        {"owner": None, "target_date": None},
        {"section": "B", "owner": None},
    )
    (table,) = tables.gaps(by_id(counts.figures(plan)), plan)
    assert groups(table) == [(0, "No target date"), (1, "No owner given")]
    assert texts(table) == [("Ambitions", "1", "1.2"), ("Ambitions", "2", "1.1, 1.2"), ("B", "1", "1.3")]
    assert tables.gaps({}, assessed({})) == []


# --- the plan ------------------------------------------------------------------------------------


def test_a_section_is_set_beneath_its_areas_and_objectives() -> None:
    plan = assessed(
        {"objective": "First"},
        {"objective": "Second", "update": "So far."},
        {"objective": "First"},
        {"section": "B"},
    )
    table = tables.plan(plan, "Ambitions")
    assert table.caption == "Ambitions: objectives and key actions"
    assert groups(table) == [(0, "Area: First"), (2, "Area: Second")]
    assert [run.strong for run in table.groups[0][1]] == [True, False]
    assert texts(table)[2] == ("1.2", "Action 2", "March 2024", "Measure", "▶ On target", "Owner", "So far.")


def test_columns_that_say_nothing_are_left_out_and_a_missing_action_is_told() -> None:
    plan = assessed({"action": None, "target_date": None, "measure": None, "on_target": None, "owner": None})
    table = tables.plan(plan, "Ambitions")
    assert (heads(table), texts(table)) == (["Reference", "Key action"], [("1.1", "No action is given.")])


@pytest.mark.parametrize(
    ("row", "label"),
    [
        ({"priority_area": None}, [(0, "Objective")]),
        ({"objective": None}, [(0, "Area")]),
        ({"priority_area": None, "objective": None}, []),
    ],
)
def test_a_label_says_what_there_is_to_say(row: Row, label: list[tuple[int, str]]) -> None:
    assert groups(tables.plan(assessed(row), "Ambitions")) == label


@pytest.mark.parametrize(
    ("row", "date"),
    [
        ({"target_date": "March 2024"}, "March 2024"),
        ({"target_date": "31 st December 2023"}, "31 st December 2023"),
        ({"target_date": "Was Sept 22. Delivered Oct 22"}, "Was Sept 22. Delivered Oct 22"),
        ({"target_date": "TBC"}, "TBC"),
        ({"target_date": None}, ""),
        ({"target_date": "Summer 2023"}, "Summer 2023\nBy 31 August 2023"),
        ({"target_date": "Some time in 2023"}, "Some time in 2023\nBy 31 December 2023"),
        ({"target_date": "March 2024 March 2025"}, "March 2024 March 2025\nLast: 31 March 2025"),
        (
            {"target_date": "July 2023 (revise to October 2023)"},
            "July 2023 (revise to October 2023)\nNow by 31 October 2023",
        ),
        (
            {"target_date": "May 2023", "revised_date": "May 2024"},
            "May 2023\nRevised: May 2024\nNow by 31 May 2024",
        ),
        ({"target_date": None, "revised_date": "May 2024"}, "Revised: May 2024"),
    ],
)
def test_a_date_stands_as_written_with_what_it_means_where_it_does_not_say_so(row: Row, date: str) -> None:
    table = tables.plan(assessed(row, {}), "Ambitions")
    assert texts(table)[0][2] == date


def test_illustrative_actions_are_marked() -> None:
    table = tables.plan(assessed({"provenance": "illustrative"}, {"provenance": "published"}), "Ambitions")
    assert [row[0] for row in texts(table)] == ["1.1 †", "1.2"]
    assert table.note == "† An illustrative action, which is to say made up."
