"""What is compared of connectors and webhooks: both CRMs read once, after changes, and what signed events name."""

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import Any

from tests.regression.contract_part import APP_SECRET, N_ROWS, shipped_models
from tests.regression.recording import Normaliser, Recording
from tests.regression.scenario import connect, new_contract, operator_of, rows_of
from tests.regression.service import Call, Caller, Service, running_service
from tests.regression.sources import Sources
from tests.regression.stage import Stage
from tests.support.hubspot_portal import HubspotPortal
from tests.support.oracle_pod import OraclePod
from tests.support.vendor_server import CallWindow, serving_vendor

PORTAL_ID = "62515"
Rows = Sequence[Mapping[str, str]]
_OURS = ("account", "contact", "lead", "opportunity")
_HUBSPOT = {
    "contacts": {"firstname": "first_name", "lastname": "last_name", "jobtitle": "title", "email": "email"},
    "companies": {"name": "name", "domain": "website", "city": "city", "country": "country"},
}
_ORACLE = {
    "contacts": {"FirstName": "first_name", "LastName": "last_name", "JobTitle": "title", "EmailAddress": "email"},
    "accounts": {"OrganizationName": "name", "URL": "website", "City": "city", "Country": "country"},
}
_MOMENT_IN_MS = re.compile(r"\b\d{13}\b")


def record_connectors(sources: Sources) -> Recording:
    """Compare what a connector reads of HubSpot and of Oracle Sales, and what webhooks of HubSpot name."""
    found = Recording()
    people, companies = (rows_of(sources, kind)[:N_ROWS] for kind in ("person", "company"))
    portal = HubspotPortal(search_limit=CallWindow(100_000, 1.0))
    pod = OraclePod()
    environment = {"ONEMATCH_HUBSPOT_APP_SECRET": APP_SECRET}
    serving = running_service(sources.side, "connectors", shipped_models(sources), with_worker=True, more=environment)
    with ExitStack() as stack:
        service = stack.enter_context(serving)
        operator = operator_of(service)
        clean = Normaliser(folder=str(sources.side.folder))
        hubspot = Stage(new_contract(operator, "hubspot"), found, clean)
        address = stack.enter_context(serving_vendor(portal))
        connect(hubspot, "hubspot", {"api": address, "portal_id": PORTAL_ID})
        _fill_portal(portal, people, companies)
        _sync(hubspot, "hubspot", {"ONEMATCH_HUBSPOT_TOKEN": "pat-token"})
        _change_portal(portal)
        _sync(hubspot, "hubspot", {"ONEMATCH_HUBSPOT_TOKEN": "pat-token"})
        _add_webhooks(hubspot, service)
        oracle = Stage(new_contract(operator, "oracle"), found, clean, n_steps=500)
        address = stack.enter_context(serving_vendor(pod))
        connect(oracle, "oracle", {"api": address, "pod": "https://pod.example"})
        login = {"ONEMATCH_ORACLE_USER": "integration", "ONEMATCH_ORACLE_PASSWORD": "password-1"}
        _fill_pod(pod, people, companies)
        _sync(oracle, "oracle", login)
        pod.delete("contacts", min(pod.held["contacts"]))
        _sync(oracle, "oracle", login)
    for name, vendor in (("portal", portal), ("pod", pod)):
        found.add(f"what the {name} was asked", sorted({_MOMENT_IN_MS.sub("<ms>", one) for one in vendor.calls}))
    return found


def _sync(stage: Stage, crm: str, secrets: Mapping[str, str]) -> None:
    """Check and run the connector, then list all that it brought."""
    caller = stage.caller
    side = stage.caller.service.side
    client_id, secret = caller.credentials["sync"]
    environment = {**caller.service.environment, **secrets, "ONEMATCH_SERVICE": caller.service.address}
    environment |= {"ONEMATCH_SYNC_CLIENT_ID": client_id, "ONEMATCH_SYNC_CLIENT_SECRET": secret}
    stage.n_steps += 1
    for name, words in (("check", ("sync", "check")), ("run", ("sync", crm, "--once"))):
        done = side.run(*words, "--contract", caller.contract_id, "--json", **environment)
        stage.keep(f"sync {name}", {"code": done.returncode, "printed": _printed(done.stdout)})
        stage.keep(f"sync {name} lines", _without_durations(done.stderr))
    for one in _OURS:
        stage.all(f"read {one}", Call("GET", f"/records?object={one}", scope="admin"))
    for path in ("/users", "/imports"):
        stage.all(path, Call("GET", path, scope="admin", acting="U1"))
    for path in ("/freshness", "/connector"):
        stage.ask(path, Call("GET", path, scope="sync" if path == "/connector" else "admin"))


def _printed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text.splitlines()


def _without_durations(text: str) -> list[str]:
    return [re.sub(r"\d+(\.\d+)? s\b", "<s>", line) for line in text.splitlines()]


def _fill_portal(portal: HubspotPortal, people: Rows, companies: Rows) -> None:
    portal.add_owner("ann@seller.example", "Ann", "Seller")
    portal.add_owner("bob@seller.example", "Bob", "Seller", archived=True)
    portal.add_pipeline("default", new=0.2, won=1.0, lost=0.0)
    accounts = [portal.create("companies", _as(_HUBSPOT["companies"], row)) for row in companies]
    for number, row in enumerate(people):
        contact = portal.create("contacts", _as(_HUBSPOT["contacts"], row))
        portal.associate(("contacts", "companies"), contact, accounts[number % len(accounts)])
        if number < 10:
            stage = ("new", "won", "lost")[number % 3]
            closed = {"hs_is_closed": str(stage != "new").lower(), "hs_is_closed_won": str(stage == "won").lower()}
            named = {"dealname": f"Deal {number}", "pipeline": "default", "dealstage": stage, "amount": "10"}
            deal = portal.create("deals", named | closed)
            portal.associate(("deals", "companies"), deal, accounts[number])
            portal.associate(("deals", "contacts"), deal, contact)


def _change_portal(portal: HubspotPortal) -> None:
    """Change, delete and merge contacts."""
    first, second, third, fourth, *_ = portal.objects["contacts"].live
    portal.update("contacts", first, {"jobtitle": "Fleet Manager"})
    portal.archive("contacts", second)
    portal.merge("contacts", third, fourth)


def _fill_pod(pod: OraclePod, people: Rows, companies: Rows) -> None:
    user = pod.create("resourceUsers", PartyName="Ann Seller", ResourceEmail="ann@seller.example", Username="ann")
    accounts = [pod.create("accounts", **_as(_ORACLE["accounts"], row), OwnerPartyId=user) for row in companies]
    for number, row in enumerate(people):
        account = accounts[number % len(accounts)]
        contact = pod.create("contacts", **_as(_ORACLE["contacts"], row), AccountPartyId=account)
        if number < 10:
            name = f"{row.get('first_name', '')} {row.get('last_name', '')}"
            pod.create("leads", Name="Fleet", PrimaryContactPartyName=name, StatusCode="QUALIFIED")
            of = {"TargetPartyId": account, "OpportunityContact": [{"PERPartyId": contact}]}
            pod.create("opportunities", Name=f"Deal {number}", StatusCode=("OPEN", "WON")[number % 2], **of)


def _as(names: Mapping[str, str], row: Mapping[str, str]) -> dict[str, str]:
    return {theirs: row[ours] for theirs, ours in names.items() if row.get(ours)}


def _add_webhooks(stage: Stage, service: Service) -> None:
    """Send events with right, wrong and old signatures; list the records that they name, and acknowledge them."""
    caller = stage.caller
    instance = stage.read(Call("GET", "/connector", scope="sync")).json()["instance_id"]
    path = f"/v1/webhooks/hubspot/{instance}"
    event = {"eventId": 1, "portalId": int(PORTAL_ID), "subscriptionType": "contact.propertyChange", "objectId": 101}
    merge = {"subscriptionType": "contact.merge", "primaryObjectId": 102, "mergedObjectIds": [103], "newObjectId": 104}
    events = [event, event | {"subscriptionType": "company.creation"}, event | merge, event | {"portalId": 1}]
    for name, secret, age_s in (("signed", APP_SECRET, 0), ("forged", "another", 0), ("old", APP_SECRET, 301)):
        sent = _signed(caller, path, json.dumps(events), (secret, age_s))
        stage.n_steps += 1
        answer = service.http.post(f"{service.address}{path}", **sent)
        stage.keep(f"webhook {name}", {"status": answer.status_code, "body": answer.json() if answer.content else None})
    hints = stage.ask("hints", Call("GET", "/hints", scope="sync"))["items"]
    stage.ask("done", Call("POST", "/hints/done", {"items": hints}, "sync"))
    stage.ask("hints after", Call("GET", "/hints", scope="sync"))


def _signed(caller: Caller, path: str, body: str, how: tuple[str, int]) -> dict[str, Any]:
    """Return a request signed in HubSpot's version 3, by a secret and so many seconds ago."""
    secret, age_s = how
    at = str(int((time.time() - age_s) * 1000))
    source = f"POST{caller.service.address}{path}{body}{at}"
    made = base64.b64encode(hmac.new(secret.encode(), source.encode(), hashlib.sha256).digest()).decode()
    headers = {"X-HubSpot-Signature-v3": made, "X-HubSpot-Request-Timestamp": at, "Content-Type": "application/json"}
    return {"content": body, "headers": headers}
