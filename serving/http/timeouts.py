"""The time limit of a request, whose timer ends with the request.

BentoML's middleware schedules a `call_later(timeout)` for every request and never cancels it, so that each request's
context stays in memory for the whole timeout; `serving.service` removes it.
"""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.http.wire.problems import TIMED_OUT, problem_response


class RequestTimeout:
    """Answers 504 when the inner application has not begun its answer in time; a begun answer is aborted."""

    def __init__(self, app: ASGIApp, timeout_s: float) -> None:
        self._app = app
        self._timeout_s = timeout_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_begun = False

        async def send_on(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            async with asyncio.timeout(self._timeout_s) as limit:
                await self._app(scope, receive, send_on)
        except TimeoutError:
            if has_begun or not limit.expired():
                raise
            response = problem_response(TIMED_OUT, f"got no answer within {self._timeout_s:g} s")
            await response(scope, receive, send)
