"""The answers of /v1/match to valid requests."""

import json
from typing import Any

import pytest

from tests.support.service_fakes import FakeMatcher, face_of


def results_of(matcher: FakeMatcher, request: dict[str, Any]) -> list[dict[str, Any]]:
    response = face_of(matcher).match(json.dumps(request).replace("Infinity", "1e999").encode())
    assert response.status_code == 200, response.text
    results: list[dict[str, Any]] = response.json()["results"]
    return results


def test_an_answer_has_every_field_of_the_design() -> None:
    results = results_of(FakeMatcher(), {"kind": "person", "records": [{"id": "a", "first_name": "Ann"}]})

    profile = {"id": "p-a", "probability": 0.987654, "match_weight": 12.345679}
    assert results == [
        {
            "record_id": "a",
            "decision": "linked",
            "match": profile,
            "margin": 0.9,
            "candidates": [profile | {"reasons": ["same e-mail"]}],
            "reasons": ["same e-mail"],
            "basis": "own_labels",
            "model_version": "b1+i1.0",
        }
    ]


@pytest.mark.parametrize(
    ("record", "record_id", "error"),
    [
        (7, None, "record: got a number, expected an object of columns"),
        ({"first_name": "Ann"}, None, "id: got nothing, expected text that is not empty"),
        ({"id": "  "}, None, "id: got empty text, expected text that is not empty"),
        ({"id": {"a": 1}}, None, "id: got an object, expected text that is not empty"),
        ({"id": "x", "email": ["a@b.example"]}, "x", "email: got a list, expected text or null"),
        ({"id": "x", "phone": float("inf")}, "x", "phone: got a number that is not finite, expected text or null"),
        ({"id": "x", "city": True}, "x", "city: got a boolean, expected text or null"),
        ({"id": "x", "past_titles": [1]}, "x", "past_titles: got a list of other things than text, expected"),
    ],
)
def test_an_unreadable_record_has_its_own_error_and_the_others_are_answered(
    record: object, record_id: str | None, error: str
) -> None:
    results = results_of(FakeMatcher(), {"kind": "person", "records": [{"id": "a"}, record, {"id": "b"}]})

    assert [one.get("decision") for one in results] == ["linked", None, "linked"]
    assert results[1]["record_id"] == record_id
    assert results[1]["error"].startswith(error)


def test_numbers_become_text_and_lists_of_plural_columns_are_joined() -> None:
    matcher = FakeMatcher()
    record = {
        "id": 17,
        "employees": 120.0,
        "postal_code": 1010,
        "phone": 10**400,
        "aliases": ["Acme", None, "ACME"],
        "city": None,
    }

    results_of(matcher, {"kind": "company", "records": [record]})

    row = {
        "id": "17",
        "employees": "120",
        "postal_code": "1010",
        "phone": str(10**400),
        "aliases": "Acme; ACME",
        "city": None,
    }
    assert matcher.calls == [[row]]


def test_limit_and_explain_reach_the_matcher() -> None:
    matcher = FakeMatcher()

    results_of(matcher, {"kind": "person", "records": [{"id": "a"}], "limit": 50, "explain": True})

    assert matcher.asked == {"limit": 50, "explain": True}


def test_half_a_surrogate_becomes_the_replacement_character() -> None:
    matcher = FakeMatcher()

    response = face_of(matcher).match(b'{"kind": "person", "records": [{"id": "a\\ud83d", "city": "\\udc00x"}]}')

    assert response.json()["results"][0]["record_id"] == "a\ufffd"
    assert matcher.calls == [[{"id": "a\ufffd", "city": "\ufffdx"}]]
