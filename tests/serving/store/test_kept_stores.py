"""Stores, keys, bundles, indexes, passports and certificates that an earlier version of the code left still open."""

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, and_, insert, inspect, select, text
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
from serving.store.tables.links import links, outdated_badges
from serving.store.tables.records import records
from serving.store.tables.schema import METADATA
from serving.store.upgrade import (
    HEAD,
    SERVES_FROM,
    DatabaseBehind,
    DatabaseUnknown,
    WayBackClosed,
    _config,
    downgrade,
    migrate,
    require_current,
    revision,
)
from serving.vocabulary.terms import CrmObject, InstanceName
from tests.support.databases import Databases
from tests.support.kept_stores import KEPT, kept_facts, kept_home, kept_settings
from training.cli import app

TIED = "another candidate comes as close"
BACKENDS = ("sqlite", "postgresql")
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
        grants = connection.execute(select(authorizations.c.sealed)).scalars().all()
        hindered = connection.execute(select(links.c.reasons, links.c.hindrance)).all()
    store.close()
    shown = {name: value for name, value in facts["record"]["columns"].items() if value is not None}
    assert {name: read.values.get(name) for name in shown} == shown
    assert grants
    assert {hindrance for reasons, hindrance in hindered if TIED in reasons} <= {"tied"}


def test_an_upgrade_of_a_kept_store_is_recognised_and_its_schema_is_that_of_the_code(settings: Settings) -> None:
    migrate(settings.store_url)

    engine = create_engine(settings.store_url)
    require_current(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, METADATA)
    engine.dispose()

    assert differences == []


def test_a_schema_goes_back_to_the_first_that_it_serves_and_forth_again(settings: Settings) -> None:
    """Expand and contract: code that needs the earlier one finds each column, and may leave out what came since.

    What came since stays on the way back: services of both versions run at once then too.
    """
    url = settings.store_url
    engine = create_engine(url)
    with engine.begin() as connection:
        command.upgrade(_config(connection), SERVES_FROM)
    earlier = columns_in(engine)
    migrate(url)
    with engine.begin() as connection:
        connection.execute(text("update links set hindrance = 'tied', reasons = '[]'"))
        [instance] = connection.execute(text("select id from instances limit 1")).scalars()
        connection.execute(insert(outdated_badges).values(instance_id=instance, profile_id="M1"))
    newest = columns_in(engine)

    downgrade(url, SERVES_FROM)

    assert columns_in(engine) == newest
    with engine.connect() as connection:
        assert set(connection.execute(text("select cast(reasons as varchar) from links")).scalars()) == {f'["{TIED}"]'}
        assert revision(connection) == SERVES_FROM
    with pytest.raises(DatabaseBehind, match="db upgrade"):
        require_current(engine)
    assert earlier.keys() <= newest.keys()
    for name, columns in earlier.items():
        assert columns.items() <= newest[name].items()
        assert all(may_be_left_out for one, may_be_left_out in newest[name].items() if one not in columns)
    assert migrate(url) == HEAD
    assert columns_in(engine) == newest
    with engine.connect() as connection:
        assert set(connection.execute(text("select hindrance from links")).scalars()) == {"tied"}
        assert connection.execute(select(outdated_badges)).all() == []
    with pytest.raises(WayBackClosed, match=r"0050 cannot be undone.*onematch restore"):
        downgrade(url, "0049")
    with pytest.raises(DatabaseUnknown, match="got schema 0099, expected one of 0049, 0050"):
        downgrade(url, "0099")
    engine.dispose()


def columns_in(engine: Engine) -> dict[str, dict[str, bool]]:
    """Whether a row may leave out a column, by table and the column with its type."""
    inspector = inspect(engine)
    return {
        table: {
            f"{column['name']} {column['type']}": column["nullable"] or column["default"] is not None
            for column in inspector.get_columns(table)
        }
        for table in inspector.get_table_names()
    }


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
    names = dict.fromkeys(name for one in facts["records"] for name in one)
    pq.write_table(
        pa.Table.from_pylist([dict.fromkeys(names) | one for one in facts["records"]]), tmp_path / "crm.parquet"
    )

    asked = ["--crm", tmp_path / "crm.parquet", "--bundle", pointer.bundle, "--index", pointer.index]
    out = ["--out", tmp_path / "links.csv", "--processes", 1]
    done = CliRunner().invoke(app, ["match", "--kind", kind.value, *map(str, [*asked, *out])])

    assert done.exit_code == 0, done.output
    with (tmp_path / "links.csv").open(encoding="utf-8", newline="") as file:
        links = [{name: row[name] for name in facts["links"][0]} for row in csv.DictReader(file)]
    assert links == facts["links"]
