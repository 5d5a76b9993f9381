"""The BentoML service: workers that share the memory-mapped index and serve the models of the pointers.

The process that starts the workers imports this module too, and answers nothing: so `serving.http_worker`, which takes
two thirds of a worker's imports, is imported in the workers (1.9 s of 3.1 s of processor time in that process).
"""

import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, cast

import bentoml
from bentoml.images import Image
from bentoml.models import BentoModel
from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware
from pydantic import BaseModel
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from serving.runtime import own_rooms  # noqa: F401 - before any other room

# isort: split
from data.tables.terminal import printable
from features.compiled.ahead import compiled_modules
from features.compiled.loader import import_compiled, is_cached
from features.schema.errors import OnematchError
from serving.access.bearer import refuse_unprotected_start
from serving.explanation.bodies import EXPLAIN, ExplainRequest, ExplanationShown
from serving.http.connections import guard_connections
from serving.http.wire.formats import MATCH, MatchAnswer, MatchRequest
from serving.runtime.event_log import log_event
from serving.runtime.metrics_files import make_metrics_folder
from serving.runtime.packed_models import stored_tags
from serving.runtime.private_bentoml import BentoMLContainer, Service, TimeoutMiddleware, service
from serving.runtime.process import FORKS, end_with_launcher, fork_workers
from serving.runtime.settings import load_settings
from serving.store.opening import open_store

# The image of the bento: Python with the packages, no compiler, and the command line `onematch`.
BUILDERS = "g++ pkg-config libicu-dev"
STEPS = (
    # Only PyICU has no wheel. It is built here, and what builds it is removed in the same layer.
    "apt-get update -q",
    f"apt-get install -q -y --no-install-recommends {BUILDERS}",
    "pip wheel --no-cache-dir --no-deps --wheel-dir /wheels pyicu",
    "apt-mark manual $(dpkg-query -W -f '${Package} ' 'libicu[0-9]*')",
    f"apt-get purge -q -y --auto-remove {BUILDERS}",
    "rm -rf /var/lib/apt/lists/*",
    "mkdir -p /etc/uv",
    """echo 'find-links = ["/wheels"]' > /etc/uv/uv.toml""",
    # The command line runs from the bento's own code.
    r"""printf '#!/bin/sh\nPYTHONPATH=$BENTO_PATH/src exec python -m onematch "$@"\n' > /usr/local/bin/onematch""",
    "chmod +x /usr/local/bin/onematch",
    # Home and compiled code are volumes, of the user that BentoML's images run as.
    "install -d -m 0700 -o 1034 -g 1034 /var/lib/onematch /var/cache/onematch",
)
# Of a distribution that BentoML knows it would install compilers, which stay in the image.
IMAGE = Image(distro="slim", base_image=f"python:{sys.version_info.major}.{sys.version_info.minor}-slim")
IMAGE.run(" && ".join(STEPS))
MOUNTED = "only declared here: the mounted application answers this route, over HTTP"
DESCRIBED = {"schema", "openapi-spec"}
"""BentoML's routes that stay: `/schema.json`, which its clients read, and `/docs.json`."""


def declared(route: str, request: type[BaseModel], answer: type[BaseModel]) -> Callable[[Callable[..., Any]], Any]:
    """Declare a route that the mounted application answers, so that BentoML's clients and OpenAPI document know it."""
    api: Callable[..., Callable[[Callable[..., Any]], Any]] = bentoml.api
    return api(route=route, input_spec=request, output_spec=answer)


class MountedFace:
    """The application that BentoML mounts; a worker sets `app` at its start, so that an import does no work."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


def load_ahead() -> None:
    """Import what a worker needs, and load what is compiled already."""
    import_module("serving.http_worker")
    for name in filter(is_cached, compiled_modules()):
        import_compiled(name)


class OwnFaceService(Service[Any]):
    """A BentoML service whose mounted application answers every path, without BentoML's timers for each request.

    Match requests bypass BentoML's middleware and routes.
    """

    def inject_config(self) -> None:
        """Start one process, which serves or forks the workers, when the service starts; end with who launched it.

        `bentoml build` lists the bundles that the settings serve as the models of the bento.
        """
        end_with_launcher()
        self.config["workers"] = 1
        if self.bento is None:
            self.models = [BentoModel(tag) for tag in stored_tags(load_settings().bundle)]
        super().inject_config()

    def to_asgi(self, is_main: bool = True) -> Starlette:
        """Put the mounted application before BentoML's routes, and remove middleware without use here.

        That is the timeout (see `serving.http.timeouts`) and, unless an exporter is configured, the tracing, which
        makes four spans a request: half of an empty request's 0.26 ms.
        """
        guard_connections()
        if (count := int(os.environ.pop(FORKS, 1))) > 1:
            load_ahead()
            fork_workers(count)
        app = cast("Starlette", super().to_asgi(is_main))
        unwanted: set[object] = {TimeoutMiddleware}
        if BentoMLContainer.tracing.exporter_type.get() is None:
            unwanted.add(OpenTelemetryMiddleware)
        app.user_middleware = [middleware for middleware in app.user_middleware if middleware.cls not in unwanted]
        described = [route for route in app.router.routes if getattr(route, "name", "") in DESCRIBED]
        app.router.routes = [*described, *(route for route in app.router.routes if isinstance(route, Mount))]
        app.router.redirect_slashes = False
        inner = app.build_middleware_stack()

        async def match_first(scope: Scope, receive: Receive, send: Send) -> None:
            await (FACE if scope.get("path") == MATCH else inner)(scope, receive, send)

        app.middleware_stack = match_first
        return app


FACE = MountedFace()


@service(
    name="onematch",
    service_class=OwnFaceService,
    image=IMAGE,
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

    @declared(MATCH, MatchRequest, MatchAnswer)
    async def match(self, **request: Any) -> Any:
        """Match 1 to 1,000 records, which are scored together; an unreadable record has its own error."""
        raise NotImplementedError(MOUNTED)

    @declared(EXPLAIN, ExplainRequest, ExplanationShown)
    async def explain(self, **request: Any) -> Any:
        """Explain why a record is decided as it is, and why a profile has its probability for it."""
        raise NotImplementedError(MOUNTED)

    @bentoml.on_deployment
    @staticmethod
    def check() -> None:
        """Check token and store before any worker starts; a failure ends the command with code 2."""
        try:
            settings = load_settings()
            refuse_unprotected_start(settings)
            open_store(settings).close()
            make_metrics_folder()
            os.environ[FORKS] = str(settings.workers)
        except OnematchError as error:
            print(f"onematch: {printable(str(error))}", file=sys.stderr)
            raise SystemExit(2) from None

    @bentoml.on_shutdown
    def close(self) -> None:
        """Stop the worker's threads and close its store."""
        self._worker.close()
