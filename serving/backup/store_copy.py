"""A copy of the store in one snapshot, and a store made of a copy, each by the database's own means.

SQLite: its online backup, page by page equal. PostgreSQL: COPY of each table in one transaction of one snapshot, and
the statements that make the tables, so that a later version restores it and migrates it then.
"""

import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_mock_engine, text

from data.tables.atomic import PARTIAL
from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.backup.place import NoWholeBackup, Part
from serving.store.engine import create_engine, immediate
from serving.store.store import Store
from serving.store.tables.schema import METADATA
from serving.store.upgrade import migrate, reaching, revision

SQLITE_PART = "store/sqlite"
SPOOL: dict[str, Any] = {"prefix": ".backup.", "suffix": PARTIAL}
"""The name of a folder of copies that are being made: the copying of the home leaves it out."""
_CHUNK = 1 << 20
_DATES = text("set local datestyle = 'ISO, YMD'")
"""As COPY writes and reads them, whatever the two servers are set to."""
_VERSION_TABLE = text(
    "create table alembic_version (version_num varchar(32) not null constraint alembic_version_pkc primary key)"
)
_PAGES_AT_ONCE = -1
"""All in one step: a step of its own would begin anew after each write of another process."""


class StoreInTheWay(OnematchError):
    """The database that is restored to is not empty, or of another product."""


@value_class
class StoreFacts:
    """What the manifest states of a copied store."""

    database: str
    revision: str
    rows: dict[str, int]
    live_keys: list[str]
    """The data keys that are not destroyed: their shards belong to the copy."""
    statements: list[str]
    """PostgreSQL: what makes the tables."""
    columns: dict[str, list[str]]
    sequences: dict[str, int]
    """PostgreSQL: the last number of each table that numbers its rows."""


def copy_store(store: Store, into: Part, beside: Path) -> StoreFacts:
    """Copy a store while others write it; SQLite's copy is made in a folder beside the home first."""
    return _copy_sqlite(store, into, beside) if store.is_sqlite else _copy_postgresql(store, into)


def _copy_sqlite(store: Store, into: Part, beside: Path) -> StoreFacts:
    with tempfile.TemporaryDirectory(dir=beside, **SPOOL) as folder:
        copy = Path(folder) / "store.db"
        copy_sqlite(Path(str(store.engine.url.database)), copy)
        engine = create_engine(f"sqlite:///{copy}")
        try:
            with engine.connect() as connection:
                facts = _facts(connection, "sqlite", {})
        finally:
            engine.dispose()
        with into.writing(SQLITE_PART) as out, copy.open("rb") as file:
            while chunk := file.read(_CHUNK):
                out.write(chunk)
    return facts


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a SQLite file that others write, without its log: one whole file."""
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True, timeout=60)) as reader:
        target.touch(mode=0o600)
        with closing(sqlite3.connect(target, timeout=60)) as writer:
            reader.backup(writer, pages=_PAGES_AT_ONCE)


def _copy_postgresql(store: Store, into: Part) -> StoreFacts:
    with store.reading() as connection:
        connection.execute(_DATES)
        rows = {}
        for table in METADATA.sorted_tables:
            with into.writing(f"store/{table.name}") as out, _cursor(connection) as cursor:
                rows[table.name] = _copy_out(cursor, f"copy {_target(table.name, list(table.columns.keys()))}", out)
        return _facts(connection, "postgresql", rows)


def _copy_out(cursor: Any, copied: str, out: Any) -> int:
    """Write a table's rows as COPY's text, a line each, and return how many; no value holds a bare line end."""
    n_rows = 0
    with cursor.copy(f"{copied} to stdout") as copy:
        for data in copy:
            out.write(data)
            n_rows += bytes(data).count(b"\n")
    return n_rows


def _facts(connection: Connection, database: str, rows: Mapping[str, int]) -> StoreFacts:
    is_sqlite = database == "sqlite"
    counted = {} if not is_sqlite else count_rows(connection)
    live = connection.execute(text("select id from keys where wrapped is not null and destroyed_at is null"))
    return StoreFacts(
        database=database,
        revision=str(revision(connection)),
        rows=dict(rows) or counted,
        live_keys=[str(key) for key in live.scalars()],
        statements=[] if is_sqlite else _statements(),
        columns={table.name: list(table.columns.keys()) for table in METADATA.sorted_tables},
        sequences={} if is_sqlite else _sequences(connection),
    )


def count_rows(connection: Connection) -> dict[str, int]:
    """Return the number of rows of each table."""
    names = [table.name for table in METADATA.sorted_tables]
    return {name: connection.execute(text(f'select count(*) from "{name}"')).scalar_one() for name in names}


def _statements() -> list[str]:
    made: list[str] = []

    def note(statement: Any, *_: object, **__: object) -> None:
        made.append(str(statement.compile(dialect=engine.dialect)))

    engine = create_mock_engine("postgresql+psycopg://", note)
    METADATA.create_all(engine, checkfirst=False)
    return made


def _numbered() -> list[str]:
    return [table.name for table in METADATA.sorted_tables if table.autoincrement_column is not None]


def _sequences(connection: Connection) -> dict[str, int]:
    """Return the last numbers: a number is never given twice, also where its row is gone."""
    last = {}
    for name in _numbered():
        last_value, is_called = connection.execute(text(f"select last_value, is_called from {name}_seq_seq")).one()
        last[name] = int(last_value) if is_called else 0
    return last


def require_empty(database: str, url: str, home: Path) -> None:
    """Raise StoreInTheWay unless a database of the backup's product is there, and empty."""
    engine = create_engine(url)
    try:
        if engine.dialect.name != database:
            to_do = "unset" if database == "sqlite" else "name an empty database in"
            raise StoreInTheWay(
                "got a store on {dialect_name}, expected {database}, as it was: {to_do} ONEMATCH_DATABASE_URL",
                dialect_name=engine.dialect.name,
                database=database,
                to_do=to_do,
            )
        if database == "sqlite":
            if (file := Path(str(engine.url.database))).exists():
                raise StoreInTheWay("{file}: got a file, expected none: move it away first", file=file)
            return
        with reaching(engine), engine.connect() as connection:
            tables = connection.execute(
                text("select count(*) from information_schema.tables where table_schema = current_schema()")
            ).scalar_one()
        if tables:
            raise StoreInTheWay(
                "{url}: got a database with {tables} tables, expected an empty one: a restore to "
                "{home} that was interrupted may have left them; make the database anew",
                url=engine.url.render_as_string(hide_password=True),
                tables=tables,
                home=home,
            )
    finally:
        engine.dispose()


def restore_store(part: Part, facts: StoreFacts, url: str) -> None:
    """Make the store of a copy in one step, and migrate it where this version of the code is newer."""
    if facts.database == "sqlite":
        _restore_sqlite(part, Path(str(create_engine(url).url.database)))
    else:
        engine = create_engine(url)
        try:
            with immediate(engine) as connection:
                _fill(part, facts, connection)
        finally:
            engine.dispose()
    migrate(url)


def _restore_sqlite(part: Part, file: Path) -> None:
    beside = file.with_name(f"{file.name}.restoring")
    beside.unlink(missing_ok=True)
    beside.touch(mode=0o600)
    with part.reading(SQLITE_PART) as source, beside.open("wb") as out:
        while chunk := source.read(_CHUNK):
            out.write(chunk)
    beside.replace(file)


def _fill(part: Part, facts: StoreFacts, connection: Connection) -> None:
    connection.execute(_DATES)
    for statement in facts.statements:
        connection.exec_driver_sql(statement)
    for name, columns in facts.columns.items():
        with part.reading(f"store/{name}") as source, _cursor(connection) as cursor:
            with cursor.copy(f"copy {_target(name, columns)} from stdin") as copy:
                while chunk := source.read(_CHUNK):
                    copy.write(chunk)
            if cursor.rowcount != facts.rows[name]:
                raise NoWholeBackup(
                    "{name}: got {rowcount} rows, expected {rows}",
                    name=name,
                    rowcount=cursor.rowcount,
                    rows=facts.rows[name],
                )
    for name, last in facts.sequences.items():
        number = {"number": max(last, 1), "called": last > 0}
        connection.execute(text(f"select setval('{name}_seq_seq', :number, :called)"), number)
    connection.execute(_VERSION_TABLE)
    connection.execute(text("insert into alembic_version values (:revision)"), {"revision": facts.revision})


def verify_store(part: Part, facts: StoreFacts, beside: Path) -> None:
    """Read a copied store whole and count its rows. Raises NoWholeBackup."""
    found = {}
    if facts.database == "sqlite":
        with tempfile.TemporaryDirectory(dir=beside, **SPOOL) as folder:
            copy = Path(folder) / "store.db"
            _restore_sqlite(part, copy)
            found = _checked_sqlite(copy)
    else:
        for name in facts.rows:
            with part.reading(f"store/{name}") as source:
                found[name] = sum(chunk.count(b"\n") for chunk in iter(lambda: source.read(_CHUNK), b""))
    if found != facts.rows:
        raise NoWholeBackup("got {found} rows, expected {rows}", found=found, rows=facts.rows)


def _checked_sqlite(copy: Path) -> dict[str, int]:
    engine = create_engine(f"sqlite:///{copy}")
    try:
        with reaching(engine), engine.connect() as connection:
            if (state := connection.execute(text("pragma quick_check")).scalar()) != "ok":
                raise NoWholeBackup("got a damaged store ({state}), expected a whole one", state=state)
            return count_rows(connection)
    finally:
        engine.dispose()


def _target(name: str, columns: list[str]) -> str:
    listed = ", ".join(f'"{column}"' for column in columns)
    return f'"{name}" ({listed})'


def _cursor(connection: Connection) -> Any:
    return connection.connection.cursor()
