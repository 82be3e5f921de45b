"""Some rows of a file too big to be read whole: the same as of the whole file, and what is told otherwise."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterbook import sources
from quarterbook.errors import InputError
from quarterbook.sources import big_file, converted, parquet_file, parquet_filter
from quarterbook.sources.source import RawTable

ROWS = """\
Area Code,Period,Actual,Note
E01,2023-24 Q1,91.70,
E02,2023-24 Q1,80,"a ""quoted"", note"

E01,2023-24 Q2,010,"two
lines"
W01,2023-24 Q1,,x
"""
AREAS = ("E01", "E02", "W01")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "all.csv").write_text(ROWS, "utf-8")
    return tmp_path.resolve()


@pytest.fixture(autouse=True)
def _no_store_of_a_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(converted.STORE, raising=False)


def parquet(path: Path, query: str, options: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as database:
        database.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet{options})")
    return path


def taken(root: Path, file: str, where: Mapping[str, Any]) -> RawTable:
    return sources.read({"file": file, "where": where}, root)


def problems(root: Path, file: str, where: Any) -> tuple[str, ...]:
    with pytest.raises(InputError) as caught:
        taken(root, file, where)
    return caught.value.problems


def folder(root: Path) -> Path:
    """A data set of three files, the areas in the names of the folders."""
    for area in AREAS:
        query = f"SELECT i AS n, '{area}' || i AS reference FROM range(2) AS t(i)"
        parquet(root / "data" / "set" / f"area={area}" / "part-0.parquet", query)
    return root / "data" / "set"


# A CSV file.


def test_rows_of_a_csv_keep_the_cells_the_numbers_and_the_hash_of_the_file(root: Path) -> None:
    found = taken(root, "data/all.csv", {"Area Code": "E01"})
    assert found.rows == ((2, ("E01", "2023-24 Q1", "91.70", "")), (5, ("E01", "2023-24 Q2", "010", "two\nlines")))
    assert found.header == ("Area Code", "Period", "Actual", "Note")
    assert (found.source, found.sha256) == ("data/all.csv", hashlib.sha256(ROWS.encode()).hexdigest())


@pytest.mark.parametrize(
    ("where", "rows"),
    [
        ({"Area Code": ["E01", "W01"]}, [2, 5, 6]),
        ({"Area Code": ["E02", "E02"]}, [3]),
        ({"Area Code": "E01", "Period": "2023-24 Q2"}, [5]),
        ({"Actual": "010"}, [5]),
        ({"Actual": ""}, [6]),
        ({"Note": 'a "quoted", note'}, [3]),
        ({"Note": "two\nlines"}, [5]),
        ({" Area  Code ": "E02"}, [3]),
    ],
)
def test_a_filter_takes_the_rows_that_have_all_it_says(root: Path, where: Any, rows: list[int]) -> None:
    assert [number for number, _ in taken(root, "data/all.csv", where).rows] == rows


def copies(root: Path) -> list[Path]:
    return sorted((root / "reports" / ".store" / big_file.CONVERTED).glob("*.parquet"))


def test_a_csv_is_converted_once_and_again_where_it_changed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = taken(root, "data/all.csv", {"Area Code": "E02"})
    (copy,) = copies(root)
    assert copy.name == f"{before.sha256}-{converted.VERSION}.parquet"
    with monkeypatch.context() as patched:
        patched.setattr(converted, "_convert", None)
        assert taken(root, "data/all.csv", {"Area Code": "E02"}) == before
        (root / "data" / "all.csv").touch()
        assert taken(root, "data/all.csv", {"Area Code": "E02"}) == before
    (root / "data" / "all.csv").write_text(ROWS.replace("80", "81"), "utf-8")
    assert taken(root, "data/all.csv", {"Area Code": "E02"}).rows[0][1][2] == "81"
    assert len(copies(root)) == 2


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-9]),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes().replace(b"E02", b"E03")),
        lambda path: path.unlink(),
        lambda path: path.with_suffix(".sha256").unlink(),
        lambda path: path.with_suffix(".sha256").write_bytes(b"\xff"),
    ],
    ids=["cut off", "empty", "another", "gone", "no hash", "no text"],
)
def test_a_damaged_copy_is_noticed_and_made_again(root: Path, harm: Callable[[Path], Any]) -> None:
    before = taken(root, "data/all.csv", {"Area Code": "E02"})
    (copy,) = copies(root)
    good = copy.read_bytes()
    harm(copy)
    assert taken(root, "data/all.csv", {"Area Code": "E02"}) == before
    assert copy.read_bytes() == good


def test_many_who_want_a_copy_at_once_get_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    convert = converted._convert
    monkeypatch.setattr(converted, "_convert", lambda *given: (made.append(1), convert(*given))[1])
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda area: taken(root, "data/all.csv", {"Area Code": area}).rows, AREAS * 2))
    assert [len(rows) for rows in found] == [2, 1, 1] * 2
    assert len(made) == 1


def test_a_csv_that_changes_while_it_is_converted_leaves_no_copy(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    convert = converted._convert

    def changing(path: Path, name: str, folder: Path) -> Path | None:
        path.write_text(ROWS.replace("80", "81"), "utf-8")
        return convert(path, name, folder)

    monkeypatch.setattr(converted, "_convert", changing)
    assert problems(root, "data/all.csv", {"Area Code": "E02"}) == (
        "data/all.csv: the file changed while it was being read. Try again.",
    )
    assert not copies(root)


def test_what_a_conversion_that_was_cut_off_left_is_cleared(root: Path) -> None:
    left = root / "reports" / ".store" / big_file.CONVERTED / ".making-x"
    left.mkdir(parents=True)
    taken(root, "data/all.csv", {"Area Code": "E02"})
    assert not left.exists()


def test_the_store_is_where_a_build_says(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(converted.STORE, str(root / "elsewhere"))
    taken(root, "data/all.csv", {"Area Code": "E02"})
    assert list((root / "elsewhere" / big_file.CONVERTED).glob("*.parquet"))
    assert not (root / "reports").exists()


def test_a_store_that_cannot_be_written_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(converted.STORE, str(root / "data" / "all.csv"))
    (told,) = problems(root, "data/all.csv", {"Area Code": "E02"})
    assert told.startswith("data/all.csv: it is read by way of a copy in converted/, which cannot be written")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "the file is empty"),
        (b"\n\n", "the file is empty"),
        (b",\n1,2\n", "row 1: the row is blank"),
        (b"a,b\n", "there is a header in row 1 and no row beneath it"),
        (b"a,b\n1\n", "row 2: 1 cells, but the header has 2 columns"),
        (b"a,b\n1,\xa3\n", "row 2, column 'b': the byte 0xa3 is not UTF-8 text"),
        (b'a,b\n1,"2\n', "row 2: the quotation marks of this row do not pair"),
        (b"a;b\n1;2\n", "row 1: the columns are parted by semicolons"),
    ],
)
def test_a_csv_is_refused_as_when_it_is_read_whole(root: Path, data: bytes, told: str) -> None:
    (root / "data" / "all.csv").write_bytes(data)
    found = problems(root, "data/all.csv", {"a": "1"})
    with pytest.raises(InputError) as caught:
        sources.read("data/all.csv", root)
    assert found == caught.value.problems
    assert told in found[0]
    assert not copies(root) or data == b"a,b\n"


CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=6) | st.sampled_from(
    ["", " ", "E01", "010", '"', "\x00"]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=12), st.data())
def test_rows_taken_are_those_of_the_whole_file_that_read_so(rows: list[tuple[str, ...]], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name).resolve()
        text = io.StringIO()
        csv.writer(text, quoting=csv.QUOTE_ALL).writerows([("a", "b", "a b"), *rows])
        (root / "x.csv").write_text(text.getvalue(), "utf-8", newline="")
        try:
            whole = sources.read("x.csv", root)
        except InputError:
            return  # all blank
        column = data.draw(st.integers(0, 2))
        values = data.draw(st.lists(st.sampled_from([cells[column] for _, cells in whole.rows]), min_size=1))
        found = taken(root, "x.csv", {whole.header[column]: values})
        assert found == RawTable(
            whole.source, whole.sha256, whole.header, tuple(row for row in whole.rows if row[1][column] in values)
        )


def test_batches_of_a_conversion_keep_the_order(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converted, "_ROWS", 3)
    lines = "".join(f"r{number},{number % 2}\n" for number in range(10))
    (root / "data" / "all.csv").write_text(f"a,b\n{lines}", "utf-8")
    assert taken(root, "data/all.csv", {"b": "1"}).rows == tuple((n + 2, (f"r{n}", "1")) for n in range(1, 10, 2))


# A Parquet file.

TYPED = """\
SELECT CASE WHEN i % 3 = 0 THEN ' E01 ' ELSE 'E0' || i % 3 END AS area, i AS n, (i / 10)::DECIMAL(9, 2) AS money,
    (i + 0.7)::FLOAT AS share, DATE '2023-06-30' + (i // 2)::INTEGER AS day, i % 2 = 0 AS even,
    TIMESTAMP_NS '2023-06-30 09:30:00.123456789' AS at, [i] AS many, nullif(i, 4) AS maybe, 'x' AS "Same"
FROM range(9) AS t(i)
"""


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("area", "E01"), ("area", "E02"), ("n", "7"), ("money", "0.70"), ("share", "7.7"), ("day", "2023-07-03")),
        *(("even", "yes"), ("many", "[5]"), ("maybe", ""), ("at", "2023-06-30 09:30:00.123456")),
    ],
)
def test_values_of_any_type_are_compared_as_they_read(root: Path, column: str, value: str) -> None:
    parquet(root / "data" / "all.parquet", TYPED)
    whole = sources.read("data/all.parquet", root)
    place = whole.header.index(column)
    expected = [row for row in whole.rows if parquet_filter.typed.text(row[1][place]) == value]
    assert expected
    found = taken(root, "data/all.parquet", {column: value})
    assert (list(found.rows), found.sha256, found.header) == (expected, whole.sha256, whole.header)


def test_rows_of_many_row_groups_keep_their_order_and_numbers(root: Path) -> None:
    query = "SELECT (i * 7919) % 10 AS a, i AS b FROM range(20000) AS t(i)"
    parquet(root / "data" / "all.parquet", query, ", ROW_GROUP_SIZE 2048")
    found = taken(root, "data/all.parquet", {"a": "3"})
    assert found.rows == tuple((i + 2, ("3", str(i))) for i in range(20000) if i * 7919 % 10 == 3)


@pytest.mark.parametrize("name", ["it's", "[a]*", "area=E02", "a?b", "ä b"])
def test_a_file_and_its_folder_may_have_any_name(root: Path, name: str) -> None:
    made = parquet(root / "data" / "made.parquet", "SELECT 1 AS n, 2 AS area")
    for path in (f"{name}/x.parquet", f"{name}.parquet"):
        (root / path).parent.mkdir(exist_ok=True)
        shutil.copy(made, root / path)
        assert taken(root, path, {"n": "1"}).rows == ((2, ("1", "2")),)


def test_a_column_that_stands_twice_is_no_filter_but_another_is(root: Path) -> None:
    path = parquet(root / "data" / "all.parquet", "SELECT 1 AS cola, 2 AS colb, 3 AS colc")
    path.write_bytes(path.read_bytes().replace(b"colb", b"cola"))
    assert taken(root, "data/all.parquet", {"colc": "3"}).rows == ((2, ("1", "2", "3")),)
    assert problems(root, "data/all.parquet", {"cola": "1"}) == (
        "data/all.parquet, row 1: the column 'cola' stands 2 times, so it cannot be filtered by.",
    )


def test_a_broken_parquet_file_is_told_in_a_sentence(root: Path) -> None:
    (root / "data" / "all.parquet").write_bytes(b"PAR1" + bytes(100) + b"PAR1")
    assert problems(root, "data/all.parquet", {"a": "1"}) == (
        "data/all.parquet: this is not a Parquet file that can be read. Export it again, without encryption.",
    )


def test_a_column_named_as_row_numbers_are_is_told(root: Path) -> None:
    parquet(root / "data" / "all.parquet", 'SELECT 1 AS a, 2 AS "File_Row_Number"')
    assert problems(root, "data/all.parquet", {"a": "1"}) == (
        "data/all.parquet: a column may not be called 'File_Row_Number' here. Give it another name.",
    )


def test_what_is_taken_has_a_limit_and_not_the_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet(root / "data" / "all.parquet", "SELECT i // 2 AS a, i AS b FROM range(100) AS t(i)")
    monkeypatch.setattr(parquet_file, "MAX_CELLS", 6)
    assert len(taken(root, "data/all.parquet", {"a": "3"}).rows) == 2
    monkeypatch.setattr(parquet_file, "MAX_CELLS", 5)
    assert problems(root, "data/all.parquet", {"a": "3"}) == (
        "data/all.parquet: the filter leaves more than 5 cells; they are not read.",
    )


def test_a_file_is_looked_through_to_its_limit_of_bytes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = (root / "data" / "all.csv").stat().st_size
    monkeypatch.setattr(big_file, "MAX_FILE", size)
    taken(root, "data/all.csv", {"Area Code": "E02"})
    monkeypatch.setattr(big_file, "MAX_FILE", size - 1)
    (told,) = problems(root, "data/all.csv", {"Area Code": "E02"})
    assert told == f"data/all.csv: the file has {size} bytes; at most {size - 1} are looked through."


def test_a_file_that_changes_while_it_is_read_is_told(root: Path) -> None:
    path = parquet(root / "data" / "all.parquet", "SELECT 1 AS a")
    given = {"file": "data/all.parquet", "where": {"a": "1"}}
    loaded = sources.load(given, root)
    assert sources.load(given, root).sha256 == loaded.sha256
    parquet(path, "SELECT 1 AS a, 2 AS b")
    assert sources.load(given, root).sha256 != loaded.sha256
    with pytest.raises(InputError, match="changed while it was being read"):
        loaded.rows()


# A folder of partitions.


def test_a_folder_is_pruned_by_its_partitions_which_are_columns_too(root: Path) -> None:
    (folder(root) / "area=W01" / "part-0.parquet").write_bytes(b"never opened")
    found = taken(root, "data/set", {"area": "E02"})
    assert (found.header, found.rows) == (
        ("n", "reference", "area"),
        ((2, ("0", "E020", "E02")), (3, ("1", "E021", "E02"))),
    )
    digest = hashlib.sha256((root / "data/set/area=E02/part-0.parquet").read_bytes()).hexdigest()
    assert found.sha256 == hashlib.sha256(f"area=E02/part-0.parquet {digest}\n".encode()).hexdigest()
    assert found.source == "data/set"


def test_rows_are_numbered_through_the_files_that_are_left(root: Path) -> None:
    folder(root)
    found = taken(root, "data/set", {"area": ["W01", "E01"], "n": "1"})
    assert found.rows == ((3, ("1", "E011", "E01")), (5, ("1", "W011", "W01")))
    assert [number for number, _ in taken(root, "data/set", {"reference": "W010"}).rows] == [6]


def test_what_is_kept_of_a_folder_is_its_files_and_their_list(root: Path) -> None:
    folder(root)
    given = {"file": "data/set", "where": {"area": ["E01", "E02"]}}
    loaded = sources.load(given, root)
    listed, *files = loaded.parts
    assert (listed.sha256, hashlib.sha256(listed.data).hexdigest()) == (loaded.sha256, loaded.sha256)
    assert [part.file for part in files] == [root / "data/set" / f"area={one}" / "part-0.parquet" for one in AREAS[:2]]
    assert sources.load(given, root).sha256 == loaded.sha256
    shutil.copy(root / "data/set/area=E01/part-0.parquet", root / "data/set/area=E02/part-1.parquet")
    assert sources.load(given, root).sha256 != loaded.sha256


def test_names_of_partitions_may_be_escaped_blank_or_none_at_all(root: Path) -> None:
    for name in (quote("a b/c", safe=""), "__HIVE_DEFAULT_PARTITION__"):
        parquet(root / "data" / "set" / f"area={name}" / "x.parquet", "SELECT 1 AS n")
    (root / "data" / "set" / "_SUCCESS").touch()
    assert taken(root, "data/set", {"area": "a b/c"}).rows == ((2, ("1", "a b/c")),)
    assert taken(root, "data/set", {"area": ""}).rows == ((2, ("1", "")),)
    parquet(root / "data" / "plain" / "x.parquet", "SELECT 1 AS n")
    assert taken(root, "data/plain", {"n": "1"}).rows == ((2, ("1",)),)


@settings(max_examples=6, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(AREAS), st.sampled_from(["1", "1.0", " 1", "x"])), min_size=1, max_size=9))
def test_csv_parquet_and_folder_give_the_same_rows(rows: Sequence[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name).resolve()
        text = "".join(f"{note},{area}\n" for area, note in rows)
        (root / "x.csv").write_text(f"note,area\n{text}", "utf-8")
        listed = ", ".join(f"({place}, '{area}', '{note}')" for place, (area, note) in enumerate(rows))
        made = f"(VALUES {listed}) AS t(place, area, note)"
        parquet(root / "x.parquet", f"SELECT note, area FROM {made} ORDER BY place")
        for area in {area for area, _ in rows}:
            query = f"SELECT note FROM {made} WHERE area = '{area}' ORDER BY place"
            parquet(root / "set" / f"area={area}" / "x.parquet", query)
        whole = sources.read("x.csv", root)
        for area, note in {(area, note.strip()) for area, note in rows}:
            where = {"area": area, "note": note}
            expected = tuple(row for row in whole.rows if row[1] == (note, area))
            assert taken(root, "x.csv", where).rows == taken(root, "x.parquet", where).rows == expected
            assert [cells for _, cells in taken(root, "set", where).rows] == [cells for _, cells in expected]


# What is refused.


@pytest.mark.parametrize("file", ["data/all.csv", "data/all.parquet"])
def test_a_column_or_value_that_is_not_there_is_told_with_the_nearest(root: Path, file: str) -> None:
    parquet(
        root / "data" / "all.parquet", "SELECT * FROM (VALUES ('E01', 'a'), ('E02', 'b')) AS t(\"Area Code\", Note)"
    )
    assert problems(root, file, {"area code": "E01", "zzz": "1"})[0] == (
        f"{file}: there is no column 'area code' to filter by. Did you mean 'Area Code'?"
    )
    assert len(problems(root, file, {"area code": "E01", "zzz": "1"})) == 2
    told = problems(root, file, {"Area Code": ["E01", "E09", "q"]})
    assert told[0] == f"{file}: no row has 'E09' in the column 'Area Code'. Did you mean 'E02'?"
    assert told[1].startswith(f"{file}: no row has 'q' in the column 'Area Code'. Known here: 'E01', 'E02'")


def test_values_that_no_row_has_at_once_are_told(root: Path) -> None:
    assert problems(root, "data/all.csv", {"Area Code": ["E02", "W01"], "Period": "2023-24 Q2"}) == (
        "data/all.csv: no row has 'E02' or 'W01' in 'Area Code' and '2023-24 Q2' in 'Period' at once.",
    )
    folder(root)
    assert problems(root, "data/set", {"area": "E01", "reference": "E021"}) == (
        "data/set: no row has 'E021' in the column 'reference'. Did you mean 'E011'?",
    )


def test_a_partition_that_is_not_there_is_told_with_the_nearest(root: Path) -> None:
    folder(root)
    assert problems(root, "data/set", {"area": "E03"}) == (
        "data/set: no row has 'E03' in the column 'area'. Did you mean 'E02'?",
    )


def test_a_folder_that_is_no_data_set_is_told(root: Path) -> None:
    where = {"area": "E01"}
    expected = "Folders such as area=E06000001/ with Parquet files were expected, all naming the same columns."
    assert problems(root, "data", where) == (f"data: the folder holds no file ending in .parquet. {expected}",)
    folder(root)
    (root / "data/set/area=E01/notes.txt").touch()
    assert problems(root, "data/set", where) == (
        "data/set/area=E01/notes.txt: this is no .parquet file, but stands among them. Take it elsewhere.",
    )
    (root / "data/set/area=E01/notes.txt").unlink()
    parquet(root / "data/set/year=2023/x.parquet", "SELECT 1 AS n, 2 AS reference")
    assert problems(root, "data/set", where) == (
        "data/set: the folders differ: area=E01/part-0.parquet has area, but year=2023/x.parquet has year. " + expected,
    )
    shutil.rmtree(root / "data/set/year=2023")
    parquet(root / "data/set/area=E01/x.parquet", "SELECT 1 AS n")
    (told,) = problems(root, "data/set", where)
    assert told.startswith("data/set: the files differ: data/set/area=E01/part-0.parquet has the columns n, reference")
    parquet(root / "data/set/area=E01/x.parquet", "SELECT 1 AS n, 2 AS area")
    assert problems(root, "data/set", where) == (
        "data/set/area=E01/x.parquet: the column 'area' stands in the file and in its folder's name, too.",
    )


def test_a_link_out_of_the_project_is_refused(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = parquet(tmp_path_factory.mktemp("outside") / "x.parquet", "SELECT 1 AS n, 2 AS reference")
    (folder(root) / "area=E01" / "x.parquet").symlink_to(outside)
    assert problems(root, "data/set", {"area": "E01"}) == (
        "data/set/area=E01/x.parquet: this is a link to elsewhere. Put there what it leads to.",
    )


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (
            {"file": "data/all.csv", "where": {"a": "1", " a": "2"}},
            "where: two names of columns differ by white space only. Name each column once.",
        ),
        ({"file": "data/all.csv", "were": {}}, "were: unknown key. Did you mean 'where'?"),
        ({"file": "data/all.csv"}, "the key 'where' is missing; {file: data/…, where: {column: value}} was expected."),
        ({"where": {"a": "1"}}, "the key 'file' is missing; {file: data/…, where: {column: value}} was expected."),
        (
            {"file": "data/all.csv", "where": {}},
            "where: it is empty; name a column of the file with its value (column: value).",
        ),
        (
            {"file": "data/all.csv", "where": "x"},
            "where: a column of the file with its value (column: value) was expected",
        ),
        ({"file": "data/all.csv", "where": {"a": []}}, "where.a: a value or a list of values, as the cells read, was"),
        (
            {"file": "data/all.csv", "where": {"a": True}},
            "where.a: a value or a list of values, as the cells read, was",
        ),
        (
            {"file": "data/all.csv", "where": {"a": ["x", None]}},
            "where.a.item 2: a text was expected, but this is empty.",
        ),
        ({"file": "postgresql://a:b@c/d", "where": {"a": "1"}}, "file: a password stands in the address"),
        ({"file": "../x.csv", "where": {"a": "1"}}, "'../x.csv' is outside the project."),
        ({"file": "data/al.csv", "where": {"a": "1"}}, "data/al.csv: there is no such file. Did you mean 'all.csv'?"),
        (
            {"file": "data/x.xlsx", "where": {"a": "1"}},
            "data/x.xlsx: rows can be taken of files ending in .csv, .parquet and of folders of Parquet files, not of "
            "'.xlsx'. An Excel workbook is taken whole: give its path alone.",
        ),
    ],
)
def test_a_source_that_is_none_is_told(root: Path, source: Any, told: str) -> None:
    (root / "data" / "x.xlsx").touch()
    with pytest.raises(InputError) as caught:
        sources.load(source, root)
    assert caught.value.problems[0].startswith(told)
