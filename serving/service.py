"""The BentoML service: workers that share the memory-mapped index and serve the models of the pointers."""

import asyncio
import sys
from functools import partial
from typing import Any, cast

import bentoml
from _bentoml_sdk import Service, service
from anyio import to_thread
from bentoml._internal.configuration.containers import BentoMLContainer
from bentoml._internal.server.http.traffic import TimeoutMiddleware
from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from data.tables.terminal import printable
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.access.bearer import refuse_unprotected_start
from serving.console.application import with_console
from serving.http.application import ServiceParts, create_app, metrics_text
from serving.http.connections import accept_in_turns, guard_connections
from serving.http.match import MATCH
from serving.http.metrics_listener import MetricsListener
from serving.http.scoring_queue import ScoringQueue
from serving.http.shadow import Shadow
from serving.listeners import LISTENERS
from serving.runtime import garbage
from serving.runtime.clock import now_in_utc
from serving.runtime.event_log import configure_logging, log_event
from serving.runtime.metrics import LOAD_FAILURES, LOG_LOST, ModelGauge, forget_this_worker
from serving.runtime.metrics_files import make_metrics_folder
from serving.runtime.model_source import Matches, ModelWatcher, ServedModels
from serving.runtime.settings import Settings, load_settings
from serving.store.opening import open_store
from serving.sync.records.matching import Matchers
from serving.sync.services import WrapperServices

MAX_WAITING = 64
ROUTE_THREADS = 12
"""Most routes of the wrapper that run at once in a worker; each may hold two of the store's 24 connections."""
SWITCH_INTERVAL_S = 0.0005
"""How long the scoring thread may hold the interpreter (Python's default: 5 ms).

Measured in `docs/experiments/switch-interval-of-the-service.md`.
"""


class MountedFace:
    """The application that BentoML mounts; a worker sets `app` at its start, so that an import does no work."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


class OwnFaceService(Service[Any]):
    """A BentoML service whose mounted application answers every path, without BentoML's timers for each request.

    Match requests bypass BentoML's middleware and routes.
    """

    def inject_config(self) -> None:
        """Take the number of workers from the settings when the service starts."""
        self.config["workers"] = load_settings().workers
        super().inject_config()

    def to_asgi(self, is_main: bool = True) -> Starlette:
        """Put the mounted application before BentoML's routes, and remove middleware without use here.

        That is the timeout (see `serving.http.timeouts`) and, unless an exporter is configured, the tracing, which
        makes four spans a request: half of an empty request's 0.26 ms.
        """
        guard_connections()
        app = cast("Starlette", super().to_asgi(is_main))
        unwanted: set[object] = {TimeoutMiddleware}
        if BentoMLContainer.tracing.exporter_type.get() is None:
            unwanted.add(OpenTelemetryMiddleware)
        app.user_middleware = [one for one in app.user_middleware if one.cls not in unwanted]
        app.router.routes = [
            one for one in app.router.routes if getattr(one, "name", "") != "metrics"
        ]  # ours has the access rule
        app.router.routes.sort(key=lambda route: not isinstance(route, Mount))
        inner = app.build_middleware_stack()

        async def match_first(scope: Scope, receive: Receive, send: Send) -> None:
            await (FACE if scope.get("path") == MATCH else inner)(scope, receive, send)

        app.middleware_stack = match_first
        return app


FACE = MountedFace()


@service(
    name="onematch",
    service_class=OwnFaceService,
    metrics={"enabled": False},
    logging={"access": {"enabled": False}},
)
@bentoml.asgi_app(FACE, path="/")
class OnematchService:
    """Entity resolution of CRM records against a network's members and companies: `POST /v1/match`."""

    def __init__(self) -> None:
        settings = load_settings()
        refuse_unprotected_start(settings)
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        configure_logging(as_json=not settings.open, count_lost=LOG_LOST.inc)
        self._gauge = ModelGauge()
        self._queue = ScoringQueue(MAX_WAITING)
        models = ServedModels()
        self._store = open_store(settings)
        wrapper = WrapperServices(settings, self._store, Matchers.served(models, self._store), now_in_utc, LISTENERS)
        self._shadow = Shadow(settings.home_layout, _open_matcher, lambda: self._queue.is_busy)
        parts = ServiceParts(settings, models, self._queue, wrapper=wrapper, watch=self._shadow.offer)
        FACE.app = with_console(create_app(parts), self._store, now_in_utc)
        self._watcher = ModelWatcher(settings.served, _open_matcher, models, self._swapped, _count_failure)
        self._metrics = _listen_for_metrics(settings, wrapper)
        self._watcher.start()
        self._shadow.start()
        accept_in_turns(asyncio.get_running_loop())
        to_thread.current_default_thread_limiter().total_tokens = ROUTE_THREADS
        log_event("service_started", code=__file__)

    @bentoml.on_deployment
    @staticmethod
    def check() -> None:
        """Check token and store before any worker starts; a failure ends the command with code 2."""
        try:
            settings = load_settings()
            refuse_unprotected_start(settings)
            open_store(settings).close()
            make_metrics_folder()
        except OnematchError as error:
            print(f"onematch: {printable(str(error))}", file=sys.stderr)
            raise SystemExit(2) from None

    @bentoml.on_shutdown
    def close(self) -> None:
        """Stop the threads and close the store."""
        if self._metrics is not None:
            self._metrics.stop()
        self._watcher.stop()
        self._shadow.stop()
        self._queue.close()
        self._store.close()
        forget_this_worker()

    def _swapped(self, kind: Kind, matcher: Matches) -> None:
        self._gauge.show(kind, matcher.model_version)
        garbage.settle()


def _listen_for_metrics(settings: Settings, wrapper: WrapperServices) -> MetricsListener | None:
    """Start the second listener for `/metrics`, if the settings have an address."""
    if settings.metrics_listener is None:
        return None
    listener = MetricsListener(settings.metrics_listener, partial(metrics_text, wrapper))
    listener.start()
    return listener


def _open_matcher(bundle: Any, index: Any) -> Matches:
    from serving.matching.matcher import Matcher

    return Matcher.open(bundle, index)


def _count_failure(kind: Kind) -> None:
    LOAD_FAILURES.labels(kind.value).inc()
