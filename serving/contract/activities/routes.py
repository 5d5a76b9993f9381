"""Activities: logged, followed, located, replayed, cancelled (S50 to S70), and moved off a wrong record (D8).

Also a test note and a back-fill (S59, S91).
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Depends, Path, Query
from pydantic import AwareDatetime, BaseModel, Field
from sqlalchemy import Row

from features.schema.errors import OnematchError
from serving.contract.activities.activities import (
    ActivityQuery,
    StateForbids,
    StoredActivity,
    TextGone,
    Verb,
    cancel,
    find_activity,
    list_activities,
    replay,
)
from serving.contract.activities.bodies import (
    ActivityAnswer,
    ActivityId,
    ActivityRecordChosen,
    ActivitySent,
    ActivityShown,
    Moment,
    answer_of,
    shown_activity,
)
from serving.contract.activities.calls import CrmRefused, CrmUnavailable, GrantMissing, RecordGone, WrongPath
from serving.contract.activities.corrections import release
from serving.contract.activities.intake import (
    ActivityContradicts,
    ActivityIdReused,
    ActivityUnsupported,
    NewActivity,
    Preview,
    Receipt,
    accept_activities,
    preview,
    require_taken,
)
from serving.contract.activities.moving import (
    CorrectionClosed,
    NowhereToGo,
    correct,
    decline,
    find_correction,
    with_activities,
)
from serving.contract.activities.targeting import suggestions_for
from serving.contract.activities.trial import (
    NotLinked,
    Recovery,
    make_test_note,
    recovery_of,
    take_back,
    write_test_note,
)
from serving.contract.linking.relink import Relinking
from serving.contract.linking.statements import author_of, confirm
from serving.contract.records.calls import AdminCall, Call, Id, PathId, SellerCall, UserCall, example, routes
from serving.contract.records.keys import visible_among
from serving.contract.records.link_answers import RecordName
from serving.contract.records.locate import current_key
from serving.crm.activities import is_in_back_fill
from serving.crm.routing import Correction, Suggestion, Unsupported, unsupported_target
from serving.crm.vendors import VENDORS
from serving.http.docs import read_examples
from serving.http.paging import Listing, WantedPage
from serving.http.wire.problems import ProblemKind, Problems
from serving.store.contracts import OpenScope
from serving.store.tables.work import activities, corrections
from serving.vocabulary.links import ProfileKey, RecordKey
from serving.vocabulary.terms import ActivityKind, ActivityState, Scope

MAX_AT_ONCE = 1_000
TOO_EARLY = "too_early"
UNSUPPORTED = "unsupported"
REFUSED = "refused"


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
    activities: list[PastActivity] = Field(min_length=1, max_length=MAX_AT_ONCE)


class BackFillAnswer(BaseModel):
    """The result of each activity, in order; `too_early`, `unsupported`, `refused` and `disabled` are not stored."""

    items: list[ActivityAnswer]


_EXAMPLES = read_examples(__file__)
PROBLEMS: Problems = {
    CorrectionClosed: ProblemKind(409, "correction-closed", "The correction was made or declined already"),
    NowhereToGo: ProblemKind(409, "nowhere-to-go", "There is no record to move the activity to"),
    ActivityContradicts: ProblemKind(422, "activity-contradicts", "The activity contradicts itself"),
    ActivityUnsupported: ProblemKind(422, "unsupported", "The CRM cannot take such an activity"),
    ActivityIdReused: ProblemKind(422, "activity-id-reused", "The activity's id came before with other content"),
    StateForbids: ProblemKind(409, "state-forbids", "The activity's state does not allow that"),
    TextGone: ProblemKind(409, "text-gone", "The activity's text is gone"),
    NotLinked: ProblemKind(409, "not-linked", "The member has no linked record"),
    GrantMissing: ProblemKind(409, "pending-auth", "The acting user has not authorised in the CRM"),
    CrmUnavailable: ProblemKind(503, "crm-unavailable", "The CRM does not answer", {"Retry-After": "30"}),
    CrmRefused: ProblemKind(409, "crm-refused", "The CRM refused"),
    RecordGone: ProblemKind(409, "record-gone", "The CRM no longer has the record"),
    WrongPath: ProblemKind(409, "crm-path-wrong", "The CRM has the record at another address; an operator must look"),
}

router = routes("writeback")


@router.post(
    "/activities/test-note",
    summary="Write a test note",
    openapi_extra=example({"id": "test-1", "profile_id": "M1"}),
)
def test_note(sent: TrialSent, call: AdminCall) -> TrialShown:
    """Write a test note on a linked member at once, also while writeback is off; cancelling it removes it.

    It is then looked for as an activity with a lost answer is (`recovery`): `not_yet` while the CRM's search lags
    behind. The same id again writes nothing and looks again.
    """
    call.name(activities=[sent.id], profiles=[sent.profile_id])
    note = make_test_note(sent.id, sent.profile_id, call.actor, call.now)
    write_test_note(call.scope, note, call.now, call.matching)
    recovery = recovery_of(call.scope, note, call.now)
    with call.reading() as scope:
        shown = shown_activity(find_activity(scope, sent.id, None))
    return TrialShown(**dict(shown), recovery=recovery)


@router.post(
    "/activities/backfill",
    status_code=202,
    summary="Write activities of the past",
    openapi_extra=example(
        {"cut_off": "2026-01-01T00:00:00Z", "activities": [{**_EXAMPLES["activity"], "user_id": "U2"}]}
    ),
)
def back_fill(sent: BackFillSent, call: AdminCall) -> BackFillAnswer:
    """Queue activities since the cut-off, under the usual switches; sending them again changes nothing."""
    call.name(activities=[activity.id for activity in sent.activities])
    sent_activities = [activity.read(activity.user_id) for activity in sent.activities]
    taken = [activity for activity in sent_activities if is_in_back_fill(activity.occurred_at, sent.cut_off)]
    with call.writing() as scope:
        accepted = accept_activities(scope, taken, call.now, call.matching)
        targets = [
            receipt.link.key for receipt in accepted if isinstance(receipt, Receipt) and receipt.link is not None
        ]
        visible = visible_among(scope, targets, call.actor)
    receipts = iter(accepted)
    items = [
        _answer(activity, next(receipts), visible)
        if is_in_back_fill(activity.occurred_at, sent.cut_off)
        else _left_out(activity, TOO_EARLY)
        for activity in sent_activities
    ]
    return BackFillAnswer(items=items)


def _answer(activity: NewActivity, receipt: Receipt | OnematchError, visible: Collection[RecordKey]) -> ActivityAnswer:
    if isinstance(receipt, OnematchError):
        return _left_out(activity, REFUSED, str(receipt))
    if isinstance(receipt.refusal, Unsupported):
        return _left_out(activity, UNSUPPORTED, receipt.refusal)
    return answer_of(Preview(receipt, ()), visible)


def _left_out(activity: NewActivity, state: str, reason: str | None = None) -> ActivityAnswer:
    return ActivityAnswer(
        id=activity.id, state=state, reason=reason, target=None, probability=None, suggestions=[], requests=[]
    )


@router.post("/activities", summary="Log an activity", openapi_extra=example(_EXAMPLES["activity"]))
def log(
    sent: ActivitySent,
    call: SellerCall,
    dry_run: Annotated[bool, Query(description="return decision and requests; store and send nothing")] = False,
) -> ActivityAnswer:
    """Decide the target of an activity and queue it; sending it again with the same id changes nothing."""
    activity = sent.read(call.actor)
    call.name(activities=[sent.id], profiles=[sent.profile.id])
    if dry_run:
        call.leaves_no_answer()
        with call.reading() as scope:
            return _logged(call, scope, activity, preview(scope, activity, call.now, call.matching))
    with call.writing() as scope:
        receipt = require_taken(accept_activities(scope, [activity], call.now, call.matching)[0])
        return _logged(call, scope, activity, Preview(receipt, ()))


def _logged(call: Call, scope: OpenScope, activity: NewActivity, previewed: Preview) -> ActivityAnswer:
    receipt = previewed.receipt
    suggested = _suggested(call, scope, activity.kind, activity.profile, receipt.state)
    visible = visible_among(scope, [receipt.link.key] if receipt.link else [], call.actor)
    return answer_of(previewed, visible, suggested)


def activities_wanted(
    user: Annotated[str | None, Query(max_length=200, description="for admins: whose")] = None,
    state: ActivityState | None = None,
    profile: Annotated[str | None, Query(max_length=200, description="id of the member or company")] = None,
    since: Annotated[AwareDatetime | None, Query(description="accepted then or later")] = None,
    until: Annotated[AwareDatetime | None, Query(description="accepted before")] = None,
    newest_first: bool = False,
) -> ActivityQuery:
    """Return which activities to list."""
    return ActivityQuery(
        user_id=user, state=state, profile_id=profile, since=since, until=until, newest_first=newest_first
    )


@router.get("/activities", summary="List activities")
def show(
    page: WantedPage, call: UserCall, wanted: Annotated[ActivityQuery, Depends(activities_wanted)]
) -> Listing[ActivityShown]:
    """List the acting user's activities, for an admin those of all users; `state=dead` are the dead letters."""
    after = page.moment_key()
    query = replace(wanted, user_id=owner(call) or wanted.user_id)
    with call.reading() as scope:
        stored = list_activities(scope, query, after=after, limit=page.fetch)
    return call.listing(stored, page, shown_activity, "row.accepted_at", "id", activities="id")


@router.get("/activities/{activity_id}", summary="Show an activity")
def follow(activity_id: PathId, call: UserCall) -> ActivityShown:
    """Show the state of an activity; with suggestions where it needs a target."""
    call.name(activities=[activity_id])
    with call.reading() as scope:
        activity = find_activity(scope, activity_id, owner(call))
        return shown_activity(activity, _suggested(call, scope, activity.kind, activity.profile, activity.state))


@router.post(
    "/activities/{activity_id}/target",
    summary="Locate the record of an activity",
    openapi_extra=example({"object": "contact", "id": "17"}),
)
def locate(activity_id: PathId, chosen: ActivityRecordChosen, call: UserCall) -> ActivityShown:
    """Link the profile to the record, for all users of the contract, and send the activities that waited for it."""
    call.name(activities=[activity_id], records=[chosen.key.name])
    with call.writing() as scope:
        activity = find_activity(scope, activity_id, owner(call))
        activity.require(Verb.LOCATE)
        _link(call, scope, activity, chosen.key)
        return shown_activity(find_activity(scope, activity_id, None))


@router.post("/activities/{activity_id}/retry", summary="Send an activity again")
def retry(activity_id: PathId, call: UserCall) -> ActivityShown:
    """Replay a dead letter, or make the next attempt now; nothing is written twice."""
    call.name(activities=[activity_id])
    with call.writing() as scope:
        replay(
            scope,
            find_activity(scope, activity_id, owner(call)),
            call.now,
        )
        return shown_activity(find_activity(scope, activity_id, None))


@router.post("/activities/{activity_id}/cancel", summary="Cancel an activity")
def stop(activity_id: PathId, call: UserCall) -> ActivityShown:
    """Cancel an activity that is not sent yet; a delivered test note is removed from the CRM."""
    call.name(activities=[activity_id])
    with call.reading() as scope:
        activity = find_activity(scope, activity_id, owner(call))
    activity.require(Verb.CANCEL)
    if activity.state is ActivityState.DELIVERED:
        take_back(call.scope, activity, call.now)
    else:
        with call.writing() as scope:
            cancel(scope, activity, call.now)
    with call.reading() as scope:
        return shown_activity(find_activity(scope, activity_id, None))


def owner(call: Call) -> str | None:
    """Return whose activities a call may see: None with an admin's token (all), else the acting user."""
    return call.actor if Scope.APP in call.caller.scopes else None


def _link(call: Call, scope: OpenScope, activity: StoredActivity, chosen: RecordKey) -> None:
    key = current_key(scope, chosen)
    refused = unsupported_target(activity.kind, VENDORS[call.live.crm].takes, key.object)
    if refused is not None:
        raise ActivityUnsupported("got a record that cannot take the activity: {refused_value}", refused_value=refused)
    work = Relinking.of_statement(scope, call.now, call.services)
    confirm(work, key, activity.profile.id, author_of(scope, call.actor))
    release(scope, activity.profile.kind, [activity.profile.id], call.now)


def _suggested(
    call: Call, scope: OpenScope, kind: ActivityKind, profile: ProfileKey, state: ActivityState | None
) -> tuple[Suggestion, ...]:
    if state is not ActivityState.NEEDS_TARGET:
        return ()
    return suggestions_for(scope, kind, profile, call.actor, call.matching)


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


@router.get("/corrections", name="show", summary="List activities on the wrong record")
def list_wrong(page: WantedPage, call: UserCall, state: Correction = Correction.PROPOSED) -> Listing[CorrectionShown]:
    """List the corrections of the acting user's activities, for an admin those of all users."""
    query = with_activities(call.scope).where(corrections.c.state == state)
    if (user_id := owner(call)) is not None:
        query = query.where(activities.c.user_id == user_id)
    with call.reading() as scope:
        rows = scope.execute(page.behind(query, corrections.c.id)).all()
    return call.listing(rows, page, _shown, "id", activities="activity_id")


@router.post("/corrections/{correction_id}", summary="Correct or decline", openapi_extra=example({"action": "correct"}))
def close(
    correction_id: Annotated[str, Path(max_length=64)], said: CorrectionAnswered, call: UserCall
) -> CorrectionShown:
    """Move the activity to the record that is linked now, with the acting user's grant, or leave it."""
    with call.reading() as scope:
        row = find_correction(scope, correction_id, owner(call))
    call.name(activities=[row.activity_id])
    if said.action is Wish.CORRECT:
        correct(call.scope, row, call.actor, call.now)
    else:
        with call.writing() as scope:
            decline(scope, find_correction(scope, correction_id, None), call.now)
    with call.reading() as scope:
        return _shown(find_correction(scope, correction_id, None))


def _shown(row: Row[Any]) -> CorrectionShown:
    source = {"object": row.from_object, "id": row.from_id}
    target = row.to_id and {"object": row.to_object, "id": row.to_id}
    return CorrectionShown.model_validate({**row._mapping, "source": source, "target": target})
