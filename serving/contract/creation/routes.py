"""Creation and updates of contacts and leads (S23, S35 to S38, D30), independent of the writeback switch."""

from typing import Annotated, Literal

from pydantic import BaseModel, StringConstraints

from serving.contract.creation.creation import (
    AlreadyLinked,
    CreationUnclear,
    CreationUnderWay,
    FieldsForeign,
    Making,
    RecordUnwritable,
    SimilarRecords,
    create_record,
    update_record,
)
from serving.contract.creation.creation_rows import Begun
from serving.contract.records.calls import Call, Id, PathId, example, needs, routes
from serving.contract.records.link_answers import LinkShown, RecordName, shown_link
from serving.contract.records.link_rows import link_of
from serving.contract.records.locate import current_key
from serving.crm.appendix import PersonFields
from serving.http.wire.problems import ProblemKind, Problems
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject, Scope

PROBLEMS: Problems = {
    RecordUnwritable: ProblemKind(422, "unsupported", "Such a record is never written"),
    FieldsForeign: ProblemKind(422, "fields-wrong", "Fields are not those of the object"),
    AlreadyLinked: ProblemKind(409, "already-linked", "The member has a record"),
    SimilarRecords: ProblemKind(409, "possible-duplicates", "There are records like this one"),
    CreationUnderWay: ProblemKind(409, "creation-under-way", "A record is being made", {"Retry-After": "30"}),
    CreationUnclear: ProblemKind(409, "creation-unclear", "Several records may have been created"),
}
Value = Annotated[str, StringConstraints(min_length=1, max_length=1000, strip_whitespace=True)]
Created = Literal[CrmObject.CONTACT, CrmObject.LEAD, CrmObject.ACCOUNT]
"""An account is refused with the reason (S38)."""


class FieldsSent(BaseModel, extra="forbid"):
    """The appendix's fields; `stage` of a lead only, and no e-mail."""

    country: Value | None = None
    first_name: Value | None = None
    last_name: Value | None = None
    phone: Value | None = None
    title: Value | None = None
    stage: Value | None = None

    def read(self) -> PersonFields:
        """Return the values to write."""
        return PersonFields(**self.model_dump())


class ChangesSent(FieldsSent):
    """The fields to change; the others keep their values."""

    parent_account_id: Id | None = None


class RecordAsked(BaseModel, extra="forbid"):
    """The record to create from a member's profile; missing fields are taken from the profile.

    `force`: the reason to create it in spite of possible duplicates.
    """

    object: Created
    profile_id: Id
    fields: FieldsSent = FieldsSent()
    force: Value | None = None


class RecordMade(BaseModel):
    """The new record and its link, for all users of the contract."""

    record: RecordName
    link: LinkShown | None


class RecordChanged(BaseModel):
    """The written fields; reads show them once the sync service has sent the change."""

    record: RecordName
    written: list[str]


router = routes("writeback")
WritingCall = Annotated[Call, needs(Scope.APP, acting=True, once=True)]


@router.post(
    "/records",
    status_code=201,
    summary="Create a record from a member",
    openapi_extra=example({"object": "contact", "profile_id": "M1", "fields": {"phone": "+44 20 7946 0000"}}),
)
def make(asked: RecordAsked, call: WritingCall) -> RecordMade:
    """Search the CRM for duplicates, create the record there with exactly the appendix's fields, and link it."""
    call.name(profiles=[asked.profile_id])
    requested = Begun(
        id=call.new_id("record"),
        object=asked.object,
        profile_id=asked.profile_id,
        user_id=call.actor,
        fields=asked.fields.read(),
        at=call.now,
    )
    key = create_record(Making(call.scope, call.services, call.now), requested, asked.force)
    call.name(records=[key.name])
    with call.reading() as scope:
        link = link_of(scope, current_key(scope, key))
    record = RecordName.of(key)
    return RecordMade(record=record, link=None if link is None else shown_link(link, is_visible=True))


@router.patch(
    "/records/{object}/{record_id:path}",
    summary="Update a record",
    openapi_extra=example({"title": "Fleet Manager"}),
)
def change(
    object: Created,  # noqa: A002 - the parameter's name in the URL
    record_id: PathId,
    sent: ChangesSent,
    call: WritingCall,
) -> RecordChanged:
    """Write fields of the appendix to the CRM's record; companies are never written."""
    with call.reading() as scope:
        key = current_key(scope, RecordKey(object, record_id))
    call.name(records=[key.name])
    fields = sent.read()
    update_record(Making(call.scope, call.services, call.now), key, call.actor, fields)
    return RecordChanged(record=RecordName.of(key), written=sorted(fields.named()))
