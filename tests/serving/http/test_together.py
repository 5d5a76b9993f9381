"""Requests that wait at the same time are scored together, with the same answers as one by one."""

import asyncio
import json
import threading
from collections.abc import Mapping, Sequence

import httpx
import pytest

from serving.http.match import SMALL_BYTES
from serving.http.scoring import MAX_AT_ONCE, MAX_TOGETHER
from serving.http.scoring_queue import ScoringQueue, Serve, Waiting
from serving.matching.outcomes import Outcome
from tests.support.service_fakes import TOKEN, FakeMatcher, face_of

HEADERS = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}


class Fragile(FakeMatcher):
    """A matcher that raises at the record `bad`."""

    def match_rows(
        self, rows: Sequence[Mapping[str, object]], *, limit: int = 5, explain: bool = False
    ) -> list[Outcome]:
        found = super().match_rows(rows, limit=limit, explain=explain)
        if any(row["id"] == "bad" for row in rows):
            raise KeyError("bad")
        return found


def body(*ids: str, **asked: object) -> bytes:
    return json.dumps({"kind": "person", "records": [{"id": one, "full_name": "A B"} for one in ids], **asked}).encode()


def prefetch_behind(matcher: FakeMatcher, *bodies: bytes) -> list[httpx.Response]:
    """Send all requests while one is being scored."""
    matcher.gate = threading.Event()
    face = face_of(matcher, waiting=len(bodies) + 1)

    async def run() -> list[httpx.Response]:
        first = asyncio.create_task(face.call_async("POST", "/v1/match", body("first"), HEADERS))
        await asyncio.sleep(0.1)
        others = [asyncio.create_task(face.call_async("POST", "/v1/match", one, HEADERS)) for one in bodies]
        await asyncio.sleep(0.1)
        assert matcher.gate is not None
        matcher.gate.set()
        await first
        return await asyncio.gather(*others)

    return asyncio.run(run())


def asked_together(matcher: FakeMatcher) -> list[list[object]]:
    return [[row["id"] for row in call] for call in matcher.calls[1:]]


def answered(response: httpx.Response) -> list[object]:
    assert response.status_code == 200
    return [one["record_id"] for one in response.json()["results"]]


def test_under_load_a_turn_waits_for_as_many_requests_as_the_last_one_had() -> None:
    queue = ScoringQueue(8)
    gate = threading.Event()
    turns = list[int]()

    def serve(line: Sequence[Waiting]) -> None:
        turns.append(len(line))
        gate.wait(300)
        for one in line:
            one.answer.set_result(one.body)

    async def come(n: int, apart_s: float = 0.0) -> list[asyncio.Task[bytes]]:
        tasks = []
        for _ in range(n):
            tasks.append(asyncio.create_task(queue.run(Serve(serve), b"", "")))
            await asyncio.sleep(apart_s)
        return tasks

    async def run() -> None:
        held = [*await come(1, 0.05), *await come(3)]
        gate.set()
        await asyncio.gather(*held)
        await asyncio.sleep(0.05)
        await asyncio.gather(*await come(4))
        await asyncio.sleep(0.05)
        for _ in range(2):  # three more are waited for, and do not come; then nobody is waited for
            await asyncio.gather(*await come(1))
            await asyncio.sleep(0.05)

    asyncio.run(run())
    queue.close()

    assert turns == [1, 3, 4, 1, 1]


def test_requests_with_other_options_are_scored_separately() -> None:
    matcher = FakeMatcher()

    responses = prefetch_behind(matcher, body("a"), body("b", limit=2), body("c"), body("d", explain=True))

    assert asked_together(matcher) == [["a", "c"], ["b"], ["d"]]
    assert [answered(one) for one in responses] == [["a"], ["b"], ["c"], ["d"]]


def test_a_large_request_is_scored_separately_so_that_small_ones_do_not_wait_for_it() -> None:
    matcher = FakeMatcher()
    many = [str(number) for number in range(MAX_TOGETHER)]

    responses = prefetch_behind(matcher, body("a"), body(*many), body("b"))

    assert asked_together(matcher) == [["a"], many, ["b"]]
    assert [answered(one) for one in responses] == [["a"], many, ["b"]]


def test_the_error_of_one_request_is_the_answer_of_that_request_alone() -> None:
    responses = prefetch_behind(Fragile(), body("a"), b"no json", body("bad"), body("c"), body())

    assert [one.status_code for one in responses] == [200, 400, 500, 200, 422]
    assert answered(responses[0]) == ["a"]
    assert answered(responses[3]) == ["c"]


@pytest.mark.parametrize(
    ("asked", "thread"),
    [
        (body("a"), "MainThread"),
        (body(*map(str, range(MAX_AT_ONCE))), "MainThread"),
        (body(*map(str, range(MAX_AT_ONCE + 1))), "scoring_0"),
        (body("a", explain=True), "scoring_0"),
        (body("a") + b" " * SMALL_BYTES, "scoring_0"),
    ],
)
def test_few_records_are_scored_by_the_event_loop_and_many_by_the_thread(asked: bytes, thread: str) -> None:
    matcher = FakeMatcher()

    response = face_of(matcher).match(asked)

    assert response.status_code == 200
    assert matcher.threads == {thread}


def test_simultaneous_requests_are_scored_together_by_the_event_loop() -> None:
    matcher = FakeMatcher()
    face = face_of(matcher)

    async def run() -> list[httpx.Response]:
        return await asyncio.gather(
            *(face.call_async("POST", "/v1/match", body(one), HEADERS) for one in ("a", "b", "c"))
        )

    responses = asyncio.run(run())

    assert [answered(one) for one in responses] == [["a"], ["b"], ["c"]]
    assert [[row["id"] for row in call] for call in matcher.calls] == [["a", "b", "c"]]
    assert matcher.threads == {"MainThread"}


def test_requests_of_unknown_duration_are_served_by_the_thread() -> None:
    queue = ScoringQueue(8)
    threads = list[str]()

    def serve(line: Sequence[Waiting]) -> None:
        threads.append(threading.current_thread().name)
        for one in line:
            one.answer.set_result(one.body)

    def fails(_: Sequence[Waiting]) -> bool:
        raise OSError("the disk is gone")

    assert asyncio.run(queue.run(Serve(serve, fails), b"a", "")) == b"a"
    queue.close()

    assert threads == ["scoring_0"]
