"""The application inside BentoML: its routes answer, and requests leave nothing in memory."""

import asyncio
import gc
import re
import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import cast

import httpx
import pytest
from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware
from starlette.applications import Starlette

from serving.explanation.bodies import EXPLAIN, ExplanationShown
from serving.http.wire.formats import MATCH, MatchRequest
from serving.runtime.private_bentoml import BentoMLContainer, Service, TimeoutMiddleware
from serving.service import DESCRIBED, OnematchService, OwnFaceService

SERVICE = cast("OwnFaceService", OnematchService)


class Marker:
    """An object in a request's context."""


MARKER: ContextVar[Marker] = ContextVar("MARKER")


@pytest.fixture
def protected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEMATCH_TOKEN", "a-token")


@asynccontextmanager
async def calling() -> AsyncIterator[httpx.AsyncClient]:
    app = SERVICE.to_asgi()
    assert isinstance(app, Starlette)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client,
    ):
        yield client


async def answers(*paths: str) -> list[httpx.Response]:
    async with calling() as client:
        return [await client.get(path) for path in paths]


@pytest.mark.usefixtures("protected")
def test_every_path_but_bentoml_s_descriptions_is_answered_by_our_own_application() -> None:
    paths = ("/healthz", "/readyz", "/metrics", "/docs", "/", "/docs.json", "/schema.json", "/static_content/index.css")

    statuses = [one.status_code for one in asyncio.run(answers(*paths))]

    assert statuses == [200, 503, 401, 200, 307, 200, 200, 404]


@pytest.mark.usefixtures("protected")
def test_the_clients_of_bentoml_read_what_both_calls_take_and_give() -> None:
    [described] = asyncio.run(answers("/schema.json"))

    routes = {one["name"]: one for one in described.json()["routes"]}
    assert {name: one["route"] for name, one in routes.items()} == {"match": MATCH, "explain": EXPLAIN}
    assert set(routes["match"]["input"]["properties"]) == set(MatchRequest.model_fields)
    assert set(routes["explain"]["output"]["properties"]) == set(ExplanationShown.model_fields)


def test_the_private_names_of_bentoml_do_what_the_service_needs() -> None:
    """Of `serving/runtime/private_bentoml.py`: a worker's routes and middleware, its trace exporter, and its models."""
    app = cast("Starlette", Service.to_asgi(SERVICE))

    assert {TimeoutMiddleware, OpenTelemetryMiddleware} <= {one.cls for one in app.user_middleware}
    assert {getattr(one, "name", "") for one in app.router.routes} >= DESCRIBED
    assert BentoMLContainer.tracing.exporter_type.get() is None
    assert (SERVICE.bento, SERVICE.models) == (None, [])


@pytest.mark.usefixtures("protected")
def test_the_documentation_loads_nothing_from_other_hosts() -> None:
    """S6."""
    page, style, start = asyncio.run(answers("/docs", "/docs/swagger-ui.css", "/docs/start.js"))

    assert page.headers["content-security-policy"].startswith("default-src 'self'")
    assert not re.findall(r"(?:src|href|url\()[^>]{0,3}(?:https?:)?//", page.text + start.text)
    assert not re.findall(r"url\(['\"]?(?:https?:)?//", style.text)


@pytest.mark.usefixtures("protected")
def test_metrics_count_requests_by_route_and_never_by_an_unknown_path() -> None:
    async def metrics_after(*paths: str) -> httpx.Response:
        async with calling() as client:
            for path in paths:
                await client.get(path)
            return await client.get("/metrics", headers={"Authorization": "Bearer a-token"})

    metrics = asyncio.run(metrics_after("/healthz", "/some/unknown/path"))

    assert 'onematch_requests_total{method="GET",route="/healthz",status="200"}' in metrics.text
    assert 'onematch_requests_total{method="GET",route="other",status="404"}' in metrics.text
    assert "/some/unknown/path" not in metrics.text


@pytest.mark.usefixtures("protected")
def test_no_context_of_a_request_outlives_the_request() -> None:
    async def call_once(client: httpx.AsyncClient, path: str) -> "weakref.ref[Marker]":
        marker = Marker()
        MARKER.set(marker)
        await client.get(path)
        return weakref.ref(marker)

    async def alive_after(paths: list[str]) -> list[bool]:
        async with calling() as client:
            left = [await asyncio.create_task(call_once(client, path)) for path in paths]
            await asyncio.sleep(0)
            gc.collect()
            return [one() is not None for one in left]

    assert asyncio.run(alive_after(["/healthz", "/readyz", "/docs", "/nowhere"])) == [False] * 4


def test_the_service_does_not_start_without_a_token(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        SERVICE.inner.check()

    assert ended.value.code == 2
    assert "ONEMATCH_TOKEN is not set" in capsys.readouterr().err
