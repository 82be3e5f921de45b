"""Parquet: a file's rows in their order, exact, by a reader that reaches nothing but that file."""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from quarterbook import sources
from quarterbook.errors import InputError
from quarterbook.params import house_file
from quarterbook.registers import read
from quarterbook.sources import parquet_file
from small_project import HOUSE, project


@pytest.fixture
def made(tmp_path: Path) -> Any:
    """A maker of Parquet files from a query; gives their bytes."""

    def made(query: str, options: str = "") -> bytes:
        path = tmp_path / "made.parquet"
        with duckdb.connect() as database:
            database.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet{options})")
        return path.read_bytes()

    return made


def rows(data: bytes, sheet: str = "") -> list[tuple[int, tuple[Any, ...]]]:
    return parquet_file.read(data, sheet, "data/x.parquet")


def problem(data: bytes, sheet: str = "") -> str:
    with pytest.raises(InputError) as caught:
        rows(data, sheet)
    (told,) = caught.value.problems
    return told


def test_rows_are_numbered_from_2_in_the_order_of_the_file(made: Any) -> None:
    data = made("SELECT 'r' || (9 - i) AS a, i AS b FROM range(3) AS t(i)")
    assert rows(data) == [(1, ("a", "b")), (2, ("r9", "0")), (3, ("r8", "1")), (4, ("r7", "2"))]


def test_rows_of_many_row_groups_keep_their_order(made: Any) -> None:
    data = made("SELECT (i * 7919) % 100003 AS a FROM range(20000) AS t(i)", ", ROW_GROUP_SIZE 2048")
    found = rows(data)
    assert [cells for _, cells in found[1:]] == [(str(i * 7919 % 100003),) for i in range(20000)]
    assert [number for number, _ in found] == list(range(1, 20002))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("' a '", "a"),
        ("NULL::VARCHAR", ""),
        ("NULL::DATE", ""),
        ("7::INTEGER", "7"),
        ("18446744073709551615::UBIGINT", "18446744073709551615"),
        ("1.10::DECIMAL(9, 2)", "1.10"),
        ("12345678901234567890.12::DECIMAL(38, 2)", "12345678901234567890.12"),
        ("0.0000001::DECIMAL(9, 7)", "0.0000001"),
        ("91.7::DOUBLE", 91.7),
        ("91.7::FLOAT", 91.7),
        ("true", True),
        ("DATE '2023-06-30'", date(2023, 6, 30)),
        ("TIMESTAMP '2023-06-30 00:00:00'", date(2023, 6, 30)),
        ("TIMESTAMP_NS '2023-06-30 00:00:00'", date(2023, 6, 30)),
        ("TIMESTAMP '2023-06-30 09:30:00'", datetime(2023, 6, 30, 9, 30)),
        ("TIMESTAMPTZ '2023-06-30 00:00:00+01'", "2023-06-29 23:00:00+00"),
        ("TIME '09:30:00'", "09:30:00"),
        ("[1, 2]", "[1, 2]"),
        ("{'k': 'v'}", "{'k': v}"),
        ("'#DIV/0!'", "#DIV/0!"),
    ],
)
def test_values_are_cells_of_their_type_and_nothing_is_rounded(made: Any, value: str, expected: object) -> None:
    (found,) = rows(made(f"SELECT {value} AS a"))[1][1]
    assert found == expected
    assert type(found) is type(expected)


def test_names_are_those_of_the_file_even_where_they_stand_twice(made: Any) -> None:
    data = made("SELECT 1 AS cola, {'x': 2, 'y': [3]} AS deep, 4 AS colb, 5 AS \"colC\"").replace(b"colb", b"cola")
    header, row = rows(data.replace(b"colC", b"COLA"))
    assert header == (1, ("cola", "deep", "cola", "COLA"))
    assert (row[1][0], *row[1][2:]) == ("1", "4", "5")


def test_the_same_bytes_give_the_same_rows(made: Any) -> None:
    data = made("SELECT i AS a, hash(i) AS b FROM range(5000) AS t(i)")
    assert rows(data) == rows(data)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda good: b"",
        lambda good: b"a,b\n1,2\n" * 9,
        lambda good: good[:-20],
        lambda good: good[20:],
        lambda good: b"PAR1" + bytes(100) + b"PAR1",
        lambda good: b"PARE" + bytes(100) + b"PARE",
        lambda good: good[:8] + b"\xff" * 40 + good[48:],
    ],
    ids=["empty", "csv", "cut off", "beheaded", "hollow", "encrypted", "broken"],
)
def test_what_is_no_parquet_file_is_told_in_a_sentence(made: Any, spoil: Any) -> None:
    good = made("SELECT 'text ' || i AS a FROM range(50) AS t(i)")
    assert len(rows(good)) == 51
    assert problem(spoil(good)) == (
        "data/x.parquet: this is not a Parquet file that can be read. Export it again, without encryption."
    )


def test_a_parquet_file_has_no_sheets(made: Any) -> None:
    assert problem(made("SELECT 1 AS a"), "Actions") == (
        "data/x.parquet: a Parquet file has no sheets; leave out '#Actions'."
    )


def test_a_file_is_read_to_its_limit_of_cells_and_refused_beyond_it(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    data = made("SELECT 1 AS a, 2 AS b FROM range(2)")
    monkeypatch.setattr(parquet_file, "MAX_CELLS", 6)
    assert len(rows(data)) == 3
    monkeypatch.setattr(parquet_file, "MAX_CELLS", 5)
    assert problem(data) == "data/x.parquet: the file holds more than 5 cells; it is not read."


def test_the_reader_reaches_no_other_file_and_writes_none(made: Any, tmp_path: Path) -> None:
    (tmp_path / "it's.parquet").write_bytes(made("SELECT 1 AS a"))
    (tmp_path / "other.parquet").write_bytes(made("SELECT 2 AS a"))
    with duckdb.connect(config=parquet_file.CONFIG) as database:
        parquet_file.shut(database, str(tmp_path / "it's.parquet"))
        assert database.execute("SELECT * FROM read_parquet(?)", [str(tmp_path / "it's.parquet")]).fetchall() == [(1,)]
        for forbidden in (
            f"SELECT * FROM '{tmp_path}/other.parquet'",
            f"COPY (SELECT 1) TO '{tmp_path}/new.csv'",
            "SELECT * FROM 'https://council.example/x.parquet'",
            "INSTALL httpfs",
            "SET enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                database.execute(forbidden)
    assert not (tmp_path / "new.csv").exists()


@pytest.mark.parametrize("name", ["plain", "year=2023", "it's", "[a]*"])
def test_the_folder_for_temporary_files_may_have_any_name_and_is_left_empty(
    made: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    data = made("SELECT 1 AS a")
    (tmp_path / name).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / name))
    assert rows(data) == [(1, ("a",)), (2, ("1",))]
    assert list((tmp_path / name).iterdir()) == []


def test_a_register_is_read_from_parquet(made: Any, tmp_path: Path) -> None:
    root = project(tmp_path / "project", house=HOUSE)
    (root / "data").mkdir()
    (root / "data" / "plan.parquet").write_bytes(
        made(
            "SELECT '1.10' AS reference, 'Mend roads' AS title, 'People' AS directorate, "
            "DATE '2023-06-30' AS due_date, 91.7::FLOAT AS percent_complete, true AS on_track"
        )
    )
    found = read("actions", "data/plan.parquet", house_file.load("testshire", root), root)
    row = found.loc[2]
    assert (row["reference"], row["percent_complete"], bool(row["on_track"])) == ("1.10", 91.7, True)
    assert row["due_date"].date() == date(2023, 6, 30)
    assert row["source"] == "data/plan.parquet"


def test_a_file_without_rows_is_told(made: Any, tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_bytes(made("SELECT 1 AS a WHERE false"))
    with pytest.raises(InputError, match="no row beneath it"):
        sources.read("x.parquet", tmp_path.resolve())
