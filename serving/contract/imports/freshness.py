"""Checkpoints and delays of an instance, which the 12-hour rule reads (S11)."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from typing import Any

from features.schema.value_class import value_class
from serving.contract.events.events import EventType, publish
from serving.contract.imports.freshness_rules import Delays, Freshness, Lateness, freshness, is_silent
from serving.contract.imports.imports import ImportState
from serving.contract.records.services import WrapperServices
from serving.store.contracts import Disconnected, InstanceScope, OpenScope, live_scopes
from serving.store.tables.records import checkpoints, imports
from serving.store.upserts import upsert

_COUNTS = ("on_time", "late", "slowest_s")


@value_class
class FreshnessReport:
    """The freshness of an instance's data; the delays are those of all changes since it was connected.

    `noted`: the lateness since the last checkpoint that the feed has.
    """

    state: Freshness
    last_checkpoint_at: datetime | None
    delays: Delays
    noted: frozenset[Lateness] = frozenset()
    held_imports: Sequence[str] = ()
    """The full imports that wait for an admin: what they lack is not deleted."""


def put_checkpoint(scope: OpenScope, now: datetime) -> FreshnessReport:
    """Store that all changes up to now were sent, also when there were none; what was late stays counted."""
    ended = {"last_at": now, "late_at": None, "silent_at": None}
    upsert(scope.connection, checkpoints, [_row(scope, Delays()) | ended], list(ended))
    return read_freshness(scope, now)


def count_delays(scope: OpenScope, delays: Delays, now: datetime) -> None:
    """Count changes, in a transaction that holds the instance; the first late one after a checkpoint is an event."""
    if delays == Delays():
        return
    before = read_freshness(scope, now)
    upsert(scope.connection, checkpoints, [_row(scope, before.delays + delays)], _COUNTS)
    if delays.late and Lateness.LATE_CHANGE not in before.noted:
        _note(scope, Lateness.LATE_CHANGE, now)


def read_freshness(scope: OpenScope, now: datetime) -> FreshnessReport:
    """Return the freshness of an instance's data."""
    waiting = scope.own(imports.c.id).filter_by(state=ImportState.HELD).order_by(imports.c.opened_at)
    held = scope.execute(waiting).scalars().all()
    row = scope.execute(scope.own(checkpoints)).one_or_none()
    if row is None:
        state = freshness(None, scope.instance.connected_at, 0, now, held=bool(held))
        return FreshnessReport(state, None, Delays(), held_imports=held)
    state = freshness(row.last_at, scope.instance.connected_at, row.late_at is not None, now, held=bool(held))
    noted = frozenset(name for name, column in _NOTED_IN.items() if getattr(row, column) is not None)
    return FreshnessReport(state, row.last_at, Delays(row.on_time, row.late, row.slowest_s), noted, held)


def notice_silence(parts: WrapperServices, now: datetime) -> None:
    """Make an event where no checkpoint came for 12 hours, once until the next one; a sandbox alerts nobody (D19)."""
    with parts.store.reading() as connection:
        scopes = live_scopes(connection, parts.store)
    for scope in scopes:
        with suppress(Disconnected), scope.writing() as open_scope:
            report = read_freshness(open_scope, now)
            silent = is_silent(report.last_checkpoint_at, scope.instance.connected_at, now)
            if silent and Lateness.NO_CHECKPOINT not in report.noted:
                upsert(open_scope.connection, checkpoints, [_row(scope, Delays())], update=[])
                _note(open_scope, Lateness.NO_CHECKPOINT, now)


def _note(scope: OpenScope, what: Lateness, now: datetime) -> None:
    checkpoint_update = scope.change(checkpoints)
    scope.execute(checkpoint_update.values({_NOTED_IN[what]: now}))
    late = read_freshness(scope, now).delays.late
    data = {"because": what, "changes_late": late, "instance": scope.instance.name}
    publish(scope, EventType.FRESHNESS_LATE, [data], now)


_NOTED_IN = {Lateness.LATE_CHANGE: "late_at", Lateness.NO_CHECKPOINT: "silent_at"}


def _row(scope: InstanceScope, delays: Delays) -> dict[str, Any]:
    return {"instance_id": scope.instance_id, "last_at": None, "late_at": None, "silent_at": None, **asdict(delays)}
