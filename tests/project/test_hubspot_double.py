"""The double of HubSpot: read by the published client and by plain HTTP, its records behave as the pages say."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import httpx
import hubspot
import pytest
from hubspot.crm.contacts import ApiException, PublicMergeInput, PublicObjectSearchRequest
from hubspot.crm.objects import SimplePublicObjectInputForCreate

from tests.support.vendors.clock import VendorClock
from tests.support.vendors.hubspot import HubSpotDouble
from tests.support.vendors.hubspot_seeds import COMPANIES, CONTACTS, NOTES, company, contact, note
from tests.support.vendors.hubspot_values import HubSpotRefusal

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


@pytest.fixture
def published(double: HubSpotDouble) -> Any:
    return hubspot.Client.create(access_token=double.private_token(), host=double.address)


def test_the_published_client_writes_reads_lists_and_searches(double: HubSpotDouble, published: Any) -> None:
    engines = company(double)
    wanted = SimplePublicObjectInputForCreate(
        properties={"email": "Ada@Example.com", "firstname": "Ada", "lastname": "Byron"},
        associations=[
            {"to": {"id": engines}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279}]}
        ],
    )

    made = published.crm.contacts.basic_api.create(simple_public_object_input_for_create=wanted)
    read = published.crm.contacts.basic_api.get_by_id(made.id, properties=["email"], associations=["companies"])
    page = published.crm.contacts.basic_api.get_page(limit=1)
    search = PublicObjectSearchRequest(
        filter_groups=[{"filters": [{"propertyName": "email", "operator": "EQ", "value": "ada@example.com"}]}],
        properties=["firstname"],
        limit=10,
        after="0",
        sorts=[],
    )
    hits = published.crm.contacts.search_api.do_search(public_object_search_request=search)
    links = published.crm.associations.v4.basic_api.get_page("contacts", made.id, "companies")

    assert read.properties["email"] == "ada@example.com"
    rows = read.associations["companies"].results
    assert [(row.id, row.type) for row in rows] == [
        (engines, "contact_to_company"),
        (engines, "contact_to_company_unlabeled"),
    ]
    assert [row.id for row in page.results] == [made.id]
    assert (hits.total, hits.results[0].properties["firstname"]) == (1, "Ada")
    assert sorted(type_.type_id for type_ in links.results[0].association_types) == [1, 279]


def test_the_published_client_reads_owners_pipelines_and_properties(double: HubSpotDouble, published: Any) -> None:
    double.user_owner("7", "ada@example.com", 70)
    double.user_owner("8", "gone@example.com", 80, archived=True)

    owners = published.crm.owners.owners_api.get_page()
    gone = published.crm.owners.owners_api.get_page(archived=True)
    pipelines = published.crm.pipelines.pipelines_api.get_all("deals")
    names = {row.name for row in published.crm.properties.core_api.get_all("contacts").results}

    assert [(owner.id, owner.user_id) for owner in owners.results] == [("7", 70)]
    assert [(owner.user_id, owner.user_id_including_inactive) for owner in gone.results] == [(None, 80)]
    assert [stage.metadata["isClosed"] for stage in pipelines.results[0].stages][-2:] == ["true", "true"]
    assert {"email", "lastmodifieddate", "hs_merged_object_ids"} <= names


def test_the_published_client_merges_and_old_ids_lead_to_the_merged_record(
    double: HubSpotDouble, published: Any
) -> None:
    first = contact(double, email="a@example.com")
    second = contact(double, email="b@example.com", city="London")

    merged = published.crm.contacts.basic_api.merge(
        public_merge_input=PublicMergeInput(primary_object_id=first, object_id_to_merge=second)
    )

    assert merged.id not in {first, second}
    assert merged.properties["hs_merged_object_ids"] == f"{first};{second}"
    for old in (first, second):
        read = published.crm.contacts.basic_api.get_by_id(old, properties=["email", "city"])
        assert (read.id, read.properties["email"], read.properties["city"]) == (merged.id, "a@example.com", "London")
    assert [row.id for row in published.crm.contacts.basic_api.get_page().results] == [merged.id]


def test_a_merge_keeps_one_primary_company_and_all_associations(double: HubSpotDouble, http: httpx.Client) -> None:
    first = contact(double)
    second = contact(double)
    one = company(double, "One")
    other = company(double, "Other")
    double.user_associate("contacts", first, "companies", one)
    double.user_associate("contacts", second, "companies", other)

    merged = double.user_merge("contacts", first, second).id

    read = http.get(f"{CONTACTS}/{merged}", params={"associations": "companies"}).json()
    assert [(row["id"], row["type"]) for row in read["associations"]["companies"]["results"]] == [
        (one, "contact_to_company"),
        (one, "contact_to_company_unlabeled"),
        (other, "contact_to_company_unlabeled"),
    ]
    back = http.get(f"/crm/v4/objects/companies/{other}/associations/contacts").json()
    assert [row["toObjectId"] for row in back["results"]] == [int(merged)]


def test_an_email_that_exists_is_a_conflict_that_names_the_contact(
    double: HubSpotDouble, http: httpx.Client, published: Any
) -> None:
    known = contact(double, email="ada@example.com")
    again = {"properties": {"email": "ADA@example.com"}, "associations": []}

    answer = http.post(CONTACTS, json=again)
    with pytest.raises(ApiException) as raised:
        published.crm.contacts.basic_api.create(simple_public_object_input_for_create=again)

    assert (answer.status_code, raised.value.status) == (409, 409)
    assert answer.json()["category"] == "CONFLICT"
    assert answer.json()["message"] == f"Contact already exists. Existing ID: {known}"


@pytest.mark.parametrize(
    ("path", "properties", "code"),
    [
        (CONTACTS, {"lastname": "Byron", "shoe_size": "38"}, "PROPERTY_DOESNT_EXIST"),
        (CONTACTS, {"email": "nobody"}, "INVALID_EMAIL"),
        (CONTACTS, {"lastname": "Byron", "hs_object_id": "1"}, "READ_ONLY_VALUE"),
        (CONTACTS, {"lastname": "Byron", "lifecyclestage": "friend"}, "INVALID_OPTION"),
        (COMPANIES, {"name": "Engines", "numberofemployees": "many"}, "INVALID_INTEGER"),
        (NOTES, {"hs_timestamp": "tomorrow"}, "INVALID_DATE"),
        (NOTES, {"hs_timestamp": "0", "hs_note_body": "x" * 65_537}, "PROPERTY_VALUE_TOO_LONG"),
    ],
)
def test_a_bad_property_is_refused_in_hubspots_shape(
    http: httpx.Client, path: str, properties: Mapping[str, str], code: str
) -> None:
    answer = http.post(path, json={"properties": properties, "associations": []})

    content = answer.json()
    assert (answer.status_code, content["category"]) == (400, "VALIDATION_ERROR")
    embedded = json.loads(content["message"].removeprefix("Property values were not valid: "))
    assert [error["error"] for error in embedded] == [code]
    assert {"status", "message", "correlationId", "category", "errors"} <= set(content)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (NOTES, {"properties": {"hs_note_body": "text"}, "associations": []}),
        (CONTACTS, {"properties": {"city": "London"}, "associations": []}),
        (CONTACTS, {"properties": {"lastname": "Byron"}}),
        (CONTACTS, {"associations": []}),
        ("/crm/v3/objects/communications", {"properties": {"hs_timestamp": "0"}, "associations": []}),
        (NOTES, note("999999", "to nobody")),
    ],
)
def test_what_a_create_needs_is_required(double: HubSpotDouble, http: httpx.Client, path: str, body: object) -> None:
    answer = http.post(path, json=body)

    assert (answer.status_code, answer.json()["category"]) == (400, "VALIDATION_ERROR")
    assert double.state.records == {}


def test_lists_page_by_id_and_keep_the_archived_apart(double: HubSpotDouble, http: httpx.Client) -> None:
    ids = [contact(double) for _ in range(5)]
    double.user_delete("contacts", ids[1])

    seen: list[str] = []
    after: str | None = "0"
    while after is not None:
        page = http.get(CONTACTS, params={"limit": "2", "after": after}).json()
        seen += [row["id"] for row in page["results"]]
        after = page.get("paging", {}).get("next", {}).get("after")

    assert seen == [ids[0], *ids[2:]]
    assert [row["id"] for row in http.get(CONTACTS, params={"archived": "true"}).json()["results"]] == [ids[1]]
    assert http.get(CONTACTS, params={"limit": "101"}).status_code == 400
    assert http.get(f"{CONTACTS}/{ids[1]}").status_code == 404
    assert http.get(f"{CONTACTS}/{ids[1]}", params={"archived": "true"}).json()["archived"] is True


def test_an_archived_contact_comes_back_by_hand_and_a_purged_one_never(
    double: HubSpotDouble, http: httpx.Client
) -> None:
    kept = contact(double, email="kept@example.com")
    gone = contact(double, email="gone@example.com")

    http.delete(f"{CONTACTS}/{kept}")
    double.user_restore("contacts", kept)
    purged = http.post(f"{CONTACTS}/gdpr-delete", json={"objectId": gone})

    assert http.get(f"{CONTACTS}/{kept}").status_code == 200
    assert purged.status_code == 204
    assert http.get(f"{CONTACTS}/{gone}", params={"archived": "true"}).status_code == 404
    again = {"properties": {"email": "gone@example.com"}, "associations": []}
    assert http.post(CONTACTS, json=again).status_code == 400


def test_a_contact_comes_back_within_90_days_alone(double: HubSpotDouble, http: httpx.Client) -> None:
    ada = contact(double)
    double.clock.advance(60)
    http.delete(f"{CONTACTS}/{ada}")
    double.clock.advance(91 * 24 * 3600)

    assert http.get(f"{CONTACTS}/{ada}?archived=true").json()["updatedAt"] == "2026-11-30T12:01:00.000Z"
    with pytest.raises(HubSpotRefusal, match="90 days"):
        double.user_restore("contacts", ada)


def test_a_silent_move_changes_the_company_and_no_date(double: HubSpotDouble, http: httpx.Client) -> None:
    ada = contact(double)
    old = company(double, "Old")
    new = company(double, "New")
    double.user_associate("contacts", ada, "companies", old)
    double.clock.advance(60)

    double.user_move(ada, new)

    read = http.get(
        f"{CONTACTS}/{ada}", params={"associations": "companies", "properties": "associatedcompanyid"}
    ).json()
    assert read["properties"]["associatedcompanyid"] == new
    assert {row["id"] for row in read["associations"]["companies"]["results"]} == {new}
    assert read["updatedAt"] == "2026-11-30T12:00:00.000Z"
    double.set_switches({"association_touches_modified": True})
    double.user_move(ada, old)
    assert http.get(f"{CONTACTS}/{ada}").json()["updatedAt"] == "2026-11-30T12:01:00.000Z"


def test_v4_associations_are_read_in_pages_and_primary_is_one(double: HubSpotDouble, http: httpx.Client) -> None:
    double.set_switches({"association_page": 2})
    ada = contact(double)
    alone = contact(double)
    companies = [company(double, f"Company {number}") for number in range(3)]
    for target in companies:
        answer = http.put(f"/crm/v4/objects/contacts/{ada}/associations/default/companies/{target}")
        assert answer.status_code == 200
    primary = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 1}]
    http.put(f"/crm/v4/objects/contacts/{ada}/associations/companies/{companies[2]}", json=primary)

    path = "/crm/v4/associations/contacts/companies/batch/read"
    first = http.post(path, json={"inputs": [{"id": ada}, {"id": alone}]})
    after = first.json()["results"][0]["paging"]["next"]["after"]
    rest = http.post(path, json={"inputs": [{"id": ada, "after": after}]}).json()["results"][0]

    assert (first.status_code, first.json()["numErrors"]) == (207, 1)
    rows = [*first.json()["results"][0]["to"], *rest["to"]]
    assert "paging" not in rest
    types = {row["toObjectId"]: sorted(type_["typeId"] for type_ in row["associationTypes"]) for row in rows}
    assert types == {int(companies[0]): [279], int(companies[1]): [279], int(companies[2]): [1, 279]}
