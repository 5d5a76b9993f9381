"""Drift checks: once for each import and each day, as jobs of the store, so that none is lost or done twice.

An import's check is planned in the transaction that completes it and waits for a worker. The result of a check stays
with its job, where the metrics read it.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from features.schema.kinds import Kind
from serving.rules.vocabulary import KIND_OF, CrmObject, InstanceName
from serving.runtime.event_log import log_event
from serving.store.contracts import Disconnected, InstanceScope, load_scope
from serving.store.jobs import DONE, Job, NewJob, enqueue
from serving.store.tables.work import jobs
from serving.sync.linking.judgements import live_scopes
from serving.sync.records.matching import served_kinds
from serving.sync.reports.drift import MeasuredDrift, measure
from serving.sync.services import WrapperServices

DRIFT = "drift"
EVERYBODY = "all"
"""In place of a contract: the check of all contracts together."""
PLANNED_EVERY_S = 600
SHOWN_FOR = timedelta(days=2)
"""An older result of a check is no longer shown."""
_STARTER = "onematch"


def plan_after_import(
    connection: Connection, scope: InstanceScope, imported: tuple[str, CrmObject], now: datetime
) -> None:
    """Plan the drift check of an import; none in a sandbox and for objects that are never matched."""
    import_id, of = imported
    kind = KIND_OF.get(of)
    if kind is not None and scope.instance.name is InstanceName.PRODUCTION:
        request = {"kind": kind.value, "import": import_id}
        job = NewJob(DRIFT, scope.contract.id, _STARTER, scope.instance_id, request, id=f"{DRIFT}-import-{import_id}")
        enqueue(connection, job, now)


def plan_the_day(parts: WrapperServices, now: datetime) -> int:
    """Plan the day's drift checks of each contract and of all together, for each served kind, once a day."""
    day = now.date().isoformat()
    with parts.store.writing() as connection:
        scopes = live_scopes(connection, parts.store)
        owners = [(scope.contract.id, scope.instance_id) for scope in scopes]
        for kind in served_kinds(parts.matching):
            for contract_id, instance_id in [*owners, (None, None)]:
                job_id = f"{DRIFT}-{day}-{kind}-{instance_id or EVERYBODY}"
                request = {"kind": kind.value, "day": day}
                enqueue(connection, NewJob(DRIFT, contract_id, _STARTER, instance_id, request, id=job_id), now)
    return 0


def run_drift(parts: WrapperServices, job: Job) -> Mapping[str, Any]:
    """Run the job `drift`: measure, log drift beyond the alarm, keep the largest PSI of each part.

    Raises ModelNotReady, upon which the job waits, and Disconnected.
    """
    kind, contract = Kind(job.request["kind"]), job.contract_id or EVERYBODY
    with parts.store.reading() as connection:
        if job.instance_id is None:
            scopes = live_scopes(connection, parts.store)
        elif (scope := load_scope(connection, parts.store, job.instance_id)) is not None:
            scopes = [scope]
        else:
            raise Disconnected(f"the instance of job {job.id} is gone")
    found = measure(parts.store, scopes, kind, parts.matching)
    for one in found.drifts if found is not None else ():
        if one.alarm:
            log_event("drift", contract=contract, kind=kind.value, what=one.what, name=one.name, psi=one.psi)
    return {} if found is None else summary(found)


def summary(found: MeasuredDrift) -> dict[str, Any]:
    """Return the stored result of a check: records, model, the largest PSI of each part, and the alarms."""
    largest: dict[str, float] = {}
    for one in found.drifts:
        largest[one.what] = max(one.psi, largest.get(one.what, 0.0))
    alarms = [[one.what, one.name, one.psi] for one in found.drifts if one.alarm]
    return {"records": found.records, "model_version": found.model_version, "psi": largest, "alarms": alarms}


def newest_checks(connection: Connection, now: datetime) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Return the result of the newest check of each (contract or `all`, kind)."""
    columns = (jobs.c.contract_id, jobs.c.request, jobs.c.result)
    wanted = select(*columns).where(jobs.c.kind == DRIFT, jobs.c.state == DONE, jobs.c.ended_at > now - SHOWN_FOR)
    rows = connection.execute(wanted.order_by(jobs.c.ended_at, jobs.c.id))
    return {(row.contract_id or EVERYBODY, row.request["kind"]): row.result for row in rows if row.result}
