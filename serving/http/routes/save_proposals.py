"""Saves whose reason no longer holds: shown to their user, and cleared by nobody else (S42)."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field, model_validator

from features.schema.kinds import Kind
from serving.http.routes.frame import CONTRACT, Call, answers, example, needs, refusals
from serving.http.routes.paging import Listing, WantedPage, next_cursor
from serving.http.routes.saves import LARGEST_ID
from serving.rules.saves.proposals import NO_REASON_SENTENCES, NoReason
from serving.rules.saves.saves import SaveReason, SkipReason
from serving.rules.vocabulary import CrmObject, Scope
from serving.sync.effects.save_proposals import Cleared, LapsedEntry, Proposal, clear_saves, proposals_of
from serving.sync.services import WrapperServices

MOST_CLEARED = 1_000
_PROPOSALS = {
    "items": [
        {
            "save_id": 41, "kind": "person", "profile_id": "M1",
            "entries": [
                {"save_id": 41, "object": "contact", "opportunity_id": "o9", "made_at": "2026-01-12T08:00:00Z",
                 "reason_then": "open_opportunity", "reason_now": "opportunity_won",
                 "sentence": NO_REASON_SENTENCES[NoReason.OPPORTUNITY_WON]}
            ],
        }
    ],
    "next_cursor": None,
}  # fmt: skip


class EntryLapsed(BaseModel):
    """An entry of the ledger: its reason when the profile was saved, and why it no longer holds."""

    save_id: int
    object: CrmObject
    opportunity_id: str | None
    made_at: datetime
    reason_then: SaveReason | SkipReason
    reason_now: NoReason
    sentence: str


class ProposalShown(BaseModel):
    """A saved profile without any reason that holds, with all its entries."""

    save_id: int
    kind: Kind
    profile_id: str
    entries: list[EntryLapsed]


class SavesChosen(BaseModel, extra="forbid"):
    """Which proposals to clear: the ids of their saves, or all of them."""

    saves: Annotated[list[Annotated[int, Field(ge=1, le=LARGEST_ID)]], Field(max_length=MOST_CLEARED)] = []
    all: bool = False

    @model_validator(mode="after")
    def _one_of_both(self) -> "SavesChosen":
        if bool(self.saves) == self.all:
            raise ValueError("either saves or all")
        return self


class SaveCleared(BaseModel):
    """What became of a save: `not_proposed` where its reason holds again, or the user has it no longer."""

    save_id: int
    result: Cleared


class SavesCleared(BaseModel):
    """The results by save."""

    items: list[SaveCleared]


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of proposals."""
    router = APIRouter(prefix=CONTRACT + "/saves/proposals", tags=["what sellers see"])
    seller = needs(parts, Scope.APP, acting=True)

    @router.get("", summary="List saves without a reason", responses=refusals() | answers(_PROPOSALS))
    def show(page: WantedPage, call: Annotated[Call, seller]) -> Listing[ProposalShown]:
        """List the acting user's saved profiles whose reasons no longer hold; they stay until the user clears them."""
        key = page.key(int)
        with parts.store.reading() as connection:
            every = proposals_of(connection, call.scope, call.actor)
        found = [one for one in every if key is None or one.id > key[0]][: page.fetch]
        shown = [_shown(one) for one in found[: page.limit]]
        call.name(profiles=[one.profile_id for one in shown])
        return Listing(items=shown, next_cursor=next_cursor(found, page, lambda one: [one.id]))

    @router.post(
        "/clear",
        summary="Clear saves without a reason",
        responses=refusals() | answers({"items": [{"save_id": 41, "result": "cleared"}]}),
        openapi_extra=example({"saves": [41]}),
    )
    def clear(chosen: SavesChosen, call: Annotated[Call, seller]) -> SavesCleared:
        """Unsave the chosen proposals, one by one or all; a save whose reason holds is left."""
        with call.scope.writing() as connection:
            ids = None if chosen.all else chosen.saves
            found = clear_saves(connection, call.scope, call.actor, ids, call.now)
        return SavesCleared(items=[SaveCleared(save_id=save_id, result=result) for save_id, result in found])

    return router


def _shown(one: Proposal) -> ProposalShown:
    entries = [_entry(entry) for entry in one.entries]
    return ProposalShown(save_id=one.id, kind=one.profile.kind, profile_id=one.profile.id, entries=entries)


def _entry(one: LapsedEntry) -> EntryLapsed:
    save = one.save
    return EntryLapsed(
        save_id=save.id,
        object=CrmObject(save.object),
        opportunity_id=save.key.opportunity_id or None,
        made_at=save.made_at,
        reason_then=save.entry.reason,
        reason_now=one.now,
        sentence=NO_REASON_SENTENCES[one.now],
    )
