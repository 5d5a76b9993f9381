"""The operator creates contracts and credentials; an admin connects and disconnects a CRM."""

import uuid
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from serving.store.tables.contracts import seats, users
from serving.vocabulary.terms import Crm, Scope
from tests.support.tenant import ADMIN, HOSTS, Tenant
from tests.support.wrapper_web import problem

CONSENT = {"crm_admin": "17", "agreed_at": "2026-03-01T08:00:00+01:00"}
HUBSPOT = {"crm": "hubspot", "urls": HOSTS[Crm.HUBSPOT], "consent": CONSENT}
ORACLE = {"crm": "oracle", "urls": HOSTS[Crm.ORACLE], "consent": CONSENT}


def operate(tenant: Tenant, method: str, path: str, body: object = None) -> httpx.Response:
    return tenant.ask(method, path, body, scopes=Scope.OPERATOR, headers={"Idempotency-Key": uuid.uuid4().hex})


def administer(tenant: Tenant, method: str, path: str, body: object = None, acting: str = ADMIN) -> httpx.Response:
    return tenant.ask(method, path, body, scopes=Scope.ADMIN, acting=acting)


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
