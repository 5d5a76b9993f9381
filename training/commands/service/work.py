"""`onematch work`: the one worker of background jobs."""

import signal
from functools import partial

import typer

from training.commands.options import add_command
from training.terminal import print_line


def register(app: typer.Typer) -> None:
    """Add the command."""
    add_command(app, work, "onematch work", "ONEMATCH_DATABASE_URL=postgresql+psycopg://host/name onematch work")


def work() -> None:
    """Run the background jobs of the service.

    Deliveries, deletions, exports, recomputes. Of several workers one holds the lease and works; the others wait.
    """
    from serving.listeners import LISTENERS
    from serving.runtime.clock import now_in_utc
    from serving.runtime.event_log import configure_logging
    from serving.runtime.model_source import ModelWatcher, ServedModels
    from serving.runtime.settings import load_settings
    from serving.store.opening import open_store
    from serving.sync.linking.universe import open_adopted
    from serving.sync.records.matching import Matchers
    from serving.sync.services import WrapperServices
    from serving.worker import Worker, work_table

    settings = load_settings()
    store = open_store(settings)
    configure_logging(as_json=not settings.open)
    models = ServedModels()
    watcher = ModelWatcher(settings.served, partial(open_adopted, store), models)
    watcher.start()
    services = WrapperServices(settings, store, Matchers.served(models, store), now_in_utc, LISTENERS)
    worker = Worker(services, work_table())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: worker.stop())
    print_line("onematch works")
    try:
        worker.run()
    finally:
        watcher.stop()
        store.close()
