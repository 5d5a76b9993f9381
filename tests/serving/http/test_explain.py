"""`POST /v1/explain` answers for every token that may match, as the matcher decides; what `show` adds to a match."""

import json
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from features.schema.kinds import Kind
from serving.application import ServiceParts, create_app
from serving.http.scoring_queue import ScoringQueue
from serving.matching.matcher import Matcher
from serving.runtime.settings import Settings
from tests.support.service_fakes import TOKEN, Face, served
from tests.support.small_network import MEMBERS, contact

RECORD = {"id": "17", **contact("M1", city="Dallas")}
BODY: dict[str, Any] = {"kind": "person", "record": RECORD, "profile_id": "M1"}


@pytest.fixture(scope="module")
def face(matchers: dict[Kind, Matcher]) -> Face:
    return Face(create_app(ServiceParts(Settings(token=SecretStr(TOKEN)), served(matchers), ScoringQueue(8))))


def ask(face: Face, body: object, token: str = TOKEN) -> httpx.Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    return face.call("POST", "/v1/explain", content, headers)


def test_match_shows_the_wanted_fields_of_candidates_as_the_network_has_them(face: Face) -> None:
    body = {"kind": "person", "records": [RECORD], "show": ["title", "name"]}

    [shown] = face.match(json.dumps(body).encode()).json()["results"]

    first, *others = shown["candidates"]
    assert first["shown"] == {"title": "Head of Procurement", "name": "Wilhelmina Thackeray"}
    assert shown["match"]["shown"] == first["shown"]
    assert all(set(one["shown"]) == {"title", "name"} for one in others)


def test_match_shows_no_field_that_is_private(face: Face) -> None:
    body = {"kind": "person", "records": [RECORD], "show": ["email"]}

    refused = face.match(json.dumps(body).encode())

    assert refused.status_code == 422
    assert refused.json()["errors"][0] == {
        "pointer": "/show",
        "got": "a list",
        "expected": "a list of name, title, company, city, region, country, profile_url",
    }


@pytest.mark.parametrize("profile", ["M1", "M2", "M5"])
def test_a_member_s_contact_information_is_not_told_not_even_by_an_edit(face: Face, profile: str) -> None:
    record = {name: value for name, value in RECORD.items() if name != "email"} | {"company": "Elsewhere Ltd"}

    answer = ask(face, BODY | {"record": record, "profile_id": profile, "against": "M1", "edits": True})

    assert answer.status_code == 200
    for member in (profile, "M1"):
        for private in (MEMBERS[member]["email"], MEMBERS[member]["email"].partition("@")[0]):
            assert private not in answer.text
    pairs = [pair for one in answer.json()["pair"]["comparisons"] for pair in one["fields"]]
    assert {pair["name"] for pair in pairs if pair["withheld"] == "network"} >= {"email"}
    for edit in answer.json()["edits"]["found"]:
        for change in edit["changes"]:
            assert (change["after"] is None) == (change["action"] == "empty" or change["withheld"] == "network")


@pytest.mark.parametrize(
    ("changed", "status", "problem", "pointer"),
    [
        ({"profile_id": "nobody"}, 404, "profile-unknown", None),
        ({"against": "nobody"}, 404, "profile-unknown", None),
        ({"record": {"id": "17"}}, 422, "record-unreadable", None),
        ({"record": {"full_name": "Ann"}}, 422, "fields-wrong", "/record/id"),
        ({"record": {"id": "1", "name": "Ann"}}, 422, "fields-wrong", "/record/name"),
        ({"record": "17"}, 422, "fields-wrong", "/record"),
        ({"kind": "dog"}, 422, "fields-wrong", "/kind"),
        ({"limit": 1}, 422, "fields-wrong", "/limit"),
    ],
)
def test_a_wrong_request_is_refused_where_it_is_wrong(
    face: Face, changed: dict[str, Any], status: int, problem: str, pointer: str | None
) -> None:
    answer = ask(face, BODY | changed)

    document = answer.json()
    assert (answer.status_code, document["type"]) == (status, f"urn:onematch:problem:{problem}")
    assert pointer is None or document["errors"][0]["pointer"] == pointer
