"""Stored activities: listing, replay, cancelling and expiry; their text is never shown (S70)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, literal, select, tuple_, update

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.contract.activities.journal import JournalEntry, entries_of
from serving.contract.activities.targeting import TargetProfile
from serving.contract.records.services import WrapperServices
from serving.crm.activities import Switch
from serving.crm.delivery import CANCELLABLE, Verb, is_allowed
from serving.store.contracts import InstanceScope, NotHere
from serving.store.tables.work import activities
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import ActivityKind, ActivityState

EXPIRED = "expired"
"""The reason of an activity that waited 30 days for a person (D18, D27)."""
_CANCELLED = {"state": ActivityState.CANCELLED, "sealed": None, "next_at": None, "expires_at": None}
_UNSENT = CANCELLABLE - {ActivityState.DEAD}


class StateForbids(OnematchError):
    """The state of an activity does not allow the request."""


class TextGone(OnematchError):
    """The text of an activity was deleted after 30 days, so it cannot be sent (D27)."""


@dataclass(frozen=True, slots=True)
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
    def profile(self) -> TargetProfile:
        return TargetProfile(Kind(self.row.profile_kind), self.row.profile_id)

    @property
    def target(self) -> RecordKey | None:
        """The record that it is on, or goes to."""
        return None if self.row.record_id is None else RecordKey.named_by(self.row)

    def require(self, verb: Verb) -> None:
        """Raise StateForbids unless the activity's state allows the verb."""
        if not is_allowed(verb, self.state, is_test=self.row.is_test):
            raise StateForbids(f"got {verb} of an activity that is {self.state}")


def list_activities(
    connection: Connection,
    instance_id: str,
    user_id: str | None,
    state: ActivityState | None,
    *,
    after: tuple[datetime, str] | None,
    limit: int,
) -> list[StoredActivity]:
    """Return activities of a user (None: all) in a state (None: any), in the order of acceptance.

    `after`: the key (accepted at, id) behind which they begin.
    """
    query = select(activities).filter_by(instance_id=instance_id)
    if user_id is not None:
        query = query.filter_by(user_id=user_id)
    if state is not None:
        query = query.filter_by(state=state)
    if after is not None:
        query = query.where(
            tuple_(activities.c.accepted_at, activities.c.id)
            > tuple_(literal(after[0], activities.c.accepted_at.type), literal(after[1]))
        )
    ordered = query.order_by(activities.c.accepted_at, activities.c.id).limit(limit)
    return _read_stored(connection, instance_id, ordered)


def find_activity(connection: Connection, instance_id: str, activity_id: str, user_id: str | None) -> StoredActivity:
    """Return one activity, of a user if one is given; raises NotHere."""
    query = select(activities).filter_by(instance_id=instance_id, id=activity_id)
    if user_id is not None:
        query = query.filter_by(user_id=user_id)
    stored = _read_stored(connection, instance_id, query)
    if not stored:
        raise NotHere("there is no such activity")
    return stored[0]


def replay(connection: Connection, scope: InstanceScope, activity: StoredActivity, now: datetime) -> None:
    """Queue an activity again from its first attempt; after an unknown outcome the CRM is searched first (D31).

    Raises StateForbids, TextGone.
    """
    activity.require(Verb.RETRY)
    if activity.row.sealed is None:
        raise TextGone("got an activity whose text was deleted after 30 days, expected a newer one")
    queued = {"state": ActivityState.QUEUED, "reason": None, "attempts": 0, "next_at": now, "expires_at": None}
    _change(connection, scope, activity, queued)


def cancel(connection: Connection, scope: InstanceScope, activity: StoredActivity) -> None:
    """Cancel an activity and delete its text. Raises StateForbids."""
    activity.require(Verb.CANCEL)
    _change(connection, scope, activity, {"reason": None, **_CANCELLED})


def cancel_unsent(connection: Connection, instance_id: str, user_id: str, kinds: Collection[ActivityKind]) -> None:
    """Cancel a user's activities of these kinds that are not sent, and delete their texts (S54, D27)."""
    conditions = (
        activities.c.instance_id == instance_id,
        activities.c.user_id == user_id,
        activities.c.state.in_(_UNSENT),
    )
    ended = update(activities).where(*conditions, activities.c.kind.in_(kinds))
    connection.execute(ended.values(reason=Switch.USER, **_CANCELLED))


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
            count += connection.execute(over.values(**ended)).rowcount
    return count


def _change(connection: Connection, scope: InstanceScope, activity: StoredActivity, values: dict[str, Any]) -> None:
    """Change a row if its state is unchanged; a delivery may have claimed it meanwhile."""
    conditions = {"instance_id": scope.instance_id, "id": activity.id}
    changed = connection.execute(update(activities).filter_by(**conditions, state=activity.state).values(**values))
    if changed.rowcount != 1:
        raise StateForbids("got an activity that is being sent, expected one that waits")


def _read_stored(connection: Connection, instance_id: str, query: Select[Any]) -> list[StoredActivity]:
    rows = connection.execute(query).all()
    written = entries_of(connection, instance_id, [row.id for row in rows]) if rows else {}
    return [StoredActivity(row, written.get(row.id, [])) for row in rows]
