"""The HTTP API as an ASGI application: `/v1/match`, the wrapper's routes, and the operations routes."""

import os
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from fastapi import Depends, FastAPI, Request
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from prometheus_client import generate_latest
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp
from starlette.types import Scope as RequestScope

from features.schema.kinds import Kind
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.access.bearer import require_token
from serving.access.callers import ScopeWrong
from serving.contract.records.services import WrapperServices
from serving.contract.reports.drift import EVERYBODY, newest_checks
from serving.contract.reports.installation import read_figures, write_figures
from serving.explanation.bodies import EXPLAIN, ExplanationShown
from serving.http import docs as api_docs
from serving.http.declared_query import refuse_unknown_queries
from serving.http.frame import BodyBudget, RequestFrame, RequestTimeout
from serving.http.match import ExplainEndpoint, MatchEndpoint, MatchFirst
from serving.http.metrics_listener import CONTENT_TYPE
from serving.http.problem_table import NOT_READY, answer_with_problems
from serving.http.scoring import Watch, answer_line, is_brief
from serving.http.scoring_queue import ScoringQueue, Serve
from serving.http.wire.formats import MATCH, MatchAnswer, ProblemDetail
from serving.http.wire.problems import MEDIA_TYPE, problem_response
from serving.routes import add_wrapper, problem_kinds, surround
from serving.runtime.home import Home
from serving.runtime.metrics import ReadGauges, write_metrics
from serving.runtime.model_source import ServedModels
from serving.runtime.settings import Settings
from serving.runtime.turns import last_success, read_turns
from serving.store.disk_full import DiskFull
from serving.store.reach import StoreReach
from serving.vocabulary.terms import Scope

TIMEOUT_S = 60.0
_EXPLAINS = """Explain why a record is decided as it is, and why a profile has its probability for it.

The profile need not have been retrieved. The steps of `waterfall` add up to the log-odds of the probability.
With `edits` the smallest changes of the record are searched that would decide otherwise."""
_PROBLEM: dict[str, Any] = {"model": ProblemDetail, "content": {MEDIA_TYPE: {}}}


@value_class
class ServiceParts:
    """The services that the routes call."""

    settings: Settings
    models: ServedModels
    queue: ScoringQueue
    timeout_s: float = TIMEOUT_S
    wrapper: WrapperServices | None = None
    """None: the stateless routes only."""
    watch: Watch | None = None
    """Called with each answered match request: the challenger's shadow."""


def create_app(parts: ServiceParts) -> ASGIApp:
    """Return the application with request ids, counts, the time limit and the byte budget around it."""
    routes: ASGIApp = MatchFirst(create_routes(parts), _matching(parts))
    if parts.wrapper is not None:
        routes = surround(routes, parts.wrapper)
    return RequestFrame(RequestTimeout(BodyBudget(routes), parts.timeout_s))


def create_routes(parts: ServiceParts) -> FastAPI:
    """Return the FastAPI application alone, which also writes the OpenAPI document."""
    app = FastAPI(
        title="onematch",
        summary="One CRM record in, at most one network profile out, with a calibrated probability and its reasons.",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # a redirect would name whatever host the request names
        openapi_tags=api_docs.TAGS,
        servers=[{"url": "/", "description": "the service that answers this document"}],
    )
    answer_with_problems(app)
    _add_matching(
        app,
        _matching(parts),
        (400, 401, 403, 413, 415, 422, 503),
        path=MATCH,
        name="match",
        summary="Find each record's profile",
        description="Match 1 to 1,000 records, which are scored together; an unreadable record has its own error.",
        model=MatchAnswer,
        openapi_extra=api_docs.match_body(),
    )
    _add_matching(
        app,
        ExplainEndpoint(parts.settings, parts.models),
        (400, 401, 403, 404, 413, 415, 422, 503),
        path=EXPLAIN,
        name="explain",
        summary="Explain a record and a profile",
        description=_EXPLAINS,
        model=ExplanationShown,
        openapi_extra=api_docs.explain_body(),
    )
    _add_operations(app, parts)
    refuse_unknown_queries(app.routes)
    app.include_router(api_docs.router)
    added = [] if parts.wrapper is None else add_wrapper(app, parts.wrapper)
    api_docs.complete_document(app, added, problem_kinds())
    return app


def _matching(parts: ServiceParts) -> MatchEndpoint:
    serve = Serve(partial(answer_line, parts.models, parts.watch), partial(is_brief, parts.models))
    return MatchEndpoint(parts.settings, parts.queue, serve, parts.models.columns)


def _add_matching(
    app: FastAPI, answering: MatchEndpoint | ExplainEndpoint, statuses: Sequence[int], **route: Any
) -> None:
    async def endpoint(request: Request) -> Response:
        refused: Exception | None = getattr(request.state, "refused", None)
        if refused is not None:
            raise refused
        return Response(await answering.answer(request.scope, request.receive), media_type="application/json")

    responses: dict[int | str, dict[str, Any]] = dict.fromkeys(statuses, _PROBLEM)
    app.router.add_api_route(
        endpoint=endpoint,
        methods=["POST"],
        tags=["matching"],
        dependencies=[Depends(HTTPBearer(auto_error=False))],  # for the page; require_token decides
        responses=responses | {200: {"model": route.pop("model")}},
        route_class_override=_BareRoute,
        **route,
    )


class _BareRoute(APIRoute):
    """A route without dependency resolution."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        return self.endpoint


def _add_operations(app: FastAPI, parts: ServiceParts) -> None:
    @app.get("/healthz", tags=["operations"], summary="Liveness")
    async def healthz() -> Response:
        """Answer 200 while the worker runs."""
        return JSONResponse({"status": "ok"})

    wrapper = parts.wrapper
    reach = None if wrapper is None else StoreReach(lambda: wrapper.store)

    @app.get("/readyz", tags=["operations"], summary="Readiness", responses={503: _PROBLEM})
    async def readyz() -> Response:
        """Answer 200 when the models are loaded, have reproduced their golden pairs, and the store can be reached.

        `full` lists the folders on a full disk: matching continues, requests that write are answered with 507.
        """
        if not parts.models.is_ready:
            return problem_response(NOT_READY, wording("the models are not loaded, or none was promoted"))
        if reach is not None and not await reach.is_there():
            return problem_response(NOT_READY, wording("the store cannot be reached"))
        full = [] if reach is None else await reach.full(parts.settings.written_folders)
        shown = {"status": "ready", "models": parts.models.versions(), "worker": os.getpid(), "full": full}
        return JSONResponse(shown)

    @app.get(
        "/metrics",
        tags=["operations"],
        summary="Metrics",
        response_class=PlainTextResponse,
        dependencies=[Depends(HTTPBearer(auto_error=False))],  # for the page; require_metrics_reader decides
        responses=dict.fromkeys((401, 403), _PROBLEM),
    )
    def metrics(request: Request) -> Response:
        """Return the metrics of all workers in Prometheus' text format.

        Needs a token of the scope operator or ONEMATCH_TOKEN; ONEMATCH_METRICS_ADDRESS answers without one.
        """
        require_metrics_reader(request.scope, parts.settings)
        return Response(metrics_text(wrapper), media_type=CONTENT_TYPE)


def metrics_text(wrapper: WrapperServices | None) -> bytes:
    """Return every worker's counts and, with the wrapper, the drift checks; no contract is named."""
    if wrapper is None:
        return write_metrics()
    return write_metrics() + _drift_of(wrapper) + write_turns(wrapper.settings.home_layout)


def write_turns(home: Home) -> bytes:
    """Return when a retraining of each kind last came to an end, and the state of the newest one."""
    ended = GaugeMetricFamily(
        "onematch_retrain_last_success_timestamp_seconds",
        "When a retraining last came to an end, also to a refusal or to nothing new",
        labels=["kind"],
    )
    outcome = GaugeMetricFamily("onematch_retrain_outcome", "1 for the newest turn's state", labels=["kind", "outcome"])
    for kind in Kind:
        turns = read_turns(home, kind)
        if (success := last_success(turns)) is not None:
            ended.add_metric([kind], datetime.fromisoformat(success.changed_at).timestamp())
        if turns:
            outcome.add_metric([kind, turns[-1].state], 1)
    return generate_latest(ReadGauges([ended, outcome]))


def work_text(services: WrapperServices) -> bytes:
    """Return what `onematch work` counts: its own, the drift checks and the figures of the installation."""
    with services.store.reading() as connection:
        figures = read_figures(connection, services.settings, services.clock())
    return metrics_text(services) + write_figures(figures)


def _drift_of(wrapper: WrapperServices) -> bytes:
    """Return the newest drift checks; nothing while the store cannot be reached, which `/readyz` reports."""
    try:
        with wrapper.store.reading() as connection:
            return write_drift(newest_checks(connection, wrapper.clock()))
    except (SQLAlchemyError, OSError, DiskFull):
        return b""


def require_metrics_reader(scope: RequestScope, settings: Settings) -> None:
    """Raise TokenWrong or ScopeWrong unless the caller is the operator or the service is open on loopback.

    The operator sends ONEMATCH_TOKEN or an OAuth token with the scope operator.
    """
    caller = scope["state"].get("caller")
    if caller is None:
        require_token(scope, settings)
    elif Scope.OPERATOR not in caller.scopes:
        raise ScopeWrong("got a token without the scope, expected {operator}", operator=Scope.OPERATOR)


def write_drift(checks: Mapping[tuple[str, str], Mapping[str, Any]]) -> bytes:
    """Return the largest PSI of each part over all contracts, and the number of alarms and of contracts with one.

    `checks` are by contract (or EVERYBODY) and kind. No contract is named; `GET .../reports/drift` shows which.
    """
    labels = ["kind", "what"]
    largest = GaugeMetricFamily("onematch_drift_psi", "Largest PSI against the training", labels=labels)
    alarms = GaugeMetricFamily("onematch_drift_alarms", "Distributions beyond the alarm", labels=labels)
    contracts = GaugeMetricFamily("onematch_drift_contracts", "Contracts with an alarm of their own", labels=labels)
    drifted: Counter[tuple[str, str]] = Counter()
    for (contract, kind), check in checks.items():
        beyond = Counter(alarm[0] for alarm in check["alarms"])
        for what, value in check["psi"].items():
            if contract == EVERYBODY:
                largest.add_metric([kind, what], value)
                alarms.add_metric([kind, what], beyond[what])
            else:
                drifted[kind, what] += beyond[what] > 0
    for of, number in drifted.items():
        contracts.add_metric(of, number)
    return generate_latest(ReadGauges([largest, alarms, contracts]))
