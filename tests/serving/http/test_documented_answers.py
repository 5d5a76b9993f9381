"""The CRMs' documented answers, and for HubSpot its typed models, are read without loss."""

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from hubspot.crm.contacts import ApiClient
from hubspot.crm.owners import ApiClient as OwnersClient

from serving.crm.crm_client import read_answer
from serving.crm.page_bodies import rows_of
from serving.crm.reading import Shaped, shaped
from serving.crm.vendors import VENDORS
from serving.rules.routing.delivery import DeliveryOutcome
from serving.rules.vocabulary import Crm, CrmObject
from tests.support.crm_memory import HubspotMemory
from tests.support.documented_answers import (
    HUBSPOT_CONTACT,
    HUBSPOT_CONTACTS,
    HUBSPOT_FOUND,
    HUBSPOT_NOBODY,
    HUBSPOT_OWNER,
    HUBSPOT_TOO_MANY,
    HUBSPOT_WRONG,
    ORACLE_ACTIVITY,
    ORACLE_CONTACTS,
    ORACLE_NOBODY,
    ORACLE_OPPORTUNITY,
)

CLIENTS = {"contacts": ApiClient, "owners": OwnersClient}


def through_models(answer: object, model: str, of: str = "contacts") -> object:
    """Parse an answer with HubSpot's client library and serialise it again."""
    client = CLIENTS[of]()
    return client.sanitize_for_serialization(client.deserialize(SimpleNamespace(data=json.dumps(answer)), model))


def rows_in(crm_object: CrmObject, crm: Crm, answer: object) -> list[dict[str, str]]:
    """Return the rows that an import reads from an unchanged answer."""
    read = [
        shaped(VENDORS[crm].names, crm_object, row) for row in rows_of("application/json", json.dumps(answer).encode())
    ]
    assert all(isinstance(one, Shaped) for one in read), read
    return [dict(one.values) for one in read if isinstance(one, Shaped)]


@pytest.mark.parametrize(
    ("answer", "model", "of"),
    [
        (HUBSPOT_CONTACT, "SimplePublicObject", "contacts"),
        (HUBSPOT_CONTACTS, "CollectionResponseSimplePublicObjectWithAssociationsForwardPaging", "contacts"),
        (HUBSPOT_FOUND, "CollectionResponseWithTotalSimplePublicObjectForwardPaging", "contacts"),
        (HUBSPOT_OWNER, "PublicOwner", "owners"),
    ],
)
def test_s8_hubspots_typed_models_parse_the_answers_without_loss(answer: object, model: str, of: str) -> None:
    assert through_models(answer, model, of) == answer


def test_s66_the_answers_of_the_test_double_parse_with_hubspots_typed_models() -> None:
    body = {"properties": {"hs_note_body": "text"}, "associations": []}
    hubspot = HubspotMemory()
    status, made = hubspot.answer("POST", "/crm/v3/objects/notes", {}, body)
    asked: dict[str, Any] = {"filterGroups": [{"filters": []}]}
    _, found = hubspot.answer("POST", "/crm/v3/objects/notes/search", {}, asked)

    assert status == 201
    assert through_models(made, "SimplePublicObject") == made
    assert through_models(found, "CollectionResponseWithTotalSimplePublicObjectForwardPaging") == found


def test_s8_documented_pages_of_contacts_become_records() -> None:
    ann = {"first_name": "Ann", "last_name": "Lee", "email": "ann@acme.example", "title": "CTO"}

    assert rows_in(CrmObject.CONTACT, Crm.HUBSPOT, HUBSPOT_CONTACTS) == [
        {**ann, "id": "512", "account_id": "9", "modified_at": "2026-03-01T12:00:00.250Z"}
    ]
    assert rows_in(CrmObject.CONTACT, Crm.ORACLE, ORACLE_CONTACTS) == [
        {
            **ann,
            "id": "300100111705686",
            "crm_number": "CDRM_2",
            "phone": "5550100",
            "country": "US",
            "company": "Acme Robotics",
            "account_id": "300100111705700",
            "owner_id": "100010025532672",
            "modified_at": "2026-03-01T12:00:00.250+00:00",
        }
    ]
    assert rows_in(CrmObject.CONTACT, Crm.ORACLE, ORACLE_NOBODY) == []


def test_s8_a_documented_owner_and_opportunity_become_records() -> None:
    [owner] = rows_in(CrmObject.USER, Crm.HUBSPOT, {"results": [HUBSPOT_OWNER]})
    [deal] = rows_in(CrmObject.OPPORTUNITY, Crm.ORACLE, {"items": [ORACLE_OPPORTUNITY]})

    assert (owner["id"], owner["name"], owner["email"], owner["active"]) == (
        "77",
        "Sam Roe",
        "sam@seller.example",
        "True",
    )
    assert (deal["id"], deal["status"], deal["contact_ids"], deal["account_id"], deal["close_date"]) == (
        "300100111705750",
        "open",
        "300100111705686",
        "300100111705700",
        "2026-04-01",
    )


@pytest.mark.parametrize(
    ("crm", "crm_object", "answer", "crm_id"),
    [
        (Crm.HUBSPOT, "contacts", HUBSPOT_CONTACT, "512"),
        (Crm.ORACLE, "contacts", ORACLE_CONTACTS["items"][0], "300100111705686"),
        (Crm.ORACLE, "activities", ORACLE_ACTIVITY, "CDRM_21"),
    ],
)
def test_s70_a_written_part_has_its_documented_id(crm: Crm, crm_object: str, answer: Any, crm_id: str) -> None:
    assert VENDORS[crm].bodies.written_id(crm_object, answer) == crm_id


def test_d31_a_documented_search_returns_records_and_an_empty_result_is_an_answer() -> None:
    hubspot = VENDORS[Crm.HUBSPOT].bodies
    oracle = VENDORS[Crm.ORACLE].bodies

    assert hubspot.found_ids("contacts", HUBSPOT_FOUND) == ("512",)
    assert oracle.found_ids("contacts", ORACLE_CONTACTS) == ("300100111705686",)
    assert (hubspot.found_ids("contacts", HUBSPOT_NOBODY), oracle.found_ids("contacts", ORACLE_NOBODY)) == ((), ())


def test_s70_documented_refusals_are_retried_or_final() -> None:
    busy = read_answer(httpx.Response(429, json=HUBSPOT_TOO_MANY, headers={"Retry-After": "10"}))
    wrong = read_answer(httpx.Response(400, json=HUBSPOT_WRONG))

    assert (busy.outcome, busy.retry_after) == (DeliveryOutcome.BUSY, timedelta(seconds=10))
    assert wrong.outcome is DeliveryOutcome.REFUSED
