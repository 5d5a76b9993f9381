"""HubSpot's webhooks: the signature, and hints that the connector reads again."""

import json
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from hubspot.utils.signature import Signature
from pydantic import SecretStr

from serving.contract.records.services import WrapperServices
from serving.vocabulary.terms import Scope
from tests.serving.crm.conftest import ON_HUBSPOT
from tests.support.connector_rig import ConnectorRig, held
from tests.support.databases import ON_BOTH
from tests.support.tenant import Tenant
from tests.support.vendors.hubspot import HubSpotDouble

SECRET = "the-secret-of-the-app"
HOST = "https://onematch.example"


@pytest.fixture
def parts(parts: WrapperServices) -> WrapperServices:
    """The parts of a service that knows the app's secret."""
    with_secret = parts.settings.model_copy(update={"hubspot_app_secret": SecretStr(f"former, {SECRET}")})
    return WrapperServices(
        settings=with_secret,
        store=parts.store,
        matching=parts.matching,
        clock=parts.clock,
        listeners=parts.listeners,
        reports=parts.reports,
    )


def event(**fields: Any) -> dict[str, Any]:
    return {"eventId": 1, "portalId": 62515, "subscriptionType": "contact.propertyChange", "objectId": 101} | fields


def signed(path: str, body: str, at_ms: int, secret: str = SECRET) -> dict[str, str]:
    """Sign as HubSpot's own client does."""
    made = Signature.get_signature(secret, body, "v3", HOST + path, "POST", str(at_ms))
    return {"X-HubSpot-Signature-v3": made, "X-HubSpot-Request-Timestamp": str(at_ms), "Host": "onematch.example"}


def post(
    tenant: Tenant,
    *events: dict[str, Any],
    age_s: float = 0.0,
    secret: str = SECRET,
    sent: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> httpx.Response:
    """Send events as HubSpot does; `sent` replaces the body that was signed, `headers` some of its headers."""
    path = f"/v1/webhooks/hubspot/{tenant.instance.id}"
    body = json.dumps(events)
    at_ms = int(tenant.clock().timestamp() * 1000 - age_s * 1000)
    made = signed(path, body, at_ms, secret) | {"Content-Type": "application/json"} | dict(headers or {})
    return tenant.web.call("POST", path, content=body if sent is None else sent, headers=made)


def hints(tenant: Tenant) -> list[dict[str, Any]]:
    return list(tenant.ask("GET", "/hints", scopes=Scope.SYNC).json()["items"])


def named(tenant: Tenant) -> set[tuple[str, str]]:
    return {(one["object"], one["id"]) for one in hints(tenant)}


def test_a_request_that_the_app_did_not_sign_is_refused(tenant: Tenant) -> None:
    answers = [
        post(tenant, event(), secret="another"),
        post(tenant, event(), sent="[]"),
        post(tenant, event(), headers={"X-HubSpot-Signature-v3": ""}),
        post(tenant, event(), headers={"X-HubSpot-Request-Timestamp": "1"}),
    ]

    assert [(answer.status_code, answer.json()["type"].rpartition(":")[2]) for answer in answers] == [
        (401, "signature-wrong")
    ] * len(answers)
    assert named(tenant) == set()


@pytest.mark.parametrize(("age_s", "status"), [(299, 204), (301, 401), (-301, 401)])
def test_a_signature_is_good_for_five_minutes(tenant: Tenant, age_s: float, status: int) -> None:
    assert post(tenant, event(), age_s=age_s).status_code == status


def test_an_address_is_signed_with_the_escapes_that_hubspot_decodes(tenant: Tenant) -> None:
    path = f"/v1/webhooks/hubspot/{tenant.instance.id}?from=%2Fa%3ab%20c"
    body = json.dumps([event()])
    headers = signed(path.replace("%2F", "/").replace("%3a", ":"), body, int(tenant.clock().timestamp() * 1000))

    answer = tenant.web.call("POST", path, content=body, headers=headers | {"Content-Type": "application/json"})

    assert answer.status_code == 204, answer.text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param("[" * 100_000, 422, id="nested without end"),
        pytest.param(json.dumps([event(objectId="\ud800")]), 204, id="half a character"),
    ],
)
def test_a_signed_body_without_events_that_can_be_read_is_no_hint(tenant: Tenant, body: str, status: int) -> None:
    path = f"/v1/webhooks/hubspot/{tenant.instance.id}"
    headers = signed(path, body, int(tenant.clock().timestamp() * 1000)) | {"Content-Type": "application/json"}

    assert tenant.web.call("POST", path, content=body, headers=headers).status_code == status
    assert hints(tenant) == []


def test_an_event_that_comes_again_is_one_hint(tenant: Tenant) -> None:
    for _ in range(3):
        post(tenant, event(), event(eventId=2, propertyName="email"))

    assert named(tenant) == {("contact", "101")}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"subscriptionType": "deal.deletion"}, {("opportunity", "101")}),
        ({"subscriptionType": "object.propertyChange", "objectTypeId": "0-3"}, {("opportunity", "101")}),
        (
            {"subscriptionType": "contact.merge", "primaryObjectId": 101, "mergedObjectIds": [102], "newObjectId": 103},
            {("contact", "101"), ("contact", "102"), ("contact", "103")},
        ),
        (
            {"subscriptionType": "contact.associationChange", "associationType": "CONTACT_TO_COMPANY"}
            | {"fromObjectId": 7, "toObjectId": 8, "objectId": None},
            {("contact", "7"), ("account", "8")},
        ),
        ({"subscriptionType": "ticket.creation"}, set()),
        ({"portalId": 1}, set()),
        ({"subscriptionType": 17, "objectId": {"a": 1}}, set()),
        ({"objectId": "\ud800"}, set()),
        ({"objectId": True}, set()),
    ],
)
def test_events_name_the_records_to_read_again(
    tenant: Tenant, fields: dict[str, Any], expected: set[tuple[str, str]]
) -> None:
    assert post(tenant, event(**fields)).status_code == 204

    assert named(tenant) == expected


@ON_BOTH
def test_an_acknowledged_hint_is_gone_but_not_one_that_came_again_meanwhile(tenant: Tenant) -> None:
    post(tenant, event(), event(objectId=102))
    taken = [{name: one[name] for name in ("object", "id", "token")} for one in hints(tenant)]
    post(tenant, event(objectId=102))

    answer = tenant.ask("POST", "/hints/done", {"hints": taken}, scopes=Scope.SYNC)

    assert answer.json() == {"removed": 1}
    assert named(tenant) == {("contact", "102")}


def test_an_unknown_or_disconnected_instance_takes_no_event(tenant: Tenant) -> None:
    path = "/v1/webhooks/hubspot/unknown"
    body = json.dumps([event()])
    headers = signed(path, body, int(tenant.clock().timestamp() * 1000)) | {"Content-Type": "application/json"}

    assert tenant.web.call("POST", path, content=body, headers=headers).status_code == 404


def test_a_service_without_the_app_s_secret_takes_no_event(tenant: Tenant) -> None:
    tenant.parts.settings.__dict__["hubspot_app_secret"] = None

    assert post(tenant, event()).status_code == 404


def test_s77_hints_are_in_the_audit_trail(tenant: Tenant) -> None:
    post(tenant, event())

    shown = tenant.ask("GET", "/audit", scopes=Scope.ADMIN, acting="U1").json()["items"]
    [entry] = [one for one in shown if "webhooks" in one["action"]]
    assert (entry["status"], entry["subject"]) == (204, {"records": ["contact/101"]})


@ON_HUBSPOT
def test_what_a_webhook_names_is_read_again_as_it_is_now_whatever_the_order_of_events(
    rig: ConnectorRig, portal: HubSpotDouble
) -> None:
    ann, bob, eve, old, new = (portal.user_create("contacts", {"lastname": name}).id for name in "abcde")
    rig.run()
    rig.tenant.parts.settings.__dict__["hubspot_app_secret"] = SecretStr(SECRET)
    portal.records.search_lag_s = 3600.0
    portal.user_change("contacts", ann, {"lastname": "Anne"})
    portal.user_delete("contacts", bob)
    del portal.state.records[f"contacts/{eve}"]
    into = portal.user_merge("contacts", ann, old).id
    for named_id in (ann, bob, eve, old, new):
        for what in ("deletion", "creation"):
            sent = event(objectId=named_id, subscriptionType=f"contact.{what}")
            assert post(rig.tenant, sent).status_code == 204

    with rig.begun() as run:
        assert run.follow_hints() == 5

    assert set(held(rig, "contact")) == {into, new}
    assert held(rig, "contact")[into]["last_name"] == "Anne"
    assert named(rig.tenant) == set()
