"""Every request to a CRM: HubSpot's typed models take it, and none writes a company (S36 to S38, S66)."""

import json
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hubspot.crm.contacts import ApiClient

from serving.crm.crm_client import is_company_write
from serving.crm.requests import CrmRequest, WrittenObject
from serving.crm.vendors import VENDORS
from serving.vocabulary.terms import ActivityKind, Crm
from tests.support.crm_requests import (
    ACCOUNT,
    ALLOWED,
    CONTACT,
    INMAIL,
    NEW_CONTACT,
    NEW_LEAD,
    RECORDS,
    found_again_by,
    people_requests,
    requests_of,
)
from tests.support.paths import ROOT


@pytest.mark.parametrize("kind", list(ActivityKind))
def test_s66_hubspots_typed_models_accept_every_activity_completely(kind: ActivityKind) -> None:
    (piece,) = VENDORS[Crm.HUBSPOT].bodies.pieces(replace(INMAIL, kind=kind), CONTACT, None)

    assert through_hubspots_models(piece.create, "SimplePublicObjectInputForCreate") == piece.create.body
    assert isinstance(piece.found_by, CrmRequest)
    assert through_hubspots_models(piece.found_by, "PublicObjectSearchRequest") == piece.found_by.body


def test_s36_hubspots_typed_models_accept_a_contact_completely() -> None:
    find, create, find_again, patch, _link = people_requests(Crm.HUBSPOT, NEW_CONTACT)

    assert through_hubspots_models(create, "SimplePublicObjectInputForCreate") == create.body
    assert through_hubspots_models(patch, "SimplePublicObjectInput") == patch.body
    for search in (find, find_again):
        assert through_hubspots_models(search, "PublicObjectSearchRequest") == search.body


def through_hubspots_models(request: CrmRequest, model: str) -> object:
    """Deserialise a body by HubSpot's client library, and serialise it again."""
    client = ApiClient()
    read = client.deserialize(SimpleNamespace(data=json.dumps(request.body)), model)
    return client.sanitize_for_serialization(read)


def every_request(crm: Crm) -> list[CrmRequest]:
    """Return every request that the code can make: activities, corrections, removals, people."""
    bodies = VENDORS[crm].bodies
    requests = [one for of, kind, target in ALLOWED if of is crm for one in requests_of(crm, kind, target)]
    pieces = [
        (piece, RECORDS[target])
        for of, kind, target in ALLOWED
        if of is crm
        for piece in bodies.pieces(replace(INMAIL, kind=kind), RECORDS[target], ACCOUNT.id)
    ]
    for piece, record in pieces:
        existing = WrittenObject(piece.crm_object, "5", record)
        requests += [bodies.removal(existing), *bodies.move(existing, record, ACCOUNT.id)]
        if piece.crm_object == "Note":
            again = bodies.note_piece("text", record, "77", "om1")
            requests += [bodies.note_request(existing), again.create, *found_again_by(again)]
    requests += [one for record in RECORDS.values() if (one := bodies.look_up(record)) is not None]
    requests += [one for one in [bodies.parent_types()] if one is not None]
    creations = [NEW_CONTACT] if crm is Crm.HUBSPOT else [NEW_CONTACT, NEW_LEAD]
    return requests + [one for creation in creations for one in people_requests(crm, creation)]


@pytest.mark.parametrize("crm", list(Crm))
def test_s38_no_request_that_can_be_made_writes_a_company(crm: Crm) -> None:
    """S38: over all kinds, objects, corrections, removals, creations and updates."""
    requests = every_request(crm)

    assert len(requests) > 20
    assert [one for one in requests if is_company_write(one)] == []


def test_s38_one_client_alone_calls_a_crm_and_refuses_company_writes() -> None:
    """S38: one function sends, for the client, which refuses to write a company, and for reading connectors; beside
    them are tokens and the sign-in at a customer's provider."""
    room = ROOT / "serving"
    calling = {path for path in room.rglob("*.py") if re.search(r"\bhttp\.(request|post)\(", path.read_text())}
    sharing = {path.name for path in room.rglob("*.py") if "shared_http()" in path.read_text()}
    sending = {path.name for path in room.rglob("*.py") if "send_to(" in path.read_text()}

    itself = {path.name for path in calling if path.is_relative_to(room / "console")}
    assert {path.name for path in calling} - itself == {"transport.py", "credentials.py"}
    assert itself == {"api.py", "openid.py"}
    assert "ASGITransport(" in (room / "console" / "api.py").read_text()
    assert sending == {"transport.py", "crm_client.py", "calling.py"}
    assert sharing == {"crm_client.py", "calls.py", "grants.py"}
