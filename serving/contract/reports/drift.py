"""Drift: how contracts' records differ from those that the model was trained on.

Checks run once for each import and each day, as jobs of the store, so that none is lost or done twice. An import's
check is planned in the transaction that completes it. The result of a check stays with its job, where the metrics read
it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import Connection, func, select

from features.pairs.columns import columns_of
from features.schema.kinds import Kind
from serving.contract.linking.independent import employers_of, normalised
from serving.contract.linking.judgements import live_scopes
from serving.contract.linking.provisional_links import decision_of
from serving.contract.records.keys import drawn, record_keys
from serving.contract.records.matching import Matchers
from serving.contract.records.records import LiveRecord, read_live
from serving.contract.records.services import WrapperServices
from serving.matching.drift import ALARM, Drift, Seen, drift_from, read_reference
from serving.matching.matcher import Matcher
from serving.runtime.event_log import log_event
from serving.store.contracts import Disconnected, InstanceScope, OpenScope, load_scope
from serving.store.jobs import DONE, Job, NewJob, enqueue
from serving.store.tables.links import links
from serving.store.tables.work import jobs
from serving.vocabulary.terms import KIND_OF, CrmObject, InstanceName, RecordState

SAMPLE = 1_000
"""The largest number of records of an instance that are scored, drawn by hash of their ids."""
DRIFT_COLUMNS = ("kind", "what", "name", "psi", "alarm", "threshold", "records", "model_version")


DRIFT = "drift"
EVERYBODY = "all"
"""In place of a contract: the check of all contracts together."""
PLANNED_EVERY_S = 600
SHOWN_FOR = timedelta(days=2)
"""An older result of a check is no longer shown."""
_STARTER = "onematch"


@dataclass(frozen=True, slots=True)
class MeasuredDrift:
    """The drift of a number of records from the training data of a model version."""

    records: int
    drifts: tuple[Drift, ...]
    model_version: str


def measure(scopes: Iterable[InstanceScope], kind: Kind, matching: Matchers) -> MeasuredDrift | None:
    """Measure the records of a kind of some instances, taken together; None without records or without a reference.

    Raises ModelNotReady.
    """
    matcher = matching.matcher(kind)
    if read_reference(matcher.bundle.path) is None:
        return None
    of_instances = []
    for scope in scopes:
        with scope.reading() as open_scope:
            of_instances.append(measure_instance(open_scope, kind, matching))
    with_records = [sample for sample in of_instances if sample is not None]
    if not with_records:
        return None
    joined = _joined(with_records)
    return MeasuredDrift(sum(joined.decisions.values()), tuple(_against(matcher, joined)), matcher.model_version)


def drift_rows(scope: OpenScope, matching: Matchers) -> Iterator[tuple[Any, ...]]:
    """Yield the report's rows, the largest difference of each kind first."""
    for kind, matcher in matching.by_kind().items():
        sample = measure_instance(scope, kind, matching)
        if sample is not None:
            records = sum(sample.decisions.values())
            for drift in _against(matcher, sample):
                flag = "yes" if drift.alarm else "no"
                yield kind.value, drift.what, drift.name, drift.psi, flag, ALARM, records, matcher.model_version


def measure_instance(scope: OpenScope, kind: Kind, matching: Matchers) -> Seen | None:
    """Score a sample of an instance's records as the model does; None without records."""
    counts = _decisions(scope, kind)
    live = _sample(scope, kind)
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


def _sample(scope: OpenScope, kind: Kind) -> list[LiveRecord]:
    keys = record_keys(scope, links, links.c.kind == kind.value)
    return list(read_live(scope, drawn(keys, SAMPLE)))


def _decisions(scope: OpenScope, kind: Kind) -> dict[str, int]:
    query = scope.own(links.c.state, func.count()).where(
        links.c.object.in_([of.value for of, its in KIND_OF.items() if its is kind])
    )
    counts: Counter[str] = Counter()
    for state, count in scope.execute(query.group_by(links.c.state)):
        counts[decision_of(RecordState(state)).value] += count
    return dict(counts)


def _against(matcher: Matcher, sample: Seen) -> list[Drift]:
    reference = read_reference(matcher.bundle.path)
    return [] if reference is None else drift_from(reference, sample)


def _joined(samples: Iterable[Seen]) -> Seen:
    parts = list(samples)
    counts: Counter[str] = Counter()
    for part in parts:
        counts.update(part.decisions)
    matrix = np.concatenate([part.matrix for part in parts])
    return Seen(parts[0].names, matrix, np.concatenate([part.probability for part in parts]), counts)


def plan_after_import(scope: OpenScope, import_id: str, crm_object: CrmObject, now: datetime) -> None:
    """Plan the drift check of an import; none in a sandbox and for objects that are never matched."""
    kind = KIND_OF.get(crm_object)
    if kind is not None and scope.instance.name is InstanceName.PRODUCTION:
        request = {"kind": kind.value, "import": import_id}
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
                request = {"kind": kind.value, "day": day}
                enqueue(connection, NewJob(DRIFT, contract_id, _STARTER, instance_id, request, id=job_id), now)
    return 0


def run_drift(parts: WrapperServices, job: Job) -> Mapping[str, Any]:
    """Run the job `drift`: measure, log drift beyond the alarm, keep the largest PSI of each part.

    Raises ModelNotReady, upon which the job waits, and Disconnected.
    """
    kind = Kind(job.request["kind"])
    contract = job.contract_id or EVERYBODY
    with parts.store.reading() as connection:
        if job.instance_id is None:
            scopes = live_scopes(connection, parts.store)
        elif (scope := load_scope(connection, parts.store, job.instance_id)) is not None:
            scopes = [scope]
        else:
            raise Disconnected(f"the instance of job {job.id} is gone")
    measured = measure(scopes, kind, parts.matching)
    for drift in measured.drifts if measured is not None else ():
        if drift.alarm:
            log_event("drift", contract=contract, kind=kind.value, what=drift.what, name=drift.name, psi=drift.psi)
    return {} if measured is None else summary(measured)


def summary(measured: MeasuredDrift) -> dict[str, Any]:
    """Return the stored result of a check: records, model, the largest PSI of each part, and the alarms."""
    largest: dict[str, float] = {}
    for drift in measured.drifts:
        largest[drift.what] = max(drift.psi, largest.get(drift.what, 0.0))
    alarms = [[drift.what, drift.name, drift.psi] for drift in measured.drifts if drift.alarm]
    return {"records": measured.records, "model_version": measured.model_version, "psi": largest, "alarms": alarms}


def newest_checks(connection: Connection, now: datetime) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Return the result of the newest check of each (contract or `all`, kind)."""
    columns = (jobs.c.contract_id, jobs.c.request, jobs.c.result)
    query = select(*columns).where(jobs.c.kind == DRIFT, jobs.c.state == DONE, jobs.c.ended_at > now - SHOWN_FOR)
    rows = connection.execute(query.order_by(jobs.c.ended_at, jobs.c.id))
    return {(row.contract_id or EVERYBODY, row.request["kind"]): row.result for row in rows if row.result}
