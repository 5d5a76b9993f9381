"""Activities: logged by sellers, followed, located, replayed and cancelled (S50 to S70)."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from sqlalchemy import Connection

from serving.crm.vendors import VENDORS
from serving.http.routes.activities_admin import add_admin
from serving.http.routes.activity_bodies import (
    SENT_EXAMPLE,
    ActivityAnswer,
    ActivityRecordChosen,
    ActivitySent,
    ActivityShown,
    answer_of,
    shown_activity,
)
from serving.http.routes.frame import CONTRACT, Call, example, needs, refusals, stating
from serving.http.routes.paging import Listing, WantedPage, listing
from serving.http.wire.problems import ProblemKind, Problems
from serving.rules.linking.links import RecordKey
from serving.rules.routing.delivery import Verb
from serving.rules.routing.routing import unsupported_target
from serving.rules.routing.targets import Suggestion
from serving.rules.vocabulary import ActivityState, Scope
from serving.sync.linking.locate import current_key
from serving.sync.linking.statements import author_of, confirm
from serving.sync.records.visibility import visible_among
from serving.sync.services import WrapperServices
from serving.writeback.activities import (
    StateForbids,
    StoredActivity,
    TextGone,
    cancel,
    find_activity,
    list_activities,
    replay,
)
from serving.writeback.calls import CrmRefused, CrmUnavailable, GrantMissing, RecordGone, WrongPath
from serving.writeback.corrections import release
from serving.writeback.intake import (
    ActivityContradicts,
    ActivityIdReused,
    ActivityUnsupported,
    Preview,
    Receipt,
    accept_activities,
    preview,
    require_taken,
)
from serving.writeback.targeting import TargetProfile, suggestions_for
from serving.writeback.trial import NotLinked, take_back

PROBLEMS: Problems = {
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
OneId = Annotated[str, Path(max_length=200)]


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of the topic."""
    router = APIRouter(prefix=CONTRACT, tags=["writeback"], responses=refusals())
    add_admin(router, parts)
    _add_intake(router, parts)
    _add_reading(router, parts)
    _add_verbs(router, parts)
    return router


def _add_intake(router: APIRouter, parts: WrapperServices) -> None:
    seller = needs(parts, Scope.APP, acting=True)

    @router.post("/activities", summary="Log an activity", openapi_extra=example(SENT_EXAMPLE))
    def log(
        sent: ActivitySent,
        call: Annotated[Call, seller],
        dry_run: Annotated[bool, Query(description="return decision and requests; store and send nothing")] = False,
    ) -> ActivityAnswer:
        """Decide the target of an activity and queue it; sending it again with the same id changes nothing."""
        activity = sent.read(call.actor)
        call.name(activities=[sent.id], profiles=[sent.profile.id])
        if dry_run:
            call.leaves_no_answer()
            with parts.store.reading() as connection:
                seen = preview(connection, call.scope, activity, call.now, parts.matching)
                suggested = _suggested(parts, call, connection, sent, seen.receipt)
                return answer_of(seen, _visible(connection, call, seen.receipt), suggested)
        with call.scope.writing() as connection:
            receipt = require_taken(accept_activities(connection, call.scope, [activity], call.now, parts.matching)[0])
            suggested = _suggested(parts, call, connection, sent, receipt)
            return answer_of(Preview(receipt, ()), _visible(connection, call, receipt), suggested)


def _add_reading(router: APIRouter, parts: WrapperServices) -> None:
    follower = needs(parts, Scope.APP, Scope.ADMIN, acting=True)

    @router.get("/activities", summary="List activities")
    def show(
        page: WantedPage, call: Annotated[Call, follower], state: ActivityState | None = None
    ) -> Listing[ActivityShown]:
        """List the acting user's activities, for an admin those of all users; `state=dead` are the dead letters."""
        after = page.moment_key()
        with parts.store.reading() as connection:
            found = list_activities(connection, call.live.id, owner(call), state, after=after, limit=page.fetch)
        call.name(activities=[one.id for one in found[: page.limit]])
        return listing(found, page, shown_activity, lambda one: [one.row.accepted_at.isoformat(), one.id])

    @router.get("/activities/{activity_id}", summary="Show an activity")
    def follow(activity_id: OneId, call: Annotated[Call, follower]) -> ActivityShown:
        """Show the state of an activity; with suggestions where it needs a target."""
        call.name(activities=[activity_id])
        with parts.store.reading() as connection:
            one = find_activity(connection, call.live.id, activity_id, owner(call))
            waits = one.state is ActivityState.NEEDS_TARGET
            actor = call.actor
            found = (
                suggestions_for(connection, call.scope, one.kind, one.profile, actor, parts.matching) if waits else ()
            )
        return shown_activity(one, found)


def _add_verbs(router: APIRouter, parts: WrapperServices) -> None:
    follower = needs(parts, Scope.APP, Scope.ADMIN, acting=True)

    @router.post(
        "/activities/{activity_id}/target",
        summary="Locate the record of an activity",
        openapi_extra=example({"object": "contact", "id": "17"}),
    )
    def locate(activity_id: OneId, chosen: ActivityRecordChosen, call: Annotated[Call, follower]) -> ActivityShown:
        """Link the profile to the record, for all users of the contract, and send the activities that waited for it."""
        call.name(activities=[activity_id], records=[chosen.key.name])
        with call.scope.writing() as connection:
            one = find_activity(connection, call.live.id, activity_id, owner(call))
            one.require(Verb.LOCATE)
            _link(parts, call, connection, one, chosen.key)
            return shown_activity(find_activity(connection, call.live.id, activity_id, None))

    @router.post("/activities/{activity_id}/retry", summary="Send an activity again")
    def retry(activity_id: OneId, call: Annotated[Call, follower]) -> ActivityShown:
        """Replay a dead letter, or make the next attempt now; nothing is written twice."""
        call.name(activities=[activity_id])
        with call.scope.writing() as connection:
            replay(connection, call.scope, find_activity(connection, call.live.id, activity_id, owner(call)), call.now)
            return shown_activity(find_activity(connection, call.live.id, activity_id, None))

    @router.post("/activities/{activity_id}/cancel", summary="Cancel an activity")
    def stop(activity_id: OneId, call: Annotated[Call, follower]) -> ActivityShown:
        """Cancel an activity that is not sent yet; a delivered test note is removed from the CRM."""
        call.name(activities=[activity_id])
        with parts.store.reading() as connection:
            one = find_activity(connection, call.live.id, activity_id, owner(call))
        one.require(Verb.CANCEL)
        if one.state is ActivityState.DELIVERED:
            take_back(call.scope, one, call.now)
        else:
            with call.scope.writing() as connection:
                cancel(connection, call.scope, one)
        with parts.store.reading() as connection:
            return shown_activity(find_activity(connection, call.live.id, activity_id, None))


def owner(call: Call) -> str | None:
    """Return whose activities a call may see: None with an admin's token (all), else the acting user."""
    return call.actor if Scope.APP in call.caller.scopes else None


def _link(parts: WrapperServices, call: Call, connection: Connection, one: StoredActivity, chosen: RecordKey) -> None:
    key = current_key(connection, call.live.id, chosen)
    refused = unsupported_target(one.kind, VENDORS[call.live.crm].takes, key.object)
    if refused is not None:
        raise ActivityUnsupported(f"got a record that cannot take the activity: {refused.value}")
    work = stating(parts, call, connection)
    confirm(work, key, one.profile.id, author_of(connection, call.scope, call.actor))
    release(connection, call.live.id, one.profile.kind, [one.profile.id], call.now)


def _suggested(
    parts: WrapperServices, call: Call, connection: Connection, sent: ActivitySent, receipt: Receipt
) -> tuple[Suggestion, ...]:
    if receipt.state is not ActivityState.NEEDS_TARGET:
        return ()
    profile = TargetProfile(sent.profile.kind, sent.profile.id)
    return suggestions_for(connection, call.scope, sent.kind, profile, call.actor, parts.matching)


def _visible(connection: Connection, call: Call, receipt: Receipt) -> set[RecordKey]:
    """Return the record of an activity, nothing where there is none or its user may not see it."""
    return visible_among(connection, call.live.id, [receipt.link.key] if receipt.link else [], call.actor)
