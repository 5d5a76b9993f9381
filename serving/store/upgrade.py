"""Bringing a database's schema up to date, with Alembic's scripts beside this file."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError

from features.schema.errors import OnematchError
from serving.store.engine import create_engine, immediate

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

SCRIPTS = Path(__file__).parent / "migrations"
_ALONE = text("select pg_advisory_xact_lock(hashtextextended('onematch migrations', 0))")


class DatabaseAway(OnematchError):
    """The database cannot be reached, or its file cannot be opened."""


class DatabaseDamaged(DatabaseAway):
    """The database's file is no database, or parts of it cannot be read."""


class DatabaseBehind(OnematchError):
    """The database's schema is not the one that this version of the code reads and writes."""


def migrate(url: str) -> None:
    """Bring a database's schema up to date, in one transaction; of two that try at once the second finds it done."""
    from alembic import command

    engine = create_engine(url)
    try:
        with reaching(engine), immediate(engine) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(_ALONE)
            found = revision(connection)
            if found != head():
                _require_known(found)
                command.upgrade(_config(connection), "head")
    finally:
        engine.dispose()


def require_current(engine: Engine) -> None:
    """Raise DatabaseBehind unless the schema is up to date, DatabaseAway when nobody answers."""
    with reaching(engine), engine.connect() as connection:
        found = revision(connection)
    if found != head():
        raise DatabaseBehind(f"the database has schema {found}, expected {head()}: run `onematch db upgrade`")


class DatabaseUnknown(OnematchError):
    """The database's schema was made by a newer version of the code, or by none that was released."""


@contextmanager
def reaching(engine: Engine) -> Iterator[None]:
    """Say in our own words that a database does not answer or is damaged, and where; never with its password.

    Raises DatabaseAway, DatabaseDamaged; errors in a statement pass.
    """
    where = engine.url.render_as_string(hide_password=True)
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        if type(error) in {DatabaseError, sqlite3.DatabaseError}:
            told = str(getattr(error, "orig", error)).strip().partition("\n")[0]
            raise DatabaseDamaged(f"{where}: got a damaged file ({told}), expected a store: put a copy back") from error
        if not isinstance(error, OperationalError):
            raise
        reason = str(error.orig).strip().partition("\n")[0]
        raise DatabaseAway(f"{where}: got no answer, expected a database that can be opened: {reason}") from error


def revision(connection: Connection) -> str | None:
    """The revision that a database has, None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("select version_num from alembic_version")).scalar()
    return found


def head() -> str | None:
    """The revision that this version of the code needs."""
    return _scripts().get_current_head()


def _require_known(found: str | None) -> None:
    """Raise DatabaseUnknown for a schema of another version of the code."""
    known = {script.revision for script in _scripts().walk_revisions()}
    if found is not None and found not in known:
        raise DatabaseUnknown(f"the database has schema {found}, expected one of {', '.join(sorted(known))}")


def _scripts() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config(None))


def _config(connection: Connection | None) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    attributes: dict[str, Any] = config.attributes
    attributes["connection"] = connection
    return config
