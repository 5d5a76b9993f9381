"""The BentoML service: workers that share the memory-mapped index and serve the models of the pointers.

The process that starts the workers imports this module too, and answers nothing: so `serving.http_worker`, which takes
two thirds of a worker's imports, is imported in the workers (1.9 s of 3.1 s of processor time in that process).
"""

import sys
from typing import Any, cast

import bentoml
from _bentoml_sdk import Service, service
from bentoml._internal.configuration.containers import BentoMLContainer
from bentoml._internal.server.http.traffic import TimeoutMiddleware
from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from serving.runtime import own_rooms  # noqa: F401 - before any other room

# isort: split
from data.tables.terminal import printable
from features.schema.errors import OnematchError
from serving.access.bearer import refuse_unprotected_start
from serving.http.connections import guard_connections
from serving.runtime.event_log import log_event
from serving.runtime.metrics_files import make_metrics_folder
from serving.runtime.parent_watch import end_with_launcher
from serving.runtime.settings import load_settings
from serving.store.opening import open_store


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
        """Take the number of workers from the settings when the service starts, and end with who launched it."""
        end_with_launcher()
        self.config["workers"] = load_settings().workers
        super().inject_config()

    def to_asgi(self, is_main: bool = True) -> Starlette:
        """Put the mounted application before BentoML's routes, and remove middleware without use here.

        That is the timeout (see `serving.http.timeouts`) and, unless an exporter is configured, the tracing, which
        makes four spans a request: half of an empty request's 0.26 ms.
        """
        from serving.http.match import MATCH

        guard_connections()
        app = cast("Starlette", super().to_asgi(is_main))
        unwanted: set[object] = {TimeoutMiddleware}
        if BentoMLContainer.tracing.exporter_type.get() is None:
            unwanted.add(OpenTelemetryMiddleware)
        app.user_middleware = [one for one in app.user_middleware if one.cls not in unwanted]
        app.router.routes = [
            one for one in app.router.routes if getattr(one, "name", "") != "metrics"
        ]  # ours has the access rule
        app.router.redirect_slashes = False
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
        from serving.http_worker import HttpWorker

        self._worker = HttpWorker(load_settings())
        FACE.app = self._worker.app
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
        """Stop the worker's threads and close its store."""
        self._worker.close()
