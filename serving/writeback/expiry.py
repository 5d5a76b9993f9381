"""What waited 30 days for a person: its text is forgotten, and it ends as a dead letter (D18, D27)."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, select, update

from serving.rules.vocabulary import ActivityState
from serving.store.tables.work import activities

if TYPE_CHECKING:
    from serving.sync.services import WrapperServices

EXPIRED = "expired"


def expire_activities(parts: "WrapperServices", now: datetime) -> int:
    """End what expired, on every instance; return how many activities that were. A second run finds none."""
    with parts.store.reading() as connection:
        instances = sorted(
            connection.execute(select(activities.c.instance_id).where(_is_over(now)).distinct()).scalars()
        )
    ended = 0
    for instance_id in instances:
        with parts.store.writing(instance_id) as connection:
            ended += _expire(connection, instance_id, now)
    return ended


def _expire(connection: Connection, instance_id: str, now: datetime) -> int:
    over = update(activities).where(activities.c.instance_id == instance_id, _is_over(now))
    ended = {"state": ActivityState.DEAD.value, "reason": EXPIRED, "sealed": None, "expires_at": None, "next_at": None}
    return connection.execute(over.values(**ended)).rowcount


def _is_over(now: datetime) -> ColumnElement[bool]:
    return activities.c.expires_at <= now
