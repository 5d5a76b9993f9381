"""The sellers' own CRM grants, deposited by the application and stored sealed (D28); no system user exists (S7)."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select, update

from serving.rules.vocabulary import ActivityState
from serving.store.contracts import InstanceScope
from serving.store.tables.contracts import authorizations
from serving.store.tables.work import activities
from serving.store.upserts import among, upsert


@dataclass(frozen=True, slots=True)
class Grant:
    """A seller's access token for the CRM, and its expiry (None: valid until it is refused)."""

    access_token: str
    expires_at: datetime | None


def deposit(connection: Connection, scope: InstanceScope, user_id: str, grant: Grant, now: datetime) -> None:
    """Store a user's grant and queue the activities that wait for it."""
    key = scope.store.vault.key(connection, scope.instance.key_id)
    sealed = key.seal(json.dumps({"access_token": grant.access_token}).encode(), _context(scope, user_id))
    mine = {"instance_id": scope.instance.id, "user_id": user_id}
    row = {**mine, "sealed": sealed, "expires_at": grant.expires_at, "deposited_at": now}
    upsert(connection, authorizations, [row], list(mine))
    waiting = update(activities).where(
        activities.c.instance_id == scope.instance.id,
        activities.c.user_id == user_id,
        activities.c.state == ActivityState.PENDING_AUTH.value,
    )
    queued = {"state": ActivityState.QUEUED.value, "reason": None, "next_at": now, "expires_at": None}
    connection.execute(waiting.values(**queued))


def revoke(connection: Connection, instance_id: str, user_id: str) -> None:
    """Delete a user's grant; later activities wait for a new one."""
    connection.execute(
        delete(authorizations).where(authorizations.c.instance_id == instance_id, authorizations.c.user_id == user_id)
    )


def token_of(connection: Connection, scope: InstanceScope, user_id: str, now: datetime) -> str | None:
    """Return a user's access token, None without a valid grant."""
    mine = (_valid(scope.instance.id, now), authorizations.c.user_id == user_id)
    sealed = connection.execute(select(authorizations.c.sealed).where(*mine)).scalar()
    if sealed is None:
        return None
    key = scope.store.vault.key(connection, scope.instance.key_id)
    token: str = json.loads(key.unseal(sealed, _context(scope, user_id)))["access_token"]
    return token


def users_with_a_grant(
    connection: Connection, instance_id: str, user_ids: Collection[str], now: datetime
) -> frozenset[str]:
    """Return the users with a valid grant."""
    wanted = select(authorizations.c.user_id).where(
        _valid(instance_id, now), among(connection, authorizations.c.user_id, user_ids)
    )
    return frozenset(connection.execute(wanted).scalars())


def _valid(instance_id: str, now: datetime) -> ColumnElement[bool]:
    still = or_(authorizations.c.expires_at.is_(None), authorizations.c.expires_at > now)
    return and_(authorizations.c.instance_id == instance_id, still)


def _context(scope: InstanceScope, user_id: str) -> str:
    return f"grant/{scope.instance.id}/{user_id}"
