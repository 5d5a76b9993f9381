"""The audit trail of a contract, for its admins (S77)."""

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel
from sqlalchemy import select

from serving.http.routes.frame import CONTRACT, Call, needs, refusals
from serving.http.routes.paging import Listing, WantedPage, listing
from serving.rules.vocabulary import Scope
from serving.store.tables.work import audit
from serving.sync.services import WrapperServices


class AuditShown(BaseModel):
    """A request: client, user, action, ids of what it touched, and status; never values."""

    seq: int
    at: AwareDatetime
    client_id: str
    acting_user: str | None
    instance_id: str | None
    action: str
    subject: Mapping[str, Any]
    status: int
    request_id: str


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of the topic."""
    router = APIRouter(prefix=CONTRACT, tags=["access"], responses=refusals())

    @router.get("/audit", summary="Read the audit trail")
    def show(
        page: WantedPage, call: Annotated[Call, needs(parts, Scope.ADMIN, acting=True, instance=False, ended=True)]
    ) -> Listing[AuditShown]:
        """List every read and write of the contract's data, the oldest first."""
        mine = select(audit).filter_by(contract_id=call.contract.id)
        with parts.store.reading() as connection:
            rows = connection.execute(page.behind(mine, audit.c.seq)).all()
        return listing(rows, page, partial(AuditShown.model_validate, from_attributes=True), lambda row: [row.seq])

    return router
