"""Changes that name some fields of a record only, and upserts that lose what a record held (D22)."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from serving.store.tables.contracts import users
from serving.store.tables.records import opportunities
from serving.vocabulary.terms import Scope
from tests.support.small_network import account, contact
from tests.support.sync_tenant import T1, T2, T3, Sync, upsert
from tests.support.tenant import ADMIN, Tenant


def patch(crm_object: str, **record: Any) -> dict[str, Any]:
    return {"op": "patch", "object": crm_object, "record": record}


def status(sync: Sync, *changes: dict[str, Any]) -> list[str]:
    return [one["status"] for one in sync.send(*changes)]


def test_a_patch_clears_fields_that_it_names_as_null_and_leaves_the_rest(sync: Sync) -> None:
    """D22."""
    sync.put("contact", id="P1", modified_at=T1, title="Buyer", city="Austin", last_name="Lee")

    sync.send(patch("contact", id="P1", title=None, city="Boston", modified_at=T2))

    assert sync.payloads("contact")["P1"] == {"id": "P1", "last_name": "Lee", "city": "Boston", "modified_at": T2}


def test_a_patch_of_a_missing_record_is_rejected_until_its_upsert_arrives(sync: Sync) -> None:
    """D22: neither an unknown record nor a deleted one has the fields that a patch leaves out."""
    early = sync.send(patch("contact", id="P1", title="Buyer", modified_at=T2))[0]
    in_turn = status(
        sync,
        upsert("contact", id="P1", modified_at=T1, **contact("M1")),
        patch("contact", id="P1", title="Buyer", modified_at=T2),
    )
    sync.send({"op": "delete", "object": "contact", "id": "P1", "modified_at": T2})
    late = status(
        sync,
        patch("contact", id="P1", title="Clerk", modified_at=T1),
        patch("contact", id="P1", title="Clerk", modified_at=T2),
        patch("contact", id="P1", title="Clerk", modified_at=T3),
    )

    assert early["status"] == "rejected"
    assert early["reason"] == "got a patch of a record that is not there, expected an upsert of the whole record"
    assert in_turn == ["applied", "applied"]
    assert late == ["stale", "stale", "rejected"]


@pytest.mark.parametrize(
    ("record", "shape", "reason"),
    [
        ({"id": "P1", "colour": "red"}, "canonical", "got no column of a contact, expected those that changed"),
        ({"id": "P1", "modified_at": T2}, "canonical", "got no column of a contact, expected those that changed"),
        ({"title": "Buyer"}, "canonical", "id: got nothing, expected the record's id"),
        ({"id": "P1", "title": {}}, "canonical", "title: got an object, expected text"),
        ({"id": "P1", "properties": {}}, "hubspot", "got a patch in the shape hubspot, expected canonical columns"),
    ],
)
def test_an_unreadable_patch_is_rejected_with_a_reason(
    sync: Sync, record: dict[str, Any], shape: str, reason: str
) -> None:
    """D22."""
    sync.put("contact", id="P1", modified_at=T1, **contact("M1"))

    taken = sync.send({"op": "patch", "object": "contact", "record": record}, shape=shape)[0]

    assert (taken["status"], taken["reason"]) == ("rejected", reason)


def test_a_patched_deal_keeps_its_account_people_and_revenue(sync: Sync) -> None:
    """D22, S46, D10: a reference to a merged account follows it."""
    sync.tenant.settings(revenue_field="arr")
    sync.send(upsert("account", id="A1", **account("C1")), upsert("account", id="A2", **account("C2")))
    sync.put("opportunity", id="O1", account_id="A1", status="open", arr="7", owner_id="U1", modified_at=T1)
    sync.send({"op": "merge", "object": "account", "id": "A1", "into": "A2"})

    sync.send(patch("opportunity", id="O1", close_date="2026-04-01", modified_at=T2))
    sync.send(patch("opportunity", id="O1", arr=None, status="won", modified_at=T3))

    with sync.tenant.store.reading() as connection:
        row = connection.execute(select(opportunities)).one()
    assert (row.account_id, row.owner_id, row.status, str(row.closed_on)) == ("A2", "U1", "won", "2026-04-01")
    assert "arr" not in sync.payloads("opportunity")["O1"]


@pytest.mark.parametrize("sso", [False, True])
def test_a_patched_user_keeps_name_address_and_seat(new_tenant: Callable[..., Tenant], sso: bool) -> None:
    """D22, S81, S73."""
    sync = Sync(new_tenant(sso=sso))
    sync.put("user", id="U9", name="Una", email="una@seller.example", sso_subject="una", modified_at=T1)

    def row() -> Any:
        with sync.tenant.store.reading() as connection:
            return connection.execute(select(users).where(users.c.id == "U9")).one()

    before = row()
    statuses = status(
        sync,
        patch("user", id="U9", active="false", modified_at=T2),
        patch("user", id="U9", active="true", modified_at=T3),
        patch("user", id="U8", active="false", modified_at=T3),
    )

    after = row()
    [shown] = [
        one
        for one in sync.tenant.ask("GET", "/users", scopes=Scope.ADMIN, acting=ADMIN).json()["items"]
        if one["id"] == "U9"
    ]
    assert statuses == ["applied", "applied", "rejected"]
    assert (before.sealed is None, before.email_hash is None) == (sso, sso)
    assert (after.subject_hash, after.email_hash, after.active) == (before.subject_hash, before.email_hash, True)
    assert (shown["name"], shown["email"]) == ((None, None) if sso else ("Una", "una@seller.example"))


def test_fields_that_a_patch_clears_are_no_loss(sync: Sync) -> None:
    sync.put("contact", id="P1", title="Buyer", city="Austin", email="ann@acme.example")

    answer = sync.tenant.ask(
        "POST",
        "/changes",
        {"changes": [patch("contact", id="P1", title=None, city=None, email=None)]},
        scopes=Scope.SYNC,
    ).json()

    assert answer["warnings"] == []
    assert sync.payloads("contact")["P1"] == {"id": "P1"}


@pytest.mark.both_databases
def test_a_user_s_subject_goes_when_a_patch_names_it_as_null(sync: Sync) -> None:
    """D22, S73."""
    sync.put("user", id="U9", name="Una", sso_subject="una", modified_at=T1)

    sync.send(
        patch("user", id="U9", sso_subject=None, modified_at=T2), patch("user", id="U9", name="U", modified_at=T3)
    )

    with sync.tenant.store.reading() as connection:
        assert connection.execute(select(users.c.subject_hash).where(users.c.id == "U9")).scalar_one() is None
