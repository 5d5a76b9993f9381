"""Empty stores on both databases, opened with the tests' master key."""

import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, event
from sqlalchemy.util import LRUCache

from serving.store.engine import create_engine
from serving.store.store import Store
from serving.store.upgrade import migrate
from serving.store.vault import Vault
from tests.support.kept_connections import KeptConnections

BACKENDS = ("sqlite", "postgresql")
ON_BOTH = pytest.mark.parametrize("database_url", BACKENDS, indirect=True)
"""For a test in a folder whose tests run on SQLite unless they name another database."""
MASTER = b"the master key of the tests, 32b"


class Databases:
    """Makes empty stores by copying a migrated SQLite file, or a template on a real PostgreSQL server.

    To create a database on PostgreSQL takes far longer than to empty one, so that those that tests are done with are
    emptied and given out again.
    """

    def __init__(self, folder: Path, postgres_url: Callable[[], str]) -> None:
        self._folder = folder
        self._postgres_url = postgres_url
        self._templates: dict[str, str] = {}
        self._emptied: list[str] = []
        self._on_server: list[str] = []

    def make(self, backend: str) -> str:
        """Return the URL of a fresh, migrated database."""
        name = f"store_{uuid.uuid4().hex[:12]}"
        if backend == "sqlite":
            shutil.copy(self._sqlite_template(), self._folder / f"{name}.db")
            return f"sqlite:///{self._folder / name}.db"
        if self._emptied:
            return self._emptied.pop()
        self._postgres_template()
        self._run(f"create database {name} template onematch_template")
        url = _database(self._postgres_url(), name)
        _KEPT.keep(url, _emptying(url))
        self._on_server.append(url)
        return url

    def make_empty(self) -> str:
        """Return the URL of a database on the server that has no table; it ends with the server."""
        name = f"bare_{uuid.uuid4().hex[:12]}"
        self._run(f"create database {name}")
        return _database(self._postgres_url(), name)

    def drop(self, url: str) -> None:
        """Remove a database that `make` made; one on PostgreSQL whose tables are as they were is kept for the next."""
        if url.startswith("sqlite"):
            for file in self._folder.glob(Path(url).name + "*"):
                file.unlink()
        elif _emptied(url, _tables(self._templates["postgresql"])):
            self._emptied.append(url)
        else:
            self._close(url)
            self._run(f"drop database {url.partition('?')[0].rpartition('/')[2]} with (force)")

    def drop_others(self) -> None:
        """Drop the databases on the server that a fork of this process made, and left."""
        if "postgresql" in self._templates:
            kept = {url.partition("?")[0].rpartition("/")[2] for url in self._on_server}
            with psycopg.connect(self._postgres_url()) as connection:
                names = connection.execute("select datname from pg_database where datname like 'store\\_%'").fetchall()
            for name in {str(name) for [name] in names} - kept:
                self._run(f"drop database {name} with (force)")

    def close(self) -> None:
        """Close the connections that were kept for the next test."""
        for url in self._on_server:
            self._close(url)

    def _close(self, url: str) -> None:
        _KEPT.close(url)
        _KEPT.close(_emptying(url))

    def _sqlite_template(self) -> Path:
        template = self._folder / "template.db"
        if not template.exists():
            migrate(f"sqlite:///{template}")
        return template

    def _postgres_template(self) -> None:
        if "postgresql" not in self._templates:
            for unsafe in ("fsync", "full_page_writes", "synchronous_commit"):
                self._run(f"alter system set {unsafe} = off")
            self._run("select pg_reload_conf()")
            self._run("create database onematch_template")
            self._templates["postgresql"] = _database(self._postgres_url(), "onematch_template")
            migrate(self._templates["postgresql"])
            with psycopg.connect(self._templates["postgresql"]) as connection:
                connection.execute(EMPTYING)

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._postgres_url(), autocommit=True) as connection:
            connection.execute(statement.encode())


def opened(url: str, folder: Path) -> Store:
    """Open a store with the tests' master key."""
    store = Store(create_engine(url), Vault(MASTER, folder / "shards"))
    if not store.is_sqlite:
        event.listen(store.engine, "do_connect", lambda _d, _r, args, options: _KEPT.connect(url, *args, **options))
    _share_compiled_sql(store.engine)
    return store


_KEPT = KeptConnections()
_FIRST: dict[str, Engine] = {}
"""The first engine of each product."""


def _share_compiled_sql(engine: Engine) -> None:
    """Let all engines of a product use the statements that were compiled for one of them.

    SQLAlchemy keeps them by engine and dialect: each of thousands of stores would compile all that it runs, which
    takes a quarter of a test's time.
    """
    if engine.name not in _FIRST:
        engine.connect().close()  # the dialect learns what the server can do
        engine.update_execution_options(compiled_cache=LRUCache(5000))
        _FIRST[engine.name] = engine
    first = _FIRST[engine.name]
    engine.dialect = first.dialect
    engine.update_execution_options(**first.get_execution_options())


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """A folder for databases in memory, where the system offers room: each commit waits for a disk otherwise."""
    shared = Path("/dev/shm")
    has_room = shared.is_dir() and shutil.disk_usage(shared).free > 2 << 30
    with tempfile.TemporaryDirectory(dir=shared if has_room else None, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


EMPTYING = """
create schema of_tests;

create function of_tests.tables() returns text language sql as $$
  select string_agg(
      concat_ws(' ', r.relname, a.attname, a.atttypid, a.atttypmod, a.attnotnull), ', ' order by r.relname, a.attnum
    ) || (select string_agg(version_num, ', ') from public.alembic_version)
  from pg_attribute a join pg_class r on r.oid = a.attrelid
  where r.relnamespace = 'public'::regnamespace and r.relkind = 'r' and a.attnum > 0 and not a.attisdropped
$$;

create function of_tests.emptied(expected text, kept integer[]) returns boolean language plpgsql as $$
declare
  name text;
  is_filled boolean;
begin
  perform pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and pid <> all(kept);
  if of_tests.tables() is distinct from expected then
    return false;
  end if;
  perform set_config('session_replication_role', 'replica', true);
  for name in
    select relname from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'alembic_version'
      and pg_relation_size(oid) > 0
  loop
    execute format('select exists (select from public.%I)', name) into is_filled;
    if is_filled then
      execute format('delete from public.%I', name);
    end if;
  end loop;
  perform setval(oid::regclass, 1, false) from pg_class where relkind = 'S';
  return true;
exception when undefined_table then
  return false;
end
$$;
"""
"""Functions of the template, hence of every copy: its tables in words, and a call that deletes all rows.

It ends all sessions that are not kept first, and deletes nothing where a test changed the tables. One call in place
of a query for each table takes a third of the time; a thousand tests make it.
"""


@lru_cache(maxsize=1)
def _tables(template: str) -> str:
    with psycopg.connect(template) as connection:
        [found] = connection.execute("select of_tests.tables()").fetchone() or [""]
    return str(found)


def _emptied(url: str, expected: str) -> bool:
    kept = _KEPT.process_ids(url)
    with closing(_KEPT.connect(_emptying(url), url)) as connection, connection.transaction():
        [done] = connection.execute("select of_tests.emptied(%s, %s)", [expected, kept]).fetchone() or [False]
    return bool(done)


def _emptying(url: str) -> str:
    """The name of the kept connection that empties a database: one that a store opened reads JSON in its own way."""
    return f"empty {url}"


def _database(url: str, name: str) -> str:
    head, _, query = url.partition("?")
    return f"{head.rpartition('/')[0]}/{name}?{query}"
