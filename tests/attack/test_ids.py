"""The attacker's own contract with the victim's ids, keys and users: nothing of the victim is shown or changed."""

import logging

import pytest

from tests.attack.surface import Operation
from tests.attack.two_tenants import ATTACKER, OF_CONTRACT, SECRET, VICTIM, TwoTenants, shows_secret
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER


@pytest.mark.parametrize("acting", [ADMIN, SELLER])
def test_the_victim_s_ids_open_nothing_on_another_contract(
    both: TwoTenants, operation: Operation, acting: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    before = both.victim_s_rows()

    answer = both.send(operation, ATTACKER, both.attacker.token(*OF_CONTRACT), acting=acting)

    assert answer.status_code < 500 or answer.status_code == 503, answer.text
    assert not shows_secret(answer), answer.text
    assert SECRET not in "".join(one.getMessage() for one in caplog.records if one.name != "httpx")
    assert both.victim_s_rows() == before


def test_the_victim_s_ids_are_not_found_on_another_contract(both: TwoTenants, operation_on_one: Operation) -> None:
    answer = both.send(operation_on_one, ATTACKER, both.attacker.token(*OF_CONTRACT))

    assert answer.status_code == 404, answer.text
    assert not shows_secret(answer)


@pytest.mark.parametrize("acting", [ADMIN, OTHER_SELLER])
def test_the_victim_s_own_users_get_no_replay_of_each_other(
    both: TwoTenants, operation_repeated: Operation, acting: str
) -> None:
    answer = both.send(operation_repeated, VICTIM, both.victim.token(*OF_CONTRACT), acting=acting)

    assert "idempotent-replay" not in answer.headers
