"""Leases: who does what must happen once."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from serving.store.tables.work import leases
from serving.store.upserts import upsert

HELD = timedelta(seconds=30)


def take_lease(connection: Connection, name: str, holder: str, now: datetime) -> bool:
    """Take a lease that is free, over or one's own, for HELD from now; say whether it is held."""
    row = connection.execute(select(leases).where(leases.c.name == name).with_for_update()).one_or_none()
    if row is not None and row.holder != holder and row.until > now:
        return False
    upsert(connection, leases, [{"name": name, "holder": holder, "until": now + HELD}], ["name"])
    return True


def drop_lease(connection: Connection, name: str, holder: str) -> None:
    """Give a lease back, so that another one need not wait for its end."""
    connection.execute(delete(leases).where(leases.c.name == name, leases.c.holder == holder))
