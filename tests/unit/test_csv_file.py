"""CSV files as councils export them, and those that are not what they should be."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.errors import InputError
from quarterbook.sources import csv_file
from quarterbook.sources.csv_file import MAX_CELL


def rows(text: str) -> list[tuple[int, tuple[object, ...]]]:
    return csv_file.read(text.encode(), "", "data/x.csv")


def problems(data: str | bytes) -> tuple[str, ...]:
    with pytest.raises(InputError) as caught:
        csv_file.read(data.encode() if isinstance(data, str) else data, "", "data/x.csv")
    return caught.value.problems


def test_rows_have_the_numbers_that_a_spreadsheet_shows() -> None:
    assert rows("a,b\n1,2\n3,4\n") == [(1, ("a", "b")), (2, ("1", "2")), (3, ("3", "4"))]


def test_a_blank_row_has_a_number_too() -> None:
    assert [number for number, _ in rows("a,b\n\n1,2\n,\n3,4\n\n")] == [1, 2, 3, 4, 5]


def test_a_line_break_within_quotation_marks_begins_no_row() -> None:
    assert rows('a,b\n"x\ny\r\nz",2\n3,4\n') == [(1, ("a", "b")), (2, ("x\ny\r\nz", "2")), (3, ("3", "4"))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_system(end: str) -> None:
    assert rows(end.join(["a,b", "1,2", ""])) == [(1, ("a", "b")), (2, ("1", "2"))]


def test_a_byte_order_mark_is_no_part_of_the_first_column() -> None:
    assert csv_file.read("a,b\n1,2".encode("utf-8-sig"), "", "x")[0] == (1, ("a", "b"))


def test_commas_and_doubled_quotation_marks_are_kept_within_quotation_marks() -> None:
    assert rows('a,b\n"x, y","say ""no"""\n')[1] == (2, ("x, y", 'say "no"'))


def test_white_space_around_a_cell_is_not_part_of_it() -> None:
    assert rows("a , b\n 1,2 \n") == [(1, ("a", "b")), (2, ("1", "2"))]


def test_cells_are_text_and_nothing_is_guessed() -> None:
    assert rows("a,b,c,d\n010,1.10,NA,2023-06-30\n")[1][1] == ("010", "1.10", "NA", "2023-06-30")


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n,,\n", "\ufeff"])
def test_a_file_without_any_cell_has_no_rows(text: str) -> None:
    assert rows(text) == []


def test_blank_cells_right_of_the_header_are_dropped() -> None:
    assert rows("a,b\n1,2,,\n") == [(1, ("a", "b")), (2, ("1", "2"))]


def test_every_row_that_is_too_short_or_too_long_is_told() -> None:
    assert problems("a,b\n1\n1,2\n1,2,3\n") == (
        "data/x.csv, row 2: 1 cells, but the header has 2 columns. "
        "A comma inside a cell must stand in quotation marks.",
        "data/x.csv, row 4: 3 cells, but the header has 2 columns. "
        "A comma inside a cell must stand in quotation marks.",
    )


def test_of_very_many_wrong_rows_the_first_are_told_and_their_number() -> None:
    told = problems("a,b\n" + "1\n" * (csv_file.MAX_TOLD + 1))
    assert len(told) == csv_file.MAX_TOLD + 1
    assert told[-1] == "data/x.csv: 1,001 rows in all have a wrong number of cells; the first 1,000 are told."


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_letters_may_be_cut_by_the_pieces_in_which_a_file_is_read(
    size: int, mark: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_file, "_CHUNK", size)
    good = mark + "a,b\n1,caf\u00e9 \u2713 \U0001f600\n".encode()
    assert csv_file.read(good, "", "x")[1] == (2, ("1", "caf\u00e9 \u2713 \U0001f600"))
    (told,) = problems(good + b"2,x\xe2\x9c,\n")
    assert told.startswith("data/x.csv, row 3, column 'b': the byte 0xe2 is not UTF-8 text")
    (told,) = problems(good + b"2,x\xe2\x9c")
    assert told.startswith("data/x.csv, row 3, column 'b': the byte 0xe2 is not UTF-8 text")


@pytest.mark.parametrize(("mark", "called"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_columns_parted_by_another_mark_are_told_as_such(mark: str, called: str) -> None:
    (told,) = problems(f"a{mark}b\n1{mark}2\n")
    assert told.startswith(f"data/x.csv, row 1: the columns are parted by {called}; commas were expected. In Excel: ")


def test_one_column_alone_is_a_file_too() -> None:
    assert rows("a\n1\n") == [(1, ("a",)), (2, ("1",))]


@pytest.mark.parametrize(
    ("text", "row"), [('a,b\n1,2\n"x,2\n3,4\n', 3), ('a,b\n"x"y,2\n', 2), ('"a,b\n', 1), ('a,b\n"x\ny",1\n"z', 3)]
)
def test_quotation_marks_that_do_not_pair_are_told_with_their_row(text: str, row: int) -> None:
    (told,) = problems(text)
    assert told.startswith(f"data/x.csv, row {row}: the quotation marks of this row do not pair")


@pytest.mark.parametrize(
    ("data", "row", "column", "letter"),
    [
        ("name,note\nx,Café\n", 2, "note", "é"),
        ("name,note\nCafé,x\n", 2, "name", "é"),
        ("name,note\n£5,x\n", 2, "name", "£"),
        ("name,note\nx,£5\n", 2, "note", "£"),
        ("name,note\nx,y\n\n‘quoted’,y\n", 4, "name", "‘"),
        ('name,note\n"x\ny",Café\n', 2, "note", "é"),
        ('name,note\nx,"a, b\nCafé"\n', 2, "note", "é"),
        ("näme,note\nx,y\n", 1, "1", "ä"),
        ("name,nöte\nx,y\n", 1, "2", "ö"),
    ],
)
def test_a_windows_1252_file_is_told_with_row_column_and_letter(data: str, row: int, column: str, letter: str) -> None:
    (told,) = problems(data.encode("cp1252"))
    byte = letter.encode("cp1252")[0]
    assert told == (
        f"data/x.csv, row {row}, column '{column}': the byte {byte:#04x} is not UTF-8 text (in Windows-1252 it is "
        f"'{letter}'). UTF-8 was expected. In Excel: Save As, 'CSV UTF-8 (comma delimited)'."
    )


def test_a_byte_that_no_code_page_knows_is_told_without_a_guess() -> None:
    (told,) = problems(b"a,b\n1,\x81\n")
    assert "the byte 0x81 is not UTF-8 text. UTF-8 was expected." in told


def test_a_byte_after_a_very_long_cell_is_told_with_its_row() -> None:
    csv.field_size_limit(131_072)
    (told,) = problems(b"a,b\n" + b"x" * 200_000 + b",2\n1,\xe9\n")
    assert "row 3, column 'b'" in told


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_utf_16_file_is_told_as_one(coding: str) -> None:
    assert problems("a,b\n1,2\n".encode(coding)) == (
        "data/x.csv, row 1: the file is UTF-16 text; UTF-8 was expected. "
        "In Excel: Save As, 'CSV UTF-8 (comma delimited)'.",
    )


def too_long(row: int, column: str, begin: str) -> str:
    return (
        f"data/x.csv, row {row}, column '{column}': the cell begins '{begin}…' and holds more than 100,000 characters. "
        "A quotation mark may be left open in it."
    )


def test_a_cell_is_read_to_its_limit_and_refused_beyond_it() -> None:
    assert rows(f"a,b\n1,{'x' * MAX_CELL}\n")[1][1][1] == "x" * MAX_CELL
    assert problems(f"a,b\n1,{'x' * (MAX_CELL + 1)}\n") == (too_long(2, "b", "x" * 30),)


@pytest.mark.parametrize("length", [MAX_CELL + 1, 2 * MAX_CELL, 5 * MAX_CELL])
@pytest.mark.parametrize("before", [0, 1, MAX_CELL - 1, MAX_CELL])
def test_a_cell_that_is_too_long_is_found_after_others_of_any_length(length: int, before: int) -> None:
    quotes, letters = '""' * before, "y" * before
    text = f'a,b,c,d\n\n"{quotes}","{letters}",z{"x" * length},1\n2,2,2,2\n'
    assert problems(text) == (too_long(3, "c", "z" + "x" * 29),)


def test_a_quotation_mark_left_open_takes_the_rest_of_the_file_for_its_cell() -> None:
    text = 'a,b\n1,"open\n' + "2,2\n" * MAX_CELL
    assert problems(text) == (too_long(2, "b", "open\n" + ("2,2\n" * 7)[:25]),)


def test_a_header_that_is_too_long_is_told_by_the_number_of_its_column() -> None:
    assert problems(f"a,{'x' * (MAX_CELL + 1)}\n1,2\n") == (too_long(1, "2", "x" * 30),)


def test_the_libraries_own_limit_is_left_as_it_was() -> None:
    before = csv.field_size_limit()
    problems(f"a,b\n1,{'x' * (MAX_CELL + 1)}\n")
    rows("a\n1\n")
    assert csv.field_size_limit() == before


def test_a_sheet_of_a_csv_file_is_refused() -> None:
    with pytest.raises(InputError, match=r"data/x\.csv: a CSV file has no sheets; leave out '#Actions'"):
        csv_file.read(b"a\n1\n", "Actions", "data/x.csv")


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00")).map(str.strip)


@given(st.lists(st.tuples(CELLS, CELLS, st.just("x")), min_size=1))
def test_whatever_is_written_as_csv_is_read_back(table: list[tuple[str, str, str]]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([("one", "two", "three"), *table])
    found = csv_file.read(file.getvalue().encode("utf-8-sig"), "", "x")
    assert found == list(enumerate([("one", "two", "three"), *table], start=1))


@given(st.binary())
def test_any_bytes_are_rows_or_a_sentence(data: bytes) -> None:
    try:
        numbers = [number for number, _ in csv_file.read(data, "", "data/x.csv")]
        told: tuple[str, ...] = ()
    except InputError as error:
        numbers, told = [], error.problems
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(problem.startswith("data/x.csv, row ") for problem in told)
