"""The opportunities of a company, for the account list and its panel."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel

from features.schema.kinds import Kind
from serving.http.routes.badges import NO_NUL
from serving.http.routes.frame import CONTRACT, Call, needs, refusals
from serving.rules.saves.opportunities import ShownOpportunity, Status
from serving.rules.vocabulary import Scope
from serving.sync.effects.opportunities import shown_opportunities
from serving.sync.records.known_profiles import Topic, require_profile
from serving.sync.services import WrapperServices


class View(StrEnum):
    """The place in the application: the account list or its panel."""

    LIST = "list"
    PANEL = "panel"


class OwnerShown(BaseModel):
    """The owner's CRM id and, without single sign-on, name."""

    id: str
    name: str | None


class OpportunityShown(BaseModel):
    """The fields that list and panel show."""

    name: str | None
    owner: OwnerShown | None
    close_date: date | None
    status: Status


class OpportunitiesShown(BaseModel):
    """The opportunities of one company, by close date, the latest first."""

    items: list[OpportunityShown]


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the route of opportunities."""
    router = APIRouter(prefix=CONTRACT, tags=["what sellers see"])

    @router.get("/companies/{company_id}/opportunities", summary="Show a company's opportunities", responses=refusals())
    def opportunities(
        company_id: Annotated[str, Path(max_length=200, pattern=NO_NUL)],
        call: Annotated[Call, needs(parts, Scope.APP, acting=True, instance=False)],
        view: Annotated[View, Query(description="panel: without opportunities closed over a year ago")] = View.LIST,
    ) -> OpportunitiesShown:
        """List the opportunities of the account that is linked to the company; none without a link or a CRM."""
        with parts.store.reading() as connection:
            require_profile(connection, parts.matching, Kind.COMPANY, company_id, Topic.OPPORTUNITIES)
            if call.instance is None:
                return OpportunitiesShown(items=[])
            panel = view is View.PANEL
            found = shown_opportunities(connection, call.scope, company_id, call.actor, call.now, in_the_panel=panel)
        call.name(profiles=[company_id])
        return OpportunitiesShown(items=[_shown(one) for one in found])

    return router


def _shown(one: ShownOpportunity) -> OpportunityShown:
    owner = None if one.owner is None else OwnerShown(id=one.owner.id, name=one.owner.name)
    return OpportunityShown(name=one.name, owner=owner, close_date=one.close_date, status=one.status)
