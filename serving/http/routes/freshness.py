"""The checkpoint of a sync service, and whether its data are fresh (S11)."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel

from serving.http.routes.frame import Call, SyncCall, needs, routes
from serving.rules.contract.freshness import Freshness
from serving.rules.vocabulary import Scope
from serving.sync.imports.freshness import FreshnessReport, put_checkpoint, read_freshness


class FreshnessShown(BaseModel):
    """`late` when a change arrived more than 12 hours after it was made, or no checkpoint arrived for 12 hours.

    A checkpoint ends the first; the counts are of all changes since the CRM was connected. The feed has each lateness.
    `held` when it is not late and full imports wait for an admin: what they lack is not deleted.
    """

    state: Freshness
    last_checkpoint_at: datetime | None
    changes_on_time: int
    changes_late: int
    slowest_s: int
    held_imports: list[str]


router = routes("import")


@router.put("/checkpoint", summary="Confirm that all changes are sent")
def checkpoint(call: SyncCall) -> FreshnessShown:
    """Store that every change up to now was sent, also when there was none."""
    with call.scope.writing() as open_scope:
        return shown_freshness(put_checkpoint(open_scope, call.now))


@router.get("/freshness", summary="Show freshness")
def show(call: Annotated[Call, needs(Scope.SYNC, Scope.ADMIN, Scope.READER)]) -> FreshnessShown:
    """Return whether updates arrive within 12 hours."""
    with call.scope.reading() as open_scope:
        return shown_freshness(read_freshness(open_scope, call.now))


def shown_freshness(report: FreshnessReport) -> FreshnessShown:
    """Return freshness as it is shown."""
    return FreshnessShown(
        state=report.state,
        last_checkpoint_at=report.last_checkpoint_at,
        changes_on_time=report.delays.on_time,
        changes_late=report.delays.late,
        slowest_s=report.delays.slowest_s,
        held_imports=list(report.held_imports),
    )
