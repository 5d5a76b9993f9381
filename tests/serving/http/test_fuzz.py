"""No request body makes the service fail."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from features.schema.kinds import PERSON_COLUMNS
from tests.support.service_fakes import FakeMatcher, face_of

FACE = face_of(FakeMatcher())
ANY_TEXT = st.text(alphabet=st.characters(codec=None, categories=None), max_size=20)
LEAF = st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT
VALUES = st.recursive(LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3))
RECORDS = st.lists(st.dictionaries(st.sampled_from(PERSON_COLUMNS), VALUES, max_size=6) | VALUES, max_size=4)
REQUESTS = st.fixed_dictionaries(
    {"kind": st.sampled_from(["person", "company"]) | VALUES, "records": RECORDS | VALUES},
    optional={"explain": VALUES, "limit": VALUES, "other": VALUES},
)


@settings(max_examples=150, deadline=None)
@given(REQUESTS | VALUES)
def test_any_json_is_answered_or_refused(document: object) -> None:
    response = FACE.match(json.dumps(document).encode())

    assert response.status_code < 500, response.text
    assert response.json()


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_answered_or_refused(body: bytes) -> None:
    response = FACE.match(body)

    assert 400 <= response.status_code < 500
    assert response.json()["status"] == response.status_code


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["id", "email", "city"]), ANY_TEXT), max_size=3))
def test_any_text_in_a_record_gives_an_answer_that_is_json(pairs: list[tuple[str, str]]) -> None:
    body = {"kind": "person", "records": [dict(pairs), {"id": "a"}]}

    response = FACE.match(json.dumps(body).encode())

    assert response.status_code == 200
    assert len(response.json()["results"]) == 2
