"""The search of members and companies for a re-match."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from features.schema.kinds import Kind
from serving.http.routes.frame import CONTRACT, Call, needs, refusals
from serving.http.routes.link_answers import RecordName, record_name
from serving.http.routes.paging import Listing
from serving.http.wire.fields import FieldsWrong, wrong
from serving.rules.badges.filters import CrmFilter
from serving.rules.vocabulary import Scope
from serving.sync.linking.search import MOST_FOUND, FoundProfile, ProfileQuery, search_profiles
from serving.sync.services import WrapperServices


class ProfileShown(BaseModel):
    """A profile with the record that it is linked to; `inmail_allowed` is null for companies (D34)."""

    id: str
    kind: Kind
    shown: dict[str, Any]
    record: RecordName | None
    inmail_allowed: bool | None


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
        wanted = ProfileQuery(kind, q, company, limit, _filter(kind, in_crm))
        with parts.store.reading() as connection:
            found = search_profiles(connection, call.scope, wanted, parts.matching)
        call.name(profiles=[one.id for one in found])
        return Listing(items=[_shown(kind, one) for one in found])

    return router


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
