"""Judgements in batches: tried out, applied, and undone as if they had never been; on both databases."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from serving.store.tables.links import judgement_batches, statements
from serving.store.tables.work import idempotency
from serving.vocabulary.terms import Scope
from tests.support.small_network import contact
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import ADMIN, SELLER, Tenant

Row = dict[str, Any]
MEMBERS = ("M1", "M2", "M3", "M4")


@pytest.fixture
def linked(sync: Sync) -> Sync:
    sync.send(*(upsert("contact", id=member, **contact(member)) for member in MEMBERS))
    assert sync.states() == {f"contact/{member}": ("linked", member) for member in MEMBERS}
    return sync


def no(record_id: str, profile_id: str | None = None) -> Row:
    return {
        "object": "contact",
        "record_id": record_id,
        "verdict": "not_match",
        "profile_id": profile_id or record_id,
    }


def judge(tenant: Tenant, *rows: Row, dry_run: bool = False, **more: Any) -> Row:
    headers = {"Idempotency-Key": more.pop("key", uuid.uuid4().hex)}
    path = f"/judgements/batch{'?dry_run=true' if dry_run else ''}"
    sent = {"acting": SELLER} | more
    answer = tenant.ask("POST", path, {"judgements": list(rows)}, headers=headers, **sent)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def undo(tenant: Tenant, undo_id: str, user: str = SELLER, scope: Scope = Scope.APP) -> Any:
    return tenant.ask("POST", f"/judgements/batch/{undo_id}/undo", acting=user, scopes=scope)


def count(tenant: Tenant, table: Any) -> int:
    with tenant.store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_batch_whose_answer_was_lost_is_not_stated_twice(linked: Sync) -> None:
    """The stored answer is gone, as after a crash between commit and answer."""
    first = judge(linked.tenant, no("M1"), key="k")
    with linked.tenant.store.writing() as connection:
        connection.execute(idempotency.delete())

    second = judge(linked.tenant, no("M1"), key="k")

    assert second["undo_id"] == first["undo_id"]
    assert (count(linked.tenant, statements), count(linked.tenant, judgement_batches)) == (1, 1)


def test_more_than_a_thousand_rows_are_refused(tenant: Tenant) -> None:
    body = {"judgements": [no(f"R{number}") for number in range(1_001)]}

    answer = tenant.ask("POST", "/judgements/batch", body, acting=SELLER, headers={"Idempotency-Key": "k"})

    assert (answer.status_code, answer.json()["type"]) == (413, "urn:onematch:problem:too-many-judgements")


def test_another_contract_or_a_user_of_a_like_id_undoes_none(linked: Sync, new_tenant: Callable[..., Tenant]) -> None:
    other = new_tenant(contract_id="contract-2")
    linked.put("user", id=SELLER.lower(), active="true")
    done = judge(linked.tenant, no("M1"))

    assert undo(linked.tenant, done["undo_id"], SELLER.lower()).status_code == 404
    assert undo(other, done["undo_id"]).status_code == 404
    assert undo(other, done["undo_id"], ADMIN, Scope.ADMIN).status_code == 404
