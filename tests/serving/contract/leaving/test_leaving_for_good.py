"""Deleted data is gone after kills, from old copies and from every file (S15, S77, S78)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from serving.contract.leaving.deletion import REDACTIONS, delete_instance
from serving.store.store import Store
from serving.store.tables.schema import METADATA
from serving.store.vault import KeyDestroyed, SealBroken, Vault
from tests.support.databases import MASTER
from tests.support.leaving_tenant import KNOWN_EMAIL, certificate, deletion, fill, instance_id, key_of, leave, rows_of
from tests.support.tenant import Tenant


class BreakingStore(Store):
    """A store whose process ends before the commit of its n-th write."""

    def __init__(self, inner: Store, writes: int) -> None:
        super().__init__(inner.engine, inner.vault)
        self._writer_lock = inner._writer_lock
        self._left = writes

    @contextmanager
    def writing(self, instance_id: str | None = None) -> Iterator[Connection]:
        with super().writing(instance_id) as connection:
            yield connection
            self._left -= 1
            if self._left == 0:
                raise ConnectionAbortedError("killed")


def test_s78_an_interrupted_deletion_continues_and_counts_everything_once(tenant: Tenant) -> None:
    before = fill(tenant)
    leave(tenant)

    killed = 0
    for writes in range(1, 60):
        try:
            delete_instance(deletion(tenant, BreakingStore(tenant.store, writes)), instance_id(tenant))
        except ConnectionAbortedError:
            killed += 1
            continue
        break

    document = certificate(tenant)
    assert killed > 20
    assert document["deleted"] == {name: before[name] for name in document["deleted"]}
    emptied = {name for name, number in rows_of(tenant).items() if before[name] and not number}
    assert emptied == document["deleted"].keys() - {"jobs"}
    assert (document["redacted"], document["training_rows_removed"]) == (dict.fromkeys(REDACTIONS, 1), 1)
    assert len(document["files_removed"]) == 1


def test_s15_s78_an_old_copy_of_the_database_cannot_be_read_after_the_deletion(tenant: Tenant, tmp_path: Path) -> None:
    """Even with the service's own master key."""
    fill(tenant)
    with tenant.store.reading() as connection:
        [old_key] = [row for row in connection.execute(select(METADATA.tables["keys"])) if row.id == key_of(tenant)]
        [old] = connection.execute(select(METADATA.tables["records"])).all()
    context = f"record/{instance_id(tenant)}/contact/r1"
    with tenant.store.reading() as connection:
        assert KNOWN_EMAIL.encode() in tenant.store.vault.key(connection, old_key.id).unseal(old.sealed, context)
    leave(tenant)

    delete_instance(deletion(tenant), instance_id(tenant))

    with tenant.store.writing() as connection:  # the old copy, restored
        keys = METADATA.tables["keys"]
        kept = {"wrapped": old_key.wrapped, "destroyed_at": None}
        connection.execute(keys.update().where(keys.c.id == old_key.id).values(**kept))
    for vault in (tenant.store.vault, Vault(MASTER, tmp_path / "shards"), Vault(MASTER, tmp_path / "elsewhere")):
        with tenant.store.reading() as connection, pytest.raises((SealBroken, KeyDestroyed)):
            vault.key(connection, old_key.id).unseal(old.sealed, context)
