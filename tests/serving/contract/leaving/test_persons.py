"""What is stored on a person is reported as a whole and erased as a whole, also after the restore of a backup."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from serving.contract.leaving.persons import PLACES, erase_again
from serving.store.tables.schema import METADATA
from serving.vocabulary.terms import Scope
from tests.support.small_network import contact
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import ADMIN, SELLER, Tenant
from training.cli import app

ID = "person-4711"
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
def test_no_row_names_an_erased_record_and_what_a_backup_brings_back_is_erased_by_its_certificate(sync: Sync) -> None:
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

    sync.send(*sent)  # a restored backup has it
    hashes = {erased.json()["document"]["record_hash"]}
    assert erase_again(tenant.scope, {"of another"}, tenant.parts, tenant.clock()) == 0
    tenant.clock.forward(seconds=1)
    assert erase_again(tenant.scope, hashes, tenant.parts, tenant.clock()) == 1
    assert naming(tenant).keys() <= {"events"}
    assert sync.states().keys() == {"contact/P2"}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ([], "expected one of them"),
        (["contact/1", "--again", "none.json"], "expected one of them"),
        (["--again", "none.json"], "expected certificates as JSON"),
        (["person/1"], "expected OBJECT/ID"),
    ],
)
def test_a_wrong_erasure_says_what_is_expected(
    asked: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path / "home"))

    done = CliRunner().invoke(app, ["contracts", "erase", *asked, "--contract", "none"])

    assert done.exit_code == 2
    assert told in " ".join(done.output.split())
