"""A query as a source: asked once and read-only, as CSV in one form; and what may not be asked."""

from __future__ import annotations

import hashlib
import logging
import socket
import sqlite3
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import quote

import pytest

from quarterbook import sources
from quarterbook.errors import InputError
from quarterbook.params import credentials, flat, quarter_file
from quarterbook.running import inputs, reading
from quarterbook.sources import csv_file, database, query, typed
from small_project import CELL, project, write

ADDRESS = "sqlite:///data/plan.db"
ALL = "select * from plan order by id"
SECRET = "hunter2-and-more"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with an SQLite database of two rows."""
    (tmp_path / "data").mkdir()
    change(
        tmp_path,
        "create table plan (id text, n integer, share real, note text, blob blob)",
        "insert into plan values ('1.10', 7, 56.0, 'said \"no\", twice', x'00ff'), ('1.2', null, 0.1, null, null)",
    )
    return tmp_path.resolve()


def change(root: Path, *statements: str) -> None:
    connection = sqlite3.connect(root / "data" / "plan.db")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def files(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def mark(sql: str) -> str:
    return hashlib.sha256(sql.encode()).hexdigest()[:8]


def loaded(root: Path, sql: str = ALL, address: str = ADDRESS) -> sources.Loaded:
    return sources.load({"sql": sql, "database": address}, root)


def told(root: Path, sql: str = ALL, address: str = ADDRESS) -> str:
    with pytest.raises(InputError) as caught:
        loaded(root, sql, address)
    (problem,) = caught.value.problems
    assert SECRET not in problem
    return problem


# What a query gives.


def test_the_result_is_csv_in_one_form_which_is_then_what_is_read(root: Path) -> None:
    found = loaded(root)
    assert found.parts[0].data == (b'id,n,share,note,blob\r\n1.10,7,56,"said ""no"", twice",\\x00ff\r\n1.2,,0.1,,\r\n')
    table = sources.table(found)
    assert table.source == found.name == found.path == f"sqlite:///data/plan.db#{mark(ALL)}"
    assert table.header == ("id", "n", "share", "note", "blob")
    assert table.rows == ((2, ("1.10", "7", "56", 'said "no", twice', "\\x00ff")), (3, ("1.2", "", "0.1", "", "")))
    assert list(csv_file.read(found.parts[0].data, "", "x"))[1:] == list(table.rows)


def test_the_name_tells_one_query_from_another(root: Path) -> None:
    assert loaded(root).name == loaded(root).name
    assert loaded(root).name != loaded(root, f"{ALL} desc").name


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (7, "7"),
        (10**30, "1" + "0" * 30),
        (56.0, "56"),
        (1e-07, "0.0000001"),
        (0.1, "0.1"),
        (float("nan"), "NaN"),
        (Decimal("91.70"), "91.70"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0.0000001"),
        (date(2023, 6, 30), "2023-06-30"),
        (datetime(2023, 6, 30), "2023-06-30"),
        (datetime(2023, 6, 30, 9, 30), "2023-06-30 09:30:00"),
        (datetime(2023, 6, 30, tzinfo=UTC), "2023-06-30 00:00:00+00:00"),
        (datetime(2023, 6, 30, tzinfo=timezone(timedelta(hours=1))), "2023-06-29 23:00:00+00:00"),
        (time(9, 30), "09:30:00"),
        (" x ", "x"),
        (b"\x00\xff", "\\x00ff"),
        ([1, "é"], '[1, "é"]'),
        ({"b": 1, "a": [Decimal("1.5")]}, '{"a": ["1.5"], "b": 1}'),
    ],
)
def test_each_value_has_one_text(value: object, text: str) -> None:
    assert typed.text(value) == text


@pytest.mark.parametrize("cell", ["", "a", "a,b", 'a"b', '"', "a\nb", "a\r\nb", "a\rb", "é", "#x", "'", "a;b", "a\tb"])
def test_what_is_written_as_csv_is_read_back(cell: str) -> None:
    data = "".join(csv_file.written(row) for row in (["h", "k"], [cell, "end"])).encode()
    assert csv_file.read(data, "", "x") == [(1, ("h", "k")), (2, (cell, "end"))]


def test_quotation_marks_stand_only_where_they_are_needed() -> None:
    assert csv_file.written(["", " a b", "1.5", "it's"]) == ", a b,1.5,it's\r\n"


def test_a_row_of_one_blank_has_its_number(root: Path) -> None:
    table = sources.table(loaded(root, "select note from plan order by note"))
    assert table.rows == ((3, ('said "no", twice',)),)


def test_names_are_those_of_the_query_even_with_dots_or_twice(root: Path) -> None:
    found = loaded(root, 'select id as "a.b", n, n from plan order by id')
    assert sources.table(found).header == ("a.b", "n", "n")


@pytest.mark.parametrize("text", ["100%", "%s", "%(x)s", ":name", "a:b", "?", "$1"])
def test_marks_in_a_text_are_only_text(root: Path, text: str) -> None:
    assert sources.table(loaded(root, f"select '{text}' as a from plan order by id")).rows[0] == (2, (text,))


def test_a_query_without_rows_is_told(root: Path) -> None:
    assert told(root, "select * from plan where n > 7 order by id").endswith(": the query gives no rows.")


def test_a_result_is_taken_to_its_limit_and_refused_beyond_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(loaded(root, "select id from plan order by id").parts[0].data) - len("id\r\n")
    monkeypatch.setattr(database, "MAX_BYTES", size)
    assert loaded(root, "select id from plan order by id").parts[0].data
    monkeypatch.setattr(database, "MAX_BYTES", size - 1)
    assert f"more than {size - 1} bytes" in told(root, "select id from plan order by id")


# What may be asked.


@pytest.mark.parametrize(
    "sql",
    [
        "select a from b order by a",
        "SELECT a\nFROM b\nORDER\n BY a;  ",
        "with c as (select 1 as a) select a from c order by a",
        "-- all of them\nselect a from b /* why; not */ order by a",
        "select ';' as a, 'it''s; ' as \"b;\" from c order by 1",
        "select $$;$$, $x$ ; $y$ $x$, E'\\';' from c order by 1",
        "select a, row_number() over (partition by b order by c) from d order by a -- ;",
    ],
)
def test_one_reading_statement_with_an_order_may_be_asked(sql: str) -> None:
    assert query.unfit(sql) == ""


@pytest.mark.parametrize(
    "sql",
    [
        "",
        ";",
        "delete from b order by a",
        "update b set a = 1",
        "insert into b select a from c order by a",
        "drop table b",
        "selection order by a",
        "(select 1) order by 1",
        "explain select 1 order by 1",
        "select a from b order by a; select 1",
        "select 'it''s'; delete from b; select 'x' order by 1",
        "-- select\ndelete from b order by a",
        "/* select */ delete from b order by a",
    ],
)
def test_another_statement_is_refused(sql: str) -> None:
    assert query.unfit(sql) == "a query must be one statement that begins with SELECT or WITH."


@pytest.mark.parametrize(
    "sql",
    [
        "select a from b",
        "select a from (select a from b order by a) as c",
        "select row_number() over (order by (a)) from b",
        "with c as (select a from b order by a) select a from c",
        "select 'order by a' from b",
        "select a from b -- order by a",
        'select a as "order by" from b',
        "select border by_a from b",
    ],
)
def test_a_query_whose_rows_have_no_order_is_refused(sql: str) -> None:
    assert query.unfit(sql) == (
        "the query needs an ORDER BY for all of it, so that its rows have the same numbers on every run."
    )


def test_why_a_query_is_refused_is_told_with_its_name(root: Path) -> None:
    assert told(root, "select * from plan") == (
        f"sqlite:///data/plan.db#{mark('select * from plan')}: the query needs an ORDER BY for all of it, so that its "
        "rows have the same numbers on every run."
    )


def test_sqlite_is_only_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "unfit", lambda sql: "")
    # A relative path in a statement is one from here.
    monkeypatch.chdir(root)
    before = files(root)
    for sql in (
        "delete from plan",
        "with x as (select 1) update plan set n = 8",
        "create table other (a)",
        "create temp table other (a)",
        "vacuum",
        "vacuum into 'data/copy.db'",
        f"vacuum into '{root}/copy.db'",
        "attach 'data/other.db' as other",
        f"attach 'file:{root}/other.db?mode=rwc' as other",
    ):
        assert "the query failed: " in told(root, sql)
    assert files(root) == before


def test_sqlite_answers_what_only_reads(root: Path) -> None:
    tables = "with t as (select name from pragma_table_info('plan')) select name from t order by name"
    assert loaded(root, tables).parts[0].data == b"name\r\nblob\r\nid\r\nn\r\nnote\r\nshare\r\n"


def test_a_database_that_another_program_writes_to_is_read_and_left_as_it_is(root: Path, tmp_path: Path) -> None:
    change(root, "pragma journal_mode = wal")
    writer = sqlite3.connect(root / "data" / "plan.db")
    writer.execute("insert into plan (id) values ('1.3')")
    writer.commit()
    left = tmp_path / "left"
    left.mkdir()
    # As a program that was cut off leaves it: the last row stands in the log only.
    for path in (root / "data").glob("plan.db*"):
        (left / path.name).write_bytes(path.read_bytes())
    writer.close()
    before = {name: (left / name).read_bytes() for name in ("plan.db", "plan.db-wal")}
    assert b"\r\n1.3," in loaded(root, address="sqlite:///left/plan.db").parts[0].data
    assert {name: (left / name).read_bytes() for name in before} == before


def test_a_second_statement_is_not_run_though_the_text_were_let_through(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query, "unfit", lambda sql: "")
    assert "one statement at a time" in told(root, f"{ALL}; {ALL}")


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("select * from plans order by id", "the query failed: no such table: plans."),
        ("select ids from plan order by id", "the query failed: no such column: ids."),
        ("select id from plan where order by id", 'the query failed: near "order": syntax error.'),
    ],
)
def test_what_the_database_says_is_told_in_its_words(root: Path, sql: str, words: str) -> None:
    assert f"{words} Mend the query, or what its user may read." in told(root, sql)


def test_a_query_without_an_end_is_stopped(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "QUERY_TIMEOUT", 0)
    endless = "with recursive c(x) as (select 1 union all select x + 1 from c) select x from c order by x"
    assert "the query failed: interrupted." in told(root, endless)


# Where it may be asked.


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("x", "database: this is no address of a database. Write it as in postgresql://db.example/warehouse or "),
        ("", "this is no address of a database"),
        ("postgresql://h:port/d", "this is no address of a database"),
        ("mysql://db.example/x", "database: 'mysql' is not read; postgresql://db.example/warehouse or sqlite:///data/"),
        ("postgresql+psycopg2://db.example/x", "'postgresql+psycopg2' is not read"),
        ("sqlite://", "an SQLite database is a file of the project, as in sqlite:///data/….db"),
        ("sqlite:///", "an SQLite database is a file of the project"),
        ("sqlite://data/plan.db", "an SQLite database is a file of the project"),
        ("sqlite:///../plan.db", "'../plan.db' is outside the project"),
        ("sqlite:////etc/passwd", "'/etc/passwd' is outside the project"),
        ("sqlite:///%2e%2e/plan.db", "'../plan.db' is outside the project"),
        ("sqlite:///data/plans.db", "data/plans.db: there is no such file. Did you mean 'plan.db'?"),
        ("sqlite:///data", "data: there is no such file."),
        ("sqlite:///other/plan.db", "other/plan.db: there is no such file."),
        ("sqlite:///data/plan.db?mode=rwc", "'mode' cannot be set in the address"),
        ("postgresql://db.example/x?options=-c%20a%3Db", "'options' cannot be set in the address. Known here: '"),
        ("postgresql://db.example/x?sslmod=require", "'sslmod' cannot be set in the address. Did you mean 'sslmode'?"),
    ],
)
def test_an_address_that_cannot_be_asked_is_told(root: Path, address: str, words: str) -> None:
    (root.parent / "plan.db").write_bytes((root / "data" / "plan.db").read_bytes())
    assert words in told(root, address=address)


def test_a_link_out_of_the_project_is_not_followed(root: Path, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}.db"
    outside.write_bytes((root / "data" / "plan.db").read_bytes())
    (root / "data" / "link.db").symlink_to(outside)
    assert "is outside the project" in told(root, address="sqlite:///data/link.db")


def test_a_file_that_is_no_database_is_told(root: Path) -> None:
    write(root / "data" / "plan.csv", "id,n\n1,2\n" * 200)
    assert "the query failed: file is not a database." in told(root, address="sqlite:///data/plan.csv")


@pytest.mark.parametrize("name", ["it's.db", "a b.db", "50%.db", "a#b.db", "a?b.db"])
def test_a_database_file_may_have_any_name(root: Path, name: str) -> None:
    (root / "data" / "plan.db").rename(root / "data" / name)
    assert loaded(root, address=f"sqlite:///data/{quote(name)}").parts[0].data.startswith(b"id,n,")


def test_the_driver_that_is_not_installed_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert told(root, address="postgresql://db.example/x").endswith(
        "the driver for PostgreSQL is not installed. Install it: pip install -e '.[postgresql]'."
    )


def test_a_server_that_refuses_is_told(root: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"postgresql://ann@127.0.0.1:{closed.getsockname()[1]}/warehouse"
        problem = told(root, address=address)
    assert problem.startswith(f"{address.replace('ann@', '')}#{mark(ALL)}: the database cannot be reached: ")
    assert "Connection refused. Check the address" in problem


def test_a_server_that_never_answers_is_given_up(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "CONNECT_TIMEOUT", 2)
    start = monotonic()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        problem = told(root, address=f"postgresql://127.0.0.1:{silent.getsockname()[1]}/warehouse")
    assert "the database cannot be reached: connection timeout expired." in problem
    assert monotonic() - start < 60


@pytest.mark.parametrize("source", [{"sql": ALL}, {"sql": ALL, "database": ADDRESS, "password": SECRET}, 7, ["x"]])
def test_what_is_neither_path_nor_query_is_told_without_its_values(root: Path, source: object) -> None:
    with pytest.raises(InputError, match="must be the path of a file") as caught:
        sources.load(source, root)
    assert SECRET not in str(caught.value)


# Passwords.

WITH_PASSWORD = [
    f"postgresql://ann:{SECRET}@db.example/x",
    f"postgresql://ann:p@{SECRET}@db.example/x",
    f"postgresql://ann:p/{SECRET}@db.example/x",
    f"postgresql://:{SECRET}@db.example",
    f"postgresql://db.example/x?password={SECRET}",
    f"postgresql://db.example/x?sslmode=require&sslpassword={SECRET}",
    f"host=db.example password={SECRET}",
    f"password = {SECRET}",
]


@pytest.mark.parametrize("address", WITH_PASSWORD)
def test_an_address_with_a_password_is_refused_and_not_shown(root: Path, address: str) -> None:
    assert credentials.has_password(address)
    problem = told(root, address=address)
    assert "credentials come from the environment, as QUARTERBOOK_DATABASE_PASSWORD, or as the driver's own" in problem
    with pytest.raises(InputError) as caught:
        sources.load(address, root)
    assert "credentials come from the environment" in str(caught.value)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://db.example/x",
        "postgresql://ann@db.example:5432/x?sslmode=require",
        "postgresql://[::1]:5432/x",
        "sqlite:///data/x.db",
        "data/plan (final) - v2: a@b.csv",
        "data/passwords.csv",
    ],
)
def test_an_address_without_a_password_is_not_taken_for_one(address: str) -> None:
    assert not credentials.has_password(address)


@pytest.mark.parametrize("where", ["text", "mapping"])
def test_a_quarter_file_with_a_password_is_refused_where_it_stands(root: Path, where: str) -> None:
    address = WITH_PASSWORD[0]
    given = f'"{address}"' if where == "text" else f'{{sql: "{ALL}", database: "{address}"}}'
    file = quarter(root, given)
    with pytest.raises(InputError) as caught:
        flat.flat(file, "plans")
    (problem,) = caught.value.problems
    key = "actions" if where == "text" else "actions.database"
    assert problem.startswith(
        f"params/testshire-2023-24-q1.yaml, line 8: '{key}' (the actions of the plan): a password "
    )
    assert SECRET not in problem


def test_a_password_in_the_drivers_words_is_not_shown(
    root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("QUARTERBOOK_DATABASE_PASSWORD", SECRET)
    caplog.set_level(logging.DEBUG)
    assert "the database cannot be reached" in told(root, address="postgresql://127.0.0.1:1/x")
    assert database._first_line(ValueError(f"no role {SECRET}\nmore")) == "no role …"
    assert SECRET not in caplog.text


def test_the_first_line_is_told_and_the_next_where_that_only_announces_it() -> None:
    assert database._first_line(ValueError("it failed.\nLINE 1: select")) == "it failed"
    assert database._first_line(ValueError("all failed:\n- host a: no\n- host b: no")) == "all failed: - host a: no"
    assert database._first_line(ValueError()) == "ValueError"


# A report's input.


def quarter(root: Path, given: str) -> quarter_file.QuarterFile:
    project(root, cell=f'{CELL}as_at: str = "2023-06-30"  # the day\n')
    text = (
        "quarter: 2023-24 Q1\nhouse: testshire\nreports:\n  plans:\n    notebook: update\n    title: A paper\n"
        f"    parameters:\n      actions: {given}\n"
    )
    return quarter_file.load(write(root / "params" / "testshire-2023-24-q1.yaml", text), root)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries asked."""
    asked: list[str] = []
    ask: Callable[[Any], bytes] = database.ask
    monkeypatch.setattr(database, "ask", lambda query: (asked.append(query.sql), ask(query))[1])
    return asked


def test_a_report_asks_once_and_holds_what_it_was_told(root: Path, asked: list[str]) -> None:
    sql = (
        "select id as reference, 'Mend' as title, 'People' as directorate, '2023-06-30' as due_date, "
        "share as percent_complete from plan where id = '1.10' order by id"
    )
    prepared = inputs.prepare(quarter(root, f'{{sql: "{sql}", database: "{ADDRESS}"}}'), "plans")
    (one,) = [one for one in prepared.inputs if one.role == "actions"]
    assert asked == [sql]
    assert one.path.startswith("sqlite:///data/plan.db#")
    (part,) = one.parts
    assert part.data.endswith(b"\r\n1.10,Mend,People,2023-06-30,56\r\n")
    assert part.sha256 == one.sha256 == hashlib.sha256(part.data).hexdigest()
    assert [finding.code for finding in reading.check(prepared)] == ["A10"]
    change(root, "update plan set share = 57")
    assert asked == [sql]
    assert inputs.sha256_now(one, prepared) == hashlib.sha256(part.data.replace(b"56", b"57")).hexdigest()
    assert asked == [sql, sql]


def test_a_problem_of_a_query_is_told_with_its_line(root: Path) -> None:
    prepared = inputs.prepare(quarter(root, f'{{sql: "select 1", database: "{ADDRESS}"}}'), "plans")
    (problem,) = prepared.problems
    assert problem.endswith("on every run. (params/testshire-2023-24-q1.yaml, line 8, actions)")
