"""Deleted records are remembered for 30 days, so that what was sent before their deletion stays away (D22)."""

from datetime import datetime

from sqlalchemy import delete

from serving.rules.versions import TOMBSTONES_KEPT
from serving.store.tables.records import records
from serving.sync.services import WrapperServices


def forget_tombstones(parts: WrapperServices, now: datetime) -> int:
    """Forget the deletions that were kept long enough; what was said of the records and their history stay."""
    with parts.store.writing() as connection:
        connection.execute(delete(records).where(records.c.deleted_at < now - TOMBSTONES_KEPT))
    return 0
