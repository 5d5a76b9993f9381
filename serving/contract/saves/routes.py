"""A seller's saves with their reasons, their removal (S42), and the opportunities of a company."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import BaseModel, Field, model_validator
from sqlalchemy import Row

from features.schema.kinds import Kind
from features.schema.texts import wording
from serving.contract.records.calls import NO_NUL, AdminCall, Call, SellerCall, answers, example, needs, routes
from serving.contract.records.network_rows import Topic, require_profile
from serving.contract.saves.ledger import SaveUnknown, list_saves, unsave
from serving.contract.saves.opportunities import load_pipelines, shown_opportunities
from serving.contract.saves.opportunity_rules import OpportunityShown
from serving.contract.saves.proposals import Cleared, Proposal, clear_saves, proposals_of
from serving.contract.saves.rules import NO_REASON_SENTENCES, NoReason, SaveReason, SaveState, SkipReason
from serving.http.docs import read_examples
from serving.http.paging import Listing, WantedPage, next_cursor
from serving.http.wire.problems import ProblemKind, Problems
from serving.vocabulary.terms import CrmObject, Scope

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


PROBLEMS: Problems = {
    SaveUnknown: ProblemKind(404, "save-unknown", "The user has no such save"),
}

router = routes("what sellers see")


@router.get("/saves", summary="List one's own saves")
def saves(
    page: WantedPage,
    call: SellerCall,
    state: Annotated[SaveState | None, Query(description="only these")] = None,
) -> Listing[SaveShown]:
    """List the acting user's saves, each with its reason, the oldest first."""
    with call.reading() as scope:
        stored = list_saves(scope, call.actor, state, (page.after_one(0), page.fetch))
    shown = [shown_save(save) for save in stored[: page.limit]]
    call.name(profiles=[save.profile_id for save in shown])
    return Listing(items=shown, next_cursor=next_cursor(stored, page, lambda save: [save.seq]))


@router.delete("/saves/{save_id}", summary="Unsave a profile")
def delete_save(
    save_id: Annotated[int, Path(ge=1, le=LARGEST_ID)],
    call: SellerCall,
) -> SaveShown:
    """Remove a profile from the acting user's saves; only a new open opportunity saves it again."""
    with call.writing() as scope:
        save = unsave(scope, call.actor, save_id, call.now)
    call.name(profiles=[save.profile_id])
    return shown_save(save)


def shown_save(row: Row[Any]) -> SaveShown:
    """Return an entry of the ledger as it is shown."""
    return SaveShown.model_validate({**row._mapping, "id": row.seq, "opportunity_id": row.opportunity_id or None})


MAX_CLEARED = 1_000
_EXAMPLES = read_examples(__file__)


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

    saves: list[Annotated[int, Field(ge=1, le=LARGEST_ID)]] = Field(default=[], max_length=MAX_CLEARED)
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


@router.get("/saves/proposals", summary="List saves without a reason", responses=answers(_EXAMPLES["proposals"]))
def show(page: WantedPage, call: SellerCall) -> Listing[ProposalShown]:
    """List the acting user's saved profiles whose reasons no longer hold; they stay until the user clears them."""
    after = page.after_one(0)
    with call.reading() as scope:
        every = proposals_of(scope, call.actor)
    proposals = [proposal for proposal in every if proposal.id > after][: page.fetch]
    shown = [_shown(proposal) for proposal in proposals[: page.limit]]
    call.name(profiles=[proposal.profile_id for proposal in shown])
    return Listing(items=shown, next_cursor=next_cursor(proposals, page, lambda proposal: [proposal.id]))


@router.post(
    "/saves/proposals/clear",
    summary="Clear saves without a reason",
    responses=answers({"items": [{"save_id": 41, "result": "cleared"}]}),
    openapi_extra=example({"saves": [41]}),
)
def clear(chosen: SavesChosen, call: SellerCall) -> SavesCleared:
    """Unsave the chosen proposals, one by one or all; a save whose reason holds is left."""
    with call.writing() as scope:
        ids = None if chosen.all else chosen.saves
        results = clear_saves(scope, call.actor, ids, call.now)
    return SavesCleared(items=[SaveCleared(save_id=save_id, result=result) for save_id, result in results])


def _shown(proposal: Proposal) -> ProposalShown:
    return ProposalShown(
        save_id=proposal.id,
        kind=proposal.profile.kind,
        profile_id=proposal.profile.id,
        entries=[_entry(row, reason) for row, reason in proposal.entries],
    )


def _entry(row: Row[Any], reason: NoReason) -> EntryLapsed:
    return EntryLapsed(
        save_id=row.seq,
        object=row.object,
        opportunity_id=row.opportunity_id or None,
        made_at=row.made_at,
        reason_then=row.reason,
        reason_now=reason,
        sentence=wording(NO_REASON_SENTENCES[reason]),
    )


class View(StrEnum):
    """The place in the application: the account list or its panel."""

    LIST = "list"
    PANEL = "panel"


class OpportunitiesShown(BaseModel):
    """The opportunities of one company, by close date, the latest first."""

    items: list[OpportunityShown]


@router.get("/companies/{company_id}/opportunities", summary="Show a company's opportunities")
def opportunities(
    company_id: Annotated[str, Path(max_length=200, pattern=NO_NUL)],
    call: Annotated[Call, needs(Scope.APP, acting=True, instance=False)],
    view: Annotated[View, Query(description="panel: without opportunities closed over a year ago")] = View.LIST,
) -> OpportunitiesShown:
    """List the opportunities of the account that is linked to the company; none without a link or a CRM."""
    with call.store.reading() as connection:
        require_profile(connection, call.matching, Kind.COMPANY, company_id, Topic.OPPORTUNITIES)
        if call.instance is None:
            return OpportunitiesShown(items=[])
        scope = call.scope.on(connection)
        panel = view is View.PANEL
        listed = shown_opportunities(scope, company_id, call.actor, call.now, in_the_panel=panel)
    call.name(profiles=[company_id])
    return OpportunitiesShown(items=list(listed))


@router.get("/pipelines", summary="List the pipelines")
def pipelines(call: AdminCall) -> dict[str, list[str]]:
    """List by pipeline its stages in order, where the CRM sent one; `stage_cut_off` acts on these alone."""
    with call.reading() as scope:
        positions = load_pipelines(scope).positions
    stages: dict[str, list[str]] = {}
    for pipeline, stage in sorted(positions, key=positions.__getitem__):
        stages.setdefault(pipeline, []).append(stage)
    return stages
