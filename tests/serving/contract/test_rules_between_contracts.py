"""What one contract does shows in no other, and each has keys of its own: one test for each place that decides it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from serving.store.tables.contracts import contracts, instances
from serving.vocabulary.terms import Scope
from tests.support.small_network import contact
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import ADMIN, SELLER, Tenant
from tests.support.writeback_tenant import CONTACT

CONNECTION = {
    "crm": "hubspot",
    "urls": {"api": "https://api.hubapi.example", "portal_id": "62515"},
    "consent": {"crm_admin": "17", "agreed_at": "2026-03-01T08:00:00+01:00"},
}


@pytest.fixture
def both(new_tenant: Callable[..., Tenant]) -> tuple[Tenant, Tenant]:
    """Two contracts on one store, whose users have the same ids."""
    return new_tenant(contract_id="contract-1"), new_tenant(contract_id="contract-2")


def test_s15_d25_every_instance_has_a_key_of_its_own(new_tenant: Callable[..., Tenant]) -> None:
    """S15, D25: neither the contract's, nor another instance's, nor that of an earlier connection."""
    tenant = new_tenant(names=[])
    paths = ("/instances/production", "/instances/sandbox")

    for path in paths:
        assert tenant.ask("PUT", path, CONNECTION, scopes=Scope.ADMIN, acting="17").status_code == 200
    left = tenant.ask("DELETE", paths[1], scopes=Scope.ADMIN, acting="17")
    again = tenant.ask("PUT", paths[1], CONNECTION, scopes=Scope.ADMIN, acting="17")

    with tenant.store.reading() as connection:
        keys = list(connection.execute(select(instances.c.key_id)).scalars())
        of_contract = connection.execute(select(contracts.c.key_id)).scalar_one()
    assert (left.status_code, again.status_code) == (202, 200)
    assert len(keys) == 3
    assert len({*keys, of_contract}) == 4


@pytest.mark.parametrize("tier", ["core", "advanced", "ADVANCED_PLUS", ""])
def test_s2_every_tier_but_advanced_plus_is_refused(new_tenant: Callable[..., Tenant], tier: str) -> None:
    """S2: the tier right below, too, for reading and for writing."""
    tenant = new_tenant(tier=tier)

    read = tenant.ask("GET", "/settings", scopes=Scope.ADMIN, acting=ADMIN)
    written = tenant.ask("POST", "/changes", {"changes": []}, scopes=Scope.SYNC)

    for answer in (read, written):
        assert answer.status_code == 403
        assert answer.json()["type"] == "urn:onematch:problem:tier-too-low"


def test_s54_a_users_own_switch_holds_in_her_contract_alone(both: tuple[Tenant, Tenant]) -> None:
    """S54, S24: another contract's user of the same id goes on writing."""
    mine, other = both
    states = {}
    for tenant in both:
        tenant.settings(writeback=True)
        Sync(tenant).send(upsert("contact", id=CONTACT.id, **contact("M1")))
        tenant.give_seats()
        tenant.ask("PUT", f"/users/{SELLER}/crm-authorization", {"access_token": "t"}, acting=SELLER)

    off = mine.ask("PUT", f"/users/{SELLER}/preferences", {"writeback": {"note": False}}, acting=SELLER)
    for name, tenant in (("mine", mine), ("other", other)):
        note = {"id": "a1", "kind": "note", "profile": {"kind": "person", "id": "M1"}, "subject": "s", "body": "b"}
        answer = tenant.ask("POST", "/activities", note | {"occurred_at": "2026-03-02T08:30:00Z"}, acting=SELLER).json()
        states[name] = (answer["state"], answer.get("reason"))

    assert off.status_code == 200, off.text
    assert states == {"mine": ("disabled", "user"), "other": ("queued", None)}
