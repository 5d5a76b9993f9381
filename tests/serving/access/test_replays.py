"""A replay goes to the same caller alone, holds no personal value or secret, and is deleted with its subject."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import select

from serving.access.clients import create_client
from serving.access.tokens import Tokens
from serving.store.tables.contracts import clients
from serving.vocabulary.terms import Scope
from tests.support.activity_tenant import SENT
from tests.support.databases import ON_BOTH
from tests.support.small_network import contact
from tests.support.stored_answers import KEY, MEMBER, USER, is_replay, judge, stored, stored_texts
from tests.support.sync_tenant import T3, Sync, upsert
from tests.support.tenant import ADMIN, SELLER, Tenant


def test_a_replay_is_refused_without_the_scope_of_the_first_request(sync: Sync, tenant: Tenant) -> None:
    sync.send(MEMBER)
    both = tenant.token(Scope.APP, Scope.ADMIN)
    caller = Tokens.of(tenant.store).read(both, tenant.clock())
    narrow = Tokens.of(tenant.store).issue(replace(caller, scopes=frozenset({Scope.APP})), tenant.clock())
    body = {"object": "contact", "record_id": "P1", "verdict": "match", "profile_id": "M1"}

    answers = [
        tenant.ask("POST", "/judgements", body, acting=ADMIN, headers=KEY | {"Authorization": f"Bearer {token}"})
        for token in (both, narrow)
    ]

    assert [answer.status_code for answer in answers] == [200, 422]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/records/contact/P1", None),
        ("GET", "/records?q=lee", None),
        ("POST", "/badges", {"kind": "person", "profiles": ["M1"]}),
        ("POST", "/activities?dry_run=true", SENT),
    ],
)
def test_reads_are_never_stored(
    sync: Sync, tenant: Tenant, method: str, path: str, body: Mapping[str, object] | None
) -> None:
    sync.send(MEMBER)

    answers = [tenant.ask(method, path, body, acting=SELLER, headers=KEY) for _ in range(2)]

    assert [(answer.status_code, is_replay(answer)) for answer in answers] == [(200, False)] * 2
    assert stored(tenant) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"op": "delete", "object": "contact", "id": "P1", "modified_at": T3},
        {"op": "merge", "object": "contact", "id": "P1", "into": "P2", "modified_at": T3},
    ],
)
@ON_BOTH
def test_a_stored_answer_is_deleted_with_its_record(sync: Sync, tenant: Tenant, change: Mapping[str, str]) -> None:
    """D9."""
    sync.send(MEMBER, upsert("contact", id="P2", **contact("M2")))
    judge(tenant)
    tenant.ask(
        "PUT", "/records/contact/P2/link", {"profile_id": "M2"}, acting=SELLER, headers={"Idempotency-Key": "k2"}
    )
    assert stored(tenant) == 2

    sync.send(change)

    assert stored(tenant) == 1
    assert not is_replay(judge(tenant))


def test_the_stored_answer_of_a_user_s_switches_holds_no_name(sync: Sync, tenant: Tenant) -> None:
    """S81."""
    sync.bulk("user", [USER])

    answers = [
        tenant.ask("PATCH", f"/users/{SELLER}", {"auto_save": False}, scopes=Scope.ADMIN, acting=ADMIN, headers=KEY)
        for _ in range(2)
    ]

    first, second = (answer.json() for answer in answers)
    assert (first["name"], first["withheld"]) == (USER["name"], None)
    assert second == first | {"name": None, "email": None, "withheld": "replay"}
    assert is_replay(answers[1])
    assert [text for text in stored_texts(tenant) if USER["name"] in text or USER["email"] in text] == []


@pytest.mark.parametrize("is_rotation", [False, True])
def test_a_client_s_secret_is_in_no_replay(tenant: Tenant, is_rotation: bool) -> None:
    body: dict[str, object] = {"scopes": ["sync"]}
    if is_rotation:
        with tenant.store.writing() as connection:
            body["client_id"] = create_client(connection, tenant.contract_id, [Scope.SYNC], tenant.clock()).id

    answers = [tenant.ask("POST", "/clients", body, scopes=Scope.OPERATOR, headers=KEY) for _ in range(2)]

    first, second = (answer.json() for answer in answers)
    assert [answer.status_code for answer in answers] == [201, 201]
    assert first["withheld"] is None
    assert second == first | {"client_secret": None, "withheld": "replay"}
    assert first["client_secret"] not in answers[1].text
    assert [text for text in stored_texts(tenant) if first["client_secret"] in text] == []
    with tenant.store.reading() as connection:
        kept = connection.execute(select(clients.c.secret_hash).where(clients.c.id == first["client_id"])).scalar_one()
    assert kept, "the replay made no other secret"
