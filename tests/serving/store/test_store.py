"""Transactions: all or nothing, one state per reader, no lock errors."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from serving.store.contracts import Disconnected, require_live
from serving.store.engine import DatabaseUnsupported, create_engine
from serving.store.store import Store
from serving.store.tables.contracts import instances
from serving.store.tables.work import jobs, leases
from serving.store.upgrade import migrate
from serving.store.upserts import among, upsert
from tests.support.databases import opened
from tests.support.tenant import START, Tenant


def lease(name: str, holder: str = "me") -> dict[str, object]:
    return {"name": name, "holder": holder, "until": START}


def names(connection: Connection) -> list[str]:
    return list(connection.execute(select(leases.c.name).order_by(leases.c.name)).scalars())


def holders(connection: Connection) -> dict[str, str]:
    return {row.name: row.holder for row in connection.execute(select(leases.c.name, leases.c.holder))}


def test_a_failed_transaction_changes_nothing(store: Store) -> None:
    def fail() -> None:
        with store.writing() as connection:
            upsert(connection, leases, [lease("a")])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    with store.reading() as connection:
        assert names(connection) == []


def test_a_reader_sees_one_state_during_concurrent_writes(store: Store) -> None:
    with store.reading() as reader:
        before = names(reader)
        with store.writing() as writer:
            upsert(writer, leases, [lease("a")])
        meanwhile = names(reader)

    with store.reading() as reader:
        assert (before, meanwhile, names(reader)) == ([], [], ["a"])


def test_rows_are_found_by_any_number_of_ids(store: Store) -> None:
    with store.writing() as connection:
        upsert(connection, leases, [lease(f"m{n}") for n in range(5)])

    with store.reading() as connection:
        wanted = ["m1", 'm"3', *(f"x{n}" for n in range(40_000)), "m4"]
        found, none = (
            list(connection.execute(select(leases.c.name).where(among(leases.c.name, some)).order_by("name")).scalars())
            for some in (wanted, [])
        )

    assert (found, none) == (["m1", "m4"], [])


def test_writers_of_one_instance_wait_for_each_other_and_none_fails_on_a_lock(
    database_url: str, tmp_path: Path
) -> None:
    """Two stores as of two processes, eight writers each, on two instances, with readers."""
    stores = [opened(database_url, tmp_path), opened(database_url, tmp_path)]

    def count_up(number: int) -> None:
        store = stores[number % 2]
        name = f"i{number % 4 // 2}"
        for _ in range(15):
            with store.writing(name) as connection:
                held = connection.execute(select(leases.c.holder).where(leases.c.name == name)).scalar() or "0"
                upsert(connection, leases, [lease(name, str(int(held) + 1))])
            with store.reading() as connection:
                connection.execute(select(func.count()).select_from(leases)).scalar()
            with store.writing_unsynced() as connection:
                connection.execute(select(leases.c.name)).all()

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(count_up, range(16)))

    with stores[0].reading() as connection:
        counted = holders(connection)
    assert counted == {"i0": "120", "i1": "120"}
    for store in stores:
        store.close()


def test_work_on_a_disconnected_instance_stops_at_its_next_write(tenant: Tenant) -> None:
    """D24."""
    scope = tenant.scope
    with tenant.store.writing() as connection:
        connection.execute(instances.update().values(epoch=2))

    with pytest.raises(Disconnected), scope.writing() as open_scope:
        open_scope.execute(jobs.delete())
    with tenant.scope.writing() as open_scope:
        require_live(open_scope.connection, tenant.instance)


@pytest.mark.parametrize("url", ["mysql://host/name", "sqlite://", "sqlite:///:memory:"])
def test_another_database_is_refused(url: str) -> None:
    with pytest.raises(DatabaseUnsupported):
        create_engine(url)


def test_sqlite_overwrites_what_it_deletes(tmp_path: Path) -> None:
    """S78: also in the write-ahead log, once that is emptied."""
    file = tmp_path / "own.db"
    migrate(f"sqlite:///{file}")
    store = opened(f"sqlite:///{file}", tmp_path)
    secret = "a-name-that-stands-nowhere-else"
    with store.writing() as connection:
        upsert(connection, leases, [lease(secret)])
    with store.writing() as connection:
        connection.execute(leases.delete())
    store.close()

    with sqlite3.connect(file) as raw:
        raw.execute("pragma wal_checkpoint(truncate)")
    raw.close()

    assert all(secret.encode() not in one.read_bytes() for one in tmp_path.glob("own.db*"))
