"""Hostile values in each place of each body, and addresses that are nearly those of routes."""

import copy
import json
from collections.abc import Iterator, Mapping

import pytest

from serving.vocabulary.terms import Scope
from tests.attack.surface import Operation, body_with
from tests.attack.two_tenants import ATTACKER, OF_CONTRACT, TwoTenants, shows_secret
from tests.support.tenant import ADMIN

DEEP = json.loads("[" * 400 + "]" * 400)
VALUES: Mapping[str, object] = {
    "deep list": DEEP,
    "half surrogate": "\ud800",
    "not a number": float("nan"),
    "zero byte": "\0",
    "beyond all integers": 10**30,
}
MAX_PLACES = 40
At = tuple[str | int, ...]


def places(value: object, at: At = ()) -> Iterator[At]:
    """Yield the way to every value of a body."""
    yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in items:
        yield from places(inner, (*at, name))


def replaced(body: object, at: At, value: object) -> object:
    """Return a copy of a body with another value at one place."""
    if not at:
        return value
    made: object = copy.deepcopy(body)
    inner = made
    for name in at[:-1]:
        inner = inner[name]  # type: ignore[index]
    inner[at[-1]] = value  # type: ignore[index]
    return made


@pytest.mark.parametrize("name", VALUES)
def test_a_hostile_value_in_any_place_of_a_body_is_refused_or_answered(
    both: TwoTenants, operation_with_body: Operation, name: str
) -> None:
    is_operators = operation_with_body.scopes == {Scope.OPERATOR.value}
    token = both.attacker.token(*((Scope.OPERATOR,) if is_operators else OF_CONTRACT))
    body = body_with(both.values(operation_with_body, ATTACKER), operation_with_body.example)
    for at in list(places(body))[:MAX_PLACES]:
        content = json.dumps(replaced(body, at, VALUES[name])).encode()

        answer = both.send(operation_with_body, ATTACKER, token, acting=ADMIN, content=content)

        assert answer.status_code < 500 or answer.status_code == 503, (at, answer.text)
        assert not shows_secret(answer)


@pytest.mark.parametrize("path", ["/v1/schema%0A", "/healthz%0A", "/metrics%0D", "/v1/match%0A", "/console/enter%0A"])
def test_an_address_with_a_control_character_is_that_of_no_route(both: TwoTenants, path: str) -> None:
    headers = {"Authorization": f"Bearer {both.attacker.token(*OF_CONTRACT)}"}

    answer = both.attacker.web.call("GET", path, headers=headers)

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/v1/schema/", "/docs/", f"/v1/contracts/{ATTACKER}/records/"])
def test_no_answer_leads_to_a_host_that_the_request_named(both: TwoTenants, path: str) -> None:
    headers = {"Authorization": f"Bearer {both.attacker.token(*OF_CONTRACT)}", "Host": "evil.example"}

    answer = both.attacker.web.call("GET", path, headers=headers)

    assert answer.status_code == 404
    assert "evil.example" not in str(answer.headers)
