"""A seller's saves with their reasons, and the removal of one."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel

from features.schema.kinds import Kind
from serving.http.routes.frame import CONTRACT, Call, needs, refusals
from serving.http.routes.paging import Listing, WantedPage, next_cursor
from serving.http.wire.problems import ProblemKind, Problems
from serving.rules.saves.saves import SaveReason, SaveState, SkipReason
from serving.rules.vocabulary import CrmObject, Scope
from serving.sync.effects.save_ledger import SavesWanted, SaveUnknown, StoredSave, list_saves, unsave
from serving.sync.services import WrapperServices

PROBLEMS: Problems = {
    SaveUnknown: ProblemKind(404, "save-unknown", "The user has no such save"),
}
LARGEST_ID = 2**63 - 1


class SaveShown(BaseModel):
    """An entry of the ledger: a saved or skipped profile, with the reason."""

    id: int
    kind: Kind
    profile_id: str
    opportunity_id: str | None
    object: CrmObject
    state: SaveState
    reason: SaveReason | SkipReason
    made_at: datetime
    changed_at: datetime


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of saves."""
    router = APIRouter(prefix=CONTRACT, tags=["what sellers see"])

    @router.get("/saves", summary="List one's own saves", responses=refusals())
    def saves(
        page: WantedPage,
        call: Annotated[Call, needs(parts, Scope.APP, acting=True)],
        state: Annotated[SaveState | None, Query(description="only these")] = None,
    ) -> Listing[SaveShown]:
        """List the acting user's saves, each with its reason, the oldest first."""
        key = page.key(int)
        wanted = SavesWanted(call.actor, key[0] if key else 0, page.fetch, state)
        with parts.store.reading() as connection:
            found = list_saves(connection, call.live.id, wanted)
        shown = [shown_save(one) for one in found[: page.limit]]
        call.name(profiles=[one.profile_id for one in shown])
        return Listing(items=shown, next_cursor=next_cursor(found, page, lambda one: [one.id]))

    @router.delete("/saves/{save_id}", summary="Unsave a profile", responses=refusals())
    def delete_save(
        save_id: Annotated[int, Path(ge=1, le=LARGEST_ID)],
        call: Annotated[Call, needs(parts, Scope.APP, acting=True)],
    ) -> SaveShown:
        """Remove a profile from the acting user's saves; only a new open opportunity saves it again."""
        with call.scope.writing() as connection:
            found = unsave(connection, call.live.id, call.actor, save_id, call.now)
        call.name(profiles=[found.key.profile.id])
        return shown_save(found)

    return router


def shown_save(save: StoredSave) -> SaveShown:
    """Return an entry of the ledger as it is shown."""
    return SaveShown(
        id=save.id,
        kind=save.key.profile.kind,
        profile_id=save.key.profile.id,
        opportunity_id=save.key.opportunity_id or None,
        object=CrmObject(save.object),
        state=save.entry.state,
        reason=save.entry.reason,
        made_at=save.made_at,
        changed_at=save.changed_at,
    )
