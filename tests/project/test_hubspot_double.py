"""The double of HubSpot: read by the published client and by plain HTTP, it behaves as the pages say."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import httpx
import hubspot
import pytest
from hubspot.crm.contacts import PublicObjectSearchRequest
from hubspot.crm.objects import SimplePublicObjectInputForCreate

from tests.support.vendors.clock import VendorClock
from tests.support.vendors.hubspot import HubSpotDouble

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
CONTACTS = "/crm/v3/objects/contacts"
COMPANIES = "/crm/v3/objects/companies"
NOTES = "/crm/v3/objects/notes"
ON_A_CONTACT = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 202}]
IN_THE_CITY = {"propertyName": "city", "operator": "EQ", "value": "London"}


@pytest.fixture
def double() -> Iterator[HubSpotDouble]:
    with HubSpotDouble(clock=VendorClock(NOON)) as running:
        yield running


@pytest.fixture
def http(double: HubSpotDouble) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {double.private_token()}"}
    with httpx.Client(base_url=double.address, headers=headers, timeout=10) as client:
        yield client


@pytest.fixture
def published(double: HubSpotDouble) -> Any:
    return hubspot.Client.create(access_token=double.private_token(), host=double.address)


def contact(double: HubSpotDouble, **properties: str) -> str:
    return double.user_create("contacts", {"lastname": "Byron"} | properties).id


def company(double: HubSpotDouble, name: str = "Analytical Engines") -> str:
    return double.user_create("companies", {"name": name}).id


def note(contact_id: str, body: str = "") -> Mapping[str, object]:
    properties = {"hs_timestamp": "2026-11-30T11:00:00Z", "hs_note_body": body}
    return {"properties": properties, "associations": [{"to": {"id": contact_id}, "types": ON_A_CONTACT}]}


def found(http: httpx.Client, kind: str, **filter_: object) -> list[str]:
    answer = http.post(f"/crm/v3/objects/{kind}/search", json={"filterGroups": [{"filters": [filter_]}]})
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["results"]]


def companies_of(http: httpx.Client, contact_id: str) -> dict[int, list[int]]:
    answer = http.post("/crm/v4/associations/contacts/companies/batch/read", json={"inputs": [{"id": contact_id}]})
    rows = [row for result in answer.json()["results"] for row in result["to"]]
    return {row["toObjectId"]: sorted(type_["typeId"] for type_ in row["associationTypes"]) for row in rows}


def test_the_published_client_writes_reads_lists_and_searches(published: Any) -> None:
    wanted = SimplePublicObjectInputForCreate(
        properties={"email": "Ada@Example.com", "firstname": "Ada", "lastname": "Byron"}, associations=[]
    )

    made = published.crm.contacts.basic_api.create(simple_public_object_input_for_create=wanted)
    read = published.crm.contacts.basic_api.get_by_id(made.id, properties=["email"])
    page = published.crm.contacts.basic_api.get_page(limit=1)
    search = PublicObjectSearchRequest(
        filter_groups=[{"filters": [{"propertyName": "email", "operator": "EQ", "value": "ada@example.com"}]}],
        properties=["firstname"],
        limit=10,
        after="0",
        sorts=[],
    )
    hits = published.crm.contacts.search_api.do_search(public_object_search_request=search)

    assert read.properties["email"] == "ada@example.com"
    assert [row.id for row in page.results] == [made.id]
    assert (hits.total, hits.results[0].properties["firstname"]) == (1, "Ada")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (NOTES, {"properties": {"hs_note_body": "text"}, "associations": []}),
        (CONTACTS, {"properties": {"city": "London"}, "associations": []}),
        (CONTACTS, {"properties": {"lastname": "Byron"}}),
        (CONTACTS, {"associations": []}),
        ("/crm/v3/objects/communications", {"properties": {"hs_timestamp": "0"}, "associations": []}),
        (NOTES, note("999999")),
        (f"{CONTACTS}/search", {"limit": 201}),
        (f"{CONTACTS}/search", {"after": "9990", "limit": 20}),
        (f"{CONTACTS}/search", {"filterGroups": [{"filters": [IN_THE_CITY] * 7}]}),
        (f"{CONTACTS}/search", {"filterGroups": [{"filters": [IN_THE_CITY | {"propertyName": "nothing"}]}]}),
        (f"{CONTACTS}/search", {"filterGroups": [{"filters": [IN_THE_CITY | {"operator": "LIKE"}]}]}),
        (f"{CONTACTS}/search", {"sorts": [{"propertyName": "city"}, {"propertyName": "state"}]}),
    ],
)
def test_what_lacks_something_or_exceeds_a_limit_is_refused(
    double: HubSpotDouble, http: httpx.Client, path: str, body: object
) -> None:
    answer = http.post(path, json=body)

    assert (answer.status_code, answer.json()["category"]) == (400, "VALIDATION_ERROR")
    assert double.state.records == {}


def test_a_silent_move_changes_the_company_and_no_date(double: HubSpotDouble, http: httpx.Client) -> None:
    ada = contact(double)
    double.user_associate("contacts", ada, "companies", company(double, "Old"))
    new = company(double, "New")
    double.clock.advance(60)

    double.user_move(ada, new)

    read = http.get(f"{CONTACTS}/{ada}", params={"properties": "associatedcompanyid"}).json()
    assert read["properties"]["associatedcompanyid"] == new
    assert companies_of(http, ada) == {int(new): [1, 279]}
    assert read["updatedAt"] == "2026-11-30T12:00:00.000Z"


def test_search_shows_a_change_after_the_lag_and_no_archived_record(double: HubSpotDouble, http: httpx.Client) -> None:
    double.records.search_lag_s = 10
    ada = contact(double, email="ada@example.com")
    wanted = {"propertyName": "lastname", "operator": "EQ", "value": "BYRON"}

    before = found(http, "contacts", **wanted)
    double.clock.advance(10)
    after = found(http, "contacts", **wanted)
    double.user_change("contacts", ada, {"lastname": "Lovelace"})
    stale = found(http, "contacts", **wanted)
    double.clock.advance(10)

    assert (before, after, stale) == ([], [ada], [ada])
    assert found(http, "contacts", **wanted) == []
    double.user_delete("contacts", ada)
    double.clock.advance(10)
    assert found(http, "contacts", **wanted | {"value": "lovelace"}) == []
