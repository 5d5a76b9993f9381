"""A repeated request with its Idempotency-Key gets the stored answer; a different request is refused."""

from datetime import timedelta

import httpx
import pytest
from sqlalchemy import func, select

from serving.access.idempotency import (
    KEPT,
    KeyedRequest,
    KeyInUse,
    StoredAnswer,
    forget_old,
    release,
    remember,
    reserve,
)
from serving.store.store import Store
from serving.store.tables.contracts import contracts
from serving.vocabulary.terms import Scope
from tests.support.databases import ON_BOTH
from tests.support.tenant import START, Tenant
from tests.support.wrapper_web import problem

pytestmark = ON_BOTH

REQUEST = KeyedRequest("contract-1", "own/c1", "", "k1", "a hash")


def make_contract(tenant: Tenant, key: str | None = "k1", name: str = "Acme") -> httpx.Response:
    headers = {} if key is None else {"Idempotency-Key": key}
    return tenant.ask("POST", "/v1/contracts", {"name": name}, scopes=Scope.OPERATOR, headers=headers)


def test_a_repeated_request_gets_the_stored_answer_and_changes_nothing(tenant: Tenant) -> None:
    first = make_contract(tenant)
    second = make_contract(tenant)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert second.headers["idempotent-replay"] == "true"
    with tenant.store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(contracts)).scalar() == 2


@pytest.mark.parametrize("key", [None, "", " ", "x" * 201, "a b"])
def test_a_call_that_creates_something_needs_a_key(tenant: Tenant, key: str | None) -> None:
    answer = make_contract(tenant, key)

    assert problem(answer) == (400, "idempotency-key-missing")


def test_a_concurrent_request_with_the_same_key_is_refused(store: Store) -> None:
    key = store.vault.own
    with store.writing() as connection:
        assert reserve(connection, REQUEST, key, START) is None
        with pytest.raises(KeyInUse):
            reserve(connection, REQUEST, key, START + timedelta(minutes=1))


def test_a_request_whose_process_died_may_be_repeated_and_makes_the_same_ids(store: Store) -> None:
    key = store.vault.own
    with store.writing() as connection:
        reserve(connection, REQUEST, key, START)

        assert reserve(connection, REQUEST, key, START + timedelta(minutes=2)) is None
        with pytest.raises(KeyInUse):
            reserve(connection, REQUEST, key, START + timedelta(minutes=2))
        remember(connection, REQUEST, key, StoredAnswer(201, b"{}"), START)
        assert reserve(connection, REQUEST, key, START) == StoredAnswer(201, b"{}")

    assert REQUEST.name("contract") == KeyedRequest("contract-1", "own/c1", "", "k1", "a hash").name("contract")
    assert REQUEST.name("contract") != REQUEST.name("client")


def test_a_stored_answer_is_never_released(store: Store) -> None:
    key = store.vault.own
    with store.writing() as connection:
        reserve(connection, REQUEST, key, START)
        remember(connection, REQUEST, key, StoredAnswer(204, b""), START)
        release(connection, REQUEST)

        assert reserve(connection, REQUEST, key, START) == StoredAnswer(204, b"")
        forget_old(connection, START + KEPT)
        assert reserve(connection, REQUEST, key, START) is None
