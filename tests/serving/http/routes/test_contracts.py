"""The operator creates contracts and credentials; an admin connects and disconnects a CRM."""

import uuid
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from serving.rules.vocabulary import Crm, InstanceName, Scope
from serving.store.store import Store
from serving.store.tables.contracts import keys, seats, users
from serving.store.tables.work import jobs
from tests.support.store_place import ADMIN, HOSTS, SELLER, START, Place

CONSENT = {"crm_admin": "17", "agreed_at": "2026-03-01T08:00:00+01:00"}
HUBSPOT = {"crm": "hubspot", "urls": HOSTS[Crm.HUBSPOT], "consent": CONSENT}
ORACLE = {"crm": "oracle", "urls": HOSTS[Crm.ORACLE], "consent": CONSENT}


def operate(place: Place, method: str, path: str, body: object = None) -> httpx.Response:
    return place.ask(method, path, body, scopes=Scope.OPERATOR, headers={"Idempotency-Key": uuid.uuid4().hex})


def administer(place: Place, method: str, path: str, body: object = None, acting: str = ADMIN) -> httpx.Response:
    return place.ask(method, path, body, scopes=Scope.ADMIN, acting=acting)


def problem(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("urn:onematch:problem:")


def count(store: Store, table: Any) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar() or 0


def test_the_operator_creates_a_contract_whose_client_can_call(place: Place) -> None:
    """S2."""
    made = operate(place, "POST", "/v1/contracts", {"name": "Acme", "time_zone": "Europe/Paris", "sso": True}).json()
    place.contract_id = made["id"]
    client = operate(place, "POST", "/clients", {"scopes": ["admin"]}).json()

    form = {"grant_type": "client_credentials", **{name: client[name] for name in ("client_id", "client_secret")}}
    token = place.web.call("POST", "/v1/oauth/token", data=form).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}", "Acting-User": "17"}
    shown = place.web.call("GET", f"/v1/contracts/{made['id']}/settings", headers=headers)

    assert (shown.status_code, shown.json()["writeback"]) == (200, False)
    assert (made["tier"], made["sso"], made["time_zone"]) == ("advanced_plus", True, "Europe/Paris")
    assert made["created_at"] == "2026-03-02T09:00:00Z"


def test_a_new_secret_invalidates_the_old_one(place: Place) -> None:
    first = operate(place, "POST", "/clients", {"scopes": ["sync"]}).json()
    second = operate(place, "POST", "/clients", {"scopes": ["app"], "client_id": first["client_id"]}).json()

    answers = [
        place.web.call("POST", "/v1/oauth/token", data={"grant_type": "client_credentials", **_credentials(client)})
        for client in (first, second)
    ]

    assert [answer.status_code for answer in answers] == [401, 200]
    assert answers[1].json()["scope"] == "app"


def test_a_revoked_client_gets_no_token(place: Place) -> None:
    client = operate(place, "POST", "/clients", {"scopes": ["sync"]}).json()

    ended = operate(place, "DELETE", f"/clients/{client['client_id']}")
    again = operate(place, "DELETE", "/clients/nobody")

    form = {"grant_type": "client_credentials", **_credentials(client)}
    assert (ended.status_code, ended.content) == (204, b"")
    assert again.status_code == 404
    assert place.web.call("POST", "/v1/oauth/token", data=form).status_code == 401


def test_the_clients_of_another_contract_cannot_be_rotated(new_place: Callable[..., Place]) -> None:
    place, other = new_place(), new_place(contract_id="contract-2")
    theirs = operate(other, "POST", "/clients", {"scopes": ["sync"]}).json()["client_id"]

    answers = [
        operate(place, "POST", "/clients", {"scopes": ["sync"], "client_id": theirs}),
        operate(place, "DELETE", f"/clients/{theirs}"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize(
    "body",
    [
        {"name": ""},
        {"name": "a", "tier": "gold"},
        {"name": "a", "time_zone": "Mars/Olympus"},
        {"name": "a", "more": 1},
        {"scopes": ["operator"]},
    ],
)
def test_a_wrong_contract_is_refused_with_the_pointer_of_the_error(place: Place, body: dict[str, Any]) -> None:
    path = "/clients" if "scopes" in body else "/v1/contracts"

    answer = operate(place, "POST", path, body)

    assert problem(answer) == (422, "fields-wrong")
    assert answer.json()["errors"][0]["pointer"] in ("/name", "/tier", "/time_zone", "/more", "/scopes/0")


def test_turning_sso_on_erases_names_and_e_mails(place: Place) -> None:
    """S81."""
    operate(place, "PATCH", "", {"seats": [{"id": "S1", "email": "a@b.example", "sso_subject": "s"}]})
    with place.store.writing() as connection:
        connection.execute(users.update().values(sealed=b"x", email_mark="m", subject_mark="s"))

    answer = operate(place, "PATCH", "", {"sso": True, "name": "Renamed"})

    with place.store.reading() as connection:
        rows = connection.execute(select(users.c.sealed, users.c.email_mark, users.c.subject_mark)).all()
        seat = connection.execute(select(seats.c.email_mark, seats.c.subject_mark)).one()
    assert (answer.json()["sso"], answer.json()["name"]) == (True, "Renamed")
    assert set(map(tuple, rows)) == {(None, None, "s")}
    assert seat.email_mark is None
    assert seat.subject_mark is not None


@pytest.mark.parametrize("body", [HUBSPOT, ORACLE])
def test_an_admin_connects_a_crm_with_the_consent_of_its_admin(
    new_place: Callable[..., Place], body: dict[str, Any]
) -> None:
    """S1, S3, S4."""
    place = new_place(names=[])

    answer = administer(place, "PUT", "/instances/production", body, acting="17")

    shown = answer.json()
    assert answer.status_code == 200
    assert (shown["state"], shown["crm"], shown["urls"]) == ("connected", body["crm"], body["urls"])
    assert shown["consent"] == {"crm_admin": "17", "agreed_at": "2026-03-01T08:00:00+01:00"}
    assert administer(place, "GET", "/users", acting="17").json()["items"][0]["is_admin"] is True


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
def test_connecting_needs_consent_and_no_service_account(place: Place, change: dict[str, Any], pointer: str) -> None:
    """S4, S7."""
    answer = administer(place, "PUT", "/instances/sandbox", HUBSPOT | change)

    assert problem(answer) == (422, "fields-wrong")
    assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize(
    "api", ["http://api.hubapi.example", "https://evil.example", "https://hubapi.example.evil.example", "file:///etc"]
)
def test_only_hosts_of_crms_can_be_connected_and_only_by_https(place: Place, api: str) -> None:
    """S76."""
    body = HUBSPOT | {"urls": {"api": api, "portal_id": "1"}}

    assert problem(administer(place, "PUT", "/instances/sandbox", body)) == (422, "host-refused")


def test_connecting_again_changes_the_addresses_and_keeps_the_key(place: Place) -> None:
    before, made = place.instance, count(place.store, keys)
    moved = HUBSPOT | {"urls": HUBSPOT["urls"] | {"portal_id": "2"}}  # type: ignore[operator]

    answers = [administer(place, "PUT", "/instances/production", moved) for _ in range(2)]

    after = place.instance
    assert [answer.status_code for answer in answers] == [200, 200]
    assert (after.id, after.key_id, after.epoch) == (before.id, before.key_id, before.epoch)
    assert after.urls["portal_id"] == "2"
    assert count(place.store, keys) == made


def test_another_crm_needs_a_disconnect_first(place: Place) -> None:
    assert problem(administer(place, "PUT", "/instances/production", ORACLE)) == (409, "other-crm")


def test_only_an_admin_connects_and_disconnects(place: Place) -> None:
    """S3."""
    answers = [
        administer(place, "PUT", "/instances/production", HUBSPOT, acting=SELLER),
        administer(place, "DELETE", "/instances/production", acting=SELLER),
        place.ask("DELETE", "/instances/production", scopes=Scope.SYNC),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_a_disconnected_instance_answers_nothing_and_is_deleted_within_thirty_days(place: Place) -> None:
    """S78, D24."""
    first = administer(place, "DELETE", "/instances/production")
    place.clock.forward(days=1)
    second = administer(place, "DELETE", "/instances/production")

    assert (first.status_code, first.json()["state"]) == (202, "disconnecting")
    assert first.json() == second.json()
    assert first.json()["delete_due_at"] <= "2026-04-01T09:00:00Z"
    assert problem(administer(place, "GET", "/users")) == (409, "disconnected")
    with place.store.reading() as connection:
        assert connection.execute(select(jobs.c.kind)).scalars().all() == ["deletion"]


def test_reconnecting_creates_a_new_instance_with_a_new_key(place: Place) -> None:
    """D25."""
    before = place.instance
    administer(place, "DELETE", "/instances/production")

    shown = administer(place, "PUT", "/instances/production", ORACLE).json()

    after = place.instance
    assert shown["state"] == "connected"
    assert before.id != after.id
    assert before.key_id != after.key_id
    assert administer(place, "GET", "/instances/production", acting="17").json()["crm"] == "oracle"


def test_the_sandbox_is_tried_without_production(new_place: Callable[..., Place]) -> None:
    """S5."""
    place = new_place(names=[InstanceName.SANDBOX])

    assert administer(place, "GET", "/instances/production").status_code == 404
    assert administer(place, "GET", "/instances/sandbox").json()["state"] == "connected"
    assert administer(place, "GET", "/users?instance=sandbox").status_code == 200
    assert administer(place, "DELETE", "/instances/sandbox?instance=sandbox").status_code == 202


def test_times_are_the_services_own(place: Place) -> None:
    assert place.instance.connected_at == START


def _credentials(client: dict[str, Any]) -> dict[str, str]:
    return {"client_id": client["client_id"], "client_secret": client["client_secret"]}
