"""The links that a new model made, moved and ended, read from the history (D20)."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from data.tables.spreadsheet import Cell
from serving.rules.linking.links import RecordKey, move_between
from serving.rules.vocabulary import Cause, RecordState
from serving.store.tables.links import link_history
from serving.sync.records.keys import naming

CHUNK = 1_000
MOVE_COLUMNS = ("object", "record_id", "change", "before_profile_id", "after_profile_id", "model_version", "at")


def count_by_model(connection: Connection, instance_id: str) -> int:
    """Return how many states of the history have a model as their cause."""
    wanted = select(func.count()).select_from(link_history).where(*_by_model(instance_id))
    return connection.execute(wanted).scalar_one()


def moves_by_model(connection: Connection, instance_id: str) -> Iterator[tuple[Cell, ...]]:
    """Yield the links that models moved, the oldest first."""
    behind = 0
    while True:
        wanted = select(link_history).where(*_by_model(instance_id), link_history.c.seq > behind)
        part = connection.execute(wanted.order_by(link_history.c.seq).limit(CHUNK)).all()
        if not part:
            return
        before = _states_before(connection, instance_id, part)
        for row in part:
            old, new = before.get(row.seq), _linked(row)
            move = move_between(old, new)
            if move is not None:
                yield (row.object, row.record_id, move.value, old, new, row.model_version, row.at.isoformat())
        behind = part[-1].seq


def _by_model(instance_id: str) -> list[ColumnElement[bool]]:
    return [link_history.c.instance_id == instance_id, link_history.c.cause == Cause.MODEL.value]


def _states_before(connection: Connection, instance_id: str, part: Sequence[Any]) -> dict[int, str | None]:
    """Return for each state the profile that its record was linked to before."""
    columns = (link_history.c.object, link_history.c.record_id)
    states = (link_history.c.seq, link_history.c.state, link_history.c.profile_id)
    found: dict[int, str | None] = {}
    for named in naming(connection, columns, {RecordKey.named_by(row) for row in part}):
        wanted = select(*columns, *states).where(link_history.c.instance_id == instance_id, named)
        latest: dict[str, str | None] = {}
        for row in connection.execute(wanted.order_by(link_history.c.seq)):
            found[row.seq] = latest.get(row.record_id)
            latest[row.record_id] = _linked(row)
    return found


def _linked(row: Any) -> str | None:
    profile_id: str | None = row.profile_id
    return profile_id if row.state == RecordState.LINKED.value else None
