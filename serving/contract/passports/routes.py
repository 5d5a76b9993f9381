"""Passports of links: issued from a record, verified, and the public keys that signed them."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from features.schema.errors import OnematchError
from serving.contract.linking.explaining import ContractRecord
from serving.contract.linking.explanation_routes import located
from serving.contract.passports.passport import ALGORITHM, Passport, PassportUnreadable
from serving.contract.passports.passports import issue_passport, issuer_of
from serving.contract.passports.signing_keys import SigningKeys
from serving.contract.passports.verification import VerificationShown, Verifier
from serving.contract.records.calls import (
    CONTRACT,
    AnyToken,
    Call,
    LookingCall,
    PathId,
    answers,
    example,
    needs,
    routes,
)
from serving.contract.records.visibility import may_see_content
from serving.http.docs import read_examples
from serving.http.wire.formats import JsonObject
from serving.http.wire.problems import ProblemKind, Problems
from serving.store.contracts import OpenScope
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import KIND_OF, Linkable, Scope

_EXAMPLES = read_examples(__file__)


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
    responses=answers(_EXAMPLES["passport"]),
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
    responses=answers(_EXAMPLES["verdict"]),
    openapi_extra=example(_EXAMPLES["passport"]),
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


@router.get("/v1/passport-keys", summary="List the keys that sign passports", responses=answers(_EXAMPLES["keys"]))
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
