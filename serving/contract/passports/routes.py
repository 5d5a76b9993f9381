"""Passports of links: issued from a record, verified, and the public keys that signed them."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from features.schema.errors import OnematchError
from serving.contract.linking.explaining import ContractRecord
from serving.contract.linking.explanation_routes import located
from serving.contract.passports.passport import ALGORITHM, FORMAT, Passport, PassportUnreadable
from serving.contract.passports.passports import issue_passport, issuer_of
from serving.contract.passports.signing_keys import SigningKeys
from serving.contract.passports.verification import VerificationShown, Verifier
from serving.contract.records.calls import (
    CONTRACT,
    AnyToken,
    Call,
    Linkable,
    LookingCall,
    PathId,
    answers,
    example,
    needs,
    routes,
)
from serving.contract.records.visibility import may_see_content
from serving.http.wire.formats import JsonObject
from serving.http.wire.problems import ProblemKind, Problems
from serving.store.contracts import OpenScope
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import KIND_OF, Scope

FINGERPRINT = "5b0c6f1de0d0b5a4c5b0a7e3a2f4c1f09d4f7c2b61c7f5e0a9c3b8d7e6f5a4b3"
PASSPORT_EXAMPLE: JsonObject = {
    "passport": {
        "format": FORMAT,
        "id": "0f4a3a0d7f0b4a7b9a55c1f5a1c9b7e2",
        "issued_at": "2026-03-02T09:00:00+00:00",
        "issuer": {"contract": "acme", "instance": "production", "key": "3f0e7c58a6d94f0a8a2f6a0f3c5b9d11"},
        "kind": "person",
        "record": {"id": "contact/101", "fingerprint": FINGERPRINT},
        "profile": {"id": "M1", "fingerprint": FINGERPRINT},
        "model": {"bundle": "3eedb70de7f5", "index": "2c9e64b1f0a7d3c8", "delta": 4, "changes": "9f0c2b7ad1e84c55"},
        "statements": [{"verdict": "not_match", "profile_id": "M7", "source": None, "at": "2026-02-11T08:00:00+00:00"}],
        "pass": "collective",
        "thresholds": {"linked": 0.62, "review": 0.05, "margin": 0.05, "precision": 0.99},
        "decision": {
            "decision": "linked",
            "rule": "probable",
            "probability": 0.998715,
            "margin": 0.997402,
            "runner_up_id": "M2",
            "match_weight": 24.817345019,
            "basis": "own_labels",
        },
        "candidates": FINGERPRINT,
        "others": FINGERPRINT,
        "state": "linked",
        "withheld": None,
    },
    "sealed": "kJ0m2p1x",
    "signature": {"algorithm": ALGORITHM, "key": "b6a1e0c4d2f79a35", "value": "c2lnbmF0dXJl"},
}
VERDICT_EXAMPLE: JsonObject = {
    "verdict": "incomplete",
    "says": "rightly signed, but the match cannot be replayed, because something is missing",
    "missing": ["the index 2c9e64b1f0a7d3c8: no folder of that version was found"],
    "differences": [],
    "reason": None,
}
KEYS_EXAMPLE: JsonObject = {
    "items": [
        {
            "id": "b6a1e0c4d2f79a35",
            "algorithm": ALGORITHM,
            "public": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
            "made_at": None,
            "retired_at": None,
        }
    ]
}


class PassportOfAnother(OnematchError):
    """A passport is not one of the contract that verifies it."""


class SignatureShown(BaseModel, extra="forbid"):
    """An Ed25519 signature of `passport` and `sealed` in canonical JSON (RFC 8785), in base64."""

    algorithm: str
    key: Annotated[str, Field(max_length=64)]
    value: Annotated[str, Field(max_length=200)]


class PassportDocument(BaseModel, extra="forbid"):
    """A passport: what is stated, what the match read (sealed), and the signature of both."""

    passport: JsonObject
    sealed: str
    signature: SignatureShown


class PublicKeyShown(BaseModel):
    """A public key of 32 bytes in base64; it signed until `retired_at`, or still does.

    A derived key was never made: it has no `made_at`.
    """

    id: str
    algorithm: Literal["Ed25519"]
    public: str
    made_at: datetime | None
    retired_at: datetime | None


class PublicKeysShown(BaseModel):
    """The keys that signed passports of this service, the oldest first; the last one signs now."""

    items: list[PublicKeyShown]


PROBLEMS: Problems = {
    PassportUnreadable: ProblemKind(422, "passport-unreadable", "The document is no passport"),
    PassportOfAnother: ProblemKind(404, "not-found", "There is no such thing"),
}
router = routes("links", prefix="")


@router.get(
    CONTRACT + "/records/{object}/{record_id:path}/passport",
    summary="Issue the passport of a record's link",
    responses=answers(PASSPORT_EXAMPLE),
)
def issue(
    object: Linkable,  # noqa: A002 - the parameter's name in the URL
    record_id: PathId,
    call: LookingCall,
) -> PassportDocument:
    """State how the record is decided now, signed: fingerprints, model, statements, thresholds and decision.

    What the match read is sealed inside, so that it can be replayed. Who may not see the record in the CRM gets
    fingerprints and the decision alone (S33).
    """
    with call.reading() as scope:
        passport = _issued(scope, call, RecordKey(object, record_id))
    return PassportDocument.model_validate(passport.as_json())


@router.post(
    CONTRACT + "/passports/verify",
    summary="Verify a passport of this contract",
    responses=answers(VERDICT_EXAMPLE),
    openapi_extra=example(PASSPORT_EXAMPLE),
)
def verify(
    document: PassportDocument,
    call: Annotated[Call, needs(Scope.APP, Scope.ADMIN, acting=(Scope.APP,), reads=True)],
) -> VerificationShown:
    """Check the signature and replay the match by the bundle and index that it was made with.

    `valid`: replayed to the last digit; `incomplete`: rightly signed, and `missing` says what a replay lacks;
    `refuted`: `differences` says what is otherwise; `forged`: not signed by this service, or changed since.
    """
    passport = _readable(document)
    if passport.content.get("issuer") != issuer_of(call.scope):
        raise PassportOfAnother("got no passport of this contract")
    with call.store.reading() as connection, call.matching.turn():
        return Verifier(connection, call.store, call.services.settings, call.matching).verify(passport)


@router.get("/v1/passport-keys", summary="List the keys that sign passports", responses=answers(KEYS_EXAMPLE))
def keys(call: AnyToken) -> PublicKeysShown:
    """List every public key, also the retired ones: with them anyone checks a passport's signature."""
    known = SigningKeys.of(call.services.settings, call.store).known()
    return PublicKeysShown.model_validate({"items": [{**asdict(key), "algorithm": ALGORITHM} for key in known]})


def _issued(scope: OpenScope, call: Call, key: RecordKey) -> Passport:
    record_located = located(scope, key)
    call.name(records=[record_located.key.name])
    record = ContractRecord.of(scope, record_located.key)
    matcher = call.matching.matcher(KIND_OF[record_located.key.object])
    with call.matching.turn():
        return issue_passport(
            record,
            record_located,
            matcher,
            SigningKeys.of(call.services.settings, call.store),
            passport_id=call.new_id("passport"),
            now=call.now,
            is_visible=may_see_content(record_located.visible_to, call.acting_user),
        )


def _readable(document: PassportDocument) -> Passport:
    try:
        values: JsonObject = document.model_dump(mode="json")
    except (ValueError, RecursionError) as error:
        raise PassportUnreadable("got values inside of values without end, expected a passport") from error
    return Passport.from_json(values)
