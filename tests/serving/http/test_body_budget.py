"""One worker holds a bounded number of bytes of bodies, however many callers send them."""

import asyncio
import json

import pytest
from fastapi import HTTPException
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from features.schema.texts import PSEUDO, spoken
from serving.http.frame import SMALL, BodyBudget
from serving.http.problem_table import _answer_http
from serving.http.wire.problems import PREFIX
from tests.support.unbracketed import outside

CHUNK = SMALL + 1


class Holder:
    """Reads a whole body and holds it until it is released."""

    def __init__(self) -> None:
        self.released = asyncio.Event()
        self.sizes = list[int]()

    async def __call__(self, _scope: Scope, receive: Receive, _send: Send) -> None:
        size = 0
        more = True
        while more:
            message = await receive()
            size = size + len(message["body"])
            more = message["more_body"]
        self.sizes.append(size)
        await self.released.wait()


def request(*sizes: int, declared: bool = True) -> tuple[Scope, Receive]:
    """A request whose body comes in chunks of these sizes."""
    length = (b"content-length", b"%d" % sum(sizes)) if declared else (b"transfer-encoding", b"chunked")
    waiting = list(sizes)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"x" * waiting.pop(0), "more_body": bool(waiting)}

    return {"type": "http", "headers": [length]}, receive


async def ignore(_: Message) -> None:
    """Answers are not looked at."""


async def both(budget: BodyBudget, holder: Holder, first: tuple[Scope, Receive], second: tuple[Scope, Receive]) -> None:
    """Let a second request come while the first is held, then release both."""
    held = asyncio.create_task(budget(*first, ignore))
    await asyncio.sleep(0)
    try:
        asyncio.get_running_loop().call_later(0.05, holder.released.set)
        await budget(*second, ignore)
    finally:
        holder.released.set()
        await held


@pytest.mark.parametrize("declared", [True, False])
def test_a_body_beyond_what_the_worker_may_hold_is_asked_to_come_later(declared: bool) -> None:
    async def scenario() -> HTTPException:
        holder = Holder()
        budget = BodyBudget(holder, most=2 * CHUNK)
        with pytest.raises(HTTPException) as refused:
            await both(budget, holder, request(CHUNK), request(CHUNK, 1, declared=declared))
        assert holder.sizes == [CHUNK]
        return refused.value

    with spoken(PSEUDO):
        error = asyncio.run(scenario())
        answer = asyncio.run(_answer_http(Request({"type": "http"}), error))

    problem = json.loads(bytes(answer.body))
    assert (answer.status_code, answer.headers["Retry-After"], problem["type"]) == (503, "1", PREFIX + "queue-full")
    assert outside(problem["detail"]) == []


def test_room_is_given_back_when_a_request_ends() -> None:
    async def scenario() -> list[int]:
        holder = Holder()
        holder.released.set()
        budget = BodyBudget(holder, most=CHUNK)
        for _ in range(3):
            await budget(*request(CHUNK), ignore)
        return holder.sizes

    assert asyncio.run(scenario()) == [CHUNK] * 3


def test_small_declared_bodies_are_not_counted() -> None:
    async def scenario() -> list[int]:
        holder = Holder()
        budget = BodyBudget(holder, most=1)
        await both(budget, holder, request(SMALL), request(SMALL))
        return holder.sizes

    assert asyncio.run(scenario()) == [SMALL, SMALL]
