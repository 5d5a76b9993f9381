"""The trained models for an operator to look at: versions, champions, challengers, gates; promotion is no route."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from fastapi import Query
from pydantic import BaseModel, BeforeValidator

from features.schema.kinds import Kind
from serving.contract.records.calls import OpenCall, OperatorToken, ShownValue, answers, routes
from serving.http.docs import read_examples
from serving.http.paging import Listing, PageWanted, WantedPage, page_from_newest, write_cursor
from serving.runtime.gate_texts import gate_text
from serving.runtime.home import Home, Pointer, read_pointer, read_shadow
from serving.runtime.model_records import (
    ChampionChange,
    RegisteredVersion,
    moved_champion,
    read_history,
    read_lines,
    read_registered,
    read_verdicts,
)
from serving.runtime.model_source import ModelNotReady


class ChallengedBadge(BaseModel):
    """The profiles and probabilities of a record, by the champion and by the challenger."""

    record_id: str
    change: str
    before: str | None
    after: str | None
    probability_before: float
    probability_after: float


_EXAMPLES = read_examples(__file__)


class ServedPair(BaseModel):
    """A bundle and an index by their names."""

    bundle: str
    index: str


class ModelsOfKind(BaseModel):
    """The models of one kind; `challenger` scores in the shadow, `model_version` answers in this process.

    `moved_to` is the version that the alias `champion` names while another one answers; null without a difference.
    """

    kind: Kind
    champion: ServedPair | None
    challenger: ServedPair | None
    model_version: str | None
    moved_to: int | None
    versions: list[RegisteredVersion]


GateText = Annotated[str, BeforeValidator(gate_text)]


class VerdictShown(BaseModel):
    """The verdict of one gate; `told` is by how much."""

    gate: GateText
    passed: bool
    figure: GateText
    champion: float | None
    challenger: float | None
    bound: GateText
    told: GateText


class GateRunShown(ShownValue):
    """The verdicts on one version, and whether it was promoted."""

    at: str
    model: str
    version: int
    bundle: str
    by: str
    promoted: bool
    verdicts: list[VerdictShown]


class ShadowChange(ChallengedBadge):
    """An answer that the challenger would have changed: a badge that appears, moves or vanishes."""

    champion: str
    challenger: str
    reasons: list[str]


class ShadowShown(Listing[ShadowChange]):
    """The newest changes first, with the counts of all that are kept, by sort of change."""

    challenger: ServedPair | None
    counts: dict[str, int]


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


router = routes("operations", prefix="/v1/models")


@router.get("", summary="List the models", responses=answers(_EXAMPLES["models"]))
def models(call: OperatorToken) -> Listing[ModelsOfKind]:
    """List for each kind the served pair, the challenger in the shadow, and the registered versions."""
    call.name(models=list(Kind))
    return Listing(items=[_models_of(call, kind) for kind in Kind])


@router.get("/{kind}/history", summary="List the champions", responses=answers(_EXAMPLES["champions"]))
def history(kind: Kind, page: WantedPage, call: OperatorToken) -> Listing[ChampionChange]:
    """List the promotions and rollbacks of a kind, the newest first."""
    call.name(models=[kind])
    changes, cursor = page_from_newest(read_history(_home(call).history_file, kind), page)
    return Listing(items=[_champion(change) for change in changes], next_cursor=cursor)


@router.get("/{kind}/shadow", summary="Show what the challenger would change", responses=answers(_EXAMPLES["shadow"]))
def shadow(kind: Kind, page: WantedPage, call: OperatorToken) -> ShadowShown:
    """List the answers that the challenger would have changed, the newest first, with counts."""
    call.name(models=[kind])
    changes = read_lines(_home(call).shadow_changes(kind))
    of_page, cursor = page_from_newest(changes, page)
    return ShadowShown(
        items=[ShadowChange.model_validate(change) for change in of_page],
        next_cursor=cursor,
        challenger=_pair(read_shadow(_home(call), kind)),
        counts=dict(Counter(str(change["change"]) for change in changes)),
    )


@router.get("/{kind}/gates", summary="List the verdicts of the gates", responses=answers(_EXAMPLES["gates"]))
def gates(kind: Kind, page: WantedPage, call: OperatorToken) -> Listing[GateRunShown]:
    """List the verdicts of the gates on each version that was to be promoted, the newest first."""
    call.name(models=[kind])
    verdicts, cursor = page_from_newest(read_verdicts(_home(call), kind), page)
    return Listing(items=[GateRunShown.of(verdict) for verdict in verdicts], next_cursor=cursor)


@router.get(
    "/{kind}/diff", summary="Show which badges the challenger would change", responses=answers(_EXAMPLES["diff"])
)
def diff(
    kind: Kind,
    page: WantedPage,
    call: OperatorToken,
    change: Annotated[Literal["appears", "moves", "vanishes"] | None, Query(description="only these")] = None,
) -> DiffShown:
    """Show the last `onematch models diff`: badges that appear, move and vanish, by segment, with the records."""
    call.name(models=[kind])
    return _diff(_home(call), kind, page, change)


@router.get("/{kind}/cards", summary="Show the model cards", responses=answers(_EXAMPLES["cards"]))
def cards(kind: Kind, call: OperatorToken) -> Listing[CardShown]:
    """Show the cards of champion and challenger: use, parts, training data, figures, guarantees, limits."""
    call.name(models=[kind])
    return Listing(items=_cards(_home(call), kind))


def _home(call: OpenCall) -> Home:
    return call.services.settings.home_layout


def _models_of(call: OpenCall, kind: Kind) -> ModelsOfKind:
    home = _home(call)
    registered = read_registered(home, kind)
    moved = moved_champion(registered, read_history(home.history_file, kind))
    try:
        answering = call.matching.matcher(kind).model_version
    except ModelNotReady:
        answering = None
    return ModelsOfKind(
        kind=kind,
        champion=_pair(read_pointer(home, kind)),
        challenger=_pair(read_shadow(home, kind)),
        model_version=answering,
        moved_to=None if moved is None else moved.version,
        versions=registered,
    )


def _pair(pointer: Pointer | None) -> ServedPair | None:
    return None if pointer is None else ServedPair(bundle=pointer.bundle.name, index=pointer.index.name)


def _champion(change: ChampionChange) -> ChampionChange:
    """Return a change by the names of its folders: paths of the machine stay on it."""
    return replace(change, bundle=Path(change.bundle).name, index=Path(change.index).name)


def _diff(home: Home, kind: Kind, page: PageWanted, change: str | None) -> DiffShown:
    nothing = dict.fromkeys(("at", "champion", "challenger", "bundle")) | {"totals": {}, "segments": [], "changed": []}
    stored = nothing | (home.read(home.diff_file(kind)) or {})
    challenger = read_shadow(home, kind)
    changed = [row for row in stored["changed"] if change in (None, row["change"])]
    first = page.after_one(0)
    until = first + page.limit
    shown = {
        "items": [row | {"record_id": row["crm_id"]} for row in changed[first:until]],
        "next_cursor": write_cursor([until]) if until < len(changed) else None,
        "is_current": challenger is not None and challenger.bundle.name == stored["bundle"],
    }
    return DiffShown.model_validate(stored | shown)


def _cards(home: Home, kind: Kind) -> list[CardShown]:
    pairs = {"champion": read_pointer(home, kind), "challenger": read_shadow(home, kind)}
    cards_shown = []
    for role, pair in pairs.items():
        card = None if pair is None else home.read(home.card_file(pair.bundle.name))
        if pair is not None and card is not None:
            cards_shown.append(CardShown.model_validate({"bundle": pair.bundle.name, "role": role, **card}))
    return cards_shown
