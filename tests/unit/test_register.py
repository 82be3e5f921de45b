"""From a file to a register's frame: the council's columns and words become ours, or all that is wrong is told."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from quarterbook import registers, sources
from quarterbook.errors import InputError
from quarterbook.params import house_file
from quarterbook.registers.actions import ACTIONS
from quarterbook.registers.columns import MAX_SHOWN, Field
from quarterbook.registers.register import MAX_TOLD, MOST_ALIKE, Register, RegisterError, frame
from quarterbook.sources import source
from quarterbook.sources.source import RawTable
from small_project import HOUSE, project, write
from workbooks import patched, workbook

MAPPED = (
    HOUSE
    + """\
columns:
  actions:
    reference: Action code
    title: Action
    due_date: Due
    percent_complete: Progress %
    reported_rating: RAG
    on_track: On track?
values:
  stage: {Not begun: not-started, Finished: completed}
  on_track: {Y: yes, N: no}
  reported_rating: {G: green, Bad: Off track}
  percent_complete: {Complete: 100}
date_order: {actions: day-first}
missing: {actions: [n/a, "-", TBC]}
"""
)
HEADER = "Action code,Action,directorate,Due,Progress %,stage,RAG,On track?"
ROW = "A1,Mend roads,People,30/06/2023,56,Not begun,G,Y"
Read = Callable[..., pd.DataFrame]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """A reader of the lines of a csv of actions, under the mapped house."""

    def read(*lines: str, header: str = HEADER, house: str = MAPPED) -> pd.DataFrame:
        root = project(tmp_path, house=house)
        write(root / "data" / "actions.csv", "\n".join([header, *lines, ""]))
        return registers.read("actions", "data/actions.csv", house_file.load("testshire", root), root)

    return read


@pytest.fixture
def problems(read: Read) -> Callable[..., list[str]]:
    """All problems but the closing line, without the file's name."""

    def problems(*lines: str, **more: str) -> list[str]:
        with pytest.raises(RegisterError) as caught:
            read(*lines, **more)
        *told, mend = caught.value.problems
        assert mend == "Mend data/actions.csv, or better the system it was exported from, and check it again."
        assert all(problem.startswith("data/actions.csv, ") for problem in told)
        return [problem.removeprefix("data/actions.csv, ") for problem in told]

    return problems


def test_the_councils_columns_and_words_become_ours(read: Read) -> None:
    row = read(ROW).loc[2]
    assert row["reference"] == "A1"
    assert row["title"] == "Mend roads"
    assert row["due_date"] == pd.Timestamp(2023, 6, 30)
    assert row["percent_complete"] == 56.0
    assert row["stage"] == "not-started"
    assert row["reported_rating"] == "green"
    assert bool(row["on_track"]) is True


def test_our_own_names_and_words_pass_where_nothing_is_mapped(read: Read) -> None:
    header = "reference,title,directorate,due_date,percent_complete,stage,reported_rating,on_track"
    found = read("A1,Mend roads,People,2023-06-30,56%,not-started,On track,no", header=header)
    assert found.loc[2, "stage"] == "not-started"
    assert found.loc[2, "reported_rating"] == "green"
    assert not found.loc[2, "on_track"]


def test_our_own_words_pass_beside_mapped_ones(read: Read) -> None:
    found = read(ROW, "A2,x,People,2023-06-30,0,withdrawn,red,no", "A3,x,People,1 July 2023,100%,COMPLETED,green,yes")
    assert list(found["stage"]) == ["not-started", "withdrawn", "completed"]
    assert list(found["reported_rating"]) == ["green", "red", "green"]


def test_words_are_matched_whatever_their_capitals_and_white_space(read: Read) -> None:
    found = read("A1,x,People,30/06/2023,complete,NOT   BEGUN,off TRACK,y", "A2,x,People,30/06/2023,0,finished,bad,n")
    assert list(found["stage"]) == ["not-started", "completed"]
    assert list(found["reported_rating"]) == ["red", "red"]
    assert list(found["percent_complete"]) == [100.0, 0.0]


@pytest.mark.parametrize("marker", ["", "n/a", "N/A", "-", " tbc "])
def test_the_councils_missing_markers_are_blank(read: Read, marker: str) -> None:
    found = read(f"A1,x,People,30/06/2023,56,{marker},{marker},{marker}")
    assert found.loc[2, ["stage", "reported_rating", "on_track"]].isna().all()


def test_a_marker_of_another_register_is_a_word_here(problems: Callable[..., list[str]]) -> None:
    (told,) = problems(
        "A1,x,People,30/06/2023,56,n/a,,", house=MAPPED.replace("missing: {actions", "missing: {savings")
    )
    assert "'n/a' cannot be read" in told


def test_columns_that_the_file_lacks_are_missing_and_others_are_left_aside(read: Read) -> None:
    found = read(f"{ROW},spare", header=f"{HEADER},Extra")
    assert list(found.columns) == [*(field.name for field in ACTIONS.fields), "source", "sha256"]
    assert found["commentary"].isna().all()


def test_a_register_has_the_same_columns_and_types_however_many_rows_it_has(read: Read) -> None:
    empty = ACTIONS.empty()
    assert len(empty) == 0
    assert empty.dtypes.to_dict() == read(ROW).dtypes.to_dict()
    assert empty.index.name == read(ROW).index.name == "row"


def test_an_absent_source_is_an_empty_register(tmp_path: Path) -> None:
    house = house_file.load("testshire", project(tmp_path))
    pd.testing.assert_frame_equal(registers.read("actions", None, house, tmp_path), ACTIONS.empty())


def test_every_row_knows_its_file_and_the_hash_of_its_bytes(read: Read, tmp_path: Path) -> None:
    found = read(ROW)
    digest = hashlib.sha256((tmp_path / "data" / "actions.csv").read_bytes()).hexdigest()
    assert list(found["source"]) == ["data/actions.csv"]
    assert list(found["sha256"]) == [digest]


def test_rows_have_the_spreadsheets_numbers_past_blank_rows_and_line_breaks(read: Read) -> None:
    found = read(
        ROW,
        "",
        ",,,,,,,",
        'A2,"Mend\nroads, and\nbridges",People,30/06/2023,56,,,',
        "A3,x,People,30/06/2023,56,,,",
    )
    assert dict(zip(found.index, found["reference"], strict=True)) == {2: "A1", 5: "A2", 6: "A3"}
    assert found.loc[5, "title"] == "Mend roads, and bridges"


def test_problems_have_the_same_row_numbers(problems: Callable[..., list[str]]) -> None:
    told = problems(ROW, "", 'A2,"x\ny",People,30/06/2023,56,,,', "A3,x,People,31/06/2023,56,,,")
    assert told == [
        "row 5, column 'Due': '31/06/2023' cannot be read; expected a date that exists, such as 2023-06-30 "
        "(June 2023 has no day 31). [A01]"
    ]


def test_a_workbooks_rows_have_its_own_numbers(tmp_path: Path) -> None:
    root = project(tmp_path, house=MAPPED)
    data = workbook(HEADER.split(","), [], ["A1", "x", "People", date(2023, 6, 30), 0.56], formats={"E3": "0%"})
    (root / "data").mkdir()
    (root / "data" / "plan.xlsx").write_bytes(data)
    found = registers.read("actions", "data/plan.xlsx#Actions", house_file.load("testshire", root), root)
    assert list(found.index) == [3]
    assert found.loc[3, "percent_complete"] == 56.0
    assert found.loc[3, "due_date"] == pd.Timestamp(2023, 6, 30)
    assert found.loc[3, "source"] == "data/plan.xlsx#Actions"


def test_every_problem_of_a_file_is_told_at_once_in_the_order_of_its_rows(problems: Callable[..., list[str]]) -> None:
    assert problems(
        "A1,x,People,31/06/2023,56,Begun,G,Y",
        "A2,,People,30/06/2023,92 %,Finished,P,Y",
        'A1,x,People,30/06/2023,"1,234",Finished,G,maybe',
        ",x,People,45107,#DIV/0!,,,",
    ) == [
        "row 2, column 'Due': '31/06/2023' cannot be read; expected a date that exists, such as 2023-06-30 "
        "(June 2023 has no day 31). [A01]",
        "row 2, column 'stage': 'Begun' cannot be read; expected one of Not begun, in-progress, paused, Finished, "
        "carried-forward, withdrawn. [A01]",
        "row 3, column 'Progress %': '92 %' cannot be read; expected a number from 0 to 100, such as 92 or 92%, "
        "without spaces or commas. [A01]",
        "row 3, column 'RAG': 'P' cannot be read; expected one of On track, Off track. [A01]",
        "row 3, column 'Action': the cell is blank; title must be filled in. [A02]",
        "row 4, column 'Progress %': '1,234' cannot be read; expected a number from 0 to 100, such as 92 or 92%, "
        "without spaces or commas. [A01]",
        "row 4, column 'On track?': 'maybe' cannot be read; expected yes or no. [A01]",
        "row 4, column 'Action code': 'A1' stands in row 2 already; give each row its own. [A03]",
        "row 5, column 'Due': '45107' cannot be read; expected a date such as 2023-06-30 (a bare number is Excel's "
        "count of days; 45107 may mean 2023-06-30): format the column as Date. [A01]",
        "row 5, column 'Progress %': '#DIV/0!' is a formula's error. Mend the formula, and save or export again. [A01]",
        "row 5, column 'Action code': the cell is blank; reference must be filled in. [A02]",
    ]


@pytest.mark.parametrize("field", [field.name for field in ACTIONS.fields if field.required])
def test_a_required_value_that_is_blank_or_marked_missing_stops_the_register(
    problems: Callable[..., list[str]], field: str
) -> None:
    cells = {
        "reference": "A1",
        "title": "x",
        "directorate": "People",
        "due_date": "2023-06-30",
        "percent_complete": "5",
    }
    header = ",".join(cells)
    told = {"": "the cell is blank", "TBC": "the cell is blank ('TBC' is a missing marker of the house)"}
    if field in ACTIONS.key:
        del told["TBC"]
    for blank, why in told.items():
        assert problems(",".join((cells | {field: blank}).values()), header=header) == [
            f"row 2, column '{field}': {why}; {field} must be filled in. [A02]"
        ]


def test_a_missing_marker_of_the_house_may_be_a_reference(read: Read) -> None:
    assert read("TBC,x,People,30/06/2023,5,TBC,,").loc[2, "reference"] == "TBC"


def test_a_marker_is_not_advised_where_a_blank_would_be_refused(problems: Callable[..., list[str]]) -> None:
    header = "reference,title,directorate,due_date,percent_complete,start_date"
    required, optional = problems("A1,x,People,nil,5,nil", header=header)
    assert "'nil' cannot be read" in required
    assert "nothing is known" not in required
    assert optional.endswith("list it in the house file (missing: actions). [A01]")


@pytest.mark.parametrize("field", [field.name for field in ACTIONS.fields if not field.required])
def test_another_value_may_be_blank(read: Read, field: str) -> None:
    header = f"reference,title,directorate,due_date,percent_complete,{field}"
    assert read("A1,x,People,2023-06-30,5,", header=header)[field].isna().all()


def test_a_reference_that_stands_three_times_is_told_twice_against_its_first_row(
    problems: Callable[..., list[str]],
) -> None:
    told = problems(*["A1,x,People,30/06/2023,5,,,"] * 3)
    assert [line.split(":")[0] for line in told] == ["row 3, column 'Action code'", "row 4, column 'Action code'"]
    assert all("'A1' stands in row 2 already" in line for line in told)


def test_references_that_are_blank_or_unreadable_are_not_told_as_the_same(problems: Callable[..., list[str]]) -> None:
    told = problems(*[",x,People,30/06/2023,5,,,", "A\x07,x,People,30/06/2023,5,,,"] * 2)
    assert [line[-5:] for line in told] == ["[A02]", "[A01]", "[A02]", "[A01]"]


def test_references_that_differ_in_white_space_alone_are_the_same(problems: Callable[..., list[str]]) -> None:
    (told,) = problems("A 1,x,People,30/06/2023,5,,,", "A  1,x,People,30/06/2023,5,,,")
    assert "'A 1' stands in row 2 already" in told


def test_references_that_differ_in_their_zeros_are_not_the_same(read: Read) -> None:
    lines = [f"{reference},x,People,30/06/2023,5,,," for reference in ("1.1", "1.10", "01.1")]
    assert list(read(*lines)["reference"]) == ["1.1", "1.10", "01.1"]


def test_a_missing_column_is_told_with_the_nearest_and_where_to_map_it(problems: Callable[..., list[str]]) -> None:
    assert problems(ROW, header=HEADER.replace("Progress %", "Progress")) == [
        "row 1, column 'Progress %': the column is missing; percent_complete was expected in it. "
        "Did you mean 'Progress'? If the export names it otherwise, say so in the house file (columns: actions). [A01]"
    ]


def test_columns_without_any_likeness_are_listed(problems: Callable[..., list[str]]) -> None:
    told = problems("1,2", header="zig,zag")
    assert len(told) == sum(field.required for field in ACTIONS.fields)
    assert all("Columns here: zig, zag." in line for line in told)


def test_a_missing_column_does_not_hide_what_is_wrong_in_the_others(problems: Callable[..., list[str]]) -> None:
    told = problems("A1,x,People,31/06/2023,56,,,", header=HEADER.replace("Progress %", "Other"))
    assert [line.split(":")[0] for line in told] == ["row 1, column 'Progress %'", "row 2, column 'Due'"]


def test_a_column_that_stands_twice_is_told(problems: Callable[..., list[str]]) -> None:
    assert problems(f"{ROW},5", header=f"{HEADER},Due") == [
        "row 1, column 'Due': the column name stands 2 times; name each column once. [A01]"
    ]


def test_columns_without_a_name_may_stand_several_times(read: Read) -> None:
    assert list(read(f"{ROW},,", header=f"{HEADER},,")["reference"]) == ["A1"]


def test_a_long_value_is_cut_in_its_message(problems: Callable[..., list[str]]) -> None:
    for length, shown in ((MAX_SHOWN, "x" * MAX_SHOWN), (MAX_SHOWN + 1, "x" * MAX_SHOWN + "…")):
        (told,) = problems(f"A1,x,People,{'x' * length},56,,,")
        assert f"'{shown}' cannot be read" in told


def test_a_few_problems_that_are_alike_have_a_line_each(problems: Callable[..., list[str]]) -> None:
    told = problems(*(f"A{row},x,People,soon,5,,," for row in range(MOST_ALIKE)))
    assert [line.split(",")[0] for line in told] == [f"row {row}" for row in range(2, MOST_ALIKE + 2)]


def test_many_problems_that_are_alike_have_one_line(problems: Callable[..., list[str]]) -> None:
    alike = [f"A{row},x,People,soon,5,,," for row in range(MOST_ALIKE + 1)]
    first, second = problems(*alike, "B1,x,People,later,5,,,")
    assert first.startswith("row 2, column 'Due': 'soon' cannot be read")
    assert first.endswith(f"[A01] The same in {MOST_ALIKE} more rows: 3, 4, 5, 6, …")
    assert second.startswith("row 8, column 'Due': 'later'")


@pytest.mark.parametrize(("number", "more"), [(MAX_TOLD, 0), (MAX_TOLD + 1, 1), (MAX_TOLD + 1300, 1300)])
def test_problems_are_told_to_a_limit_but_all_are_kept(read: Read, number: int, more: int) -> None:
    with pytest.raises(RegisterError) as caught:
        read(*(f"A{row},x,People,soon {row},5,,," for row in range(number)))
    counted = [f"… and {more:,} more problems in data/actions.csv."] if more else []
    assert list(caught.value.problems[MAX_TOLD:-1]) == counted
    assert len(caught.value.found) == number
    assert (caught.value.found[-1].code, caught.value.found[-1].row) == ("A01", number + 1)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "reference: Action code",
            "refrence: Action code",
            "In params/houses/testshire.yaml, columns: actions have no column 'refrence'. Did you mean 'reference'?",
        ),
        (
            "Finished: completed",
            "Finished: complted",
            "In params/houses/testshire.yaml, values: 'Finished' stands for 'complted', which no stage is. "
            "Did you mean 'completed'?",
        ),
        (
            "G: green",
            "G: verde",
            "In params/houses/testshire.yaml, values: 'G' stands for 'verde', which no reported_rating is. "
            "Known here: 'green', 'red'.",
        ),
    ],
)
def test_a_house_file_that_maps_to_what_is_not_there_is_refused(read: Read, old: str, new: str, told: str) -> None:
    assert old in MAPPED
    with pytest.raises(InputError) as caught:
        read(ROW, house=MAPPED.replace(old, new))
    assert caught.value.problems == (told,)


def test_a_key_of_several_columns_is_repeated_only_when_all_are(tmp_path: Path) -> None:
    key = ("reference", "period")
    register = Register("outturns", "I0", tuple(Field(name, required=True) for name in key), key)
    house = house_file.load("testshire", project(tmp_path))

    def problems(*rows: tuple[str, str]) -> tuple[str, ...]:
        raw = RawTable("x.csv", "", key, tuple(enumerate(rows, start=2)))
        try:
            frame(raw, register, house)
        except RegisterError as error:
            return error.problems[:-1]
        return ()

    assert problems(("A", "Q1"), ("A", "Q2"), ("B", "Q1")) == ()
    assert problems(("A", "Q1"), ("A", "Q1")) == (
        "x.csv, row 3, column 'reference': 'A, Q1' stands in row 2 already; give each row its own. [I03]",
    )


# Sources: which file, and what it is before any column is understood.


def told(source: object, root: Path) -> str:
    with pytest.raises(InputError) as caught:
        sources.read(source, root.resolve())
    (problem,) = caught.value.problems
    return problem


def test_a_file_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    write(tmp_path / "data" / "actions-q1.csv", "a\n1\n")
    assert told("data/actions-q2.csv", tmp_path) == (
        "data/actions-q2.csv: there is no such file. Did you mean 'actions-q1.csv'?"
    )
    assert told("data/other/x.csv", tmp_path) == "data/other/x.csv: there is no such file."


@pytest.mark.parametrize("source", ["../x.csv", "/etc/hostname.csv", "data/../../x.csv"])
def test_a_path_that_leaves_the_project_is_refused(tmp_path: Path, source: str) -> None:
    write(tmp_path / "x.csv", "a\n1\n")
    (tmp_path / "project").mkdir()
    assert "is outside the project" in told(source, tmp_path / "project")


def test_a_link_that_leaves_the_project_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "x.csv", "a\n1\n")
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "link.csv").symlink_to(tmp_path / "x.csv")
    assert "is outside the project" in told("link.csv", tmp_path / "project")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("data", "is a folder. Name a file in it"),
        ("", "is an empty text. Where there is no file, leave the parameter out."),
        (" ", "is an empty text. Where there is no file, leave the parameter out."),
        (".", "is a folder. Name a file in it"),
        ("data\\x.csv", "Write / between folders"),
        ("data/\0.csv", "cannot be a path"),
        ("data/" + "x" * 300 + ".csv", "cannot be read"),
        ({"sql": "select 1"}, "must be the path of a file, such as"),
    ],
)
def test_what_cannot_name_a_file_is_told(tmp_path: Path, source: Any, words: str) -> None:
    (tmp_path / "data").mkdir()
    assert words in told(source, tmp_path)


def test_a_file_of_another_kind_is_told_with_those_that_are_read(tmp_path: Path) -> None:
    write(tmp_path / "x.pdf", "x")
    assert told("x.pdf", tmp_path) == "x.pdf: files ending in .csv, .xlsx, .parquet are read, not '.pdf'."


def test_the_ending_of_a_file_may_be_in_capitals(tmp_path: Path) -> None:
    write(tmp_path / "X.CSV", "a\n1\n")
    assert sources.read("X.CSV", tmp_path.resolve()).header == ("a",)


HEADER_ALONE = (
    "x.csv: there is a header in row 1 and no row beneath it. Export the file again, or leave the parameter out where "
    "there is nothing to report."
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "x.csv: the file is empty. Row 1 must hold the column names. Export the file again."),
        (",,\n", "x.csv: the file is empty. Row 1 must hold the column names. Export the file again."),
        ("a,b\n", HEADER_ALONE),
        ("a,b\n\n,\n", HEADER_ALONE),
        (",\n1,2\n", "x.csv, row 1: the row is blank; it must hold the column names."),
        ("\na,b\n1,2\n", "x.csv, row 1: the row is blank; it must hold the column names."),
    ],
)
def test_a_file_without_header_or_rows_is_told(tmp_path: Path, text: str, words: str) -> None:
    write(tmp_path / "x.csv", text)
    assert told("x.csv", tmp_path) == words


def test_a_workbook_whose_row_1_is_blank_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(workbook([], ["a"], ["x"]))
    assert told("x.xlsx", tmp_path) == "x.xlsx, row 1: the row is blank; it must hold the column names."


def test_a_file_is_read_to_its_limit_of_bytes_and_refused_beyond_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "x.csv", "a\n1\n")
    monkeypatch.setattr(source, "MAX_FILE", 4)
    assert sources.read("x.csv", tmp_path.resolve()).rows == ((2, ("1",)),)
    monkeypatch.setattr(source, "MAX_FILE", 3)
    assert told("x.csv", tmp_path) == "x.csv: the file has 4 bytes; at most 3 are read."


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "x.csv", "a\n1\n")

    def locked(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert told("x.csv", tmp_path) == "x.csv: the file cannot be read (Permission denied). Is it open in Excel?"


def test_a_number_in_a_header_is_the_text_that_excel_shows(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(workbook(["a", 2023, " two\n words "], ["x", 1, 2]))
    assert sources.read("x.xlsx", tmp_path.resolve()).header == ("a", "2023", "two words")


def test_a_workbooks_formula_error_is_told_with_its_cell(tmp_path: Path) -> None:
    root = project(tmp_path, house=MAPPED)
    (root / "data").mkdir()
    data = workbook(HEADER.split(","), ["A1", "x", "People", date(2023, 6, 30), 56])
    broken = patched(data, ('<c r="E2".*?</c>', '<c r="E2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'))
    (root / "data" / "plan.xlsx").write_bytes(broken)
    with pytest.raises(RegisterError) as caught:
        registers.read("actions", "data/plan.xlsx#Actions", house_file.load("testshire", root), root)
    assert caught.value.problems[0] == (
        "data/plan.xlsx#Actions, row 2, column 'Progress %': '#DIV/0!' is a formula's error. "
        "Mend the formula, and save or export again. [A01]"
    )


def test_published_figures_are_a_register_of_ids_and_exact_numbers(tmp_path: Path) -> None:
    root = project(tmp_path)
    write(root / "data" / "published.csv", "id,published,where\na.count,11,5.2\na.percent,91.70,\n")
    found = registers.read("published_figures", "data/published.csv", house_file.load("testshire", root), root)
    assert [str(value) for value in found["published"]] == ["11", "91.70"]


ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("house", "source", "rows"),
    [
        ("rochdale", "data/rochdale/actions-2023-24-q1.csv", 21),
        ("rochdale", "data/rochdale/actions-2022-23-q4.csv", 22),
        ("rochdale", "data/rochdale/actions-2020-21-q4.xlsx#Actions", 40),
        ("bracknell-forest", "data/bracknell-forest/actions-2020-21-q3.csv", 28),
    ],
)
def test_the_sample_registers_have_the_rows_that_the_data_dictionary_says(house: str, source: str, rows: int) -> None:
    found = registers.read("actions", source, house_file.load(house, ROOT), ROOT)
    assert len(found) == rows
    assert list(found.index) == list(range(2, rows + 2))
