"""`POST /v1/match`, answered before the application's routing.

Routes and middleware are half of the cost of a small request beside its scoring. A refused request goes on to the
application, which answers the problem as for every other route.
"""

from dataclasses import dataclass
from types import SimpleNamespace

from starlette.types import ASGIApp, Receive, Scope, Send

from serving.access.bearer import is_of_contract, require_token
from serving.http.declared_query import require_known
from serving.http.scoring_queue import ScoringQueue, Serve
from serving.http.wire.formats import MATCH
from serving.http.wire.requests import ColumnsOf, read_body, read_call
from serving.runtime.settings import Settings

SMALL_BYTES = 4096
"""A longer body is parsed by the scoring thread."""


_ROUTE = SimpleNamespace(path=MATCH)
"""The route's path as counts and logs name it."""


@dataclass(frozen=True, slots=True)
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


class MatchFirst:
    """Answers match requests; passes others on, and refused ones with the error as `refused` in the state."""

    def __init__(self, app: ASGIApp, matching: MatchEndpoint) -> None:
        self._app = app
        self._matching = matching

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != MATCH or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        try:
            answer = await self._matching.answer(scope, receive)
        except Exception as error:  # noqa: BLE001 - the application answers it
            scope["state"]["refused"] = error
            await self._app(scope, receive, send)
            return
        scope["route"] = _ROUTE
        headers = [(b"content-length", b"%d" % len(answer)), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer})
