"""Making and migrating a store's schema, on both databases; a store that was made before is in test_kept_stores."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from serving.runtime.settings import Settings
from serving.store.engine import create_engine
from serving.store.opening import open_store
from serving.store.tables.schema import METADATA
from serving.store.upgrade import (
    HEAD,
    SCRIPTS,
    SERVES_FROM,
    DatabaseAway,
    DatabaseBehind,
    DatabaseUnknown,
    migrate,
    require_current,
    revision,
)
from tests.support.databases import Databases
from tests.support.paths import ROOT


def test_migrating_again_changes_nothing(database_url: str) -> None:
    migrate(database_url)

    engine = create_engine(database_url)
    require_current(engine)
    with engine.connect() as connection:
        assert revision(connection) == HEAD
    engine.dispose()


def test_the_schema_of_the_code_is_the_head_of_alembic_s_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))

    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_process_that_only_migrates_makes_every_table(tmp_path: Path) -> None:
    code = "import sys; from serving.store.upgrade import migrate; migrate(sys.argv[1])"
    file = tmp_path / "store.db"

    subprocess.run([sys.executable, "-c", code, f"sqlite:///{file}"], cwd=ROOT, check=True)

    with sqlite3.connect(file) as database:
        made = {name for (name,) in database.execute("select name from sqlite_master where type = 'table'")}
    assert set(METADATA.tables) <= made


def test_an_empty_database_is_refused_with_the_command_that_migrates_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/empty.db"

    with pytest.raises(DatabaseBehind, match="onematch db upgrade"):
        open_store(Settings(home=tmp_path, database_url=url))

    migrate(url)
    open_store(Settings(home=tmp_path, database_url=url)).close()


@pytest.mark.parametrize(("serves_from", "is_served"), [(SERVES_FROM, True), (HEAD, True), ("9998", False)])
def test_a_newer_schema_is_opened_and_left_as_it_is_where_it_says_that_it_serves_this_version(
    database_url: str, serves_from: str, is_served: bool
) -> None:
    """Of a version with later migrations, whose services run beside those of this one."""
    engine = create_engine(database_url)
    note = {
        "sqlite": f"pragma user_version = {serves_from}",
        "postgresql": f"comment on table alembic_version is '{serves_from}'",
    }
    with engine.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
        connection.exec_driver_sql(note[engine.dialect.name])

    if is_served:
        require_current(engine)
        assert migrate(database_url) == "9999"
    else:
        with pytest.raises(DatabaseBehind, match="9999"):
            require_current(engine)
        with pytest.raises(DatabaseUnknown, match="newer"):
            migrate(database_url)
    engine.dispose()


def test_a_schema_of_an_unreleased_version_is_not_changed_and_says_what_to_do(databases: Databases) -> None:
    url = databases.make("sqlite")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '0028'")
    engine.dispose()

    with pytest.raises(DatabaseUnknown, match=r"0028.*git log .* run `onematch db upgrade` there"):
        migrate(url)
    databases.drop(url)


@pytest.mark.parametrize(
    "url", ["postgresql+psycopg://me:secret@127.0.0.1:9/none", "sqlite:////nonexistent/folder/store.db"]
)
def test_a_database_that_does_not_answer_is_reported_without_its_password(tmp_path: Path, url: str) -> None:
    for act in (lambda: open_store(Settings(home=tmp_path, database_url=url)), lambda: migrate(url)):
        with pytest.raises(DatabaseAway, match="got no answer") as refused:
            act()
        assert "secret" not in str(refused.value)
