"""Passports of links: issued from a record, verified, and the public keys that signed them."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy import Connection

from features.schema.errors import OnematchError
from serving.http.routes.frame import (
    CONTRACT,
    Call,
    OpenCall,
    PathId,
    answers,
    example,
    needs,
    needs_token,
    refusals,
)
from serving.http.wire.passports import (
    KEYS_EXAMPLE,
    PASSPORT_EXAMPLE,
    VERDICT_EXAMPLE,
    PassportDocument,
    PublicKeyShown,
    VerificationShown,
    shown_key,
    shown_verification,
)
from serving.http.wire.problems import ProblemKind, Problems
from serving.passports.passport import Passport, PassportUnreadable
from serving.passports.places import OpenedModels, Places
from serving.passports.verification import Verifier
from serving.rules.badges.badges import may_see_content
from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import KIND_OF, CrmObject, Scope
from serving.store.contracts import NotHere
from serving.sync.linking.explaining import ContractRecord
from serving.sync.linking.locate import current_key, record_of
from serving.sync.linking.passports import (
    header_of,
    issue_passport,
    issuer_key,
    issuer_of,
    office_of,
    served_pairs,
    signing_keys,
)
from serving.sync.services import WrapperServices

Linkable = Literal[CrmObject.ACCOUNT, CrmObject.CONTACT, CrmObject.LEAD]


class PassportOfAnother(OnematchError):
    """A passport is not one of the contract that verifies it."""


class PublicKeysShown(BaseModel):
    """The keys that signed passports of this service, the oldest first; the last one signs now."""

    items: list[PublicKeyShown]


PROBLEMS: Problems = {
    PassportUnreadable: ProblemKind(422, "passport-unreadable", "The document is no passport"),
    PassportOfAnother: ProblemKind(404, "not-found", "There is no such thing"),
}


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of the topic."""
    router = APIRouter(tags=["links"])
    opened = OpenedModels()

    @router.get(
        CONTRACT + "/records/{object}/{record_id:path}/passport",
        summary="Issue the passport of a record's link",
        responses=refusals() | answers(PASSPORT_EXAMPLE),
    )
    def issue(
        object: Linkable,  # noqa: A002 - the parameter's name in the URL
        record_id: PathId,
        call: Annotated[Call, needs(parts, Scope.APP, Scope.ADMIN, acting=(Scope.APP,))],
    ) -> PassportDocument:
        """State how the record is decided now, signed: fingerprints, model, statements, thresholds and decision.

        What the match read is sealed inside, so that it can be replayed. Who may not see the record in the CRM gets
        fingerprints and the decision alone (S33).
        """
        with parts.store.reading() as connection:
            passport = _issued(parts, connection, call, RecordKey(CrmObject(object), record_id))
        return PassportDocument.model_validate(passport.as_json())

    @router.post(
        CONTRACT + "/passports/verify",
        summary="Verify a passport of this contract",
        responses=refusals() | answers(VERDICT_EXAMPLE),
        openapi_extra=example(PASSPORT_EXAMPLE),
    )
    def verify(
        document: PassportDocument,
        call: Annotated[Call, needs(parts, Scope.APP, Scope.ADMIN, acting=(Scope.APP,), reads=True)],
    ) -> VerificationShown:
        """Check the signature and replay the match by the bundle and index that it was made with.

        `valid`: replayed to the last digit; `incomplete`: rightly signed, and `missing` says what a replay lacks;
        `refuted`: `differences` says what is otherwise; `forged`: not signed by this service, or changed since.
        """
        passport = _readable(document)
        if passport.content.get("issuer") != issuer_of(call.scope):
            raise PassportOfAnother("got no passport of this contract")
        with parts.store.reading() as connection, parts.matching.turn():
            return shown_verification(_verifier(parts, connection, opened).verify(passport))

    @router.get(
        "/v1/passport-keys", summary="List the keys that sign passports", responses=refusals() | answers(KEYS_EXAMPLE)
    )
    def keys(_: Annotated[OpenCall, needs_token(parts)]) -> PublicKeysShown:
        """List every public key, also the retired ones: with them anyone checks a passport's signature."""
        return PublicKeysShown(items=[shown_key(one) for one in signing_keys(parts.settings, parts.store).known()])

    return router


def _issued(parts: WrapperServices, connection: Connection, call: Call, asked: RecordKey) -> Passport:
    found = record_of(connection, call.live.id, current_key(connection, call.live.id, asked))
    if found is None:
        raise NotHere("there is no such record")
    call.name(records=[found.key.name])
    record = ContractRecord.of(connection, call.scope, found.key)
    header = header_of(call.scope, found.link, call.new_id("passport"), call.now)
    is_visible = may_see_content(found.visible_to, call.acting_user)
    matcher = parts.matching.matcher(KIND_OF[found.key.object])
    office = office_of(connection, call.scope, signing_keys(parts.settings, parts.store))
    with parts.matching.turn():
        return issue_passport(office, record, matcher, header, is_visible=is_visible)


def _verifier(parts: WrapperServices, connection: Connection, opened: OpenedModels) -> Verifier:
    places = Places(parts.settings.home_layout, served=lambda kind: served_pairs(parts.matching, kind), opened=opened)
    signing = signing_keys(parts.settings, parts.store)
    return Verifier(signing, lambda issuer: issuer_key(connection, parts.store, issuer), places)


def _readable(document: PassportDocument) -> Passport:
    try:
        found: dict[str, Any] = document.model_dump(mode="json")
    except (ValueError, RecursionError) as error:
        raise PassportUnreadable("got values inside of values without end, expected a passport") from error
    return Passport.from_json(found)
