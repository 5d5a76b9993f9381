"""Drift: how contracts' records differ from those that the model was trained on.

Checks run once for each import and each day, as jobs of the store, so that none is lost or done twice. An import's
check is planned in the transaction that completes it. The result of a check stays with its job, where the metrics read
it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import Connection, func, select

from features.pairs.columns import columns_of
from features.schema.kinds import Kind
from serving.contract.linking.independent import employers_of, normalised
from serving.contract.linking.provisional_links import decision_of
from serving.contract.records.keys import drawn, record_keys
from serving.contract.records.matching import Matchers
from serving.contract.records.records import read_live
from serving.contract.records.services import WrapperServices
from serving.matching.drift import ALARM, Drift, Seen, drift_from, read_reference
from serving.matching.matcher import Matcher
from serving.runtime.event_log import log_event
from serving.store.contracts import InstanceScope, OpenScope, live_scopes, require_scope
from serving.store.jobs import DONE, Job, NewJob, enqueue
from serving.store.tables.links import links
from serving.store.tables.work import jobs
from serving.vocabulary.terms import KIND_OF, CrmObject, InstanceName, RecordState

SAMPLE = 1_000
"""The largest number of records of an instance that are scored, drawn by hash of their ids."""
DRIFT_COLUMNS = "kind what name psi alarm threshold records model_version"
DRIFT = "drift"
EVERYBODY = "all"
"""In place of a contract: the check of all contracts together."""
PLANNED_EVERY_S = 600
SHOWN_FOR = timedelta(days=2)
"""An older result of a check is no longer shown."""
_STARTER = "onematch"


def drift_rows(scope: OpenScope, matching: Matchers) -> Iterator[tuple[Any, ...]]:
    """Yield the report's rows, the largest difference of each kind first."""
    for kind, matcher in matching.by_kind().items():
        records, drifts = _measured(matcher, [measure_instance(scope, kind, matching)])
        for drift in drifts:
            flag = "yes" if drift.alarm else "no"
            yield kind, drift.what, drift.name, drift.psi, flag, ALARM, records, matcher.model_version


def measure_instance(scope: OpenScope, kind: Kind, matching: Matchers) -> Seen | None:
    """Score a sample of an instance's records as the model does; None without records."""
    counts = _decisions(scope, kind)
    keys = record_keys(scope, links, links.c.kind == kind)
    live = list(read_live(scope, drawn(keys, SAMPLE)))
    if not live:
        return None
    companies = employers_of(scope, live)
    matcher = matching.matcher(kind)
    fields = [normalised(record, companies.get(record.key), matcher.schema, reads_address=False) for record in live]
    with matching.turn():
        scored = matcher.scorer.score(columns_of(matcher.schema, [record.key.name for record in live], fields))
    order = np.lexsort((-scored.raw, scored.shortlist.left_rows))
    rows = scored.shortlist.left_rows[order]
    best = order[np.r_[True, rows[1:] != rows[:-1]]] if len(rows) else order
    names = list(matcher.bundle.ranker.names)
    return Seen(names, scored.matrix[best], scored.probability[best], counts)


def _decisions(scope: OpenScope, kind: Kind) -> dict[str, int]:
    query = scope.own(links.c.state, func.count()).filter_by(kind=kind)
    counts: Counter[str] = Counter()
    for state, count in scope.execute(query.group_by(links.c.state)):
        counts[decision_of(RecordState(state))] += count
    return dict(counts)


def _measured(matcher: Matcher, of_instances: Iterable[Seen | None]) -> tuple[int, list[Drift]]:
    """Return the number of records of some instances taken together, and how they differ from the training's.

    Nothing without records or without a reference.
    """
    reference = read_reference(matcher.bundle.path)
    samples = [sample for sample in of_instances if sample is not None] if reference is not None else []
    counts: Counter[str] = Counter()
    for sample in samples:
        counts.update(sample.decisions)
    if reference is None or not samples:
        return counts.total(), []
    matrix = np.concatenate([sample.matrix for sample in samples])
    probability = np.concatenate([sample.probability for sample in samples])
    return counts.total(), drift_from(reference, Seen(samples[0].names, matrix, probability, counts))


def plan_after_import(scope: OpenScope, import_id: str, crm_object: CrmObject, now: datetime) -> None:
    """Plan the drift check of an import; none in a sandbox and for objects that are never matched."""
    kind = KIND_OF.get(crm_object)
    if kind is not None and scope.instance.name is InstanceName.PRODUCTION:
        request = {"kind": kind, "import": import_id}
        job = NewJob(DRIFT, scope.contract.id, _STARTER, scope.instance_id, request, id=f"{DRIFT}-import-{import_id}")
        enqueue(scope.connection, job, now)


def plan_the_day(parts: WrapperServices, now: datetime) -> int:
    """Plan the day's drift checks of each contract and of all together, for each served kind, once a day."""
    day = now.date().isoformat()
    with parts.store.writing() as connection:
        scopes = live_scopes(connection, parts.store)
        owners = [(scope.contract.id, scope.instance_id) for scope in scopes]
        for kind in parts.matching.by_kind():
            for contract_id, instance_id in [*owners, (None, None)]:
                job_id = f"{DRIFT}-{day}-{kind}-{instance_id or EVERYBODY}"
                request = {"kind": kind, "day": day}
                enqueue(connection, NewJob(DRIFT, contract_id, _STARTER, instance_id, request, id=job_id), now)
    return 0


def run_drift(parts: WrapperServices, job: Job) -> Mapping[str, Any]:
    """Run the job `drift`: measure, log drift beyond the alarm, keep the largest PSI of each part.

    Raises ModelNotReady, upon which the job waits, and Disconnected.
    """
    kind = Kind(job.request["kind"])
    with parts.store.reading() as connection:
        if job.instance_id is None:
            scopes = live_scopes(connection, parts.store)
        else:
            scopes = [require_scope(connection, parts.store, job.instance_id)]
    matcher = parts.matching.matcher(kind)
    records, drifts = _measured(matcher, (_sample_of(scope, kind, parts.matching) for scope in scopes))
    if not drifts:
        return {}
    largest: dict[str, float] = {}
    for drift in drifts:
        largest[drift.what] = max(drift.psi, largest.get(drift.what, 0.0))
        if drift.alarm:
            contract = job.contract_id or EVERYBODY
            log_event("drift", contract=contract, kind=kind, what=drift.what, name=drift.name, psi=drift.psi)
    alarms = [[drift.what, drift.name, drift.psi] for drift in drifts if drift.alarm]
    return {"records": records, "model_version": matcher.model_version, "psi": largest, "alarms": alarms}


def _sample_of(scope: InstanceScope, kind: Kind, matching: Matchers) -> Seen | None:
    with scope.reading() as opened:
        return measure_instance(opened, kind, matching)


def newest_checks(connection: Connection, now: datetime) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Return the result of the newest check of each (contract or `all`, kind)."""
    columns = (jobs.c.contract_id, jobs.c.request, jobs.c.result)
    query = select(*columns).where(jobs.c.kind == DRIFT, jobs.c.state == DONE, jobs.c.ended_at > now - SHOWN_FOR)
    rows = connection.execute(query.order_by(jobs.c.ended_at, jobs.c.id))
    return {(row.contract_id or EVERYBODY, row.request["kind"]): row.result for row in rows if row.result}
