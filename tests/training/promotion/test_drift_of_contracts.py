"""`onematch work` measures the drift of every contract against the training data of the served model."""

from datetime import timedelta

from features.schema.kinds import Kind
from serving.application import write_drift
from serving.contract.records.change_context import Listeners
from serving.contract.records.matching import Matchers
from serving.contract.records.services import WrapperServices
from serving.contract.reports.drift import DRIFT, SHOWN_FOR, drift_rows, newest_checks, plan_the_day, run_drift
from serving.runtime.settings import load_settings
from serving.store.store import Store
from serving.worker import Task, Worker, WorkTable
from tests.support.judged_store import JudgedStore, judged_store, scope_of
from tests.support.small_models import SmallModel
from tests.support.tenant import START, Clock

__all__ = ["judged_store"]
TABLE = WorkTable({DRIFT: run_drift}, [Task("plan_drift", 600, plan_the_day)])


def parts_of(store: Store, small_models: dict[Kind, SmallModel]) -> WrapperServices:
    matchers = {kind: small.matcher() for kind, small in small_models.items()}
    return WrapperServices(load_settings(), store, Matchers(matchers.__getitem__), Clock(), Listeners())


def work_off(parts: WrapperServices) -> None:
    worker = Worker(parts, TABLE)
    while worker.turn():
        pass


def test_records_like_those_of_the_training_have_not_drifted_in_report_and_metrics(
    small_models: dict[Kind, SmallModel], judged_store: JudgedStore
) -> None:
    model = small_models[Kind.COMPANY]
    judged_store.add("acme", model, range(0, 1000, 4), training=False)
    store = judged_store.opened()
    parts = parts_of(store, small_models)

    work_off(parts)

    with store.reading() as connection:
        rows = list(drift_rows(scope_of(store, "acme").on(connection), parts.matching))
        checks = newest_checks(connection, START)
        later = newest_checks(connection, START + SHOWN_FOR + timedelta(seconds=1))
    assert {row[0] for row in rows} == {"company"}
    assert set(checks) == {("acme", "company"), ("all", "company")}
    acme = checks["acme", "company"]
    assert 0 < acme["psi"]["feature"] < 0.25
    assert acme["psi"] == checks["all", "company"]["psi"]
    assert [row[2] for row in rows if row[4] == "yes" and row[1] != "decisions"] == []
    metrics = write_drift(checks).decode()
    assert f'onematch_drift_psi{{kind="company",what="feature"}} {acme["psi"]["feature"]}' in metrics
    assert "acme" not in metrics
    assert later == {}
    store.close()
