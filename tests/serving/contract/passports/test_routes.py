"""The passport of a contract's link: replayed to the last digit, refused where forged, silent on what is hidden."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from serving.contract.passports.content import Header, PassportOffice, SealedPart
from serving.contract.passports.passport import Passport
from serving.contract.passports.signing_keys import SigningKeys
from serving.contract.passports.verification import PassportVerdict
from serving.vocabulary.terms import Scope
from tests.serving.contract.linking.test_explanations import COLUMNS, SECRETS, VALUES
from tests.support.small_network import contact
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER

Document = dict[str, Any]
VALID = PassportVerdict.VALID.value
REFUTED = PassportVerdict.REFUTED.value
INCOMPLETE = PassportVerdict.INCOMPLETE.value
FORGED = PassportVerdict.FORGED.value
DIGITS = "0123456789"


def passport(sync: Sync, record_id: str, acting: str = SELLER) -> Document:
    return sync.tenant.good("GET", f"/records/contact/{record_id}/passport", acting=acting)


def verified(sync: Sync, document: Document) -> Document:
    return sync.tenant.good("POST", "/passports/verify", document, acting=SELLER)


def verdict(sync: Sync, document: Document) -> str:
    return str(verified(sync, document)["verdict"])


def with_office(sync: Sync, work: Callable[[PassportOffice], Passport]) -> Document:
    """Do what only the holder of the signing key and of the contract's key can do."""
    parts = sync.tenant.parts
    with parts.store.reading() as connection:
        key = sync.tenant.scope.key(connection)
        return work(PassportOffice(SigningKeys.of(parts.settings, parts.store), key)).as_json()


def signed_again(sync: Sync, document: Document) -> Document:
    read = Passport.from_json(document)
    return with_office(sync, lambda office: office.sign(read.content, read.sealed))


def sealed_again(sync: Sync, document: Document) -> Document:
    """Seal the changed statements as well, so that only the replay can refute them."""
    header = Header.of(document["passport"])
    read = Passport.from_json(document)

    def work(office: PassportOffice) -> Passport:
        part = SealedPart.unsealed(read.sealed, office.key, header.context)
        sealed = replace(part, stated=read.content).sealed(office.key, header.context)
        return office.sign(read.content, sealed)

    return with_office(sync, work)


@pytest.mark.usefixtures("collective")
def test_the_collective_pass_is_replayed_after_the_other_records_changed(sync: Sync) -> None:
    sync.put("contact", id="P1", **contact("M1"))
    sync.put("contact", id="P2", **contact("M1", title="Intern", email=None))
    documents = [passport(sync, record) for record in ("P1", "P2")]

    sync.put("contact", id="P2", **contact("M4"))

    assert [one["passport"]["pass"] for one in documents] == ["collective", "collective"]
    assert [verdict(sync, one) for one in documents] == [VALID, VALID]


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the places of values that hold a digit."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from leaves(part, (*path, key))
    if not isinstance(value, dict | list | bool) and any(digit in DIGITS for digit in str(value)):
        yield path


def with_digit_changed(document: Document, path: tuple[Any, ...], draw: Callable[[list[Any]], Any]) -> Document:
    """Change one digit of the value at a place."""
    changed = deepcopy(document)
    part = changed["passport"]
    for key in path[:-1]:
        part = part[key]
    text = json.dumps(part[path[-1]])
    places = [place for place, letter in enumerate(text) if letter in DIGITS]
    at = draw(places[:15] if isinstance(part[path[-1]], float) else places)  # later digits may be those of one float
    written = [json.loads(text[:at] + digit + text[at + 1 :]) for digit in DIGITS[1:]]
    part[path[-1]] = draw([one for one in written if one != part[path[-1]]])
    return changed


REPLAYED = ("decision", "candidates", "others", "record", "profile")


@pytest.mark.usefixtures("collective")
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_changed_digit_is_a_forgery_and_signed_again_it_is_refuted(sync: Sync, data: st.DataObject) -> None:
    sync.put("contact", id="P1", **contact("M1"))
    document = passport(sync, "P1")

    def one_of(some: list[Any]) -> Any:  # hashes differ in each document, what is drawn must not
        return some[data.draw(st.integers(0, 9_999)) % len(some)]

    path = one_of(list(leaves(document["passport"])))
    changed = with_digit_changed(document, path, one_of)

    if path[0] in ("format", "issuer"):
        assert sync.tenant.ask("POST", "/passports/verify", changed, acting=SELLER).status_code in (404, 422)
        return
    assert verdict(sync, changed) == FORGED
    signed = verified(sync, signed_again(sync, changed))
    assert signed["verdict"] in ((REFUTED, FORGED) if path[0] == "issued_at" else (REFUTED,))
    if path[0] in REPLAYED:
        found = verified(sync, sealed_again(sync, changed))
        assert found["verdict"] == REFUTED
        assert any(one["field"].startswith(path[0]) for one in found["differences"])


@pytest.mark.parametrize(
    ("part", "changed", "sign", "found", "says"),
    [
        ("id", "other", signed_again, REFUTED, "bytes that were not sealed for it"),
        ("issued_at", "yesterday", signed_again, FORGED, "the passport does not state when it was issued"),
        ("model", {"bundle": "none"}, sealed_again, INCOMPLETE, "the bundle none: no folder of that version"),
        ("model", {"index": "none"}, sealed_again, INCOMPLETE, "the index none: no folder of that version"),
        ("model", {"changes": "none"}, sealed_again, INCOMPLETE, "got other changes, expected those that the match"),
        ("model", {"delta": 99}, sealed_again, INCOMPLETE, "99"),
        ("decision", {"decision": "lost"}, signed_again, REFUTED, "linked"),
    ],
)
def test_what_the_signer_states_and_did_not_find_is_named(
    sync: Sync,
    part: str,
    changed: Any,
    sign: Callable[[Sync, Document], Document],
    found: str,
    says: str,
) -> None:
    sync.put("contact", id="P1", **contact("M1"))
    document = passport(sync, "P1")
    stated = document["passport"][part]
    document["passport"][part] = stated | changed if isinstance(stated, dict) else changed

    shown = verified(sync, sign(sync, document))

    assert shown["verdict"] == found
    [named] = shown["missing"] or [str(one["found"]) for one in shown["differences"]] or [shown["reason"]]
    assert says in named


def test_the_key_that_signs_is_the_last_one_that_is_listed(sync: Sync) -> None:
    sync.put("contact", id="P1", **contact("M1"))

    document = passport(sync, "P1")

    listed = sync.tenant.ask("GET", "/v1/passport-keys").json()["items"]
    assert (listed[-1]["id"], listed[-1]["retired_at"]) == (document["signature"]["key"], None)


def test_s33_who_may_not_see_the_record_gets_fingerprints_and_the_decision_alone(sync: Sync) -> None:
    sync.put("contact", id="P1", visible_to=[SELLER], **contact("M1", city=SECRETS[0], title=SECRETS[1]))
    sync.reject("contact", "P1")

    hidden = passport(sync, "P1", OTHER_SELLER)
    seen = passport(sync, "P1")

    stated = hidden["passport"]
    assert (stated["withheld"], stated["statements"]) == ("crm_permission", None)
    assert set(stated["decision"]) == {"decision"}
    assert seen["passport"]["withheld"] is None
    assert (verdict(sync, hidden), verdict(sync, seen)) == (VALID, VALID)
    of_admin = sync.tenant.ask("GET", "/records/contact/P1/passport", scopes=Scope.ADMIN).json()
    assert of_admin["passport"]["withheld"] == "crm_permission"


@pytest.mark.usefixtures("collective")
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hidden=st.dictionaries(st.sampled_from(COLUMNS), VALUES, max_size=4))
def test_s33_no_passport_holds_a_value_of_a_record_that_is_hidden(sync: Sync, hidden: dict[str, Any]) -> None:
    """Neither the hidden record's passport, nor that of a visible one that shares its profile."""
    sync.put("contact", id="P1", **contact("M1"))
    sync.put("contact", id="P2", visible_to=[ADMIN], **contact("M1", **hidden))

    visible = passport(sync, "P1")
    of_hidden = passport(sync, "P2")

    for document in (visible, of_hidden):
        text = json.dumps(document)
        assert not any(secret in text for secret in SECRETS)
        assert verdict(sync, document) == VALID
    assert "P2" not in json.dumps(visible["passport"])
