"""Reports whose actions come from a database: SQLite, and a PostgreSQL server of the tests' own."""

from __future__ import annotations

import hashlib
import json
import os
import pwd
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import psycopg
import pytest

from machines import machines
from projects import contents, quarterbook, tiny
from quarterbook import sources
from quarterbook.errors import InputError
from quarterbook.sources import database, query

NAME = "exampleshire-2023-24-q1"
OWNER, READER, WRONG = "owner-word-7", "reader-word-8", "wrong-word-9"
PASSWORD = "QUARTERBOOK_DATABASE_PASSWORD"
SQL = """\
select reference, title, directorate, due_date, percent_complete, rating as reported_rating, lead
from actions
where title like '%roads%' and reference <> 'X:1'
order by reference
"""
CSV = (
    "reference,title,directorate,due_date,percent_complete,reported_rating,lead\r\n"
    'A1,"Mend roads, and say ""done""",People,2023-06-30,91.70,green,\r\n'
    "A2,More roads: 50%,People,2023-12-31,40.00,green,Ann\r\n"
)
TABLE = """\
create table actions (reference text, title text, directorate text, due_date date, percent_complete {number},
    rating text, lead text)
"""
ROWS = """\
insert into actions values
    ('A2', 'More roads: 50%', 'People', '2023-12-31', {second}, 'green', 'Ann'),
    ('A1', 'Mend roads, and say "done"', 'People', '2023-06-30', {first}, 'green', null),
    ('A3', 'Plant trees', 'People', '2023-06-30', {first}, 'green', null),
    ('X:1', 'No roads', 'People', '2023-06-30', {first}, 'green', null)
"""
READ = """\
from quarterbook import registers
from quarterbook.analysis.figures import count, lineage
from quarterbook.document.paper import Paper
from quarterbook.params import house_file
found = registers.read("actions", actions, house_file.load(house))
paper = Paper()
paper.add([count("all.total", found, lineage(found), "Actions")])
"""


# A PostgreSQL server for these tests.


@dataclass(frozen=True)
class Server:
    """A server on this machine, with a database `plans` and a role `reader` that may read its table."""

    port: int

    @property
    def address(self) -> str:
        """Where a quarter file asks it."""
        return f"postgresql://reader@127.0.0.1:{self.port}/plans"

    def owner(self, name: str = "plans") -> psycopg.Connection[Any]:
        """A connection that may do anything."""
        return psycopg.connect(
            host="127.0.0.1", port=self.port, dbname=name, user="owner", password=OWNER, autocommit=True
        )

    def count(self) -> Any:
        """How many rows the table has."""
        with self.owner() as connection:
            return connection.execute("select count(*) from actions").fetchone()


def programs() -> Path | None:
    """The folder of PostgreSQL's programs; on Debian they are not on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda one: float(one.parts[-3]))
    on_path = shutil.which("initdb")
    last = found[-1] if found else Path(on_path).resolve() if on_path else None
    return last.parent if last else None


def user() -> dict[str, Any]:
    """Who runs the server: whoever runs the tests, but PostgreSQL does not run as root."""
    if os.getuid():
        return {}
    one = next(one for one in pwd.getpwall() if one.pw_name in ("postgres", "nobody"))
    return {"user": one.pw_uid, "group": one.pw_gid, "extra_groups": []}


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server in a folder of its own, which asks every client for its password."""
    bin_ = programs()
    if bin_ is None:
        assert os.environ.get("QUARTERBOOK_REQUIRE_POSTGRESQL") != "1", "PostgreSQL is required, but not installed."
        pytest.skip("PostgreSQL is not installed")
    # Beside pytest's own folders, which only their user may enter.
    folder = Path(tempfile.mkdtemp(prefix="quarterbook-pg-"))
    as_user = user()
    (folder / "word").write_text(OWNER, "utf-8")
    for path in (folder, folder / "word"):
        os.chown(path, as_user.get("user", -1), as_user.get("group", -1))

    def run(program: str, *arguments: str | Path) -> None:
        command = [bin_ / program, "-D", folder / "cluster", *arguments]
        with (folder / f"{program}.log").open("ab") as log:
            done = subprocess.run(command, cwd=folder, stdout=log, stderr=log, timeout=120, check=False, **as_user)
        assert done.returncode == 0, (folder / f"{program}.log").read_text("utf-8")

    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    try:
        scram = ("--auth=scram-sha-256", f"--pwfile={folder / 'word'}", "--username=owner")
        run("initdb", *scram, "--encoding=UTF8", "--locale=C", "--no-sync")
        run("pg_ctl", "-w", "-o", f"-F -p {port} -c listen_addresses=127.0.0.1 -k {folder}", "start")
        try:
            one = Server(port)
            fill(one)
            yield one
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def fill(server: Server) -> None:
    with server.owner("postgres") as connection:
        connection.execute("create database plans")
    with server.owner() as connection:
        connection.execute(TABLE.format(number="numeric(5, 2)"))
        connection.execute(ROWS.format(first="91.70", second="40"))
        connection.execute("create table secrets (a integer)")
        connection.execute(f"create role reader login password '{READER}'")
        connection.execute("grant select on actions to reader")
        connection.execute(
            "create function writes() returns bigint language sql security definer as "
            "$$ insert into actions (reference) values ('W1'); select 1::bigint $$"
        )


# A project that asks it.


def sqlite(folder: Path) -> str:
    """Make a database file in a project; returns its address."""
    (folder / "data").mkdir()
    with closing(sqlite3.connect(folder / "data" / "plans.db")) as connection:
        connection.execute(TABLE.format(number="text"))
        connection.execute(ROWS.format(first="'91.70'", second="'40.00'"))
        connection.commit()
    return "sqlite:///data/plans.db"


def quarter(folder: Path, address: str, sql: str = SQL, cells: tuple[str, ...] = (READ,)) -> Path:
    """Make a project of one paper whose actions come from a database; returns its quarter file."""
    file = tiny(folder, {"paper": list(cells)})
    notebook = nbformat.read(folder / "notebooks" / "paper.ipynb", as_version=4)
    notebook.cells[0].source += 'actions: "source" = "data/actions.csv"  # the actions\n'
    nbformat.write(notebook, folder / "notebooks" / "paper.ipynb")
    source = json.dumps({"sql": sql, "database": address})
    file.write_text(
        "quarter: 2023-24 Q1\nhouse: exampleshire\nreports:\n  paper:\n    notebook: paper\n    title: The paper\n"
        f"    parameters:\n      actions: {source}\n",
        "utf-8",
    )
    return file


def run(file: Path, verb: str, *arguments: str, password: str = READER) -> subprocess.CompletedProcess[str]:
    """Run a verb on a quarter file; no password may ever be seen, in what it prints or what it writes."""
    folder = file.parent.parent
    done = quarterbook(verb, file, *arguments, cwd=folder, environment={PASSWORD: password})
    for word in (READER, OWNER, WRONG):
        assert word not in done.stdout + done.stderr
        if (folder / "reports").exists():
            assert [name for name, data in contents(folder / "reports").items() if word.encode() in data] == []
    assert "Traceback" not in done.stdout + done.stderr
    return done


def build(file: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return run(file, "build", "--formats", "html", *arguments, **more)


def loaded(file: Path, name: str) -> Any:
    folder = file.parent.parent / "reports" / NAME / "paper"
    return json.loads((folder / name).read_text("utf-8"))


Change = Callable[[str], None]


@pytest.fixture(params=["sqlite", "postgresql"])
def asked(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Change]]:
    """The address of a database with the same rows, and a way to change them, which is undone at the end."""
    if request.param == "sqlite":
        yield sqlite(tmp_path), lambda statement: change(tmp_path, statement)
        return
    server = request.getfixturevalue("server")

    def changed(statement: str) -> None:
        with server.owner() as connection:
            connection.execute(statement)

    yield server.address, changed
    changed("delete from actions")
    changed(ROWS.format(first="91.70", second="40"))


def change(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "data" / "plans.db")) as connection:
        connection.execute(statement)
        connection.commit()


# What a build makes of it.


@pytest.mark.slow
def test_a_report_of_a_database_is_built_once_and_every_figure_leads_to_the_bytes_that_were_read(
    tmp_path: Path, asked: tuple[str, Change]
) -> None:
    address, changed = asked
    file = quarter(tmp_path, address)
    done = build(file)
    assert done.returncode == 0, done.stderr
    path = f"{address.replace('reader@', '')}#{hashlib.sha256(SQL.encode()).hexdigest()[:8]}"
    digest = hashlib.sha256(CSV.encode()).hexdigest()
    assert {"role": "actions", "path": path, "sha256": digest} in loaded(file, "manifest.json")["inputs"]
    # Both databases give the same bytes, and these are kept.
    assert (tmp_path / "reports" / ".store" / digest).read_bytes() == CSV.encode()
    (figure,) = loaded(file, "figures.json")["figures"]
    assert figure["value"] == 2
    assert figure["rows"] == figure["of"] == [{"source": path, "sha256": digest, "rows": [2, 3]}]

    before = contents(tmp_path / "reports")
    assert "not built again: nothing that goes into it changed" in build(file, "--explain").stdout
    assert contents(tmp_path / "reports") == before

    changed("insert into actions values ('A9', 'New roads', 'People', '2023-06-30', '5.00', 'green', null)")
    assert f"built: {path} changed" in build(file, "--explain").stdout
    assert loaded(file, "figures.json")["figures"][0]["rows"][0]["rows"] == [2, 3, 4]


@pytest.mark.slow
def test_what_changes_between_the_check_and_the_notebooks_own_reading_is_refused(tmp_path: Path) -> None:
    turned = (
        "import sqlite3\n"
        "def turn(text):\n"
        "    connection = sqlite3.connect('data/plans.db')\n"
        "    connection.execute('update actions set lead = ?', (text,))\n"
        "    connection.commit()\n"
        "    connection.close()"
    )
    address = sqlite(tmp_path)
    change(tmp_path, "update actions set lead = 'as before'")
    file = quarter(tmp_path, address, cells=(turned, "turn('other')", READ, "turn('as before')"))
    done = build(file)
    assert done.returncode == 1
    assert "The figure all.total comes from sqlite:///data/plans.db#" in done.stderr
    assert "which is not as it was when the build began" in done.stderr
    assert not (tmp_path / "reports" / NAME / "paper" / "paper.html").exists()


@pytest.mark.slow
def test_what_is_other_when_the_notebook_is_done_is_refused_even_where_no_figure_shows_it(tmp_path: Path) -> None:
    address = sqlite(tmp_path)
    turned = (
        "import sqlite3\nconnection = sqlite3.connect('data/plans.db')\n"
        "connection.execute(\"update actions set lead = 'other'\")\nconnection.commit()\nconnection.close()"
    )
    file = quarter(tmp_path, address, cells=("'no figure'", turned))
    done = build(file)
    assert done.returncode == 3
    assert "sqlite:///data/plans.db#" in done.stderr
    assert "changed while the report was being built. Build it again." in done.stderr


def test_the_rules_tell_of_a_querys_rows(tmp_path: Path, asked: tuple[str, Change]) -> None:
    address, changed = asked
    changed("update actions set title = null where reference = 'A1'")
    done = run(quarter(tmp_path, address, "select * from actions where lead is null order by reference"), "check")
    assert done.returncode == 3
    assert ", row 2, column 'title': the cell is blank; title must be filled in. [A02]" in done.stderr


# What is refused.


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("select * from nowhere order by 1", 'the query failed: relation "nowhere" does not exist.'),
        ("select * from secrets order by 1", "the query failed: permission denied for table secrets."),
        ("delete from actions", "a query must be one statement that begins with SELECT or WITH."),
        ("select * from actions", "the query needs an ORDER BY for all of it"),
        ("select *, writes() from actions order by 1", "cannot execute INSERT in a read-only transaction."),
    ],
)
def test_what_a_query_may_not_is_told_with_its_place(tmp_path: Path, server: Server, sql: str, told: str) -> None:
    done = run(quarter(tmp_path, server.address, sql), "check")
    assert done.returncode == 3
    assert f"{NAME}/paper: postgresql://127.0.0.1:{server.port}/plans#" in done.stderr
    assert told in done.stderr
    assert f"(params/{NAME}.yaml, line 8, actions)" in done.stderr
    assert server.count() == (4,)


@pytest.mark.slow
def test_a_wrong_password_is_told_without_it(tmp_path: Path, server: Server) -> None:
    file = quarter(tmp_path, server.address)
    assert run(file, "check").returncode == 0
    for verb in ("check", "build"):
        done = run(file, verb, password=WRONG)
        assert done.returncode == 3
        assert 'password authentication failed for user "reader".' in done.stderr
        assert "the credentials in the environment (QUARTERBOOK_DATABASE_PASSWORD)" in done.stderr


@pytest.mark.parametrize("verb", ["check", "build", "params"])
def test_a_password_in_the_quarter_file_is_refused_and_not_repeated(tmp_path: Path, server: Server, verb: str) -> None:
    file = quarter(tmp_path, server.address.replace("reader@", f"reader:{READER}@"))
    done = run(file, verb, *(["paper"] if verb == "params" else []), password=WRONG)
    assert done.returncode == 3
    assert f"params/{NAME}.yaml, line 8: 'actions.database' (the actions): a password stands in" in done.stderr
    assert "credentials come from the environment, as QUARTERBOOK_DATABASE_PASSWORD, or as the driver's" in done.stderr


# PostgreSQL itself, asked without a command line.


@pytest.fixture
def ask(server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], bytes]:
    monkeypatch.setenv(PASSWORD, READER)
    return lambda sql: sources.load({"sql": sql, "database": server.address}, tmp_path).parts[0].data


@pytest.mark.parametrize("text", ["100%", "%s", "%(x)s", ":name", "a::b", "?", "$1"])
def test_marks_in_a_query_are_only_text(ask: Callable[[str], bytes], text: str) -> None:
    assert ask(f"select '{text}'::text as a order by 1") == f"a\r\n{text}\r\n".encode()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("91.70::numeric", "91.70"),
        ("91.7::real", "91.7"),
        ("1e-7::float8", "0.0000001"),
        ("12345678901234567890::numeric", "12345678901234567890"),
        ("true", "yes"),
        ("null::date", ""),
        ("date '2023-06-30'", "2023-06-30"),
        ("timestamp '2023-06-30'", "2023-06-30"),
        ("timestamptz '2023-06-30 00:00+01'", "2023-06-29 23:00:00+00:00"),
        ("'\\x00ff'::bytea", "\\x00ff"),
        ("""'{"b": 1, "a": [2]}'::jsonb""", '"{""a"": [2], ""b"": 1}"'),
        ("array[1, 2]", '"[1, 2]"'),
        ("'ŵ – £'", "ŵ – £"),
    ],
)
def test_each_type_has_one_text(ask: Callable[[str], bytes], value: str, text: str) -> None:
    assert ask(f"select 1 as n, {value} as a order by n") == f"n,a\r\n1,{text}\r\n".encode()


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("delete from actions", "syntax error"),
        ("with x as (delete from actions returning 1) select * from x order by 1", "must not contain data-modifying"),
        ("select * into copied from actions order by 1", "INTO is not allowed here"),
        ("select writes() order by 1", "read-only transaction"),
        ("select set_config('transaction_read_only', 'off', true), writes() order by 1", "read-write mode must be set"),
        ("select 1; commit; delete from actions", "cannot insert multiple commands"),
    ],
)
def test_nothing_can_be_written_even_where_the_text_is_let_through(
    ask: Callable[[str], bytes], server: Server, monkeypatch: pytest.MonkeyPatch, sql: str, told: str
) -> None:
    with server.owner() as connection:
        connection.execute("grant insert, delete on actions to reader")
    monkeypatch.setattr(query, "unfit", lambda sql: "")
    try:
        with pytest.raises(InputError, match=told):
            ask(sql)
        assert server.count() == (4,)
    finally:
        with server.owner() as connection:
            connection.execute("revoke insert, delete on actions from reader")


def test_a_query_that_takes_too_long_is_stopped(ask: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "QUERY_TIMEOUT", 1)
    with pytest.raises(InputError, match="the query failed: canceling statement due to statement timeout"):
        ask("select pg_sleep(30)::text order by 1")


def test_the_drivers_own_credentials_do_too(
    server: Server, ask: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PASSWORD)
    with pytest.raises(InputError, match="no password supplied"):
        ask(SQL)
    monkeypatch.setenv("PGPASSWORD", READER)
    assert ask(SQL) == CSV.encode()


@pytest.mark.slow
def test_a_worker_of_a_cluster_asks_the_database_itself(tmp_path: Path, asked: tuple[str, Change]) -> None:
    file = quarter(tmp_path, asked[0])
    with machines(tmp_path / "machines", 0) as one:
        one.worker(environment={PASSWORD: READER})
        given = ("--formats", "html", "--out", "there", "--cluster", one.address)
        environment = {**one.environment, PASSWORD: READER}
        there = quarterbook("build", file, *given, cwd=tmp_path, environment=environment)
    assert (there.returncode, build(file, "--out", "here").returncode) == (0, 0), there.stderr
    assert contents(tmp_path / "here" / NAME) == contents(tmp_path / "there" / NAME)
