"""The CRM's records and the network's profiles: their searches, and each with its link."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement

from data.labels.label_rows import Verdict
from features.schema.kinds import Kind
from features.schema.texts import wording
from serving.contract.badges.badges import badges_of
from serving.contract.badges.routes import BadgeShown
from serving.contract.linking.explaining import ContractRecord
from serving.contract.linking.explanation_routes import located
from serving.contract.linking.independent import read_independent
from serving.contract.records.calls import Call, LookingCall, PathId, SellerCall, answers, routes
from serving.contract.records.link_answers import (
    LinkShown,
    RecordName,
    StateShown,
    record_name,
    shown_history,
    shown_link,
)
from serving.contract.records.link_rows import history_of, linked_records, read_claims
from serving.contract.records.locate import (
    MAX_PROFILES,
    Located,
    Unlinked,
    current_key,
    labels,
    locate_records,
    record_of,
    search_profiles,
)
from serving.contract.records.locate_names import RankedKey, RecordQuery
from serving.contract.records.network_rows import Topic, opted_out_of_inmail, require_profile
from serving.contract.records.records import profile_names, read_payloads
from serving.contract.records.rulings import refusing
from serving.contract.records.visibility import may_see_content
from serving.contract.saves.ledger import saves_of_profile
from serving.contract.saves.routes import SaveShown, shown_save
from serving.http.docs import read_examples
from serving.http.paging import CursorWrong, Listing, PageWanted, WantedPage, next_cursor, read_cursor
from serving.http.wire.problems import FieldsWrong, wrong
from serving.store.contracts import NotHere, OpenScope
from serving.store.tables.records import records
from serving.vocabulary.links import ProfileKey, RecordKey
from serving.vocabulary.terms import KIND_OF, CrmObject, Linkable, RecordState


class RecordShown(BaseModel):
    """A record with its link; `columns` are withheld from users who may not see the record in the CRM (S33)."""

    object: CrmObject
    id: str
    columns: dict[str, str] | None
    withheld: Literal["crm_permission"] | None = None
    link: LinkShown | None


class StatementShown(BaseModel):
    """What a user stated of the record and holds still: it is the profile, it is not the profile, or it is nobody."""

    verdict: Verdict
    profile_id: str | None
    at: datetime


class RecordCandidate(BaseModel):
    """A profile that the record's decision was about, with what the record by itself gives it."""

    profile_id: str
    probability: float


class RecordInFull(RecordShown):
    """A record with its link's history, the newest state last, and with `at` the state at that time.

    A deleted record has neither columns nor a link. `statements`: those of users that hold, the newest last.
    `candidates`: the profiles that it was decided among, the most probable first; none that a user rejected.
    """

    statements: list[StatementShown]
    candidates: list[RecordCandidate]
    history: list[StateShown]
    at: StateShown | None = None


ProfileFields = Annotated[dict[str, Any], Field(description="as the network's file or change wrote them")]


class MemberShown(BaseModel):
    """A member of the network, with the badge."""

    shown: ProfileFields
    badge: BadgeShown


Readable = Linkable | Literal[CrmObject.OPPORTUNITY]
router = routes("links")


@router.get("/records", summary="Locate records")
def find(
    page: WantedPage,
    call: LookingCall,
    q: Annotated[str | None, Query(max_length=200, description="words of a name as typed, or an e-mail")] = None,
    object: Annotated[Readable | None, Query()] = None,  # noqa: A002 - the parameter's name in the URL
    state: Annotated[RecordState | None, Query()] = None,
    profile_id: Annotated[str | None, Query(max_length=200, description="leave out what users refused for it")] = None,
) -> Listing[RecordShown]:
    """Find records by `q`: their e-mail, or all of its words in their names, the closest names first.

    A word may be the beginning of a name's word (from three letters on) or have one mistake: a letter wrong,
    missing, too many or swapped with the next one, a space too many or missing. Records that the user
    may not see in the CRM are found by no value of theirs (S33). Without `q` all records are listed.
    Opportunities are listed by their object alone, with all columns: they have no link, and no text finds them.
    """
    if object is CrmObject.OPPORTUNITY and not q and not state:
        return _opportunities(call, page)
    after = _position(page.key(int, str, str))
    objects = [] if object is None else [object]
    states = [] if state is None else [state]
    query = RecordQuery(
        text=q, objects=objects, states=states, after=after, limit=page.fetch, user_id=call.acting_user or ""
    )
    with call.reading() as scope:
        located_records = locate_records(scope, query)
        shown = located_records[: page.limit]
        if profile_id is not None:
            refused = refusing(scope, [record.key for record in shown], profile_id)
            shown = [record for record in shown if record.key not in refused]
        says = read_payloads(scope, [record.key for record in shown])
    call.name(records=[record.key.name for record in shown])
    items = [shown_record(record, labels(says.get(record.key, {})), call.acting_user) for record in shown]
    return Listing(items=items, next_cursor=next_cursor(located_records, page, lambda last: [last.rank, *last.key]))


@router.get("/records/account/{record_id:path}/members", summary="List the people of an account")
def members(record_id: PathId, page: WantedPage, call: LookingCall) -> Listing[MemberShown]:
    """List the network's members whose present company is the one that the account is linked to, by id.

    A member is known to work there by the id of the company; of an account without a link none is listed. What the
    user may not see in the CRM is withheld (S33).
    """
    after = page.after_one("")
    with call.reading() as scope:
        link = located(scope, RecordKey(CrmObject.ACCOUNT, record_id)).link
        index = call.matching.matcher(Kind.PERSON).index
        people = index.ids_with("company_id", link.linked_profile) if link.linked_profile else []
        ids = [member for member in people if member > after][: page.fetch]
        badges = badges_of(scope, (Kind.PERSON, ids[: page.limit]), call.acting_user or "", call.matching)
    shown = call.matching.profiles(Kind.PERSON, ids)
    call.name(records=[link.key.name], profiles=ids[: page.limit])
    items = [MemberShown(shown=dict(shown[badge.profile_id]), badge=BadgeShown.of(badge)) for badge in badges]
    return Listing(items=items, next_cursor=next_cursor(ids, page, lambda last: [last]))


@router.get("/records/{object}/{record_id:path}", summary="Show a record")
def show(
    object: Readable,  # noqa: A002 - the parameter's name in the URL
    record_id: PathId,
    call: LookingCall,
    at: Annotated[datetime | None, Query(description="show the link at this time too")] = None,
) -> RecordInFull:
    """Show a record, its link with the reasons, and the history of its link; an opportunity has neither."""
    if object is CrmObject.OPPORTUNITY:
        for opportunity in _opportunities(call, PageWanted(1, None), records.c.id == record_id).items:
            return RecordInFull(**opportunity.model_dump(), statements=[], candidates=[], history=[])
    with call.reading() as scope:
        key = current_key(scope, RecordKey(object, record_id))
        located_record = record_of(scope, key)
        says = read_payloads(scope, [key]).get(key, {})
        is_visible = located_record is None or may_see_content(located_record.visible_to, call.acting_user)
        history = shown_history(history_of(scope, key), is_visible=is_visible)
        stated, candidates = ([], []) if located_record is None or not is_visible else _decided_among(scope, key)
    if located_record is None and not history:
        raise NotHere("there is no such record")
    call.name(records=[key.name])
    known = (
        RecordShown(object=key.object, id=key.id, columns=None, link=None)
        if located_record is None
        else shown_record(located_record, says, call.acting_user)
    )
    return RecordInFull(
        **known.model_dump(), statements=stated, candidates=candidates, history=history, at=_at(history, at)
    )


def _opportunities(call: Call, page: PageWanted, *where: ColumnElement[bool]) -> Listing[RecordShown]:
    """Return live opportunities by id, as the user may see them (S33)."""
    with call.reading() as scope:
        query = scope.own(records).filter_by(object=CrmObject.OPPORTUNITY, deleted_at=None).where(*where)
        rows = scope.execute(page.behind(query, records.c.id))
        found = [Unlinked(RecordKey.of(row), row.visible_to) for row in rows]
        says = read_payloads(scope, [one.key for one in found])
    return call.listing(
        found,
        page,
        lambda one: shown_record(one, says.get(one.key, {}), call.acting_user),
        "key.id",
        records="key.name",
    )


def _decided_among(scope: OpenScope, key: RecordKey) -> tuple[list[StatementShown], list[RecordCandidate]]:
    """Return the statements on a live record that hold, and the profiles that were left to decide among."""
    record = ContractRecord.of(scope, key)
    independent = read_independent(scope, [key]).get(key)
    candidates = [
        RecordCandidate(profile_id=candidate.id, probability=candidate.probability)
        for candidate in (independent.with_statement.candidates if independent else ())
    ]
    named = {candidate.profile_id for candidate in candidates}  # a rejected one that the record named later is one
    stated = [
        StatementShown(verdict=Verdict.NOT_MATCH, profile_id=profile, at=at)
        for profile, at in record.inputs.ruling.rejected.items()
        if profile not in named
    ]
    if deciding := record.deciding:
        verdict = Verdict.NOBODY if deciding.profile_id is None else Verdict.MATCH
        stated.append(StatementShown(verdict=verdict, profile_id=deciding.profile_id, at=deciding.at))
    return sorted(stated, key=lambda statement: statement.at), candidates


def _at(history: Sequence[StateShown], at: datetime | None) -> StateShown | None:
    """Return the last state that began at or before a time; without a zone the time is in UTC."""
    if at is None:
        return None
    moment = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    then = [state for state in history if state.at <= moment]
    return then[-1] if then else None


def _position(after: Sequence[Any] | None) -> RankedKey | None:
    """Return the position of a cursor; raises CursorWrong."""
    if after is None:
        return None
    if after[1] not in KIND_OF:
        raise CursorWrong("got a cursor of another list")
    return after[0], RecordKey(CrmObject(after[1]), after[2])


def shown_record(located_record: Located | Unlinked, columns: Mapping[str, str], user_id: str | None) -> RecordShown:
    """Return a record as one user may see it (S33)."""
    is_visible = may_see_content(located_record.visible_to, user_id)
    return RecordShown(
        object=located_record.key.object,
        id=located_record.key.id,
        columns=dict(columns) if is_visible else None,
        withheld=None if is_visible else "crm_permission",
        link=None if located_record.link is None else shown_link(located_record.link, is_visible=is_visible),
    )


MAX_NAMED = 200
ProfileId = Annotated[str, Field(min_length=1, max_length=200)]
_EXAMPLES = read_examples(__file__)


class ProfileShown(BaseModel):
    """A profile with the record that it is linked to; `inmail_allowed` is null for companies (D34)."""

    id: str
    kind: Kind
    shown: ProfileFields
    record: RecordName | None
    inmail_allowed: bool | None


class ProfilesNamed(BaseModel):
    """Names by profile id."""

    names: dict[str, str] = Field(examples=[{"M1": "Ann Lee"}])


class ProfileInFull(BaseModel):
    """A profile with its badge, the record that it is linked to and the acting user's saves of it.

    The badge holds contact information, and both values of fields that are out of date. `duplicates` are records that
    lost the profile to `record`. What the user may not see in the CRM is withheld (S33).
    """

    id: str
    kind: Kind
    shown: ProfileFields
    badge: BadgeShown
    record: RecordShown | None
    duplicates: list[RecordName]
    saves: list[SaveShown]


@router.get("/profiles", summary="Search members or companies")
def search(
    kind: Annotated[Kind, Query()],
    q: Annotated[str, Query(min_length=1, max_length=200, pattern="^[^\x00]+$", description="a name or an id")],
    call: SellerCall,
    company: Annotated[str | None, Query(max_length=200, description="where the member works")] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_PROFILES)] = 20,
    cursor: Annotated[str | None, Query(max_length=2000, description="`next_cursor` of the page before")] = None,
    in_crm: Annotated[bool | None, Query(description="of people: true, those in the CRM; false, the others")] = None,
) -> Listing[ProfileShown]:
    """Find profiles, the most probable first; the filter counts before the pages are cut (S39)."""
    page = PageWanted(limit, None if cursor is None else read_cursor(cursor))
    before = page.after_one(0)
    if in_crm is not None and kind is not Kind.PERSON:  # of companies no filter exists (S39)
        got = wording("the filter in a search of kind {kind}", kind=kind)
        raise FieldsWrong([wrong("/query/in_crm", got, wording("one of kind person"))])
    found = search_profiles(call.matching, kind, q, company)
    with call.reading() as scope:
        linked = linked_records(scope, kind, found)
        kept = [one for one in enumerate(found, 1) if in_crm is None or (one[1] in linked) is in_crm]
        wanted = [one for one in kept if one[0] > before][: page.fetch]
        ids = [profile_id for _, profile_id in wanted[:limit]]
        opted_out = opted_out_of_inmail(scope.connection, kind, ids)
    fields_by_id = call.matching.profiles(kind, ids)
    shown = [profile_id for profile_id in ids if profile_id in fields_by_id]
    call.name(profiles=shown)
    items = [
        ProfileShown(
            id=profile_id,
            kind=kind,
            shown=dict(fields_by_id[profile_id]),
            record=record_name(linked[profile_id].key if profile_id in linked else None),
            inmail_allowed=profile_id not in opted_out if kind is Kind.PERSON else None,
        )
        for profile_id in shown
    ]
    return Listing(items=items, next_cursor=next_cursor(wanted, page, lambda last: [last[0]]))


@router.get("/profiles/names", summary="Name profiles")
def name(
    kind: Annotated[Kind, Query()],
    id: Annotated[list[ProfileId], Query(max_length=MAX_NAMED, description="of profiles")],  # noqa: A002 - in the URL
    call: LookingCall,
) -> ProfilesNamed:
    """Return the names of those profiles that are in the network, for lists that people read."""
    names = profile_names(call.matching, kind, id)
    call.name(profiles=sorted(names))
    return ProfilesNamed(names=names)


@router.get(
    "/profiles/{kind}/{profile_id}", name="show", summary="Show a profile", responses=answers(_EXAMPLES["profile"])
)
def show_profile(
    kind: Kind,
    profile_id: PathId,
    call: LookingCall,
) -> ProfileInFull:
    """Show a profile with its badge, its record and the user's saves of it."""
    with call.reading() as scope:
        require_profile(scope.connection, call.matching, kind, profile_id, Topic.BADGES)
        return _in_full(scope, call, kind, profile_id)


def _in_full(scope: OpenScope, call: Call, kind: Kind, profile_id: str) -> ProfileInFull:
    user_id = call.acting_user or ""
    [badge] = badges_of(scope, (kind, [profile_id]), user_id, call.matching)
    claims = read_claims(scope, kind, [profile_id], ())
    lost = sorted(key for key, link in claims.items() if link.state is RecordState.DUPLICATE)
    call.name(profiles=[profile_id], records=[key.name for key in (*lost, *([badge.record] if badge.record else []))])
    record = None if badge.record is None else record_of(scope, badge.record)
    values = {} if record is None else read_payloads(scope, [record.key]).get(record.key, {})
    return ProfileInFull(
        id=profile_id,
        kind=kind,
        shown=dict(call.matching.profiles(kind, [profile_id])[profile_id]),
        badge=BadgeShown.of(badge),
        record=None if record is None else shown_record(record, values, call.acting_user),
        duplicates=[RecordName.of(key) for key in lost],
        saves=[shown_save(save) for save in saves_of_profile(scope, user_id, ProfileKey(kind, profile_id))],
    )
