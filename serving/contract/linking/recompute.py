"""Links recomputed for a new model or other switches, and switched to in one transaction (D20).

The new model's independent passes are staged in the background; the old links are served until all are there.
Explicit links never move: statements hold under every model.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from features.schema.kinds import Kind
from serving.contract.events.events import EventType, publish
from serving.contract.linking.guarantees import is_due, renew_guarantees
from serving.contract.linking.independent import (
    pass_inputs,
    read_independent,
    replace_independent,
    score,
    write_independent,
)
from serving.contract.linking.relink import Relinking, record_changes, relink_kind
from serving.contract.records.change_context import ChangeContext
from serving.contract.records.keys import batched
from serving.contract.records.link_rows import is_same
from serving.contract.records.records import read_live
from serving.contract.records.services import WrapperServices
from serving.store.contracts import CONNECTED, InstanceScope, OpenScope, load_scope, require_scope
from serving.store.jobs import RUNNING, WAITING, Job, NewJob, enqueue, finish
from serving.store.tables.contracts import instances
from serving.store.tables.links import independent_passes, staged_independent_passes
from serving.store.tables.records import records
from serving.store.tables.work import jobs
from serving.vocabulary.links import LinkChange, LinkMove, RecordKey, move_between
from serving.vocabulary.terms import KIND_OF, Cause, CrmObject

RECOMPUTE = "recompute"
_SAME_MODEL = ("settings", "guarantee")
STAGED_AT_ONCE = 1_000
DECIDED_AT_ONCE = 20_000


def run_recompute(parts: WrapperServices, job: Job) -> Mapping[str, Any]:
    """Run the job `recompute`: after a promotion or rollback with the independent pass, else from there on."""
    now = parts.clock()
    with parts.store.reading() as connection:
        scope = require_scope(connection, parts.store, job.instance_id)
    if job.request.get("why") not in _SAME_MODEL:
        stage_all(scope, parts)
    return switch(scope, parts, now, job)


def notice_models(parts: WrapperServices, now: datetime) -> None:
    """Plan a recomputation of each instance whose links another bundle made than the served one (D12)."""
    bundles = {kind: matcher.bundle.version for kind, matcher in parts.matching.by_kind().items()}
    with parts.store.writing() as connection:
        live = connection.execute(select(instances.c.id, instances.c.contract_id).filter_by(state=CONNECTED))
        for row in live.all():
            if _is_outdated(connection, row.id, bundles):
                _plan(connection, NewJob(RECOMPUTE, row.contract_id, "onematch", row.id, {"why": "model"}), now)


def notice_guarantees(parts: WrapperServices, now: datetime) -> None:
    """Plan a recomputation of each instance whose evidence requires another threshold of its guarantee."""
    with parts.store.reading() as connection:
        live = connection.execute(select(instances.c.id).filter_by(state=CONNECTED)).scalars().all()
        scopes = [
            scope for instance_id in live if (scope := load_scope(connection, parts.store, instance_id)) is not None
        ]
        due = [scope for scope in scopes if is_due(scope.on(connection), parts.matching, now)]
    for scope in due:
        with parts.store.writing() as connection:
            job = NewJob(RECOMPUTE, scope.contract.id, "onematch", scope.instance_id, {"why": "guarantee"})
            _plan(connection, job, now)


def model_of(model_version: str) -> str:
    """Return bundle and index of a version, without the index's own changes (D12)."""
    return model_version.partition(".")[0]


def stage_all(scope: InstanceScope, services: WrapperServices) -> None:
    """Stage the new model's independent passes of all live records; staged ones are not repeated."""
    with scope.reading() as open_scope:
        keys = live_keys(open_scope)
    for some in batched(keys, STAGED_AT_ONCE):
        _stage(scope, services, some)


def switch(scope: InstanceScope, services: WrapperServices, now: datetime, job: Job) -> dict[str, int]:
    """Switch to the staged passes in one transaction, which ends the job: a worker that takes over repeats no event.

    Returns how many links appear, move and vanish.
    """
    with scope.writing() as open_scope:
        relinking = Relinking(open_scope, ChangeContext(Cause.MODEL, now), services)
        keys = live_keys(open_scope)
        for some in batched(keys, DECIDED_AT_ONCE):
            _take_staged(open_scope, some)
        open_scope.delete(staged_independent_passes)
        renew_guarantees(open_scope, services.matching, now)
        changes = _decide_all(relinking, keys)
        record_changes(relinking, changes)
        report = moves_of(changes)
        versions = {kind.value: matcher.model_version for kind, matcher in services.matching.by_kind().items()}
        publish(open_scope, EventType.MODEL_PROMOTED, [{**versions, **report}], now)
        finish(open_scope.connection, job.id, report, now)
    return report


def moves_of(changes: Sequence[LinkChange]) -> dict[str, int]:
    """Count the links that a model made appear, move and vanish."""
    moves = Counter(move_between(*change.profiles) for change in changes)
    return {move: moves[move] for move in LinkMove}


def live_keys(scope: OpenScope) -> list[RecordKey]:
    """Return all live accounts, contacts and leads, accounts first."""
    query = scope.own(records.c.object, records.c.id).filter_by(deleted_at=None).where(records.c.object.in_(KIND_OF))
    rows = scope.execute(query.order_by(records.c.object, records.c.id))
    return [RecordKey.of(row) for row in rows]


def _stage(scope: InstanceScope, services: WrapperServices, keys: Sequence[RecordKey]) -> None:
    with scope.reading() as open_scope:
        inputs = pass_inputs(open_scope, list(read_live(open_scope, keys)))
        known = read_independent(open_scope, keys, staged_independent_passes)
    versions = {model_of(matcher.model_version) for matcher in services.matching.by_kind().values()}
    staged_before = {key: stored for key, stored in known.items() if model_of(stored.outcome.model_version) in versions}
    staged = score(services.matching, inputs, staged_before)
    with scope.writing() as open_scope:
        write_independent(open_scope, staged, staged_independent_passes)


def _take_staged(scope: OpenScope, keys: Collection[RecordKey]) -> None:
    """Replace independent passes by staged ones, except of records whose inputs changed meanwhile."""
    before = read_independent(scope, keys)
    staged = read_independent(scope, keys, staged_independent_passes)
    fresh = {
        key: stored
        for key, stored in staged.items()
        if key not in before or before[key].fingerprint == stored.fingerprint
    }
    replace_independent(scope, {key: before[key] for key in fresh if key in before}, fresh)


def _decide_all(work: Relinking, keys: Sequence[RecordKey]) -> list[LinkChange]:
    """Decide all records, accounts first; two changes of one record become one."""
    accounts = [key for key in keys if key.object is CrmObject.ACCOUNT]
    people = [key for key in keys if key.object is not CrmObject.ACCOUNT]
    changes: dict[RecordKey, LinkChange] = {}
    for kind, of_kind in ((Kind.COMPANY, accounts), (Kind.PERSON, people)):
        for some in batched(of_kind, DECIDED_AT_ONCE):
            for change in relink_kind(work, kind, set(some), afresh=False):
                first = changes.get(change.key)
                changes[change.key] = change if first is None else replace(change, before=first.before)
    return [change for _, change in sorted(changes.items()) if not is_same(change.before, change.after)]


def _is_outdated(connection: Connection, instance_id: str, bundles: Mapping[Kind, str]) -> bool:
    query = (
        select(independent_passes.c.kind, independent_passes.c.model_version)
        .filter_by(instance_id=instance_id)
        .distinct()
    )
    rows = connection.execute(query)
    return any(row.model_version.partition("+")[0] != bundles[row.kind] for row in rows if row.kind in bundles)


def _plan(connection: Connection, job: NewJob, now: datetime) -> None:
    """Enqueue a recomputation unless one of the instance waits or runs."""
    same = select(jobs.c.id).filter_by(instance_id=job.instance_id, kind=RECOMPUTE)
    if connection.execute(same.where(jobs.c.state.in_((WAITING, RUNNING))).limit(1)).first() is None:
        enqueue(connection, job, now)
