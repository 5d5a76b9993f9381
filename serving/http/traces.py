"""Traces by OpenTelemetry's instrumentation: requests, their wait and scoring, statements, calls of CRMs; no values.

The module is imported where traces are switched on alone. What leaves the process is what `WithoutValues` keeps.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.instrumentation.sqlalchemy import SQLAlchemyInstrumentor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import Status, Tracer, get_current_span
from sqlalchemy import Engine
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from features.schema.value_class import value_class
from serving.http.frame import route_of
from serving.http.scoring_queue import ScoringQueue, Serve, Waiting
from serving.http.wire.requests import MatchCall

KEPT = {"http.method", "http.status_code", "db.system", "db.statement"}
"""The attributes that name no value: a statement has placeholders."""


@value_class
class WithoutValues(SpanExporter):
    """Passes spans on with the attributes of KEPT, and without events, which hold the messages of exceptions."""

    exporter: SpanExporter

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        return self.exporter.export([_without_values(span) for span in spans])


def _without_values(span: ReadableSpan) -> ReadableSpan:
    return ReadableSpan(
        name=span.name.partition(" ")[0],  # a statement's goes on with the database
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes={name: value for name, value in (span.attributes or {}).items() if name in KEPT},
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
    )


def begin(address: str, engine: Engine) -> TracerProvider:
    """Instrument the process, whose spans are sent to a receiver of OTLP over HTTP."""
    provider = TracerProvider(resource=Resource.create({"service.name": "onematch"}))
    provider.add_span_processor(BatchSpanProcessor(WithoutValues(OTLPSpanExporter(endpoint=address))))
    instrument(provider, engine)
    return provider


def instrument(provider: TracerProvider, engine: Engine) -> None:
    """Make spans of the store's statements and of calls of CRMs."""
    # It declares SQLAlchemy below 2.1, and uses nothing that 2.1 changed: a test holds that.
    SQLAlchemyInstrumentor().instrument(engine=engine, tracer_provider=provider, skip_dep_check=True)
    HTTPXClientInstrumentor().instrument(tracer_provider=provider)


def around(app: ASGIApp, provider: TracerProvider) -> ASGIApp:
    """Return the application with a span for each request, named by its route's pattern."""

    async def routed(scope: Scope, receive: Receive, send: Send) -> None:
        span = get_current_span()

        async def send_on(message: Message) -> None:
            span.update_name(route_of(scope))  # here: the span ends with the answer
            await send(message)

        await app(scope, receive, send_on)

    return OpenTelemetryMiddleware(routed, tracer_provider=provider, exclude_spans=["receive", "send"])


class TracedQueue(ScoringQueue):
    """A queue with a span for each request's wait, and in it one for its scoring."""

    def __init__(self, limit: int, tracer: Tracer) -> None:
        super().__init__(limit)
        self._tracer = tracer

    async def run(
        self, serve: Serve, body: bytes, request_id: str, call: MatchCall | None = None, *, of_contract: bool = False
    ) -> bytes:
        traced = replace(serve, answer=partial(self._score, serve.answer))
        with self._tracer.start_as_current_span("queue"):
            return await super().run(traced, body, request_id, call, of_contract=of_contract)

    def _score(self, answer: Callable[[Sequence[Waiting]], None], line: Sequence[Waiting]) -> None:
        spans = [waiting.context.run(self._tracer.start_span, "score") for waiting in line]
        answer(line)
        for span in spans:
            span.end()
