"""The migrations make the schema of the code, on both databases."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, update

from serving.runtime.settings import Settings
from serving.store.engine import create_engine, immediate
from serving.store.opening import open_store
from serving.store.tables.contracts import users
from serving.store.tables.schema import METADATA
from serving.store.upgrade import (
    SCRIPTS,
    DatabaseAway,
    DatabaseBehind,
    DatabaseUnknown,
    head,
    migrate,
    require_current,
    revision,
)
from tests.support.databases import Databases
from tests.support.paths import ROOT
from tests.support.sync_tenant import Sync


def test_the_migrations_make_the_tables_of_the_code(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, METADATA)
    engine.dispose()

    assert differences == []


def test_migrating_again_changes_nothing(database_url: str) -> None:
    migrate(database_url)

    engine = create_engine(database_url)
    require_current(engine)
    with engine.connect() as connection:
        assert revision(connection) == head()
    engine.dispose()


def test_the_schema_of_the_code_is_the_head_of_alembic_s_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))

    assert head() == ScriptDirectory.from_config(config).get_current_head()


def test_a_store_with_a_current_schema_opens_without_alembic(tmp_path: Path) -> None:
    open_store(Settings(home=tmp_path)).close()
    code = "import sys; from serving.store.opening import open_store; from serving.runtime.settings import Settings"
    then = f"open_store(Settings(home={str(tmp_path)!r})).close(); print('alembic' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", f"{code}; {then}"], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert done.stdout == "False\n"


def test_an_empty_database_is_refused_with_the_command_that_migrates_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/empty.db"

    with pytest.raises(DatabaseBehind, match="onematch db upgrade"):
        open_store(Settings(home=tmp_path, database_url=url))

    migrate(url)
    open_store(Settings(home=tmp_path, database_url=url)).close()


def test_an_unknown_schema_is_not_changed(databases: Databases) -> None:
    url = databases.make("sqlite")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    engine.dispose()

    with pytest.raises(DatabaseUnknown, match="9999"):
        migrate(url)
    databases.drop(url)


def test_each_migration_can_be_reverted(database_url: str) -> None:
    engine = create_engine(database_url)
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with immediate(engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        left = set(inspect(connection).get_table_names())
    engine.dispose()

    migrate(database_url)

    assert left <= {"alembic_version"}


def test_a_user_whose_subject_had_a_folded_hash_is_written_anew_when_sent_again(sync: Sync) -> None:
    """The same version with the same content; until then no subject is the user's."""
    una = {"id": "U9", "sso_subject": "Una-7", "modified_at": "2026-03-01T10:00:00Z"}
    sync.put("user", **una)
    exact = _subject_hash(sync)
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))

    with immediate(sync.tenant.store.engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0028")
        connection.execute(
            update(users).where(users.c.id == "U9").values(subject_mark="folded", content_hash="as sent")
        )
        command.upgrade(config, "head")
    forgotten = _subject_hash(sync)
    sync.put("user", **una)

    assert exact is not None
    assert (forgotten, _subject_hash(sync)) == (None, exact)


def _subject_hash(sync: Sync) -> str | None:
    with sync.tenant.store.reading() as connection:
        found: str | None = connection.execute(select(users.c.subject_mark).where(users.c.id == "U9")).scalar_one()
    return found


def test_an_outdated_postgresql_is_refused_too(databases: Databases, tmp_path: Path) -> None:
    url = databases.make("postgresql")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("delete from alembic_version")
    engine.dispose()

    with pytest.raises(DatabaseBehind, match="has schema None"):
        open_store(Settings(home=tmp_path, database_url=url))
    databases.drop(url)


def test_the_default_store_is_created_and_migrated_automatically(tmp_path: Path) -> None:
    store = open_store(Settings(home=tmp_path / "home"))

    store.ping()
    require_current(store.engine)
    store.close()
    assert {one.name for one in (tmp_path / "home").iterdir()} >= {"store.db", "master.key"}


@pytest.mark.parametrize(
    "url", ["postgresql+psycopg://me:secret@127.0.0.1:9/none", "sqlite:////nonexistent/folder/store.db"]
)
def test_a_database_that_does_not_answer_is_reported_without_its_password(tmp_path: Path, url: str) -> None:
    for act in (lambda: open_store(Settings(home=tmp_path, database_url=url)), lambda: migrate(url)):
        with pytest.raises(DatabaseAway, match="got no answer") as refused:
            act()
        assert "secret" not in str(refused.value)
