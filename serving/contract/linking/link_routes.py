"""Re-matching and rejecting links, from the record or the profile (S24 to S27, D6, D7), for all users."""

from collections.abc import Callable, Sequence

from pydantic import BaseModel, Field

from features.schema.kinds import Kind
from serving.contract.linking.relink import Relinking
from serving.contract.linking.statements import (
    Author,
    Because,
    KindsDiffer,
    NothingLinked,
    RecordUnknown,
    author_of,
    reject,
    rematch,
)
from serving.contract.records.calls import Call, PathId, SellerCall, example, routes
from serving.contract.records.keys import visible_among
from serving.contract.records.link_answers import LinkShown, RecordName, shown_link
from serving.contract.records.link_rows import link_of, linked_records
from serving.contract.records.locate import current_key
from serving.contract.records.network_rows import ProfileUnknown, Topic, require_profile
from serving.http.wire.problems import ProblemKind, Problems
from serving.store.contracts import NotHere
from serving.vocabulary.links import LinkChange, RecordKey
from serving.vocabulary.terms import KIND_OF, Linkable

PROBLEMS: Problems = {
    RecordUnknown: ProblemKind(404, "record-unknown", "There is no such record"),
    ProfileUnknown: ProblemKind(404, "profile-unknown", "There is no such profile"),
    NothingLinked: ProblemKind(409, "nothing-linked", "There is no link to reject"),
    KindsDiffer: ProblemKind(422, "kinds-differ", "A record of this object is no such profile"),
}


class ProfileChosen(BaseModel, extra="forbid"):
    """The profile to link to the record."""

    profile_id: str = Field(min_length=1, max_length=200)


class RecordChosen(BaseModel, extra="forbid"):
    """The record to link to the profile; `wrong_person` also rejects the former record's link."""

    object: Linkable
    record_id: str = Field(min_length=1, max_length=200)
    because: Because = Because.BETTER_RECORD


class LinkTaken(BaseModel):
    """The record with its present link, and every record whose link changed with it."""

    record: RecordName
    link: LinkShown
    changed: list[RecordName]


router = routes("links")
_OF_RECORD = "/records/{object}/{record_id:path}/link"  # an id of a customer's own may hold a slash
_OF_PROFILE = "/profiles/{kind}/{profile_id}/link"


@router.put(_OF_RECORD, summary="Re-match a record", openapi_extra=example({"profile_id": "M1"}))
def put(
    object: Linkable,  # noqa: A002 - the parameter's name in the URL
    record_id: PathId,
    chosen: ProfileChosen,
    call: SellerCall,
) -> LinkTaken:
    """Link the record to the chosen profile; its former link is rejected permanently, for all users."""
    named = RecordKey(object, record_id)
    return _stated(call, named, lambda work, key, author: rematch(work, key, chosen.profile_id, author))


@router.delete(_OF_RECORD, summary="Reject a record's link")
def end(
    object: Linkable,  # noqa: A002 - the parameter's name in the URL
    record_id: PathId,
    call: SellerCall,
) -> LinkTaken:
    """Reject the link of the record permanently; the matcher never links the pair again."""
    return _stated(call, RecordKey(object, record_id), reject)


@router.put(
    _OF_PROFILE,
    name="put",
    summary="Re-match a profile",
    openapi_extra=example({"object": "account", "record_id": "17", "because": "better_record"}),
)
def rematch_from_profile(kind: Kind, profile_id: PathId, chosen: RecordChosen, call: SellerCall) -> LinkTaken:
    """Link the profile to the chosen record; its former record becomes a duplicate."""
    if KIND_OF[chosen.object] is not kind:
        raise KindsDiffer(
            "got the object {object} for a {kind}, expected a record of that kind", object=chosen.object, kind=kind
        )
    return _stated(
        call,
        RecordKey(chosen.object, chosen.record_id),
        lambda work, key, author: rematch(work, key, profile_id, author, chosen.because),
    )


@router.delete(_OF_PROFILE, name="end", summary="Reject a profile's link")
def reject_from_profile(kind: Kind, profile_id: PathId, call: SellerCall) -> LinkTaken:
    """Reject the link between the profile and its record."""
    with call.writing() as scope:
        work = Relinking.of_statement(scope, call.now, call.services)
        link = linked_records(scope, kind, [profile_id]).get(profile_id)
        if link is None:
            require_profile(scope.connection, call.matching, kind, profile_id, Topic.LINKS)
            raise NothingLinked("got a profile without a record, expected one that is linked")
        changes = reject(work, link.key, author_of(scope, call.actor))
        return _taken(call, work, link.key, changes)


def _stated(
    call: Call, named: RecordKey, change: Callable[[Relinking, RecordKey, Author], Sequence[LinkChange]]
) -> LinkTaken:
    with call.writing() as scope:
        work = Relinking.of_statement(scope, call.now, call.services)
        key = current_key(scope, named)
        return _taken(call, work, key, change(work, key, author_of(scope, call.actor)))


def _taken(call: Call, work: Relinking, key: RecordKey, changes: Sequence[LinkChange]) -> LinkTaken:
    after = {change.key: change.after for change in changes}
    link = after[key] if key in after else link_of(work.scope, key)
    if link is None:
        raise NotHere("there is no such record")
    moved = [change.key for change in changes]
    call.name(records=sorted(named.name for named in {key, *moved}))
    changed = list(map(RecordName.of, sorted(moved)))
    visible = visible_among(work.scope, [key], call.actor)
    shown = shown_link(link, is_visible=key in visible)
    return LinkTaken(record=RecordName.of(key), link=shown, changed=changed)
