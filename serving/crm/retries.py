"""What follows an attempt to write to a CRM: the next state, and when it is tried again (S70, D31)."""

from datetime import datetime, timedelta
from enum import StrEnum

from features.schema.value_class import value_class
from serving.vocabulary.terms import ActivityState

ACTIVITIES_KEPT_FOR = timedelta(days=30)
"""D18, D27: how long pending_auth, needs_target and dead letters keep their sealed text."""
MAX_ATTEMPTS = 24
"""About 14 hours of an outage; then the activity is a dead letter, which can be replayed."""
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(hours=1)
SETTLING = timedelta(seconds=30)
"""How long after an unknown outcome the CRM is searched first (D31)."""
USUAL_LAG = timedelta(seconds=150)
"""Longer than HubSpot's index usually lags: what a search shows of later objects counts from then on (D31)."""
LONGEST_LAG = timedelta(minutes=10)
"""After that a search that shows nothing settles it, also where nothing was written since."""
LONGEST_CALL = timedelta(seconds=120)
"""Longer than all calls of one attempt may take: an activity that is `sending` for longer was interrupted."""


class DeliveryOutcome(StrEnum):
    """The outcome of one attempt."""

    WRITTEN = "written"
    """It is in the CRM: the CRM answered, or its marker was found."""
    BUSY = "busy"
    """423, 429 or 477, or another process renews the grant: nothing was written."""
    UNREACHABLE = "unreachable"
    """The call never reached the CRM: nothing was written."""
    UNKNOWN = "unknown"
    """Timeout, half an answer, 5xx: it may have been written."""
    UNAUTHORISED = "unauthorised"
    """401: the grant no longer holds."""
    GONE = "gone"
    """404: the target is no longer in the CRM."""
    WRONG_PATH = "wrong_path"
    """404 on a collection, or no address in the CRM's links: the record is there, an operator must look."""
    REFUSED = "refused"
    """Any other 4xx: sending the same again cannot help."""
    CANNOT_SEARCH = "cannot_search"
    """The outcome is unknown and the CRM has no search for it."""
    NO_TARGET = "no_target"
    """The link changed: no record is linked to the profile now."""
    NOT_INDEXED = "not_indexed"
    """A search of the CRM found nothing, but its index may lag behind."""
    ABSENT = "absent"
    """A search of the CRM found nothing, so it can be sent."""
    NO_SEAT = "no_seat"
    """The user has no seat of the tool (D18)."""
    NO_GRANT = "no_grant"
    """The user has no CRM grant, or it expired (D28)."""
    CLOSED = "closed"
    """The instance was disconnected (D24)."""


@value_class
class Step:
    """The state to store after an attempt; `in_doubt`: it may be in the CRM without an answer."""

    state: ActivityState
    reason: str | None
    in_doubt: bool
    next_at: datetime | None = None
    expires_at: datetime | None = None


@value_class
class Attempt:
    """The facts of one attempt: how many there were with this one, whether an earlier one is unresolved."""

    number: int
    in_doubt: bool
    now: datetime
    retry_after: timedelta | None = None


_ENDS = {
    DeliveryOutcome.WRITTEN: ActivityState.DELIVERED,
    DeliveryOutcome.CLOSED: ActivityState.CANCELLED,
    DeliveryOutcome.UNAUTHORISED: ActivityState.PENDING_AUTH,
    DeliveryOutcome.NO_SEAT: ActivityState.PENDING_AUTH,
    DeliveryOutcome.NO_GRANT: ActivityState.PENDING_AUTH,
    DeliveryOutcome.GONE: ActivityState.NEEDS_TARGET,
    DeliveryOutcome.NO_TARGET: ActivityState.NEEDS_TARGET,
    DeliveryOutcome.REFUSED: ActivityState.DEAD,
    DeliveryOutcome.WRONG_PATH: ActivityState.DEAD,
    DeliveryOutcome.CANNOT_SEARCH: ActivityState.DEAD,
}
UNWRITTEN = (DeliveryOutcome.BUSY, DeliveryOutcome.UNREACHABLE)
"""What may be repeated at once, since nothing was written."""
_RETRIED = (*UNWRITTEN, DeliveryOutcome.UNKNOWN)
_EXPIRING = (ActivityState.PENDING_AUTH, ActivityState.NEEDS_TARGET, ActivityState.DEAD)


def step_after(outcome: DeliveryOutcome, attempt: Attempt) -> Step:
    """Return the state after an attempt; only 429, 5xx and unknown outcomes are tried again by themselves."""
    if outcome is DeliveryOutcome.ABSENT:
        return Step(ActivityState.QUEUED, None, in_doubt=False, next_at=attempt.now)
    if outcome is DeliveryOutcome.NOT_INDEXED:
        at = attempt.now + (attempt.retry_after or SETTLING)
        return Step(ActivityState.RETRYING, outcome, in_doubt=True, next_at=at)
    in_doubt = outcome is DeliveryOutcome.UNKNOWN or (attempt.in_doubt and outcome is not DeliveryOutcome.WRITTEN)
    if outcome in _RETRIED and attempt.number < MAX_ATTEMPTS:
        at = attempt.now + _wait(outcome, attempt)
        return Step(ActivityState.RETRYING, outcome, in_doubt, next_at=at)
    state = _ENDS.get(outcome, ActivityState.DEAD)
    reason = None if state is ActivityState.DELIVERED else outcome
    return Step(state, reason, in_doubt, expires_at=attempt.now + ACTIVITIES_KEPT_FOR if state in _EXPIRING else None)


def _wait(outcome: DeliveryOutcome, attempt: Attempt) -> timedelta:
    doublings = 1 << min(attempt.number - 1, 16)
    doubled = min(FIRST_WAIT * doublings, LONGEST_WAIT)
    floor = SETTLING if outcome is DeliveryOutcome.UNKNOWN else timedelta()
    return max(doubled, floor, attempt.retry_after or timedelta())
