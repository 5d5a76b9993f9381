"""The sellers' own CRM grants, deposited by the application and stored sealed (D28); no system user exists (S7)."""

import json
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import httpx
from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select, update

from features.schema.errors import OnematchError
from serving.contract.records.services import WrapperServices
from serving.crm.credentials import Refreshed, RefreshOutcome, refresh
from serving.crm.crm_client import shared_http
from serving.crm.delivery import DeliveryOutcome
from serving.crm.vendors import VENDORS
from serving.runtime.event_log import log_event, log_failure
from serving.store.connecting import read_oauth_client
from serving.store.contracts import CONNECTED, Disconnected, InstanceScope, load_scope
from serving.store.store import Store
from serving.store.tables.contracts import authorizations, instances, users
from serving.store.tables.work import activities
from serving.store.upserts import among, upsert
from serving.vocabulary.terms import ActivityState

REFRESHED_AHEAD = timedelta(minutes=5)
"""How long before its end an access token is refreshed, at most; of one that lives shortly, a quarter of its life."""
LONGEST_REFRESH = timedelta(seconds=60)
"""Longer than a refresh may take: after that another process may try it."""


TRIED_AGAIN = timedelta(seconds=60)
"""How long after a failed refresh the next one is tried, unless the endpoint names a longer time."""
MAX_IN_A_ROUND = 200
_MAX_PARALLEL_CALLS = 8


class NoOauthClient(OnematchError):
    """The connection names no token endpoint and no client, so a refresh token could not be used."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A seller's access token for the CRM, its expiry (None: valid until it is refused), and its refresh token."""

    access_token: str = field(repr=False)
    expires_at: datetime | None
    refresh_token: str | None = field(default=None, repr=False)

    def is_over(self, now: datetime) -> bool:
        """Whether the access token has expired."""
        return self.expires_at is not None and self.expires_at <= now


@dataclass(frozen=True, slots=True)
class RefreshClaim:
    """A grant that this process alone refreshes; `sealed` is its state, which a later deposit changes."""

    user_id: str
    grant: Grant
    refresh_token: str = field(repr=False)
    sealed: bytes = field(repr=False)


def deposit(connection: Connection, scope: InstanceScope, user_id: str, grant: Grant, now: datetime) -> None:
    """Store a user's grant and queue the activities that wait for it. Raises NoOauthClient."""
    if grant.refresh_token is not None and scope.instance.oauth_client is None:
        raise NoOauthClient("got a refresh_token, expected one only where the connection names a token url and client")
    conditions = {"instance_id": scope.instance_id, "user_id": user_id}
    row = {**conditions, **_row(connection, scope, user_id, grant, now), "deposited_at": now}
    upsert(connection, authorizations, [row], list(conditions))
    release_pending(connection, scope.contract.id, user_id, now)


def release_pending(connection: Connection, contract_id: str, user_id: str, now: datetime) -> None:
    """Queue a user's activities that wait for a grant or a seat (D18, D28)."""
    here = select(instances.c.id).filter_by(contract_id=contract_id)
    waiting = (
        update(activities)
        .filter_by(user_id=user_id, state=ActivityState.PENDING_AUTH)
        .where(activities.c.instance_id.in_(here))
    )
    queued = {"state": ActivityState.QUEUED, "reason": None, "next_at": now, "expires_at": None}
    connection.execute(waiting.values(**queued))


def revoke(connection: Connection, instance_id: str, user_id: str) -> None:
    """Delete a user's grant; later activities wait for a new one."""
    connection.execute(delete(authorizations).where(*_of(instance_id, user_id)))


def read_grant(connection: Connection, scope: InstanceScope, user_id: str) -> Grant | None:
    """Return a user's grant, also an expired one."""
    row = connection.execute(select(authorizations).where(*_of(scope.instance_id, user_id))).one_or_none()
    return None if row is None else _grant(connection, scope, row)


def users_with_a_grant(
    connection: Connection, instance_id: str, user_ids: Collection[str], now: datetime
) -> frozenset[str]:
    """Return the users whose access token is valid or can be refreshed."""
    of = authorizations.c
    still = or_(of.expires_at.is_(None), of.expires_at > now, of.refresh_at.is_not(None))
    query = select(of.user_id).where(of.instance_id == instance_id, still, among(of.user_id, user_ids))
    return frozenset(connection.execute(query).scalars())


def due_refreshes(connection: Connection, now: datetime, limit: int) -> dict[str, list[str]]:
    """Return the active users whose grants are to be refreshed now, by connected instance; soonest to expire first."""
    query = (
        select(authorizations.c.instance_id, authorizations.c.user_id)
        .join(instances, instances.c.id == authorizations.c.instance_id)
        .join(users, and_(users.c.instance_id == authorizations.c.instance_id, users.c.id == authorizations.c.user_id))
        .where(instances.c.state == CONNECTED, users.c.active)
        .where(authorizations.c.refresh_at <= now, _unclaimed(now))
        .order_by(authorizations.c.expires_at, authorizations.c.instance_id, authorizations.c.user_id)
    )
    due: dict[str, list[str]] = {}
    for row in connection.execute(query.limit(limit)):
        due.setdefault(row.instance_id, []).append(row.user_id)
    return due


def claim_refresh(
    connection: Connection, scope: InstanceScope, user_id: str, now: datetime, refused: str | None = None
) -> RefreshClaim | None:
    """Claim the refresh of a grant, in a transaction that locks the instance; None if it is not due, or is claimed.

    With the access token that the CRM `refused` it is due at once, and the token counts as expired.
    """
    conditions = (*_of(scope.instance_id, user_id), authorizations.c.refresh_at.is_not(None), _unclaimed(now))
    row = connection.execute(select(authorizations).where(*conditions)).one_or_none()
    if row is None:
        return None
    grant = _grant(connection, scope, row)
    is_refused = grant.access_token == refused
    if grant.refresh_token is None or (not is_refused and row.refresh_at > now):
        return None
    claimed: dict[str, Any] = {"refreshing_until": now + LONGEST_REFRESH}
    claimed |= {"expires_at": now, "refresh_at": now} if is_refused and not grant.is_over(now) else {}
    connection.execute(update(authorizations).where(*_of(scope.instance_id, user_id)).values(**claimed))
    return RefreshClaim(user_id, grant, grant.refresh_token, row.sealed)


def _change(connection: Connection, scope: InstanceScope, claim: RefreshClaim, values: dict[str, Any]) -> None:
    """Change a claimed grant; one that was deposited or revoked since the claim stays as it is."""
    conditions = (*_of(scope.instance_id, claim.user_id), authorizations.c.sealed == claim.sealed)
    connection.execute(update(authorizations).where(*conditions).values(**values))


def _row(connection: Connection, scope: InstanceScope, user_id: str, grant: Grant, now: datetime) -> dict[str, Any]:
    sealed = _seal(connection, scope, user_id, grant)
    refresh_at = _refresh_at(grant, now)
    return {"sealed": sealed, "expires_at": grant.expires_at, "refresh_at": refresh_at, "refreshing_until": None}


def _refresh_at(grant: Grant, now: datetime) -> datetime | None:
    if grant.refresh_token is None or grant.expires_at is None:
        return None
    return grant.expires_at - min(REFRESHED_AHEAD, max(grant.expires_at - now, timedelta()) / 4)


def _seal(connection: Connection, scope: InstanceScope, user_id: str, grant: Grant) -> bytes:
    key = scope.key(connection)
    plain = {"access_token": grant.access_token, "refresh_token": grant.refresh_token}
    return key.seal(json.dumps(plain).encode(), _context(scope, user_id))


def _grant(connection: Connection, scope: InstanceScope, row: Any) -> Grant:
    key = scope.key(connection)
    plain = json.loads(key.unseal(row.sealed, _context(scope, row.user_id)))
    return Grant(plain["access_token"], row.expires_at, plain.get("refresh_token"))


def _of(instance_id: str, user_id: str) -> tuple[ColumnElement[bool], ...]:
    return authorizations.c.instance_id == instance_id, authorizations.c.user_id == user_id


def _unclaimed(now: datetime) -> ColumnElement[bool]:
    return or_(authorizations.c.refreshing_until.is_(None), authorizations.c.refreshing_until <= now)


def _context(scope: InstanceScope, user_id: str) -> str:
    return f"grant/{scope.instance_id}/{user_id}"


def refresh_due(parts: WrapperServices, now: datetime, http: httpx.Client | None = None) -> int:
    """Refresh the grants that run out soon, the instances in parallel; return how many were refreshed or refused.

    An instance whose token endpoint fails is not called again in this round.
    """
    with parts.store.reading() as connection:
        due = due_refreshes(connection, now, MAX_IN_A_ROUND)
    if not due:
        return 0
    with ThreadPoolExecutor(min(len(due), _MAX_PARALLEL_CALLS)) as pool:
        done = [
            pool.submit(_refresh_instance, parts.store, instance_id, user_ids, now, http or shared_http())
            for instance_id, user_ids in due.items()
        ]
    return sum(future.result() for future in done)


def usable_token(scope: InstanceScope, user_id: str, now: datetime, http: httpx.Client) -> str | DeliveryOutcome:
    """Return a user's access token, refreshed if it has run out; NO_GRANT without one, BUSY while it cannot be had."""
    with scope.store.reading() as connection:
        grant = read_grant(connection, scope, user_id)
    if grant is None or (grant.is_over(now) and grant.refresh_token is None):
        return DeliveryOutcome.NO_GRANT
    return _refreshed(scope, user_id, now, http) if grant.is_over(now) else grant.access_token


def token_after(
    scope: InstanceScope, user_id: str, now: datetime, http: httpx.Client, refused: str
) -> str | DeliveryOutcome:
    """Return the access token that replaces one that the CRM refused; UNAUTHORISED without one, BUSY if it failed."""
    with scope.store.reading() as connection:
        grant = read_grant(connection, scope, user_id)
    if grant is None or (grant.access_token == refused and grant.refresh_token is None):
        return DeliveryOutcome.UNAUTHORISED
    if grant.access_token != refused:
        return usable_token(scope, user_id, now, http)
    token = _refreshed(scope, user_id, now, http, refused)
    return DeliveryOutcome.UNAUTHORISED if token is DeliveryOutcome.NO_GRANT else token


def _refresh_instance(store: Store, instance_id: str, user_ids: list[str], now: datetime, http: httpx.Client) -> int:
    with store.reading() as connection:
        scope = load_scope(connection, store, instance_id)
    if scope is None or scope.instance.state != CONNECTED:
        return 0
    for done, user_id in enumerate(user_ids):
        try:
            if _refreshed(scope, user_id, now, http) is DeliveryOutcome.BUSY:
                return done
        except Disconnected:
            return done
        except Exception as error:  # noqa: BLE001 - one customer's connection must not stop the others
            log_failure("refresh_failed", error, instance=instance_id, user=user_id)
            return done
    return len(user_ids)


def _refreshed(
    scope: InstanceScope, user_id: str, now: datetime, http: httpx.Client, refused: str | None = None
) -> str | DeliveryOutcome:
    """Refresh a grant unless another process does; return its token, NO_GRANT if the CRM refused, BUSY if it failed."""
    with scope.writing() as open_scope:
        client = read_oauth_client(open_scope.connection, scope.store.vault, scope.instance)
        claim = claim_refresh(open_scope.connection, scope, user_id, now, refused)
        grant = None if claim is not None else read_grant(open_scope.connection, scope, user_id)
    if client is None:
        return DeliveryOutcome.NO_GRANT
    if claim is None:
        is_new = grant is not None and not grant.is_over(now) and grant.access_token != refused
        return grant.access_token if grant is not None and is_new else DeliveryOutcome.BUSY
    instance = scope.instance
    in_body = VENDORS[instance.crm].has_client_in_body
    answer = refresh(http, instance.urls["token"], client, claim.refresh_token, has_client_in_body=in_body)
    facts = {"instance": scope.instance_id, "user": user_id, "outcome": answer.outcome}
    log_event("grant_refresh", **facts, **({} if answer.error is None else {"error": answer.error}))
    return _store(scope, claim, answer, now)


def _store(scope: InstanceScope, claim: RefreshClaim, answer: Refreshed, now: datetime) -> str | DeliveryOutcome:
    """Store the answer to a refresh: where the CRM refused it, the access token stays until it expires."""
    with scope.writing() as open_scope:
        connection = open_scope.connection
        if answer.outcome is RefreshOutcome.REFRESHED:
            refresh_token = answer.refresh_token or claim.refresh_token
            grant = Grant(answer.access_token, now + answer.lives, refresh_token)
            _change(connection, scope, claim, _row(connection, scope, claim.user_id, grant, now))
            return answer.access_token
        if answer.outcome is RefreshOutcome.REFUSED:
            sealed = _seal(connection, scope, claim.user_id, replace(claim.grant, refresh_token=None))
            _change(connection, scope, claim, {"sealed": sealed, "refresh_at": None, "refreshing_until": None})
            return DeliveryOutcome.NO_GRANT
        at = now + max(TRIED_AGAIN, answer.retry_after or TRIED_AGAIN)
        _change(connection, scope, claim, {"refresh_at": at, "refreshing_until": None})
        return DeliveryOutcome.BUSY
