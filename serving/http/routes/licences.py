"""Licences of the tool for the CRM's users (S73)."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field
from starlette.responses import Response

from serving.http.routes.frame import CONTRACT, Call, example, needs, refusals
from serving.http.routes.paging import Listing, WantedPage, listing
from serving.http.wire.problems import ProblemKind, Problems
from serving.rules.contract.licences import Licence, LicenceState
from serving.rules.vocabulary import Scope
from serving.store.seat_rows import NoSeatToGive, assign, licences_of, revoke
from serving.sync.effects.saves import renew_saves_of_users
from serving.sync.services import WrapperServices
from serving.writeback.grants import release_pending

PROBLEMS: Problems = {
    NoSeatToGive: ProblemKind(409, "no-seat", "No free seat to give"),
}
UserId = Annotated[str, Path(max_length=200)]


class LicenceShown(BaseModel):
    """A user's licence: assigned, proposed, or flagged for an assignment by the admin."""

    user_id: str
    state: LicenceState
    seat_id: str | None


class SeatChosen(BaseModel, extra="forbid"):
    """The seat to assign, by default the proposed one."""

    seat_id: Annotated[str | None, Field(max_length=200)] = None


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of the topic."""
    router = APIRouter(prefix=CONTRACT, tags=["connect"], responses=refusals())
    admin = needs(parts, Scope.ADMIN, acting=True)

    @router.get("/licences", summary="Propose licences")
    def show(page: WantedPage, call: Annotated[Call, admin]) -> Listing[LicenceShown]:
        """List each active CRM user with the assigned or proposed licence."""
        after = page.key(str)
        with parts.store.reading() as connection:
            found = licences_of(connection, call.scope)
        rows = [one for one in found if after is None or one.user_id > after[0]][: page.fetch]
        call.name(users=[row.user_id for row in rows[: page.limit]])
        return listing(rows, page, _shown, lambda row: [row.user_id])

    @router.put("/licences/{user_id}", summary="Assign a licence", openapi_extra=example({"seat_id": "S1"}))
    def put(user_id: UserId, call: Annotated[Call, admin], asked: SeatChosen | None = None) -> LicenceShown:
        """Assign the named seat, or the proposed one; saves that waited for a seat are made, activities are sent."""
        call.name(users=[user_id])
        with call.scope.writing() as connection:
            found = assign(connection, call.scope, user_id, None if asked is None else asked.seat_id, call.now)
            renew_saves_of_users(connection, call.scope, {user_id}, call.now)
            release_pending(connection, call.contract.id, user_id, call.now)
        return _shown(found)

    @router.delete("/licences/{user_id}", summary="Revoke a licence", status_code=204, response_class=Response)
    def end(user_id: UserId, call: Annotated[Call, admin]) -> None:
        """Revoke the user's seat; saves stay, new ones and unsent activities wait (D18)."""
        call.name(users=[user_id])
        with call.scope.writing() as connection:
            revoke(connection, call.scope, user_id)
            renew_saves_of_users(connection, call.scope, {user_id}, call.now)

    return router


def _shown(licence: Licence) -> LicenceShown:
    return LicenceShown.model_validate(licence, from_attributes=True)
