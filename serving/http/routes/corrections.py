"""Activities on the wrong record after a re-match: listed with a proposal, moved when a user confirms (D8)."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Path
from pydantic import BaseModel
from sqlalchemy import Row

from serving.http.routes.activities import owner
from serving.http.routes.frame import UserCall, example, routes
from serving.http.routes.link_answers import RecordName
from serving.http.routes.paging import Listing, WantedPage, listing
from serving.http.wire.problems import ProblemKind, Problems
from serving.rules.routing.targets import Correction
from serving.rules.vocabulary import ActivityKind
from serving.store.tables.work import activities, corrections
from serving.writeback.moving import CorrectionClosed, NowhereToGo, correct, decline, find_correction, with_activities

PROBLEMS: Problems = {
    CorrectionClosed: ProblemKind(409, "correction-closed", "The correction was made or declined already"),
    NowhereToGo: ProblemKind(409, "nowhere-to-go", "There is no record to move the activity to"),
}


class Wish(StrEnum):
    """The user's decision on a proposal."""

    CORRECT = "correct"
    DECLINE = "decline"


class CorrectionAnswered(BaseModel, extra="forbid"):
    """The decision on a proposal."""

    action: Wish


class CorrectionShown(BaseModel):
    """A written activity with its record and the right one; `target` is null while no record is linked."""

    id: str
    activity_id: str
    kind: ActivityKind
    user_id: str
    source: RecordName
    target: RecordName | None
    state: Correction
    proposed_at: datetime
    closed_at: datetime | None


router = routes("writeback")


@router.get("/corrections", summary="List activities on the wrong record")
def show(page: WantedPage, call: UserCall, state: Correction = Correction.PROPOSED) -> Listing[CorrectionShown]:
    """List the corrections of the acting user's activities, for an admin those of all users."""
    wanted = with_activities(call.live.id).where(corrections.c.state == state.value)
    if (user_id := owner(call)) is not None:
        wanted = wanted.where(activities.c.user_id == user_id)
    with call.reading() as connection:
        rows = connection.execute(page.behind(wanted, corrections.c.id)).all()
    call.name(activities=[row.activity_id for row in rows[: page.limit]])
    return listing(rows, page, _shown, lambda row: [row.id])


@router.post("/corrections/{correction_id}", summary="Correct or decline", openapi_extra=example({"action": "correct"}))
def close(
    correction_id: Annotated[str, Path(max_length=64)], said: CorrectionAnswered, call: UserCall
) -> CorrectionShown:
    """Move the activity to the record that is linked now, with the acting user's grant, or leave it."""
    with call.reading() as connection:
        row = find_correction(connection, call.live.id, correction_id, owner(call))
    call.name(activities=[row.activity_id])
    if said.action is Wish.CORRECT:
        correct(call.scope, row, call.actor, call.now)
    else:
        with call.scope.writing() as open_scope:
            decline(
                open_scope.connection,
                find_correction(open_scope.connection, call.live.id, correction_id, None),
                call.now,
            )
    with call.reading() as connection:
        return _shown(find_correction(connection, call.live.id, correction_id, None))


def _shown(row: Row[Any]) -> CorrectionShown:
    source = {"object": row.from_object, "id": row.from_id}
    target = row.to_id and {"object": row.to_object, "id": row.to_id}
    return CorrectionShown.model_validate({**row._mapping, "source": source, "target": target})
