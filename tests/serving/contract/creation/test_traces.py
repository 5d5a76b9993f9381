"""Traces: the spans of a request connect, from its wait in the queue to the CRM's answer, and hold no value."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator, Sequence

import pytest
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.instrumentation.sqlalchemy import SQLAlchemyInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from serving.http.scoring_queue import Serve, Waiting
from serving.http.traces import KEPT, TracedQueue, WithoutValues, around, instrument
from tests.support.creation_tenant import FIELDS, create
from tests.support.writeback_tenant import Writeback

LOADED = "import sys, serving.service, serving.http_worker, training.commands.service.work; print(*sys.modules)"
EXTRA = ("opentelemetry.exporter", "opentelemetry.instrumentation.httpx", "opentelemetry.instrumentation.sqlalchemy")


@pytest.fixture
def spans() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def provider(spans: InMemorySpanExporter) -> Iterator[TracerProvider]:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(WithoutValues(spans)))
    yield provider
    HTTPXClientInstrumentor().uninstrument()
    SQLAlchemyInstrumentor().uninstrument()


def roads(spans: InMemorySpanExporter) -> list[str]:
    """The names from each span up to its request."""
    by_id = {span.context.span_id: span for span in spans.get_finished_spans()}

    def road(span_id: int) -> str:
        span = by_id[span_id]
        return span.name if span.parent is None else f"{span.name} < {road(span.parent.span_id)}"

    return [road(one) for one in by_id]


def test_the_spans_of_a_request_connect_to_store_and_crm_and_hold_no_value(
    provider: TracerProvider, spans: InMemorySpanExporter, routed: Writeback
) -> None:
    instrument(provider, routed.tenant.store.engine)
    routed.tenant.web.app = around(routed.tenant.web.app, provider)

    answer = create(routed)

    route = "/v1/contracts/{contract_id}/records"
    assert answer.status_code == 201
    assert {route, f"SELECT < {route}", f"INSERT < {route}", f"POST < {route}"} <= set(roads(spans))
    told = " ".join(f"{span.name} {dict(span.attributes or {})}" for span in spans.get_finished_spans())
    assert {name for span in spans.get_finished_spans() for name in span.attributes or {}} == KEPT
    assert not any(span.events or span.status.description for span in spans.get_finished_spans())
    values = (*FIELDS.values(), routed.tenant.contract_id, answer.json()["record"]["id"], "M2", "127.0.0.1")
    assert [
        value for value in values if value in told.replace("'", " ").split() or (len(value) > 3 and value in told)
    ] == []


def test_what_waited_together_is_scored_in_the_trace_of_each(
    provider: TracerProvider, spans: InMemorySpanExporter
) -> None:
    tracer = provider.get_tracer("test")
    queue = TracedQueue(8, tracer)

    def answer(line: Sequence[Waiting]) -> None:
        for waiting in line:
            waiting.answer.set_result(waiting.body)

    async def ask(name: str) -> bytes:
        with tracer.start_as_current_span(name):
            return await queue.run(Serve(answer), name.encode(), name)

    async def both() -> list[bytes]:
        return list(await asyncio.gather(ask("one"), ask("other")))

    assert asyncio.run(both()) == [b"one", b"other"]
    queue.close()

    assert {"score < queue < one", "score < queue < other"} <= set(roads(spans))


def test_nothing_of_it_is_imported_unless_traces_are_switched_on() -> None:
    loaded = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True).stdout.split()

    assert "serving.http_worker" in loaded
    assert [name for name in loaded if name.startswith(EXTRA) or name == "serving.http.traces"] == []
