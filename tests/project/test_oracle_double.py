"""The double of Oracle Sales: collections, queries, keys, children, writes and large objects as the pages say."""

import base64
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import httpx
import pytest

from tests.support.vendors.clock import VendorClock
from tests.support.vendors.oracle import PASSWORD, USER_NAME, OracleDouble

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
VERSION_3 = {"REST-Framework-Version": "3"}
NOTE = {"NoteTypeCode": "GENERAL", "NoteTxt": base64.b64encode(b"Text ref-7").decode()}


@pytest.fixture
def double() -> Iterator[OracleDouble]:
    with OracleDouble(clock=VendorClock(NOON)) as running:
        yield running


@pytest.fixture
def http(double: OracleDouble) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=double.base, auth=(USER_NAME, PASSWORD), timeout=10) as client:
        yield client


def account(double: OracleDouble, name: str = "Analytical Engines") -> int:
    return double.user_create("accounts", {"OrganizationName": name})


def contact(double: OracleDouble, **values: object) -> int:
    return double.user_create("contacts", {"LastName": "Byron", **values})


@pytest.mark.parametrize(
    ("version", "q", "expected"),
    [
        ("1", "LastName='Smith';JobTitle='Job 1'", ["Smith"]),
        ("1", "LastName LIKE 'smi*'", ["smithson"]),
        ("1", "LastName='O''Neil'", ["O'Neil"]),
        ("1", "LastUpdateDate>=2026-11-30T12:01:00Z", ["Smith", "smithson"]),
        ("1", "LastName='Smith' or LastName='smithson'", 400),
        ("1", "LastName='Smith' and JobTitle='Job 1'", 400),
        ("1", "ShoeSize=38", 400),
        ("3", "LastName = 'O''Neil'", ["O'Neil"]),
        ("3", "LastName IN ('Smith', 'smithson')", ["Smith", "smithson"]),
        ("3", "LastUpdateDate >= '2026-11-30T12:01:00.000+00:00'", ["Smith", "smithson"]),
        ("3", "LastName like 'Smi*'", ["Smith"]),
        ("3", "JobTitle='Job 1';LastName='Smith'", 400),
        ("3", "LastName = Smith", 400),
        ("3", "LastName = 'O'Neil'", 400),
        ("3", "ShoeSize = '38'", 400),
        ("3", "PartyId = 'many'", 400),
        ("3", "LastUpdateDate >= 'yesterday'", 400),
        ("3", "PartyId like '3*'", 400),
    ],
)
def test_a_query_is_read_as_its_framework_version_says(
    double: OracleDouble, http: httpx.Client, version: str, q: str, expected: list[str] | int
) -> None:
    for number, name in enumerate(("O'Neil", "Smith", "smithson")):
        contact(double, LastName=name, JobTitle=f"Job {number}")
        double.clock.advance(60)
    params = {"q": q, "fields": "LastName", "onlyData": "true"}

    answer = http.get("/contacts", params=params, headers={"REST-Framework-Version": version})

    shown = [row["LastName"] for row in answer.json()["items"]] if answer.status_code == 200 else answer.status_code
    assert shown == expected


def test_a_lead_is_reached_by_the_hash_of_its_links_alone(double: OracleDouble, http: httpx.Client) -> None:
    ada = contact(double, EmailAddress="ada@example.com", Country="GB")
    lead = double.user_create("leads", {"Name": "Interest", "PrimaryContactId": ada})

    found = http.get("/leads", params={"q": f"LeadId={lead}"}).json()["items"][0]
    links = {link["rel"]: link["href"] for link in found["links"]}

    assert found["PrimaryContactEmailAddress"] == "ada@example.com"
    assert http.get(links["self"]).json()["LeadId"] == lead
    assert http.get(f"/leads/{lead}").status_code == 404
    assert http.get(f"/leads/{found['LeadNumber']}").status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "named"),
    [
        ("/activities", {"Subject": "Call"}, "ActivityFunctionCode"),
        ("/activities", {"Subject": " ", "ActivityFunctionCode": "TASK"}, "Subject"),
        ("/activities", {"Subject": "x" * 501, "ActivityFunctionCode": "TASK"}, "Subject"),
        ("/activities", {"Subject": "Call", "ActivityFunctionCode": "PARTY"}, "ActivityFunctionCode"),
        (
            "/activities",
            {"Subject": "Call", "ActivityFunctionCode": "TASK", "ActivityDescription": "no base64!"},
            "ActivityDescription",
        ),
        ("/contacts", {"JobTitle": "Countess"}, "LastName"),
        ("/contacts", {"LastName": "Byron", "ShoeSize": "38"}, "ShoeSize"),
        ("/contacts", {"LastName": "Byron", "PartyId": 1}, "PartyId"),
        ("/contacts", {"LastName": "Byron", "AccountPartyId": 1}, "AccountPartyId"),
        ("/contacts", {"LastName": 1815}, "LastName"),
        ("/leads", {"StatusCode": "QUALIFIED"}, "Name"),
        ("/accounts", {"City": "London"}, "OrganizationName"),
    ],
)
def test_what_a_payload_lacks_or_must_not_hold_is_refused_by_its_name(
    http: httpx.Client, path: str, body: Mapping[str, object], named: str
) -> None:
    answer = http.post(path, json=body, headers=VERSION_3)

    assert (answer.status_code, answer.headers["content-type"]) == (400, "text/plain")
    assert named in answer.text


def test_a_large_object_travels_as_base64_is_read_as_it_is_and_cannot_be_queried(http: httpx.Client) -> None:
    text = base64.b64encode("Spoke – well".encode()).decode()
    body = {"Subject": "Call", "ActivityFunctionCode": "TASK", "ActivityDescription": text}

    made = http.post("/activities", json=body)
    read = http.get(f"/activities/{made.json()['ActivityNumber']}/enclosure/ActivityDescription")
    queried = {"q": "ActivityDescription='x'"}
    refused = [http.get("/activities", params=queried, headers=version).status_code for version in ({}, VERSION_3)]

    assert (made.status_code, made.json()["ActivityStartDate"]) == (201, "2026-11-30T12:00:00.000Z")
    assert read.content.decode() == "Spoke – well"
    assert http.get(made.headers["Location"]).json()["ActivityDescription"] == text
    assert refused == [400, 400]
