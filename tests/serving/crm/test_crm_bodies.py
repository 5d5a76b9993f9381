"""Every request to a CRM: HubSpot's typed models take it, and none writes a company (S36 to S38, S66)."""

import json
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hubspot.crm.contacts import ApiClient

from serving.crm.requests import CrmRequest
from serving.crm.vendors import VENDORS
from serving.vocabulary.terms import ActivityKind, Crm
from tests.support.crm_requests import (
    CONTACT,
    INMAIL,
    NEW_CONTACT,
    people_requests,
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
