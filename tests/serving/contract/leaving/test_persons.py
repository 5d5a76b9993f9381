"""What is stored on a person is reported as a whole and erased as a whole, also after the restore of a backup."""

import base64
from collections.abc import Iterator
from contextlib import closing, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select
from typer.testing import CliRunner

from data.tables.progress import silent
from serving.backup.backup import back_up
from serving.backup.place import Place
from serving.backup.restore import restore
from serving.contract.leaving.persons import PLACES, erase, erase_again, stored
from serving.runtime.settings import Settings
from serving.store.opening import open_at
from serving.store.store import Store
from serving.store.tables.records import aliases, records
from serving.store.tables.schema import METADATA
from serving.store.tables.work import certificates
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import Scope
from tests.support.databases import MASTER, Databases
from tests.support.object_store import object_store
from tests.support.small_network import contact
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import ADMIN, SELLER, START, Tenant
from training.cli import app

ID = "person-4711"
SECRET = b"s" * 32
NAMING = {"record_id", "old_id", "into_id", "other_id", "from_id", "to_id", "winner_id"}


def ask(tenant: Tenant, method: str, path: str = f"/stored/contact/{ID}") -> Any:
    return tenant.ask(method, path, scopes=Scope.ADMIN, acting=ADMIN)


def naming(tenant: Tenant) -> dict[str, int]:
    """How many rows of each table hold the id anywhere."""
    with tenant.store.reading() as connection:
        rows = {name: connection.execute(select(table)).all() for name, table in METADATA.tables.items()}
    counts = {name: sum(ID in repr(row) for row in found) for name, found in rows.items()}
    return {name: count for name, count in counts.items() if count}


def test_every_column_that_names_a_record_is_known() -> None:
    columns = {(name, column) for name, table in METADATA.tables.items() for column in NAMING & {*table.c.keys()}}
    known = {(name, by) for name, places in PLACES.items() for _, by in places if by in NAMING}

    assert columns - known == {("links", "winner_id"), ("link_history", "winner_id"), ("profile_notes", "into_id")}


@pytest.mark.both_databases
def test_no_row_names_an_erased_record(sync: Sync) -> None:
    tenant = sync.tenant
    sent = [
        upsert("contact", id=ID, **contact("M1")),
        upsert("contact", id="P2", **contact("M1", city=None)),
        upsert("opportunity", id="O1", name="Deal", contact_ids=["P2"]),
    ]
    sync.send(*sent)
    body = {"object": "contact", "record_id": ID, "verdict": "not_match", "profile_id": "M2"}
    tenant.ask("POST", "/judgement-batches", {"judgements": [body]}, acting=SELLER, scopes=Scope.APP)
    tenant.ask("GET", f"/records/contact/{ID}", acting=SELLER, scopes=Scope.APP)
    assert {"records", "links", "link_history", "events", "audit"} <= naming(tenant).keys()
    told = ask(tenant, "GET").json()["tables"]
    assert told["records"][0]["values"]["full_name"] == contact("M1")["full_name"]
    assert "idempotency_subjects" not in told

    tenant.clock.forward(seconds=1)
    erased = ask(tenant, "DELETE")
    after = naming(tenant)

    assert erased.status_code == 200, erased.text
    assert ID not in erased.text
    assert after.keys() <= {"events"}, "the feed says that the link ended"
    assert sync.states()["contact/P2"] == ("linked", "M1")


@pytest.fixture(params=["folder", "bucket"])
def address(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where the backups are."""
    with nullcontext(str(tmp_path / "backups")) if request.param == "folder" else object_store(monkeypatch) as found:
        yield found


@pytest.mark.both_databases
def test_a_restore_of_a_backup_that_is_older_than_an_erasure_does_not_bring_the_person_back(
    sync: Sync, database_url: str, databases: Databases, tmp_path_factory: pytest.TempPathFactory, address: str
) -> None:
    tenant, folder = sync.tenant, tmp_path_factory.mktemp("elsewhere")
    place = Place.at(address)
    master = SecretStr(base64.b64encode(MASTER).decode())
    here = tenant.parts.settings.model_copy(
        update={"database_url": database_url, "master_key": master, "backup_to": address}
    )
    services = replace(tenant.parts, settings=here)
    sync.send(upsert("contact", id="old", **contact("M1")), upsert("contact", id="P2", **contact("M3")))
    of_before = place.part(back_up(here, place, SECRET, tenant.clock, silent).name, SECRET)
    sync.send(upsert("contact", id=ID, **contact("M1")))
    sync.send({"op": "merge", "object": "contact", "id": "old", "into": ID})
    key = RecordKey.parse(f"contact/{ID}")
    erased = erase(tenant.scope, key, services, tenant.clock.forward(seconds=1))
    sync.send(upsert("contact", id=ID, **contact("M1")))  # the person came again, and stays in a later backup
    of_after = place.part(back_up(here, place, SECRET, tenant.clock, silent).name, SECRET)

    left = {}
    for part in (of_before, of_after):
        is_sqlite = database_url.startswith("sqlite")
        url = f"sqlite:///{folder}/{part.name}.db" if is_sqlite else databases.make_empty()
        there = here.model_copy(update={"database_url": url})

        def finish(restored: Settings, store: Store) -> int:
            parts = replace(services, settings=restored, store=store)
            return erase_again(store, place, lambda: parts, tenant.clock.forward(seconds=1))

        restore(part, there, folder / part.name, silent, finish)
        there = there.model_copy(update={"home": folder / part.name})
        with closing(open_at(there, url)) as store, store.reading() as connection:
            left[part.name] = {*connection.execute(select(records.c.id)).scalars()}
            assert erased in connection.execute(select(certificates.c.id)).scalars()

    assert left == {of_before.name: {"P2"}, of_after.name: {"P2", ID}}


def test_what_was_merged_into_a_person_is_shown_and_erased_with_her(sync: Sync) -> None:
    tenant = sync.tenant
    sync.send(upsert("contact", id="old", **contact("M1")), upsert("contact", id=ID, **contact("M1")))
    sync.send({"op": "merge", "object": "contact", "id": "old", "into": ID})
    key = RecordKey.parse(f"contact/{ID}")

    with tenant.scope.reading() as scope:
        assert {row["id"] for row in stored(scope, key)["records"]} == {ID, "old"}
    erase(tenant.scope, key, tenant.parts, tenant.clock.forward(seconds=1))

    with tenant.scope.reading() as scope:
        assert not scope.execute(scope.own(records)).all()
        assert not scope.execute(scope.own(aliases)).all()


def test_an_erasure_is_done_where_the_place_of_backups_is_away(sync: Sync, tmp_path: Path) -> None:
    sync.send(upsert("contact", id=ID, **contact("M1")))
    (tmp_path / "file").touch()
    away = sync.tenant.parts.settings.model_copy(update={"backup_to": str(tmp_path / "file")})

    erase(sync.tenant.scope, RecordKey.parse(f"contact/{ID}"), replace(sync.tenant.parts, settings=away), START)

    assert sync.states() == {}


def test_a_wrong_erasure_says_what_is_expected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path / "home"))

    done = CliRunner().invoke(app, ["contracts", "erase", "person/1", "--contract", "none"])

    assert done.exit_code == 2
    assert "expected OBJECT/ID" in " ".join(done.output.split())
