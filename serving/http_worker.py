"""One worker of the service: the application, its models and its store, from its start to its end.

The process that starts the workers imports `serving.service` alone, without what answers requests.
"""

import asyncio
import os
import sys
from functools import partial

from anyio import to_thread
from starlette.types import ASGIApp

from features.schema.kinds import Kind
from features.schema.texts import speak
from serving.access.bearer import refuse_unprotected_start
from serving.application import ServiceParts, create_app, metrics_text
from serving.contract.network.universe import open_adopted
from serving.contract.records.matching import Matchers
from serving.contract.records.services import WrapperServices
from serving.contract.reports.tables import REPORTS
from serving.http.connections import accept_in_turns
from serving.http.metrics_listener import MetricsListener
from serving.http.scoring_queue import ScoringQueue
from serving.http.shadow import Shadow
from serving.listeners import LISTENERS
from serving.matching.matcher import Matcher
from serving.pages import with_console
from serving.runtime.event_log import configure_logging
from serving.runtime.metrics import INDEX_AS_OF, LOAD_FAILURES, LOG_LOST, ModelGauge, forget_this_worker
from serving.runtime.model_source import ModelWatcher, ServedModels
from serving.runtime.process import end_with_parent, now_in_utc, settle
from serving.runtime.settings import Settings
from serving.store.opening import open_store

MAX_WAITING = 64
ROUTE_THREADS = 12
"""Most routes of the wrapper that run at once in a worker; each may hold two of the store's 24 connections."""
SWITCH_INTERVAL_S = 0.0005
"""How long the scoring thread may hold the interpreter (Python's default: 5 ms).

Measured in `docs/experiments/switch-interval-of-the-service.md`.
"""


class HttpWorker:
    """Starts on the event loop of its process; `app` answers the requests."""

    def __init__(self, settings: Settings) -> None:
        refuse_unprotected_start(settings)
        speak(settings.language)
        end_with_parent(os.getppid())
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        configure_logging(as_json=not settings.open, count_lost=LOG_LOST.inc)
        self._gauge = ModelGauge()
        models = ServedModels()
        self._store = open_store(settings)
        self._queue = ScoringQueue(MAX_WAITING)
        if settings.traces is not None:
            from serving.http import traces  # OpenTelemetry's instrumentation, an extra

            provider = traces.begin(settings.traces, self._store.engine)
            self._queue = traces.TracedQueue(MAX_WAITING, provider.get_tracer("onematch"))
        wrapper = WrapperServices(
            settings=settings,
            store=self._store,
            matching=Matchers.served(models),
            clock=now_in_utc,
            listeners=LISTENERS,
            reports=REPORTS,
        )
        self._shadow = Shadow(settings.home_layout, Matcher.open, lambda: self._queue.is_busy)
        parts = ServiceParts(settings, models, self._queue, wrapper=wrapper, watch=self._shadow.offer)
        self.app: ASGIApp = with_console(create_app(parts), self._store, now_in_utc)
        if settings.traces is not None:
            self.app = traces.around(self.app, provider)
        adopted = partial(open_adopted, self._store)
        self._watcher = ModelWatcher(settings.served, adopted, models, self._swapped, _count_failure)
        self._metrics = _listen_for_metrics(settings, wrapper)
        # Callers wait at the socket meanwhile: a proxy that does not read /readyz sends them as soon as it is open.
        self._watcher.look()
        self._watcher.start()
        self._shadow.start()
        accept_in_turns(asyncio.get_running_loop())
        to_thread.current_default_thread_limiter().total_tokens = ROUTE_THREADS

    def close(self) -> None:
        """Stop the threads and close the store."""
        if self._metrics is not None:
            self._metrics.stop()
        self._watcher.stop()
        self._shadow.stop()
        self._queue.close()
        self._store.close()
        forget_this_worker()

    def _swapped(self, kind: Kind, matcher: Matcher) -> None:
        self._gauge.show(kind, matcher.model_version)
        INDEX_AS_OF.labels(kind).set(matcher.index.facts.as_of.timestamp())
        settle()


def _listen_for_metrics(settings: Settings, wrapper: WrapperServices) -> MetricsListener | None:
    """Start the second listener for `/metrics`, if the settings have an address."""
    if settings.metrics_listener is None:
        return None
    answers = {"/metrics": lambda: (200, metrics_text(wrapper))}
    listener = MetricsListener(settings.metrics_listener, answers, shared=True)
    listener.start()
    return listener


def _count_failure(kind: Kind) -> None:
    LOAD_FAILURES.labels(kind).inc()
