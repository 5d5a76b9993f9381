"""Stored answers end with the instance and the contract that they belong to."""

from sqlalchemy import delete, select

from serving.store.tables.work import idempotency
from serving.vocabulary.terms import Scope
from tests.support.databases import ON_BOTH
from tests.support.leaving_tenant import leave
from tests.support.stored_answers import KEY, MEMBER, is_replay, judge, plain_hashes, stored_texts
from tests.support.sync_tenant import Sync
from tests.support.tenant import Tenant

pytestmark = ON_BOTH


def test_disconnecting_deletes_the_instance_s_stored_answers_at_once(sync: Sync, tenant: Tenant) -> None:
    """S78."""
    sync.send(MEMBER)
    judge(tenant)
    assert len(stored_texts(tenant)) == 1

    leave(tenant)

    assert stored_texts(tenant) == []


def test_terminating_deletes_every_stored_answer_of_the_contract_but_its_own(sync: Sync, tenant: Tenant) -> None:
    """S78."""
    sync.send(MEMBER)
    judge(tenant)
    tenant.ask("PATCH", "", {"name": "Wilhelmina Ltd"}, scopes=Scope.OPERATOR, headers=KEY)
    end = {"Idempotency-Key": "end"}

    answers = [tenant.ask("POST", "/termination", {}, scopes=Scope.REP, headers=end) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [202, 202]
    assert is_replay(answers[1])
    assert [text for text in stored_texts(tenant) if "Wilhelmina Ltd" in text or "M1" in text] == []


def test_the_stored_hash_of_a_request_cannot_be_computed_from_its_body(sync: Sync, tenant: Tenant) -> None:
    sync.send(MEMBER)
    hashes = []
    for _ in range(2):
        judge(tenant)
        with tenant.store.writing() as connection:
            hashes.append(connection.execute(select(idempotency.c.request_hash)).scalar_one())
            connection.execute(delete(idempotency))

    assert hashes[0] == hashes[1]
    assert hashes[0] not in plain_hashes(tenant)
