"""The body of a request is limited by its route."""

from collections.abc import AsyncIterator

import pytest

from serving.access.body_limits import MIB
from serving.vocabulary.terms import Scope
from tests.support.tenant import ADMIN, Tenant
from tests.support.wrapper_web import problem

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("method", "path", "limit"),
    [
        ("PATCH", "/settings", MIB),
        ("POST", "/changes", 8 * MIB),
        ("PUT", "/imports/i1/pages/1", 32 * MIB),
        ("POST", "/v1/universe/changes", 8 * MIB),
        ("POST", "/v1/contracts", 16 * MIB),
    ],
)
def test_a_body_beyond_the_limit_of_its_route_is_refused_with_its_length_declared_or_not(
    tenant: Tenant, method: str, path: str, limit: int
) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b'"'
        for _ in range(limit // MIB):
            yield b" " * MIB
        yield b'"'
        raise AssertionError("read on behind the limit")

    scopes = Scope.OPERATOR if path.startswith("/v1/") else Scope.ADMIN if path == "/settings" else Scope.SYNC
    for body in (b" " * (limit + 1), endless()):
        answer = tenant.ask(method, path, body, scopes=scopes, acting=ADMIN, headers=JSON)

        assert problem(answer) == (413, "body-too-large")
        assert answer.json()["detail"] == f"got more than {limit} bytes, expected at most that many"


@pytest.mark.parametrize(("path", "scope"), [("/changes", Scope.SYNC), ("/v1/universe/changes", Scope.OPERATOR)])
def test_changes_are_counted_before_they_are_validated(tenant: Tenant, path: str, scope: Scope) -> None:
    answer = tenant.ask("POST", path, {"kind": "person", "changes": [1] * 1001}, scopes=scope)

    assert answer.status_code == 413
    assert answer.json()["detail"] == "got 1001 changes, expected at most 1000"
