"""Drift is measured once for each import and each day, also when workers are killed."""

from datetime import timedelta

from sqlalchemy import Row, select

from serving.contract.reports.drift import DRIFT, run_drift
from serving.store.jobs import DONE, finish
from serving.store.tables.work import jobs
from serving.vocabulary.terms import Scope
from serving.worker import Worker, WorkTable
from tests.support.small_network import contact
from tests.support.sync_tenant import Sync
from tests.support.tenant import START, Tenant

TABLE = WorkTable({DRIFT: run_drift}, [])


def planned(tenant: Tenant) -> dict[str, Row[object]]:
    with tenant.store.reading() as connection:
        rows = connection.execute(select(jobs).where(jobs.c.kind == DRIFT).order_by(jobs.c.id))
        return {row.id: row for row in rows}


def work_off(tenant: Tenant) -> int:
    worker = Worker(tenant.parts, TABLE)
    done = 0
    while worker.turn():
        done += 1
    return done


def test_an_import_that_ended_without_a_worker_is_measured_once_when_one_runs(tenant: Tenant) -> None:
    sync = Sync(tenant)
    import_id = sync.open("contact")
    sync.page(import_id, 1, [{"id": "P1", **contact("M1")}])
    sync.complete(import_id)
    sync.complete(import_id)
    tenant.clock.now += timedelta(days=3)

    done = work_off(tenant)
    again = work_off(tenant)

    [check] = planned(tenant).values()
    assert (done, again) == (1, 0)
    assert (check.state, check.request) == (DONE, {"kind": "person", "import": import_id})


def test_the_service_s_metrics_show_the_worker_s_measurements(tenant: Tenant) -> None:
    drifted = {"records": 500, "model_version": "a+b.0", "psi": {"feature": 0.3}, "alarms": [["feature", "name", 0.3]]}
    Sync(tenant).bulk("contact", [{"id": "P1", **contact("M1")}])
    with tenant.store.writing() as connection:
        [check] = planned(tenant)
        finish(connection, check, drifted, START)

    token = tenant.token(Scope.OPERATOR)
    answer = tenant.web.call("GET", "/metrics", headers={"Authorization": f"Bearer {token}"}).text

    assert 'onematch_drift_contracts{kind="person",what="feature"} 1.0' in answer
    assert "onematch_requests" in answer
    assert "contract=" not in answer
    assert tenant.contract_id not in answer
