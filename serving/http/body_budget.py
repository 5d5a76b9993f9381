"""A limit on the bytes of request bodies that one worker holds at once, whoever sends them."""

from fastapi import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.access.body_limits import MIB

MOST_HELD = 256 * MIB
"""Eight of the largest pages; parsed rows take about four times their bytes."""
SMALL = 64 << 10
"""A declared body of at most so many bytes is not counted: its connection bounds it."""


class BodyBudget:
    """Answers 503 to a body that finds no room among the bodies that the worker holds already."""

    def __init__(self, app: ASGIApp, most: int = MOST_HELD) -> None:
        self._app = app
        self._most = most
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _is_small(scope):
            await self._app(scope, receive, send)
            return
        body = _CountedBody(self, receive)
        try:
            await self._app(scope, body, send)
        finally:
            self._held -= body.size

    def hold(self, size: int) -> None:
        """Count bytes as held. Raises HTTPException 503 where they exceed the budget."""
        if self._held + size > self._most:
            # FastAPI lets no other kind of error pass while it reads a body
            raise HTTPException(503, "the worker holds too many bodies", {"Retry-After": "1"})
        self._held += size


class _CountedBody:
    """The body of one request, counted while it is read."""

    def __init__(self, budget: BodyBudget, receive: Receive) -> None:
        self._budget = budget
        self._receive = receive
        self.size = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        size = len(message.get("body", b""))
        self._budget.hold(size)
        self.size += size
        return message


def _is_small(scope: Scope) -> bool:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return value.isdigit() and int(value) <= SMALL
        if name == b"transfer-encoding":
            return False
    return True
