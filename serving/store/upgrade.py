"""Making a database's tables, and migration of its schema by the Alembic scripts beside this file.

Alembic is imported inside functions: importing it takes a third of a second, which a start with a current schema saves.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError

from features.schema.errors import OnematchError
from serving.store.engine import create_engine, immediate
from serving.store.tables.schema import METADATA

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = Path(__file__).parent / "migrations"
HEAD = "0053"
"""The revision of the schema that this version of the code needs: that of the newest script."""
SERVES_FROM = "0050"
"""The oldest version of the code, by the schema that it needs, that reads and writes this schema too.

A migration adds first; what older code needs is removed a version later, with a new value here (expand and contract).
"""
_ALONE = text("select pg_advisory_xact_lock(hashtextextended('onematch migrations', 0))")


class DatabaseAway(OnematchError):
    """The database cannot be reached, or its file cannot be opened."""


class DatabaseDamaged(DatabaseAway):
    """The file is no database, or parts of it cannot be read."""


class DatabaseBehind(OnematchError):
    """The schema is not the one that this version of the code reads and writes."""


def migrate(url: str) -> str:
    """Make or migrate a database's schema in one transaction and return it; a second, concurrent call does nothing.

    A newer schema that serves this version of the code stays. Raises DatabaseUnknown for one that it cannot migrate.
    """
    with _alone(url) as connection:
        schema_revision = revision(connection)
        if schema_revision is not None and schema_revision != HEAD and _serves(connection, schema_revision):
            return schema_revision
        if schema_revision != HEAD:
            from alembic import command

            if schema_revision is None:
                METADATA.create_all(connection)
                command.stamp(_config(connection), "head")
            else:
                _require_known(schema_revision)
                command.upgrade(_config(connection), "head")
        _note_reach(connection, SERVES_FROM)
    return HEAD


def downgrade(url: str, to: str) -> None:
    """Take a database's schema back to an earlier one in one transaction, for an earlier version of the code.

    Columns and tables that it lacks stay, so that services of this version serve until they are replaced. Raises
    DatabaseUnknown for a schema that this version of the code does not know, WayBackClosed where a migration cannot be
    undone.
    """
    from alembic import command
    from alembic.script import ScriptDirectory

    with _alone(url) as connection:
        schema_revision = revision(connection)
        if schema_revision is None:
            raise DatabaseUnknown("the database is empty, expected one with a schema")
        _require_known(schema_revision)
        scripts = {script.revision: script for script in ScriptDirectory.from_config(_config(None)).walk_revisions()}
        if to not in scripts or to > schema_revision:
            known = ", ".join(sorted(one for one in scripts if one <= schema_revision))
            raise DatabaseUnknown("got schema {to}, expected one of {known}", to=to, known=known)
        for name, script in scripts.items():
            if to < name <= schema_revision and not hasattr(script.module, "downgrade"):
                raise WayBackClosed(
                    "the database stays at schema {schema_revision}: {name} cannot be undone ({doc}); "
                    "`onematch restore` of a backup from before it is the way back",
                    schema_revision=schema_revision,
                    name=name,
                    doc=script.doc,
                )
        command.downgrade(_config(connection), to)
        _note_reach(connection, min(SERVES_FROM, to))


@contextmanager
def _alone(url: str) -> Iterator[Connection]:
    """One transaction that no other migration runs beside."""
    engine = create_engine(url, may_make=True)
    try:
        with reaching(engine), immediate(engine) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(_ALONE)
            yield connection
    finally:
        engine.dispose()


def _note_reach(connection: Connection, serves_from: str) -> None:
    """Write beside the schema which version of the code it serves at least."""
    if _reach(connection) != serves_from:
        is_sqlite = connection.dialect.name == "sqlite"
        note = (
            f"pragma user_version = {int(serves_from)}"
            if is_sqlite
            else f"comment on table alembic_version is '{serves_from}'"
        )
        connection.execute(text(note))


def _reach(connection: Connection) -> str | None:
    """Return the oldest version of the code that the schema serves; None where none was noted."""
    if connection.dialect.name == "sqlite":
        noted = connection.execute(text("pragma user_version")).scalar_one()
        return f"{noted:04}" if noted else None
    reach: str | None = connection.execute(text("select obj_description('alembic_version'::regclass)")).scalar()
    return reach


def _serves(connection: Connection, schema_revision: str | None) -> bool:
    """Whether this version of the code can read and write the schema: its own, or a newer one that says so."""
    if schema_revision is None or schema_revision <= HEAD:
        return schema_revision == HEAD
    reach = _reach(connection)
    return reach is not None and reach <= HEAD


def require_current(engine: Engine) -> None:
    """Raise DatabaseBehind unless the schema serves this code, DatabaseAway if the database does not answer."""
    schema_revision = None
    is_served = False
    file = Path(engine.url.database or "")
    if engine.dialect.name != "sqlite" or file.exists() or not file.parent.exists():  # a connection makes no file
        with reaching(engine), engine.connect() as connection:
            schema_revision = revision(connection)
            is_served = _serves(connection, schema_revision)
    if not is_served:
        raise DatabaseBehind(
            "the database has schema {schema_revision}, expected {head}: run `onematch db upgrade`",
            schema_revision=schema_revision,
            head=HEAD,
        )


class DatabaseUnknown(OnematchError):
    """The schema is of a newer version of the code, or older than the first one that migrations begin with."""


class WayBackClosed(OnematchError):
    """A migration cannot be undone."""


@contextmanager
def reaching(engine: Engine) -> Iterator[None]:
    """Turn connection errors into DatabaseAway or DatabaseDamaged, with the database's URL but not its password.

    Errors in a statement pass unchanged.
    """
    where = engine.url.render_as_string(hide_password=True)
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        if type(error) in {DatabaseError, sqlite3.DatabaseError}:
            reason = str(getattr(error, "orig", error)).strip().partition("\n")[0]
            raise DatabaseDamaged(
                "{where}: got a damaged file ({reason}), expected a store: restore a copy", where=where, reason=reason
            ) from error
        if not isinstance(error, OperationalError):
            raise
        reason = str(error.orig).strip().partition("\n")[0]
        raise DatabaseAway(
            "{where}: got no answer, expected a database that can be opened: {reason}", where=where, reason=reason
        ) from error


def revision(connection: Connection) -> str | None:
    """Return the revision of a database, None if it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version_num: str | None = connection.execute(text("select version_num from alembic_version")).scalar()
    return version_num


def _require_known(schema_revision: str) -> None:
    """Raise DatabaseUnknown for a schema of another version of the code, with what to do."""
    from alembic.script import ScriptDirectory

    known = sorted(script.revision for script in ScriptDirectory.from_config(_config(None)).walk_revisions())
    if schema_revision < known[0]:
        raise DatabaseUnknown(
            "the database has schema {schema_revision} of an unreleased version, expected "
            "{known} or a later one: check out the version before this baseline (`git log "
            "--diff-filter=A -1 --format=%h^ -- '*{known}_baseline.py'` names it), run `onematch "
            "db upgrade` there, then here",
            schema_revision=schema_revision,
            known=known[0],
        )
    if schema_revision not in known:
        raise DatabaseUnknown(
            "the database has schema {schema_revision}, expected one of {known}: it is of a newer version of onematch",
            schema_revision=schema_revision,
            known=", ".join(known),
        )


def _config(connection: Connection | None) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    attributes: dict[str, Any] = config.attributes
    attributes["connection"] = connection
    return config
