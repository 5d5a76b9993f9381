"""Hostile values in each place of each body, and addresses that are nearly those of routes."""

import copy
import json
from collections.abc import Iterator, Sequence

import pytest

from serving.vocabulary.terms import Scope
from tests.attack.surface import Operation, body_with
from tests.attack.two_tenants import ATTACKER, OF_CONTRACT, TwoTenants, shows_secret
from tests.support.tenant import ADMIN

DEEP = json.loads("[" * 400 + "]" * 400)
TEXTS: Sequence[object] = ("\ud800", "\0")
OTHERS: Sequence[object] = (DEEP, float("nan"), 10**30)
MAX_PLACES = 40
At = tuple[str | int, ...]


def places(value: object, at: At = ()) -> Iterator[tuple[At, object]]:
    """Yield every value of a body, with the way to it."""
    yield at, value
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


def test_a_hostile_value_in_any_place_of_a_body_is_refused_or_answered(
    both: TwoTenants, operation_with_body: Operation
) -> None:
    """A place of a text gets every hostile text and one of the others in turn; any other place gets two of those."""
    is_operators = operation_with_body.scopes == {Scope.OPERATOR.value}
    token = both.attacker.token(*((Scope.OPERATOR,) if is_operators else OF_CONTRACT))
    body = body_with(both.values(operation_with_body, ATTACKER), operation_with_body.example)
    for number, (at, value) in enumerate(list(places(body))[:MAX_PLACES]):
        others = [OTHERS[one % len(OTHERS)] for one in (number, number + 1)]
        for hostile in (*TEXTS, others[0]) if isinstance(value, str) else others:
            content = json.dumps(replaced(body, at, hostile)).encode()

            answer = both.send(operation_with_body, ATTACKER, token, acting=ADMIN, content=content)

            assert answer.status_code < 500 or answer.status_code == 503, (at, hostile, answer.text)
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
