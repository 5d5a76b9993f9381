"""Calls of a connector: what is repeated, how long it waits, and what is refused."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from serving.crm.calling import PATIENCE_S, REPEATED, ApiCaller, CallFailed, CallRefused
from serving.crm.credentials import FixedToken, GrantedToken
from serving.crm.requests import CrmRequest

Answers = Iterator[httpx.Response | Exception]
GET = CrmRequest("GET", "/x")


class Machine:
    """A clock that waiting moves on."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waited = list[float]()

    def sleep(self, seconds: float) -> None:
        self.waited.append(round(seconds, 3))
        self.now += seconds


def caller(machine: Machine, *answers: httpx.Response | Exception, forever: httpx.Response | None = None) -> ApiCaller:
    left = list(answers)

    def answer(_: httpx.Request) -> httpx.Response:
        found = left.pop(0) if left else forever
        assert found is not None, "one call too many"
        if isinstance(found, Exception):
            raise found
        return httpx.Response(found.status_code, headers=found.headers, content=found.content)

    http = httpx.Client(transport=httpx.MockTransport(answer))
    return ApiCaller(
        name="crm",
        http=http,
        address="https://crm.example",
        credentials=FixedToken("t"),
        sleep=machine.sleep,
        seconds=lambda: machine.now,
    )


def ok(**headers: str) -> httpx.Response:
    return httpx.Response(200, json={"results": []}, headers=headers)


@pytest.mark.parametrize("status", sorted(REPEATED))
def test_a_busy_answer_is_called_again_with_growing_pauses(status: int) -> None:
    machine = Machine()

    caller(machine, *[httpx.Response(status)] * 3, ok()).call(GET)

    assert machine.waited == [0.5, 1.0, 2.0]


@pytest.mark.parametrize("failure", [httpx.ConnectError("x"), httpx.Response(200, content=b'{"results": [')])
def test_a_call_without_an_answer_or_with_half_of_one_is_made_again(failure: httpx.Response | Exception) -> None:
    assert caller(Machine(), failure, ok()).call(GET) == {"results": []}


def test_retry_after_is_kept_in_seconds_and_as_a_date() -> None:
    machine = Machine()
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    dates = {"Retry-After": format_datetime(now + timedelta(seconds=7)), "Date": format_datetime(now)}

    caller(machine, httpx.Response(429, headers={"Retry-After": "3"}), httpx.Response(503, headers=dates), ok()).call(
        GET
    )

    assert machine.waited == [3.0, 7.0]


def test_a_call_gives_up_after_its_patience() -> None:
    machine = Machine()

    with pytest.raises(CallFailed, match="status 503"):
        caller(machine, forever=httpx.Response(503)).call(GET)

    assert PATIENCE_S - 60 <= sum(machine.waited) <= PATIENCE_S


def test_a_daily_limit_fails_at_once() -> None:
    machine = Machine()

    with pytest.raises(CallFailed, match="status 429"):
        caller(machine, httpx.Response(429, headers={"Retry-After": "40000"})).call(GET)

    assert machine.waited == []


def test_the_last_call_of_an_interval_is_followed_by_a_pause() -> None:
    machine = Machine()
    limits = {"X-HubSpot-RateLimit-Remaining": "0", "X-HubSpot-RateLimit-Interval-Milliseconds": "10000"}
    found = caller(machine, ok(**limits), ok())

    found.call(GET)
    found.call(GET)

    assert machine.waited == [10.0]


def test_searches_keep_their_distance() -> None:
    machine = Machine()
    found = caller(machine, ok(), ok(), ok())

    for _ in range(2):
        found.call(CrmRequest("POST", "/search"), at_least_s=0.25)
    found.call(GET)

    assert machine.waited == [0.25]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422])
def test_a_refusal_is_not_repeated_and_says_why(status: int) -> None:
    refusal = httpx.Response(status, json={"message": "no such thing"})

    with pytest.raises(CallRefused, match="no such thing") as refused:
        caller(Machine(), refusal).call(GET)

    assert refused.value.status == status


def granted(machine: Machine, answer: Callable[[httpx.Request], httpx.Response], kept: list[str]) -> GrantedToken:
    http = httpx.Client(transport=httpx.MockTransport(answer))
    form = {"grant_type": "refresh_token", "refresh_token": "old"}
    return GrantedToken(
        http=http,
        urls=("https://crm.example/token",),
        form=form,
        keep=kept.append,
        seconds=lambda: machine.now,
        sleep=machine.sleep,
    )


def test_a_granted_token_is_refreshed_before_it_runs_out_and_its_refresh_token_kept() -> None:
    machine = Machine()
    kept = list[str]()
    number = [0]

    def answer(_: httpx.Request) -> httpx.Response:
        number[0] += 1
        return httpx.Response(200, json={"access_token": f"a{number[0]}", "refresh_token": "new", "expires_in": 1800})

    found = granted(machine, answer, kept)
    first = found.header()
    machine.now = 1739.0
    again = found.header()
    machine.now = 1741.0

    assert (first, again, found.header()) == ("Bearer a1", "Bearer a1", "Bearer a2")
    assert kept == ["new"]


def test_a_token_that_is_refused_is_replaced_once() -> None:
    machine = Machine()
    grant = granted(machine, lambda _: httpx.Response(200, json={"access_token": "a", "expires_in": 60}), [])
    found = caller(machine, httpx.Response(401), httpx.Response(401, json={"message": "no"}))
    found.credentials = grant
    with pytest.raises(CallRefused, match="401"):
        found.call(GET)


def test_a_token_that_runs_out_again_while_a_call_waits_is_replaced_again() -> None:
    tokens = iter("abc")
    grants = httpx.Client(
        transport=httpx.MockTransport(lambda _: httpx.Response(200, json={"access_token": next(tokens)}))
    )
    machine = Machine()
    busy = caller(machine, httpx.Response(401), httpx.Response(429), httpx.Response(401), ok())
    busy.credentials = GrantedToken(grants, ("https://crm.example/token",), {})

    assert busy.call(GET) == {"results": []}
    assert busy.credentials.header() == "Bearer c"
