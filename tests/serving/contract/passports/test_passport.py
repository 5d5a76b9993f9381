"""A passport as a document: its canonical bytes, and what is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.contract.passports.content import differences
from serving.contract.passports.passport import FORMAT, Passport, PassportUnreadable, Signature, canonical

NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-1e15, 1e15)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_canonical_bytes_outlast_any_writing_and_reading_of_the_document(value: Any) -> None:
    indented = json.loads(json.dumps(value, indent=3, ensure_ascii=True))

    assert canonical(json.loads(canonical(value))) == canonical(indented) == canonical(value)


@given(VALUES, VALUES)
def test_fields_differ_exactly_where_values_do(one: Any, other: Any) -> None:
    stated = {"a": 1, "v": one}
    found = {"a": 1, "v": other}

    assert differences(stated, stated) == []
    assert bool(differences(stated, found)) == (canonical(stated) != canonical(found))


DOCUMENT: dict[str, Any] = Passport({"format": FORMAT}, b"sealed", Signature("k", b"s")).as_json()


def test_a_document_is_read_as_it_was_written() -> None:
    assert Passport.from_json(json.loads(json.dumps(DOCUMENT))).as_json() == DOCUMENT


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ([], "the passport: got list, expected a JSON object"),
        (DOCUMENT | {"passport": None}, "passport: got NoneType, expected a JSON object"),
        (DOCUMENT | {"passport": {"format": "other"}}, "passport.format: got 'other', expected 'onematch passport 1'"),
        (DOCUMENT | {"sealed": "%"}, "sealed: got something else, expected bytes in base64"),
        (DOCUMENT | {"signature": {"algorithm": "none"}}, "signature.algorithm: got 'none', expected 'Ed25519'"),
        (
            DOCUMENT | {"signature": {"algorithm": "Ed25519", "key": 1}},
            "signature.key: got 1, expected the id of a key",
        ),
    ],
)
def test_what_is_no_passport_is_refused_with_what_was_expected(changed: object, message: str) -> None:
    with pytest.raises(PassportUnreadable) as refused:
        Passport.from_json(changed)

    assert message in str(refused.value)


@pytest.mark.parametrize("value", [float("nan"), 2**60, "\ud800", object()])
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(PassportUnreadable, match="no canonical form"):
        canonical({"value": value})
