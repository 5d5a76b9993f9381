"""Search of HubSpot's double: operators, documented limits, the lag of the index, tokens of a text."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import httpx
import pytest

from tests.support.vendors.clock import VendorClock
from tests.support.vendors.hubspot import HubSpotDouble
from tests.support.vendors.hubspot_seeds import CONTACTS, NOTES, contact, found, note

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


def test_search_shows_a_change_after_the_lag_and_no_archived_record(double: HubSpotDouble, http: httpx.Client) -> None:
    double.set_switches({"search_lag_s": 10})
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
    assert found(http, "contacts", propertyName="lastname", operator="HAS_PROPERTY") == []


@pytest.mark.parametrize(
    ("filter_", "hit"),
    [
        ({"propertyName": "email", "operator": "CONTAINS_TOKEN", "value": "*@example.com"}, True),
        ({"propertyName": "email", "operator": "CONTAINS_TOKEN", "value": "other"}, False),
        ({"propertyName": "lastmodifieddate", "operator": "GTE", "value": "1796040000000"}, True),
        ({"propertyName": "lastmodifieddate", "operator": "GT", "value": "2026-11-30T12:00:00.000Z"}, False),
        ({"propertyName": "lastname", "operator": "IN", "values": ["byron"]}, True),
        ({"propertyName": "lastname", "operator": "IN", "values": ["Byron"]}, False),
        ({"propertyName": "city", "operator": "NOT_HAS_PROPERTY"}, True),
        ({"propertyName": "city", "operator": "NEQ", "value": "London"}, True),
        ({"propertyName": "hs_object_id", "operator": "BETWEEN", "value": "1", "highValue": "2000"}, True),
    ],
)
def test_search_operators(double: HubSpotDouble, http: httpx.Client, filter_: Mapping[str, object], hit: bool) -> None:
    contact(double, email="ada@example.com")

    assert bool(found(http, "contacts", **filter_)) is hit


@pytest.mark.parametrize(
    "body",
    [
        {"limit": 201},
        {"after": "9990", "limit": 20},
        {"after": "next"},
        {"filterGroups": [{"filters": []}] * 6},
        {"filterGroups": [{"filters": [{"propertyName": "city", "operator": "HAS_PROPERTY"}] * 7}]},
        {"filterGroups": [{"filters": [{"propertyName": "city", "operator": "HAS_PROPERTY"}] * 5}] * 4},
        {"filterGroups": [{"filters": [{"propertyName": "nothing", "operator": "EQ", "value": "1"}]}]},
        {"filterGroups": [{"filters": [{"propertyName": "city", "operator": "LIKE", "value": "1"}]}]},
        {"sorts": [{"propertyName": "city"}, {"propertyName": "state"}]},
        {"query": "x" * 3000},
    ],
)
def test_a_search_beyond_the_documented_limits_is_refused(http: httpx.Client, body: object) -> None:
    answer = http.post(f"{CONTACTS}/search", json=body)

    assert (answer.status_code, answer.json()["category"]) == (400, "VALIDATION_ERROR")


def test_search_returns_the_default_properties_alone_unless_asked(double: HubSpotDouble, http: httpx.Client) -> None:
    contact(double, city="London")

    default = http.post(f"{CONTACTS}/search", json={}).json()["results"][0]["properties"]
    asked = http.post(f"{CONTACTS}/search", json={"properties": ["city"]}).json()["results"][0]["properties"]

    assert set(default) == {"createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"}
    assert set(asked) == {"city", "createdate", "hs_object_id", "lastmodifieddate"}


def test_a_marker_in_a_note_is_found_by_its_token_and_duplicates_by_marker(
    double: HubSpotDouble, http: httpx.Client
) -> None:
    ada = contact(double)
    for body in ("<p>Seen &amp; read</p>ref-1a2b", "other ref-9z9z", "twice ref-1a2b"):
        assert http.post(NOTES, json=note(ada, body)).status_code == 201

    hits = found(http, "notes", propertyName="hs_note_body", operator="CONTAINS_TOKEN", value="ref-1a2b")
    by_contact = found(http, "notes", propertyName="associations.contact", operator="EQ", value=ada)

    assert len(hits) == 2
    assert len(by_contact) == 3
    assert double.duplicates(r"ref-\w+") == {"ref-1a2b": [f"notes/{hits[0]}", f"notes/{hits[1]}"]}
