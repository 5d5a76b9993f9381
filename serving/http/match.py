"""`POST /v1/match` itself, in front of the application that routes all the rest.

Of what a small request costs beside its scoring, half went through routes, middleware and wrappers that do nothing for
it. Whatever is wrong with a request is told by the application as for every other route.
"""

from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

from serving.access.bearer import require_token
from serving.http.scoring_queue import ScoringQueue, Serve
from serving.http.wire.requests import read_body, read_call
from serving.runtime.settings import Settings

MATCH = "/v1/match"
SMALL_BYTES = 4096
"""A longer body is read by the thread that scores."""


@dataclass(frozen=True, slots=True)
class MatchRoute:
    """How the route is called in counts and logs."""

    path: str = MATCH


_ROUTE = MatchRoute()


@dataclass(frozen=True, slots=True)
class MatchEndpoint:
    """What a request to match goes through."""

    settings: Settings
    queue: ScoringQueue
    serve: Serve

    async def answer(self, scope: Scope, receive: Receive) -> bytes:
        """Return the body of the answer, or raise what the request is refused for."""
        require_token(scope, self.settings)
        self.queue.refuse_if_full()
        body = await read_body(scope, receive)
        call = read_call(body) if len(body) <= SMALL_BYTES else None
        return await self.queue.run(self.serve, body, scope["state"]["request_id"], call)


class MatchFirst:
    """Answers a request to match; hands on what is refused, with the reason as `refused`, and everything else."""

    def __init__(self, app: ASGIApp, matching: MatchEndpoint) -> None:
        self._app, self._matching = app, matching

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != MATCH or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        try:
            answer = await self._matching.answer(scope, receive)
        except Exception as error:  # noqa: BLE001 - the application tells it
            scope["state"]["refused"] = error
            await self._app(scope, receive, send)
            return
        scope["route"] = _ROUTE
        headers = [(b"content-length", b"%d" % len(answer)), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer})
