"""Proofs of deletion, for the contract while it exists and for the operator also afterwards (S78)."""

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel
from sqlalchemy import select

from serving.http.routes.frame import (
    CONTRACT,
    OpenCall,
    PathId,
    needs_token,
    refusals,
)
from serving.http.routes.paging import Listing, WantedPage, listing
from serving.rules.vocabulary import Scope
from serving.store.contracts import NotHere
from serving.store.tables.work import certificates
from serving.sync.services import WrapperServices


class Certificate(BaseModel):
    """A deletion: rows by table, destroyed keys, removed training rows; signed when it was complete."""

    id: str
    instance_id: str | None
    at: AwareDatetime
    document: Mapping[str, Any]


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of the topic."""
    router = APIRouter(prefix=CONTRACT, tags=["leaving"], responses=refusals())

    @router.get("/certificates", summary="List proofs of deletion")
    def show(
        contract_id: PathId,
        page: WantedPage,
        call: Annotated[OpenCall, needs_token(parts, Scope.ADMIN, Scope.OPERATOR)],
    ) -> Listing[Certificate]:
        """List a contract's certificates by id; the operator sees those of a deleted contract too."""
        if call.caller.contract_id not in (None, contract_id):
            raise NotHere("there is no such contract")
        mine = select(certificates).filter_by(contract_id=contract_id)
        with parts.store.reading() as connection:
            rows = connection.execute(page.behind(mine, certificates.c.id)).all()
        call.name(certificates=[row.id for row in rows[: page.limit]])
        return listing(rows, page, partial(Certificate.model_validate, from_attributes=True), lambda row: [row.id])

    return router
