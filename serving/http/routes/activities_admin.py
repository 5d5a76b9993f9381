"""Writeback by admins: a test note (S59) and a back-fill (S91, D35)."""

from collections.abc import Collection
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from features.schema.errors import OnematchError
from serving.http.routes.activity_bodies import (
    SENT_EXAMPLE,
    ActivityAnswer,
    ActivityId,
    ActivitySent,
    ActivityShown,
    Moment,
    answer_of,
    shown_activity,
)
from serving.http.routes.badges import Id
from serving.http.routes.frame import Call, example, needs
from serving.rules.linking.links import RecordKey
from serving.rules.routing.activities import is_in_back_fill
from serving.rules.routing.delivery import Recovery
from serving.rules.routing.routing import Unsupported
from serving.rules.vocabulary import Scope
from serving.sync.records.visibility import visible_among
from serving.sync.services import WrapperServices
from serving.writeback.activities import find_activity
from serving.writeback.intake import NewActivity, Preview, Receipt, accept_activities
from serving.writeback.trial import make_test_note, recovery_of, write_test_note

MOST_AT_ONCE = 1_000
TOO_EARLY, UNSUPPORTED, REFUSED = "too_early", "unsupported", "refused"


class TrialSent(BaseModel, extra="forbid"):
    """The linked member that gets the test note; the same id again changes nothing."""

    id: ActivityId
    profile_id: Id


class TrialShown(ActivityShown):
    """A test note; `recovery`: whether it is found as an activity with a lost answer would be, null if undelivered."""

    recovery: Recovery | None


class PastActivity(ActivitySent):
    """An activity of the past and its user."""

    user_id: Id


class BackFillSent(BaseModel, extra="forbid"):
    """Past activities; those that happened before the cut-off are left out."""

    cut_off: Moment
    activities: list[PastActivity] = Field(min_length=1, max_length=MOST_AT_ONCE)


class BackFillAnswer(BaseModel):
    """The result of each activity, in order; `too_early`, `unsupported`, `refused` and `disabled` are not stored."""

    items: list[ActivityAnswer]


def add_admin(router: APIRouter, parts: WrapperServices) -> None:
    """Add the admin's routes."""
    admin = needs(parts, Scope.ADMIN, acting=True)

    @router.post(
        "/activities/test-note",
        summary="Write a test note",
        openapi_extra=example({"id": "test-1", "profile_id": "M1"}),
    )
    def test_note(sent: TrialSent, call: Annotated[Call, admin]) -> TrialShown:
        """Write a test note on a linked member at once, also while writeback is off; cancelling it removes it.

        It is then looked for as an activity with a lost answer is (`recovery`): `not_yet` while the CRM's search lags
        behind. The same id again writes nothing and looks again.
        """
        call.name(activities=[sent.id], profiles=[sent.profile_id])
        note = make_test_note(sent.id, sent.profile_id, call.actor, call.now)
        write_test_note(call.scope, note, call.now, parts.matching)
        recovery = recovery_of(call.scope, note, call.now)
        with parts.store.reading() as connection:
            shown = shown_activity(find_activity(connection, call.live.id, sent.id, None))
        return TrialShown(**dict(shown), recovery=recovery)

    @router.post(
        "/activities/backfill",
        status_code=202,
        summary="Write activities of the past",
        openapi_extra=example({"cut_off": "2026-01-01T00:00:00Z", "activities": [{**SENT_EXAMPLE, "user_id": "U2"}]}),
    )
    def back_fill(sent: BackFillSent, call: Annotated[Call, admin]) -> BackFillAnswer:
        """Queue activities since the cut-off, under the usual switches; sending them again changes nothing."""
        call.name(activities=[one.id for one in sent.activities])
        asked = [one.read(one.user_id) for one in sent.activities]
        taken = [one for one in asked if is_in_back_fill(one.occurred_at, sent.cut_off)]
        with call.scope.writing() as connection:
            accepted = accept_activities(connection, call.scope, taken, call.now, parts.matching)
            targets = [one.link.key for one in accepted if isinstance(one, Receipt) and one.link is not None]
            seen = visible_among(connection, call.live.id, targets, call.actor)
        receipts = iter(accepted)
        in_time = {id(one) for one in taken}
        items = [
            _answer(one, next(receipts), seen) if id(one) in in_time else _left_out(one, TOO_EARLY) for one in asked
        ]
        return BackFillAnswer(items=items)


def _answer(activity: NewActivity, receipt: Receipt | OnematchError, seen: Collection[RecordKey]) -> ActivityAnswer:
    if isinstance(receipt, OnematchError):
        return _left_out(activity, REFUSED, str(receipt))
    if isinstance(receipt.refusal, Unsupported):
        return _left_out(activity, UNSUPPORTED, receipt.refusal.value)
    return answer_of(Preview(receipt, ()), seen)


def _left_out(activity: NewActivity, state: str, reason: str | None = None) -> ActivityAnswer:
    return ActivityAnswer(
        id=activity.id, state=state, reason=reason, target=None, probability=None, suggestions=[], requests=[]
    )
