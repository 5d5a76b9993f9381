"""`onematch work`: the one worker of background jobs."""

import json
import os
import signal
from contextlib import ExitStack
from dataclasses import replace
from functools import partial

from features.schema.texts import wording
from serving.application import work_text
from serving.contract.network.universe import open_adopted
from serving.contract.records.matching import Matchers
from serving.contract.records.services import WrapperServices
from serving.contract.reports.tables import REPORTS
from serving.http.metrics_listener import Answers, MetricsListener
from serving.listeners import LISTENERS
from serving.runtime.event_log import configure_logging, log_refusal
from serving.runtime.model_source import ModelWatcher, ServedModels
from serving.runtime.process import end_with_launcher, now_in_utc
from serving.runtime.settings import Settings, load_settings, split_address
from serving.store.opening import open_store
from serving.worker import Task, Worker, WorkTable, work_table
from training.commands.options import command, new_app
from training.extras import ExtraMissing, require_training
from training.terminal import print_line

_PATIENCE = {"MLFLOW_HTTP_REQUEST_MAX_RETRIES": "1", "MLFLOW_HTTP_REQUEST_TIMEOUT": "10"}
"""An MLflow that is away is looked for again at the next turn: the worker's end does not wait for it."""


app = new_app()


@command(app, "onematch work", "ONEMATCH_DATABASE_URL=postgresql+psycopg://host/name onematch work")
def work() -> None:
    """Run the background jobs of the service.

    Deliveries, deletions, exports, recomputes; a version that MLflow's alias champion is moved to is promoted, unless
    a gate refuses it. With ONEMATCH_RETRAIN_AT it retrains, in a process of its own. Of several workers one holds the
    lease and works; the others wait.
    """
    end_with_launcher()
    settings = load_settings()
    store = open_store(settings)
    configure_logging(as_json=not settings.open)
    models = ServedModels()
    watcher = ModelWatcher(settings.served, partial(open_adopted, store), models)
    watcher.start()
    services = WrapperServices(
        settings=settings,
        store=store,
        matching=Matchers.served(models),
        clock=now_in_utc,
        listeners=LISTENERS,
        reports=REPORTS,
    )
    training = ExitStack()
    table = work_table(_of_training(settings, training))
    if settings.traces is not None:
        from serving.http.traces import begin  # OpenTelemetry's instrumentation, an extra

        span = begin(settings.traces, store.engine).get_tracer("onematch").start_as_current_span
        jobs = {kind: span(kind)(job) for kind, job in table.jobs.items()}
        table = WorkTable(jobs, [replace(task, function=span(task.name)(task.function)) for task in table.tasks])
    worker = Worker(services, table)
    listener = _listen(settings, worker, services)

    def stop(_number: int, _frame: object) -> None:
        worker.stop()
        training.close()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    print_line(wording("onematch works"))
    try:
        worker.run()
    finally:
        if listener is not None:
            listener.stop()
        watcher.stop()
        store.close()


def answers_of(worker: Worker, services: WrapperServices) -> Answers:
    """Return what a worker answers of itself; one that waits for the lease is ready."""

    def ready() -> tuple[int, bytes]:
        return 503 if worker.state == "away" else 200, json.dumps({"status": worker.state}).encode()

    return {
        "/healthz": lambda: (200 if worker.is_alive else 503, b'{"status": "ok"}' if worker.is_alive else b"{}"),
        "/readyz": ready,
        "/metrics": lambda: (200, work_text(services)),
    }


def _listen(settings: Settings, worker: Worker, services: WrapperServices) -> MetricsListener | None:
    """Start the worker's own listener; where its port is taken, by a second worker, the work goes on without."""
    address = split_address(settings.work_address)
    try:
        listener = MetricsListener(address, answers_of(worker, services), shared=False)
    except OSError as error:
        log_refusal("work_address_taken", address=settings.work_address, reason=str(error))
        return None
    listener.start()
    return listener


def _of_training(settings: Settings, ended: ExitStack) -> list[Task]:
    """Return the tasks that follow MLflow's alias and retrain; none that is switched off, or lacks the extra `train`.

    `ended` ends what they began.
    """
    if settings.follow_champion_s == 0 and settings.retrain_at is None:
        return []
    try:
        require_training("following the alias champion of MLflow")
    except ExtraMissing as missing:
        log_refusal("champion_not_followed", reason=str(missing))
        return []
    from training.promotion.following import follow_champions
    from training.retraining.nightly import LOOKED_EVERY_S, Nightly

    for name, value in _PATIENCE.items():
        os.environ.setdefault(name, value)
    nightly = Nightly()
    ended.callback(nightly.stop)
    following = Task(
        "follow_champions", settings.follow_champion_s, lambda parts, _now: follow_champions(parts.settings)
    )
    return [
        *([following] if settings.follow_champion_s else []),
        *([Task("retrain", LOOKED_EVERY_S, nightly.look)] if settings.retrain_at else []),
    ]
