"""Every route against a token that opens nothing, a token of another task, and a token of another tenant."""

import logging

import pytest

from serving.rules.vocabulary import Scope
from tests.attack.siege import ATTACKER, NOBODY, OF_CONTRACT, SECRET, VICTIM, Siege, shows_secret, tokens_of_no_use
from tests.attack.surface import Operation
from tests.support.tenant import ADMIN, SELLER

ANY_TOKEN = {"/v1/match", "/v1/schema"}
"""Routes that any tenant may call, with nothing of a tenant in their answers."""


def test_a_token_of_no_use_opens_nothing(siege: Siege, operation: Operation, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    tokens = tokens_of_no_use(siege.attacker)
    answers = {name: siege.send(operation, ATTACKER, token) for name, token in tokens.items()}

    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code != 401} == {}
    assert not any(map(shows_secret, answers.values()))
    assert len({answer.json()["type"] for answer in answers.values()}) == 1
    assert SECRET not in of_us(caplog)


def test_a_token_of_another_task_is_refused(siege: Siege, operation: Operation) -> None:
    others = tuple(scope for scope in OF_CONTRACT if scope.value not in operation.scopes)
    if operation.path in ANY_TOKEN or not others:
        assert operation.path in ANY_TOKEN or operation.path.endswith(("/jobs/{job_id}", "/jobs/{job_id}/file"))
        return

    answer = siege.send(operation, ATTACKER, siege.attacker.token(*others))

    assert answer.status_code == 403, answer.text


def test_another_tenant_s_contract_is_not_told_from_none(
    siege: Siege, operation: Operation, caplog: pytest.LogCaptureFixture
) -> None:
    if not operation.is_of_contract:
        return
    caplog.set_level(logging.INFO)
    before = siege.victim_s_rows()

    answers = [
        siege.send(operation, contract_id, siege.attacker.token(*OF_CONTRACT), acting=acting)
        for contract_id in (VICTIM, NOBODY)
        for acting in (ADMIN, SELLER)
    ]

    assert {answer.status_code for answer in answers} == {404}, answers[0].text
    assert len({answer.text for answer in answers}) == 1
    assert not any(map(shows_secret, answers))
    assert not any("idempotent-replay" in answer.headers for answer in answers)
    assert siege.victim_s_rows() == before
    assert SECRET not in of_us(caplog)


def test_the_operator_s_routes_are_no_tenant_s(siege: Siege, operation: Operation) -> None:
    if operation.scopes != {Scope.OPERATOR.value}:
        return

    answer = siege.send(operation, ATTACKER, siege.attacker.token(*OF_CONTRACT))

    assert answer.status_code == 403, answer.text


def of_us(caplog: pytest.LogCaptureFixture) -> str:
    """What the service logged; the test's own HTTP client logs the URLs that it calls."""
    return "\n".join(one.getMessage() for one in caplog.records if not one.name.startswith(("httpx", "httpcore")))
