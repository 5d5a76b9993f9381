"""Admission: 401 without a token, 404 to another contract, 403 without the scope; refusals reveal nothing."""

from dataclasses import replace

import httpx
import pytest
from sqlalchemy import select
from starlette.types import Receive, Send
from starlette.types import Scope as Scope_

from serving.access.clients import create_client
from serving.access.rate_limits import RateExceeded, RateLimit
from serving.contract.records.services import WrapperServices
from serving.http.frame import RequestFrame
from serving.routes import surround
from serving.store.tables.work import audit
from serving.vocabulary.terms import Scope
from tests.support.databases import ON_BOTH
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER, START, Tenant
from tests.support.wrapper_web import Web, make_web, problem


def get_token(tenant: Tenant, scope: str | None = None, secret: str | None = None, **form: str) -> httpx.Response:
    with tenant.store.writing() as connection:
        client = create_client(connection, tenant.contract_id, [Scope.ADMIN, Scope.SYNC], tenant.clock())
    sent = {"grant_type": "client_credentials", "client_id": client.id, "client_secret": secret or client.secret}
    return tenant.web.call("POST", "/v1/oauth/token", data=sent | ({"scope": scope} if scope else {}) | form)


def bearer(tenant: Tenant, token: str, path: str = "/settings") -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}", "Acting-User": ADMIN}
    return tenant.web.call("GET", f"/v1/contracts/{tenant.contract_id}{path}", headers=headers)


@ON_BOTH
def test_a_client_exchanges_its_secret_for_a_token_of_fifteen_minutes(tenant: Tenant) -> None:
    """S75."""
    answer = get_token(tenant)

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() | {"access_token": ""} == {
        "access_token": "",
        "token_type": "Bearer",
        "expires_in": 900,
        "scope": "admin sync",
    }
    tenant.clock.forward(minutes=14, seconds=59)
    assert bearer(tenant, answer.json()["access_token"]).status_code == 200
    tenant.clock.forward(seconds=1)
    assert problem(bearer(tenant, answer.json()["access_token"])) == (401, "token-wrong")


@pytest.mark.parametrize("header", [None, "Basic abc", "Bearer", "Bearer abc", "Bearer a.b.c", f"Bearer {'x' * 9000}"])
def test_without_a_valid_token_every_route_answers_401(tenant: Tenant, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    paths = [f"/v1/contracts/{tenant.contract_id}/settings", "/v1/contracts/no-such/settings", "/v1/no-such"]

    answers = [tenant.web.call("GET", path, headers=headers) for path in paths]

    assert {problem(answer) for answer in answers} == {(401, "token-wrong")}
    assert len({answer.text for answer in answers}) == 1
    assert answers[0].headers["www-authenticate"] == "Bearer"


def test_every_call_is_in_the_audit_trail_before_it_is_answered(tenant: Tenant) -> None:
    """S77."""
    tenant.ask("GET", "/users", scopes=Scope.ADMIN, acting=ADMIN, headers={"X-Request-Id": "r1"})
    tenant.ask("GET", "/users", scopes=Scope.SYNC, headers={"X-Request-Id": "r2"})
    tenant.ask("GET", "/v1/contracts/contract-9/users", scopes=Scope.ADMIN, headers={"X-Request-Id": "r3"})

    with tenant.store.reading() as connection:
        rows = connection.execute(select(audit).order_by(audit.c.seq)).all()
    action = "GET /v1/contracts/{contract_id}/users"
    assert [(row.request_id, row.status, row.action, row.acting_user, row.contract_id) for row in rows] == [
        ("r1", 200, action, ADMIN, "contract-1"),
        ("r2", 403, action, None, "contract-1"),
        ("r3", 404, action, None, "contract-1"),
    ]
    assert rows[0].subject == {"users": [ADMIN, SELLER, OTHER_SELLER]}
    assert rows[0].at == START
    assert rows[0].instance_id == tenant.instance.id


def test_what_the_operator_reads_of_models_is_in_the_audit_trail(tenant: Tenant) -> None:
    """S77."""
    for path in ("", *(f"/person/{part}" for part in ("history", "shadow", "gates", "diff", "cards"))):
        tenant.good("GET", f"/v1/models{path}", scopes=Scope.OPERATOR)

    with tenant.store.reading() as connection:
        subjects = connection.execute(select(audit.c.subject).order_by(audit.c.seq)).scalars().all()
    assert subjects == [{"models": ["person", "company"]}, *[{"models": ["person"]}] * 5]


@pytest.mark.parametrize("cursor", ["abc", "", "e30", "WzFd.", "WyJhIl0", "WzEsMl0"])
def test_an_invented_cursor_is_refused(tenant: Tenant, cursor: str) -> None:
    answer = tenant.ask("GET", f"/audit?cursor={cursor}", scopes=Scope.ADMIN, acting=ADMIN)

    assert problem(answer) == (422, "cursor-wrong")


def test_a_call_without_an_answer_is_in_the_audit_trail_too(parts: WrapperServices, tenant: Tenant) -> None:
    """S77."""

    async def never_answers(scope: Scope_, receive: Receive, send: Send) -> None:
        del scope, receive, send
        raise RuntimeError

    web = Web(RequestFrame(surround(never_answers, parts)))
    sent = {"Authorization": f"Bearer {tenant.token(Scope.ADMIN)}"}
    with pytest.raises(AssertionError):  # httpx: the application gave no answer
        web.call("GET", "/v1/contracts/contract-1/users", headers=sent)

    with tenant.store.reading() as connection:
        assert connection.execute(select(audit.c.status)).scalars().all() == [499]


def test_a_contract_over_its_rate_limit_waits_and_others_do_not() -> None:
    now = [0.0]
    limit = RateLimit(60, lambda: now[0])
    for _ in range(10):
        limit.admit("a")

    with pytest.raises(RateExceeded):
        limit.admit("a")
    limit.admit("b")
    now[0] = 1.0
    limit.admit("a")
    with pytest.raises(RateExceeded):
        limit.admit("a")


def test_too_many_calls_are_answered_429_with_retry_after(tenant: Tenant, parts: WrapperServices) -> None:
    few = replace(parts, settings=parts.settings.model_copy(update={"rate_per_minute": 6}))
    tenant.web = make_web(few)

    answers = [tenant.ask("GET", "/settings", scopes=Scope.ADMIN, acting=ADMIN) for _ in range(2)]

    assert problem(answers[1]) == (429, "rate-exceeded")
    assert answers[1].headers["retry-after"] == "10"
    assert answers[0].status_code == 200
    assert [answer.headers["ratelimit"] for answer in answers] == ['"contract";r=0;t=10'] * 2
    assert answers[0].headers["ratelimit-policy"] == '"contract";q=1;w=10'


def test_no_header_no_client_and_no_user_of_its_own_evades_a_contract_s_limit(
    tenant: Tenant, parts: WrapperServices
) -> None:
    few = replace(parts, settings=parts.settings.model_copy(update={"rate_per_minute": 6}))
    tenant.web = make_web(few)
    tenant.ask("GET", "/settings", scopes=Scope.ADMIN, acting=ADMIN)
    evasions = [
        {"X-Forwarded-For": "1.2.3.4", "Forwarded": "for=1.2.3.4"},
        {"RateLimit": '"contract";r=9;t=0', "X-Real-IP": "::1"},
        {"Authorization": f"bearer  {tenant.token(Scope.ADMIN, Scope.SYNC)}"},
    ]

    answers = [tenant.ask("GET", "/users", scopes=Scope.SYNC, acting=SELLER, headers=one) for one in evasions]
    answers.append(tenant.web.call("POST", "/v1/match", headers=evasions[2], json={}))

    assert {problem(answer) for answer in answers} == {(429, "rate-exceeded")}
