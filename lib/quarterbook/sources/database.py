"""A query of a database as a source: it reads only, and what it gives becomes CSV, which is what was read."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from quarterbook.errors import InputError, nearest
from quarterbook.params.credentials import PASSWORD, REFUSED, has_password
from quarterbook.params.project import inside
from quarterbook.sources import query, typed
from quarterbook.sources.csv_file import written

CONNECT_TIMEOUT = 10  # seconds
QUERY_TIMEOUT = 600  # seconds
MAX_BYTES = 500_000_000
EXAMPLES = "postgresql://db.example/warehouse or sqlite:///data/….db"
_DRIVERS = {"postgresql": "postgresql+psycopg", "postgresql+psycopg": "postgresql+psycopg", "sqlite": "sqlite"}
# What a PostgreSQL address may say after the ?: where the server is, and how the way to it is guarded.
_OPTIONS = ("host", "port", "sslmode", "sslrootcert", "channel_binding", "gssencmode", "target_session_attrs")
# What SQLite does to another file than the database, though that is opened to be read: VACUUM INTO attaches one too.
_OTHER_FILES = (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH)
# How many steps SQLite takes between two looks at the clock.
_STEPS = 100_000


@dataclass(frozen=True)
class Query:
    """A query that may be asked: `name` is how records and messages call it, `file` that of an SQLite database."""

    name: str
    sql: str
    url: URL
    file: Path | None


def parse(source: Mapping[str, str], root: Path) -> Query:
    """The query of a source {sql: …, database: …}. Raises `InputError` where it cannot or may not be asked."""
    sql, address = source["sql"], source["database"]
    if has_password(address):
        raise InputError(f"database: {REFUSED}")
    url = _url(address)
    # Its own characters are not shown: who mistypes an address may have put a password anywhere in it.
    name = f"{_without_user(url)}#{hashlib.sha256(sql.encode()).hexdigest()[:8]}"
    if problem := query.unfit(sql):
        raise InputError(f"{name}: {problem}")
    return Query(name, sql, url, _sqlite_file(url, root) if url.drivername == "sqlite" else None)


def ask(asked: Query) -> bytes:
    """What the query gives, as CSV in UTF-8: a header, and a line a row. Raises `InputError`."""
    with _connected(asked) as connection:
        try:
            return _csv(connection, asked)
        except (SQLAlchemyError, UnicodeError) as error:
            told = _first_line(error)
            raise InputError(
                f"{asked.name}: the query failed: {told}. Mend the query, or what its user may read."
            ) from None


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise InputError(f"database: this is no address of a database. Write it as in {EXAMPLES}.") from None
    if url.drivername not in _DRIVERS:
        raise InputError(f"database: '{url.drivername}' is not read; {EXAMPLES} was expected.")
    allowed = () if url.drivername == "sqlite" else _OPTIONS
    for option in url.query:
        if option not in allowed:
            raise InputError(f"database: '{option}' cannot be set in the address. {nearest(option, allowed)}")
    return url


def _without_user(url: URL) -> str:
    shown = URL.create(url.drivername, host=url.host, port=url.port, database=url.database, query=url.query)
    return shown.render_as_string()


def _sqlite_file(url: URL, root: Path) -> Path:
    if not url.database or url.host:
        raise InputError("database: an SQLite database is a file of the project, as in sqlite:///data/….db.")
    path = inside(url.database, root)
    if not path.is_file():
        known = [one.name for one in path.parent.glob("*") if one.is_file()] if path.parent.is_dir() else []
        near = nearest(path.name, known) if known else ""
        raise InputError(f"{url.database}: there is no such file. {near}".rstrip())
    return path


@contextmanager
def _connected(asked: Query) -> Iterator[Connection]:
    """A connection that is rolled back and closed. Raises `InputError` where there is none to be had."""
    try:
        engine = _sqlite(asked.file) if asked.file else _postgresql(asked.url)
        connection = engine.connect()
    except ImportError:
        raise InputError(
            f"{asked.name}: the driver for PostgreSQL is not installed. Install it: pip install -e '.[postgresql]'."
        ) from None
    except SQLAlchemyError as error:
        told = _first_line(error)
        raise InputError(
            f"{asked.name}: the database cannot be reached: {told}. Check the address, that you may go there, and "
            f"the credentials in the environment ({PASSWORD})."
        ) from None
    try:
        with connection:
            yield connection
    finally:
        engine.dispose()


def _postgresql(url: URL) -> Engine:
    arguments: dict[str, Any] = {"connect_timeout": CONNECT_TIMEOUT, "client_encoding": "utf8"}
    if password := os.environ.get(PASSWORD):
        arguments["password"] = password
    engine = create_engine(url.set(drivername=_DRIVERS[url.drivername]), poolclass=NullPool, connect_args=arguments)
    return engine.execution_options(postgresql_readonly=True)


def _sqlite(path: Path) -> Engine:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=CONNECT_TIMEOUT)
        connection.execute("PRAGMA query_only = ON")
        connection.set_authorizer(_authorized)
        end = time.monotonic() + QUERY_TIMEOUT
        connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        return connection

    return create_engine("sqlite://", creator=connect, poolclass=NullPool)


def _authorized(action: int, *_: object) -> int:
    """Whether SQLite may do what a statement asks: anything in a database that is only read, nothing outside it."""
    return sqlite3.SQLITE_DENY if action in _OTHER_FILES else sqlite3.SQLITE_OK


def _csv(connection: Connection, asked: Query) -> bytes:
    if asked.file is None:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{QUERY_TIMEOUT}s'")
    # Without parameters a % or : is itself. As a cursor's query PostgreSQL takes one statement only, and none
    # that writes; sent as it is, a second one could end the read-only transaction.
    options = {"no_parameters": True, "stream_results": asked.file is None}
    result = connection.exec_driver_sql(asked.sql, execution_options=options)
    lines = [written(list(result.keys()))]
    size = 0
    for row in result:
        lines.append(written([typed.text(value) for value in row]))
        size += len(lines[-1])
        if size > MAX_BYTES:
            raise InputError(f"{asked.name}: the query gives more than {MAX_BYTES:,} bytes; it is not read.")
    if len(lines) == 1:
        raise InputError(f"{asked.name}: the query gives no rows.")
    return "".join(lines).encode()


def _first_line(error: Exception) -> str:
    """The database's own words, without SQLAlchemy's and without the password."""
    lines = [line.strip() for line in str(getattr(error, "orig", None) or error).splitlines() if line.strip()]
    told = " ".join(lines[:2]) if lines and lines[0].endswith(":") else (lines or [type(error).__name__])[0]
    password = os.environ.get(PASSWORD)
    return (told.replace(password, "…") if password else told).rstrip(".")
