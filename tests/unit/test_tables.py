"""Tables of the register: the key of ratings, and a plan action by action."""

from __future__ import annotations

import pytest

from frames import COMPUTED, REPORTED, rated, scheme
from quarterbook.document import tables
from quarterbook.document.blocks import Column
from quarterbook.document.tables import ILLUSTRATIVE
from quarterbook.params.house_file import UNRATED, RatingScheme
from table_texts import by_head


def plan(by: RatingScheme = COMPUTED, **cells: object) -> list[dict[str, str]]:
    return by_head(tables.plan(rated(by=by, **cells), "Plan", by))


def test_the_key_has_each_rating_by_symbol_and_word_best_first() -> None:
    key = tables.rating_key(COMPUTED)
    assert by_head(key) == [
        {"Rating": f"{level.symbol} {level.label}", "Meaning": level.meaning} for level in COMPUTED.levels.values()
    ]
    assert [row["Rating"] for row in by_head(key)] == ["✓ Green", "▶ Purple", "▲ Amber", "▼ Red"]
    assert key.row_header


def test_a_rating_is_never_told_by_its_symbol_alone() -> None:
    assert [tables.labelled(name, COMPUTED) for name in (*COMPUTED.levels, UNRATED)] == [
        *("✓ Green", "▶ Purple", "▲ Amber", "▼ Red"),
        "? Unrated",
    ]


def test_an_action_has_its_row_in_the_words_of_a_paper() -> None:
    (row,) = plan(due_date="2023-06-05", percent_complete="12.5", commentary="Slow.")
    assert row == {
        "Reference": "A-01",
        "Action": "Action 1",
        "Due": "5 June 2023",
        "Complete": "12.5%",
        "Rating": "▼ Red",
        "Why": "Past its due date.",
        "Commentary": "Slow.",
    }


def test_actions_stand_in_the_files_order_under_their_caption() -> None:
    table = tables.plan(rated(reference=["B", "A"]), "Finance plan", COMPUTED)
    assert ([row["Reference"] for row in by_head(table)], table.caption) == (["B", "A"], "Finance plan")
    assert table.row_header


def test_a_missing_commentary_is_an_empty_cell() -> None:
    table = tables.plan(rated(), "Plan", COMPUTED)
    assert table.rows[0][-1] == ()


@pytest.mark.parametrize(("percent", "shown"), [("0", "0%"), ("100", "100%"), ("33.33333333", "33.333%")])
def test_a_percentage_is_as_reported(percent: str, shown: str) -> None:
    assert plan(percent_complete=percent)[0]["Complete"] == shown


def test_an_action_that_does_not_count_says_so_and_why() -> None:
    (row,) = plan(stage="carried-forward")
    assert (row["Rating"], row["Why"]) == ("Not counted", "Not counted: carried forward.")


def test_an_unrated_action_says_so() -> None:
    assert plan(REPORTED)[0]["Rating"] == "? Unrated"


def test_why_is_told_where_the_rule_says_it_and_not_where_the_officer_does() -> None:
    assert "Why" in plan()[0]
    assert "Why" not in plan(REPORTED, reported_rating="red")[0]


@pytest.mark.parametrize(("outside", "told"), [("yes", True), ("no", False), (None, False)])
def test_the_reason_is_given_where_it_is_outside_the_directorates_control(outside: str | None, told: bool) -> None:
    (row,) = plan(due_date="2023-06-29", outside_control=outside, reason="A supplier failed.")
    assert row["Why"].endswith(" A supplier failed.") == told


def test_no_reason_leaves_the_rule_alone() -> None:
    (row,) = plan(due_date="2023-06-29", outside_control="yes")
    assert row["Why"] == "Past its due date, outside the directorate's control."


def test_illustrative_actions_are_marked_and_the_mark_is_explained() -> None:
    table = tables.plan(rated(provenance=["published", "illustrative", None]), "Plan", COMPUTED)
    assert [row["Reference"] for row in by_head(table)] == ["A-01", "A-02 †", "A-03"]
    assert table.note.startswith(f"{ILLUSTRATIVE} An illustrative action")


def test_a_plan_without_illustrative_actions_has_no_note() -> None:
    assert tables.plan(rated(provenance="published"), "Plan", COMPUTED).note == ""


def test_hostile_text_stays_text() -> None:
    hostile = "*stars* {all.total} <b>bold</b> `ticks` 93%"
    (row,) = plan(title=hostile, commentary=hostile)
    assert (row["Action"], row["Commentary"]) == (hostile, hostile)


def test_the_houses_own_words_and_symbols_are_used() -> None:
    by = scheme(green={"label": "Done", "symbol": "■"})
    assert plan(by, percent_complete=100)[0]["Rating"] == "■ Done"


def test_a_plan_without_actions_is_a_table_without_rows() -> None:
    assert tables.plan(rated().iloc[:0], "Plan", COMPUTED).rows == ()


# --- columns that say nothing --------------------------------------------------------------------

SAID = ("", "Lamps", "", "")
TOTAL = ("", "", "3", "")
HEADS = tuple(Column(label=label) for label in ("Name", "What", "Count", "Note"))


@pytest.mark.parametrize(
    ("rows", "totals", "keep", "labels"),
    [
        ([SAID], 0, (), ["Name", "What"]),
        ([SAID, SAID], 0, (3,), ["Name", "What", "Note"]),
        ([SAID, TOTAL], 0, (), ["Name", "What", "Count"]),
        ([SAID, TOTAL], 1, (), ["Name", "What"]),
        ([], 0, (), ["Name"]),
    ],
)
def test_columns_that_say_nothing_are_left_out_but_never_the_row_headers(
    rows: list[tuple[str, ...]], totals: int, keep: tuple[int, ...], labels: list[str]
) -> None:
    columns, kept = tables.filled(HEADS, [tuple(map(tables.cell, row)) for row in rows], keep, totals)
    assert [column.label for column in columns] == labels
    assert [len(row) for row in kept] == [len(labels)] * len(rows)
