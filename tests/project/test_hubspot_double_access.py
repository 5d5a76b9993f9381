"""Access to HubSpot's double: tokens, scopes, limits, faults, webhooks, backups, commands over HTTP."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest
from hubspot.utils.signature import Signature

from tests.support.paths import ROOT
from tests.support.vendors.clock import VendorClock
from tests.support.vendors.faults import FaultKind, VendorFault
from tests.support.vendors.hubspot import CLIENT, HubSpotDouble
from tests.support.vendors.hubspot_seeds import CONTACTS, NOTES, contact, note
from tests.support.vendors.hubspot_state import LeadsAccess

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


@pytest.fixture
def double() -> Iterator[HubSpotDouble]:
    with HubSpotDouble(clock=VendorClock(NOON)) as running:
        yield running


@pytest.fixture
def http(double: HubSpotDouble) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {double.private_token()}"}
    with httpx.Client(base_url=double.address, headers=headers, timeout=10) as client:
        yield client


def test_tokens_expire_and_are_refreshed(double: HubSpotDouble, http: httpx.Client) -> None:
    form = {
        "grant_type": "refresh_token",
        "client_id": CLIENT[0],
        "client_secret": CLIENT[1],
        "refresh_token": double.refresh_token(),
    }
    issued = http.post("/oauth/v1/token", data=form).json()
    headers = {"Authorization": f"Bearer {issued['access_token']}"}

    before = http.get(CONTACTS, headers=headers)
    double.clock.advance(1800)
    expired = http.get(CONTACTS, headers=headers)
    bad = http.post("/oauth/v1/token", data=form | {"refresh_token": "unknown"})

    assert issued["expires_in"] == 1800
    assert before.status_code == 200
    assert (expired.status_code, expired.json()["category"]) == (401, "EXPIRED_AUTHENTICATION")
    assert http.get(CONTACTS, headers={"Authorization": "Bearer x"}).json()["category"] == "INVALID_AUTHENTICATION"
    assert (bad.status_code, bad.json()["error"], bad.json()["status"]) == (400, "invalid_grant", "BAD_REFRESH_TOKEN")


def test_a_missing_scope_is_forbidden_and_leads_are_by_default(double: HubSpotDouble, http: httpx.Client) -> None:
    reader = {"Authorization": f"Bearer {double.private_token(('crm.objects.contacts.read',))}"}

    forbidden = http.post(CONTACTS, headers=reader, json={"properties": {"lastname": "B"}, "associations": []})
    leads = http.get("/crm/v3/objects/leads")
    double.set_switches({"leads": LeadsAccess.AVAILABLE})

    for answer in (forbidden, leads):
        assert (answer.status_code, answer.json()["category"]) == (403, "MISSING_SCOPES")
    assert http.get("/crm/v3/objects/leads").json() == {"results": []}


def test_rate_limits_answer_429_with_their_policy_until_the_window_has_passed(
    double: HubSpotDouble, http: httpx.Client
) -> None:
    double.set_switches({"burst_per_10s": 2, "search_per_s": 1, "retry_after_s": 3})

    first = http.get(CONTACTS)
    http.get(CONTACTS)
    refused = http.get(CONTACTS)
    http.post(f"{CONTACTS}/search", json={})
    search = http.post(f"{CONTACTS}/search", json={})
    double.clock.advance(10)

    assert first.headers["X-HubSpot-RateLimit-Remaining"] == "1"
    assert (refused.status_code, refused.json()["policyName"]) == (429, "TEN_SECONDLY_ROLLING")
    assert refused.headers["Retry-After"] == "3"
    assert (search.status_code, search.json()["policyName"]) == (429, "SECONDLY")
    assert http.get(CONTACTS).status_code == 200


def test_the_daily_limit_is_told_to_private_apps_alone(double: HubSpotDouble, http: httpx.Client) -> None:
    double.set_switches({"daily": 1000})
    oauth = {"Authorization": f"Bearer {double.access.issue()}"}

    private = http.get(CONTACTS).headers
    public = http.get(CONTACTS, headers=oauth).headers

    assert (private["X-HubSpot-RateLimit-Daily"], private["X-HubSpot-RateLimit-Daily-Remaining"]) == ("1000", "999")
    assert "X-HubSpot-RateLimit-Daily" not in public


def test_an_operation_that_cannot_be_is_refused_over_http_and_breaks_nothing(
    double: HubSpotDouble, http: httpx.Client
) -> None:
    refused = http.post("/__double__/user/restore", json={"kind": "contacts", "record_id": "1"})

    assert refused.status_code == 400
    assert double.state.records == {}


def test_an_answer_that_is_lost_after_the_write_leaves_the_write(double: HubSpotDouble, http: httpx.Client) -> None:
    ada = contact(double)
    double.faults.add(VendorFault(FaultKind.RESET_AFTER, path=NOTES, method="POST"))
    double.faults.add(VendorFault(FaultKind.RESET_BEFORE, path=NOTES, method="POST"))

    with pytest.raises(httpx.ReadError):
        http.post(NOTES, json=note(ada, "lost ref-1"))
    with pytest.raises(httpx.ReadError):
        http.post(NOTES, json=note(ada, "never ref-2"))

    bodies = [record.properties["hs_note_body"] for record in double.records.listed("notes", archived=False)]
    assert bodies == ["lost ref-1"]
    assert [exchange.fault for exchange in double.journal] == ["reset_after", "reset_before"]


def test_a_fault_passes_over_requests_before_it_takes_as_many_as_it_shall(
    double: HubSpotDouble, http: httpx.Client
) -> None:
    double.faults.add(VendorFault(FaultKind.STATUS, path=CONTACTS, status=503, skip=2, times=2))

    assert [http.get(CONTACTS).status_code for _ in range(5)] == [200, 200, 503, 503, 200]


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_an_injected_status_comes_once_and_writes_nothing(
    double: HubSpotDouble, http: httpx.Client, status: int
) -> None:
    body = {"properties": {"lastname": "Byron"}, "associations": []}
    double.faults.add(VendorFault(FaultKind.STATUS, path="contacts", status=status, retry_after="7"))

    answers = [http.post(CONTACTS, json=body) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [status, 201]
    assert len(double.state.records) == 1


def test_a_body_ends_early_as_json_or_as_a_connection(double: HubSpotDouble, http: httpx.Client) -> None:
    contact(double)
    double.faults.add(VendorFault(FaultKind.TRUNCATED, path="contacts"))
    double.faults.add(VendorFault(FaultKind.CUT_OFF, path="contacts", skip=0))

    truncated = http.get(CONTACTS)
    with pytest.raises(json.JSONDecodeError):
        truncated.json()
    with pytest.raises(httpx.TransportError):
        http.get(CONTACTS)


def test_a_backup_brings_old_records_back_with_their_old_dates(double: HubSpotDouble, http: httpx.Client) -> None:
    ada = contact(double)
    backup = double.backup()
    double.clock.advance(3600)
    double.user_change("contacts", ada, {"lastname": "Lovelace"})
    later = contact(double)

    double.restore_backup(backup)

    read = http.get(f"{CONTACTS}/{ada}").json()
    assert (read["properties"]["lastname"], read["updatedAt"]) == ("Byron", "2026-11-30T12:00:00.000Z")
    assert http.get(f"{CONTACTS}/{later}").status_code == 404
    assert int(contact(double)) > int(later)


class _Receiver(BaseHTTPRequestHandler):
    """Keep each delivery and answer with the next status of the list."""

    statuses: list[int]
    deliveries: list[tuple[Message, bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.deliveries.append((self.headers, body))
        self.send_response(self.statuses.pop(0))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


def test_webhooks_carry_the_v3_signature_and_are_retried(double: HubSpotDouble) -> None:
    handler = type("Receiver", (_Receiver,), {"statuses": [500, 200], "deliveries": []})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        uri = f"http://127.0.0.1:{server.server_port}/hooks?a=1"
        double.webhooks.subscribe(uri, ["contact.creation", "contact.merge", "contact.associationChange"])
        first = contact(double)
        second = contact(double)
        merged = double.user_merge("contacts", first, second).id
        refused = double.webhooks.deliver()
        taken = double.webhooks.deliver()
        server.shutdown()
        thread.join()

    headers, body = handler.deliveries[1]  # type: ignore[attr-defined]
    timestamp = headers["X-HubSpot-Request-Timestamp"]
    expected = Signature.get_signature(CLIENT[1], body.decode(), "v3", uri, "POST", timestamp)
    events = json.loads(body)
    assert headers["X-HubSpot-Signature-v3"] == expected
    assert ([d.status for d in refused], [d.status for d in taken]) == ([500], [200])
    assert [event["subscriptionType"] for event in events] == ["contact.creation", "contact.creation", "contact.merge"]
    assert {event["attemptNumber"] for event in events} == {1}
    assert (events[2]["primaryObjectId"], events[2]["mergedObjectIds"]) == (int(first), [int(second)])
    assert events[2]["newObjectId"] == int(merged)
    assert double.state.events == []


def test_commands_over_http_do_what_the_methods_do(http: httpx.Client) -> None:
    made = http.post("/__double__/user/create", json={"kind": "contacts", "properties": {"lastname": "Byron"}})
    http.post("/__double__/faults", json=[{"kind": "status", "path": "contacts", "status": 503}])
    http.post("/__double__/clock", json={"advance": 60})
    http.post("/__double__/switches", json={"portal_id": 5})

    assert http.get(CONTACTS).status_code == 503
    assert http.get("/account-info/v3/details").json()["portalId"] == 5
    key = f"contacts/{made.json()['result']['id']}"
    assert key in http.get("/__double__/state").json()["records"]
    assert [row["status"] for row in http.get("/__double__/journal").json()] == [503, 200]


@pytest.mark.e2e
def test_the_stand_alone_double_keeps_its_state_in_a_file(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.support.vendors.hubspot", "--port", "0"]
    command += ["--state", str(tmp_path / "portal.json")]
    contacts = []
    for _ in range(2):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            told = dict(word.split("=", 1) for word in process.stdout.readline().split())
            with httpx.Client(base_url=told["address"]) as client:
                arguments = {"kind": "contacts", "properties": {"lastname": "Byron"}}
                client.post("/__double__/user/create", json=arguments)
                contacts.append(len(client.get("/__double__/state").json()["records"]))
            process.terminate()

    assert contacts == [1, 2]
