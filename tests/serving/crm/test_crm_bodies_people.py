"""The bodies of contacts and leads: exactly the appendix's fields with the given values (S35 to S37, D30)."""

import json
from datetime import UTC

import pytest

from serving.crm.appendix import PersonFields
from serving.crm.vendors import VENDORS
from serving.vocabulary.terms import Crm
from tests.support.crm_requests import AT, CONTACT, NEW_CONTACT, NEW_LEAD, body_of, type_ids


def test_s36_a_hubspot_contact_has_exactly_the_appendixs_fields() -> None:
    """S36: acting user, country, first and last name, parent account (an association), phone, title."""
    request = VENDORS[Crm.HUBSPOT].bodies.creation(NEW_CONTACT)

    assert body_of(request)["properties"] == {
        "hubspot_owner_id": "77",
        "country": "GB",
        "firstname": "Joanna",
        "lastname": "O'Neil",
        "phone": "+44 20 7946 0000",
        "jobtitle": "CEO",
    }
    assert type_ids(request) == [279]


def test_s36_an_oracle_contact_has_exactly_the_appendixs_fields() -> None:
    assert VENDORS[Crm.ORACLE].bodies.creation(NEW_CONTACT).body == {
        "OwnerPartyId": 77,
        "Country": "GB",
        "FirstName": "Joanna",
        "LastName": "O'Neil",
        "AccountPartyId": 300300,
        "WorkPhoneNumber": "+44 20 7946 0000",
        "JobTitle": "CEO",
    }


def test_s37_an_oracle_lead_has_the_same_and_its_stage() -> None:
    """S37; Name, which Oracle requires, is made of the two names."""
    body = body_of(VENDORS[Crm.ORACLE].bodies.creation(NEW_LEAD))

    assert body.pop("Name") == "Joanna O'Neil"
    assert body == {
        "OwnerPartyId": 77,
        "PrimaryContactCountry": "GB",
        "PrimaryContactPersonFirstName": "Joanna",
        "PrimaryContactPersonLastName": "O'Neil",
        "CustomerId": 300300,
        "PrimaryContactPhoneNumber": "+44 20 7946 0000",
        "PrimaryContactJobTitle": "CEO",
        "StatusCode": "NEW",
    }


@pytest.mark.parametrize("crm", list(Crm))
def test_s35_an_update_without_fields_makes_no_request(crm: Crm) -> None:
    assert VENDORS[crm].bodies.update(CONTACT, PersonFields(), None) == ()


def test_d30_a_lost_creation_is_searched_by_its_fields_and_its_time() -> None:
    hubspot = VENDORS[Crm.HUBSPOT].bodies.created_again(NEW_CONTACT)
    oracle = VENDORS[Crm.ORACLE].bodies.created_again(NEW_LEAD)

    filters = json.loads(json.dumps(hubspot.body))["filterGroups"][0]["filters"]
    assert [(one["propertyName"], one["value"]) for one in filters] == [
        ("firstname", "Joanna"),
        ("lastname", "O'Neil"),
        ("hubspot_owner_id", "77"),
        ("createdate", str(int(AT.astimezone(UTC).timestamp() * 1000))),
    ]
    assert oracle.query["q"] == (
        "PrimaryContactPersonFirstName='Joanna';PrimaryContactPersonLastName='O''Neil'"
        ";OwnerPartyId=77;CreationDate>=2026-03-01T12:05:09.123Z"
    )
