"""The turns of the loop for an operator to look at: each with its line, and the page of its comparison."""

from dataclasses import asdict
from typing import Annotated

from fastapi import Path as OfPath
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from features.schema.kinds import Kind
from serving.contract.records.calls import OperatorToken, answers, routes
from serving.http.docs import read_examples
from serving.http.paging import Listing, WantedPage, page_from_newest
from serving.runtime.turns import Turn, TurnState, because_of, line_of, read_turns
from serving.store.contracts import NotHere

_EXAMPLES = read_examples(__file__)


class TurnShown(BaseModel):
    """One turn: a retraining with what was new, its state and its line; `contracts` counts those that gave answers."""

    id: str
    kind: Kind
    state: TurnState
    line: str
    because: list[str]
    began_at: str
    changed_at: str
    until: str | None
    by: str
    answers: int
    new_answers: int
    records: int
    contracts: int
    champion: str
    version: int | None
    attempts: int
    has_report: bool


router = routes("operations", prefix="/v1/models")


@router.get("/{kind}/turns", summary="List the retrainings", responses=answers(_EXAMPLES["turns"]))
def turns(kind: Kind, page: WantedPage, call: OperatorToken) -> Listing[TurnShown]:
    """List the turns of a kind, the newest first: what was new, how each ended, or for what it waits."""
    call.name(models=[kind])
    home = call.services.settings.home_layout
    of_page, cursor = page_from_newest(read_turns(home, kind), page)
    shown = [_shown(turn, home.turn_report(turn.id).is_file()) for turn in of_page]
    return Listing(items=shown, next_cursor=cursor)


@router.get("/{kind}/turns/{turn}/report", summary="Show the report of a retraining", response_class=HTMLResponse)
def report(kind: Kind, turn: Annotated[str, OfPath(pattern="^[0-9a-f]{12}$")], call: OperatorToken) -> HTMLResponse:
    """Return the page of champion and challenger side by side; it holds ids, no field values."""
    call.name(models=[kind])
    file = call.services.settings.home_layout.turn_report(turn)
    if not file.is_file():
        raise NotHere("got the turn {turn!r}, expected one of {kind} that has a report", turn=turn, kind=kind)
    return HTMLResponse(file.read_text(encoding="utf-8"))


def _shown(turn: Turn, has_report: bool) -> TurnShown:
    counted = {
        "line": line_of(turn),
        "because": because_of(turn.because, turn.new_answers, turn.alarms),
        "contracts": len(turn.contracts or {}),
        "has_report": has_report,
    }
    return TurnShown.model_validate(asdict(turn) | counted)
