"""`POST /v1/match`, answered before the application's routing, and `POST /v1/explain`.

Routes and middleware are half of the cost of a small request beside its scoring. A refused request goes on to the
application, which answers the problem as for every other route.
"""

from collections.abc import Mapping
from dataclasses import field
from functools import partial
from types import SimpleNamespace

from anyio import CapacityLimiter, to_thread
from starlette.types import ASGIApp, Receive, Scope, Send

from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.access.bearer import is_of_contract, require_token
from serving.access.body_limits import OTHER_BODY
from serving.explanation.bodies import ExplainRequest
from serving.explanation.explained_record import by_itself
from serving.explanation.explanation import WantedExplanation, explain
from serving.explanation.private_numbers import equal_alone
from serving.http.declared_query import require_known
from serving.http.scoring_queue import QueueFull, ScoringQueue, Serve
from serving.http.wire.formats import MATCH
from serving.http.wire.requests import ColumnsOf, read_body, read_call, read_explain_call
from serving.runtime.event_log import log_event
from serving.runtime.model_source import ServedModels
from serving.runtime.settings import Settings

MAX_WAITING = 64
"""Explanations that may wait."""
SMALL_BYTES = 4096
"""A longer body is parsed by the scoring thread."""
_ROUTE = SimpleNamespace(path=MATCH)
"""The route's path as counts and logs name it."""


@value_class
class MatchEndpoint:
    """Token check, body limit, queue and scoring of a match request."""

    settings: Settings
    queue: ScoringQueue
    serve: Serve
    columns_of: ColumnsOf

    async def answer(self, scope: Scope, receive: Receive) -> bytes:
        """Return the body of the answer; raises the error that refuses the request."""
        require_token(scope, self.settings)
        require_known(scope, ())
        self.queue.refuse_if_full()
        body = await read_body(scope, receive)
        call = read_call(body, self.columns_of) if len(body) <= SMALL_BYTES else None
        request_id = scope["state"]["request_id"]
        of_contract = is_of_contract(scope)
        return await self.queue.run(self.serve, body, request_id, call, of_contract=of_contract)


@value_class
class MatchFirst:
    """Answers match requests; passes others on, and refused ones with the error as `refused` in the state."""

    app: ASGIApp
    matching: MatchEndpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != MATCH or scope["method"] != "POST":
            await self.app(scope, receive, send)
            return
        try:
            answer = await self.matching.answer(scope, receive)
        except Exception as error:  # noqa: BLE001 - the application answers it
            scope["state"]["refused"] = error
            await self.app(scope, receive, send)
            return
        scope["route"] = _ROUTE
        headers = [(b"content-length", b"%d" % len(answer)), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer})


@value_class
class ExplainEndpoint:
    """Token check, body limit and explanation, one at a time: matching has the rest of the processor."""

    settings: Settings
    models: ServedModels
    limiter: CapacityLimiter = field(default_factory=partial(CapacityLimiter, 1))

    async def answer(self, scope: Scope, receive: Receive) -> bytes:
        """Return the body of the answer; raises the error that refuses the request."""
        require_token(scope, self.settings)
        if self.limiter.statistics().tasks_waiting >= MAX_WAITING:
            raise QueueFull(
                "got one request more than the {max_waiting} that may wait, expected a retry", max_waiting=MAX_WAITING
            )
        request, row = read_explain_call(await read_body(scope, receive, OTHER_BODY), self.models.columns)
        arguments = request, row, scope["state"]["request_id"], is_of_contract(scope)
        return await to_thread.run_sync(self._explain, *arguments, limiter=self.limiter)

    def _explain(self, call: ExplainRequest, row: Mapping[str, object], request_id: str, of_contract: bool) -> bytes:
        matcher = self.models.matcher(Kind(call.kind))
        if of_contract:
            named = [profile_id for profile_id in (call.profile_id, call.against) if profile_id is not None]
            row = equal_alone(matcher, row, named)
        options = WantedExplanation(call.profile_id, call.against, call.edits)
        explanation = explain(matcher, by_itself(matcher, row), options)
        log_event(
            "explanation",
            request_id=request_id,
            kind=call.kind,
            record_id=explanation.record_id,
            profile_id=explanation.pair.profile_id,
            probability=explanation.pair.probability,
            model_version=explanation.model_version,
        )
        return explanation.model_dump_json().encode()
