"""The search of members and companies for a re-match, and one of them as a seller may see it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from features.schema.kinds import Kind
from serving.http.routes.badges import BadgeShown, shown_badge
from serving.http.routes.frame import (
    CONTRACT,
    Call,
    PathId,
    answers,
    needs,
    refusals,
)
from serving.http.routes.link_answers import RecordName, record_name
from serving.http.routes.paging import Listing
from serving.http.routes.records import RecordShown, shown_record
from serving.http.routes.saves import SaveShown, shown_save
from serving.http.wire.fields import FieldsWrong, wrong
from serving.rules.badges.filters import CrmFilter
from serving.rules.linking.links import RecordKey
from serving.rules.saves.saves import SavedProfile
from serving.rules.vocabulary import RecordState, Scope
from serving.sync.effects.badges import SeenBadge, badges_of
from serving.sync.effects.save_ledger import saves_of_profile
from serving.sync.linking.locate import record_of
from serving.sync.linking.search import MOST_FOUND, FoundProfile, search_profiles
from serving.sync.records.known_profiles import Topic, require_profile
from serving.sync.records.link_rows import read_claims
from serving.sync.records.names import profile_names
from serving.sync.records.records import read_payloads
from serving.sync.services import WrapperServices

MOST_NAMED = 200
ProfileFields = Annotated[dict[str, Any], Field(description="as the network's file or change wrote them")]
ProfileId = Annotated[str, Field(min_length=1, max_length=200)]
_EXAMPLE = {
    "id": "M1",
    "kind": "person",
    "shown": {"name": "Ann Lee", "title": "CTO", "company": "Acme", "city": "Austin"},
    "badge": {
        "profile_id": "M1", "badge": "out_of_date", "no_symbol": False, "record": {"object": "contact", "id": "101"},
        "deep_link": "https://app.hubspot.com/contacts/62515/record/0-1/101",
        "contact_info": {"source": "hubspot", "fields": {"email": "ann.lee@acme.example"}},
        "out_of_date": [{"field": "title", "crm": "Head of IT", "network": "CTO", "withheld": None}],
        "actions": [], "inmail_allowed": True,
    },
    "record": {"object": "contact", "id": "101", "columns": {"full_name": "Ann Lee", "title": "Head of IT"},
               "withheld": None, "link": None},
    "duplicates": [{"object": "lead", "id": "7"}],
    "saves": [],
}  # fmt: skip


class ProfileShown(BaseModel):
    """A profile with the record that it is linked to; `inmail_allowed` is null for companies (D34)."""

    id: str
    kind: Kind
    shown: ProfileFields
    record: RecordName | None
    inmail_allowed: bool | None


class ProfilesNamed(BaseModel):
    """Names by profile id."""

    names: Annotated[dict[str, str], Field(examples=[{"M1": "Ann Lee"}])]


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


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of the topic."""
    router = APIRouter(prefix=CONTRACT, tags=["links"], responses=refusals())

    @router.get("/profiles", summary="Search members or companies")
    def search(
        kind: Annotated[Kind, Query()],
        q: Annotated[str, Query(min_length=1, max_length=200, pattern="^[^\x00]+$", description="a name or an id")],
        call: Annotated[Call, needs(parts, Scope.APP, acting=True)],
        company: Annotated[str | None, Query(max_length=200, description="where the member works")] = None,
        limit: Annotated[int, Query(ge=1, le=MOST_FOUND)] = 20,
        in_crm: Annotated[
            bool | None, Query(description="of people: true, those in the CRM; false, the others")
        ] = None,
    ) -> Listing[ProfileShown]:
        """Find profiles, the most probable first."""
        kept = _filter(kind, in_crm)
        with parts.store.reading() as connection:
            found = search_profiles(
                connection, call.scope, parts.matching, kind, q, company=company, limit=limit, kept=kept
            )
        call.name(profiles=[one.id for one in found])
        return Listing(items=[_shown(kind, one) for one in found])

    @router.get("/profiles/names", summary="Name profiles")
    def name(
        kind: Annotated[Kind, Query()],
        id: Annotated[list[ProfileId], Query(max_length=MOST_NAMED, description="of profiles")],  # noqa: A002 - in the URL
        call: Annotated[Call, needs(parts, Scope.APP, Scope.ADMIN, acting=(Scope.APP,))],
    ) -> ProfilesNamed:
        """Return the names of those profiles that are in the network, for lists that people read."""
        found = profile_names(parts.matching, kind, id)
        call.name(profiles=sorted(found))
        return ProfilesNamed(names=found)

    @router.get("/profiles/{kind}/{profile_id}", summary="Show a profile", responses=refusals() | answers(_EXAMPLE))
    def show(
        kind: Kind,
        profile_id: PathId,
        call: Annotated[Call, needs(parts, Scope.APP, Scope.ADMIN, acting=(Scope.APP,))],
    ) -> ProfileInFull:
        """Show a profile with its badge, its record and the user's saves of it."""
        with parts.store.reading() as connection:
            require_profile(connection, parts.matching, kind, profile_id, Topic.BADGES)
            return _in_full(parts, connection, call, (kind, profile_id))

    return router


def _in_full(parts: WrapperServices, connection: Connection, call: Call, profile: tuple[Kind, str]) -> ProfileInFull:
    kind, profile_id = profile
    user_id = call.acting_user or ""
    [badge] = badges_of(connection, call.scope, (kind, [profile_id]), user_id, parts.matching)
    lost = _duplicates(connection, call, profile)
    call.name(profiles=[profile_id], records=[key.name for key in (*lost, *([badge.record] if badge.record else []))])
    saved = saves_of_profile(connection, call.live.id, user_id, SavedProfile(kind, profile_id))
    return ProfileInFull(
        id=profile_id,
        kind=kind,
        shown=dict(parts.matching.profiles(kind, [profile_id])[profile_id]),
        badge=shown_badge(badge),
        record=_record(connection, call, badge),
        duplicates=[RecordName.of(key) for key in lost],
        saves=[shown_save(one) for one in saved],
    )


def _record(connection: Connection, call: Call, badge: SeenBadge) -> RecordShown | None:
    found = None if badge.record is None else record_of(connection, call.live.id, badge.record)
    if found is None:
        return None
    values = read_payloads(connection, call.scope, [found.key]).get(found.key, {})
    return shown_record(found, values, call.acting_user)


def _duplicates(connection: Connection, call: Call, profile: tuple[Kind, str]) -> list[RecordKey]:
    claims = read_claims(connection, call.live.id, profile[0], [profile[1]], ())
    return sorted(key for key, link in claims.items() if link.state is RecordState.DUPLICATE)


def _filter(kind: Kind, in_crm: bool | None) -> CrmFilter | None:
    """Return the wanted filter; raises FieldsWrong for companies, of which none exists (S39)."""
    if in_crm is None:
        return None
    if kind is not Kind.PERSON:
        raise FieldsWrong([wrong("/query/in_crm", f"the filter in a search of kind {kind}", "one of kind person")])
    return CrmFilter.IN_CRM if in_crm else CrmFilter.NOT_IN_CRM


def _shown(kind: Kind, one: FoundProfile) -> ProfileShown:
    allowed = one.inmail_allowed if kind is Kind.PERSON else None
    return ProfileShown(
        id=one.id, kind=kind, shown=dict(one.shown), record=record_name(one.record), inmail_allowed=allowed
    )
