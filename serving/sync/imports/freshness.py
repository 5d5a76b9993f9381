"""Checkpoints and delays of an instance, which the 12-hour rule reads (S11)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from serving.rules.contract.freshness import Delays, Freshness, freshness
from serving.store.contracts import Instance
from serving.store.tables.records import checkpoints
from serving.store.upserts import upsert

_KEYS = ("instance_id",)


@dataclass(frozen=True, slots=True)
class FreshnessReport:
    """The freshness of an instance's data; the delays are those of the changes since the last checkpoint."""

    state: Freshness
    last_checkpoint_at: datetime | None
    delays: Delays


def put_checkpoint(connection: Connection, instance: Instance, now: datetime) -> FreshnessReport:
    """Store that all changes up to now were sent, also when there were none; counting starts again."""
    row = {"instance_id": instance.id, "last_at": now, "on_time": 0, "late": 0, "slowest_s": 0}
    upsert(connection, checkpoints, [row], _KEYS)
    return read_freshness(connection, instance, now)


def count_delays(connection: Connection, instance: Instance, delays: Delays) -> None:
    """Count the changes of a request, in a transaction that holds the instance."""
    last_at, before = _read(connection, instance.id)
    total = before + delays
    row = {"instance_id": instance.id, "last_at": last_at or instance.connected_at}
    row |= {"on_time": total.on_time, "late": total.late, "slowest_s": total.slowest_s}
    upsert(connection, checkpoints, [row], _KEYS)


def read_freshness(connection: Connection, instance: Instance, now: datetime) -> FreshnessReport:
    """Return the freshness of an instance's data."""
    last_at, delays = _read(connection, instance.id)
    return FreshnessReport(freshness(last_at, instance.connected_at, delays.late, now), last_at, delays)


def _read(connection: Connection, instance_id: str) -> tuple[datetime | None, Delays]:
    row = connection.execute(select(checkpoints).where(checkpoints.c.instance_id == instance_id)).one_or_none()
    return (None, Delays()) if row is None else (row.last_at, Delays(row.on_time, row.late, row.slowest_s))
