"""Stored activities: listing, replay, cancelling and expiry; their text is never shown (S70)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, literal, select, tuple_, update

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.contract.activities.journal import JournalEntry, change_activities, entries_of, queued_at
from serving.contract.records.services import WrapperServices
from serving.crm.activities import Switch
from serving.http.paging import between
from serving.store.contracts import NotHere, OpenScope, require_scope
from serving.store.tables.work import activities
from serving.vocabulary.links import ProfileKey, RecordKey
from serving.vocabulary.terms import ActivityKind, ActivityState

EXPIRED = "expired"
"""The reason of an activity that waited 30 days for a person (D18, D27)."""


class Verb(StrEnum):
    """An action on an activity that a person may request."""

    LOCATE = "target"
    RETRY = "retry"
    CANCEL = "cancel"


_CANCELLABLE = frozenset(
    {
        ActivityState.QUEUED,
        ActivityState.RETRYING,
        ActivityState.NEEDS_TARGET,
        ActivityState.PENDING_AUTH,
        ActivityState.DEAD,
    }
)
_ALLOWED = {
    Verb.LOCATE: frozenset({ActivityState.NEEDS_TARGET}),
    Verb.RETRY: frozenset({ActivityState.DEAD, ActivityState.RETRYING, ActivityState.PENDING_AUTH}),
    Verb.CANCEL: _CANCELLABLE,
}
_CANCELLED = {"state": ActivityState.CANCELLED, "sealed": None, "next_at": None, "expires_at": None}
_UNSENT = _CANCELLABLE - {ActivityState.DEAD}


class StateForbids(OnematchError):
    """The state of an activity does not allow the request."""


class TextGone(OnematchError):
    """The text of an activity was deleted after 30 days, so it cannot be sent (D27)."""


def is_allowed(verb: Verb, state: ActivityState, *, is_test: bool = False) -> bool:
    """Return whether a person may do this to an activity; a test note can be taken back once delivered (S59)."""
    return state in _ALLOWED[verb] or (verb is Verb.CANCEL and is_test and state is ActivityState.DELIVERED)


@value_class
class StoredActivity:
    """One activity: its row, of which the text is never shown, and its parts in the CRM."""

    row: Row[Any]
    written: Sequence[JournalEntry]

    @property
    def id(self) -> str:
        return str(self.row.id)

    @property
    def kind(self) -> ActivityKind:
        return ActivityKind(self.row.kind)

    @property
    def state(self) -> ActivityState:
        return ActivityState(self.row.state)

    @property
    def profile(self) -> ProfileKey:
        return ProfileKey(Kind(self.row.profile_kind), self.row.profile_id)

    @property
    def target(self) -> RecordKey | None:
        """The record that it is on, or goes to."""
        return None if self.row.record_id is None else RecordKey.named_by(self.row)

    def require(self, verb: Verb) -> None:
        """Raise StateForbids unless the activity's state allows the verb."""
        if not is_allowed(verb, self.state, is_test=self.row.is_test):
            raise StateForbids("got {verb} of an activity that is {state}", verb=verb, state=self.state)


@value_class
class ActivityQuery:
    """Which activities to list, of those accepted from `since` to before `until`; None: any."""

    user_id: str | None = None
    state: ActivityState | None = None
    profile_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    newest_first: bool = False


def list_activities(
    scope: OpenScope, wanted: ActivityQuery, *, after: tuple[datetime, str] | None, limit: int
) -> list[StoredActivity]:
    """Return activities in the order of acceptance, or the newest first.

    `after`: the key (accepted at, id) behind which they begin.
    """
    at, _ = key = (activities.c.accepted_at, activities.c.id)
    query = _those(scope, user_id=wanted.user_id, state=wanted.state, profile_id=wanted.profile_id)
    query = query.where(*between(at, wanted.since, wanted.until))
    if after is not None:
        place = tuple_(literal(after[0], at.type), literal(after[1]))
        query = query.where(tuple_(*key) < place if wanted.newest_first else tuple_(*key) > place)
    order = [column.desc() for column in key] if wanted.newest_first else key
    return _read_stored(scope, query.order_by(*order).limit(limit))


def find_activity(scope: OpenScope, activity_id: str, user_id: str | None) -> StoredActivity:
    """Return one activity, of a user if one is given; raises NotHere."""
    stored = _read_stored(scope, _those(scope, id=activity_id, user_id=user_id))
    if not stored:
        raise NotHere("there is no such activity")
    return stored[0]


def replay(scope: OpenScope, activity: StoredActivity, now: datetime) -> None:
    """Queue an activity again from its first attempt; after an unknown outcome the CRM is searched first (D31).

    Raises StateForbids, TextGone.
    """
    activity.require(Verb.RETRY)
    if activity.row.sealed is None:
        raise TextGone("got an activity whose text was deleted after 30 days, expected a newer one")
    _change(scope, activity, {**queued_at(now), "attempts": 0}, now)


def cancel(scope: OpenScope, activity: StoredActivity, now: datetime) -> None:
    """Cancel an activity that may be cancelled, and delete its text."""
    _change(scope, activity, {"reason": None, **_CANCELLED}, now)


def cancel_unsent(scope: OpenScope, user_id: str, kinds: Collection[ActivityKind], now: datetime) -> None:
    """Cancel a user's activities of these kinds that are not sent, and delete their texts (S54, D27)."""
    of_user = scope.change(activities, user_id=user_id)
    ended = of_user.where(activities.c.state.in_(_UNSENT), activities.c.kind.in_(kinds))
    change_activities(scope, ended.values(reason=Switch.USER, **_CANCELLED), now)


def expire_activities(parts: WrapperServices, now: datetime) -> int:
    """Make expired activities dead letters without text, on every instance; return how many."""
    is_over = activities.c.expires_at <= now
    ended = {"state": ActivityState.DEAD, "reason": EXPIRED, "sealed": None, "expires_at": None, "next_at": None}
    with parts.store.reading() as connection:
        instances = sorted(connection.execute(select(activities.c.instance_id).where(is_over).distinct()).scalars())
    count = 0
    for instance_id in instances:
        with parts.store.writing(instance_id) as connection:
            over = update(activities).filter_by(instance_id=instance_id).where(is_over)
            scope = require_scope(connection, parts.store, instance_id).on(connection)
            count += change_activities(scope, over.values(**ended), now)
    return count


def _change(scope: OpenScope, activity: StoredActivity, values: dict[str, Any], now: datetime) -> None:
    """Change a row if its state is unchanged; a delivery may have claimed it meanwhile."""
    same = scope.change(activities, id=activity.id, state=activity.state)
    if change_activities(scope, same.values(**values), now) != 1:
        raise StateForbids("got an activity that is being sent, expected one that waits")


def _those(scope: OpenScope, **given: str | None) -> Select[Any]:
    """Select the activities of the instance that have the given values."""
    return scope.own(activities).filter_by(**{name: value for name, value in given.items() if value is not None})


def _read_stored(scope: OpenScope, query: Select[Any]) -> list[StoredActivity]:
    rows = scope.execute(query).all()
    written = entries_of(scope, [row.id for row in rows]) if rows else {}
    return [StoredActivity(row, written.get(row.id, [])) for row in rows]
