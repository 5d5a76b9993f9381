"""The operator creates contracts and credentials; an admin connects and disconnects a CRM."""

import uuid
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from serving.store.store import Store
from serving.store.tables.contracts import keys, seats, users
from serving.vocabulary.terms import Crm, InstanceName, Scope
from tests.support.tenant import ADMIN, HOSTS, Tenant
from tests.support.wrapper_web import problem

CONSENT = {"crm_admin": "17", "agreed_at": "2026-03-01T08:00:00+01:00"}
HUBSPOT = {"crm": "hubspot", "urls": HOSTS[Crm.HUBSPOT], "consent": CONSENT}
ORACLE = {"crm": "oracle", "urls": HOSTS[Crm.ORACLE], "consent": CONSENT}


def operate(tenant: Tenant, method: str, path: str, body: object = None) -> httpx.Response:
    return tenant.ask(method, path, body, scopes=Scope.OPERATOR, headers={"Idempotency-Key": uuid.uuid4().hex})


def administer(tenant: Tenant, method: str, path: str, body: object = None, acting: str = ADMIN) -> httpx.Response:
    return tenant.ask(method, path, body, scopes=Scope.ADMIN, acting=acting)


def count(store: Store, table: Any) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar() or 0


def test_the_operator_creates_a_contract_whose_client_can_call(tenant: Tenant) -> None:
    """S2."""
    made = operate(tenant, "POST", "/v1/contracts", {"name": "Acme", "time_zone": "Europe/Paris", "sso": True}).json()
    tenant.contract_id = made["id"]
    client = operate(tenant, "POST", "/clients", {"scopes": ["admin"]}).json()

    form = {"grant_type": "client_credentials", **{name: client[name] for name in ("client_id", "client_secret")}}
    token = tenant.web.call("POST", "/v1/oauth/token", data=form).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}", "Acting-User": "17"}
    shown = tenant.web.call("GET", f"/v1/contracts/{made['id']}/settings", headers=headers)

    assert (shown.status_code, shown.json()["writeback"]) == (200, False)
    assert (made["tier"], made["sso"], made["time_zone"]) == ("advanced_plus", True, "Europe/Paris")
    assert made["created_at"] == "2026-03-02T09:00:00Z"


def test_the_clients_of_another_contract_cannot_be_rotated(new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant()
    other = new_tenant(contract_id="contract-2")
    theirs = operate(other, "POST", "/clients", {"scopes": ["sync"]}).json()["client_id"]

    answers = [
        operate(tenant, "POST", "/clients", {"scopes": ["sync"], "client_id": theirs}),
        operate(tenant, "DELETE", f"/clients/{theirs}"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_turning_sso_on_erases_names_and_e_mails(tenant: Tenant) -> None:
    """S81."""
    operate(tenant, "PATCH", "", {"seats": [{"id": "S1", "email": "a@b.example", "sso_subject": "s"}]})
    with tenant.store.writing() as connection:
        connection.execute(users.update().values(sealed=b"x", email_hash="m", subject_hash="s"))

    answer = operate(tenant, "PATCH", "", {"sso": True, "name": "Renamed"})

    with tenant.store.reading() as connection:
        rows = connection.execute(select(users.c.sealed, users.c.email_hash, users.c.subject_hash)).all()
        seat = connection.execute(select(seats.c.email_hash, seats.c.subject_hash)).one()
    assert (answer.json()["sso"], answer.json()["name"]) == (True, "Renamed")
    assert set(map(tuple, rows)) == {(None, None, "s")}
    assert seat.email_hash is None
    assert seat.subject_hash is not None


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"consent": None}, "/consent"),
        ({"service_account": "x"}, "/service_account"),
        ({"system_user": "x"}, "/system_user"),
        ({"crm": "salesforce"}, "/crm"),
        ({"urls": {"api": "https://api.hubapi.example"}}, "/"),
        ({"urls": {"api": "https://api.hubapi.example", "portal_id": "a b"}}, "/urls/portal_id"),
    ],
)
def test_connecting_needs_consent_and_no_service_account(tenant: Tenant, change: dict[str, Any], pointer: str) -> None:
    """S4, S7."""
    answer = administer(tenant, "PUT", "/instances/sandbox", HUBSPOT | change)

    assert problem(answer) == (422, "fields-wrong")
    assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize(
    "api", ["http://api.hubapi.example", "https://evil.example", "https://hubapi.example.evil.example", "file:///etc"]
)
def test_only_hosts_of_crms_can_be_connected_and_only_by_https(tenant: Tenant, api: str) -> None:
    """S76."""
    body = HUBSPOT | {"urls": {"api": api, "portal_id": "1"}}

    assert problem(administer(tenant, "PUT", "/instances/sandbox", body)) == (422, "host-refused")


def test_connecting_again_changes_the_addresses_and_keeps_the_key(tenant: Tenant) -> None:
    before = tenant.instance
    made = count(tenant.store, keys)
    moved = HUBSPOT | {"urls": HUBSPOT["urls"] | {"portal_id": "2"}}  # type: ignore[operator]

    answers = [administer(tenant, "PUT", "/instances/production", moved) for _ in range(2)]

    after = tenant.instance
    assert [answer.status_code for answer in answers] == [200, 200]
    assert (after.id, after.key_id, after.epoch) == (before.id, before.key_id, before.epoch)
    assert after.urls["portal_id"] == "2"
    assert count(tenant.store, keys) == made


def test_another_crm_needs_a_disconnect_first(tenant: Tenant) -> None:
    assert problem(administer(tenant, "PUT", "/instances/production", ORACLE)) == (409, "other-crm")


def test_the_sandbox_is_tried_without_production(new_tenant: Callable[..., Tenant]) -> None:
    """S5."""
    tenant = new_tenant(names=[InstanceName.SANDBOX])

    assert administer(tenant, "GET", "/instances/production").status_code == 404
    assert administer(tenant, "GET", "/instances/sandbox").json()["state"] == "connected"
    assert administer(tenant, "GET", "/users?instance=sandbox").status_code == 200
    assert administer(tenant, "DELETE", "/instances/sandbox?instance=sandbox").status_code == 202


def _credentials(client: dict[str, Any]) -> dict[str, str]:
    return {"client_id": client["client_id"], "client_secret": client["client_secret"]}
