"""What the tests of HubSpot's double put into a portal, and how they look for it."""

from collections.abc import Mapping

import httpx

from tests.support.vendors.hubspot import HubSpotDouble

CONTACTS = "/crm/v3/objects/contacts"
COMPANIES = "/crm/v3/objects/companies"
NOTES = "/crm/v3/objects/notes"


def contact(double: HubSpotDouble, **properties: str) -> str:
    return double.user_create("contacts", {"lastname": "Byron"} | properties).id


def company(double: HubSpotDouble, name: str = "Analytical Engines") -> str:
    return double.user_create("companies", {"name": name}).id


def note(contact_id: str, body: str) -> Mapping[str, object]:
    types = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 202}]
    properties = {"hs_timestamp": "2026-11-30T11:00:00Z", "hs_note_body": body}
    return {"properties": properties, "associations": [{"to": {"id": contact_id}, "types": types}]}


def found(http: httpx.Client, kind: str, **filter_: object) -> list[str]:
    body = {"filterGroups": [{"filters": [filter_]}]}
    answer = http.post(f"/crm/v3/objects/{kind}/search", json=body)
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["results"]]
