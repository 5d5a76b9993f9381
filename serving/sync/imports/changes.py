"""The change stream: at most a thousand changes at a time, with the same result as bulk pages (S12)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from features.schema.errors import OnematchError
from serving.crm.vendors import Shape
from serving.rules.contract.freshness import delays_of
from serving.rules.vocabulary import Cause
from serving.store.contracts import InstanceScope
from serving.sync.imports.apply import Applied, Batch, apply, prepare, take_pipelines
from serving.sync.imports.freshness import count_delays
from serving.sync.imports.imports import require_shape
from serving.sync.imports.incoming import Op, RowReading, SentRow, read_rows
from serving.sync.imports.pages import write_rejects
from serving.sync.linking.relink import Relinking
from serving.sync.records.change_context import ChangeContext
from serving.sync.services import LinkingServices

MOST_CHANGES = 1_000


class TooManyChanges(OnematchError):
    """A request has more changes than one may have."""


@dataclass(frozen=True, slots=True)
class Changes:
    """One request of the stream, with its changes in order."""

    shape: Shape
    rows: Sequence[SentRow]
    pipelines: Sequence[Mapping[str, Any]] = ()
    is_strict: bool = False
    is_authoritative: bool = False


def receive_changes(scope: InstanceScope, changes: Changes, now: datetime, services: LinkingServices) -> Applied:
    """Apply changes in one transaction. Raises TooManyChanges, ShapeWrong, Disconnected."""
    if len(changes.rows) > MOST_CHANGES:
        raise TooManyChanges(f"got {len(changes.rows)} changes, expected at most {MOST_CHANGES}")
    require_shape(scope, changes.shape)
    reading = RowReading.of(scope, changes.shape, now, is_strict=changes.is_strict)
    batch = Batch(list(read_rows(changes.rows, reading)), changes.is_authoritative)
    context = ChangeContext(_cause(changes.rows), now)
    preparation = prepare(scope, batch, context, services.matching)
    with scope.writing() as connection:
        work = Relinking(connection, scope, context, services)
        take_pipelines(work, changes.pipelines)
        applied = apply(work, batch, preparation)
        write_rejects(connection, scope, applied.results, now)
        count_delays(connection, scope, delays_of(applied.news, now), now)
    return applied


def _cause(rows: Sequence[SentRow]) -> Cause:
    """Return the cause of a batch: deletion or merge where all rows are, else import."""
    ops = [row.op for row in rows]
    if ops and all(op is Op.DELETE for op in ops):
        return Cause.DELETE
    return Cause.MERGE if ops and all(op in {Op.MERGE, Op.CONVERT} for op in ops) else Cause.IMPORT
