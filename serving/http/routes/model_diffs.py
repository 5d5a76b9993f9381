"""What a challenger would change of all badges, and the model cards of both, as training left them."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from features.schema.kinds import Kind
from serving.http.routes.frame import OpenCall, answers, needs_token, refusals
from serving.http.routes.paging import Listing, PageWanted, WantedPage, write_cursor
from serving.http.wire.challenged_badge import ChallengedBadge
from serving.rules.vocabulary import Scope
from serving.runtime.home import Home, read_pointer, read_shadow
from serving.runtime.model_records import read_card, read_diff
from serving.sync.services import WrapperServices

_DIFF = {
    "items": [
        {"record_id": "101", "change": "moves", "before": "M1", "after": "M2", "probability_before": 0.97,
         "probability_after": 0.98, "reason": "the e-mail is the same"}
    ],
    "next_cursor": None, "at": "2026-03-02T09:00:00+00:00", "champion": "9d7b8f0e6e0ec6c7",
    "challenger": "onematch-person version 4", "bundle": "41aa8f0e6e0ec6c7", "is_current": True,
    "totals": {"appears": 0, "moves": 1, "vanishes": 0, "stays": 310, "stays away": 89},
    "segments": [
        {"division": "script", "segment": "latin", "records": 400, "appear": 0, "move": 1, "vanish": 0}
    ],
}  # fmt: skip
_CARD = {
    "bundle": "9d7b8f0e6e0ec6c7", "role": "champion",
    "sections": [{"title": "What it is", "text": "", "columns": ["part", "what"], "rows": [["basis", "own_labels"]]}],
}  # fmt: skip


class DiffSegment(BaseModel):
    """A segment of the compared records, and how many badges appear, move and vanish in it."""

    division: str
    segment: str
    records: int
    appear: int
    move: int
    vanish: int


class DiffChange(ChallengedBadge):
    """A record whose badge the challenger would change."""

    reason: str


class DiffShown(Listing[DiffChange]):
    """The last comparison of all badges; `at` is null where nothing was compared. `totals` count records by change.

    `bundle` is the compared challenger's; `is_current`: it is still the one in the shadow.
    """

    at: str | None
    champion: str | None
    challenger: str | None
    bundle: str | None
    is_current: bool
    totals: dict[str, int]
    segments: list[DiffSegment]


class CardSectionShown(BaseModel):
    """A part of a model card: a text, and a table whose cells are texts."""

    title: str
    text: str
    columns: list[str]
    rows: list[list[str]]


class CardShown(BaseModel):
    """The model card of a bundle, as its training left it."""

    bundle: str
    role: Literal["champion", "challenger"]
    sections: list[CardSectionShown]


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of the topic."""
    router = APIRouter(prefix="/v1/models", tags=["operations"])
    operator = needs_token(parts, Scope.OPERATOR)

    @router.get(
        "/{kind}/diff", summary="Show which badges the challenger would change", responses=refusals() | answers(_DIFF)
    )
    def diff(
        kind: Kind,
        page: WantedPage,
        call: Annotated[OpenCall, operator],
        change: Annotated[Literal["appears", "moves", "vanishes"] | None, Query(description="only these")] = None,
    ) -> DiffShown:
        """Show the last `onematch models diff`: badges that appear, move and vanish, by segment, with the records."""
        call.name(models=[kind.value])
        return _diff(parts.settings.home_layout, kind, page, change)

    @router.get("/{kind}/cards", summary="Show the model cards", responses=refusals() | answers({"items": [_CARD]}))
    def cards(kind: Kind, call: Annotated[OpenCall, operator]) -> Listing[CardShown]:
        """Show the cards of champion and challenger: use, parts, training data, figures, guarantees, limits."""
        call.name(models=[kind.value])
        return Listing(items=_cards(parts.settings.home_layout, kind))

    return router


def _diff(home: Home, kind: Kind, page: PageWanted, change: str | None) -> DiffShown:
    found, challenger = read_diff(home, kind) or {}, read_shadow(home, kind)
    changed = [one for one in found.get("changed", ()) if change in (None, one["change"])]
    key = page.key(int)
    first = 0 if key is None else int(key[0])
    until = first + page.limit
    items = [DiffChange.model_validate(one | {"record_id": one["crm_id"]}) for one in changed[first:until]]
    bundle = found.get("bundle")
    return DiffShown(
        items=items,
        next_cursor=write_cursor([until]) if until < len(changed) else None,
        at=found.get("at"),
        champion=found.get("champion"),
        challenger=found.get("challenger"),
        bundle=bundle,
        is_current=challenger is not None and challenger.bundle.name == bundle,
        totals=found.get("totals", {}),
        segments=found.get("segments", []),
    )


def _cards(home: Home, kind: Kind) -> list[CardShown]:
    pairs = {"champion": read_pointer(home, kind), "challenger": read_shadow(home, kind)}
    found = []
    for role, pair in pairs.items():
        card = None if pair is None else read_card(home, pair.bundle.name)
        if pair is not None and card is not None:
            found.append(CardShown.model_validate({"bundle": pair.bundle.name, "role": role, **card}))
    return found
