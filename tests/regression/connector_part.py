"""What is compared of connectors and webhooks: both CRMs read once, after changes, and what signed events name."""

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping, Sequence

from tests.regression.contract_part import APP_SECRET, N_ROWS, shipped_models
from tests.regression.recording import Normaliser, Recording
from tests.regression.scenario import connect, new_contract, operator_of, rows_of
from tests.regression.service import Service, running_service
from tests.regression.sources import Sources
from tests.regression.stage import Stage, content
from tests.support.vendors.hubspot import HubSpotDouble
from tests.support.vendors.hubspot_state import PortalPipeline, PortalStage
from tests.support.vendors.oracle import PASSWORD, USER_NAME, OracleDouble

PORTAL_ID = "62515"
Rows = Sequence[Mapping[str, str]]
_HUBSPOT = {
    "contacts": {"firstname": "first_name", "lastname": "last_name", "jobtitle": "title", "email": "email"},
    "companies": {"name": "name", "domain": "website", "city": "city", "country": "country"},
}
_ORACLE = {
    "contacts": {"FirstName": "first_name", "LastName": "last_name", "JobTitle": "title", "EmailAddress": "email"},
    "accounts": {"OrganizationName": "name", "URL": "website", "City": "city", "Country": "country"},
}


def record_connectors(sources: Sources) -> Recording:
    """Compare what a connector reads of HubSpot and of Oracle Sales, and what webhooks of HubSpot name."""
    found = Recording()
    clean = Normaliser(folder=str(sources.side.folder))
    people, companies = (rows_of(sources, kind)[:N_ROWS] for kind in ("person", "company"))
    people = [{"last_name": row.get("full_name", "")} | row for row in people]  # the CRMs refuse a contact without
    environment = {"ONEMATCH_HUBSPOT_APP_SECRET": APP_SECRET}
    serving = running_service(sources.side, "connectors", shipped_models(sources), n_of_jobs=1, more=environment)
    with serving as service, HubSpotDouble() as portal, OracleDouble() as pod:
        operator = operator_of(service)
        hubspot = Stage(new_contract(operator, "hubspot"), found, clean)
        connect(hubspot, "hubspot", {"api": portal.address, "portal_id": PORTAL_ID})
        first, second, third, fourth, *_ = _fill_portal(portal, people, companies)
        token = {"ONEMATCH_HUBSPOT_TOKEN": portal.private_token()}
        _sync(hubspot, "hubspot", token)
        portal.user_change("contacts", first, {"jobtitle": "Fleet Manager"})
        portal.user_delete("contacts", second)
        portal.user_merge("contacts", third, fourth)
        _sync(hubspot, "hubspot", token)
        _add_webhooks(hubspot, service)
        oracle = Stage(new_contract(operator, "oracle"), found, clean)
        connect(oracle, "oracle", {"api": pod.address, "pod": "https://pod.example"})
        login = {"ONEMATCH_ORACLE_USER": USER_NAME, "ONEMATCH_ORACLE_PASSWORD": PASSWORD}
        contact = _fill_pod(pod, people, companies)
        _sync(oracle, "oracle", login)
        pod.user_delete("contacts", contact)
        _sync(oracle, "oracle", login)
    for name, calls in (("portal", portal.journal), ("pod", pod.journal)):
        asked = {f"{exchange.call.method} {exchange.call.path}" for exchange in calls}
        found.add(f"what the {name} was asked", sorted(asked))
    return found


def _sync(stage: Stage, crm: str, secrets: Mapping[str, str]) -> None:
    """Check and run the connector, then list all that it brought."""
    caller = stage.caller
    service = caller.service
    client_id, secret = caller.credentials["sync"]
    environment = {**service.environment, **secrets, "ONEMATCH_SERVICE": service.address}
    environment |= {"ONEMATCH_SYNC_CLIENT_ID": client_id, "ONEMATCH_SYNC_CLIENT_SECRET": secret}
    for words in (("check",), (crm, "--once")):
        done = service.side.run("sync", *words, "--contract", caller.contract_id, "--json", **environment)
        lines = re.sub(r"\d+(\.\d+)? s\b", "<s>", done.stderr).splitlines()
        printed = json.loads(done.stdout) if done.stdout.startswith("{") else done.stdout.splitlines()
        stage.keep(f"sync {words[0]}", {"code": done.returncode, "printed": printed, "lines": lines})
    for name in ("account", "contact", "lead", "opportunity"):
        stage.list("program", f"/records?object={name}")
    stage.list("admin", "/users")
    stage.list("admin", "/imports")
    stage.ask("program", "GET /freshness")
    stage.ask("sync", "GET /connector")


def _fill_portal(portal: HubSpotDouble, people: Rows, companies: Rows) -> list[str]:
    """Add owners, a pipeline, companies, contacts and deals; return the contacts."""
    portal.user_owner("71", "ann@seller.example", 171)
    portal.user_owner("72", "bob@seller.example", 172, archived=True)
    names = {"new": "0.2", "won": "1.0", "lost": "0.0"}
    stages = [
        PortalStage(id=name, label=name, display_order=place, is_closed=place > 0, probability=names[name])
        for place, name in enumerate(names)
    ]
    portal.user_pipeline(PortalPipeline(id="default", label="default", stages=stages))
    accounts = [portal.user_create("companies", _as(_HUBSPOT["companies"], row)).id for row in companies]
    contacts = [portal.user_create("contacts", _as(_HUBSPOT["contacts"], row)).id for row in people]
    for number, contact in enumerate(contacts):
        account = accounts[number % len(accounts)]
        portal.user_associate("contacts", contact, "companies", account)
        if number < 10:
            named = {
                "dealname": f"Deal {number}",
                "pipeline": "default",
                "dealstage": [*names][number % 3],
                "amount": "10",
            }
            deal = portal.user_create("deals", named).id
            portal.user_associate("deals", deal, "companies", account)
            portal.user_associate("deals", deal, "contacts", contact)
    return contacts


def _fill_pod(pod: OracleDouble, people: Rows, companies: Rows) -> int:
    """Add a user, accounts, contacts, leads and opportunities; return the first contact."""
    user = pod.user_create("resourceUsers", {"ResourceEmail": "ann@seller.example", "Username": "ann"})
    owner: dict[str, object] = {"OwnerPartyId": user}
    accounts = [pod.user_create("accounts", owner | _as(_ORACLE["accounts"], row)) for row in companies]
    contacts = []
    for number, row in enumerate(people):
        account = accounts[number % len(accounts)]
        contacts.append(pod.user_create("contacts", {**_as(_ORACLE["contacts"], row), "AccountPartyId": account}))
        if number < 10:
            lead = {"Name": "Fleet", "PrimaryContactId": contacts[-1], "StatusCode": "QUALIFIED"}
            pod.user_create("leads", lead)
            status = ("OPEN", "WON")[number % 2]
            named = {"Name": f"Deal {number}", "StatusCode": status, "TargetPartyId": account}
            deal = pod.user_create("opportunities", named)
            pod.user_child("opportunities", deal, "OpportunityContact", {"PERPartyId": contacts[-1]})
    return contacts[0]


def _as(names: Mapping[str, str], row: Mapping[str, str]) -> dict[str, str]:
    return {theirs: row[ours] for theirs, ours in names.items() if row.get(ours)}


def _add_webhooks(stage: Stage, service: Service) -> None:
    """Send events with right, wrong and old signatures; list the records that they name, and acknowledge them."""
    instance = stage.read("sync", "GET /connector").json()["instance_id"]
    url = f"{service.address}/v1/webhooks/hubspot/{instance}"
    event = {"eventId": 1, "portalId": int(PORTAL_ID), "subscriptionType": "contact.propertyChange", "objectId": 101}
    merge = {"subscriptionType": "contact.merge", "primaryObjectId": 102, "mergedObjectIds": [103], "newObjectId": 104}
    body = json.dumps([event, event | {"subscriptionType": "company.creation"}, event | merge, event | {"portalId": 1}])
    for name, secret, age_s in (("signed", APP_SECRET, 0), ("forged", "another", 0), ("old", APP_SECRET, 301)):
        at = str(int((time.time() - age_s) * 1000))
        signed = hmac.new(secret.encode(), f"POST{url}{body}{at}".encode(), hashlib.sha256).digest()
        headers = {
            "X-HubSpot-Signature-v3": base64.b64encode(signed).decode(),
            "X-HubSpot-Request-Timestamp": at,
            "Content-Type": "application/json",
        }
        stage.keep(f"webhook {name}", content(service.http.post(url, content=body, headers=headers)))
    hints = stage.ask("sync", "GET /hints")["items"]
    stage.ask("sync", "POST /hints/done", {"items": hints})
    stage.ask("sync", "GET /hints")
