"""The whole application in process: its routes made once, called over ASGI."""

from functools import cache
from typing import Any, cast

import httpx
from fastapi import FastAPI
from starlette.types import ASGIApp

from serving.application import ServiceParts, create_app, create_routes
from serving.contract.records.services import WrapperServices
from serving.http.frame import RequestFrame, RequestTimeout
from serving.http.scoring_queue import ScoringQueue
from serving.routes import surround
from serving.runtime.model_source import ServedModels
from serving.runtime.settings import Settings
from tests.support.event_loop import loop_of_the_run


class Web:
    """Calls an application in process, on the event loop of the run, and returns httpx's responses."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    def call(self, method: str, url: str, **request: Any) -> httpx.Response:
        return loop_of_the_run().run(self._call(method, url, request))

    async def _call(self, method: str, url: str, request: dict[str, Any]) -> httpx.Response:
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, url, **request)


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Return the status of a problem and its name."""
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["type"].removeprefix("urn:onematch:problem:")


class SwitchedParts:
    """A proxy of the current services, so that tests share the routes (making them takes a quarter of a second)."""

    def __init__(self) -> None:
        self.current: WrapperServices | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.current, name)


class SharedRoutes:
    """The service's routes, made once; each test sets its own services."""

    def __init__(self) -> None:
        self._parts = SwitchedParts()
        self._routes: FastAPI | None = None

    def web(self, parts: WrapperServices) -> Web:
        """The whole application on the parts; `/v1/match` serves no model."""
        self._parts.current = parts
        return Web(RequestFrame(RequestTimeout(surround(self.made(), parts), 60.0)))

    def document(self) -> dict[str, Any]:
        """The OpenAPI document."""
        return self.made().openapi()

    def made(self) -> FastAPI:
        """The application of the routes."""
        if self._routes is None:
            self._routes = create_routes(_service(cast("WrapperServices", self._parts)))
        return self._routes


@cache
def routes_of_the_run() -> SharedRoutes:
    """The routes that tests of one process share, one after the other."""
    return SharedRoutes()


def make_web(parts: WrapperServices) -> Web:
    """The whole application made for the parts; `/v1/match` serves no model."""
    return Web(create_app(_service(parts)))


def _service(parts: WrapperServices) -> ServiceParts:
    return ServiceParts(Settings(), ServedModels(), ScoringQueue(8), wrapper=parts)
