"""Every route with an invalid token, a token of another scope, and a token of another tenant."""

import logging

import pytest

from tests.attack.conftest import in_turn
from tests.attack.surface import Operation
from tests.attack.two_tenants import (
    ATTACKER,
    NOBODY,
    OF_CONTRACT,
    SECRET,
    VICTIM,
    TwoTenants,
    shows_secret,
)
from tests.support.tenant import ADMIN, SELLER

ANY_TOKEN = {"/v1/match", "/v1/explain", "/v1/schema", "/v1/passport-keys"}
"""Routes for any tenant, whose answers hold no data of a tenant."""


def test_an_invalid_token_opens_nothing(
    both: TwoTenants, operation: Operation, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    tokens = in_turn(operation, [*both.invalid_tokens.items()], 3)
    answers = {name: both.send(operation, ATTACKER, token) for name, token in tokens}

    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code != 401} == {}
    assert not any(map(shows_secret, answers.values()))
    assert len({answer.json()["type"] for answer in answers.values()}) == 1
    assert SECRET not in of_us(caplog)


def test_a_token_of_another_scope_is_refused(both: TwoTenants, operation: Operation) -> None:
    others = tuple(scope for scope in OF_CONTRACT if scope.value not in operation.scopes)
    if operation.path in ANY_TOKEN or not others:
        assert operation.path in ANY_TOKEN or operation.path.endswith(
            ("/jobs", "/jobs/{job_id}", "/jobs/{job_id}/file")
        )
        return

    answer = both.send(operation, ATTACKER, both.attacker.token(*others))

    assert answer.status_code == 403, answer.text


def test_another_tenant_s_contract_gets_the_same_answer_as_a_missing_one(
    both: TwoTenants, operation_of_contract: Operation, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    before = both.victim_s_rows()

    answers = [
        both.send(operation_of_contract, contract_id, both.attacker.token(*OF_CONTRACT), acting=acting)
        for contract_id in (VICTIM, NOBODY)
        for acting in (ADMIN, SELLER)
    ]

    assert {answer.status_code for answer in answers} == {404}, answers[0].text
    assert len({answer.text for answer in answers}) == 1
    assert not any(map(shows_secret, answers))
    assert not any("idempotent-replay" in answer.headers for answer in answers)
    assert both.victim_s_rows() == before
    assert SECRET not in of_us(caplog)


def of_us(caplog: pytest.LogCaptureFixture) -> str:
    """What the service logged; the test's own HTTP client logs the URLs that it calls."""
    return "\n".join(one.getMessage() for one in caplog.records if not one.name.startswith(("httpx", "httpcore")))
