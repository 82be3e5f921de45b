"""Excel workbooks: values by the type of their cells, under the row numbers that Excel shows."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from quarterbook.errors import InputError
from quarterbook.sources import excel_file
from workbooks import patched, saved, workbook


def rows(data: bytes, sheet: str = "") -> list[tuple[int, tuple[Any, ...]]]:
    return excel_file.read(data, sheet, "data/x.xlsx")


def cell(data: bytes) -> Any:
    """The value of the cell A2."""
    return rows(data)[1][1][0]


def problems(data: bytes, sheet: str = "") -> tuple[str, ...]:
    with pytest.raises(InputError) as caught:
        rows(data, sheet)
    return caught.value.problems


def test_rows_have_the_numbers_that_excel_shows() -> None:
    assert rows(workbook(["a", "b"], ["x", 2], ["y", 3.5])) == [
        (1, ("a", "b")),
        (2, ("x", 2.0)),
        (3, ("y", 3.5)),
    ]


def test_blank_rows_have_numbers_too() -> None:
    found = rows(workbook(["a"], [], ["x"], [None], ["y"]))
    assert [(number, row[0]) for number, row in found] == [(1, "a"), (2, ""), (3, "x"), (4, ""), (5, "y")]


def test_rows_that_the_sheet_leaves_out_are_counted() -> None:
    data = workbook(["a"], ["x"])
    gap = patched(data, ('<row r="2"><c r="A2"', '<row r="7"><c r="A7"'))
    assert [(number, row[0]) for number, row in rows(gap) if row[0]] == [(1, "a"), (7, "x")]


def test_a_sheet_that_says_a_false_size_of_itself_is_read_to_its_end() -> None:
    data = patched(workbook(["a", "b"], ["x", "y"], ["z", "w"]), ('ref="A1:B3"', 'ref="A1:A2"'))
    assert rows(data)[2] == (3, ("z", "w"))


def test_a_table_that_does_not_begin_in_row_1_has_a_blank_header() -> None:
    assert rows(workbook([], ["a"], ["x"]))[0] == (1, ())


def test_cells_right_of_the_header_belong_to_no_column() -> None:
    assert rows(workbook(["a", "b"], ["x", "y", None, "checked by JB"], ["z"])) == [
        (1, ("a", "b")),
        (2, ("x", "y")),
        (3, ("z", "")),
    ]


def test_an_empty_sheet_has_no_rows() -> None:
    assert rows(workbook()) == []
    assert rows(workbook([None, None], [""])) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x", "x"),
        (" x \n", "x"),
        (2, 2.0),
        (2.5, 2.5),
        (True, True),
        (None, ""),
        ("010", "010"),
        ("1.10", "1.10"),
        ("=x", "=x"),
    ],
)
def test_values_keep_the_type_of_their_cell(value: object, expected: object) -> None:
    book = Workbook()
    book.active.append(["a"])
    book.active["A2"].value = value
    if isinstance(value, str):
        book.active["A2"].data_type = "s"
    book.active["A3"].value = "end"
    found = cell(saved(book))
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (0.56, "0%", "56%"),
        (1, "0%", "100%"),
        (0, "0.0%", "0%"),
        (0.9166666667, "0%", "91.66666667%"),
        (0.29, "0.00%", "29%"),
        (0.07, "0%;[Red]-0%", "7%"),
        (1.5, "0%", "150%"),
    ],
)
def test_a_cell_formatted_as_a_percentage_is_the_percentage_unrounded(
    value: float, number_format: str, expected: str
) -> None:
    assert cell(workbook(["a"], [value], formats={"A2": number_format})) == expected


@pytest.mark.parametrize("number_format", ['0"%"', r"0\%", '0.0" %"', "0_%", "General"])
def test_a_percent_sign_that_is_only_shown_beside_the_number_scales_nothing(number_format: str) -> None:
    assert cell(workbook(["a"], [56], formats={"A2": number_format})) == 56.0


@given(st.integers(0, 10_000))
def test_a_percentage_in_hundredths_survives_the_binary_number_it_is_kept_in(hundredths: int) -> None:
    class Cell:
        value = hundredths / 10_000
        number_format = "0.00%"

    assert excel_file._value(Cell()) == f"{hundredths / 100:g}%"


def test_dates_are_dates_by_their_format_and_bare_numbers_are_not() -> None:
    data = workbook(
        ["a", "b", "c"], [date(2023, 6, 30), datetime(2023, 6, 30, 9, 30), 45107], formats={"A2": "dd/mm/yyyy"}
    )
    assert rows(data)[1][1] == (date(2023, 6, 30), datetime(2023, 6, 30, 9, 30), 45107.0)
    assert type(rows(data)[1][1][0]) is date


def test_a_workbook_that_counts_from_1904_gives_the_day_that_it_shows() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["a"])
    book.active.append([date(2023, 6, 30)])
    data = saved(book)
    assert b'date1904="1"' in zipfile.ZipFile(io.BytesIO(data)).read("xl/workbook.xml")
    assert cell(data) == date(2023, 6, 30)


def test_a_time_alone_is_text() -> None:
    assert cell(workbook(["a"], [time(9, 30)])) == "09:30:00"


def test_a_number_formatted_as_a_date_beyond_all_dates_is_a_formulas_error() -> None:
    assert cell(workbook(["a"], [1e12], formats={"A2": "dd/mm/yyyy"})) == "#VALUE!"


def with_formula(cell: str) -> bytes:
    """A workbook whose cell B2 is as a spreadsheet would write it, formula and last result."""
    return patched(workbook(["a", "b"], ["x", "y"]), ('<c r="B2".*?</c>', cell))


def test_a_formula_is_read_as_its_last_result() -> None:
    assert rows(with_formula('<c r="B2"><f>2+3</f><v>5</v></c>'))[1][1] == ("x", 5.0)


@pytest.mark.parametrize("error", ["#DIV/0!", "#REF!", "#N/A", "#NAME?", "#VALUE!"])
def test_a_formulas_error_is_kept_as_its_text(error: str) -> None:
    assert rows(with_formula(f'<c r="B2" t="e"><f>1/0</f><v>{error}</v></c>'))[1][1] == ("x", error)


def test_a_formula_that_gives_an_empty_text_is_blank() -> None:
    assert rows(with_formula('<c r="B2" t="str"><f>IF(A2="x","",1)</f><v></v></c>'))[1][1] == ("x", "")


@pytest.mark.parametrize("result", ["", "<v></v>", "<v/>"])
def test_a_formula_without_a_result_is_refused_however_that_is_written(result: str) -> None:
    assert (
        "row 2, cell B2: the formula =2+3 has no result"
        in problems(with_formula(f'<c r="B2"><f>2+3</f>{result}</c>'))[0]
    )


def test_a_formula_that_was_never_calculated_is_refused_rather_than_read_as_blank() -> None:
    assert problems(workbook(["a", "b"], ["x", "=A2&A2"], ["=1", "y"])) == (
        "data/x.xlsx, row 2, cell B2: the formula =A2&A2 has no result. "
        "Open the workbook in Excel, save it and check again.",
        "data/x.xlsx, row 3, cell A3: the formula =1 has no result. "
        "Open the workbook in Excel, save it and check again.",
    )


def test_a_formula_in_another_sheet_does_not_matter() -> None:
    assert rows(workbook(["a"], ["x"], Notes=[["=1+1"]]), "Actions")[1] == (2, ("x",))


def test_one_sheet_needs_no_name_and_several_do() -> None:
    assert rows(workbook(["a"], ["x"]))[1] == (2, ("x",))
    assert problems(workbook(["a"], ["x"], Notes=[["n"]])) == (
        "data/x.xlsx: say which sheet, as in data/x.xlsx#Actions. Sheets here: 'Actions', 'Notes'.",
    )


def test_a_sheet_is_read_by_its_name() -> None:
    data = workbook(["a"], ["x"], **{"Q1 (final)": [["n"], ["y"]]})
    assert rows(data, "Q1 (final)")[1] == (2, ("y",))
    assert rows(data, "Actions")[1] == (2, ("x",))


@pytest.mark.parametrize("sheet", ["Action", "actions", "Sheet1"])
def test_a_sheet_that_is_not_there_is_told_with_those_that_are(sheet: str) -> None:
    assert problems(workbook(["a"], ["x"], Notes=[["n"]]), sheet) == (
        f"data/x.xlsx: there is no sheet '{sheet}'. Sheets here: 'Actions', 'Notes'.",
    )


NO_WORKBOOK = (
    "data/x.xlsx: this is not an Excel workbook that can be read. Save it again as .xlsx, without a password.",
)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a,b\n1,2\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        b"PK\x05\x06" + bytes(18),
        workbook(["a"], ["x"])[:-100],
        patched(workbook(["a"], ["x"]), ("</sheetData>", "")),
        patched(workbook(["a"], ["x"]), ("</styleSheet>", ""), part="xl/styles.xml"),
    ],
    ids=["empty", "csv", "old or protected", "empty zip", "cut off", "broken sheet", "broken styles"],
)
def test_what_is_no_workbook_is_told_as_such(data: bytes) -> None:
    assert problems(data) == NO_WORKBOOK


def test_entities_in_a_workbook_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><worksheet'
    assert problems(patched(workbook(["a"], ["x"]), ("<worksheet", bomb))) == NO_WORKBOOK


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook(["a"], ["x" * 10_000])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    monkeypatch.setattr(excel_file, "MAX_UNPACKED", size)
    assert cell(data) == "x" * 10_000
    monkeypatch.setattr(excel_file, "MAX_UNPACKED", size - 1)
    assert "it is not read" in problems(data)[0]


def test_a_sheet_is_read_to_its_limit_of_cells_and_refused_beyond_it(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook(["a", "b"], ["x", "y"], ["x", "y"])
    monkeypatch.setattr(excel_file, "MAX_CELLS", 6)
    assert len(rows(data)) == 3
    monkeypatch.setattr(excel_file, "MAX_CELLS", 5)
    assert problems(data) == ("data/x.xlsx: the sheet holds more than 5 cells; it is not read.",)


def test_rows_left_out_count_towards_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_file, "MAX_CELLS", 1000)
    gap = patched(workbook(["a"], ["x"]), ('<row r="2"><c r="A2"', '<row r="900000000"><c r="A900000000"'))
    assert "more than 1,000 cells" in problems(gap)[0]


def test_a_workbook_without_a_normal_style_is_read_without_a_word() -> None:
    data = patched(workbook(["a"], ["x"]), ("<cellStyles.*</cellStyles>", ""), part="xl/styles.xml")
    with pytest.warns(UserWarning, match="no default style"):
        load_workbook(io.BytesIO(data))
    assert cell(data) == "x"
