"""The double of Oracle Sales: collections, keys, pages, children, writes and large objects as the pages say."""

import base64
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import httpx
import pytest

from tests.support.vendors.clock import VendorClock
from tests.support.vendors.oracle import PASSWORD, USER_NAME, OracleDouble

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
VERSION_4 = {"REST-Framework-Version": "4"}


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


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def test_a_collection_comes_in_pages_and_counts_when_asked(double: OracleDouble, http: httpx.Client) -> None:
    for number in range(30):
        account(double, f"Account {number}")

    first = http.get("/accounts").json()
    rest = http.get("/accounts", params={"offset": 25, "totalResults": "true", "onlyData": "true"}).json()
    exact = http.get("/accounts", params={"limit": 30}).json()
    wide = http.get("/accounts", params={"limit": 1000}).json()

    assert (first["count"], first["hasMore"], first["limit"], first["offset"]) == (25, True, 25, 0)
    assert "totalResults" not in first
    assert (rest["count"], rest["hasMore"], rest["totalResults"]) == (5, False, 30)
    assert "links" not in rest["items"][0]
    assert (exact["count"], exact["hasMore"]) == (30, False)
    assert (wide["limit"], wide["count"]) == (500, 30)


def test_a_lead_is_reached_by_the_hash_of_its_links_alone(double: OracleDouble, http: httpx.Client) -> None:
    ada = contact(double, EmailAddress="ada@example.com", Country="GB")
    lead = double.user_create("leads", {"Name": "Interest", "PrimaryContactId": ada})

    found = http.get("/leads", params={"q": f"LeadId={lead}"}).json()["items"][0]
    links = {link["rel"]: link["href"] for link in found["links"]}

    assert found["PrimaryContactEmailAddress"] == "ada@example.com"
    assert http.get(links["self"]).json()["LeadId"] == lead
    assert http.get(f"/leads/{lead}").status_code == 404
    assert http.get(f"/leads/{found['LeadNumber']}").status_code == 404


def test_fields_choose_attributes_and_children_and_beat_expand(double: OracleDouble, http: httpx.Client) -> None:
    ada = contact(double)
    engines = account(double)
    deal = double.user_create("opportunities", {"Name": "Deal", "TargetPartyId": engines, "Revenue": 10.5})
    double.user_child("opportunities", deal, "OpportunityContact", {"PERPartyId": ada})
    fields = {"fields": "Name,TargetPartyName;OpportunityContact:PERPartyId,PartyName", "onlyData": "true"}

    chosen = http.get("/opportunities", params=fields | {"expand": "Note"}, headers=VERSION_4).json()["items"]
    old = http.get("/opportunities", params={"expand": "OpportunityContact"}).json()["items"][0]
    new = http.get("/opportunities", params={"expand": "all"}, headers=VERSION_4).json()["items"][0]
    none = http.get("/opportunities", params={"fields": ""}).json()["items"][0]

    child = {"PERPartyId": ada, "PartyName": "Byron"}
    assert [(row["Name"], row["TargetPartyName"]) for row in chosen] == [("Deal", "Analytical Engines")]
    assert chosen[0]["OpportunityContact"]["items"] == [child]
    assert "Note" not in chosen[0]
    assert [row["PERPartyId"] for row in old["OpportunityContact"]] == [ada]
    assert new["OpportunityContact"]["count"] == 1
    assert list(none) == ["links"]


def test_unknown_fields_are_refused_unless_the_pod_ignores_them(double: OracleDouble, http: httpx.Client) -> None:
    account(double)
    asked = {"fields": "OrganizationName,ShoeSize", "onlyData": "true"}

    refused = http.get("/accounts", params=asked)
    double.set_switches({"unknown_fields_ignored": True})

    assert refused.status_code == 400
    assert http.get("/accounts", params=asked).json()["items"] == [{"OrganizationName": "Analytical Engines"}]


@pytest.mark.parametrize(
    ("path", "body", "missing"),
    [
        ("/activities", {"Subject": "Call"}, "ActivityFunctionCode"),
        ("/activities", {"Subject": " ", "ActivityFunctionCode": "TASK"}, "Subject"),
        ("/activities", {"Subject": "Call", "ActivityFunctionCode": "PARTY"}, "ActivityFunctionCode"),
        ("/activities", {"Subject": "Call", "ActivityFunctionCode": "CALLREPORT"}, "ActivityStartDate"),
        ("/contacts", {"JobTitle": "Countess"}, "LastName"),
        ("/contacts", {"LastName": "Byron", "ShoeSize": "38"}, "ShoeSize"),
        ("/contacts", {"LastName": "Byron", "PartyId": 1}, "PartyId"),
        ("/contacts", {"LastName": "Byron", "AccountPartyId": 1}, "AccountPartyId"),
        ("/contacts", {"LastName": 1815}, "LastName"),
        ("/leads", {"StatusCode": "QUALIFIED"}, "Name"),
        ("/accounts", {"City": "London"}, "OrganizationName"),
    ],
)
def test_what_a_payload_lacks_or_must_not_hold_is_refused_with_its_path(
    http: httpx.Client, path: str, body: Mapping[str, object], missing: str
) -> None:
    detailed = http.post(path, json=body, headers=VERSION_4)
    plain = http.post(path, json=body, headers={"REST-Framework-Version": "3"})

    assert (detailed.status_code, plain.status_code) == (400, 400)
    assert detailed.headers["content-type"] == "application/vnd.oracle.adf.error+json"
    assert detailed.json()["o:errorDetails"][0]["o:errorPath"] == f"/{missing}"
    assert plain.headers["content-type"] == "text/plain"


def test_a_description_travels_as_base64_or_by_its_enclosure(double: OracleDouble, http: httpx.Client) -> None:
    body = {"Subject": "Call", "ActivityFunctionCode": "TASK", "ActivityDescription": encoded("Spoke – well")}

    made = http.post("/activities", json=body)
    plain = http.post("/activities", json=body | {"ActivityDescription": "no base64!"})
    enclosure = f"/activities/{made.json()['ActivityNumber']}/enclosure/ActivityDescription"
    read = http.get(enclosure)
    http.put(enclosure, content=b"Changed", headers={"Content-Type": "application/octet-stream"})

    assert (made.status_code, plain.status_code) == (201, 400)
    assert made.json()["ActivityStartDate"] == "2026-11-30T12:00:00.000Z"
    assert read.content.decode() == "Spoke – well"
    assert http.get(made.headers["Location"]).json()["ActivityDescription"] == encoded("Changed")
    double.set_switches({"lob_inline": False})
    assert http.get(made.headers["Location"]).json()["ActivityDescription"] is None


@pytest.mark.parametrize("q", ["ActivityDescription like '*ref*'", "ActivityDescription='x'"])
def test_a_large_object_cannot_be_queried(http: httpx.Client, q: str) -> None:
    described = http.get("/activities/describe").json()["Resources"]["activities"]["attributes"]

    answers = [http.get("/activities", params={"q": q}, headers=version).status_code for version in ({}, VERSION_4)]

    assert answers == [400, 400]
    assert [row["name"] for row in described if not row["queryable"]] == ["ActivityDescription"]


def test_notes_are_children_of_every_parent_and_leads_ask_for_more(double: OracleDouble, http: httpx.Client) -> None:
    note = {"NoteTypeCode": "GENERAL", "NoteTxt": encoded("Text ref-7")}
    ada = contact(double)
    lead = double.user_create("leads", {"Name": "Interest"})
    person = f"/contacts/{double.state.rows[f'contacts/{ada}'].values['PartyNumber']}/child/Note"
    below_lead = f"/leads/{double.key('leads', lead)}/child/Note"

    made = [http.post(person, json=note).status_code for _ in range(2)]
    short = http.post(below_lead, json=note, headers=VERSION_4)
    full = http.post(below_lead, json=note | {"VisibilityCode": "INTERNAL", "SourceObjectCode": "LEAD"})

    assert (made, full.status_code) == ([201, 201], 201)
    assert short.json()["o:errorDetails"][0]["o:errorPath"] == "/VisibilityCode"
    assert http.get(person).json()["count"] == 2
    assert len(double.duplicates(r"ref-\d+")["ref-7"]) == 3


def test_a_stale_change_is_refused_with_the_present_tag(double: OracleDouble, http: httpx.Client) -> None:
    ada = contact(double)
    path = f"/contacts/{double.state.rows[f'contacts/{ada}'].values['PartyNumber']}"
    tag = http.get(path).headers["ETag"]

    first = http.patch(path, json={"JobTitle": "Countess"}, headers={"If-Match": tag})
    second = http.patch(path, json={"JobTitle": "Analyst"}, headers={"If-Match": tag})
    override = http.post(path, json={"JobTitle": "Writer"}, headers={"X-HTTP-Method-Override": "PATCH"})

    assert (first.status_code, second.status_code, override.status_code) == (200, 412, 200)
    assert second.headers["ETag"] == first.headers["ETag"] != tag
    assert http.get(path).json()["JobTitle"] == "Writer"


def test_a_deleted_party_is_gone_and_a_merged_one_leads_on_by_its_references(
    double: OracleDouble, http: httpx.Client
) -> None:
    kept = account(double, "Kept")
    lost = account(double, "Lost")
    ada = contact(double, AccountPartyId=lost)
    number = {id_: double.state.rows[f"accounts/{id_}"].values["PartyNumber"] for id_ in (kept, lost)}
    double.clock.advance(60)

    double.user_merge("accounts", kept, lost)

    read = http.get("/contacts", params={"q": f"PartyId={ada}"}).json()["items"][0]
    assert http.get(f"/accounts/{number[lost]}").status_code == 404
    assert [row["PartyId"] for row in http.get("/accounts").json()["items"]] == [kept]
    assert (read["AccountName"], read["AccountPartyNumber"]) == ("Kept", number[kept])
    assert read["LastUpdateDate"] == "2026-11-30T12:00:00.000Z"
    assert http.get(f"/accounts/{number[kept]}").json()["LastUpdateDate"] == "2026-11-30T12:01:00.000Z"
    double.user_delete("accounts", kept)
    assert http.get(f"/accounts/{number[kept]}").status_code == 404
    double.user_restore("accounts", kept)
    assert http.get(f"/accounts/{number[kept]}").json()["LastUpdateDate"] == "2026-11-30T12:01:00.000Z"


def test_a_merged_party_may_stay_with_its_status(double: OracleDouble, http: httpx.Client) -> None:
    double.set_switches({"merged_party": "status"})
    kept = contact(double)
    lost = contact(double)

    double.user_merge("contacts", kept, lost)

    shown = {row["PartyId"]: row["PartyStatus"] for row in http.get("/contacts").json()["items"]}
    assert shown == {kept: "A", lost: "M"}


def test_a_silent_move_is_seen_by_no_query_for_changes(double: OracleDouble, http: httpx.Client) -> None:
    old = account(double, "Old")
    new = account(double, "New")
    ada = contact(double, AccountPartyId=old)
    double.clock.advance(60)
    changed = {"q": "LastUpdateDate > '2026-11-30T12:00:00Z'"}

    double.user_move(ada, new)
    silent = http.get("/contacts", params=changed, headers=VERSION_4).json()["items"]
    double.user_move(ada, new, silent=False)
    told = http.get("/contacts", params=changed, headers=VERSION_4).json()["items"]

    assert (silent, [row["AccountName"] for row in told]) == ([], ["New"])


def test_duplicates_are_found_by_an_action_of_its_own_media_type(double: OracleDouble, http: httpx.Client) -> None:
    ada = contact(double, FirstName="Ada")
    body = '{"contact": {"FirstName": "ADA", "LastName": "Byron"}}'
    headers = {"Content-Type": "application/vnd.oracle.adf.action+json"}

    found = http.post("/contacts/action/findDuplicates", content=body, headers=headers)
    wrong = http.post("/contacts/action/findDuplicates", json={"contact": {"LastName": "Byron"}})

    assert [row["PartyId"] for row in found.json()["result"]] == [str(ada)]
    assert wrong.status_code == 415
    double.set_switches({"data_quality": False})
    assert http.post("/contacts/action/findDuplicates", content=body, headers=headers).json() == {"result": []}


def test_resource_users_may_be_no_resource_of_the_pod(double: OracleDouble, http: httpx.Client) -> None:
    double.user_create("resourceUsers", {"ResourceEmail": "ada@example.com", "Username": "ada"})

    found = http.get("/resourceUsers", params={"q": "ResourceEmail='ada@example.com'"})
    double.set_switches({"resource_users": False})

    assert found.json()["items"][0]["Username"] == "ada"
    assert http.get("/resourceUsers").status_code == 404
