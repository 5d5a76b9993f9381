"""Old copies of a database, in which a deleted contract must be unreadable."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest


def copy_of(database: Path, copy: Path) -> None:
    """Copy a running SQLite database with the content of its log."""
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def cannot_be_read(home: Path, old_copy: Path) -> None:
    """Check that an old copy of the database, with the master key, holds no readable value of who left (S78)."""
    from sqlalchemy import select

    from serving.runtime.settings import Settings
    from serving.store.engine import create_engine
    from serving.store.opening import open_vault
    from serving.store.store import Store
    from serving.store.tables.contracts import instances
    from serving.store.tables.records import records
    from serving.store.vault import KeyDestroyed, SealBroken

    settings = Settings(home=home)
    store = Store(create_engine(f"sqlite:///{old_copy}"), open_vault(settings))
    with store.reading() as connection:
        row = connection.execute(select(records).where(records.c.id == "known")).one()
        key_id = connection.execute(select(instances.c.key_id).where(instances.c.id == row.instance_id)).scalar_one()
        with pytest.raises((KeyDestroyed, SealBroken)):
            store.vault.key(connection, key_id).unseal(row.sealed, f"record/{row.instance_id}/contact/known")
    store.close()
